"""The moves of a work order: assigned, scheduled, on the way, on site, waiting, done, closed, given up, reopened."""

from __future__ import annotations

from datetime import datetime, timedelta

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import FINISHED, OVER, WAITING, WorkOrder
from fmcrm_desktop.services import checklists, held, matters, targets
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.work_orders import promised, visits
from fmcrm_desktop.services.work_orders.forms import (
    AssignForm,
    CloseForm,
    DeclineForm,
    DoneForm,
    ReopenForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from fmcrm_desktop.store.work import Work

STEPS: dict[str, tuple[str, ...]] = {
    "requested": ("assign", "schedule", "respond", "decline", "cancel"),
    "assigned": ("schedule", "respond", "set_off", "arrive", "done", "wait", "assign", "cancel"),
    "scheduled": ("set_off", "arrive", "respond", "done", "wait", "schedule", "assign", "cancel"),
    "on_the_way": ("arrive", "respond", "wait", "schedule", "assign", "cancel"),
    "on_site": ("done", "wait", "schedule", "assign"),
    "waiting_parts": ("schedule", "respond", "set_off", "arrive", "done", "wait", "assign", "cancel"),
    "waiting_owner": ("schedule", "respond", "set_off", "arrive", "done", "wait", "assign", "cancel"),
    "waiting_vendor": ("schedule", "respond", "set_off", "arrive", "done", "wait", "assign", "cancel"),
    "waiting_approval": ("schedule", "respond", "set_off", "arrive", "done", "wait", "assign", "cancel"),
    "done": ("close", "reopen"),
    "closed": ("reopen",),
    "cancelled": ("reopen",),
    "declined": ("reopen",),
}
"""What can be done in a state, the next sensible deed first: the clerk's only buttons."""


def steps(state: str, responded: datetime | None) -> tuple[str, ...]:
    """The deeds for an order in this state; the customer is told only once."""
    return tuple(step for step in STEPS[state] if step != "respond" or responded is None)


@needs("order.assign")
def assign(work: Work, id: int, form: AssignForm) -> None:
    """Give the order to somebody. Taking it from another counts as a hand-off and needs a reason; visits
    still to come go over too, somebody on the way or on site is called off."""
    check(form)
    assert form.staff_id is not None
    order = _open(work, id, form.version)
    work.get(Staff, form.staff_id)
    before = order.staff_id
    if before == form.staff_id:
        raise Invalid(staff_id=N_("This person has the order already."))
    if before is not None:
        if not form.why:
            raise Invalid(why=N_("Say why it goes to somebody else."))
        order.handed_off += 1
    order.staff_id = form.staff_id
    if order.state in ("on_the_way", "on_site"):
        visits.end(work, order)
    if order.state in ("requested", "on_the_way", "on_site"):
        _go(work, order, "assigned", form.why).given_to_id = form.staff_id
    else:
        _stay(work, order, form.why).given_to_id = form.staff_id
    visits.hand_over(work, order, before, form.staff_id, form.why)


@needs("order.assign")
def schedule(work: Work, id: int, form: VisitForm) -> int:
    """Plan a visit, or plan the coming one anew; gives the visit's id. Raises calendar.Clashing unless the
    form says why it may clash. An order nobody has goes to the first who goes there."""
    check(form)
    order = _open(work, id, form.version)
    if form.overrule == "":
        visits.check_clashes(work, order, form)
    if order.state == "on_site":
        visits.end(work, order)
    if order.staff_id is None:
        order.staff_id = form.staff[0]
    if order.state in ("requested", "on_the_way", "on_site"):
        line = _go(work, order, "assigned")
        line.given_to_id = order.staff_id if line.from_state == "requested" else None
    visit = visits.plan(work, order, form)
    if order.state == "scheduled":
        _stay(work, order, form.overrule)
    else:
        _go(work, order, "scheduled", form.overrule)
    if form.told:
        order.responded = order.responded or _now(work, order)
        promised.give(work, order, visit)
    return visit.id


@needs("order.work")
def respond(work: Work, id: int, seen: int | None = None) -> None:
    """Somebody told the customer what will happen: the first clock stops."""
    order = held.order(work, id, seen)
    if order.responded is not None:
        raise Refusal(N_("The customer was told already."))
    order.responded = _now(work, order)


@needs("order.work")
def set_off(work: Work, id: int, seen: int | None = None) -> None:
    """Somebody is on the way; without a planned visit one begins now."""
    order = _open(work, id, seen)
    visits.coming_or_now(work, order)
    _go(work, order, "on_the_way")


@needs("order.work")
def arrive(work: Work, id: int, seen: int | None = None) -> None:
    """Somebody is there: the visit's arrival, and the order's at the first time."""
    order = _open(work, id, seen)
    visits.coming_or_now(work, order).arrived = work.now
    order.arrived = order.arrived or _now(work, order)
    order.responded = order.responded or _now(work, order)
    promised.meet(work, order, work.now)
    _go(work, order, "on_site")


@needs("order.work")
def wait(work: Work, id: int, form: WaitForm) -> None:
    """The work cannot go on: for what, and why. Who is on site leaves. Waiting for the owner stops the
    finish clock."""
    check(form)
    order = _open(work, id, form.version)
    if form.what == order.state:
        raise Invalid(what=N_("It waits for this already."))
    visits.end(work, order, result=form.result)
    if order.state in WAITING or order.state == "on_the_way":
        _go(work, order, "assigned")  # the table has no move from one wait to another
    _go(work, order, form.what, form.why)


@needs("order.work")
def done(work: Work, id: int, form: DoneForm) -> None:
    """The work is finished: cause, what was done, the visit's times when written down afterwards."""
    check(form)
    order = _open(work, id, form.version)
    _check_done_times(work, order, form)
    checklists.none_open(work, order)
    if form.arrived is not None:
        visit = visits.running(work, order) or visits.coming_or_now(work, order, form.arrived)
        visit.arrived = visit.arrived or form.arrived
        order.arrived = min(order.arrived or form.arrived, form.arrived)
        promised.meet(work, order, form.arrived)
    finished = form.departed or work.now
    visits.end(work, order, finished, form.result or form.fix)
    visits.call_off(work, order)
    _go(work, order, "done")
    order.done, order.cause, order.fix = max(finished, order.received), form.cause, form.fix
    order.responded = order.responded or order.arrived or order.done  # who stood there was told


@needs("order.write")
def close(work: Work, id: int, form: CloseForm | None = None) -> None:
    """Nothing is left to do, and the customer knows; with what they think of it, if it was asked."""
    form = form or CloseForm()
    check(form)
    order = held.order(work, id, form.version)
    _go(work, order, "closed")
    order.closed = work.now
    if form.rating is not None:
        _rate(work, order, form)


@needs("order.write")
def rate(work: Work, id: int, form: CloseForm) -> None:
    """What the customer thinks of finished work, asked later or asked again."""
    check(form)
    if form.rating is None:
        raise Invalid(rating=N_("Fill in this field."))
    order = held.order(work, id, form.version)
    if order.state not in FINISHED:
        raise Refusal(N_("The work is not finished yet."))
    _rate(work, order, form)


def _rate(work: Work, order: WorkOrder, form: CloseForm) -> None:
    order.rating, order.rated_by, order.rating_words = form.rating, form.rated_by, form.rating_words
    order.rated = work.now


@needs("order.write")
def cancel(work: Work, id: int, form: WhyForm) -> None:
    """The customer or the office takes it back; coming visits are called off."""
    check(form)
    order = held.order(work, id, form.version)
    _go(work, order, "cancelled", form.why)
    visits.call_off(work, order)


@needs("order.decline")
def decline(work: Work, id: int, form: DeclineForm) -> None:
    """The office does not take it on: why, what the customer was offered instead and chose. What was said of both
    before stays where nothing is said now; a choice needs an offer."""
    check(form)
    order = held.order(work, id, form.version)
    _go(work, order, "declined", form.why)
    order.alternative = form.alternative or order.alternative
    order.choice = form.choice or order.choice
    if order.choice and not order.alternative:
        raise Invalid(alternative=N_("Say what was offered."))
    visits.call_off(work, order)


@needs("order.write")
def reopen(work: Work, id: int, form: ReopenForm) -> None:
    """Take finished or given-up work up again: back to assigned, and counted. Its clocks run on from when it
    was first received."""
    check(form)
    order = held.order(work, id, form.version)
    if order.state not in OVER:
        raise Refusal(N_("This order is not finished."))
    staff = form.staff_id or order.staff_id
    if staff is None:
        raise Invalid(staff_id=N_("Say who does the work."))
    line = _go(work, order, "assigned", form.why)
    if staff != order.staff_id:
        order.handed_off += order.staff_id is not None
        order.staff_id = line.given_to_id = staff
    order.done = order.closed = None


def _now(work: Work, order: WorkOrder) -> datetime:
    """A clock set back makes nothing happen before the order came."""
    return max(work.now, order.received)


def _open(work: Work, id: int, seen: int | None) -> WorkOrder:
    order = held.order(work, id, seen)
    matters.here_still(order)
    if order.state in OVER:
        raise Refusal(N_("{number} is finished. Reopen it first."), number=order.number)
    return order


def _go(work: Work, order: WorkOrder, to: str, why: str = "") -> Move:
    """Move on, and let the finish clock run again when the owner has answered."""
    paused = order.state == targets.PAUSING
    line = matters.move(work, order, to, why)
    if paused:
        history = matters.moves(work, "work_order", order.id)
        order.due = targets.pushed(work, order, targets.pauses(history, work.now))
    return line


def _stay(work: Work, order: WorkOrder, why: str) -> Move:
    """A line of the history that leaves the state as it is: handed over, or planned anew."""
    return work.add(
        Move(
            subject="work_order", subject_id=order.id, from_state=order.state, to_state=order.state,
            moment=work.now, staff_id=work.who.staff_id, why=why,
        )
    )  # fmt: skip


def _check_done_times(work: Work, order: WorkOrder, form: DoneForm) -> None:
    soon = work.now + timedelta(minutes=5)
    if form.departed is not None and form.departed > soon:
        raise Invalid(departed=N_("This is still to come."))
    if form.arrived is not None and form.arrived > (form.departed or soon):
        raise Invalid(arrived=N_("The arrival is after the end."))
    for name in ("arrived", "departed"):
        moment = getattr(form, name)
        if moment is not None and moment < order.received:
            raise Invalid(**{name: N_("This is before the order was received.")})
