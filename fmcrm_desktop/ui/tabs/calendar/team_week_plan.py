"""Where things lie when people stand one under the other for a week: a row a person, a cell a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from PySide6.QtCore import QPoint, QRectF, QSize, Qt

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit import layout
from fmcrm_desktop.ui.kit.layout import DAY, Bar
from fmcrm_desktop.ui.tabs.calendar.people import People, away
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Sheet, Stretch
from fmcrm_desktop.ui.tabs.calendar.plan import Hit
from fmcrm_desktop.ui.tabs.calendar.week_plan import shut_minutes

NAMES = 132
"""Pixels of the names at the left."""
HEAD = 34
BAR = 20
PAD = 5
MOST = 6
"""Entries of a day that a row shows; the others are counted."""
GRIP = 6


class TeamWeekPlan:
    """Seven days; ``scroll`` is how far the rows are scrolled, in pixels."""

    def __init__(self, zone: tzinfo, first_day: int) -> None:
        self.zone = zone
        self.sheet, self.first_day, self.days = Sheet(), first_day, 7
        self.people = People()
        self.hours: WorkingCalendar | None = None
        self.width = self.height = self.scroll = 0
        self.rows: list[layout.Row] = []
        self.tops: list[int] = [0]
        """Where each row begins below the head, and where the last ends."""
        self.shut: list[tuple[int, int]] = []
        """Row and column of the cells in which somebody does not work."""

    def arrange(self, size: QSize) -> None:
        self.width, self.height = size.width(), size.height()
        self.rows, self.shut = [], []
        needed = []
        for row, items in enumerate(self.people.items(self.sheet)):
            laid = layout.bars(items, self.first_day, self.days, MOST, only_long=False)
            self.rows.append(laid)
            needed.append(max((bar.row + 1 for bar in laid.bars), default=0) + any(laid.hidden))
            self.shut += self._shut(row, items)
        # what is left of the height is shared out, so that few people fill the board
        highs = [max(2, each) * BAR + 2 * PAD for each in needed]
        spare = max(0, self.height - HEAD - sum(highs)) // max(len(highs), 1)
        self.tops = [0]
        for high in highs:
            self.tops.append(self.tops[-1] + high + min(spare, BAR))

    def _shut(self, row: int, items: Sequence[layout.Item]) -> list[tuple[int, int]]:
        hours = self.people.hours.get(self.people.ids[row], self.hours)
        free = {
            day
            for day, begin, end in away(items, self.sheet, self.first_day, self.days)
            if end - begin >= DAY
        }
        for day in range(self.days):
            if shut_minutes(hours, self.first_day + day, self.zone) == [(0, DAY)]:
                free.add(day)
        return [(row, day) for day in sorted(free)]

    @property
    def column(self) -> float:
        return (self.width - NAMES) / max(self.days, 1)

    def y(self, row: int) -> float:
        return HEAD + self.tops[row] - self.scroll

    def cell(self, row: int, column: int) -> QRectF:
        top = self.y(row)
        return QRectF(NAMES + column * self.column, top, self.column, self.y(row + 1) - top)

    def bar_rect(self, row: int, first: int, last: int, line: int) -> QRectF:
        x = NAMES + first * self.column + 3
        return QRectF(x, self.y(row) + PAD + line * BAR, NAMES + (last + 1) * self.column - x - 3, BAR - 2)

    def more_rect(self, row: int, column: int) -> QRectF:
        return self.bar_rect(row, column, column, MOST - 1)

    def place(self, at: QPoint) -> Place:
        column = max(0, min(self.days - 1, int((at.x() - NAMES) // self.column)))
        down = at.y() - HEAD + self.scroll
        row = next((n for n in range(len(self.rows)) if down < self.tops[n + 1]), len(self.rows) - 1)
        return Place(self.first_day + column, -1, self.people.ids[max(row, 0)])

    def hit(self, at: QPoint) -> Hit:
        place = self.place(at)
        row, column = self.people.of(place), place.day - self.first_day
        for bar in self.rows[row].bars if self.rows and at.y() > HEAD else ():
            if bar.first <= column <= bar.last:
                rect = self._rect(row, bar)
                if rect.contains(at):
                    return Hit(place, bar.key, self._edge(rect, at, bar.key))
        hidden = self.rows[row].hidden[column] if self.rows else ()
        if hidden and self.more_rect(row, column).contains(at):
            return Hit(place, more=hidden)
        return Hit(place)

    def _rect(self, row: int, bar: Bar) -> QRectF:
        return self.bar_rect(row, bar.first, bar.last, bar.row)

    def _edge(self, rect: QRectF, at: QPoint, key: int) -> str:
        """Only whole days have edges here, as in a month."""
        if self.sheet.items[key].begin >= 0:
            return ""
        return "end" if at.x() > rect.right() - GRIP else "start" if at.x() < rect.left() + GRIP else ""

    def at(self, place: Place) -> Sequence[int]:
        if not self.rows:
            return []
        laid, column = self.rows[self.people.of(place)], place.day - self.first_day
        shown = sorted((bar.row, bar.key) for bar in laid.bars if bar.first <= column <= bar.last)
        return [key for _, key in shown] + list(laid.hidden[column])

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        return place._replace(day=place.day + right, who=self.people.stepped(place.who, down))

    def rects(self, key: int) -> Sequence[QRectF]:
        return [
            self._rect(row, bar) for row, laid in enumerate(self.rows) for bar in laid.bars if bar.key == key
        ]

    def owner(self, key: int, who: int) -> int:
        return self.people.owner(self.sheet, key, who)

    def person(self, place: Place) -> str:
        return self.people.names[self.people.of(place)]

    def stretch_cells(self, stretch: Stretch, at: Place) -> list[QRectF]:
        """The cells of a stretch that is being marked or moved to ``at``."""
        item, row = stretch.item(0), self.people.of(at)
        first, last = max(item.first - self.first_day, 0), min(item.last - self.first_day, self.days - 1)
        return [self.cell(row, column) for column in range(first, last + 1)]

    def edge_cursor(self, hit: Hit) -> Qt.CursorShape:
        return Qt.CursorShape.SizeHorCursor
