"""Everything dated within a window as plain rows: events, visits of work orders, promised call-backs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import cache
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import (
    CompoundSelect,
    Date,
    Text,
    and_,
    bindparam,
    cast,
    func,
    literal,
    null,
    or_,
    select,
    union_all,
)

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.event import Event, EventStaff, Room
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.recurrence import FARTHEST, Repeat, read_stamps, stamp
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.store.work import Work

LONGEST = timedelta(days=31)
"""A timed entry lasts at most this long, so that a window is found by an index on the start alone."""
_CHANGE = timedelta(hours=3)
CALL_BACK = timedelta(minutes=15)
"""The room a promised call-back takes on the calendar; it is a point in time."""
FREE_KINDS = frozenset({"task", "memo", "phone", "email", "fax", "call_back"})
"""Kinds that take nobody's time away, so nothing clashes with them."""

_START, _UNTIL, _BEFORE, _AHEAD = (
    bindparam(name, type_=Moment()) for name in ("start", "until", "before", "ahead")
)
_FIRST, _LAST, _LAST_AHEAD = (bindparam(name, type_=Date()) for name in ("first", "last", "last_ahead"))
_NOBODY: dict[int, str] = {}
_NO_SERIES = tuple(literal("") for _ in range(6))
"""Room, rule and what belongs to it of what never repeats."""


class Ref(NamedTuple):
    """Which record an entry stands for: table and id, with the version the clerk saw, and of a series which
    occurrence (the local start it has in the series)."""

    table: str
    id: int
    version: int | None = None
    occurrence: str = ""


class Entry(NamedTuple):
    """One thing on the calendar. Timed: ``starts`` and ``ends``; whole days: ``from_day`` to ``until_day``.

    A named tuple, since a window may hold ten thousand and a dataclass takes five times as long to make.
    """

    table: str
    id: int
    version: int
    kind: str
    title: str
    starts: datetime | None
    ends: datetime | None
    from_day: date | None
    until_day: date | None
    place: str
    done: bool
    person: str
    unit: str
    number: str
    order_id: int | None
    person_id: int | None
    repeats: bool = False
    staff: tuple[int, ...] = ()
    names: tuple[str, ...] = ()
    clash: bool = False
    room: str = ""
    occurrence: str = ""
    """Of a series: the local start this occurrence has in it (RECURRENCE-ID), before a holiday moved it."""
    other_title: str = ""

    @property
    def ref(self) -> Ref:
        return Ref(self.table, self.id, self.version, self.occurrence)

    def span(self, zone: tzinfo) -> tuple[datetime, datetime]:
        """The moments it takes; whole days from midnight to midnight of the office."""
        if self.starts is not None and self.ends is not None:
            return self.starts, self.ends
        assert self.from_day is not None and self.until_day is not None
        return day_start(self.from_day, zone), day_start(self.until_day + timedelta(1), zone)


def read(work: Work, start: datetime, until: datetime) -> list[Entry]:
    """The entries that touch [start, until), by beginning; clashes among them are marked. Two statements."""
    values = _window(start, until, work.zone)
    rows = work.rows(_everything(), **values)
    return marked(_entries(work, rows, _staff_by_entry(work, values), (start, until)), work.zone)


def events(work: Work, start: datetime, until: datetime) -> list[Entry]:
    """The same of events alone, in no order and without clashes: for sums over months full of visits."""
    values = _window(start, until, work.zone)
    rows = work.rows(_events_alone(), **values)
    return _entries(work, rows, _staff_by_entry(work, values, True) if rows else {}, (start, until))


def _window(start: datetime, until: datetime, zone: tzinfo) -> dict[str, Any]:
    """What fills the bound places of the statements, which are put together once."""
    first = start.astimezone(zone).date()
    last = (until - timedelta(microseconds=1)).astimezone(zone).date()
    ahead = timedelta(FARTHEST)
    return {
        "start": start, "until": until, "before": start - LONGEST, "ahead": until + ahead,
        "first": first, "last": last, "last_ahead": last + ahead,
    }  # fmt: skip


def _entries(
    work: Work,
    rows: Iterable[Any],
    people: dict[tuple[str, int], dict[int, str]],
    window: tuple[datetime, datetime],
) -> list[Entry]:
    found: list[Entry] = []
    for row in rows:
        *plain, room, rule, except_days, extra_days, zone, on_holiday = row
        staff = people.get((row[0], row[1]), _NOBODY)
        entry = Entry._make(
            (*plain, bool(rule), tuple(staff), tuple(staff.values()), False, room or "", "", "")
        )
        if entry.table == "promise" and entry.starts is not None:
            entry = entry._replace(ends=entry.starts + CALL_BACK)
        if rule:
            series = _Series(entry, rule, except_days, extra_days, zone_of(zone, work.zone))
            found += _repeats(work, series, on_holiday, window)
        else:
            found.append(entry)
    return found


def chosen(entries: Iterable[Entry], staff: Collection[int], kinds: Collection[str]) -> list[Entry]:
    """Those of the kinds and of the people; entries of nobody in particular concern everybody."""
    return [
        entry
        for entry in entries
        if (not kinds or entry.kind in kinds)
        and (not staff or not entry.staff or not set(staff).isdisjoint(entry.staff))
    ]


@cache
def _everything() -> CompoundSelect[Any]:
    return union_all(*map(_events, _events_within()), _visits(), _promises())


@cache
def _events_alone() -> CompoundSelect[Any]:
    return union_all(*map(_events, _events_within()))


def _events_within() -> list[Any]:
    """Timed, whole days, and repeats that have begun (their instances are counted afterwards): three conditions,
    since joined by OR they would be found by no index. What has no length is there at its start. A first occurrence
    may have moved to a working day before it."""
    kept = Event.archived.is_(None)
    single = func.length(Event.rule) == 0  # in words that keep the index of the rules out of it
    return [
        and_(
            kept, single, Event.starts >= _BEFORE, Event.starts < _UNTIL,
            or_(Event.ends > _START, Event.starts >= _START),
        ),
        and_(kept, single, Event.from_day <= _LAST, Event.until_day >= _FIRST),
        and_(kept, Event.rule > "", or_(Event.starts < _AHEAD, Event.from_day <= _LAST_AHEAD)),
    ]  # fmt: skip


def _visits_within() -> Any:
    return and_(
        Visit.archived.is_(None),
        Visit.planned_from >= _BEFORE,
        Visit.planned_from < _UNTIL,
        Visit.planned_until > _START,
    )


def _events(within: Any) -> Any:
    return (
        select(
            literal("event").label("tab"), Event.id, Event.version, Event.kind, Event.title,
            Event.starts, Event.ends, Event.from_day, Event.until_day, Event.place, Event.done.is_not(None),
            Person.name, Unit.label, cast(null(), Text), Event.order_id, Event.person_id,
            Room.name, Event.rule, Event.except_days, Event.extra_days, Event.zone, Event.on_holiday,
        )
        .outerjoin(Room, Room.id == Event.room_id)
        .outerjoin(Person, Person.id == Event.person_id)
        .outerjoin(Unit, Unit.id == Event.unit_id)
        .where(within)
    )  # fmt: skip


def _visits() -> Any:
    return (
        select(
            literal("visit"), Visit.id, Visit.version, literal("visit"), WorkOrder.summary,
            Visit.planned_from, Visit.planned_until, cast(null(), Date), cast(null(), Date), WorkOrder.place,
            Visit.departed.is_not(None), Person.name, Unit.label, WorkOrder.number, WorkOrder.id,
            WorkOrder.person_id,
            *_NO_SERIES,
        )
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .where(_visits_within(), WorkOrder.archived.is_(None))
    )  # fmt: skip


def _promises() -> Any:
    return (
        select(
            literal("promise"), Promise.id, Promise.version, literal("call_back"), Promise.text,
            Promise.due, cast(null(), Moment), cast(null(), Date), cast(null(), Date), literal(""),
            Promise.kept.is_not(None), Person.name, cast(null(), Text), cast(null(), Text), Promise.order_id,
            Promise.person_id,
            *_NO_SERIES,
        )
        .outerjoin(Person, Person.id == Promise.person_id)
        .where(
            Promise.kind == "call_back", Promise.due >= _START, Promise.due < _UNTIL,
            Promise.dropped.is_(None), Promise.archived.is_(None),
        )
    )  # fmt: skip


def _staff_by_entry(
    work: Work, values: dict[str, Any], only_events: bool = False
) -> dict[tuple[str, int], dict[int, str]]:
    found: dict[tuple[str, int], dict[int, str]] = defaultdict(dict)
    for table, ref, staff, name in work.rows(_staff(only_events), **values):
        found[table, ref][staff] = name
    return found


@cache
def _staff(only_events: bool) -> Any:
    # by id IN (…), since a join tempts SQLite without statistics to begin with every tie there is
    within = union_all(*(select(Event.id).where(each) for each in _events_within()))
    events = (
        select(literal("event").label("tab"), EventStaff.event_id, EventStaff.staff_id, Staff.name)
        .join(Staff, Staff.id == EventStaff.staff_id)
        .where(EventStaff.event_id.in_(within))
    )
    visits = (
        select(literal("visit"), VisitStaff.visit_id, VisitStaff.staff_id, Staff.name)
        .join(Staff, Staff.id == VisitStaff.staff_id)
        .where(VisitStaff.visit_id.in_(select(Visit.id).where(_visits_within())))
    )
    promises = (
        select(literal("promise"), Promise.id, Staff.id, Staff.name)
        .join(Staff, Staff.id == Promise.staff_id)
        .where(Promise.kind == "call_back", Promise.due >= _START, Promise.due < _UNTIL)
    )
    return events if only_events else union_all(events, visits, promises)


class _Series(NamedTuple):
    """A repeating event as its row tells it, with the zone whose clock it goes by."""

    entry: Entry
    rule: str
    except_days: str
    extra_days: str
    zone: tzinfo

    def repeat(self) -> Repeat:
        first = self.entry.starts
        if first is not None:
            start = first.astimezone(self.zone).replace(tzinfo=None)
        else:
            assert self.entry.from_day is not None
            start = datetime.combine(self.entry.from_day, time())
        return Repeat(
            self.rule, start, self.zone, read_stamps(self.except_days), read_stamps(self.extra_days)
        )


def _repeats(
    work: Work, series: _Series, on_holiday: str, window: tuple[datetime, datetime]
) -> Iterator[Entry]:
    """The occurrences of a repeating event within the window."""
    entry, zone, repeat = series.entry, series.zone, series.repeat()
    if entry.starts is not None and entry.ends is not None:
        length = entry.ends - entry.starts
        since, until = (moment.astimezone(zone).replace(tzinfo=None) for moment in window)
        # wide enough for the hours that a change of the clock adds or takes
        for local, at in real_starts(work, repeat, on_holiday, (since - length - _CHANGE, until + _CHANGE)):
            starts = at.replace(tzinfo=zone).astimezone(UTC)
            if starts < window[1] and (starts + length > window[0] or starts >= window[0]):
                yield entry._replace(starts=starts, ends=starts + length, occurrence=stamp(local))
    elif entry.from_day is not None and entry.until_day is not None:
        days = entry.until_day - entry.from_day
        since, until = (moment.astimezone(work.zone).replace(tzinfo=None) for moment in window)
        begin = datetime.combine(since.date(), time()) - days
        for local, at in real_starts(work, repeat, on_holiday, (begin, until)):
            yield entry._replace(
                from_day=at.date(), until_day=at.date() + days, occurrence=stamp(local, whole_day=True)
            )


def real_starts(
    work: Work, repeat: Repeat, on_holiday: str, window: tuple[datetime, datetime]
) -> Iterable[tuple[datetime, datetime]]:
    """Each start in the series beside the one it really has."""
    if on_holiday:
        return repeat.working(*window, on_holiday, working_calendar(work).works_on)
    return ((each, each) for each in repeat.starts(*window))


def zone_of(name: str, office: tzinfo) -> tzinfo:
    """The zone a series goes by; the office's where it has none of its own."""
    return ZoneInfo(name) if name else office


def marked(entries: list[Entry], zone: tzinfo) -> list[Entry]:
    """In order of beginning, and marked where somebody is wanted twice."""
    entries.sort(key=lambda entry: (entry.starts or entry.span(zone)[0], entry.table, entry.id))
    clashing: set[int] = set()
    busy: dict[int, tuple[datetime, int]] = {}
    for n, entry in enumerate(entries):
        if not entry.staff or entry.kind in FREE_KINDS:
            continue
        start, end = entry.span(zone)
        for staff in entry.staff:
            until, other = busy.get(staff, (start, n))
            if start < until:
                clashing.add(n)
                clashing.add(other)
            if end > until or staff not in busy:
                busy[staff] = (end, n)
    for n in clashing:
        entries[n] = entries[n]._replace(clash=True)
    return entries
