"""Taking back where ids were given out again: SQLite gives the id of a tie that went to the next one."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.complaints import ComplaintForm
from fmcrm_desktop.services.office import Office
from tests.sample import Sample


@pytest.fixture
def two(office: Office, sample: Sample) -> tuple[int, int]:
    first, second = (
        office.do(complaints.register, ComplaintForm(words, anonymous=True, unit_id=sample.unit)).result
        for words in ("Cold", "Noise")
    )
    return first, second


def gap(office: Office, id: int, *gaps: str) -> int:
    form = office.ask(complaints.form_of, id)
    form.gaps = gaps
    return office.do(complaints.change, id, form).deed


def further(path: Path) -> list[tuple[int, int, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute(
            "select id, complaint_id, value from complaint_aspect where kind = 'gap' order by complaint_id, value"
        ).fetchall()


def test_a_tie_comes_back_beside_the_one_that_has_its_id(
    office: Office, office_path: Path, two: tuple[int, int]
) -> None:
    first, second = two
    gap(office, first, "response")
    [(id, *_)] = further(office_path)
    went = gap(office, first)
    gap(office, second, "resources")
    assert further(office_path) == [(id, second, "resources")]
    office.undo(went)
    assert [row[1:] for row in further(office_path)] == [(first, "response"), (second, "resources")]


def test_another_tie_with_the_same_id_is_not_taken_away(
    office: Office, office_path: Path, two: tuple[int, int]
) -> None:
    first, second = two
    came = gap(office, first, "response")
    gap(office, first)
    gap(office, second, "response")
    before = further(office_path)
    with pytest.raises(Refusal, match="changed again since"):
        office.undo(came)
    assert further(office_path) == before and before[0][1] == second
