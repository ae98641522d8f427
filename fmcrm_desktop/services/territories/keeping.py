"""Territories entered and changed; a building is in one territory at a time, and the refusal names the other."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.model.words import N_, Term
from fmcrm_desktop.services import lines
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.territories.forms import BuildingLine, StaffLine, TerritoryForm
from fmcrm_desktop.store.work import Work

TWICE = N_(
    "{building} is in “{territory}” from {from_day} until {until_day}. Let it end there first, or re-draw."
)
TWICE_OPEN = N_("{building} is in “{territory}” from {from_day} on. Let it end there first, or re-draw.")


@needs("office.settings")
def add(work: Work, form: TerritoryForm) -> int:
    """Enter a territory. Raises Invalid naming the territory a building is in already."""
    _check(work, form, None)
    made = work.add(Territory(name=form.name, other_name=form.other_name, note=form.note))
    _save(work, made.id, form)
    return made.id


@needs("office.read")
def form_of(work: Work, id: int) -> TerritoryForm:
    """A territory as it is stored, with all its lines."""
    it = work.get(Territory, id)
    buildings = tuple(
        lines.as_read(BuildingLine(each.building_id, each.from_day, each.until_day, each.id))
        for each in work.records(_buildings(id))
    )
    staff = tuple(
        lines.as_read(StaffLine(each.staff_id, each.role, each.from_day, each.until_day, each.id))
        for each in work.records(_staff(id))
    )
    return TerritoryForm(
        it.name, it.other_name, it.note, buildings, staff, it.version,
        tuple(each.id for each in buildings if each.id), tuple(each.id for each in staff if each.id),
    )  # fmt: skip


@needs("office.settings")
def change(work: Work, id: int, form: TerritoryForm) -> int:
    """Correct a territory, its buildings and its people."""
    it = work.get(Territory, id, seen=form.version)
    _check(work, form, id)
    it.name, it.other_name, it.note = form.name, form.other_name, form.note
    _save(work, id, form)
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """Give a territory up from today on; what was received before keeps it."""
    it = work.get(Territory, id)
    today = work.now.astimezone(work.zone).date()
    for line in (*work.records(_buildings(id)), *work.records(_staff(id))):
        end(work, line, today)
    work.archive(it)
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """Have a territory again; buildings and people are entered anew."""
    it = work.get(Territory, id)
    _name_is_free(work, it.name, id)
    work.restore(it)
    return id


def end(work: Work, line: TerritoryBuilding | TerritoryStaff, day: date) -> None:
    """The line holds no more from this day on; one that would have begun later never was."""
    if line.from_day is not None and line.from_day >= day:
        work.archive(line)
    elif line.until_day is None or line.until_day >= day:
        line.until_day = day - timedelta(1)


def _buildings(id: int) -> Any:
    mine = TerritoryBuilding.territory_id == id, TerritoryBuilding.archived.is_(None)
    return select(TerritoryBuilding).where(*mine).order_by(TerritoryBuilding.id)


def _staff(id: int) -> Any:
    mine = TerritoryStaff.territory_id == id, TerritoryStaff.archived.is_(None)
    return select(TerritoryStaff).where(*mine).order_by(TerritoryStaff.id)


def _check(work: Work, form: TerritoryForm, own: int | None) -> None:
    check(form)
    for field, said in (("buildings", form.buildings), ("staff", form.staff)):
        for line in said:
            check(line)
            if line.from_day and line.until_day and line.until_day < line.from_day:
                raise Invalid(**{field: N_("The last day is before the first.")})
    _name_is_free(work, form.name, own)
    _one_at_a_time(work, form, own)


def _name_is_free(work: Work, name: str, own: int | None) -> None:
    taken = select(Territory.id).where(
        func.lower(Territory.name) == name.lower(), Territory.archived.is_(None)
    )
    if any(id != own for id in work.column(taken)):
        raise Invalid(name=N_("There is a territory of this name already."))


def _one_at_a_time(work: Work, form: TerritoryForm, own: int | None) -> None:
    """No building may stand in two territories on the same day, nor twice in one."""
    taken: dict[int, list[tuple[str, date | None, date | None]]] = {}
    columns = (
        select(TerritoryBuilding.building_id, Territory.name, TerritoryBuilding.from_day, TerritoryBuilding.until_day)
        .join(Territory, Territory.id == TerritoryBuilding.territory_id)
        .where(TerritoryBuilding.archived.is_(None), TerritoryBuilding.territory_id != (own or 0))
    )  # fmt: skip
    for building, name, begin, end in work.rows(columns):
        taken.setdefault(building, []).append((name, begin, end))
    for line in form.buildings:
        assert line.building_id is not None
        others = taken.setdefault(line.building_id, [])
        for name, begin, end in others:
            if overlap((line.from_day, line.until_day), (begin, end)):
                raise Invalid(buildings=_twice(work, line.building_id, name, (begin, end)))
        others.append((form.name, line.from_day, line.until_day))


Span = tuple[date | None, date | None]


def overlap(one: Span, other: Span) -> bool:
    """Whether two spans of days, both ends inclusive and None for open, share a day."""
    return (one[0] or date.min) <= (other[1] or date.max) and (other[0] or date.min) <= (one[1] or date.max)


def _twice(work: Work, building: int, territory: str, span: Span) -> Refusal:
    names = work.row(select(Building.code, Building.name).where(Building.id == building))
    called = (names.name or names.code) if names else str(building)
    begin = span[0] or Term(N_("the beginning"))
    if span[1] is None:
        return Refusal(TWICE_OPEN, building=called, territory=territory, from_day=begin)
    return Refusal(TWICE, building=called, territory=territory, from_day=begin, until_day=span[1])


def _save(work: Work, id: int, form: TerritoryForm) -> None:
    """Keep the lines; those taken out of the form are archived, one left alone is not touched."""
    lines.keep(work, TerritoryBuilding, form.buildings, form.known, territory_id=id)
    lines.keep(work, TerritoryStaff, form.staff, form.known_staff, territory_id=id)
