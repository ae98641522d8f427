"""Where everything lies on the dispatch board: people down, hours of a day or days of a week across. No Qt here."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from fmcrm_desktop.services.busy import Span, without
from fmcrm_desktop.services.dispatch import Block, BoardSheet, Held, Worker
from fmcrm_desktop.ui.kit import layout
from fmcrm_desktop.ui.kit.layout import DAY, Item

PEOPLE, HEAD = 170, 32
"""Pixels of the people's column and of the line of hours."""
ROW, LANE, LINE, PAD = 68, 42, 22, 6
"""Pixels of a row at least (so that eight people are in sight on the smallest screen), of each of several lanes in it,
of a line in the week, and around what lies in it."""
STEP, SLOT, GRIP = 15, 30, 6
"""Minutes a block moves by and the keyboard goes by; pixels of an edge that can be taken."""
EARLIEST, LATEST = 8 * 60, 18 * 60
MOST = 4
"""Lines of a person in the week; the others are told as a number."""


class Aim(NamedTuple):
    """With whom, and from when until when: minutes of the office's clock since the first day there was."""

    who: int
    start: int
    end: int

    def span(self, zone: tzinfo) -> Span:
        """The moments in UTC."""
        start, end = moment(self.start, zone), moment(self.end, zone)
        return start, max(end, start + timedelta(minutes=1))


class Spot(NamedTuple):
    """A place of the keyboard or the mouse; in the week the minute says nothing."""

    who: int
    at: int


class Box(NamedTuple):
    """Something of somebody (``key`` into ``entries``) as it is drawn, in pixels of the whole board."""

    key: int
    who: int
    left: float
    top: float
    wide: float
    high: float


@dataclass(frozen=True)
class Row:
    """One person's row."""

    worker: Worker
    top: float
    high: float
    hidden: tuple[tuple[float, float, int], ...] = ()
    """Left, top and how many there was no room for."""


class BoardPlan:
    """``arrange`` lays everything out for a width; then all else is looked up."""

    def __init__(self, zone: tzinfo) -> None:
        self.zone, self.sheet = zone, empty(date(2000, 1, 1))
        self.width = 0.0
        self.rows: list[Row] = []
        self.entries: list[Block | Held] = []
        self.boxes: list[Box] = []
        self.first, self.last = EARLIEST, LATEST
        self._tops: list[float] = []

    @property
    def week(self) -> bool:
        return self.sheet.days > 1

    @property
    def day(self) -> int:
        """The first day, as the number of minutes at its beginning."""
        return self.sheet.first_day.toordinal() * DAY

    @property
    def height(self) -> float:
        return self.rows[-1].top + self.rows[-1].high if self.rows else HEAD

    @property
    def across(self) -> float:
        """Pixels for the hours or the days."""
        return max(self.width - PEOPLE, 1.0)

    def arrange(self, sheet: BoardSheet, width: float) -> None:
        self.sheet, self.width = sheet, width
        self.entries, self.boxes, self.rows = list(sheet.blocks), [], []
        items = {worker.id: self._items(worker) for worker in sheet.workers}
        self.first, self.last = self._hours([item for each in items.values() for item in each])
        top = float(HEAD)
        for worker in sheet.workers:
            lay = self._lay_week if self.week else self._lay_day
            row = lay(worker, items[worker.id], top)
            self.rows.append(row)
            top += row.high
        self._tops = [row.top for row in self.rows]

    def _items(self, worker: Worker) -> list[Item]:
        """What this person has, on the office's clock; entries of the calendar join the blocks."""
        found = []
        keys = {block.id: key for key, block in enumerate(self.sheet.blocks)}
        for held in worker.held:
            key = keys.get(held.visit_id, -1) if held.visit_id else -1
            if key < 0:
                key = len(self.entries)
                self.entries.append(held)
            found.append(item_of(key, held.starts, held.ends, self.zone))
        return found

    def _hours(self, items: Sequence[Item]) -> tuple[int, int]:
        """The hours shown: the office's usual ones, and what anybody works or has beside them."""
        first, last = EARLIEST, LATEST
        spans = [minutes_of(*span, self.zone) for worker in self.sheet.workers for span in worker.worked]
        inside = [(item.begin, item.end) for item in items if not item.is_long and item.first == item.last]
        for begin, end in [(begin % DAY, (end - 1) % DAY + 1) for begin, end in spans] + inside:
            first, last = min(first, begin), max(last, end)
        return first // 60 * 60, min(-(-last // 60) * 60, DAY)

    def _lay_day(self, worker: Worker, items: list[Item], top: float) -> Row:
        ordinal = self.sheet.first_day.toordinal()
        shown = [item for part in items if (item := clipped(part, ordinal)) is not None]
        boxes = layout.timed(shown, ordinal, 1, least=STEP, most=99).boxes
        lanes = max((box.lanes for box in boxes), default=1)
        high = max(ROW, lanes * LANE + 2 * PAD)
        for box in boxes:
            left, right = self.x(max(box.top, self.first)), self.x(min(box.bottom, self.last))
            each = (high - 2 * PAD) / box.lanes
            y = top + PAD + box.lane * each
            self.boxes.append(
                Box(box.key, worker.id, left, y, max(right - left - 1, 4), box.span * each - (box.lanes > 1))
            )
        return Row(worker, top, high)

    def _lay_week(self, worker: Worker, items: list[Item], top: float) -> Row:
        first, column = self.sheet.first_day.toordinal(), self.across / self.sheet.days
        days: list[list[Item]] = [[] for _ in range(self.sheet.days)]
        for item in sorted(items, key=lambda each: (each.first, each.begin, each.key)):
            for day in range(max(item.first, first), min(item.last, first + self.sheet.days - 1) + 1):
                days[day - first].append(item)
        lines = max(2, min(MOST, max((len(each) for each in days), default=0)))
        hidden = []
        for at, each in enumerate(days):
            fits = each if len(each) <= lines else each[: lines - 1]
            left = PEOPLE + at * column
            for line, item in enumerate(fits):
                y = top + PAD + line * LINE
                self.boxes.append(Box(item.key, worker.id, left + 3, y, column - 6, LINE - 2))
            if len(fits) < len(each):
                hidden.append((left + 3, top + PAD + (lines - 1) * LINE, len(each) - len(fits)))
        return Row(worker, top, max(ROW, lines * LINE + 2 * PAD), tuple(hidden))

    # where it is

    def x(self, minute: float) -> float:
        """Where a minute of the (first) day lies."""
        return PEOPLE + (minute - self.first) / (self.last - self.first) * self.across

    def row_of(self, who: int) -> Row | None:
        return next((row for row in self.rows if row.worker.id == who), None)

    def row_at(self, y: float) -> Row | None:
        at = bisect_right(self._tops, y) - 1
        return self.rows[at] if at >= 0 and y < self.height else None

    def stepped(self, who: int, by: int) -> int:
        """The person so many rows further; the last one at either end."""
        ids = [row.worker.id for row in self.rows]
        at = ids.index(who) + by if who in ids else 0
        return ids[max(0, min(len(ids) - 1, at))] if ids else 0

    def spot(self, x: float, y: float) -> Spot | None:
        """What lies under a point, on the quarter hour; None outside."""
        row = self.row_at(y)
        if row is None or x < PEOPLE:
            return None
        if self.week:
            day = min(int((x - PEOPLE) / self.across * self.sheet.days), self.sheet.days - 1)
            return Spot(row.worker.id, self.day + day * DAY)
        minute = self.first + (x - PEOPLE) / self.across * (self.last - self.first)
        return Spot(row.worker.id, self.day + max(0, min(DAY - STEP, int(minute // STEP) * STEP)))

    def box_at(self, x: float, y: float) -> tuple[Box, str] | None:
        """The box under a point and which of its edges, empty for its middle."""
        for box in reversed(self.boxes):
            if box.left <= x <= box.left + box.wide and box.top <= y <= box.top + box.high:
                if self.week:
                    return box, ""
                grip = min(GRIP, box.wide / 4)
                late, early = x > box.left + box.wide - grip, x < box.left + grip
                return box, "end" if late else "start" if early else ""
        return None

    def rect(self, aim: Aim) -> tuple[float, float, float, float] | None:
        """Where an aim would lie: left, top, width, height."""
        row = self.row_of(aim.who)
        if row is None:
            return None
        if self.week:
            column = self.across / self.sheet.days
            left = PEOPLE + (aim.start - self.day) // DAY * column
            return left + 3, row.top + 3, column - 6, row.high - 6
        start, end = (max(self.first, min(each - self.day, self.last)) for each in aim[1:])
        left, right = self.x(start), self.x(end)
        return left, row.top + PAD, max(right - left - 1, 4), row.high - 2 * PAD

    def off(self, row: Row) -> Iterator[tuple[float, float]]:
        """Left and right of each stretch in which somebody is not at work."""
        for start, end in without([self.sheet.window], row.worker.worked):
            begin, until = minutes_of(start, end, self.zone)
            if self.week:
                column = self.across / self.sheet.days
                for day in range(self.sheet.days):
                    if begin <= self.day + day * DAY and until >= self.day + (day + 1) * DAY:
                        yield PEOPLE + day * column, PEOPLE + (day + 1) * column
                continue
            left, right = max(begin - self.day, self.first), min(until - self.day, self.last)
            if left < right:
                yield self.x(left), self.x(right)


def empty(day: date) -> BoardSheet:
    """A board nothing is known of yet."""
    midnight = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return BoardSheet(day, 1, midnight, (), (), {}, 0, (midnight, midnight))


def item_of(key: int, starts: datetime, ends: datetime, zone: tzinfo) -> Item:
    begin, end = minutes_of(starts, ends, zone)
    last, until = divmod(end - 1, DAY)
    return Item(key, begin // DAY, last, begin % DAY, until + 1)


def clipped(item: Item, day: int) -> Item | None:
    """The part of an item on one day, so that what takes the whole day is drawn among the hours too."""
    if not item.first <= day <= item.last:
        return None
    begin = item.begin if item.first == day else 0
    end = item.end if item.last == day else DAY
    # a minute less than a day, or the lanes would take it for a bar of whole days
    return Item(item.key, day, day, begin, min(end, begin + DAY - 1))


def minutes_of(starts: datetime, ends: datetime, zone: tzinfo) -> tuple[int, int]:
    """First and last minute on the office's clock; in the hour that comes twice an end may read earlier."""
    begin, end = (
        local.toordinal() * DAY + local.hour * 60 + local.minute
        for local in (starts.astimezone(zone), ends.astimezone(zone))
    )
    return begin, max(end, begin + 1)


def moment(minutes: int, zone: tzinfo) -> datetime:
    day, minute = divmod(minutes, DAY)
    return datetime.combine(date.fromordinal(day), time(minute // 60, minute % 60), zone).astimezone(UTC)


def carried(before: Aim, grab: Spot, at: Spot, edge: str, week: bool) -> Aim:
    """Where a block lies after it was drawn from ``grab`` to ``at``: moved, or one of its edges drawn along."""
    if edge == "end":
        return before._replace(end=max(at.at, before.start + STEP))
    if edge == "start":
        return before._replace(start=min(at.at, before.end - STEP))
    by = at.at - grab.at
    if week:
        by = at.at // DAY * DAY - grab.at // DAY * DAY
    return Aim(at.who, before.start + by, before.end + by)


def stretched(aim: Aim, by: int) -> Aim:
    """The end so many minutes later or earlier; a quarter of an hour is left."""
    return aim._replace(end=max(aim.end + by, aim.start + STEP))
