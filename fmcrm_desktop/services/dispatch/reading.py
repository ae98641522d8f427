"""A day of the dispatch board, or a week: people, their time, the visits; always the same few statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.skill import StaffSkill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.model.work_order import OVER, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.busy import Span, Wanted, taken
from fmcrm_desktop.services.calendar_entries import LONGEST
from fmcrm_desktop.services.calendar_of_staff import working_calendars
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.dispatch.facts import Area, Block, BoardSheet, Held, Name, Worker
from fmcrm_desktop.services.dispatch.waiting import JOB_COLUMNS, job_from, on_day, with_job
from fmcrm_desktop.store.work import Work

FARTHEST = 31
"""Days a board shows at most."""


@needs("order.read")
def board(work: Work, first_day: date, days: int = 1, territories: Sequence[int] = ()) -> BoardSheet:
    """People and visits of some days. With ``territories`` only those who work there, or everywhere, and whoever
    has a visit there."""
    days = max(1, min(days, FARTHEST))
    last = first_day + timedelta(days - 1)
    window = day_start(first_day, work.zone), day_start(last + timedelta(1), work.zone)
    blocks = _blocks(work, window)
    workers = _workers(work, {who for block in blocks for who in block.job.staff})
    areas = _areas(work, first_day, last)
    if territories:
        workers = [each for each in workers if _wanted(areas.get(each.id, ()), territories)]
    ids = [each.id for each in workers]
    held = _held(work, ids, window, blocks)
    skills = _skills(work, ids)
    calendars = working_calendars(work, ids, first_day)
    spans = {id(each): tuple(each.spans(*window)) for each in calendars.values()}
    known = tuple(
        replace(
            each, skills=skills.get(each.id, {}), areas=tuple(areas.get(each.id, ())),
            worked=spans[id(calendars[each.id])], held=tuple(held.get(each.id, ())),
        )
        for each in workers
    )  # fmt: skip
    buildings, travel = _buildings(work, first_day, last), settings.get(work, "dispatch.travel_minutes")
    return BoardSheet(first_day, days, work.now, known, tuple(blocks), buildings, int(travel), window)


def _wanted(areas: Sequence[Area], territories: Sequence[int]) -> bool:
    return not areas or any(area.territory_id in territories for area in areas)


def _blocks(work: Work, window: Span) -> list[Block]:
    within = (
        Visit.archived.is_(None), WorkOrder.archived.is_(None), Visit.planned_from >= window[0] - LONGEST,
        Visit.planned_from < window[1], Visit.planned_until > window[0],
    )  # fmt: skip
    whose: dict[int, list[int]] = defaultdict(list)
    ties = (
        select(VisitStaff.visit_id, VisitStaff.staff_id)
        .join(Visit, Visit.id == VisitStaff.visit_id)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(*within)
    )
    for visit_id, staff_id in work.rows(ties.order_by(VisitStaff.id)):
        whose[visit_id].append(staff_id)
    columns = select(
        *JOB_COLUMNS, Visit.id.label("visit_id"), Visit.version.label("visit_version"), Visit.planned_from,
        Visit.planned_until, Visit.arrived, Visit.departed, Visit.clash_reason,
    ).select_from(Visit)  # fmt: skip
    asked = with_job(columns.join(WorkOrder, WorkOrder.id == Visit.order_id)).where(*within)
    return [
        _block(work, row, tuple(whose.get(row.visit_id, ())))
        for row in work.rows(asked.order_by(Visit.planned_from, Visit.id))
    ]


def _block(work: Work, row: Any, staff: tuple[int, ...]) -> Block:
    job = job_from(row, visit_id=row.visit_id, visit_version=row.visit_version, staff=staff)
    running = row.state not in OVER and row.departed is None
    overdue = row.due is not None and row.due < work.now
    late = running and (overdue or (row.arrived is None and row.planned_until < work.now))
    risky = (row.due is not None and row.planned_until > row.due) or (
        row.arrived is None and row.planned_from < work.now
    )
    fixed = not running or row.arrived is not None or row.state in ("on_the_way", "on_site")
    return Block(
        row.visit_id, job, row.planned_from, row.planned_until, "done" if row.departed and running else row.state,
        row.priority, row.unit or row.place, row.clash_reason, late, running and not late and risky, fixed,
    )  # fmt: skip


def _workers(work: Work, busy: set[int]) -> list[Worker]:
    takes_work = and_(Staff.archived.is_(None), or_(Staff.role == "technician", Staff.vendor.is_(True)))
    columns = select(Staff.id, Staff.name, Staff.other_name, Staff.trade, Staff.vendor)
    asked = columns.where(or_(takes_work, Staff.id.in_(busy))).order_by(Staff.vendor, Staff.name, Staff.id)
    return [Worker(*row) for row in work.rows(asked)]


def _areas(work: Work, first: date, last: date) -> dict[int, list[Area]]:
    columns = (
        select(
            TerritoryStaff.staff_id, Territory.id, Territory.name, Territory.other_name, TerritoryStaff.from_day,
            TerritoryStaff.until_day,
        )
        .join(Territory, Territory.id == TerritoryStaff.territory_id)
        .where(TerritoryStaff.archived.is_(None), Territory.archived.is_(None))
        .where(on_day(TerritoryStaff, first, last))
    )  # fmt: skip
    found: dict[int, list[Area]] = defaultdict(list)
    for staff_id, id, name, other, *days in work.rows(columns.order_by(Territory.name, Territory.id)):
        found[staff_id].append(Area(id, Name(name, other), *days))
    return found


def _buildings(work: Work, first: date, last: date) -> dict[int, tuple[Area, ...]]:
    columns = (
        select(
            TerritoryBuilding.building_id, Territory.id, Territory.name, Territory.other_name,
            TerritoryBuilding.from_day, TerritoryBuilding.until_day,
        )
        .join(Territory, Territory.id == TerritoryBuilding.territory_id)
        .join(Building, Building.id == TerritoryBuilding.building_id)
        .where(TerritoryBuilding.archived.is_(None), Territory.archived.is_(None), Building.archived.is_(None))
        .where(on_day(TerritoryBuilding, first, last))
    )  # fmt: skip
    found: dict[int, list[Area]] = defaultdict(list)
    for building_id, id, name, other, *days in work.rows(columns.order_by(Territory.name, Territory.id)):
        found[building_id].append(Area(id, Name(name, other), *days))
    return {id: tuple(areas) for id, areas in found.items()}


def _skills(work: Work, ids: Sequence[int]) -> dict[int, dict[int, date | None]]:
    """The longest each of them has each skill."""
    found: dict[int, dict[int, date | None]] = defaultdict(dict)
    columns = select(StaffSkill.staff_id, StaffSkill.skill_id, StaffSkill.expires).where(
        StaffSkill.staff_id.in_(ids), StaffSkill.archived.is_(None)
    )
    for staff_id, skill_id, expires in work.rows(columns):
        before = found[staff_id].get(skill_id, date.min)
        found[staff_id][skill_id] = None if expires is None or before is None else max(expires, before)
    return found


def _held(work: Work, ids: Sequence[int], window: Span, blocks: Sequence[Block]) -> dict[int, list[Held]]:
    found: dict[int, list[Held]] = defaultdict(list)
    for block in blocks:
        for who in block.job.staff:
            job = block.job
            title = f"{job.number} {job.summary}"
            found[who].append(
                Held(block.starts, block.ends, title, block.id, job.building_id, job.building)
            )  # fmt: skip
    for each in taken(work, Wanted(ids), window):
        if not each.number:  # the visits are known already, with their buildings
            for who in each.who:
                found[who] += [Held(start, end, each.title) for start, end in each.spans]
    for entries in found.values():
        entries.sort(key=lambda held: (held.starts, held.ends, held.visit_id))
    return found
