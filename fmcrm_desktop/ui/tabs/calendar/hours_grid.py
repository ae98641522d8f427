"""The ground of a week, a day or the team's day: columns of hours below, bars of whole days above."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QRectF

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit import layout
from fmcrm_desktop.ui.kit.layout import Box, Item, More
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Sheet, Stretch

GUTTER = 66
HEAD = 34
BAR = 21
HOUR = 52
ZOOMS = (26, 36, HOUR, 72, 104)
"""Pixels of an hour from which a person chooses."""
MOST_BARS = 4
LEAST_HIGH = 20
"""Pixels of the lowest box: its title can be read."""


class HoursGrid:
    """Where each minute of each column is painted; ``scroll`` is how far the hours are scrolled, in pixels."""

    def __init__(self, zone: tzinfo, first_day: int) -> None:
        self.zone = zone
        self.sheet, self.first_day, self.days = Sheet(), first_day, 7
        self.width = self.height = self.scroll = 0
        self.hour = HOUR
        self.hours: WorkingCalendar | None = None
        self.shut: list[tuple[int, int, int]] = []
        self.lanes = layout.Lanes((), ())
        self.bars = layout.Row((), ((),) * 7)
        self.boxes_of: dict[int, list[Box]] = {}

    @property
    def top(self) -> int:
        """Where the hours begin: below the names of the days and the bars."""
        rows = max((bar.row + 1 for bar in self.bars.bars), default=0)
        rows += any(self.bars.hidden) and rows < MOST_BARS
        return HEAD + (rows * BAR + 6 if rows else BAR)

    @property
    def columns(self) -> int:
        return self.days

    @property
    def column(self) -> float:
        return (self.width - GUTTER) / max(self.columns, 1)

    def x(self, column: float) -> float:
        return GUTTER + column * self.column

    def y(self, minute: int) -> float:
        return self.top + minute * self.hour / 60 - self.scroll

    def box_rect(self, box: Box | More) -> QRectF:
        width = (self.column - 6) / box.lanes
        span = box.span if isinstance(box, Box) else 1
        x = self.x(box.day) + 3 + box.lane * width
        return QRectF(x, self.y(box.top) + 1, width * span - 2, (box.bottom - box.top) * self.hour / 60 - 2)

    def bar_rect(self, first: int, last: int, row: int) -> QRectF:
        x = self.x(first) + 3
        return QRectF(x, HEAD + 3 + row * BAR, self.x(last + 1) - x - 4, BAR - 2)

    def above(self, key: int) -> list[QRectF]:
        """The bars of an entry, over the hours."""
        return [self.bar_rect(bar.first, bar.last, bar.row) for bar in self.bars.bars if bar.key == key]

    def below(self, key: int) -> list[QRectF]:
        """The boxes of an entry, among the hours."""
        return [self.box_rect(box) for box in self.lanes.boxes if box.key == key]

    def rects(self, key: int) -> Sequence[QRectF]:
        return self.above(key) + self.below(key)

    def stretch_rects(self, stretch: Stretch, at: Place) -> list[QRectF]:
        """Where a stretch that is being made or moved to ``at`` would lie."""
        item = stretch.item(0)
        if item.is_long:
            first, last = item.first - self.first_day, item.last - self.first_day
            return [self.bar_rect(max(first, 0), min(last, self.days - 1), 0)]
        return self._timed_rects(item)

    def _timed_rects(self, item: Item, column: int = 0) -> list[QRectF]:
        """As boxes of the whole width; ``column`` is where the first day stands."""
        boxes = layout.timed([item], self.first_day, self.days, least=1).boxes
        return [self.box_rect(box._replace(day=box.day + column)) for box in boxes]
