"""Tasks that repeat: the occurrence ticked off becomes an event of its own, and the series goes on from the next."""

from __future__ import annotations

import re
from datetime import UTC, datetime, time, timedelta, tzinfo
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.recurrence import Repeat

AHEAD = timedelta(days=366 * 5)
"""How far the next occurrence is looked for: a rule of every fourth year has one within it."""
_COUNT = re.compile(r"COUNT=(\d+)", re.IGNORECASE)


def zone_of(event: Event, office: tzinfo) -> tzinfo:
    return ZoneInfo(event.zone) if event.zone else office


def local_start(event: Event, zone: tzinfo) -> datetime | None:
    """Where a task stands on the clock its repeat goes by; whole days at midnight."""
    if event.starts is not None:
        return event.starts.astimezone(zone).replace(tzinfo=None)
    return datetime.combine(event.from_day, time()) if event.from_day is not None else None


def left_out(event: Event) -> frozenset[datetime]:
    return frozenset(datetime.fromisoformat(each) for each in event.except_days.split(",") if each)


def go_on(event: Event, zone: tzinfo) -> bool:
    """Leave the present occurrence out and stand on the next; False when there is none. The rule is read from its
    start, so the start moves with it, and of a rule that counts the ones gone by are taken off."""
    first = local_start(event, zone)
    assert first is not None
    every = Repeat(event.rule, first, zone).starts(first, first + AHEAD)
    gone = left_out(event) | {first}
    at = next((at for at, each in enumerate(every) if each not in gone), None)
    if at is None:
        return False
    event.except_days = ",".join(part for part in (event.except_days, first.isoformat()) if part)
    event.rule = _COUNT.sub(lambda found: f"COUNT={int(found[1]) - at}", event.rule)
    _stand_on(event, every[at], first, zone)
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
