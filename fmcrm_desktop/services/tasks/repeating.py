"""Tasks that repeat: the occurrence ticked off becomes an event of its own, and the series goes on from the next."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.recurrence import Repeat, read_stamps, stamps
from fmcrm_desktop.services.calendar_entries import zone_of
from fmcrm_desktop.store.work import Work

AHEAD = timedelta(days=366 * 5)
"""How far the next occurrence is looked for: a rule of every fourth year has one within it."""
_COUNT = re.compile(r"COUNT=(\d+)", re.IGNORECASE)


def local_start(event: Event, zone: tzinfo) -> datetime | None:
    """Where a task stands on the clock its repeat goes by; whole days at midnight."""
    if event.starts is not None:
        return event.starts.astimezone(zone).replace(tzinfo=None)
    return datetime.combine(event.from_day, time()) if event.from_day is not None else None


def stands_on(work: Work, event: Event, occurrence: str) -> bool:
    """Whether the occurrence named (or none) is the one a series stands on: the next that is open."""
    first = local_start(event, zone_of(event.zone, work.zone))
    return not occurrence or first in read_stamps(occurrence)


def go_on(event: Event, zone: tzinfo) -> bool:
    """Leave the present occurrence out and stand on the next; False when there is none. The rule is read from its
    start, so the start moves with it, and of a rule that counts the ones gone by are taken off."""
    first = local_start(event, zone)
    assert first is not None
    gone, extra = read_stamps(event.except_days) | {first}, read_stamps(event.extra_days)
    by_rule = Repeat(event.rule, first, zone).starts(first, first + AHEAD)
    following = next((each for each in sorted({*by_rule, *extra}) if each not in gone and each > first), None)
    if following is None:
        return False
    event.except_days = stamps(gone, event.starts is None)
    passed = sum(each < following for each in by_rule)
    event.rule = _COUNT.sub(lambda found: f"COUNT={max(1, int(found[1]) - passed)}", event.rule)
    _stand_on(event, following, first, zone)
    return True


def _stand_on(event: Event, there: datetime, first: datetime, zone: tzinfo) -> None:
    if event.starts is not None:
        length = event.ends - event.starts if event.ends is not None else timedelta(0)
        event.starts = there.replace(tzinfo=zone).astimezone(UTC)
        event.ends = event.starts + length
        return
    by = there.date() - first.date()
    event.from_day = there.date()
    event.until_day = event.until_day + by if event.until_day is not None else there.date()
