"""Calls in figures: by hour, weekday, staff, topic and direction, missed ones and those answered within a day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.call import Call, CallTopic
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.calls import moments
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Slice:
    """Calls of one member of staff or about one topic; ``value`` is what the log's filter takes."""

    value: int | str | None
    names: Names
    calls: int
    missed: int
    seconds: int
    """The length of those whose length is known, together."""
    timed: int


@dataclass(frozen=True)
class Statistics:
    """A month's calls. ``hours`` has 24 figures, ``weekdays`` seven from Monday, each (all, missed)."""

    head: Head
    month: Month
    calls: int
    incoming: int
    missed: int
    returned: int
    """Missed and answered within 24 hours: the office called them, or they called again and were answered."""
    seconds: int
    timed: int
    hours: tuple[tuple[int, int], ...]
    weekdays: tuple[tuple[int, int], ...]
    staff: tuple[Slice, ...]
    topics: tuple[Slice, ...]
    outcomes: dict[str, int]

    @property
    def outgoing(self) -> int:
        return self.calls - self.incoming


@dataclass
class _Tally:
    calls: Counter[Any] = field(default_factory=Counter)
    missed: Counter[Any] = field(default_factory=Counter)
    seconds: Counter[Any] = field(default_factory=Counter)
    timed: Counter[Any] = field(default_factory=Counter)

    def add(self, key: Any, lost: bool, cell: list[int]) -> None:
        calls, seconds, timed = cell
        self.calls[key] += calls
        self.missed[key] += calls if lost else 0
        self.seconds[key] += seconds
        self.timed[key] += timed


@needs("call.read")
def month(work: Work, of: Month | None = None) -> Statistics:
    """The figures of a month on the office's clock (this one where none is named); the calls are read once."""
    of = of or Month.of(work.now, work.zone)
    start, end = of.period(work.zone)
    columns = (
        select(
            Call.id, Call.started, Call.direction, Call.outcome, Call.person_id, Call.number, Call.staff_id,
            Call.topic_id, Call.topic, Call.seconds,
        )
        .where(Call.archived.is_(None), Call.started >= start, Call.started < end + moments.A_DAY)
        .order_by(Call.started, Call.id)
    )  # fmt: skip
    rows = work.rows(columns)
    cells, returned = _cells(work, rows, end)
    hours, weekdays, staff, topics, outcomes, directions = (_Tally() for _ in range(6))
    for ((hour, day), who, about, direction, outcome), cell in cells.items():
        lost = direction == "in" and outcome == "missed"
        keys = (hour, day, who, about, outcome, direction)
        for tally, each in zip((hours, weekdays, staff, topics, outcomes, directions), keys, strict=True):
            tally.add(each, lost, cell)
    return Statistics(
        head(work), of, hours.calls.total(), directions.calls["in"], hours.missed.total(), returned,
        hours.seconds.total(), hours.timed.total(),
        tuple((hours.calls[hour], hours.missed[hour]) for hour in range(24)),
        tuple((weekdays.calls[day], weekdays.missed[day]) for day in range(7)),
        _slices(staff, _names(work, Staff)), _slices(topics, _names(work, CallTopic)), dict(outcomes.calls),
    )  # fmt: skip


def _cells(work: Work, rows: Sequence[Any], end: datetime) -> tuple[dict[tuple[Any, ...], list[int]], int]:
    """Each call counted once, under all that is told of it together, as [calls, seconds, timed]; and how many missed
    ones were answered within a day. ``rows`` go on for a day after the end."""
    back = moments.returned(rows)
    clock = moments.Clock(work.zone)
    cells: dict[tuple[Any, ...], list[int]] = {}
    returned = 0
    for id, started, direction, outcome, _person, _number, who, topic_id, topic, seconds in rows:
        if started >= end:
            break
        key = (clock(started), who, topic_id if topic_id is not None else topic, direction, outcome)
        cell = cells.get(key)
        if cell is None:
            cell = cells[key] = [0, 0, 0]
        cell[0] += 1
        if seconds is not None:
            cell[1] += seconds
            cell[2] += 1
        returned += id in back
    return cells, returned


def _names(work: Work, table: Any) -> dict[int, Names]:
    rows = work.rows(select(table.id, table.name, table.other_name))
    return {id: Names(name, other) for id, name, other in rows}


def _slices(tally: _Tally, names: dict[int, Names]) -> tuple[Slice, ...]:
    """The most first; words of the clerk stand for themselves."""
    made = [
        Slice(
            key, names.get(key, Names()) if isinstance(key, int) else Names(key or ""), count,
            tally.missed[key], tally.seconds[key], tally.timed[key],
        )
        for key, count in tally.calls.items()
    ]  # fmt: skip
    return tuple(sorted(made, key=lambda each: (-each.calls, each.names.name)))
