"""Counting the declared measures: one select for each source, whatever number of measures look at it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Select, select, true

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.measures.declared import Part, Source
from fmcrm_desktop.services.measures.listed import MEASURES
from fmcrm_desktop.store.work import Work


@dataclass
class Count:
    """What was counted for one measure in one period."""

    numerator: float = 0
    denominator: float = 0
    missing: int = 0
    pending: int = 0
    middle: float | None = None
    """The value where it is a median and not a quotient."""

    def value(self, factor: int = 1) -> float | None:
        if self.middle is not None:
            return self.middle
        return self.numerator * factor / self.denominator if self.denominator else None


@dataclass(frozen=True)
class Period:
    """[start, end) in UTC, and the moments by which things of it are judged."""

    start: datetime
    end: datetime
    now: datetime
    repeat_days: int
    last_day: date

    @classmethod
    def of(cls, work: Work, month: Month) -> Period:
        start, end = month.period(settings.zone(work))
        return cls(start, end, work.now, int(settings.get(work, "repeat.days")), month.last)

    def values(self) -> dict[str, Any]:
        """What fills the bound places of the selects."""
        return {
            "start": self.start,
            "end": self.end,
            "until": min(self.end, self.now),
            "day_ago": self.now - timedelta(days=1),
            "repeat_ago": self.now - timedelta(days=self.repeat_days),
            "last_day": self.last_day,
            "repeat_seconds": self.repeat_days * 24 * 3600,
        }


def counted(work: Work, period: Period) -> dict[str, Count]:
    """Every declared measure that has parts, by name, in one statement."""
    found: dict[str, Count] = defaultdict(Count)
    statement, columns = _select()
    row = work.rows(statement, **period.values())[0]
    for (name, part), amount in zip(columns, row, strict=True):
        count = found[name]
        setattr(count, part, getattr(count, part) + int(amount or 0))
    return found


@cache
def _select() -> tuple[Select[Any], tuple[tuple[str, str], ...]]:
    """One row with everything: each source walked once, its counts side by side; and which measure's which part
    a column is."""
    by_source: dict[Source, list[tuple[str, Part]]] = defaultdict(list)
    for measure in MEASURES:
        for part in measure.parts:
            by_source[part.source].append((measure.name, part))
    names: list[tuple[str, str]] = []
    walks = []
    for source, parts in by_source.items():
        columns = [
            (name, field, expression)
            for name, part in parts
            for field in ("numerator", "denominator", "missing", "pending")
            if (expression := getattr(part, field)) is not None
        ]
        labelled = [expression.label(f"n{i}") for i, (_, _, expression) in enumerate(columns, len(names))]
        names += [(name, field) for name, field, _ in columns]
        walks.append(source.counting(*labelled).subquery())
    beside: Any = walks[0]
    for walk in walks[1:]:
        beside = beside.join(walk, true())
    return select(*(column for walk in walks for column in walk.c)).select_from(beside), tuple(names)
