"""Entering work orders: from a request, a call or a complaint; repeats of earlier work; putting entries right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, or_, select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Relation, Unit
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN, Request, WorkOrder
from fmcrm_desktop.services import (
    call_topics,
    checklists,
    equipment,
    held,
    matters,
    numbers,
    opinion_ties,
    own_fields,
    settings,
    targets,
    telling_events,
)
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.services.work_orders import moving
from fmcrm_desktop.services.work_orders.forms import AssignForm, ChangeForm, OrderForm, VisitForm
from fmcrm_desktop.store.work import Work

_AIMED = ("person_id", "unit_id", "category_id", "priority")
MOST_MINUTES = 60_000
FUTURE = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""


@dataclass(frozen=True)
class Repeat:
    """Earlier work on the same thing, offered when it comes in again."""

    id: int
    number: str
    received: datetime
    summary: str
    state: str
    fix: str


@needs("order.read")
def draft(work: Work, given: Mapping[str, Any]) -> OrderForm:
    """A form filled from what is known: ``call``, ``complaint``, ``person``, ``unit``, ``summary`` and the like.

    A person with one unit brings the unit along; what a form field is called is taken as it is.
    """
    form = OrderForm()
    if given.get("call") is not None:
        call = work.get(Call, int(given["call"]))
        form.call_id, form.person_id, form.unit_id = call.id, call.person_id, call.unit_id
        form.summary, form.own_words, form.channel = call_topics.matter(work, call), call.notes, "phone"
        form.received = call.started
    if given.get("complaint") is not None:
        complaint = work.get(Complaint, int(given["complaint"]))
        form.complaint_id, form.person_id = complaint.id, complaint.person_id
        form.unit_id, form.building_id = complaint.unit_id, complaint.building_id
        form.summary, form.own_words = complaint.subject, complaint.own_words
        form.channel = complaint.channel
    for name, value in given.items():
        field = name + "_id" if name in ("person", "unit", "building", "staff", "equipment") else name
        if field in OrderForm.__dataclass_fields__:
            setattr(form, field, value)
    if form.person_id is not None and form.unit_id is None:
        form.unit_id = unit_of(work, form.person_id)
    return form


@needs("order.read")
def unit_of(work: Work, person: int) -> int | None:
    """The only home or office of a person, so that it need not be chosen; None for none or several."""
    units = set(
        work.column(
            select(Relation.unit_id)
            .join(Unit, Unit.id == Relation.unit_id)
            .where(
                Relation.person_id == person, Relation.until_day.is_(None), Relation.archived.is_(None),
                Unit.kind == "unit",
            )
        )
    )  # fmt: skip
    return units.pop() if len(units) == 1 else None


@needs("order.write")
def enter(work: Work, form: OrderForm) -> int:
    """Take a request down as a work order with its number and clocks; assign and schedule it if wanted.

    Raises Invalid for what cannot be saved and calendar.Clashing for a visit that wants somebody twice.
    """
    check(form)
    _check_times(work, form)
    received = form.received or work.now
    request = work.add(
        Request(
            received=received, channel=form.channel, person_id=form.person_id, unit_id=form.unit_id,
            call_id=form.call_id, complaint_id=form.complaint_id, own_words=form.own_words,
        )
    )  # fmt: skip
    order = WorkOrder(
        number=numbers.next(work, "order"), request_id=request.id, received=received, reopened=0, handed_off=0,
        complaint_id=form.complaint_id, repeat_of_id=form.repeat_of_id, state="requested",
    )  # fmt: skip
    _fill(work, order, form)
    order.agreement_id = targets.agreement_for(work, order.person_id, order.unit_id, received)
    targets.set_dues(work, order)
    work.add(order)
    matters.begin(work, order)
    own_fields.save(work, "work_order", order.id, form.own)
    checklists.give_usual(work, order)
    if form.stands_still:
        equipment.stop(work, order)
    if form.visit_from is not None and form.staff_id is not None:
        usual = telling_events.usually(work)
        visit = VisitForm(
            (form.staff_id,), form.visit_from, form.visit_until, form.told, usual, form.overrule
        )
        moving.schedule(work, order.id, visit)
    elif form.staff_id is not None:
        moving.assign(work, order.id, AssignForm(form.staff_id))
    if form.told and order.responded is None:
        order.responded = work.now
    opinion_ties.ordered(work, form.opinion_id, form.decision_id, order.id)
    return order.id


@needs("order.read")
def change_form(work: Work, id: int) -> ChangeForm:
    """An order as the form that puts it right, with the version seen."""
    order = work.get(WorkOrder, id)
    names = [name for name in ChangeForm.__dataclass_fields__ if name not in ("version", "own")]
    own = own_fields.of_record(work, "work_order", id)
    return ChangeForm(**{name: getattr(order, name) for name in names}, own=own, version=order.version)


@needs("order.write")
def change(work: Work, id: int, form: ChangeForm) -> None:
    """Put an order right. What decides about its target starts its clocks anew from when it was received."""
    check(form)
    order = held.order(work, id, form.version)
    before = [getattr(order, name) for name in _AIMED]
    _fill(work, order, form)
    if (form.person_id, form.unit_id) != (before[0], before[1]):
        order.agreement_id = targets.agreement_for(work, order.person_id, order.unit_id, order.received)
    # A plan says itself when its orders are due.
    fresh = order.plan_id is None and before != [getattr(order, name) for name in _AIMED]
    own_fields.save(work, "work_order", id, form.own)
    if fresh:
        pauses = targets.pauses(matters.moves(work, "work_order", id), work.now)
        if order.state == targets.PAUSING:
            pauses = pauses[:-1]  # the pause that still runs is added when it ends
        targets.set_dues(work, order, pauses)


@needs("order.write")
def restore(work: Work, id: int) -> None:
    """Take an archived order back."""
    matters.come_back(work, work.get(WorkOrder, id))


@needs("order.read")
def repeats(work: Work, unit: int | None, category: int | None, but: int | None = None) -> list[Repeat]:
    """What is still open at the same unit, and work of the same category there within the set days; newest first."""
    if unit is None:
        return []
    since = work.now - timedelta(days=int(settings.get(work, "repeat.days")))
    columns = (
        select(
            WorkOrder.id, WorkOrder.number, WorkOrder.received, WorkOrder.summary, WorkOrder.state, WorkOrder.fix
        )
        .where(
            WorkOrder.unit_id == unit, WorkOrder.archived.is_(None),
            WorkOrder.state.not_in(("cancelled", "declined")),
            or_(
                WorkOrder.state.in_(OPEN),
                and_(WorkOrder.category_id == category, or_(WorkOrder.received >= since, WorkOrder.done >= since)),
            ),
        )
        .order_by(WorkOrder.received.desc(), WorkOrder.id.desc())
        .limit(5)
    )  # fmt: skip
    return [Repeat(*row) for row in work.rows(columns) if row.id != but]


def _check_times(work: Work, form: OrderForm) -> None:
    if form.received is not None and form.received > work.now + FUTURE:
        raise Invalid(received=N_("This is still to come. Enter when it was reported."))
    if form.visit_from is not None and form.staff_id is None:
        raise Invalid(staff_id=N_("Say who goes there."))
    if form.visit_until is not None and form.visit_from is None:
        raise Invalid(visit_from=N_("Fill in this field."))


def _check_work(work: Work, form: OrderForm | ChangeForm) -> None:
    if form.minutes is not None and not 1 <= form.minutes <= MOST_MINUTES:
        raise Invalid(minutes=N_("Between 1 and 60,000 minutes."))
    progress = form.progress if isinstance(form, ChangeForm) else None
    if progress is not None and not 0 <= progress <= 100:
        raise Invalid(progress=N_("Between 0 and 100."))
    if form.choice and not form.alternative:
        raise Invalid(alternative=N_("Say what was offered."))
    if form.problem_id is not None:
        problem = work.get(Problem, form.problem_id)
        if form.category_id is None:
            form.category_id = problem.category_id
        elif problem.category_id != form.category_id:
            raise Invalid(problem_id=N_("This problem belongs to another category."))
        if isinstance(form, OrderForm) and form.minutes is None:
            form.minutes = problem.minutes


def _fill(work: Work, order: WorkOrder, form: OrderForm | ChangeForm) -> None:
    _check_work(work, form)
    if form.person_id not in (None, order.person_id):
        still_here(work, Person, "person_id", form.person_id)
    building = form.building_id
    if form.unit_id is not None:
        same = form.unit_id == order.unit_id
        unit = work.get(Unit, form.unit_id) if same else still_here(work, Unit, "unit_id", form.unit_id)
        building = unit.building_id
    elif building is not None:
        work.get(Building, building)
    if form.equipment_id is not None:
        building = building or work.get(Equipment, form.equipment_id).building_id
    order.person_id, order.unit_id, order.building_id = form.person_id, form.unit_id, building
    order.equipment_id = form.equipment_id
    order.place, order.summary, order.description = form.place, form.summary, form.description
    order.category_id, order.priority = form.category_id, form.priority
    order.problem_id, order.way, order.minutes = form.problem_id, form.way, form.minutes
    order.alternative, order.choice = form.alternative, form.choice
    if isinstance(form, ChangeForm):
        order.progress, order.dispatch_error = form.progress, form.dispatch_error
