"""What the forecast is made of, counted by the database: orders by week, what is on hand, what an order takes."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, distinct, extract, func, or_, select

from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.own_report import MOMENT
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.forecast.method import BACK, WEEK, YEAR
from fmcrm_desktop.services.own_reports.clock import stepped
from fmcrm_desktop.services.own_reports.declared import Scope
from fmcrm_desktop.services.plans import due
from fmcrm_desktop.services.work_orders import listing
from fmcrm_desktop.store.work import Work

GIVEN_UP = ("cancelled", "declined")
LONGEST = 24 * 3600
"""A visit that lasted longer was never ended; it tells nothing."""
AN_HOUR = 60.0

CAME = and_(WorkOrder.archived.is_(None), WorkOrder.plan_id.is_(None), WorkOrder.state.not_in(GIVEN_UP))
"""An order somebody asked for."""


class Group(NamedTuple):
    """Orders of one week, trade and building, and their minutes; ``untold`` of them say no minutes."""

    week: date | None
    category: int | None
    building: int | None
    orders: int
    minutes: int
    untold: int
    plan: int | None = None


@dataclass(frozen=True)
class Taken:
    """The minutes an order takes, by trade; of a trade that has told none, those of all."""

    by_trade: dict[int | None, float]
    all: float

    def of(self, category: int | None) -> float:
        return self.by_trade.get(category, self.all)


def first_week(work: Work) -> date | None:
    """The first Monday with which the office has lived through a whole week."""
    first: datetime | None = work.value(select(func.min(WorkOrder.received)).where(CAME))
    if first is None:
        return None
    day = first.astimezone(work.zone).date()
    return day + timedelta(7 - day.weekday()) if day.weekday() else day


def came(work: Work, origin: date, count: int) -> list[Group]:
    """The orders of the weeks the method looks at: sixteen before, and the same weeks of last year."""
    back = origin - 2 * BACK * WEEK
    spans = ((back, origin), (back - YEAR - WEEK, origin - YEAR + (count + 1) * WEEK))
    # all in each of them, or SQLite walks the whole table
    asked_for = or_(*(and_(CAME, _between(work, *span)) for span in spans))
    return _grouped(work, WorkOrder.received, (asked_for,))


def rest_of_week(work: Work, origin: date, weekday: int) -> float:
    """The part of a week's orders that came on this weekday or later, in the eight weeks before."""
    day = stepped(_scope(work), MOMENT, WorkOrder.received, "weekday").label("day")
    found = select(day).where(CAME, _between(work, origin - BACK * WEEK, origin)).subquery()
    counts = {int(at): n for at, n in work.rows(select(found.c.day, func.count()).group_by(found.c.day))}
    every = sum(counts.values())
    return sum(n for at, n in counts.items() if at >= weekday) / every if every else (7 - weekday) / 7


def on_hand(work: Work) -> list[Group]:
    """Open orders of no plan, in the week of their next visit, else of their due day; None where they have neither."""
    visit = (
        select(func.min(Visit.planned_from))
        .where(Visit.order_id == WorkOrder.id, Visit.archived.is_(None), Visit.departed.is_(None))
        .correlate(WorkOrder)
        .scalar_subquery()
    )
    return _grouped(
        work, func.coalesce(visit, WorkOrder.due), (listing.still_open(), WorkOrder.plan_id.is_(None))
    )


def of_plans(work: Work, until: date) -> Iterable[Group]:
    """Open orders made of plans, in the week they are due in, and the times of plans that have no order yet."""
    ready = (
        listing.still_open(),
        WorkOrder.plan_id.is_not(None),
        WorkOrder.due < day_start(until, work.zone),
    )
    yield from _grouped(work, WorkOrder.due, ready)
    columns = (
        select(Plan.id, Plan.category_id, func.coalesce(Plan.building_id, Equipment.building_id, Unit.building_id),
               Plan.minutes)
        .outerjoin(Equipment, Equipment.id == Plan.equipment_id)
        .outerjoin(Unit, Unit.id == func.coalesce(Plan.unit_id, Equipment.unit_id))
        .where(Plan.archived.is_(None))
    )  # fmt: skip
    known = {id: rest for id, *rest in work.rows(columns)}
    for id, dues in due.of_plans(work, None, until - timedelta(1)).items() if known else ():
        category, building, minutes = known[id]
        for each in dues:
            week = each.day - timedelta(each.day.weekday())
            yield Group(week, category, building, 1, minutes, 0, id)


def taken(work: Work, origin: date) -> Taken:
    """What the orders of the eight weeks before took: people's time on site, else what the work was thought to take."""
    recent = (CAME, _between(work, origin - BACK * WEEK, origin))
    stayed = extract("epoch", Visit.departed) - extract("epoch", Visit.arrived)
    visits = (
        select(WorkOrder.category_id, func.sum(stayed) / 60, func.count(distinct(WorkOrder.id)))
        .join(Visit, Visit.order_id == WorkOrder.id)
        .join(VisitStaff, VisitStaff.visit_id == Visit.id)
        .where(*recent, Visit.archived.is_(None), stayed > 0, stayed < LONGEST)
    )
    thought = select(WorkOrder.category_id, func.sum(WorkOrder.minutes), func.count(WorkOrder.minutes)).where(
        *recent, WorkOrder.minutes.is_not(None)
    )
    found: dict[int | None, tuple[float, int]] = {}
    for told in (thought, visits):
        found |= {id: (float(sum), n) for id, sum, n in work.rows(told.group_by(WorkOrder.category_id))}
    orders = sum(n for _, n in found.values())
    every = sum(minutes for minutes, _ in found.values()) / orders if orders else AN_HOUR
    return Taken({id: minutes / n for id, (minutes, n) in found.items()}, every)


def _grouped(work: Work, moment: Any, conditions: Collection[ColumnElement[bool]]) -> list[Group]:
    week = stepped(_scope(work), MOMENT, moment, "week").label("week")
    # The week in a query of its own: PostgreSQL takes two bound zones for two expressions.
    inner = (
        select(week, WorkOrder.category_id, WorkOrder.building_id, WorkOrder.minutes, WorkOrder.plan_id)
        .where(*conditions)
        .subquery()
    )
    keys = (inner.c.week, inner.c.category_id, inner.c.building_id)
    sums = (
        func.count(),
        func.coalesce(func.sum(inner.c.minutes), 0),
        func.count() - func.count(inner.c.minutes),
    )
    rows = work.rows(select(*keys, *sums, inner.c.plan_id).group_by(*keys, inner.c.plan_id))
    return [Group(*row) for row in rows]


def _between(work: Work, first: date, end: date) -> ColumnElement[bool]:
    zone = work.zone
    return and_(WorkOrder.received >= day_start(first, zone), WorkOrder.received < day_start(end, zone))


def _scope(work: Work) -> Scope:
    return Scope(work.dialect, work.zone, work.now, due.today(work))
