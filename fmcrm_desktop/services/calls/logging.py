"""Writing a call down: in one deed the call, the promise of a call-back, the work order, the complaint."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, NamedTuple

from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import complaints, promises, units, work_orders
from fmcrm_desktop.services.calls.forms import CallForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners import listing
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.store.work import Work

FUTURE = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""


class Logged(NamedTuple):
    """What a call became: its id, and the number of the work order and of the complaint entered from it."""

    id: int
    order_id: int | None = None
    order_number: str = ""
    complaint_id: int | None = None
    complaint_number: str = ""


@needs("call.read")
def draft(work: Work, given: Mapping[str, Any]) -> CallForm:
    """A form filled from what is known: ``person``, ``unit``, ``number``, ``promise`` (the call-back that is due)."""
    form = CallForm(number=str(given.get("number", "")), direction=str(given.get("direction", "in")))
    form.person_id, form.unit_id = given.get("person"), given.get("unit")
    if given.get("promise") is not None:
        promise = work.get(Promise, int(given["promise"]))
        form.promise_id, form.person_id, form.direction = promise.id, promise.person_id, "out"
        form.topic = promise.text
    if form.person_id is not None:
        found = listing.rows(work, [form.person_id])
        homes = units.of_people(work, [form.person_id])[form.person_id]
        form.number = form.number or (found[0].phone if found else "")
        if form.unit_id is None and len(homes) == 1:
            form.unit_id = homes[0].id
    return form


@needs("call.write")
def log(work: Work, form: CallForm) -> Logged:
    """Write a call down with all that follows from it: all of it is kept, or nothing."""
    _check(work, form)
    call = work.add(Call(staff_id=work.who.staff_id, **_columns(work, form)))
    if form.promise_id is not None and form.outcome != "missed":
        promises.keep(work, form.promise_id)
    if form.call_back is not None:
        promises.give(
            work,
            PromiseForm("call_back", form.call_back, form.topic, person_id=form.person_id, call_id=call.id),
        )
    complaint = _complaint(work, form, call) if form.make_complaint else None
    order = _order(work, form, call, complaint) if form.make_order else None
    return Logged(
        call.id,
        order.id if order else None,
        order.number if order else "",
        complaint.id if complaint else None,
        complaint.number if complaint else "",
    )


@needs("call.read")
def form(work: Work, id: int) -> CallForm:
    """A call as it is stored, for correcting it."""
    it = work.get(Call, id)
    minutes = round(it.seconds / 60) if it.seconds is not None else None
    return CallForm(
        it.person_id, it.unit_id, it.number, it.direction, it.topic, it.outcome, it.notes, it.started, minutes,
        version=it.version,
    )  # fmt: skip


@needs("call.write")
def change(work: Work, id: int, form: CallForm) -> int:
    """Correct what was written down about a call; nothing new follows from it."""
    _check(work, form)
    call = work.get(Call, id, seen=form.version)
    values = _columns(work, form)
    if form.started is None:
        values["started"] = call.started
    if call.seconds is not None and form.minutes == round(call.seconds / 60):
        values["seconds"] = call.seconds
    for name, value in values.items():
        setattr(call, name, value)
    return id


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Take a call out of the log."""
    work.archive(work.get(Call, id))
    return id


def _check(work: Work, form: CallForm) -> None:
    if form.call_back is not None and form.outcome == "answered":
        form.outcome = "call_back"
    check(form)
    if form.started is not None and form.started > work.now + FUTURE:
        raise Invalid(started=N_("This is still to come. Enter when the call began."))
    if form.minutes is not None and not 0 <= form.minutes <= 24 * 60:
        raise Invalid(minutes=N_("Please check the minutes."))
    if form.call_back is not None and form.call_back <= work.now:
        raise Invalid(call_back=N_("A promise is for a time to come."))
    if form.outcome == "call_back" and form.call_back is None and form.version is None:
        raise Invalid(call_back=N_("Until when was the call-back promised?"))
    if form.person_id is not None:
        work.get(Person, form.person_id)
    if form.unit_id is not None:
        work.get(Unit, form.unit_id)


def _columns(work: Work, form: CallForm) -> dict[str, Any]:
    return {
        "direction": form.direction, "started": form.started or work.now, "number": form.number,
        "seconds": form.minutes * 60 if form.minutes is not None else None, "person_id": form.person_id,
        "unit_id": form.unit_id, "topic": form.topic, "notes": form.notes, "outcome": form.outcome,
    }  # fmt: skip


def _order(work: Work, form: CallForm, call: Call, complaint: Complaint | None) -> WorkOrder:
    order = work_orders.draft(work, {"call": call.id})
    order.category_id, order.priority = form.order_category_id, form.order_priority
    order.complaint_id = complaint.id if complaint else None
    return work.get(WorkOrder, work_orders.enter(work, order))


def _complaint(work: Work, form: CallForm, call: Call) -> Complaint:
    words = complaints.draft(work, {"call": call.id})
    words.category_id = form.complaint_category_id
    words.own_words = words.own_words or form.topic
    return work.get(Complaint, complaints.register(work, words))
