"""The list of work orders: filters, orders of the list, its rows, and how many are late."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Date, and_, bindparam, case, false, func, or_, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import OPEN, OVER, PRIORITIES, Request, WorkOrder
from fmcrm_desktop.services import targets
from fmcrm_desktop.services.building_kinds import of_kinds
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges import states
from fmcrm_desktop.services.own_filter import narrowed
from fmcrm_desktop.services.owners.listing import today
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.services.territories.belonging import Borders, of_orders
from fmcrm_desktop.services.work_orders import customers
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

MATCHES = 20


@dataclass(frozen=True)
class OrderRow:
    """One work order in the list. ``clock`` is the one that falls due next (empty when none runs), ``left`` its
    working minutes, negative beyond; ``late``: a clock has run out of an open order, or it was finished late."""

    id: int
    number: str
    received: datetime
    summary: str
    unit: str
    place: str
    building: str
    person_id: int | None
    person: str
    person_other: str
    category: str
    category_other: str
    priority: str
    state: str
    staff_id: int | None
    staff: str
    due: datetime | None
    done: datetime | None
    clock: str
    next_due: datetime | None
    left: int | None
    late: bool
    version: int
    archived: bool
    territory: str = ""
    """That of its building on the day it was received."""
    territory_other: str = ""
    need: str = ""
    """What the customer needs by its category (category.NEEDS)."""
    amount: int | None = None
    margin: int | None = None
    paid: str = ""
    """What it brings, what is left of it for those who may see that, and whether it is paid (charges/states.py)."""
    customer: str = ""
    """What the customer is (property.CUSTOMERS)."""
    likely: datetime | None = None
    """When it is likely to be done, or was."""


_STILL_OPEN = and_(
    WorkOrder.state.not_in(bindparam("over", OVER, expanding=True, literal_execute=True)),
    WorkOrder.archived.is_(None),
)
"""Written out in the statement, so that the index of open orders is used."""

_RANK = {state: place for place, state in enumerate((*OPEN, *OVER))}
_URGENCY = {priority: place for place, priority in enumerate(PRIORITIES)}


def _place_in(column: Any, places: dict[str, int]) -> ColumnElement[int]:
    return case(places, value=column, else_=len(places))


_JOINS: dict[str, tuple[Any, ColumnElement[bool]]] = {
    "unit": (Unit, Unit.id == WorkOrder.unit_id),
    "person": (Person, Person.id == WorkOrder.person_id),
    "category": (Category, Category.id == WorkOrder.category_id),
    "staff": (Staff, Staff.id == WorkOrder.staff_id),
}
_SORTS: dict[str, Any] = {
    "number": WorkOrder.number,
    "received": WorkOrder.received,
    "summary": WorkOrder.summary,
    "unit": Unit.sort_key,
    "person": Person.sort_key,
    "category": Category.name,
    "priority": _place_in(WorkOrder.priority, _URGENCY),
    "state": _place_in(WorkOrder.state, _RANK),
    "staff": Staff.name,
    "due": WorkOrder.due,
    "done": WorkOrder.done,
    "likely": customers.likely_end(),
}


@needs("order.read")
def page(work: Work, query: Query) -> Page[OrderRow]:
    """The orders that the query keeps, latest received first unless it says otherwise.

    Filters: state (states, "open", "late"), paid (charges/states.py), priority, category, building, unit, person,
    staff (None: nobody's), customer (property.CUSTOMERS), need (of the category), territory (on the day
    received; None: in none), month (received, "2026-11"), week (received, by its Monday), asked (of no plan),
    complaint, channel (by which it was asked for), id.
    """
    ids = select(WorkOrder.id).where(*_conditions(work, query))
    join = _JOINS.get(query.sort)
    if join is not None:
        ids = ids.outerjoin(*join)
    key = _SORTS.get(query.sort)
    if states.may_sort(work, query.sort):
        sums = states.sums()
        ids = ids.outerjoin(sums, sums.c.order_id == WorkOrder.id)
        key = sums.c[query.sort]
    if key is None:
        ids = ids.order_by(WorkOrder.received.desc(), WorkOrder.id.desc())
    else:
        backward = query.descending
        ids = ids.order_by(
            (key.desc() if backward else key.asc()).nulls_last(),
            WorkOrder.id.desc() if backward else WorkOrder.id.asc(),
        )
    return page_of(work, query, "work_order", ids, rows)


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[OrderRow]:
    """The rows of these orders, in the order asked."""
    wanted = list(ids)
    borders, money = Borders(work), states.beside(work, wanted)
    found = [_row(work, row, borders, money) for row in work.rows(_rows(), ids=wanted, day=today(work))]
    return in_order(ids, found, _id)


@needs("order.read")
def late_count(work: Work) -> int:
    """How many open orders have a clock that ran out; the figure on the tab."""
    counted = select(func.count()).select_from(WorkOrder).where(_STILL_OPEN, late_now(work.now))
    return int(work.value(counted) or 0)


def still_open() -> ColumnElement[bool]:
    """The condition that an order is open, by the index kept for it."""
    return _STILL_OPEN


def late_now(now: datetime) -> ColumnElement[bool]:
    """A clock of an open order has run out: response, arrival, or finish unless the owner holds it up."""
    return or_(
        and_(WorkOrder.due < now, WorkOrder.state != targets.PAUSING),
        and_(WorkOrder.respond_due < now, WorkOrder.responded.is_(None), WorkOrder.arrived.is_(None)),
        and_(WorkOrder.arrive_due < now, WorkOrder.arrived.is_(None)),
    )


def _came_by(channels: Sequence[object]) -> ColumnElement[bool]:
    """Asked for by these channels; what a plan made nobody asked for."""
    asked = select(Request.id).where(Request.channel.in_(channels))
    nobody = WorkOrder.request_id.is_(None) if "other" in channels else false()
    return and_(WorkOrder.plan_id.is_(None), or_(WorkOrder.request_id.in_(asked), nobody))


def _conditions(work: Work, query: Query) -> Iterable[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [*narrowed(WorkOrder.id, query.where.get("own", ()))]
    for name, values in query.where.items():
        if not values:
            continue
        if name in _BY:
            found.append(_BY[name](work, values))
        elif name in _COLUMNS:
            found.append(_among(_COLUMNS[name], values))
    away = WorkOrder.archived
    found.append(away.is_not(None) if query.archived else away.is_(None))
    return found


_COLUMNS: dict[str, Any] = {
    "priority": WorkOrder.priority,
    "category": WorkOrder.category_id,
    "building": WorkOrder.building_id,
    "unit": WorkOrder.unit_id,
    "person": WorkOrder.person_id,
    "staff": WorkOrder.staff_id,
    "complaint": WorkOrder.complaint_id,
    "equipment": WorkOrder.equipment_id,
    "agreement": WorkOrder.agreement_id,
    "plan": WorkOrder.plan_id,
    "id": WorkOrder.id,
}


def _among(column: Any, values: Sequence[object]) -> ColumnElement[bool]:
    said = [value for value in values if value is not None]
    found: ColumnElement[bool] = column.in_(said) if said else false()
    return or_(found, column.is_(None)) if None in values else found


def _states(work: Work, values: Sequence[object]) -> ColumnElement[bool]:
    """States by name, and two that are computed: open and late."""
    wanted: list[ColumnElement[bool]] = []
    if "open" in values:
        wanted.append(_STILL_OPEN)
    elif "late" in values:
        wanted.append(and_(_STILL_OPEN, late_now(work.now)))
    named = [value for value in values if value not in ("open", "late")]
    return or_(*wanted, WorkOrder.state.in_(named)) if named or not wanted else wanted[0]


_BY: dict[str, Callable[[Work, Sequence[Any]], ColumnElement[bool]]] = {
    "state": _states,
    "territory": of_orders,
    "building_kind": lambda _work, values: WorkOrder.building_id.in_(of_kinds(values)),
    "need": lambda _work, values: WorkOrder.category_id.in_(
        select(Category.id).where(Category.need.in_(values))
    ),
    "paid": states.is_in,
    "customer": customers.are,
    "month": lambda work, values: or_(*(_month(work, str(value)) for value in values)),
    "week": lambda work, values: or_(*(_week(work, date.fromisoformat(str(value))) for value in values)),
    "asked": lambda _work, _values: WorkOrder.plan_id.is_(None),
    "channel": lambda _work, values: _came_by(values),
}
"""What is more than a column of the order."""


def _month(work: Work, said: str) -> ColumnElement[bool]:
    first, end = Month.read(said).period(work.zone)
    return and_(WorkOrder.received >= first, WorkOrder.received < end)


def _week(work: Work, monday: date) -> ColumnElement[bool]:
    first, end = day_start(monday, work.zone), day_start(monday + timedelta(7), work.zone)
    return and_(WorkOrder.received >= first, WorkOrder.received < end)


@cache
def _rows() -> Any:
    """The rows' question, built once: building it takes longer than its answer. First what a row is made of as it
    comes, then what is worked out."""
    ids: Any = bindparam("ids", expanding=True)
    return (
        select(
            WorkOrder.id, WorkOrder.number, WorkOrder.received, WorkOrder.summary, Unit.label, WorkOrder.place,
            Building.code, WorkOrder.person_id, Person.name, Person.other_name, Category.name, Category.other_name,
            WorkOrder.priority, WorkOrder.state, WorkOrder.staff_id, Staff.name, WorkOrder.due, WorkOrder.done,
            WorkOrder.version, WorkOrder.archived, Category.need, WorkOrder.building_id, WorkOrder.round_the_clock,
            customers.rank(bindparam("day", type_=Date)), customers.likely_end(),
            WorkOrder.respond_due, WorkOrder.responded, WorkOrder.arrive_due, WorkOrder.arrived,
        )
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .outerjoin(Building, Building.id == WorkOrder.building_id)
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Category, Category.id == WorkOrder.category_id)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(WorkOrder.id.in_(ids))
    )  # fmt: skip


def _row(work: Work, row: Any, borders: Borders, money: Mapping[int, states.OrderMoney]) -> OrderRow:
    (
        id, number, received, summary, unit, place, building, person_id, person, person_other, category, category_other,
        priority, state, staff_id, staff, due, done, version, archived, need, building_id, round_the_clock, rank,
        likely, *clocks,
    ) = row  # fmt: skip
    clock, next_due = next_clock(Clocks(state, due, *clocks))
    if next_due is None:
        left, late = None, done is not None and due is not None and done > due
    else:
        left, late = targets.left(work, round_the_clock, next_due), next_due < work.now
    sums = money.get(id, states.NONE)
    return OrderRow(
        id, number, received, summary, unit or "", place, building or "", person_id, person or "", person_other or "",
        category or "", category_other or "", priority, state, staff_id, staff or "", due, done, clock, next_due, left,
        late, version, archived is not None, *borders.of(building_id, received), need or "",
        sums.amount, sums.margin, sums.state, customers.kind(person_id, rank), likely,
    )  # fmt: skip


class Clocks(NamedTuple):
    """What the three clocks of an order are told from."""

    state: str
    due: datetime | None
    respond_due: datetime | None
    responded: datetime | None
    arrive_due: datetime | None
    arrived: datetime | None


def next_clock(order: Any) -> tuple[str, datetime | None]:
    """The clock that falls due next of an open order, or of anything that has its Clocks."""
    if order.state in OVER:
        return "", None
    running: list[tuple[datetime, str]] = []
    if order.respond_due is not None and order.responded is None and order.arrived is None:
        running.append((order.respond_due, "respond"))
    if order.arrive_due is not None and order.arrived is None:
        running.append((order.arrive_due, "arrive"))
    if order.due is not None and order.state != targets.PAUSING:
        running.append((order.due, "finish"))
    if not running:
        return "", None
    due, name = min(running)
    return name, due


def _id(row: OrderRow) -> int:
    return row.id


@needs("order.read")
def category_options(work: Work) -> list[tuple[int, str, str]]:
    """The categories of orders with their names in both languages, for a filter."""
    columns = select(Category.id, Category.name, Category.other_name).where(
        Category.subject == "order", Category.archived.is_(None)
    )
    return [tuple(row) for row in work.rows(columns.order_by(Category.position, Category.id))]


@needs("order.read")
def building_options(work: Work) -> list[tuple[int, str, str]]:
    """The buildings, for a filter; also for those who may not read about people."""
    columns = select(Building.id, Building.code, Building.name, Building.other_name)
    rows = work.rows(columns.where(Building.archived.is_(None)).order_by(Building.sort_key, Building.id))
    return [(id, name or code, other if name else "") for id, code, name, other in rows]


@needs("order.read")
def staff_options(work: Work) -> list[tuple[int, str]]:
    """Those who have open orders, or could have, for a filter."""
    takes_work = or_(Staff.role == "technician", Staff.vendor.is_(True))
    busy = select(WorkOrder.staff_id).where(
        _STILL_OPEN
    )  # asked for those of somebody, SQLite reads all orders
    columns = select(Staff.id, Staff.name).where(
        or_(and_(takes_work, Staff.archived.is_(None)), Staff.id.in_(busy))
    )
    return [(id, name) for id, name in work.rows(columns.order_by(Staff.name, Staff.id))]


@needs("order.read")
def choices(work: Work, text: str, ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: the orders found by the words typed, newest first, or the ones with these ids."""
    columns = (
        select(WorkOrder.id, WorkOrder.number, WorkOrder.summary, Unit.label)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .order_by(WorkOrder.received.desc(), WorkOrder.id.desc())
    )
    wanted = list(ids) or search.refs(work, text, "work_order", limit=MATCHES)
    found = work.rows(columns.where(WorkOrder.id.in_(wanted))) if wanted else ()
    return [
        Choice(id, number, " · ".join(part for part in (unit, summary) if part))
        for id, number, summary, unit in found
    ]
