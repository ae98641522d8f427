"""Counting the declared measures: one select for each source, whatever number of measures look at it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from statistics import median
from typing import Any, NamedTuple

from sqlalchemy import Select, select, true

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.measures.declared import FIELDS, HUNDRED, Measure, Part, Source, added
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.store.work import Work, ready_rows, ready_rows_each


class Given(NamedTuple):
    """What one record gives to a measure: a ``kind`` (a table's name) and an id, and what it counts for."""

    kind: str
    id: int
    numerator: float
    denominator: float
    missing: int
    pending: int = 0


GivenBy = dict[str, list[Given]]
"""By the name that a measure's ``worked`` says."""


@dataclass
class Count:
    """What was counted for one measure in one period."""

    numerator: float = 0
    denominator: float = 0
    missing: int = 0
    pending: int = 0
    middle: float | None = None
    """The median, of a measure that has one for its value."""

    def add(self, given: Sequence[Given], middle: bool) -> None:
        """Add what records give."""
        if given:
            _kinds, _ids, numerators, denominators, missing, pending = zip(*given, strict=True)
            self.numerator = sum(numerators, self.numerator)
            self.denominator = sum(denominators, self.denominator)
            self.missing = sum(missing, self.missing)
            self.pending = sum(pending, self.pending)
        if middle:
            amounts = [each.numerator for each in given if each.denominator]
            self.middle = median(amounts) if amounts else None

    def value(self, measure: Measure) -> float | None:
        """The measure's value; None where there is nothing to divide by."""
        if measure.complete and self.missing:
            return None
        if measure.middle:
            return self.middle
        if not measure.over:
            return self.numerator
        factor = 100 if measure.unit == HUNDRED else 1
        return self.numerator * factor / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Period:
    """[start, end) in UTC, and the moments by which things of it are judged."""

    month: Month
    start: datetime
    end: datetime
    now: datetime
    repeat_days: int

    @classmethod
    def of(cls, work: Work, month: Month) -> Period:
        start, end = month.period(settings.zone(work))
        return cls(month, start, end, work.now, int(settings.get(work, "repeat.days")))

    @property
    def last_day(self) -> date:
        return self.month.last

    def values(self) -> dict[str, Any]:
        """What fills the bound places of the selects."""
        return {
            "start": self.start,
            "end": self.end,
            "until": min(self.end, self.now),
            "day_ago": self.now - timedelta(days=1),
            "repeat_ago": self.now - timedelta(days=self.repeat_days),
            "first_day": self.month.first,
            "last_day": self.month.last,
            "repeat_seconds": self.repeat_days * 24 * 3600,
        }


def counted(work: Work, periods: Sequence[Period], names: Iterable[str]) -> list[dict[str, Count]]:
    """What the parts of these measures come to in each period, by name, in one statement."""
    every: list[dict[str, Count]] = [defaultdict(Count) for _ in periods]
    statement, columns = _select(tuple(names))
    if statement is None:
        return every
    answers = ready_rows_each(work, statement, [each.values() for each in periods])
    for found, [row] in zip(every, answers, strict=True):
        for (name, part), amount in zip(columns, row, strict=True):
            count = found[name]
            setattr(count, part, getattr(count, part) + int(amount or 0))
    return every


def one_by_one(work: Work, period: Period, measure: Measure) -> list[Given]:
    """What each record gives to the parts of a measure: a select for each."""
    found = []
    for part in measure.parts:
        for id, *given in ready_rows(work, _part(part), **period.values()):
            if any(given):
                found.append(Given(part.source.kind, int(id), *(int(each) for each in given)))
    return found


@cache
def _part(part: Part) -> Select[Any]:
    return part.source.one_by_one(part)


@cache
def _select(wanted: tuple[str, ...]) -> tuple[Select[Any] | None, tuple[tuple[str, str], ...]]:
    """One row with everything: each source walked once, its counts side by side; and which measure's which part
    a column is."""
    by_source: dict[Source, list[tuple[str, Part]]] = defaultdict(list)
    for name in wanted:
        for part in BY_NAME[name].parts:
            by_source[part.source].append((name, part))
    names: list[tuple[str, str]] = []
    walks = []
    for source, parts in by_source.items():
        columns = [
            (name, field, added(given))
            for name, part in parts
            for field in FIELDS
            if (given := getattr(part, field)) is not None
        ]
        labelled = [expression.label(f"n{i}") for i, (_, _, expression) in enumerate(columns, len(names))]
        names += [(name, field) for name, field, _ in columns]
        walks.append(source.chosen(*labelled).subquery())
    if not walks:
        return None, ()
    beside: Any = walks[0]
    for walk in walks[1:]:
        beside = beside.join(walk, true())
    return select(*(column for walk in walks for column in walk.c)).select_from(beside), tuple(names)
