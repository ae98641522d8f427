"""Reports about appointments and other entries of the calendar, calls, promises, and all activities together."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, func, literal, select, union_all
from sqlalchemy.orm import aliased

from fmcrm_desktop.model import call, event
from fmcrm_desktop.model.call import Call, CallTopic, Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.letter import Letter
from fmcrm_desktop.model.own_report import CHOICE, DAY, MOMENT, NAMED, NUMBER, TEXT
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.own_reports.clock import day_of
from fmcrm_desktop.services.own_reports.declared import Column, Scope, Subject, minutes
from fmcrm_desktop.services.own_reports.subjects.parts import PLACES, UNIT, UNIT_JOINS, person, staff

_E, _there = Event, aliased(Staff)
_theirs = (
    select(func.aggregate_strings(_there.name, ", "))
    .join(EventStaff, EventStaff.staff_id == _there.id)
    .where(EventStaff.event_id == _E.id)
    .correlate(_E)
)


def _unit(column: Any) -> tuple[tuple[Any, Any], ...]:
    return ((Unit, Unit.id == column), *UNIT_JOINS)


APPOINTMENTS = Subject(
    "appointments",
    N_("Appointments and calendar"),
    "calendar.read",
    _E,
    _E.id,
    (
        Column("kind", N_("Kind"), CHOICE, _E.kind, event.KINDS),
        Column("title", N_("Title"), TEXT, _E.title),
        Column("day", N_("Date"), DAY, lambda scope: func.coalesce(day_of(scope, _E.starts), _E.from_day)),
        Column("starts", N_("Starts"), MOMENT, _E.starts),
        Column("ends", N_("Ends"), MOMENT, _E.ends),
        minutes("lasts", N_("Lasts"), _E.starts, _E.ends),
        Column("until_day", N_("Until"), DAY, _E.until_day),
        Column("place", N_("Place"), TEXT, _E.place),
        person(),
        UNIT,
        *PLACES,
        Column("who", N_("Staff"), TEXT, _theirs.scalar_subquery()),
        staff("by", N_("Entered by")),
        Column("done", N_("Done on"), MOMENT, _E.done),
        Column("rule", N_("Repeat rule"), TEXT, _E.rule),
        Column("notes", N_("Notes"), TEXT, _E.notes),
    ),
    ((Person, Person.id == _E.person_id), *_unit(_E.unit_id), (Staff, Staff.id == _E.by_id)),
    (_E.archived.is_(None),),
    opens="event",
    record=_E.id,
    starts=("day", "starts", "kind", "title", "person", "who"),
)

_C = Call
CALLS = Subject(
    "calls",
    N_("Calls"),
    "call.read",
    _C,
    _C.id,
    (
        Column("started", N_("Started"), MOMENT, _C.started),
        Column("direction", N_("Direction"), CHOICE, _C.direction, call.DIRECTIONS),
        Column("outcome", N_("Outcome"), CHOICE, _C.outcome, call.OUTCOMES),
        Column("number", N_("Telephone"), TEXT, _C.number),
        person(),
        UNIT,
        *PLACES,
        Column("kind", N_("Call topic"), NAMED, CallTopic.name, other=CallTopic.other_name, same=CallTopic.id),
        Column("topic", N_("Topic"), TEXT, _C.topic),
        staff("staff", N_("Taken by")),
        Column("seconds", N_("Seconds"), NUMBER, _C.seconds),
        Column("notes", N_("Notes"), TEXT, _C.notes),
    ),
    (
        (Person, Person.id == _C.person_id), *_unit(_C.unit_id), (Staff, Staff.id == _C.staff_id),
        (CallTopic, CallTopic.id == _C.topic_id),
    ),
    (_C.archived.is_(None),),
    opens="call",
    record=_C.id,
    starts=("started", "direction", "person", "kind", "outcome", "staff"),
)  # fmt: skip

_P = Promise
_STANDINGS = {
    "open": N_("Not due yet"), "kept": N_("Kept"), "late": N_("Kept late"), "broken": N_("Broken"),
    "dropped": N_("Dropped"),
}  # fmt: skip


def _standing(scope: Scope) -> Any:
    return case(
        (_P.dropped.is_not(None), "dropped"), (and_(_P.kept.is_not(None), _P.kept > _P.due), "late"),
        (_P.kept.is_not(None), "kept"), (_P.due < scope.now, "broken"), else_="open",
    )  # fmt: skip


PROMISES = Subject(
    "promises",
    N_("Promises"),
    "call.read",
    _P,
    _P.id,
    (
        Column("kind", N_("Kind"), CHOICE, _P.kind, call.PROMISE_KINDS),
        Column("text", N_("What was promised"), TEXT, _P.text),
        Column("standing", N_("State"), CHOICE, _standing, _STANDINGS),
        person(),
        staff("staff", N_("Staff")),
        Column("made", N_("Given"), MOMENT, _P.made),
        Column("due", N_("Due"), MOMENT, _P.due),
        Column("kept", N_("Kept at"), MOMENT, _P.kept),
        Column("order", N_("Work order"), TEXT, WorkOrder.number),
        Column("complaint", N_("Complaint"), TEXT, Complaint.number),
        Column("why", N_("Why"), TEXT, _P.why),
    ),
    (
        (Person, Person.id == _P.person_id), (Staff, Staff.id == _P.staff_id),
        (WorkOrder, WorkOrder.id == _P.order_id), (Complaint, Complaint.id == _P.complaint_id),
    ),
    (_P.archived.is_(None),),
    opens="person",
    record=_P.person_id,
    starts=("due", "kind", "person", "text", "standing", "staff"),
)  # fmt: skip

ACTIVITY_KINDS = {
    "call": N_("Call"), "order": N_("Work order"), "visit": N_("Visit"), "complaint": N_("Complaint"),
    "event": N_("Calendar entry"), "letter": N_("Letter"),
}  # fmt: skip
_V, _O, _M, _L = Visit, WorkOrder, Complaint, Letter
_KEYS = {kind: at for at, kind in enumerate(ACTIVITY_KINDS)}


def _one(kind: str, table: Any, record: Any, *columns: Any) -> Any:
    """The activities of one table: id, kind, record, moment, text, person, unit, staff."""
    names = ("moment", "text", "person_id", "unit_id", "staff_id")
    said = [column.label(name) for column, name in zip(columns, names, strict=True)]
    own = (table.id * len(_KEYS) + _KEYS[kind]).label("id")
    return select(own, literal(kind).label("kind"), record.label("record"), *said).where(
        table.archived.is_(None)
    )


_unknown = case((_M.anonymous, None), else_=_M.person_id)
_both = union_all(
    _one("call", _C, _C.id, _C.started, _C.topic, _C.person_id, _C.unit_id, _C.staff_id),
    _one("order", _O, _O.id, _O.received, _O.summary, _O.person_id, _O.unit_id, _O.staff_id),
    _one("visit", _V, _V.order_id, _V.planned_from, _O.summary, _O.person_id, _O.unit_id, VisitStaff.staff_id)
    .join(_O, _O.id == _V.order_id)
    .outerjoin(VisitStaff, VisitStaff.visit_id == _V.id),
    _one("complaint", _M, _M.id, _M.received, _M.subject, _unknown, _M.unit_id, _M.responsible_id),
    _one("event", _E, _E.id, _E.starts, _E.title, _E.person_id, _E.unit_id, EventStaff.staff_id)
    .outerjoin(EventStaff, EventStaff.event_id == _E.id)
    .where(_E.starts.is_not(None)),
    _one("letter", _L, _L.id, _L.made, _L.subject, _L.person_id, _L.unit_id, _L.staff_id),
).subquery("activity")
_a = _both.c

ACTIVITIES = Subject(
    "activities",
    N_("Activities"),
    "person.read",
    _both,
    _a.id,
    (
        Column("moment", N_("When"), MOMENT, _a.moment),
        Column("kind", N_("Kind"), CHOICE, _a.kind, ACTIVITY_KINDS),
        Column("text", N_("Text"), TEXT, _a.text),
        person(),
        UNIT,
        *PLACES,
        staff("staff", N_("Staff")),
    ),
    ((Person, Person.id == _a.person_id), *_unit(_a.unit_id), (Staff, Staff.id == _a.staff_id)),
    opens="person",
    record=_a.person_id,
    starts=("moment", "kind", "text", "person", "staff"),
)
