"""The counter in figures: how many came, how long they waited, by hour of the day and by kind."""

from __future__ import annotations

import statistics
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.channel import VISIT_KINDS, CounterVisit
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Waits:
    """Visits of one hour or kind; the waits, in minutes, are of those that were served."""

    key: Any
    count: int
    median: float | None
    mean: float | None
    longest: float | None


@dataclass(frozen=True)
class CounterFigures:
    """A month at the counter."""

    head: Head
    month: Month
    all: Waits
    went: int
    waiting: int
    handed: int
    rated: int
    rating: float | None
    hours: tuple[Waits, ...]
    """All 24, on the office's clock."""
    kinds: tuple[Waits, ...]
    """Most first."""


@needs("call.read")
def figures(work: Work, month: Month | None = None) -> CounterFigures:
    """Of a month, or of the present one."""
    month = month or Month.of(work.now, work.zone)
    start, end = month.period(work.zone)
    it = CounterVisit
    chosen = select(it.arrived, it.served, it.went, it.kind, it.handed_off, it.rating).where(
        it.archived.is_(None), it.arrived >= start, it.arrived < end
    )
    rows = work.rows(chosen)
    hours: dict[int, list[Any]] = defaultdict(list)
    kinds: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        hours[row.arrived.astimezone(work.zone).hour].append(row)
        kinds[row.kind].append(row)
    ratings = [row.rating for row in rows if row.rating is not None]
    order = list(VISIT_KINDS)
    by_kind = sorted((_waits(key, some) for key, some in kinds.items()), key=lambda each: (
        -each.count, order.index(each.key)
    ))  # fmt: skip
    return CounterFigures(
        head(work), month, _waits("", rows), sum(row.went for row in rows),
        sum(row.served is None and not row.went for row in rows), sum(row.handed_off for row in rows), len(ratings),
        statistics.fmean(ratings) if ratings else None, tuple(_waits(hour, hours[hour]) for hour in range(24)),
        tuple(by_kind),
    )  # fmt: skip


def _waits(key: Any, rows: Sequence[Any]) -> Waits:
    waited = sorted(_minutes(rows))
    if not waited:
        return Waits(key, len(rows), None, None, None)
    return Waits(key, len(rows), statistics.median(waited), statistics.fmean(waited), waited[-1])


def _minutes(rows: Iterable[Any]) -> list[float]:
    """A clock set back while somebody waited makes no wait of less than nothing."""
    return [
        max(0.0, (row.served - row.arrived).total_seconds() / 60) for row in rows if row.served is not None
    ]
