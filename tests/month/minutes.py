"""The book's own clock: every minute of some weeks looked at one by one, whether it is worked or not."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

MINUTE = timedelta(minutes=1)
Spans = tuple[tuple[time, time], ...]
MORNING, AFTERNOON = (time(8, 30), time(12)), (time(13, 30), time(18))
FULL: Spans = (MORNING, AFTERNOON)


class Minutes:
    """Local moments without a zone, counted from the first to the last day: ``week`` says what is worked on a weekday,
    ``off`` are days off, ``made_up`` days worked all the same, ``away`` days of somebody's own."""

    def __init__(
        self,
        first: date,
        days: int,
        off: Iterable[date] = (),
        made_up: Mapping[date, Spans] | None = None,
        away: Iterable[date] = (),
    ) -> None:
        self.off, self.made_up, self.away = set(off), dict(made_up or {}), set(away)
        self.zero = datetime.combine(first, time())
        self.before = [0]
        for day in range(days):
            for minute in self._day(first + timedelta(day)):
                self.before.append(self.before[-1] + minute)

    def _day(self, day: date) -> list[bool]:
        """A day's 1440 minutes."""
        spans: Spans = FULL if day.weekday() < 5 else ()
        if day in self.off:
            spans = ()
        spans = self.made_up.get(day, spans)
        if day in self.away:
            spans = ()
        clock = (time(at // 60, at % 60) for at in range(24 * 60))
        return [any(begin <= now < end for begin, end in spans) for now in clock]

    def _at(self, moment: datetime) -> int:
        whole, rest = divmod(moment - self.zero, MINUTE)
        assert not rest, f"the book knows whole minutes only, not {moment}"
        return whole

    def between(self, begin: datetime, end: datetime) -> int:
        """Worked minutes from one moment to another."""
        return self.before[self._at(end)] - self.before[self._at(begin)]

    def worked(self, minute: int) -> bool:
        """Whether a minute, counted from the first day on, is worked."""
        return self.before[minute + 1] > self.before[minute]

    def all_of(self, begin: datetime, end: datetime) -> range:
        """The minutes between two moments, worked or not."""
        return range(self._at(begin), self._at(end))

    def after(self, begin: datetime, minutes: int) -> datetime:
        """The first moment at which so many minutes are worked."""
        at = self._at(begin)
        wanted = self.before[at] + minutes
        while self.before[at] < wanted:
            at += 1
        return self.zero + at * MINUTE

    def days(self, begin: datetime, end: datetime) -> int:
        """Days on which a minute was worked."""
        found = set()
        for at in range(self._at(begin), self._at(end)):
            if self.before[at + 1] > self.before[at]:
                found.add(at // (24 * 60))
        return len(found)
