"""Reports of one's own on PostgreSQL: every definition runs there, and answers what it answers on SQLite."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import psycopg
import pytest

from fmcrm_desktop.model.report_answer import Answer
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS
from tests.conftest import NOW
from tests.sample import Sample, fill
from tests.services.reporting import answers, fill_all


@pytest.fixture(scope="module")
def both(
    filled: tuple[Path, Sample], postgres_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, Office]]:
    """The same things kept on SQLite and on PostgreSQL."""
    path = tmp_path_factory.mktemp("reports") / "office.fmcrm"
    shutil.copy(filled[0], path)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("create database office_reports")
    address = postgres_server.rsplit("/", 1)[0] + "/office_reports"
    served = found_office(address, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min"))
    here = open_office(str(path))
    here.store.clock = served.store.clock = lambda: NOW
    here.do(fill_all, filled[1])
    served.do(fill_all, fill(served))
    yield here, served
    here.close()
    served.close()
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute("drop database office_reports with (force)")


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_definition_answers_the_same_as_on_sqlite(both: tuple[Office, Office], subject: str) -> None:
    here, there = (office.ask(answers, subject) for office in both)
    assert len(here) > 40
    assert max(answer.whole.count for _, answer in here) > 0
    for (definition, one), (_, other) in zip(here, there, strict=True):
        assert _told(one) == _told(other), definition


def _told(answer: Answer) -> tuple[object, ...]:
    """Figures and rows; the order of words is the database's own."""
    lines = sorted((repr(line.values), line.count, repr(_plain(line.figures))) for line in answer.lines)
    return (
        answer.whole.count,
        _plain(answer.whole.figures),
        lines,
        sorted(repr(_plain(r.cells)) for r in answer.rows),
    )


def _plain(values: tuple[object, ...]) -> list[object]:
    return [
        round(float(one), 6) if isinstance(one, int | float | Decimal) and not isinstance(one, bool) else one
        for one in values
    ]
