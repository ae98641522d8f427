"""Writing a call down: in one deed the call, the promise of a call-back, the work order, the complaint."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.person import TELEPHONES, Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import (
    calendar,
    call_lists,
    call_topics,
    complaints,
    owners,
    promises,
    prospects,
    units,
    work_orders,
)
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calls.forms import CallForm, length_text, seconds_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.services.owners.forms import ContactLine
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.services.prospects import NextStep
from fmcrm_desktop.store.work import Work

FUTURE = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""


class Logged(NamedTuple):
    """What a call became: its id, the number of the work order and of the complaint entered from it, the person
    made of an unknown caller, the appointment, the prospect entered or spoken to."""

    id: int
    order_id: int | None = None
    order_number: str = ""
    complaint_id: int | None = None
    complaint_number: str = ""
    person_id: int | None = None
    event_id: int | None = None
    lead_id: int | None = None


@needs("call.read")
def draft(work: Work, given: Mapping[str, Any]) -> CallForm:
    """A form filled from what is known: ``person``, ``unit``, ``number``, ``direction``, ``topic``, ``promise`` (the
    call-back that is due), ``lead`` (the prospect spoken to). Its clock runs from ``clock``, or else from now."""
    form = CallForm(number=str(given.get("number", "")), direction=str(given.get("direction", "in")))
    form.person_id, form.unit_id = given.get("person"), given.get("unit")
    form.topic, form.clock = str(given.get("topic", "")), given.get("clock") or work.now
    form.line_id, purpose = given.get("line"), "any"
    if given.get("promise") is not None:
        promise = work.get(Promise, int(given["promise"]))
        form.promise_id, form.person_id, form.direction = promise.id, promise.person_id, "out"
        form.topic, purpose = promise.text, "any" if promise.order_id is None else "repairs"
    if given.get("lead") is not None:
        _with_lead(work, form, int(given["lead"]))
    if form.person_id is not None:
        known = owners.contact_for(work, form.person_id, purpose, TELEPHONES)
        homes = units.of_people(work, [form.person_id])[form.person_id]
        form.number = form.number or (known.value if known else "")
        if form.unit_id is None and len(homes) == 1:
            form.unit_id = homes[0].id
    return form


def _with_lead(work: Work, form: CallForm, id: int) -> None:
    lead = work.get(Lead, id)
    form.lead_id, form.person_id = id, form.person_id or lead.person_id
    form.number = form.number or lead.phone
    form.next_step, form.next_day = lead.next_step, lead.next_day


@needs("call.write")
def log(work: Work, form: CallForm) -> Logged:
    """Write a call down with all that follows from it: all of it is kept, or nothing."""
    _check(work, form)
    if form.new_name and form.person_id is None and not form.make_lead:
        form = replace(form, person_id=_new_person(work, form))
    call = work.add(Call(staff_id=work.who.staff_id, **_columns(work, form)))
    if form.promise_id is not None and form.outcome != "missed":
        promises.keep(work, form.promise_id)
    if form.call_back is not None:
        promises.give(
            work,
            PromiseForm(
                "call_back", form.call_back, form.topic, person_id=form.person_id, remind=form.remind, call_id=call.id
            ),
        )  # fmt: skip
    if form.line_id is not None:
        call_lists.done(work, form.line_id, call.id, form.outcome)
    complaint = _complaint(work, form, call) if form.make_complaint else None
    order = _order(work, form, call, complaint) if form.make_order else None
    return Logged(
        call.id,
        order.id if order else None,
        order.number if order else "",
        complaint.id if complaint else None,
        complaint.number if complaint else "",
        form.person_id,
        _appointment(work, form, call) if form.make_appointment else None,
        _lead(work, form, call),
    )


@needs("call.read")
def form(work: Work, id: int) -> CallForm:
    """A call as it is stored, for correcting it."""
    it = work.get(Call, id)
    return CallForm(
        it.person_id, it.unit_id, it.number, it.direction, it.topic, it.outcome, it.notes, it.started,
        length_text(it.seconds), topic_id=it.topic_id, version=it.version,
    )  # fmt: skip


@needs("call.write")
def change(work: Work, id: int, form: CallForm) -> int:
    """Correct what was written down about a call; nothing new follows from it."""
    _check(work, form)
    call = work.get(Call, id, seen=form.version)
    values = _columns(work, form)
    if form.started is None:
        values["started"] = call.started
    for name, value in values.items():
        setattr(call, name, value)
    prospects.follow(work, call)
    return id


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Take a call out of the log."""
    work.archive(work.get(Call, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Bring an archived call back."""
    work.restore(work.get(Call, id))
    return id


def _check(work: Work, form: CallForm) -> None:
    if form.call_back is not None and form.outcome == "answered":
        form.outcome = "call_back"
    check(form)
    seconds_of(form, work.now)
    if form.started is not None and form.started > work.now + FUTURE:
        raise Invalid(started=N_("This is still to come. Enter when the call began."))
    if form.call_back is not None and form.call_back <= work.now:
        raise Invalid(call_back=N_("A promise is for a time to come."))
    wanted = form.make_call_back or form.outcome == "call_back"
    if wanted and form.call_back is None and form.version is None:
        raise Invalid(call_back=N_("Until when was the call-back promised?"))
    _check_lead(form)
    if form.make_complaint and form.person_id is None and (form.make_lead or not form.new_name):
        raise Invalid(
            person_id=N_(
                "Say who complains. Whoever gives no name is entered under Complaints, as anonymous."
            )
        )
    if form.make_appointment:
        for name in ("meet_from", "meet_until"):
            if getattr(form, name) is None:
                raise Invalid(**{name: N_("Fill in this field.")})
        if form.meet_from is not None and form.meet_until is not None and form.meet_until <= form.meet_from:
            raise Invalid(meet_until=N_("The end must be after the start."))
    if form.person_id is not None:
        work.get(Person, form.person_id)
    if form.unit_id is not None:
        work.get(Unit, form.unit_id)


def _check_lead(form: CallForm) -> None:
    """Who becomes a prospect has a name, and is none already; the rest is asked by the prospects' own case."""
    if form.make_lead and form.lead_id is not None:
        raise Invalid(make_lead=N_("The call is with a prospect already."))
    if form.make_lead and form.person_id is None and not form.new_name.strip():
        raise Invalid(new_name=N_("Fill in this field."))


def _columns(work: Work, form: CallForm) -> dict[str, Any]:
    return {
        "direction": form.direction, "started": form.started or form.clock or work.now, "number": form.number,
        "seconds": seconds_of(form, work.now), "person_id": form.person_id,
        "unit_id": form.unit_id, "topic": form.topic, "topic_id": call_topics.meant(work, form.topic),
        "notes": form.notes, "outcome": form.outcome,
    }  # fmt: skip


def _new_person(work: Work, form: CallForm) -> int:
    """A person of a caller nobody knew, with the number they called from and the unit they named."""
    lines = (ContactLine("mobile", form.number),) if form.number else ()
    return owners.add(
        work, NewPersonForm(name=form.new_name, contacts=lines, unit_id=form.unit_id, role="occupant")
    )


def _appointment(work: Work, form: CallForm, call: Call) -> int:
    """On the calendar by its own case, so that a clash is found there. Raises Clashing without a reason."""
    event = EventForm(
        form.topic, place=form.meet_place, starts=form.meet_from, ends=form.meet_until, person_id=form.person_id,
        unit_id=form.unit_id, staff=form.meet_staff, notes=form.notes, overrule=form.overrule,
    )  # fmt: skip
    id = calendar.add(work, event)
    work.get(Event, id).call_id = call.id
    return id


def _lead(work: Work, form: CallForm, call: Call) -> int | None:
    """The prospect that the caller becomes, or is; the call is one of its steps."""
    if form.make_lead:
        lead = prospects.draft(work, {"call_id": call.id})
        lead.name = lead.name or form.new_name
        lead.next_step, lead.next_day, lead.purpose = form.next_step, form.next_day, form.purpose
        lead.responsible_id = form.responsible_id or lead.responsible_id
        return prospects.add(work, lead)
    if form.lead_id is not None:
        prospects.called(work, form.lead_id, call.id, NextStep(form.next_step, form.next_day))
    return form.lead_id


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
