"""A ruler of working time: one list of worked stretches by which thousands of spans are measured."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from fmcrm_desktop.model.working_time import WorkingCalendar

Seconds = int
Stretch = tuple[Seconds, Seconds]


class Ruler:
    """Working seconds up to a moment, counted from the first worked stretch of a span; moments in seconds
    since 1970."""

    def __init__(self, calendar: WorkingCalendar, start: Seconds, end: Seconds) -> None:
        stretches = calendar.spans(_moment(start), _moment(end + 1))
        self._begins = [int(begin.timestamp()) for begin, _ in stretches]
        self._ends = [int(stop.timestamp()) for _, stop in stretches]
        self._before = [0]
        for begin, stop in zip(self._begins, self._ends, strict=True):
            self._before.append(self._before[-1] + stop - begin)

    def at(self, moment: Seconds) -> Seconds:
        """Working seconds from the ruler's start to the moment."""
        i = bisect_right(self._begins, moment) - 1
        if i < 0:
            return 0
        end = self._ends[i]
        return self._before[i] + (moment if moment < end else end) - self._begins[i]

    def minutes(self, start: Seconds, end: Seconds, pauses: Sequence[Stretch] = ()) -> float:
        """Working minutes between two moments less the pauses; 0 for a clock set back."""
        whole = self.at(end) - self.at(start)
        for a, b in pauses:
            if a < end and b > start:
                whole -= self.at(min(b, end)) - self.at(max(a, start))
        return whole / 60 if whole > 0 else 0.0


def _moment(seconds: Seconds) -> datetime:
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
