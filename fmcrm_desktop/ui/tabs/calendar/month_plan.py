"""Where things lie in a month: weeks of cells, bars in them, "+n more" where a day is full."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from PySide6.QtCore import QPoint, QRectF, QSize, Qt

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.ui.kit import layout
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Sheet
from fmcrm_desktop.ui.tabs.calendar.plan import Hit

HEAD = 26
NUMBER = 21
BAR = 18
GRIP = 6


def weeks_of(month: Month, begins: int = 0) -> tuple[int, int]:
    """The first day (ordinal) of the month's first week, and the days of all its weeks, which begin on weekday
    ``begins`` (0 is Monday)."""
    first = month.first - timedelta((month.first.weekday() - begins) % 7)
    return first.toordinal(), ((month.last - first).days // 7 + 1) * 7


class MonthPlan:
    """Whole weeks of days."""

    def __init__(self, first_day: int) -> None:
        self.sheet, self.first_day, self.days = Sheet(), first_day, 35
        self.width = self.height = 0
        self.capacity = 1
        self.weeks: list[layout.Row] = []

    @property
    def rows(self) -> int:
        return self.days // 7

    def arrange(self, size: QSize) -> None:
        self.width, self.height = size.width(), size.height()
        capacity = max(1, int((self.cell_height - NUMBER - 2) // BAR))
        by_week: list[list[layout.Item]] = [[] for _ in range(self.rows)]
        for item in self.sheet.items:
            first = max(0, (item.first - self.first_day) // 7)
            last = min(self.rows - 1, (item.last - self.first_day) // 7)
            for week in range(first, last + 1):
                by_week[week].append(item)
        self.weeks = [
            layout.bars(items, self.first_day + 7 * week, 7, capacity, only_long=False)
            for week, items in enumerate(by_week)
        ]
        self.capacity = capacity

    @property
    def cell_width(self) -> float:
        return self.width / 7

    @property
    def cell_height(self) -> float:
        return (self.height - HEAD) / max(self.rows, 1)

    def cell(self, day: int) -> QRectF:
        row, column = divmod(day - self.first_day, 7)
        wide, high = self.cell_width, self.cell_height
        return QRectF(column * wide, HEAD + row * high, wide, high)

    def bar_rect(self, week: int, first: int, last: int, row: int) -> QRectF:
        x = first * self.cell_width + 3
        y = HEAD + week * self.cell_height + NUMBER + row * BAR
        return QRectF(x, y, (last + 1) * self.cell_width - x - 3, BAR - 1)

    def place(self, at: QPoint) -> Place:
        column = max(0, min(6, int(at.x() // self.cell_width)))
        row = max(0, min(self.rows - 1, int((at.y() - HEAD) // self.cell_height)))
        return Place(self.first_day + row * 7 + column)

    def hit(self, at: QPoint) -> Hit:
        place = self.place(at)
        week, column = divmod(place.day - self.first_day, 7)
        plan = self.weeks[week]
        for bar in plan.bars:
            if bar.first <= column <= bar.last:
                rect = self.bar_rect(week, bar.first, bar.last, bar.row)
                if rect.contains(at):
                    return Hit(place, bar.key, self._edge(rect, at, bar.key))
        hidden = plan.hidden[column]
        if hidden and self.bar_rect(week, column, column, self.capacity - 1).contains(at):
            return Hit(place, more=hidden)
        return Hit(place)

    def _edge(self, rect: QRectF, at: QPoint, key: int) -> str:
        """Only whole days have edges here: an hour cannot be seen in a month."""
        if self.sheet.items[key].begin >= 0:
            return ""
        return "end" if at.x() > rect.right() - GRIP else "start" if at.x() < rect.left() + GRIP else ""

    def at(self, place: Place) -> Sequence[int]:
        week, column = divmod(place.day - self.first_day, 7)
        plan = self.weeks[week]
        shown = sorted((bar.row, bar.key) for bar in plan.bars if bar.first <= column <= bar.last)
        return [key for _, key in shown] + list(plan.hidden[column])

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        return Place(place.day + right + 7 * down)

    def rects(self, key: int) -> Sequence[QRectF]:
        return [
            self.bar_rect(week, bar.first, bar.last, bar.row)
            for week, laid in enumerate(self.weeks)
            for bar in laid.bars
            if bar.key == key
        ]

    def owner(self, key: int, who: int) -> int:
        return 0

    def person(self, place: Place) -> str:
        return ""

    def edge_cursor(self, hit: Hit) -> Qt.CursorShape:
        return Qt.CursorShape.SizeHorCursor
