"""How many orders a week will bring: the mean of the eight full weeks before, times the season of last year.

Both are textbook methods: the mean of recent weeks and last year's same weeks (R. J. Hyndman and G. Athanasopoulos,
Forecasting: Principles and Practice, 3rd edition, 5.2 "Some simple forecasting methods"), here joined, the second as a
ratio, so that an office that grew keeps its season. How far off it was is told by the mean absolute error and the bias
of the same method run eight weeks ago (5.8 "Evaluating point forecast accuracy" there).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WEEK = timedelta(7)
BACK = 8
"""Full weeks whose mean it is."""
YEAR = 52 * WEEK
ENOUGH = 24
"""With fewer orders in last year's eight weeks a season would be chance."""
LEAST, MOST = 0.5, 2.0
"""A season beyond these is taken for an accident of last year."""

Weekly = Mapping[date, int]
"""Orders that came, by the Monday of their week."""


@dataclass(frozen=True, slots=True)
class Past:
    """The same method run at an earlier moment: what it expected of each week, and what came."""

    weeks: tuple[date, ...]
    expected: tuple[float, ...]
    came: tuple[int, ...]

    @property
    def off(self) -> float:
        """The mean absolute error, in orders a week."""
        return sum(abs(a - b) for a, b in zip(self.expected, self.came, strict=True)) / len(self.weeks)

    @property
    def bias(self) -> float:
        """How much too many (or, below nought, too few) it expected, in orders a week."""
        return (sum(self.expected) - sum(self.came)) / len(self.weeks)


def before(origin: date, first: date | None) -> tuple[date, ...]:
    """The weeks before a Monday whose mean is taken; none that the office did not live through whole."""
    weeks = (origin - WEEK * n for n in range(BACK, 0, -1))
    return tuple(week for week in weeks if first is not None and week >= first)


def usual(counts: Weekly, weeks: tuple[date, ...]) -> float:
    """The mean of these weeks."""
    return sum(counts.get(week, 0) for week in weeks) / len(weeks) if weeks else 0.0


def season(counts: Weekly, origin: date, week: date, first: date | None) -> float | None:
    """How much fuller this week and its neighbours were last year than the weeks before; None where last year cannot
    tell."""
    earlier = before(origin - YEAR, first)
    sum_then = sum(counts.get(each, 0) for each in earlier)
    if len(earlier) < BACK or sum_then < ENOUGH:
        return None
    around = [counts.get(week - YEAR + WEEK * n, 0) for n in (-1, 0, 1)]
    ratio = (sum(around) / len(around)) / (sum_then / BACK)
    return min(max(ratio, LEAST), MOST)


def past(counts: Weekly, seasons: Weekly, origin: date, first: date | None) -> Past | None:
    """The method as it would have been run eight weeks ago, on ``counts`` with the season that ``seasons`` (those of
    the whole office) had; None where the office has too little behind it."""
    then = origin - WEEK * BACK
    weeks = before(then, first)
    if not weeks:
        return None
    mean = usual(counts, weeks)
    told = tuple(then + WEEK * n for n in range(BACK))
    expected = tuple(mean * (season(seasons, then, week, first) or 1.0) for week in told)
    return Past(told, expected, tuple(counts.get(week, 0) for week in told))
