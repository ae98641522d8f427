"""What a technician sees of the work orders: a walk over every case there is finds nothing of a foreign territory."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.exc import OperationalError

from fmcrm_desktop.model.matter import Attachment
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.services import (
    checklists,
    exports,
    notes,
    office_settings,
    papers,
    search,
    timeline,
    work_orders,
)
from fmcrm_desktop.services.notes import NoteForm
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.work_orders import OrderForm, VisitForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.test_rights import cases

SECRET = "zanzibar"
"""Stands in everything of the foreign order, and nowhere else."""


@dataclass(frozen=True)
class Split:
    """The orders of an office cut into two territories, and whoever works in the first."""

    mine: int
    foreign: int
    foreign_number: str
    technician: Who


@needs("office.settings")
def _draw(work: Work, buildings: tuple[int, int], staff: int) -> None:
    for name, building in zip(("North", "South"), buildings, strict=True):
        made = work.add(Territory(name=name))
        work.add(TerritoryBuilding(territory_id=made.id, building_id=building))
        if name == "North":
            work.add(TerritoryStaff(territory_id=made.id, staff_id=staff))


@needs("note.write")
def _attach(work: Work, order: int) -> None:
    file = {"name": f"{SECRET}.png", "stored_name": "ab", "size": 1, "sha256": "", "added": work.now}
    work.add(Attachment(subject="work_order", subject_id=order, **file))


@pytest.fixture
def split(office: Office, sample: Sample) -> Split:
    mine = office.do(work_orders.enter, OrderForm(summary="Tap drips", unit_id=sample.unit)).result
    foreign = office.do(
        work_orders.enter, OrderForm(summary=f"{SECRET} tap", unit_id=sample.second_unit, own_words=SECRET)
    ).result
    plan = VisitForm((sample.electrician,), NOW + timedelta(hours=3), overrule=SECRET)
    office.do(work_orders.schedule, foreign, plan)
    office.do(notes.add, "work_order", foreign, NoteForm(text=f"{SECRET} note"))
    office.do(_attach, foreign)
    office.do(_draw, (sample.building, sample.second_building), sample.plumber)
    number = office.ask(work_orders.card, foreign).number
    return Split(mine, foreign, number, Who(sample.plumber, "Gao Jun", "technician"))


def _answers(office: Office, split: Split) -> Iterator[tuple[str, Any]]:
    """Every question anybody could put about the foreign order, with the answer, where there is one."""
    id, number = split.foreign, split.foreign_number
    tries: tuple[tuple[Any, ...], ...] = (
        (), (Query(),), (Query(archived=True),), (Query(text="tap"),), (id,), ([id],), (1,), (number,), ("tap",),
        ("", [id]), ("tap", ()), ("work_order", id), ("work_order", 1), (NOW, NOW + timedelta(days=2)),
        (NOW.date(),), (None, NOW.date()), (NOW.date(), NOW.date() + timedelta(2)), (Month(2026, 11),), (None,),
        ("2026-11",),
        ([id], ""), (id, Query()), ("work_orders", Query()),
    )  # fmt: skip
    for name, case in sorted(cases().items()):
        if not office.may(case):  # type: ignore[arg-type]
            continue
        many = _most(case)
        for given in tries:
            if len(given) > many:
                continue
            try:
                yield f"{name}{given}", office.ask(case, *given)  # type: ignore[arg-type]
            except OperationalError:  # a question the database cannot answer as it is narrowed
                raise
            except Exception:  # noqa: BLE001  most guesses fit no case; what matters is what is answered
                continue


def _most(case: object) -> int:
    return len(inspect.signature(case).parameters) - 1  # type: ignore[arg-type]


def _told(answer: object) -> str:
    return repr(list(answer) if inspect.isgenerator(answer) else answer)


def _leaks(office: Office, split: Split) -> set[str]:
    return {name for name, said in _answers(office, split) if SECRET in _told(said)}


def test_a_walk_over_every_case_finds_nothing_of_a_foreign_territory(office: Office, split: Split) -> None:
    seen = _leaks(office, split)
    assert {name.split("(")[0] for name in seen} >= {
        "work_orders.page", "work_orders.rows", "work_orders.card", "work_orders.choices", "search.find",
        "papers.job_sheet", "notes.of", "attachments.of", "calendar.entries", "agenda.sheet", "today.sheet",
        "registers.orders", "timeline.unit", "unit_passport.sheet_of",
    }  # fmt: skip
    office.who = split.technician
    assert _leaks(office, split) == set()
    for refused in (timeline.person, timeline.unit, exports.through):
        assert not office.may(refused)


def test_own_ones_are_seen_and_those_given_to_him_wherever_they_are(
    office: Office, split: Split, sample: Sample
) -> None:
    manager, office.who = office.who, split.technician
    assert list(office.ask(work_orders.page, Query()).ids) == [split.mine]
    assert [found.ref for found in office.ask(search.find, "tap") if found.kind == "work_order"] == [
        split.mine
    ]
    with pytest.raises(Missing):
        office.ask(papers.job_sheet_of, split.foreign)
    office.who = manager
    office.do(work_orders.assign, split.foreign, work_orders.AssignForm(sample.plumber, "Ill"))
    office.who = split.technician
    assert set(office.ask(work_orders.page, Query()).ids) == {split.mine, split.foreign}
    assert SECRET in _told(office.ask(notes.of, "work_order", split.foreign))


def test_who_goes_along_on_a_visit_sees_its_order(office: Office, split: Split, sample: Sample) -> None:
    manager, electrician = office.who, Who(sample.electrician, "He Yan", "technician")
    office.who = electrician
    assert set(office.ask(work_orders.page, Query()).ids) == {split.foreign}
    office.who = manager
    with_him = VisitForm((sample.plumber, sample.electrician), NOW + timedelta(hours=2))
    office.do(work_orders.schedule, split.mine, with_him)
    office.who = electrician
    assert set(office.ask(work_orders.page, Query()).ids) == {split.mine, split.foreign}


def test_an_order_joined_under_another_name_is_narrowed_as_itself(
    office: Office, split: Split, sample: Sample
) -> None:
    """What an order repeats, and what was made of an item of its checklist."""
    again = office.do(
        work_orders.enter, OrderForm(summary="Again", unit_id=sample.unit, repeat_of_id=split.foreign)
    ).result
    manager, office.who = office.who, split.technician
    assert office.ask(work_orders.card, again).repeat_of == ""
    assert office.ask(checklists.of_order, again) == ()
    office.who = manager
    assert office.ask(work_orders.card, again).repeat_of == split.foreign_number


def test_no_deed_reaches_a_foreign_order(office: Office, split: Split) -> None:
    office.who = split.technician
    with pytest.raises(Missing):
        office.do(notes.add, "work_order", split.foreign, NoteForm(text="in"))
    office.do(notes.add, "work_order", split.mine, NoteForm(text="in"))


def test_the_office_may_show_everything_and_shows_it_as_long_as_it_has_no_territories(
    office: Office, split: Split
) -> None:
    manager = office.who
    office.do(office_settings.keep_seeing, office_settings.SeeingForm(technicians_see_all=True))
    office.who = split.technician
    assert set(office.ask(work_orders.page, Query()).ids) == {split.mine, split.foreign}
    office.who = manager
    office.do(office_settings.keep_seeing, office_settings.SeeingForm(technicians_see_all=False))
    office.who = split.technician
    assert list(office.ask(work_orders.page, Query()).ids) == [split.mine]
