"""Where entries lie: pure arithmetic for the lanes of a day, the bars of a week and the cells of a month.

Nothing here knows Qt or the office. Whatever the order the entries come in, the outcome is the same.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

DAY = 24 * 60


class Item(NamedTuple):
    """An entry on the office's clock. ``first`` and ``last`` are days (ordinals, both included).

    ``begin`` is a minute of the first day, −1 for whole days; ``end`` a minute of the last day, 1 to 1440. ``below``
    the others of its day it gives way where there is no room for all.
    """

    key: int
    first: int
    last: int
    begin: int = -1
    end: int = DAY
    below: bool = False

    @property
    def is_long(self) -> bool:
        """Whole days, or 24 hours and more: shown as a bar above the hours."""
        return self.begin < 0 or (self.last - self.first) * DAY + self.end - self.begin >= DAY


class Box(NamedTuple):
    """A timed entry (or its part) on one day: minutes top to bottom, ``span`` of ``lanes`` from ``lane``."""

    key: int
    day: int
    top: int
    bottom: int
    lane: int
    lanes: int
    span: int


class More(NamedTuple):
    """Entries for which a day has no lane left, told as a number in the last lane."""

    day: int
    top: int
    bottom: int
    lane: int
    lanes: int
    keys: tuple[int, ...]


class Bar(NamedTuple):
    """An entry over whole cells of one row of days; ``before`` and ``after``: it goes on beyond them."""

    key: int
    first: int
    last: int
    row: int
    before: bool
    after: bool


@dataclass(frozen=True)
class Lanes:
    """The timed part of a week or day."""

    boxes: tuple[Box, ...]
    mores: tuple[More, ...]


@dataclass(frozen=True)
class Row:
    """One row of days: what is shown, and for each day the keys for which there was no room."""

    bars: tuple[Bar, ...]
    hidden: tuple[tuple[int, ...], ...]


def timed(items: Iterable[Item], first_day: int, days: int, least: int = 20, most: int = 8) -> Lanes:
    """Lay the entries shorter than a day in lanes side by side.

    ``least``: minutes a box takes at least, so that its title can be read; ``most``: lanes that fit in a day.
    """
    columns: list[list[tuple[int, int, int]]] = [[] for _ in range(days)]
    for item in items:
        if not item.is_long:
            for day, top, bottom in _parts(item):
                if 0 <= day - first_day < days:
                    top = min(top, DAY - least)
                    columns[day - first_day].append((top, max(bottom, top + least), item.key))
    boxes: list[Box] = []
    mores: list[More] = []
    for day, parts in enumerate(columns):
        for cluster in _clusters(sorted(parts, key=lambda part: (part[0], -part[1], part[2]))):
            _lay_cluster(day, cluster, most, boxes, mores)
    return Lanes(tuple(boxes), tuple(mores))


def bars(items: Iterable[Item], first_day: int, days: int, rows: int, only_long: bool = True) -> Row:
    """Lay entries as bars over one row of days, lowest free row first; what is beyond ``rows`` is counted.

    Where a day hides something its last row stays free for "+n more".
    """
    taken = [0] * days
    hidden: list[list[int]] = [[] for _ in range(days)]
    placed: list[Bar] = []
    full = (1 << rows) - 1
    for item in sorted(_within(items, first_day, days, only_long), key=_order):
        first, last = max(item.first - first_day, 0), min(item.last - first_day, days - 1)
        used = 0
        for day in range(first, last + 1):
            used |= taken[day]
        free = ~used & full
        if free:
            row = (free & -free).bit_length() - 1
            for day in range(first, last + 1):
                taken[day] |= 1 << row
            before, after = item.first < first_day, item.last >= first_day + days
            placed.append(Bar(item.key, first, last, row, before, after))
        else:
            for day in range(first, last + 1):
                hidden[day].append(item.key)
    return _free_last_row(placed, hidden, rows)


def _free_last_row(placed: list[Bar], hidden: list[list[int]], rows: int) -> Row:
    # Only one bar of a day lies in the last row, so hiding it never pushes out another.
    full_days = {day for day, keys in enumerate(hidden) if keys}
    shown = []
    for bar in placed:
        days = range(bar.first, bar.last + 1)
        if bar.row == rows - 1 and not full_days.isdisjoint(days):
            for day in days:
                hidden[day].append(bar.key)
        else:
            shown.append(bar)
    return Row(tuple(shown), tuple(tuple(sorted(keys)) for keys in hidden))


def _within(items: Iterable[Item], first_day: int, days: int, only_long: bool) -> Iterator[Item]:
    for item in items:
        if item.last >= first_day and item.first < first_day + days and (item.is_long or not only_long):
            yield item


def _order(item: Item) -> tuple[int, bool, int, int, int]:
    return (item.first, item.below, item.begin if not item.is_long else -1, -item.last, item.key)


def _parts(item: Item) -> Iterator[tuple[int, int, int]]:
    """Day, top and bottom of each day a timed entry touches."""
    for day in range(item.first, item.last + 1):
        top = item.begin if day == item.first else 0
        yield day, top, item.end if day == item.last else DAY


def _clusters(parts: Sequence[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """Runs of parts that overlap, directly or through others."""
    cluster: list[tuple[int, int, int]] = []
    reach = -1
    for part in parts:
        if cluster and part[0] >= reach:
            yield cluster
            cluster = []
        cluster.append(part)
        reach = max(reach, part[1]) if len(cluster) > 1 else part[1]
    if cluster:
        yield cluster


def _lay_cluster(
    day: int, cluster: list[tuple[int, int, int]], most: int, boxes: list[Box], mores: list[More]
) -> None:
    ends: list[int] = []  # when each lane is free again
    lanes: list[list[tuple[int, int, int]]] = []
    for part in cluster:
        lane = next((n for n, end in enumerate(ends) if end <= part[0]), len(ends))
        if lane == len(ends):
            ends.append(0)
            lanes.append([])
        ends[lane] = part[1]
        lanes[lane].append(part)
    count = len(lanes)
    shown = count
    if count > most:
        count, shown = most, most - 1
        left = sorted(part for lane in lanes[shown:] for part in lane)
        for group in _clusters(left):
            bottom = max(part[1] for part in group)
            keys = tuple(part[2] for part in group)
            mores.append(More(day, group[0][0], bottom, shown, count, keys))
    for n, row in enumerate(lanes[:shown]):
        for top, bottom, key in row:
            last = n + 1
            while last < shown and _is_free(lanes[last], top, bottom):
                last += 1
            boxes.append(Box(key, day, top, bottom, n, count, last - n))


def _is_free(lane: Sequence[tuple[int, int, int]], top: int, bottom: int) -> bool:
    """True when nothing in the lane (in order, without overlaps) touches the stretch."""
    after = bisect_right(lane, (top, DAY * 2, 0))
    if after < len(lane) and lane[after][0] < bottom:
        return False
    return after == 0 or lane[after - 1][1] <= top
