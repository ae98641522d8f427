"""Promises to customers: given, kept, dropped; whether one is kept, late or broken is computed, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Annotated, Any

from sqlalchemy import Select, bindparam, select

from fmcrm_desktop.model.call import PROMISE_KINDS, Promise
from fmcrm_desktop.model.field import Field, check, tidy
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

STATES = {
    "open": N_("Outstanding"),
    "overdue": N_("Overdue"),
    "kept": N_("Kept"),
    "late": N_("Kept late"),
    "dropped": N_("Taken back"),
}


@dataclass
class PromiseForm:
    """A time given to a customer, and what for."""

    kind: Annotated[str, Field(N_("Promised"), choices=PROMISE_KINDS, required=True)] = "call_back"
    due: Annotated[datetime | None, Field(N_("Until"), required=True, until=True)] = None
    text: Annotated[str, Field(N_("What for"), longest=300)] = ""
    person_id: Annotated[int | None, Field(N_("Person"), pick="person")] = None
    staff_id: Annotated[int | None, Field(N_("Kept by"), pick="staff")] = None
    remind: Annotated[datetime | None, Field(N_("Remind me at"))] = None
    call_id: int | None = None
    order_id: int | None = None
    complaint_id: int | None = None


@dataclass
class DropForm:
    """Why a promise is taken back."""

    why: Annotated[str, Field(N_("Why"), longest=300, required=True)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PromiseRow:
    """A promise in a list; ``state`` is a key of STATES at the moment of asking."""

    id: int
    version: int
    kind: str
    due: datetime
    text: str
    person_id: int | None
    name: str
    other_name: str
    staff: str
    call_id: int | None
    order_id: int | None
    complaint_id: int | None
    made: datetime
    kept: datetime | None
    state: str


def state(due: datetime, kept: datetime | None, dropped: datetime | None, now: datetime) -> str:
    """open until it is due, overdue (broken, unless still kept late) after; kept, late or dropped once settled."""
    if kept is not None:
        return "kept" if kept <= due else "late"
    if dropped is not None:
        return "dropped"
    return "open" if now <= due else "overdue"


@needs("call.write")
def give(work: Work, form: PromiseForm) -> int:
    """Promise something; whoever promises keeps it, unless the form names another."""
    check(form)
    assert form.due is not None
    if form.due <= work.now:
        raise Invalid(due=N_("A promise is for a time to come."))
    made = Promise(
        kind=form.kind, due=form.due, text=form.text, person_id=form.person_id, made=work.now,
        staff_id=form.staff_id or work.who.staff_id, call_id=form.call_id, order_id=form.order_id,
        complaint_id=form.complaint_id, remind=form.remind,
    )  # fmt: skip
    return work.add(made).id


@needs("call.write")
def keep(work: Work, id: int, seen: int | None = None) -> int:
    """Note that it was kept, now."""
    record = work.get(Promise, id, seen=seen)
    _still_open(record)
    record.kept = work.now
    return id


@needs("call.write")
def drop(work: Work, id: int, form: DropForm) -> int:
    """Take a promise back with the reason; it counts neither as kept nor as broken."""
    check(form)
    record = work.get(Promise, id, seen=form.version)
    _still_open(record)
    record.dropped, record.why = work.now, tidy(form.why)
    return id


@needs("call.read")
def of_person(work: Work, person: int, settled: bool = True, limit: int = 20) -> list[PromiseRow]:
    """A person's promises: the open ones by what is due first, then the settled, newest first."""
    columns = _columns().where(Promise.person_id == person, Promise.archived.is_(None))
    if not settled:
        columns = columns.where(Promise.kept.is_(None), Promise.dropped.is_(None))
    found = _rows(work, columns.order_by(Promise.due.desc(), Promise.id.desc()).limit(limit))
    waiting = [row for row in found if row.state in ("open", "overdue")]
    return [*reversed(waiting), *(row for row in found if row not in waiting)]


@needs("call.read")
def of_complaint(work: Work, complaint: int) -> list[PromiseRow]:
    """The promises given about a complaint, by what is due first."""
    return _rows(work, _of_complaint(), complaint=complaint)


@cache
def _of_complaint() -> Select[Any]:
    """Built once: building it takes longer than its answer."""
    chosen = _columns().where(Promise.complaint_id == bindparam("complaint"), Promise.archived.is_(None))
    return chosen.order_by(Promise.due, Promise.id)


def _still_open(record: Promise) -> None:
    if record.kept is not None or record.dropped is not None or record.archived is not None:
        raise Refusal(N_("This promise is settled already."))


def _columns() -> Select[Any]:
    columns: list[Any] = [
        Promise.id, Promise.version, Promise.kind, Promise.due, Promise.text, Promise.person_id, Person.name,
        Person.other_name, Staff.name, Promise.call_id, Promise.order_id, Promise.complaint_id, Promise.made,
        Promise.kept, Promise.dropped,
    ]  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Person, Person.id == Promise.person_id)
        .outerjoin(Staff, Staff.id == Promise.staff_id)
    )


def _rows(work: Work, columns: Select[Any], **values: Any) -> list[PromiseRow]:
    found = []
    for row in work.rows(columns, **values):
        id, version, kind, due, text, person, name, other, staff, *ties, made, kept, dropped = row
        call, order, complaint = ties
        found.append(
            PromiseRow(
                id, version, kind, due, text, person, name or "", other or "", staff or "", call, order, complaint,
                made, kept, state(due, kept, dropped, work.now),
            )
        )  # fmt: skip
    return found
