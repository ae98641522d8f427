"""The list of territories, pickers and filters of them, and the page of one."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, func, or_, select

from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.territories.figures import STILL_OPEN, Figures, Measured
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class TerritoryRow:
    """A territory in the list, as it stands today: the codes of its buildings, the names of its people; ``open`` counts
    the open orders of its buildings."""

    id: int
    name: str
    other_name: str
    buildings: tuple[str, ...]
    people: tuple[str, ...]
    open: int
    archived: bool


@dataclass(frozen=True)
class BuildingTerm:
    """A building of a territory with its days; ``state`` is now, over or coming."""

    id: int
    name: str
    other_name: str
    from_day: date | None
    until_day: date | None
    state: str


@dataclass(frozen=True)
class StaffTerm:
    """Somebody in a territory with role and days."""

    id: int
    name: str
    role: str
    from_day: date | None
    until_day: date | None
    state: str


@dataclass(frozen=True)
class TerritoryCard:
    """What the page of a territory shows; figures of its buildings of today."""

    id: int
    name: str
    other_name: str
    note: str
    archived: bool
    buildings: tuple[BuildingTerm, ...]
    staff: tuple[StaffTerm, ...]
    figures: Measured


def today_of(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def holds(line: Any, day: date) -> Any:
    """The condition that a line of buildings or staff holds on a day."""
    return and_(
        line.archived.is_(None), or_(line.from_day.is_(None), line.from_day <= day),
        or_(line.until_day.is_(None), line.until_day >= day),
    )  # fmt: skip


def _rows(work: Work, which: Any) -> list[TerritoryRow]:
    day = today_of(work)
    buildings: dict[int, list[str]] = {}
    for id, code in work.rows(
        select(TerritoryBuilding.territory_id, Building.code)
        .join(Building, Building.id == TerritoryBuilding.building_id)
        .where(holds(TerritoryBuilding, day))
        .order_by(Building.sort_key)
    ):
        buildings.setdefault(id, []).append(code)
    people: dict[int, list[str]] = {}
    for id, name in work.rows(
        select(TerritoryStaff.territory_id, Staff.name)
        .join(Staff, Staff.id == TerritoryStaff.staff_id)
        .where(holds(TerritoryStaff, day), Staff.archived.is_(None))
        .order_by(Staff.name)
    ):
        people.setdefault(id, []).append(name)
    counted = (
        select(TerritoryBuilding.territory_id, func.count())
        .join(WorkOrder, WorkOrder.building_id == TerritoryBuilding.building_id)
        .where(holds(TerritoryBuilding, day), STILL_OPEN)
        .group_by(TerritoryBuilding.territory_id)
    )
    open_orders = {row[0]: int(row[1]) for row in work.rows(counted)}
    columns = select(Territory.id, Territory.name, Territory.other_name, Territory.archived.is_not(None))
    return [
        TerritoryRow(
            id, name, other, tuple(buildings.get(id, ())), tuple(people.get(id, ())),
            open_orders.get(id, 0), archived,
        )
        for id, name, other, archived in work.rows(columns.where(which).order_by(Territory.name, Territory.id))
    ]  # fmt: skip


@needs("office.read")
def page(work: Work, query: Query) -> Page[TerritoryRow]:
    """The territories by name, narrowed by the words typed: there are few."""
    away = Territory.archived
    words = fold(query.text).split()
    kept = [
        row
        for row in _rows(work, away.is_not(None) if query.archived else away.is_(None))
        if all(
            says(" ".join((row.name, row.other_name, *row.buildings, *row.people)), word) for word in words
        )
    ]
    if query.sort in ("name", "buildings", "people", "open"):
        kept.sort(key=lambda row: getattr(row, query.sort), reverse=query.descending)
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[TerritoryRow]:
    """The rows of these territories, in this order."""
    return in_order(ids, _rows(work, Territory.id.in_(ids)), lambda row: row.id)


@needs("office.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Territories for pickers."""
    columns = select(Territory.id, Territory.name, Territory.other_name).order_by(Territory.name)
    columns = columns.where(Territory.id.in_(ids) if ids else Territory.archived.is_(None))
    wanted = fold(text)
    return [
        Choice(id, name, other=other)
        for id, name, other in work.rows(columns)
        if ids or says(f"{name} {other}", wanted)
    ]


@needs("office.read")
def for_filter(work: Work) -> list[tuple[int | None, str, str]]:
    """The territories with their names in both languages."""
    columns = select(Territory.id, Territory.name, Territory.other_name).where(Territory.archived.is_(None))
    return [(id, name, other) for id, name, other in work.rows(columns.order_by(Territory.name))]


@needs("office.read")
def card(work: Work, id: int) -> TerritoryCard:
    """Everything the page of a territory shows."""
    it = work.get(Territory, id)
    day = today_of(work)
    buildings = [
        BuildingTerm(building, name or code, other, begin, end, _state(begin, end, day))
        for building, code, name, other, begin, end in work.rows(
            select(
                Building.id,
                Building.code,
                Building.name,
                Building.other_name,
                TerritoryBuilding.from_day,
                TerritoryBuilding.until_day,
            )
            .join(Building, Building.id == TerritoryBuilding.building_id)
            .where(TerritoryBuilding.territory_id == id, TerritoryBuilding.archived.is_(None))
            .order_by(Building.sort_key, TerritoryBuilding.from_day)
        )
    ]
    staff = [
        StaffTerm(member, name, role, begin, end, _state(begin, end, day))
        for member, name, role, begin, end in work.rows(
            select(
                Staff.id, Staff.name, TerritoryStaff.role, TerritoryStaff.from_day, TerritoryStaff.until_day
            )
            .join(Staff, Staff.id == TerritoryStaff.staff_id)
            .where(TerritoryStaff.territory_id == id, TerritoryStaff.archived.is_(None))
            .order_by(Staff.name, TerritoryStaff.from_day)
        )
    ]
    held = frozenset(each.id for each in buildings if each.state == "now")
    people = len({each.id for each in staff if each.state == "now"})
    return TerritoryCard(
        id, it.name, it.other_name, it.note, it.archived is not None, tuple(buildings), tuple(staff),
        Figures(work, held).of(held, people),
    )  # fmt: skip


def _state(begin: date | None, end: date | None, day: date) -> str:
    if end is not None and end < day:
        return "over"
    return "coming" if begin is not None and begin > day else "now"
