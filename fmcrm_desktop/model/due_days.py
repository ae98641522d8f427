"""When preventive work is due: by the calendar, from the last completion, or when a counter will have come so far.

Pure: days and numbers in, days out.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from fmcrm_desktop.model.recurrence import Repeat

DAY = timedelta(1)
TREND = 6
"""The pace of a counter is that of so many readings at the end."""
FARTHEST = timedelta(days=366 * 20)
"""What is due later than this has no day."""


@dataclass(frozen=True)
class Calendar:
    """A repeat by days: its rule and first day, the last one, and what it does on days not worked."""

    rule: str
    from_day: date
    until_day: date | None = None
    on_holiday: str = ""


@dataclass(frozen=True)
class Reading:
    """What a counter showed on a day; ``exchanged`` is the first reading of a new counter."""

    day: date
    value: int
    exchanged: bool = False


def by_calendar(
    it: Calendar, window: tuple[date, date], zone: tzinfo, works: Callable[[date], bool]
) -> list[tuple[date, date]]:
    """(day by the rule, day it really is) of which the latter lies within [first, last] of the window, in order.
    Without a rule it is due once, on its first day."""
    first, last = window
    if it.until_day is not None:
        last = min(last, it.until_day)
    if first > last:
        return []
    start = datetime.combine(it.from_day, time())
    since, until = datetime.combine(first, time()), datetime.combine(last + DAY, time())
    repeat = Repeat(it.rule or "FREQ=DAILY;COUNT=1", start, zone)
    if it.on_holiday:
        found = repeat.working(since, until, it.on_holiday, works)
    else:
        found = [(each, each) for each in repeat.starts(since, until)]
    return [(planned.date(), real.date()) for planned, real in found]


def run(readings: Sequence[Reading]) -> list[int]:
    """How far the equipment had run at each reading since the first, counters exchanged between them bridged: what a
    new counter shows at first is not counted."""
    found: list[int] = []
    for before, reading in zip((None, *readings), readings, strict=False):
        if before is None:
            found.append(0)
        else:
            found.append(found[-1] + (0 if reading.exchanged else reading.value - before.value))
    return found


def run_on(readings: Sequence[Reading], day: date) -> int:
    """How far it had run by a day: at the last reading until then, or at the first one there is."""
    return next(
        (
            so_far
            for reading, so_far in zip(reversed(readings), reversed(run(readings)), strict=True)
            if reading.day <= day
        ),
        0,
    )


def by_counter(readings: Sequence[Reading], since: date | None, every: int) -> date | None:
    """The day on which it has run ``every`` since what was done on ``since`` (the first reading where nothing was):
    the day of the reading that shows it, else by the pace of the last readings; None where nobody can say."""
    if not readings:
        return None
    so_far = run(readings)
    goal = (run_on(readings, since) if since is not None else 0) + every
    reached = next(
        (reading.day for reading, there in zip(readings, so_far, strict=True) if there >= goal), None
    )
    if reached is not None:
        return reached
    last = list(zip(readings, so_far, strict=True))[-TREND:]
    days = (last[-1][0].day - last[0][0].day).days
    gone = last[-1][1] - last[0][1]
    if days <= 0 or gone <= 0:
        return None
    ahead = -(-(goal - last[-1][1]) * days // gone)
    return last[-1][0].day + timedelta(ahead) if ahead <= FARTHEST.days else None


def after(since: date | None, every: int, first: date) -> date:
    """So many days after what was done last, not before the plan's first day."""
    return first if since is None else max(first, since + timedelta(every))
