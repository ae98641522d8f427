"""Who is what to which unit, and whom an event is about, go out with our lists and come back into another office."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.places import resources
from fmcrm_desktop.services import calendar, imports, owners, relations, units
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.imports import ImportResult
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.relations import RelationForm
from fmcrm_desktop.services.units import UnitForm
from tests.conftest import NOW
from tests.sample import Sample

ROLES = ("owner", "tenant", "occupant", "contact", "payer")
TIES = (
    "select p.name, u.label, r.role from relation r join person p on p.id = r.person_id "
    "join unit u on u.id = r.unit_id where r.archived is null and r.until_day is null order by 1, 2, 3"
)
EVENTS = (
    "select e.title, p.name, u.label from event e left join person p on p.id = e.person_id "
    "left join unit u on u.id = e.unit_id where e.archived is null order by 1"
)


def found(path: Path, question: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as file:
        return file.execute(question).fetchall()


def bring(office: Office, path: Path) -> ImportResult:
    file = ImportFile.open(Choice(path), path.stem, None, office.store.zone)
    result: ImportResult = office.do(imports.run, file.source()).result
    return result


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_ties_and_events_come_back(
    office: Office,
    sample: Sample,
    office_path: Path,
    founded: Path,
    tmp_path: Path,
    ending: str,
    language: str,
) -> None:
    words = Words(language, "Asia/Shanghai", resources() / "locale")
    fill(office, sample)
    for kind in ("units", "people", "events"):
        lists_out.export(office, kind, Query(), tmp_path / f"{kind}{ending}", words)
    there = found(office_path, TIES)
    assert {role for *_, role in there} == set(ROLES)

    other = Path(shutil.copy(founded, tmp_path / "other.fmcrm"))
    with closing(open_office(str(other))) as fresh:
        fresh.store.clock = lambda: NOW
        people = tmp_path / f"people{ending}"
        early = bring(fresh, people)
        assert found(other, TIES) == [] and early.hints
        bring(fresh, tmp_path / f"units{ending}")
        late = bring(fresh, people)
        assert not late.hints and found(other, TIES) == there
        bring(fresh, tmp_path / f"events{ending}")
        assert found(other, EVENTS) == found(office_path, EVENTS)
        for kind in ("people", "events"):
            again = bring(fresh, tmp_path / f"{kind}{ending}")
            assert (again.added, again.updated) == (0, 0), kind


def fill(office: Office, sample: Sample) -> None:
    """A person in each role, one of many, and units whose names look like a role behind them or a list."""
    shop = office.do(units.add, UnitForm(sample.building, "Shop (Tenant)")).result
    pump = office.do(units.add, UnitForm(sample.building, "Depot (old)")).result
    for n, role in enumerate(ROLES):
        who = office.do(owners.add, NewPersonForm(name=f"Person {n}", expects="Quiet, 安静")).result
        for unit in (sample.unit, shop, pump):
            office.do(relations.add, RelationForm(person_id=who, unit_id=unit, role=role))
    gone = office.do(owners.add, NewPersonForm(name="Gone")).result
    ended = RelationForm(person_id=gone, unit_id=shop, until_day=NOW.date() - timedelta(9))
    office.do(relations.add, ended)
    about: Callable[..., Any] = EventForm
    for title, person, unit in (("Both", sample.owner, shop), ("Nobody", None, None)):
        office.do(
            calendar.add,
            about(title=title, starts=NOW, ends=NOW + timedelta(hours=1), person_id=person, unit_id=unit),
        )
