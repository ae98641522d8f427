"""The list of plans and the page of one: when it is due next, when it was done last, what became of each time."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, func, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.checklist import Checklist
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.plan import Plan, PlanSkip
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.plans import due
from fmcrm_desktop.services.plans.due import Due
from fmcrm_desktop.services.plans.forms import PlanForm
from fmcrm_desktop.services.plans.keeping import form_of
from fmcrm_desktop.store.work import Work

AHEAD = timedelta(days=366 * 2)
TIMES = 8
"""So many times to come stand on the page of a plan."""
BEFORE = 30


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A plan in the list; ``next`` is the day of its next time that has no order yet, ``last`` when it was done."""

    id: int
    name: str
    what: str
    what_other: str
    basis: str
    rule: str
    from_day: date
    counter_every: int | None
    counter: str
    every_days: int | None
    minutes: int
    staff_id: int | None
    staff: str
    equipment_id: int | None
    unit_id: int | None
    building_id: int | None
    last: datetime | None
    open: int
    next: date | None
    overdue: bool
    archived: bool


@dataclass(frozen=True, slots=True)
class Before:
    """An order made of the plan, or a time left out: then ``skip_id`` and ``why`` are set."""

    plan_day: date
    order_id: int | None
    number: str
    state: str
    done: datetime | None
    skip_id: int | None = None
    why: str = ""


@dataclass(frozen=True)
class PlanCard:
    """A plan with the times to come and those that were."""

    row: PlanRow
    form: PlanForm
    category: str
    category_other: str
    checklist: str
    checklist_other: str
    coming: tuple[Due, ...]
    before: tuple[Before, ...]


@needs("order.read")
def page(work: Work, query: Query) -> Page[PlanRow]:
    """Plans, the next due first; filters basis, staff, equipment, unit, building. They are few, and read whole."""
    found = _rows(work, Plan.archived.is_not(None) if query.archived else Plan.archived.is_(None))
    words = fold(query.text).split()
    where = query.where
    kept = [
        row
        for row in found
        if all(says(f"{row.name} {row.what} {row.what_other} {row.staff}", word) for word in words)
        and all(getattr(row, column) in where[name] for name, column in _FILTERS.items() if where.get(name))
    ]
    key = _KEYS.get(query.sort, _KEYS["next"])
    kept.sort(key=lambda row: (key(row), row.name, row.id), reverse=query.descending)
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[PlanRow]:
    """The rows of these plans, in this order."""
    return in_order(ids, _rows(work, Plan.id.in_(ids)), lambda row: row.id)


@needs("order.read")
def card(work: Work, id: int) -> PlanCard:
    """A plan with its times. Raises Missing."""
    form = form_of(work, id)
    (row,) = rows(work, (id,))
    names = work.row(
        select(Category.name, Category.other_name, Checklist.name, Checklist.other_name)
        .select_from(Plan)
        .outerjoin(Category, Category.id == Plan.category_id)
        .outerjoin(Checklist, Checklist.id == Plan.checklist_id)
        .where(Plan.id == id)
    )
    category, category_other, checklist, checklist_other = names if names is not None else ("",) * 4
    coming = due.of_plans(work, (id,), due.today(work) + AHEAD)[id][:TIMES] if not row.archived else []
    return PlanCard(
        row, form, category or "", category_other or "", checklist or "", checklist_other or "",
        tuple(coming), tuple(_before(work, id)),
    )  # fmt: skip


@needs("order.read")
def next_for(work: Work, equipment: int) -> tuple[Due, ...]:
    """The next time of each plan of some equipment, the first one first."""
    ids = work.column(select(Plan.id).where(Plan.equipment_id == equipment, Plan.archived.is_(None)))
    found = due.of_plans(work, ids, due.today(work) + AHEAD) if ids else {}
    return tuple(sorted((dues[0] for dues in found.values() if dues), key=lambda each: each.day))


_FILTERS = {
    "basis": "basis", "staff": "staff_id", "equipment": "equipment_id", "unit": "unit_id",
    "building": "building_id", "id": "id",
}  # fmt: skip
_KEYS: dict[str, Any] = {
    "name": lambda row: fold(row.name),
    "what": lambda row: fold(row.what),
    "basis": lambda row: row.basis,
    "staff": lambda row: fold(row.staff),
    "minutes": lambda row: row.minutes,
    "last": lambda row: (row.last is not None, row.last.timestamp() if row.last else 0),
    "next": lambda row: (row.next is None, row.next or date.max),
}


def _before(work: Work, id: int) -> list[Before]:
    """Newest first."""
    orders = (
        select(WorkOrder.plan_day, WorkOrder.id, WorkOrder.number, WorkOrder.state, WorkOrder.done)
        .where(WorkOrder.plan_id == id, WorkOrder.archived.is_(None))
        .order_by(WorkOrder.plan_day.desc())
        .limit(BEFORE)
    )
    skips = (
        select(PlanSkip.day, PlanSkip.id, PlanSkip.why)
        .where(PlanSkip.plan_id == id, PlanSkip.archived.is_(None))
        .order_by(PlanSkip.day.desc())
        .limit(BEFORE)
    )
    found = [Before(*row) for row in work.rows(orders)]
    found += [Before(day, None, "", "", None, skip, why) for day, skip, why in work.rows(skips)]
    return sorted(found, key=lambda each: each.plan_day, reverse=True)[:BEFORE]


def _rows(work: Work, which: Any) -> list[PlanRow]:
    found = [_row(row) for row in work.rows(_columns().where(which))]
    ids = [row.id for row in found if not row.archived]
    coming = due.of_plans(work, ids, due.today(work) + AHEAD) if ids else {}
    now = due.today(work)
    nearest = {id: dues[0].day for id, dues in coming.items() if dues}
    return [
        replace(row, next=nearest[row.id], overdue=nearest[row.id] < now) if row.id in nearest else row
        for row in found
    ]


def _columns() -> Select[Any]:
    of_plan = (WorkOrder.plan_id == Plan.id, WorkOrder.archived.is_(None))
    last = select(func.max(WorkOrder.done)).where(*of_plan, WorkOrder.state.in_(FINISHED)).scalar_subquery()
    open_orders = (
        select(func.count()).select_from(WorkOrder).where(*of_plan, due.OPEN_STATE).scalar_subquery()
    )
    columns: list[Any] = [
        Plan.id, Plan.name, Plan.basis, Plan.rule, Plan.from_day, Plan.counter_every, Equipment.counter,
        Plan.every_days, Plan.minutes, Plan.staff_id, Staff.name.label("staff"), Plan.equipment_id, Plan.unit_id,
        Plan.building_id, Equipment.code, Equipment.name.label("machine"),
        Equipment.other_name.label("machine_other"), Unit.label.label("unit"), Building.code.label("building"),
        Building.name.label("building_name"), Building.other_name.label("building_other"), last.label("last"),
        open_orders.label("open"),
        Plan.archived.is_not(None).label("gone"),
    ]  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Staff, Staff.id == Plan.staff_id)
        .outerjoin(Equipment, Equipment.id == Plan.equipment_id)
        .outerjoin(Unit, Unit.id == Plan.unit_id)
        .outerjoin(Building, Building.id == Plan.building_id)
    )


def _row(row: Any) -> PlanRow:
    place = row.unit or row.building_name or row.building or ""
    what = f"{row.code} {row.machine}" if row.code else place
    other_place = row.unit or (row.building_name and row.building_other) or place
    other = f"{row.code} {row.machine_other or row.machine}" if row.code else other_place
    return PlanRow(
        row.id, row.name, what, other, row.basis, row.rule, row.from_day, row.counter_every, row.counter or "",
        row.every_days, row.minutes, row.staff_id, row.staff or "", row.equipment_id, row.unit_id, row.building_id,
        row.last, row.open, None, False, bool(row.gone),
    )  # fmt: skip
