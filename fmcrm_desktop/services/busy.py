"""Whose time is taken, by what: events, their repeats, visits of some people, and what a room is booked for."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any, NamedTuple

from sqlalchemy import Date, Text, and_, cast, func, literal, null, or_, select, union_all

from fmcrm_desktop.model.event import Event, EventStaff, Room
from fmcrm_desktop.model.recurrence import FARTHEST
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.calendar_entries import FREE_KINDS, LONGEST
from fmcrm_desktop.services.instances import Columns, spans_of
from fmcrm_desktop.store.work import Work

Span = tuple[datetime, datetime]
Key = tuple[str, int]
Hours = tuple[time, time]


class Wanted(NamedTuple):
    """Whose time is asked about: of some of the staff, and of a room."""

    staff: Collection[int] = ()
    room_id: int | None = None

    def __bool__(self) -> bool:
        return bool(self.staff) or self.room_id is not None


_LEAST = timedelta(microseconds=1)
_PLAIN = re.compile("BY(DAY|MONTHDAY|MONTH|SETPOS)=")
"""What leaves the hour of a repeat alone."""


@dataclass
class Taken:
    """One thing that takes time: when within the window, in order, and from whom (0 is the room)."""

    title: str
    number: str
    spans: list[Span]
    who: dict[int, str] = field(default_factory=dict)


def taken(
    work: Work, wanted: Wanted, window: Span, but: Key | None = None, hours: Hours | None = None
) -> list[Taken]:
    """What takes the time of those wanted within a window; ``but`` is the table and id of what is left out. With
    ``hours`` of the day only what could touch them: most series of an office are seen to be elsewhere at once."""
    start, until = window
    if not wanted or start >= until:
        return []
    first = start.astimezone(work.zone).date()
    last = (until - timedelta(microseconds=1)).astimezone(work.zone).date()
    questions = [_events(wanted, within) for within in _within(start, until, first, last)]
    if wanted.staff:
        questions.append(_visits(wanted.staff, start, until))
    found: dict[tuple[str, int], Taken] = {}
    for table, id, title, number, who, name, *columns in work.rows(union_all(*questions)):
        key = (table, id)
        times = Columns(*columns)
        if key == but or (key not in found and _elsewhere(times, hours, work.zone)):
            continue
        if key not in found:
            found[key] = Taken(title, number or "", spans_of(work, times, start, until))
        found[key].who[who] = name
    return [each for each in found.values() if each.spans]


def _within(start: datetime, until: datetime, first: date, last: date) -> list[Any]:
    """Timed, whole days, repeats: three conditions, each with its index."""
    single, ahead = func.length(Event.rule) == 0, timedelta(FARTHEST)
    return [
        and_(single, Event.starts >= start - LONGEST, Event.starts < until, Event.ends > start),
        and_(single, Event.from_day <= last, Event.until_day >= first),
        and_(Event.rule > "", or_(Event.starts < until + ahead, Event.from_day <= last + ahead)),
    ]


_TIMES = (
    Event.starts, Event.ends, Event.from_day, Event.until_day, Event.rule, Event.except_days, Event.extra_days,
    Event.zone, Event.on_holiday,
)  # fmt: skip


def _events(wanted: Wanted, within: Any) -> Any:
    kept = and_(Event.archived.is_(None), Event.kind.not_in(FREE_KINDS), within)
    of_staff = (
        select(
            literal("event"), Event.id, Event.title, cast(null(), Text), EventStaff.staff_id, Staff.name, *_TIMES
        )
        .join(EventStaff, EventStaff.event_id == Event.id)
        .join(Staff, Staff.id == EventStaff.staff_id)
        .where(kept, EventStaff.staff_id.in_(wanted.staff))
    )  # fmt: skip
    of_room = (
        select(literal("event"), Event.id, Event.title, cast(null(), Text), literal(0), Room.name, *_TIMES)
        .join(Room, Room.id == Event.room_id)
        .where(kept, Event.room_id == wanted.room_id)
    )
    if wanted.staff and wanted.room_id is not None:
        return union_all(of_staff, of_room).subquery().select()
    return of_staff if wanted.staff else of_room


def _visits(staff: Collection[int], start: datetime, until: datetime) -> Any:
    nothing = literal("")
    return (
        select(
            literal("visit"), Visit.id, WorkOrder.summary, WorkOrder.number, VisitStaff.staff_id, Staff.name,
            Visit.planned_from, Visit.planned_until, cast(null(), Date), cast(null(), Date),
            nothing, nothing, nothing, nothing, nothing,
        )
        .join(VisitStaff, VisitStaff.visit_id == Visit.id)
        .join(Staff, Staff.id == VisitStaff.staff_id)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(
            VisitStaff.staff_id.in_(staff), Visit.archived.is_(None), WorkOrder.archived.is_(None),
            Visit.planned_from >= start - LONGEST, Visit.planned_from < until, Visit.planned_until > start,
        )
    )  # fmt: skip


def hours_of(spans: Iterable[Span], zone: tzinfo) -> Hours | None:
    """The hours of the day that spans lie in, None where one goes over midnight."""
    found = []
    for start, end in spans:
        begins, ends = start.astimezone(zone), (end - _LEAST).astimezone(zone)
        if begins.date() != ends.date():
            return None
        found.append((begins.time(), ends.time()))
    return (min(begins for begins, _ in found), max(ends for _, ends in found)) if found else None


def _elsewhere(it: Columns, hours: Hours | None, zone: tzinfo) -> bool:
    """Whether a series on the office's clock has other hours on every day."""
    if hours is None or not it.rule or it.zone or it.extra_days or it.starts is None or it.ends is None:
        return False
    own = hours_of([(it.starts, it.ends)], zone)
    return (
        own is not None and "BY" not in _PLAIN.sub("", it.rule) and (own[1] < hours[0] or own[0] > hours[1])
    )


# spans against spans: sorted lists and bisection, never each with each


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order, overlapping and touching ones joined."""
    found: list[Span] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def common(one: Sequence[Span], other: Sequence[Span]) -> list[Span]:
    """What lies in both; both in order without overlaps."""
    found, at, by = [], 0, 0
    while at < len(one) and by < len(other):
        start, end = max(one[at][0], other[by][0]), min(one[at][1], other[by][1])
        if start < end:
            found.append((start, end))
        if one[at][1] < other[by][1]:
            at += 1
        else:
            by += 1
    return found


def without(free: Sequence[Span], held: Sequence[Span]) -> list[Span]:
    """What is left of the first where the second is taken out; both in order without overlaps."""
    found, at = [], 0
    for start, end in free:
        while at < len(held) and held[at][1] <= start:
            at += 1
        by = at
        while by < len(held) and held[by][0] < end:
            if start < held[by][0]:
                found.append((start, held[by][0]))
            start = max(start, held[by][1])
            by += 1
        if start < end:
            found.append((start, end))
    return found


class Line:
    """Spans of which neither start nor end goes back, to be met by others."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def met_by(self, start: datetime, end: datetime) -> int:
        """How many of them overlap [start, end)."""
        return max(0, bisect_left(self._starts, end) - bisect_right(self._ends, start))
