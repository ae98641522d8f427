"""Taking complaints down and putting entries right."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import GAP_SHOWN, OPEN, Complaint
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.matter import beginning
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import (
    call_topics,
    held,
    matters,
    numbers,
    opinion_ties,
    own_fields,
    promises,
    units,
)
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import clocks, required
from fmcrm_desktop.services.complaints.forms import ComplaintForm
from fmcrm_desktop.services.complaints.ties import ASPECTS, tie, ties
from fmcrm_desktop.services.still_here import still_here
from fmcrm_desktop.store.work import Work

FUTURE = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""

_PLAIN = (
    "own_words", "subject", "category_id", "person_id", "anonymous", "channel", "gap", "expected", "delivered",
    "severity", "loss", "loss_risk", "scale_id", "responsible_id", "concerned_id",
)  # fmt: skip


@needs("complaint.read")
def draft(work: Work, given: Mapping[str, Any]) -> ComplaintForm:
    """A form filled from what is known: ``call``, ``person``, ``unit``, ``building``, or a field's own name.

    A call brings its person, unit, topic, notes and moment; a person with one home brings it along.
    """
    form = ComplaintForm(responsible_id=work.who.staff_id)
    if given.get("call") is not None:
        call = work.get(Call, int(given["call"]))
        form.call_id, form.person_id, form.unit_id = call.id, call.person_id, call.unit_id
        form.subject, form.own_words, form.received = call_topics.matter(work, call), call.notes, call.started
    for name, value in given.items():
        field = name if name in ComplaintForm.__dataclass_fields__ else f"{name}_id"
        if field in ComplaintForm.__dataclass_fields__ and name != "call" and value is not None:
            setattr(form, field, value)
    if form.person_id is not None and form.unit_id is None:
        form.unit_id = units.only_home(work, form.person_id)
    return form


@needs("complaint.write")
def register(work: Work, form: ComplaintForm) -> int:
    """Enter a complaint with its number, start its clocks and tie it to the call it came by; gives its id. Nobody
    named, whoever takes it down sees to it."""
    _check(work, form, named=True)
    form.responsible_id = form.responsible_id or work.who.staff_id
    received = form.received or work.now
    acknowledge_due, due = clocks.dues(work, received)
    complaint = Complaint(
        number=numbers.next(work, "complaint", received), received=received, state="received", reopened=0, handed_off=0,
        acknowledge_due=acknowledge_due, due=due,
    )  # fmt: skip
    _fill(work, complaint, form)
    complaint.call_id = form.call_id
    work.add(complaint)
    matters.begin(work, complaint)
    tie(work, complaint, form)
    own_fields.save(work, "complaint", complaint.id, form.own)
    if form.promise is not None:
        promise_answer(work, complaint, form)
    opinion_ties.became(work, form.opinion_id, "complaint", complaint.id)
    return complaint.id


@needs("complaint.read")
def form_of(work: Work, id: int) -> ComplaintForm:
    """A complaint as the form that puts it right, with the version seen."""
    record = work.get(Complaint, id)
    form = ComplaintForm(**{name: getattr(record, name) for name in _PLAIN}, version=record.version)
    form.unit_id, form.received = record.unit_id, record.received
    form.building_id = record.building_id if record.unit_id is None else None
    form.call_id = record.call_id
    if not may_see_concerned(work, record):
        form.concerned_id = None
    form.own = own_fields.of_record(work, "complaint", id)
    hanging = ties(work, id)
    for kind, values in hanging.aspects.items():
        setattr(form, ASPECTS[kind][0], values)
    form.people, form.orders = hanging.people, hanging.orders
    return form


@needs("complaint.write")
def change(work: Work, id: int, form: ComplaintForm) -> int:
    """Put a complaint right. Another moment of receipt moves the clocks that still run; it is handed over, but never
    to nobody."""
    record = held.complaint(work, id, form.version)
    owed = required.owed(work, record)
    # What an older system brought may name nobody; putting it right must not ask who it was.
    _check(work, form, named=record.person_id is not None or record.anonymous)
    if form.received is not None and form.received != record.received:
        record.received = form.received
        if not record.reopened:
            record.acknowledge_due, record.due = clocks.dues(work, form.received)
    form.responsible_id = form.responsible_id or record.responsible_id
    if record.responsible_id is not None and form.responsible_id != record.responsible_id:
        record.handed_off += 1
    _fill(work, record, form)
    tie(work, record, form)
    required.check(work, record, owed)
    own_fields.save(work, "complaint", id, form.own)
    if form.promise is not None:
        promise_answer(work, record, form)
    return id


@needs("complaint.write")
def archive(work: Work, id: int, seen: int | None = None) -> int:
    """Put a complaint away that should not have been entered; it can be restored."""
    work.archive(work.get(Complaint, id, seen=seen))
    return id


@needs("complaint.write")
def restore(work: Work, id: int) -> int:
    """Take an archived complaint back."""
    matters.come_back(work, work.get(Complaint, id))
    return id


def may_see_concerned(work: Work, record: Complaint) -> bool:
    """Whom a complaint is about is for those who work complaints, and for the one concerned."""
    return work.who.may("complaint.write") or record.concerned_id == work.who.staff_id


def promise_answer(work: Work, complaint: Complaint, form: Any) -> None:
    """Promise the person an answer by ``form.promise``, while one may still be given; raises Invalid(promise)."""
    if complaint.state not in OPEN:
        closed = Refusal(N_("{number} is closed. Take it up again first."), number=complaint.number)
        raise Invalid(promise=closed)
    promise = promises.PromiseForm(
        kind="answer", due=form.promise, text=complaint.subject, person_id=complaint.person_id,
        staff_id=complaint.responsible_id, call_id=complaint.call_id, complaint_id=complaint.id,
    )  # fmt: skip
    try:
        promises.give(work, promise)
    except Invalid as invalid:
        raise Invalid(promise=next(iter(invalid.fields.values()))) from None


def _check(work: Work, form: ComplaintForm, named: bool) -> None:
    check(form)
    wrong: dict[str, str | Refusal] = {}
    for gap in (GAP_SHOWN[each] for each in form.lacks if each in GAP_SHOWN):
        if not form.gap:
            form.gap = gap
        elif gap not in (form.gap, *form.gaps):
            form.gaps = (*form.gaps, gap)
    if not form.subject:
        form.subject = beginning(form.own_words)
    if not form.subject:
        wrong["own_words"] = N_("Write what was said, or a summary.")
    if form.anonymous and form.person_id is not None:
        wrong["anonymous"] = N_("Either a person or anonymous, not both.")
    if named and not form.anonymous and form.person_id is None:
        wrong["person_id"] = N_("Say who complains, or tick “Anonymous”.")
    if form.severity is not None and not 1 <= form.severity <= 5:
        wrong["severity"] = N_("From 1 (slight) to 5 (grave).")
    if form.received is not None and form.received > work.now + FUTURE:
        wrong["received"] = N_("This is still to come. Enter when it was received.")
    if wrong:
        raise Invalid(**wrong)


def _unit(work: Work, record: Complaint, id: int) -> Unit:
    found: Unit = work.get(Unit, id) if id == record.unit_id else still_here(work, Unit, "unit_id", id)
    return found


def _fill(work: Work, record: Complaint, form: ComplaintForm) -> None:
    # What it names already is there: only what is new is looked for.
    for table, name in ((Person, "person_id"), (Category, "category_id"), (Call, "call_id")):
        id = getattr(form, name)
        if id not in (None, getattr(record, name)):
            still_here(work, table, name, id) if table is Person else work.get(table, id)
    for name in _PLAIN:
        value = getattr(form, name)
        if getattr(record, name) != value:  # what is set to what it was is looked at in the flush
            setattr(record, name, value)
    building = form.building_id
    if form.unit_id is not None:
        same = form.unit_id == record.unit_id and record.building_id is not None
        building = record.building_id if same else _unit(work, record, form.unit_id).building_id
    elif building not in (None, record.building_id):
        work.get(Building, building)
    record.unit_id, record.building_id = form.unit_id, building
