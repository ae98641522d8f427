"""The work of the next weeks: hours of plans and planned visits by week and person, beside the hours there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import or_, select

from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import OPEN, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.calendar_of_staff import working_calendars
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.plans import due
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.services.work_orders.listing import still_open
from fmcrm_desktop.store.work import Work

WEEKS = 8
MOST = 26
WEEK = timedelta(7)
MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Cell:
    """A week of somebody, in minutes: preventive work, visits planned for other work, and the time there is."""

    plans: int
    visits: int
    there: int

    @property
    def taken(self) -> int:
        return self.plans + self.visits

    @property
    def full(self) -> bool:
        return self.taken > self.there


@dataclass(frozen=True, slots=True)
class Line:
    """One of the staff, or nobody yet (None), over the weeks."""

    staff_id: int | None
    name: str
    cells: tuple[Cell, ...]
    other_name: str = ""


@dataclass(frozen=True)
class Workload:
    """``weeks`` are their first days; nobody's work stands last."""

    head: Head
    weeks: tuple[date, ...]
    lines: tuple[Line, ...]


@needs("order.read")
def workload(work: Work, first: date | None = None, count: int = WEEKS) -> Workload:
    """The weeks from the one with ``first`` (today) in it. What is overdue stands in the first week."""
    begin = first or due.today(work)
    begin -= timedelta(begin.weekday())
    weeks = tuple(begin + WEEK * n for n in range(max(1, min(count, MOST))))
    plans = _plans(work, weeks)
    visits = _visits(work, weeks)
    people = _people(work, {id for id, _ in (*plans, *visits) if id is not None})
    there = _there(work, people, weeks)
    lines = [
        Line(
            id, name,
            tuple(Cell(plans[id, n], visits[id, n], there[id, n]) for n in range(len(weeks))), other,
        )
        for id, (name, other) in people.items()
    ]  # fmt: skip
    nobody = tuple(Cell(plans[None, n], 0, 0) for n in range(len(weeks)))
    if any(cell.plans for cell in nobody):
        lines.append(Line(None, "", nobody))
    return Workload(head(work), weeks, tuple(lines))


def minutes_there(work: Work, weeks: tuple[date, ...]) -> tuple[int, ...]:
    """The minutes that all who take work have in each week; of this one what is left of it."""
    people = _people(work, set())
    there = _there(work, people, weeks)
    return tuple(sum(there[id, n] for id in people) for n in range(len(weeks)))


Minutes = dict[tuple[int | None, int], int]


def _plans(work: Work, weeks: tuple[date, ...]) -> Minutes:
    """Orders made of plans that are open, and the times of plans that have none yet."""
    found: Minutes = defaultdict(int)
    end = weeks[-1] + WEEK
    columns = select(WorkOrder.staff_id, WorkOrder.minutes, WorkOrder.due).where(
        WorkOrder.plan_id.is_not(None), still_open(), WorkOrder.due < day_start(end, work.zone),
    )  # fmt: skip
    for staff, minutes, until in work.rows(columns):
        day = (until - MINUTE).astimezone(work.zone).date()
        found[staff, _week(day, weeks)] += minutes or 0
    named = {
        id: (staff, minutes)
        for id, staff, minutes in work.rows(
            select(Plan.id, Plan.staff_id, Plan.minutes).where(Plan.archived.is_(None))
        )
    }
    for id, dues in due.of_plans(work, None, end - timedelta(1)).items() if named else ():
        for each in dues:
            staff, minutes = named[id]
            found[staff, _week(each.day, weeks)] += minutes
    return found


def _week(day: date, weeks: tuple[date, ...]) -> int:
    return max(0, (day - weeks[0]).days // 7)


def _visits(work: Work, weeks: tuple[date, ...]) -> Minutes:
    """Visits planned for orders of no plan, to nobody's cost twice: those of plans are counted by their minutes."""
    found: Minutes = defaultdict(int)
    columns = (
        select(VisitStaff.staff_id, Visit.planned_from, Visit.planned_until)
        .join(Visit, Visit.id == VisitStaff.visit_id)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(
            Visit.archived.is_(None), Visit.departed.is_(None), WorkOrder.archived.is_(None),
            WorkOrder.plan_id.is_(None), WorkOrder.state.in_(OPEN),
            Visit.planned_from >= day_start(weeks[0], work.zone),
            Visit.planned_from < day_start(weeks[-1] + WEEK, work.zone),
        )
    )  # fmt: skip
    for staff, begins, ends in work.rows(columns):
        found[staff, _week(begins.astimezone(work.zone).date(), weeks)] += (ends - begins) // MINUTE
    return found


def _people(work: Work, busy: set[int]) -> dict[int, tuple[str, str]]:
    """Those who take work, and those who have some."""
    takes = (Staff.role == "technician") & Staff.archived.is_(None)
    columns = select(Staff.id, Staff.name, Staff.other_name).where(or_(takes, Staff.id.in_(busy)))
    rows = work.rows(columns.order_by(Staff.vendor, Staff.name, Staff.id))
    return {id: (name, other) for id, name, other in rows}


def _there(work: Work, people: Collection[int], weeks: tuple[date, ...]) -> Minutes:
    """The minutes each works by calendar and leave; of this week what is left of it, of one that is over all."""
    found: Minutes = {}
    for id, calendar in working_calendars(work, list(people), weeks[0]).items():
        for n, week in enumerate(weeks):
            begins, ends = day_start(week, work.zone), day_start(week + WEEK, work.zone)
            begins = max(begins, work.now) if work.now < ends else begins
            spans = calendar.spans(begins, ends)
            found[id, n] = sum((b - a for a, b in spans), timedelta()) // MINUTE
    return found
