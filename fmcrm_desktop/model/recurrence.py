"""Repeats: rules of RFC 5545 expanded in local time, so that a 09:00 meeting stays at 09:00 over a daylight change.

Times are naive and local. The starts left out (EXDATE) and added (RDATE) are local starts as the series has them;
on days not worked a start may be left out or moved, and is still known by the start it has in the series.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache

from fmcrm_desktop.model.recurrence_rule import Rule, read_rule

ONCE = "FREQ=DAILY;COUNT=1"
"""The rule of a series that is only a list of days."""
FARTHEST = 31
"""Days within which a working day is looked for; an occurrence without one stays where it is."""

_EXCLUDING = "EXRULE:"


@dataclass(frozen=True)
class Repeat:
    """RRULE (several lines for several; EXRULE: before one that takes out), the naive local start that fixes its
    time of day, the starts left out (EXDATE) and those besides (RDATE)."""

    rule: str
    start: datetime
    zone: tzinfo
    without: frozenset[datetime] = frozenset()
    extra: frozenset[datetime] = frozenset()

    def check(self) -> None:
        """Raise Invalid(repeat) for a rule that cannot be read or comes more often than by the minute."""
        for rule, _ in _read(self.rule, self.start, self.zone):
            rule.counted()

    def starts(self, since: datetime, until: datetime) -> list[datetime]:
        """The starts in [since, until), naive and local, in order.

        A monthly rule on the 31st skips shorter months, as the RFC says.
        """
        return [each for each in _starts(self, since, until) if each not in self.without]

    def working(
        self, since: datetime, until: datetime, on_holiday: str, works: Callable[[date], bool]
    ) -> list[tuple[datetime, datetime]]:
        """(start in the series, start it really has) within [since, until), where days not worked are left out
        ("skip") or their starts moved to the working day "before" or "after". Two on one start are one."""
        margin = timedelta(FARTHEST)
        kept: dict[datetime, datetime] = {}
        for each in _starts(self, since - margin, until + margin):
            at = _moved(each, on_holiday, works)
            # the one that is there by itself goes before one that was moved there
            if at is not None and (at == each or at not in kept):
                kept[at] = each
        return sorted(
            (each, at) for at, each in kept.items() if since <= at < until and each not in self.without
        )


def stamp(start: datetime, whole_day: bool = False) -> str:
    """A start as an event keeps it: 2026-03-23T09:00:00, or 2026-03-23 of whole days."""
    return start.date().isoformat() if whole_day else start.replace(tzinfo=None).isoformat()


def read_stamps(text: str) -> frozenset[datetime]:
    """The starts that ``except_days`` and ``extra_days`` of an event hold, separated by commas."""
    return frozenset(datetime.fromisoformat(each.strip()) for each in text.split(",") if each.strip())


def stamps(starts: Iterable[datetime], whole_day: bool = False) -> str:
    """The same the other way round, in order."""
    return ",".join(stamp(each, whole_day) for each in sorted(set(starts)))


@lru_cache(maxsize=16_384)
def _starts(repeat: Repeat, since: datetime, until: datetime) -> tuple[datetime, ...]:
    """By the rules and the days besides; what is left out still in it. Views ask for the same window again and
    again."""
    if until <= since:
        return ()
    found = {each for each in repeat.extra if since <= each < until}
    out: set[datetime] = set()
    for rule, excluding in _read(repeat.rule, repeat.start, repeat.zone):
        (out if excluding else found).update(rule.starts(since, until))
    return tuple(sorted(found - out))


@lru_cache(maxsize=16_384)
def _read(text: str, start: datetime, zone: tzinfo) -> tuple[tuple[Rule, bool], ...]:
    lines = [line.strip() for line in text.upper().splitlines() if line.strip()] or [""]
    return tuple(
        (read_rule(re.sub(r"^(RRULE|EXRULE):", "", line), start, zone), line.startswith(_EXCLUDING))
        for line in lines
    )


def _moved(start: datetime, on_holiday: str, works: Callable[[date], bool]) -> datetime | None:
    if not on_holiday or works(start.date()):
        return start
    if on_holiday == "skip":
        return None
    step = timedelta(-1 if on_holiday == "before" else 1)
    days = (start + step * n for n in range(1, FARTHEST + 1))
    return next((each for each in days if works(each.date())), start)
