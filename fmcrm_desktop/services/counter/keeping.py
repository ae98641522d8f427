"""Visits at the counter: arrived, called, done or gone without being served; each step one key at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.channel import VISIT_KINDS, CounterVisit
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.counter.listing import turns
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.store import numbers
from fmcrm_desktop.store.work import Work

FUTURE = timedelta(minutes=5)
"""A desk's clock may be that much ahead."""
RATINGS = {"": N_("Not asked"), **{str(n): str(n) for n in range(1, 6)}}
_WHO, _WHEN, _WHAT = N_("Visitor"), N_("When"), N_("What it was about")
_TIED: dict[str, type[Any]] = {
    "person_id": Person, "unit_id": Unit, "staff_id": Staff, "order_id": WorkOrder, "complaint_id": Complaint,
}  # fmt: skip
_PLAIN = ("name", "kind", "topic", "answer", "served", "finished", "went", *_TIED)


@dataclass
class VisitForm:
    """A visit as it is written down; ``arrived`` None is now."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", group=_WHO)] = None
    name: Annotated[str, Field(N_("Name"), longest=120, group=_WHO, hint=N_("Of somebody not kept here"))] = (
        ""
    )
    unit_id: Annotated[int | None, Field(N_("Unit"), pick="unit", group=_WHO)] = None
    kind: Annotated[str, Field(N_("Kind"), choices=VISIT_KINDS, required=True, group=_WHAT)] = "enquiry"
    topic: Annotated[str, Field(N_("What the visitor said"), longest=2000, lines=3, group=_WHAT)] = ""
    answer: Annotated[str, Field(N_("What we answered"), longest=2000, lines=3, group=_WHAT)] = ""
    order_id: Annotated[int | None, Field(N_("Work order"), pick="order", group=_WHAT)] = None
    complaint_id: Annotated[int | None, Field(N_("Complaint"), pick="complaint", group=_WHAT)] = None
    rating: Annotated[str, Field(N_("Rating by the visitor"), choices=RATINGS, group=_WHAT)] = ""
    staff_id: Annotated[int | None, Field(N_("Served by"), pick="staff", group=_WHEN)] = None
    arrived: Annotated[datetime | None, Field(N_("Came at"), hint=N_("Empty: now"), group=_WHEN)] = None
    served: Annotated[datetime | None, Field(N_("Served from"), group=_WHEN)] = None
    finished: Annotated[datetime | None, Field(N_("Finished"), group=_WHEN)] = None
    went: Annotated[bool, Field(N_("Left without being served"), group=_WHEN)] = False
    version: int | None = None


@dataclass
class HandOnForm:
    """To whom a visitor is handed on."""

    staff_id: Annotated[int | None, Field(N_("Colleague"), pick="staff", required=True)] = None
    version: int | None = None


@needs("call.read")
def draft(work: Work, given: Mapping[str, Any]) -> VisitForm:
    """A form filled from what is known."""
    form = VisitForm()
    for name, value in given.items():
        field = name if name in VisitForm.__dataclass_fields__ else f"{name}_id"
        if field in VisitForm.__dataclass_fields__:
            setattr(form, field, value)
    return form


@needs("call.write")
def arrive(work: Work) -> int:
    """Somebody has come and waits; who and what for is written down when there is time."""
    return _keep(work, VisitForm())


@needs("call.write")
def add(work: Work, form: VisitForm) -> int:
    """Write down a visit, whole or as it stands."""
    return _keep(work, form)


@needs("call.write")
def call_next(work: Work) -> int:
    """Serve whose turn it is; two desks never call the same. Raises Refusal when nobody waits."""
    it = CounterVisit
    waiting = (
        select(it)
        .where(it.archived.is_(None), it.finished.is_(None), it.served.is_(None))
        .order_by(*turns(work))
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    found = next(iter(work.records(waiting)), None)
    if found is None:
        raise Refusal(N_("Nobody is waiting."))
    found.served, found.staff_id = work.now, work.who.staff_id
    return found.id


@needs("call.write")
def serve(work: Work, id: int, seen: int | None = None) -> int:
    """Serve this one, out of turn."""
    it = _open(work, id, seen)
    if it.served is None:
        it.served = work.now
    it.staff_id = work.who.staff_id
    return id


@needs("call.write")
def finish(work: Work, id: int, seen: int | None = None) -> int:
    """Done; who was never called was served from the moment of arrival on."""
    it = _open(work, id, seen)
    if it.served is None:
        it.served = it.arrived
        it.staff_id = work.who.staff_id
    it.finished = work.now
    return id


@needs("call.write")
def leave(work: Work, id: int, seen: int | None = None) -> int:
    """Gone without being served."""
    it = _open(work, id, seen)
    if it.served is not None:
        raise Refusal(N_("This visitor is being served already."))
    it.went, it.finished = True, work.now
    return id


@needs("call.write")
def hand_on(work: Work, id: int, form: HandOnForm) -> int:
    """To a colleague; it is counted, for nobody likes to be sent from desk to desk."""
    check(form)
    it = _open(work, id, form.version)
    assert form.staff_id is not None
    work.get(Staff, form.staff_id)
    if form.staff_id == it.staff_id:
        raise Invalid(staff_id=N_("It is with this person already."))
    it.staff_id = form.staff_id
    it.handed_off += 1
    return id


@needs("call.read")
def form_of(work: Work, id: int) -> VisitForm:
    """The form as it stands, with the version seen."""
    it = work.get(CounterVisit, id)
    said = {name: getattr(it, name) for name in (*_PLAIN, "arrived", "version")}
    return VisitForm(**said, rating=str(it.rating or ""))


@needs("call.write")
def change(work: Work, id: int, form: VisitForm) -> int:
    """Put a visit right."""
    it = work.get(CounterVisit, id, seen=form.version)
    it.arrived = _checked(work, form, form.arrived or it.arrived)
    _fill(it, form)
    return id


@needs("call.write")
def archive(work: Work, id: int) -> int:
    """Put away what should not have been entered."""
    work.archive(work.get(CounterVisit, id))
    return id


@needs("call.write")
def restore(work: Work, id: int) -> int:
    """Take an archived visit back."""
    work.restore(work.get(CounterVisit, id))
    return id


@needs("call.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put several away."""
    return together.each(work, CounterVisit, ids, lambda it: together.archive(work, it), _called)


@needs("call.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take several back."""
    return together.each(work, CounterVisit, ids, lambda it: together.restore(work, it), _called)


def _called(it: CounterVisit) -> str:
    return f"{it.ticket} {it.name}".strip()


def _open(work: Work, id: int, seen: int | None) -> CounterVisit:
    it = work.get(CounterVisit, id, seen=seen)
    if it.finished is not None:
        raise Refusal(N_("This visit is over."))
    return it


def _keep(work: Work, form: VisitForm) -> int:
    arrived = _checked(work, form, form.arrived or work.now)
    local = arrived.astimezone(work.zone)
    ticket = numbers.take(work, "counter", f"{local:%y%m%d}")
    it = CounterVisit(ticket=ticket, arrived=arrived)
    _fill(it, form)
    return work.add(it).id


def _checked(work: Work, form: VisitForm, arrived: datetime) -> datetime:
    check(form)
    wrong: dict[str, str | Refusal] = {}
    if arrived > work.now + FUTURE:
        wrong["arrived"] = N_("This is still to come. Enter when the visitor came.")
    if form.served is not None and form.served < arrived:
        wrong["served"] = N_("Nobody is served before arriving.")
    if form.finished is not None and form.finished < (form.served or arrived):
        wrong["finished"] = N_("The end must not be before the start.")
    if form.went and form.served is not None:
        wrong["went"] = N_("Either served or left without being served, not both.")
    if form.went and form.finished is None:
        wrong["finished"] = N_("Say when the visitor left.")
    if wrong:
        raise Invalid(**wrong)
    for name, table in _TIED.items():
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))
    return arrived


def _fill(it: CounterVisit, form: VisitForm) -> None:
    for name in _PLAIN:
        setattr(it, name, getattr(form, name))
    it.rating = int(form.rating) if form.rating else None
