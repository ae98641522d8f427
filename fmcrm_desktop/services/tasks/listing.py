"""The lists of tasks and memos: one's own, those given to others, everybody's; what is due first stands first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, literal_column, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

STATES = {
    "overdue": N_("Overdue"),
    "today": N_("Due today"),
    "open": N_("To do"),
    "done": N_("Completed"),
}
SHOWN = 40
"""So many tasks a day's card and paper take; the list has all."""


@dataclass(frozen=True, slots=True)
class TaskRow:
    """A task or memo in a list; ``state`` is a key of STATES at the moment of asking. It is due at ``starts``, or
    on ``day``, or whenever."""

    id: int
    version: int
    kind: str
    title: str
    day: date | None
    starts: datetime | None
    done: datetime | None
    state: str
    repeats: bool
    notes: str
    remind_before: int | None
    who: str
    by: str
    person_id: int | None
    person: str
    unit_id: int | None
    unit: str
    order_id: int | None
    order: str
    complaint_id: int | None
    complaint: str
    call_id: int | None
    archived: bool

    @property
    def due(self) -> datetime | date | None:
        return self.starts or self.day

    @property
    def about(self) -> str:
        return " · ".join(part for part in (self.order, self.complaint, self.unit, self.person) if part)


@needs("calendar.read")
def page_mine(work: Work, query: Query) -> Page[TaskRow]:
    """The tasks of whoever asks; filter "state"; sorts by due or title."""
    return _page(work, query, "task", *_mine(work))


@needs("calendar.read")
def page_given(work: Work, query: Query) -> Page[TaskRow]:
    """What whoever asks has given to others; filters "state" and "staff"."""
    me = work.who.staff_id
    return _page(work, query, "task", Event.by_id == me, _tied(EventStaff.staff_id != me))


@needs("calendar.read")
def page_all(work: Work, query: Query) -> Page[TaskRow]:
    """Everybody's tasks; filters "state" and "staff"."""
    return _page(work, query, "task")


@needs("calendar.read")
def page_memos(work: Work, query: Query) -> Page[TaskRow]:
    """One's own memos, the newest first; sorts by due or title."""
    me = work.who.staff_id
    return _page(work, query, "memo", *([Event.by_id == me] if me is not None else []))


@needs("calendar.read")
def rows(work: Work, ids: Sequence[int]) -> list[TaskRow]:
    """The rows of these tasks and memos, in this order."""
    found = [_row(row, work) for row in work.rows(_columns().where(Event.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("calendar.read")
def of_day(work: Work, day: date | None = None, staff: int | None = None) -> tuple[TaskRow, ...]:
    """The open tasks of whoever asks, or of another, that are due by the end of a day (today), overdue ones first."""
    end = (day or work.now.astimezone(work.zone).date()) + timedelta(1)
    due = or_(Event.until_day < end, Event.starts < day_start(end, work.zone))
    columns = _columns().where(
        _KINDS["task"], Event.done.is_(None), Event.archived.is_(None), due, *_mine(work, staff)
    )
    found = [_row(row, work) for row in work.rows(columns.order_by(_DUE, Event.id).limit(SHOWN))]
    return tuple(found)


_KINDS = {kind: Event.kind == literal_column(f"'{kind}'") for kind in ("task", "memo")}
"""Written out in the statement, so that the index of open tasks is used."""
_DUE = func.coalesce(Event.until_day, Event.starts)
"""By the day, then by the time: SQLite keeps both as text, PostgreSQL makes a moment of a day."""


def _tied(which: ColumnElement[bool]) -> ColumnElement[bool]:
    return Event.id.in_(select(EventStaff.event_id).where(which))


def _mine(work: Work, staff: int | None = None) -> list[ColumnElement[bool]]:
    """Where nobody is known who asks, everybody's."""
    me = staff if staff is not None else work.who.staff_id
    if me is None:
        return []
    nobody = ~exists().where(EventStaff.event_id == Event.id)
    return [or_(_tied(EventStaff.staff_id == me), and_(Event.by_id == me, nobody))]


def _page(work: Work, query: Query, kind: str, *more: ColumnElement[bool]) -> Page[TaskRow]:
    gone = Event.archived.is_not(None) if query.archived else Event.archived.is_(None)
    ids = select(Event.id).where(_KINDS[kind], gone, *more)
    states = query.where.get("state")
    if states:
        ids = ids.where(or_(*(_is(work, str(state)) for state in states)))
        if "done" not in states:
            ids = ids.where(Event.done.is_(None))  # said once more by itself, for the index of open tasks
    if query.where.get("staff"):
        ids = ids.where(_tied(EventStaff.staff_id.in_(query.where["staff"])))
    down = query.descending
    order: list[Any] = []
    if query.sort == "title":
        order = [turned(Event.title, down)]
    elif query.sort == "done" or (not query.sort and states == ("done",)):
        order = [turned(Event.done, down or not query.sort)]
    elif kind == "memo" and not query.sort:
        return page_of(work, query, "event", ids.order_by(Event.id.desc()), rows)
    else:
        order = [_DUE.desc().nulls_last() if down else _DUE.asc().nulls_last()]
    return page_of(work, query, "event", ids.order_by(*order, Event.id), rows)


def _is(work: Work, state: str) -> ColumnElement[bool]:
    """The state of a task as a condition: the same as _state."""
    if state == "done":
        return Event.done.is_not(None)
    today = work.now.astimezone(work.zone).date()
    tomorrow = day_start(today + timedelta(1), work.zone)
    late = or_(Event.until_day < today, Event.starts < work.now)
    now = or_(Event.until_day == today, and_(Event.starts >= work.now, Event.starts < tomorrow))
    later = or_(
        and_(Event.until_day.is_(None), Event.starts.is_(None)),
        Event.until_day > today,
        Event.starts >= tomorrow,
    )
    return and_(Event.done.is_(None), {"overdue": late, "today": now, "open": later}[state])


def _state(work: Work, day: date | None, starts: datetime | None, done: datetime | None) -> str:
    if done is not None:
        return "done"
    today = work.now.astimezone(work.zone).date()
    if starts is not None:
        due = starts.astimezone(work.zone).date()
        return "overdue" if starts < work.now else "today" if due == today else "open"
    if day is None or day > today:
        return "open"
    return "today" if day == today else "overdue"


def _columns() -> Select[Any]:
    giver = aliased(Staff)
    who = (
        select(func.aggregate_strings(Staff.name, "\n"))
        .join(EventStaff, EventStaff.staff_id == Staff.id)
        .where(EventStaff.event_id == Event.id)
        .scalar_subquery()
    )
    columns: list[Any] = [
        Event.id, Event.version, Event.kind, Event.title, Event.until_day, Event.starts, Event.done, Event.rule,
        Event.notes, Event.remind_before, who, giver.name, Event.person_id, Person.name, Event.unit_id, Unit.label,
        Event.order_id, WorkOrder.number, Event.complaint_id, Complaint.number, Event.call_id,
        Event.archived.is_not(None),
    ]  # fmt: skip
    return (
        select(*columns)
        .outerjoin(giver, giver.id == Event.by_id)
        .outerjoin(Person, Person.id == Event.person_id)
        .outerjoin(Unit, Unit.id == Event.unit_id)
        .outerjoin(WorkOrder, WorkOrder.id == Event.order_id)
        .outerjoin(Complaint, Complaint.id == Event.complaint_id)
    )


def _row(row: Any, work: Work) -> TaskRow:
    id, version, kind, title, day, starts, done, rule, notes, remind, who, by, *about = row
    person_id, person, unit_id, unit, order_id, order, complaint_id, complaint, call_id, archived = about
    return TaskRow(
        id, version, kind, title, day, starts, done, _state(work, day, starts, done), bool(rule), notes, remind,
        who or "", by or "", person_id, person or "", unit_id, unit or "", order_id, order or "", complaint_id,
        complaint or "", call_id, bool(archived),
    )  # fmt: skip
