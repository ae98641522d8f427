"""Re-drawing: buildings go to another territory from a day on; seen before and after, then done in one deed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.territories.belonging import held
from fmcrm_desktop.services.territories.figures import Figures, Measured
from fmcrm_desktop.services.territories.forms import RedrawForm
from fmcrm_desktop.services.territories.keeping import end
from fmcrm_desktop.services.territories.listing import holds, today_of
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Change:
    """One territory before and after; id 0 stands for the buildings that are in none."""

    id: int
    name: str
    other_name: str
    before: Measured
    after: Measured


@dataclass(frozen=True)
class Redrawn:
    """What a re-drawing would do."""

    form: RedrawForm
    buildings: tuple[str, ...]
    target: tuple[str, str]
    changes: tuple[Change, ...]


@needs("office.settings")
def redraw_form(work: Work, buildings: tuple[int, ...] = (), territory: int | None = None) -> RedrawForm:
    """For the first of next month, when plans and rosters begin."""
    today = today_of(work)
    return RedrawForm(buildings, territory, (today.replace(day=1) + timedelta(32)).replace(day=1))


@needs("office.settings")
def preview(work: Work, form: RedrawForm) -> Redrawn:
    """Every territory that is touched, before and after, on the day it takes effect. Raises Invalid."""
    day, target = _checked(work, form)
    lines = [each for each in held(work) if each.on(day)]
    where = {each.building: each.territory for each in lines}
    touched = dict.fromkeys([*(where.get(id, 0) for id in form.buildings), target.id])
    moved = frozenset(form.buildings)
    before = {id: frozenset(b for b, t in where.items() if t == id) for id in touched}
    if 0 in before:
        before[0] = frozenset(id for id in moved if id not in where)
    after = {
        id: buildings | moved if id == target.id else buildings - moved for id, buildings in before.items()
    }
    people = _people(work, touched, day)
    figures = Figures(work, frozenset().union(*before.values(), moved))
    names = {
        id: (name, other)
        for id, name, other in work.rows(
            select(Territory.id, Territory.name, Territory.other_name).where(Territory.id.in_(touched))
        )
    }
    changes = [
        Change(
            id,
            *names.get(id, ("", "")),
            *(figures.of(each[id], people.get(id, 0)) for each in (before, after)),
        )
        for id in touched
    ]
    called = work.rows(
        select(Building.code).where(Building.id.in_(form.buildings)).order_by(Building.sort_key)
    )
    return Redrawn(form, tuple(code for (code,) in called), (target.name, target.other_name), tuple(changes))


@needs("office.settings")
def redraw(work: Work, form: RedrawForm) -> int:
    """From the day on the buildings belong to the territory: old lines end the day before, new ones begin. Gives how
    many moved; what was received before keeps its territory."""
    day, target = _checked(work, form)
    moved = 0
    for building in dict.fromkeys(form.buildings):
        lines = work.records(
            select(TerritoryBuilding).where(
                TerritoryBuilding.building_id == building, TerritoryBuilding.archived.is_(None)
            )
        )
        if any(_stays(line, target.id, day) for line in lines):
            continue
        for line in lines:
            end(work, line, day)
        work.session.flush()
        work.add(TerritoryBuilding(territory_id=target.id, building_id=building, from_day=day))
        moved += 1
    if not moved:
        raise Invalid(buildings=N_("They are in this territory from that day on already."))
    return moved


def _stays(line: TerritoryBuilding, target: int, day: date) -> bool:
    """It is in the target on the day already, with no end."""
    return line.territory_id == target and line.until_day is None and (line.from_day or date.min) <= day


def _checked(work: Work, form: RedrawForm) -> tuple[date, Territory]:
    check(form)
    assert form.from_day is not None
    assert form.territory_id is not None
    target = work.get(Territory, form.territory_id)
    if target.archived is not None:
        raise Invalid(territory_id=N_("This territory was given up. Choose another."))
    return form.from_day, target


def _people(work: Work, territories: Iterable[int], day: date) -> dict[int, int]:
    counted = (
        select(TerritoryStaff.territory_id, func.count(TerritoryStaff.staff_id.distinct()))
        .join(Staff, Staff.id == TerritoryStaff.staff_id)
        .where(TerritoryStaff.territory_id.in_(list(territories)), holds(TerritoryStaff, day))
        .where(Staff.archived.is_(None))
        .group_by(TerritoryStaff.territory_id)
    )
    return {row[0]: int(row[1]) for row in work.rows(counted)}
