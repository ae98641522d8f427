"""One timeline of everything with a person or at a unit: calls, requests, visits, complaints, events, notes, ties."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, Select, and_, bindparam, func, literal, or_, select, union_all

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.improvement import Commendation, Suggestion
from fmcrm_desktop.model.issued_document import IssuedDocument
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.matter import Attachment, Note
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import promises
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.timeline_parts import (
    Kept,
    agreements,
    columns,
    counter,
    days,
    group,
    handbooks,
    leads,
    post,
    spans,
)
from fmcrm_desktop.store.work import Work

KINDS = {
    "call": N_("Calls"),
    "order": N_("Work orders"),
    "complaint": N_("Complaints"),
    "visit": N_("Visits"),
    "event": N_("Calendar"),
    "note": N_("Notes"),
    "document": N_("Documents"),
    "promise": N_("Promises"),
    "tie": N_("Units"),
    "letter": N_("Letters"),
    "issued": N_("Contracts and documents"),
    "agreement": N_("Agreements"),
    "lead": N_("Prospects"),
    "commendation": N_("Praise"),
    "suggestion": N_("Suggestions"),
    "counter": N_("Counter"),
    "post": N_("Post in and out"),
    "group": N_("Group messages"),
    "handbook": N_("Handbook"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened, or will. ``id`` is the record's, ``order_id`` a visit's or promise's order, ``call_id``
    a promise's call. ``state`` is the state, a call's outcome, an event's kind or a tie's role; ``more`` a call's
    direction, a document's kind, a handbook's edition, or begin and end of a tie or agreement; ``staff`` a name on
    each line; ``day`` is set where there is no time."""

    kind: str
    id: int
    moment: datetime
    title: str
    number: str = ""
    state: str = ""
    more: str = ""
    staff: str = ""
    seconds: int | None = None
    order_id: int | None = None
    call_id: int | None = None
    day: date | None = None


Mark = tuple[datetime, str, int]
"""Where a part of a timeline ended: moment, kind and id of its last entry."""


def mark(entry: Entry) -> Mark:
    """From where the next part goes on."""
    return entry.moment, entry.kind, entry.id


@needs("person.read")
def person(
    work: Work, id: int, kinds: Sequence[str] = (), limit: int = 100, after: Mark | None = None
) -> tuple[Entry, ...]:
    """What was with a person, newest first, ``limit`` at a time; ``kinds`` narrows to some of KINDS, ``after`` goes
    on where the last part ended."""
    return _timeline(work, "person", id, Part(kinds, limit, after))


@needs("person.read")
def unit(
    work: Work, id: int, kinds: Sequence[str] = (), limit: int = 100, after: Mark | None = None
) -> tuple[Entry, ...]:
    """What was at a unit, newest first."""
    return _timeline(work, "unit", id, Part(kinds, limit, after))


@needs("person.read")
def present(work: Work, subject: str, id: int) -> tuple[str, ...]:
    """Which of KINDS a person or unit has anything of; asked in one statement, each kind by its index alone."""
    found = {row[0] for row in work.rows(_kinds(subject), whose=id)}
    return tuple(kind for kind in KINDS if kind in found)


# Statements are built once and asked with values: building one of so many parts takes longer than its answer.


@cache
def _kinds(subject: str) -> Any:
    parts = [*_timed(subject).items(), *_days(subject).items()]
    return union_all(*(select(literal(kind)).where(part.exists()) for kind, part in parts))


@needs("person.read")
def opening(
    work: Work, subject: str, id: int, kinds: Sequence[str] = (), limit: int = 100
) -> tuple[tuple[str, ...], tuple[Entry, ...]]:
    """Which kinds there are, and the newest: what a page begins with."""
    return present(work, subject, id), _timeline(work, subject, id, Part(kinds, limit))


@dataclass(frozen=True)
class Part:
    """Which part of a timeline is wanted."""

    kinds: Sequence[str] = ()
    limit: int = 100
    after: Mark | None = None

    def values(self, id: int) -> dict[str, Any]:
        when, _kind, least = self.after or (None, "", 0)
        found = {"whose": id, "many": self.limit}
        return found if self.after is None else found | {"when": when, "least": least}


@cache
def _moments(subject: str, kinds: tuple[str, ...], last: str | None) -> Any:
    """What has a moment, newest first, going on after an entry of the kind ``last``; None when nothing is wanted."""
    parts = [_narrowed(kind, each, last) for kind, each in _timed(subject).items() if kind in kinds]
    if not parts:
        return None
    every = union_all(*parts).subquery()
    newest = (every.c.moment.desc(), every.c.kind.desc(), every.c.id.desc())
    return select(every).order_by(*newest).limit(bindparam("many", type_=Integer))


def _narrowed(kind: str, statement: Select[Any], last: str | None) -> Any:
    """The newest of one kind that are wanted, so that a long life is never sorted whole."""
    at = statement.selected_columns
    moment, id = at["moment"], at["id"]
    if last is not None:
        when, least = bindparam("when", type_=Moment()), bindparam("least", type_=Integer)
        same = [moment == when, id < least] if kind == last else [moment == when] if kind < last else []
        statement = statement.where(or_(moment < when, and_(*same)) if same else moment < when)
    newest = statement.order_by(moment.desc(), id.desc()).limit(bindparam("many", type_=Integer))
    return select(newest.subquery())


@cache
def _dates(subject: str, kinds: tuple[str, ...]) -> Any:
    parts = [each for kind, each in _days(subject).items() if kind in kinds]
    return union_all(*parts) if parts else None


def _timed(subject: str) -> dict[str, Select[Any]]:
    """What has a moment, by kind."""
    id = bindparam("whose", type_=Integer)
    column = f"{subject}_id"
    parts = {
        "call": _calls(column, id), "order": _orders(column, id), "complaint": _complaints(column, id),
        "visit": _visits(column, id), "note": _notes(subject, id), "document": _documents(subject, id),
        "letter": _letters(column, id), "issued": _issued(column, id),
        "event": _events(column, id),
        "commendation": _said("commendation", Commendation, Commendation.staff_id, column, id),
        "suggestion": _said("suggestion", Suggestion, Suggestion.responsible_id, column, id),
        "counter": counter(column, id), "post": post(column, id), "lead": leads(subject, id),
    }  # fmt: skip
    if subject == "person":
        parts |= {"promise": _promises(id), "group": group(id), "handbook": handbooks(id)}
    return parts


def _days(subject: str) -> dict[str, Select[Any]]:
    """What may have only a day, by kind."""
    id = bindparam("whose", type_=Integer)
    return {
        "event": _whole_days(f"{subject}_id", id), "tie": _ties(f"{subject}_id", id),
        "agreement": agreements(subject, id),
    }  # fmt: skip


def _timeline(work: Work, subject: str, id: int, part: Part) -> tuple[Entry, ...]:
    """Two statements at most: what has a moment, and what may have only a day."""
    kinds = tuple(part.kinds or KINDS)
    found: list[Entry] = []
    timed = _moments(subject, kinds, part.after[1] if part.after else None)
    if timed is not None:
        found += [_entry(work, row) for row in work.rows(timed, **part.values(id))]
    dated = _dates(subject, kinds)
    if dated is not None:
        found += [each for row in work.rows(dated, whose=id) for each in _dated(work, row)]
    found.sort(key=mark, reverse=True)
    if part.after is not None:
        found = [each for each in found if mark(each) < part.after]
    return tuple(found[: part.limit])


def _entry(work: Work, row: Any) -> Entry:
    kind, id, moment, title, number, state, more, staff, seconds, order, call, due, kept, dropped = row
    if kind == "promise":
        state = promises.state(due, kept, dropped, work.now)
    return Entry(kind, id, moment, title or "", number, state, more, staff or "", seconds, order, call)


def _calls(column: str, id: Any) -> Select[Any]:
    title = func.coalesce(func.nullif(Call.topic, ""), Call.notes)
    chosen = columns(
        "call", Call.id, Call.started, title, state=Call.outcome, more=Call.direction, staff=Staff.name,
        seconds=Call.seconds,
    )  # fmt: skip
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == Call.staff_id)
        .where(getattr(Call, column) == id, Call.archived.is_(None))
    )


def _orders(column: str, id: Any) -> Select[Any]:
    chosen = columns(
        "order", WorkOrder.id, WorkOrder.received, WorkOrder.summary, number=WorkOrder.number,
        state=WorkOrder.state, staff=Staff.name,
    )  # fmt: skip
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(getattr(WorkOrder, column) == id, WorkOrder.archived.is_(None))
    )


def _complaints(column: str, id: Any) -> Select[Any]:
    chosen = columns(
        "complaint", Complaint.id, Complaint.received, Complaint.subject, number=Complaint.number,
        state=Complaint.state, staff=Staff.name,
    )  # fmt: skip
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(getattr(Complaint, column) == id, Complaint.archived.is_(None))
    )


def _said(kind: str, table: Any, whose: Any, column: str, id: Any) -> Select[Any]:
    """Praise and suggestions, in their own words; of praise the staff praised."""
    state = getattr(table, "state", literal(""))
    chosen = columns(
        kind, table.id, table.received, table.own_words, number=table.number, state=state, staff=Staff.name
    )
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == whose)
        .where(getattr(table, column) == id, table.archived.is_(None))
    )


def _visits(column: str, id: Any) -> Select[Any]:
    staff = (
        select(func.aggregate_strings(Staff.name, "\n"))
        .join(VisitStaff, VisitStaff.staff_id == Staff.id)
        .where(VisitStaff.visit_id == Visit.id)
        .scalar_subquery()
    )
    chosen = columns(
        "visit", Visit.id, func.coalesce(Visit.arrived, Visit.planned_from),
        func.coalesce(func.nullif(Visit.result, ""), WorkOrder.summary), number=WorkOrder.number,
        state=WorkOrder.state, staff=staff, order=WorkOrder.id,
    )  # fmt: skip
    return (
        select(*chosen)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(getattr(WorkOrder, column) == id, Visit.archived.is_(None), WorkOrder.archived.is_(None))
    )


def _letters(column: str, id: Any) -> Select[Any]:
    chosen = columns("letter", Letter.id, Letter.made, Letter.subject, number=Letter.number, staff=Staff.name)
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == Letter.staff_id)
        .where(getattr(Letter, column) == id, Letter.archived.is_(None))
    )


def _issued(column: str, id: Any) -> Select[Any]:
    it = IssuedDocument
    title = func.coalesce(func.nullif(it.title, ""), it.other_title)
    chosen = columns(
        "issued", it.id, it.made, title, number=it.number, state=it.state, more=it.kind, staff=Staff.name
    )
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == it.staff_id)
        .where(getattr(it, column) == id, it.archived.is_(None))
    )


def _promises(id: Any) -> Select[Any]:
    chosen = columns(
        "promise", Promise.id, Promise.made, Promise.text, more=Promise.kind, staff=Staff.name,
        order=Promise.order_id, call=Promise.call_id, due=Promise.due, kept=Promise.kept, dropped=Promise.dropped,
    )  # fmt: skip
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == Promise.staff_id)
        .where(Promise.person_id == id, Promise.archived.is_(None))
    )


def _notes(subject: str, id: Any) -> Select[Any]:
    chosen = columns("note", Note.id, Note.moment, Note.text, staff=Staff.name)
    return (
        select(*chosen)
        .outerjoin(Staff, Staff.id == Note.staff_id)
        .where(Note.subject == subject, Note.subject_id == id, Note.archived.is_(None))
    )


def _documents(subject: str, id: Any) -> Select[Any]:
    return select(*columns("document", Attachment.id, Attachment.added, Attachment.name)).where(
        Attachment.subject == subject, Attachment.subject_id == id, Attachment.archived.is_(None)
    )


def _events(column: str, id: Any) -> Select[Any]:
    return select(*columns("event", Event.id, Event.starts, Event.title, state=Event.kind)).where(
        getattr(Event, column) == id, Event.archived.is_(None), Event.starts.is_not(None)
    )


def _whole_days(column: str, id: Any) -> Select[Any]:
    """Events without a time of day: few, and the day's beginning is told by the office's clock."""
    return select(*days("event", Event.id, Event.title, Event.kind, Event.from_day, Event.until_day)).where(
        getattr(Event, column) == id, Event.archived.is_(None), Event.starts.is_(None)
    )


def _ties(column: str, id: Any) -> Select[Any]:
    other = Unit.label if column == "person_id" else Person.name
    return (
        select(*days("tie", Relation.id, other, Relation.role, Relation.from_day, Relation.until_day))
        .join(Person, Person.id == Relation.person_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(getattr(Relation, column) == id, Relation.archived.is_(None))
    )


def _dated(work: Work, row: Any) -> list[Entry]:
    """An event once; a tie or an agreement where it begins and where it ended, as far as the days are known."""
    kind, id, title, state, first, last, number, renewal = row
    state, found = spans(kind, Kept(state, first, last, renewal), work.now.astimezone(work.zone))
    return [
        Entry(kind, id, day_start(day, work.zone), title, number, state=state, more=more, day=day)
        for day, more in found
    ]
