"""Orders made of plans ahead of their day; two desks that do so at once make each of them once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import checklists, matters, numbers, work_orders
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.plans import due
from fmcrm_desktop.services.plans.due import Due
from fmcrm_desktop.services.work_orders import AssignForm
from fmcrm_desktop.store.work import Work

FARTHEST = timedelta(days=366 * 2)


@dataclass(frozen=True, slots=True)
class Coming:
    """An order that would be made."""

    plan_id: int
    plan: str
    summary: str
    plan_day: date
    day: date


@needs("order.read")
def preview(work: Work) -> tuple[Coming, ...]:
    """What ``generate`` would make now, by day."""
    found = _now(work)
    columns = select(Plan.id, Plan.name, Plan.summary).where(Plan.id.in_([each.plan_id for each in found]))
    named = {id: (name, summary) for id, name, summary in work.rows(columns)} if found else {}
    return tuple(Coming(each.plan_id, *named[each.plan_id], each.plan_day, each.day) for each in found)


@needs("order.write")
def generate(work: Work) -> tuple[int, ...]:
    """Make the orders whose time to be made has come; gives their ids. Doing it again makes nothing more."""
    made = []
    for each in _now(work):
        order = _make(work, each)
        if order is not None:
            made.append(order)
    return tuple(made)


@needs("order.write")
def make_one(work: Work, id: int, plan_day: date) -> int:
    """Make the order of one time of a plan now, however long before. Raises Refusal when that time has one."""
    coming = due.of_plans(work, (id,), due.today(work) + FARTHEST).get(id, [])
    found = next((each for each in coming if each.plan_day == plan_day), None)
    made = _make(work, found) if found is not None else None
    if made is None:
        raise Refusal(N_("This time has its order already, or is no longer due. Look at the plan again."))
    return made


def _now(work: Work) -> list[Due]:
    """What is to be made by today, in the order of its days."""
    now = due.today(work)
    plans = work.rows(select(Plan.id, Plan.basis, Plan.ahead_days).where(Plan.archived.is_(None)))
    if not plans:
        return []
    dues = due.of_plans(work, None, now + timedelta(max(plan.ahead_days for plan in plans)))
    found = []
    for plan in plans:
        ready = [each for each in dues[plan.id] if each.day <= now + timedelta(plan.ahead_days)]
        # what goes by the last time has only one next
        found += ready if plan.basis == "calendar" else ready[:1]
    return sorted(found, key=lambda each: (each.day, each.plan_id))


def _make(work: Work, it: Due) -> int | None:
    """The order of one time; None when another desk has made it at this moment."""
    plan = work.get(Plan, it.plan_id)
    try:
        # The unique index over plan and day decides between two desks; what lost is taken back whole.
        with work.attempt():
            order = work.add(_order(work, plan, it))
            matters.begin(work, order)
    except IntegrityError:
        return None
    if plan.checklist_id is not None:
        checklists.copy(work, order.id, plan.checklist_id)
    checklists.give_usual(work, order)
    if plan.staff_id is not None:
        work_orders.assign(work, order.id, AssignForm(plan.staff_id))
    return order.id


def _order(work: Work, plan: Plan, it: Due) -> WorkOrder:
    unit, building, place = plan.unit_id, plan.building_id, ""
    if plan.equipment_id is not None:
        machine = work.get(Equipment, plan.equipment_id)
        unit, building, place = unit or machine.unit_id, building or machine.building_id, machine.place
    if unit is not None:
        building = work.get(Unit, unit).building_id or building
    return WorkOrder(
        number=numbers.next(work, "order"), received=work.now, state="requested", reopened=0, handed_off=0,
        plan_id=plan.id, plan_day=it.plan_day, unit_id=unit, building_id=building, place=place,
        equipment_id=plan.equipment_id, category_id=plan.category_id, summary=plan.summary,
        description=plan.description, priority=plan.priority, minutes=plan.minutes, due=_end_of(work, it.day),
        responded=work.now,
    )  # fmt: skip


def _end_of(work: Work, day: date) -> datetime:
    """The end of the working day; of a day off its midnight."""
    begins, ends = day_start(day, work.zone), day_start(day + timedelta(1), work.zone)
    spans = working_calendar(work).spans(begins, ends)
    return (spans[-1][1] if spans else ends).astimezone(UTC)
