"""Night and weekend work: what each of the staff worked in a month outside their own working calendar.

Counted as work: visits from arrival to departure; calls from their start for as long as they lasted; appointments,
meetings, activities and visits on the calendar from start to end, once they are over (nobody says that one did not
take place but by taking it off the calendar). At the same time counts once. Out of hours is what lies outside the
person's working calendar: own shifts or else the office's hours, its days off and make-up days, less their leave. On
days off are the minutes of days on which that calendar has no hours at all. Not counted, but named: visits with an
arrival and no departure, and calls whose length nobody wrote down. Months are cut on the office's clock.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import bindparam, select

from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.month import Month, day_start, runs
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.model.working_line import merged
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import calendar_entries
from fmcrm_desktop.services.calendar_of_staff import working_calendars
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work

WORKED = frozenset({"appointment", "meeting", "activity", "visit"})
"""Kinds of calendar entry that are work at their time."""
_START, _END = (bindparam(name, type_=Moment()) for name in ("start", "end"))
LONGEST = timedelta(days=2)
"""A visit or call that began so long before the month cannot reach into it."""

Stretch = tuple[datetime, datetime]
Done = tuple[int, datetime, datetime | None]
"""Somebody's visit, call or entry of the calendar: who, from when, until when where that is known."""


@dataclass(frozen=True)
class Line:
    """One of the staff in a month, in minutes: worked in all, out of hours on working days, and on days off;
    ``unknown`` visits and calls whose end nobody wrote down."""

    staff_id: int
    names: Names
    worked: int = 0
    evenings: int = 0
    days_off: int = 0
    unknown: int = 0

    @property
    def out(self) -> int:
        return self.evenings + self.days_off


@dataclass(frozen=True)
class Sheet:
    """The month of everybody who worked in it, most out of hours first."""

    head: Head
    month: Month
    lines: tuple[Line, ...]


@needs("report.read")
def month(work: Work, of: Month | None = None) -> Sheet:
    """The month by member of staff."""
    of = of or Month.of(work.now, work.zone)
    found = [line for line in lines(work, (of,))[0] if line.worked or line.unknown]
    return Sheet(head(work), of, tuple(sorted(found, key=lambda line: (-line.out, line.names.name))))


def lines(work: Work, months: Sequence[Month], staff_id: int | None = None) -> list[list[Line]]:
    """These months of one, or of everybody there is, also of who did nothing in them. What was done is asked for once
    for all months that follow each other."""
    columns = select(Staff.id, Staff.name, Staff.other_name)
    rows = work.rows(columns if staff_id is None else columns.where(Staff.id == staff_id))
    calendars = working_calendars(work, [row.id for row in rows], min(months).first)
    found: dict[Month, list[Line]] = {}
    for run in runs(months):
        whole = (run[0].period(work.zone)[0], run[-1].period(work.zone)[1])
        done = [*_visits(work, *whole, staff_id), *_calls(work, *whole, staff_id)]
        entries = list(_entries(work, *whole))
        for month in run:
            start, end = month.period(work.zone)
            near = [each for each in done if each[1] >= start - LONGEST]
            stretches, unknown = _within([*near, *entries], start, min(end, work.now))
            found[month] = [
                Line(id, Names(*names), *_minutes(stretches[id], calendars[id], work.zone), unknown[id])
                for id, *names in rows
            ]
    return [found[month] for month in months]


def _minutes(worked: Sequence[Stretch], calendar: WorkingCalendar, zone: Any) -> tuple[int, int, int]:
    """All, out of hours on working days, on days off; seconds are added up before they become minutes."""
    total = evenings = off = timedelta()
    free: dict[date, bool] = {}
    for begin, end in _joined(worked):
        total += end - begin
        for a, b in _by_day(begin, end, zone):
            day = a.astimezone(zone).date()
            if day not in free:
                free[day] = not calendar.spans(day_start(day, zone), day_start(day + timedelta(1), zone))
            out = b - a - sum((y - x for x, y in calendar.spans(a, b)), timedelta())
            if free[day]:
                off += out
            else:
                evenings += out
    minute = timedelta(minutes=1)
    return total // minute, evenings // minute, off // minute


def _joined(stretches: Iterable[Stretch]) -> list[Stretch]:
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    return [
        (epoch + timedelta(microseconds=a), epoch + timedelta(microseconds=b)) for a, b in merged(stretches)
    ]


def _by_day(begin: datetime, end: datetime, zone: Any) -> Iterable[Stretch]:
    """A stretch cut at the office's midnights."""
    while begin < end:
        midnight = day_start(begin.astimezone(zone).date() + timedelta(1), zone)
        yield begin, min(end, midnight)
        begin = midnight


def _entries(work: Work, start: datetime, end: datetime) -> Iterable[Done]:
    for entry in calendar_entries.events(work, start, end):
        if entry.kind in WORKED and entry.starts is not None:
            assert entry.ends is not None
            if entry.ends <= work.now:
                yield from ((id, entry.starts, entry.ends) for id in entry.staff)


def _within(
    done: Sequence[Done], start: datetime, end: datetime
) -> tuple[dict[int, list[Stretch]], Counter[int]]:
    """By member of staff what of it lies in [start, end), and how much begun in it has no known end."""
    found: dict[int, list[Stretch]] = defaultdict(list)
    unknown: Counter[int] = Counter()
    for id, begun, over in done:
        if over is None:
            unknown[id] += start <= begun < end
        elif begun < end and over > start:
            found[id].append((max(begun, start), min(over, end)))
    return found, unknown


def _visits(work: Work, start: datetime, end: datetime, staff_id: int | None) -> Iterable[Done]:
    rows = work.rows(_visited(staff_id is None), start=start - LONGEST, end=end, staff=staff_id)
    return [tuple(row) for row in rows]


@cache
def _visited(by_all: bool) -> Any:
    """Built once, as the next: building it takes longer than its answer."""
    columns = (
        select(VisitStaff.staff_id, Visit.arrived, Visit.departed)
        .join(Visit, Visit.id == VisitStaff.visit_id)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(
            Visit.archived.is_(None), WorkOrder.archived.is_(None), Visit.arrived >= _START, Visit.arrived < _END
        )
    )  # fmt: skip
    return columns if by_all else columns.where(VisitStaff.staff_id == bindparam("staff"))


def _calls(work: Work, start: datetime, end: datetime, staff_id: int | None) -> Iterable[Done]:
    """A missed call is nobody's work; one without a length has no known end."""
    rows = work.rows(_called(staff_id is None), start=start - LONGEST, end=end, staff=staff_id)
    return [
        (id, begun, None if seconds is None else begun + timedelta(seconds=seconds))
        for id, begun, seconds in rows
    ]


@cache
def _called(by_all: bool) -> Any:
    columns = select(Call.staff_id, Call.started, Call.seconds).where(
        Call.archived.is_(None), Call.staff_id.is_not(None), Call.outcome != "missed",
        Call.started >= _START, Call.started < _END,
    )  # fmt: skip
    return columns if by_all else columns.where(Call.staff_id == bindparam("staff"))
