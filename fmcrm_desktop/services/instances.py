"""The spans of time that an event takes, all its times within a window."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from typing import Any, NamedTuple

from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.recurrence import Repeat, read_stamps
from fmcrm_desktop.model.series import Times
from fmcrm_desktop.services.calendar_entries import real_starts, zone_of
from fmcrm_desktop.store.work import Work

Span = tuple[datetime, datetime]
_DAY = timedelta(1)


class Columns(NamedTuple):
    """The columns of an event (or a visit) that say when it takes place."""

    starts: datetime | None
    ends: datetime | None
    from_day: date | None
    until_day: date | None
    rule: str = ""
    except_days: str = ""
    extra_days: str = ""
    zone: str = ""
    on_holiday: str = ""

    @classmethod
    def of(cls, it: Any) -> Columns:
        """Of a record, or of a row that has all of these; what has no end ends where it starts."""
        ends = it.ends if it.ends is not None else it.starts
        until = it.until_day if it.until_day is not None else it.from_day
        return cls(
            it.starts,
            ends,
            it.from_day,
            until,
            it.rule,
            it.except_days,
            it.extra_days,
            it.zone,
            it.on_holiday,
        )


def spans_of(work: Work, it: Columns, start: datetime, until: datetime) -> list[Span]:
    """The spans that touch [start, until), in order; whole days from midnight to midnight of the office."""
    zone = zone_of(it.zone, work.zone)
    times = Times(zone, it.starts, it.ends, it.from_day, it.until_day)
    if not it.rule:
        return [span_of(work, times)]
    without, extra = read_stamps(it.except_days), read_stamps(it.extra_days)
    repeat = Repeat(it.rule, times.first, zone, without, extra)
    since = start.astimezone(zone).replace(tzinfo=None) - times.length - _DAY
    last = until.astimezone(zone).replace(tzinfo=None) + _DAY
    found = []
    for _local, at in real_starts(work, repeat, it.on_holiday, (since, last)):
        begins, ends = _timed(at, zone, times.length) if it.starts else span_of(work, times.at(at))
        if ends > start and begins < until:
            found.append((begins, ends))
    return found


def _timed(at: datetime, zone: tzinfo, length: timedelta) -> Span:
    offset = _offset(zone, at.date())
    if offset is None:
        begins = at.replace(tzinfo=zone).astimezone(UTC)
    else:
        begins = (at - offset).replace(tzinfo=UTC)
    return begins, begins + length


@lru_cache(maxsize=16_384)
def _offset(zone: tzinfo, day: date) -> timedelta | None:
    """By how much a zone's clock is ahead on a day, None where it is changed: two years of many series ask it a
    hundred thousand times."""
    midnight = datetime.combine(day, time())
    before, after = (each.replace(tzinfo=zone).utcoffset() for each in (midnight, midnight + _DAY))
    return before if before == after else None


def span_of(work: Work, times: Times) -> Span:
    """The moments that single times take."""
    if times.starts is not None and times.ends is not None:
        return times.starts, times.ends
    assert times.from_day is not None and times.until_day is not None
    return day_start(times.from_day, work.zone), day_start(times.until_day + _DAY, work.zone)
