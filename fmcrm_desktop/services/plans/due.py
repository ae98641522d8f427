"""When plans are due: what was done, given up and left out before, and the days that follow from it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from fmcrm_desktop.model import due_days
from fmcrm_desktop.model.due_days import Calendar, Reading
from fmcrm_desktop.model.plan import Plan, PlanSkip
from fmcrm_desktop.model.work_order import FINISHED, OPEN, WorkOrder
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.equipment import counters
from fmcrm_desktop.store.work import Work

MISSED = timedelta(days=31)
"""What fell due longer ago while nobody opened the office is not made any more."""
REPEATS = 60
"""So many times of a plan are looked ahead at most."""
OPEN_STATE = WorkOrder.state.in_(OPEN)

_COLUMNS = (
    Plan.id, Plan.basis, Plan.rule, Plan.on_holiday, Plan.counter_every, Plan.every_days, Plan.from_day,
    Plan.until_day, Plan.ahead_days, Plan.equipment_id, Plan.minutes, Plan.staff_id,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Due:
    """One time of a plan: its day in the plan, by which it is known, and the day it really is."""

    plan_id: int
    plan_day: date
    day: date


@dataclass
class History:
    """What became of the earlier times of a plan: when the last one was done, whether one is open, the latest day
    that was given up or left out, all days that have an order or were left out."""

    done: date | None = None
    open: bool = False
    given_up: date | None = None
    taken: set[date] = field(default_factory=set)
    readings: list[Reading] = field(default_factory=list)

    @property
    def since(self) -> date | None:
        """From which day the next time counts."""
        days = [day for day in (self.done, self.given_up) if day is not None]
        return max(days) if days else None


def today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def of_plans(work: Work, ids: Sequence[int] | None, until: date) -> dict[int, list[Due]]:
    """The times of these plans (None: of all that run) that have no order yet, due by ``until``, in order.

    Of times that were missed only the last is still due. After one that depends on the one before, the later ones
    are as they would be if each were done on its day.
    """
    which = Plan.archived.is_(None) if ids is None else Plan.id.in_(ids)
    plans = work.rows(select(*_COLUMNS).where(which).order_by(Plan.id))
    histories = _histories(work, plans)
    return {plan.id: _dues(work, plan, histories[plan.id], until) for plan in plans}


def _dues(work: Work, plan: Any, history: History, until: date) -> list[Due]:
    now = today(work)
    if plan.basis == "calendar":
        rule = Calendar(plan.rule, plan.from_day, plan.until_day, plan.on_holiday)
        works = working_calendar(work).works_on
        found = due_days.by_calendar(rule, (now - MISSED, until), work.zone, works)
        free = [Due(plan.id, planned, day) for planned, day in found if planned not in history.taken]
        missed = [due for due in free if due.day < now][-1:]
        return (missed if not history.open else []) + [due for due in free if due.day >= now][:REPEATS]
    if history.open:
        return []
    first = _first(plan, history)
    return [Due(plan.id, day, day) for day in _following(plan, history, first, until)]


def _first(plan: Any, history: History) -> date | None:
    """The day of the next time of a plan that goes by what was done last."""
    if plan.basis == "completion":
        return due_days.after(history.since, plan.every_days, plan.from_day)
    due = due_days.by_counter(history.readings, history.since, plan.counter_every)
    return max(due, plan.from_day) if due is not None else None


def _following(plan: Any, history: History, first: date | None, until: date) -> list[date]:
    """That day, and the later ones as they would be if each were done on its day."""
    last = min(until, plan.until_day) if plan.until_day is not None else until
    found: list[date] = []
    day = first
    while day is not None and day <= last and len(found) < REPEATS:
        found.append(day)
        if plan.basis == "completion":
            day = day + timedelta(plan.every_days)
        else:
            pace = due_days.by_counter(history.readings, None, _ran(history) + plan.counter_every)
            days = (pace - history.readings[-1].day).days if pace is not None else 0
            day = day + timedelta(days) if days > 0 else None
    return found


def _ran(history: History) -> int:
    return due_days.run(history.readings)[-1]


def _histories(work: Work, plans: Sequence[Any]) -> dict[int, History]:
    """In four statements, whatever the number of plans."""
    found: dict[int, History] = defaultdict(History)
    ids = [plan.id for plan in plans]
    if not ids:
        return found
    dones = select(WorkOrder.plan_id, func.max(WorkOrder.done)).where(
        WorkOrder.plan_id.in_(ids), WorkOrder.archived.is_(None), WorkOrder.state.in_(FINISHED)
    )
    for id, done in work.rows(dones.group_by(WorkOrder.plan_id)):
        found[id].done = done.astimezone(work.zone).date() if done is not None else None
    since = today(work) - 2 * MISSED
    orders = select(WorkOrder.plan_id, WorkOrder.plan_day, WorkOrder.state, WorkOrder.archived).where(
        WorkOrder.plan_id.in_(ids),
        or_(WorkOrder.plan_day >= since, and_(WorkOrder.archived.is_(None), OPEN_STATE)),
    )
    for id, day, state, archived in work.rows(orders):
        found[id].taken.add(day)
        if archived is not None or state in ("cancelled", "declined"):
            found[id].given_up = max(found[id].given_up or day, day)
        elif state in OPEN:
            found[id].open = True
    skips = select(PlanSkip.plan_id, PlanSkip.day).where(
        PlanSkip.plan_id.in_(ids), PlanSkip.archived.is_(None), PlanSkip.day >= since
    )
    for id, day in work.rows(skips):
        found[id].taken.add(day)
        found[id].given_up = max(found[id].given_up or day, day)
    machines = [plan.equipment_id for plan in plans if plan.basis == "counter"]
    readings = counters.of_many(work, machines)
    for plan in plans:
        if plan.basis == "counter":
            found[plan.id].readings = readings.get(plan.equipment_id, [])
    return found
