"""A ruler of working time: one list of worked stretches by which thousands of spans are measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from fmcrm_desktop.model.working_time import WorkingCalendar

Seconds = int
Stretch = tuple[Seconds, Seconds]
LONG_AGO = -(2**60)


class Ruler:
    """Working seconds up to a moment, counted from the first worked stretch of a span; moments in seconds
    since 1970."""

    def __init__(self, calendar: WorkingCalendar, start: Seconds, end: Seconds) -> None:
        stretches = calendar.spans(_moment(start), _moment(end + 1))
        self._begins = [int(begin.timestamp()) for begin, _ in stretches]
        # of what lies before, and of each stretch: its end, and its begin less what was worked until then
        self._ends, self._free, worked = [LONG_AGO], [LONG_AGO], 0
        for begin, (_, stop) in zip(self._begins, stretches, strict=True):
            self._ends.append(end := int(stop.timestamp()))
            self._free.append(begin - worked)
            worked += end - begin

    def at(self, moment: Seconds) -> Seconds:
        """Working seconds from the ruler's start to the moment."""
        i = bisect_right(self._begins, moment)
        end = self._ends[i]
        return (moment if moment < end else end) - self._free[i]

    def minutes(self, start: Seconds, end: Seconds, pauses: Sequence[Stretch] = ()) -> float:
        """Working minutes between two moments less the pauses; 0 for a clock set back."""
        whole = self.at(end) - self.at(start)
        for a, b in pauses:
            if a < end and b > start:
                whole -= self.at(min(b, end)) - self.at(max(a, start))
        return whole / 60 if whole > 0 else 0.0


@lru_cache(maxsize=16)
def ruler_of(calendar: WorkingCalendar, start: Seconds, end: Seconds) -> Ruler:
    """The same ruler for the same time: several lists are measured by it, one after the other."""
    return Ruler(calendar, start, end)


def _moment(seconds: Seconds) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
