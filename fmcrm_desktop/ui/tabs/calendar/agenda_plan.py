"""Where things lie in the agenda: a line for each entry under the name of its day, days without any left out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QPoint, QRectF, QSize, Qt

from fmcrm_desktop.ui.kit.layout import Item
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Sheet
from fmcrm_desktop.ui.tabs.calendar.plan import Hit

HEAD = 34
LINE = 28


class Line(NamedTuple):
    """A line of the agenda: an entry on a day, or (key −1) the name of the day."""

    top: int
    high: int
    day: int
    key: int


class AgendaPlan:
    """Four weeks; ``scroll`` in pixels. A place's minute is here the entry's number on its day, from 0."""

    def __init__(self, first_day: int) -> None:
        self.sheet, self.first_day, self.days = Sheet(), first_day, 28
        self.width = self.height = self.scroll = 0
        self.lines: list[Line] = []
        self.keys: dict[int, list[int]] = {}
        """The entries of each day that has any, in order."""
        self._tops: list[int] = []
        self._starts: dict[int, int] = {}
        self._laid: tuple[Sheet, int, int] | None = None

    def arrange(self, size: QSize) -> None:
        self.width, self.height = size.width(), size.height()
        if (
            self._laid is None
            or self._laid[0] is not self.sheet
            or self._laid[1:] != (self.first_day, self.days)
        ):
            self._laid = self.sheet, self.first_day, self.days
            self._lay_out()

    def _lay_out(self) -> None:
        days: dict[int, list[Item]] = {}
        until = self.first_day + self.days - 1
        for item in self.sheet.items:
            for day in range(max(item.first, self.first_day), min(item.last, until) + 1):
                days.setdefault(day, []).append(item)
        self.lines, self.keys, self._starts, top = [], {}, {}, 0
        for day in sorted(days):
            self._starts[day] = len(self.lines)
            self.lines.append(Line(top, HEAD, day, -1))
            top += HEAD
            of_day = sorted(days[day], key=lambda item: (item.begin if item.first == day else -1, item.key))
            self.keys[day] = [item.key for item in of_day]
            for key in self.keys[day]:
                self.lines.append(Line(top, LINE, day, key))
                top += LINE
        self._tops = [line.top for line in self.lines]

    @property
    def length(self) -> int:
        """Pixels of the whole list."""
        return self.lines[-1].top + self.lines[-1].high if self.lines else 0

    def seen(self) -> Sequence[Line]:
        """The lines in sight, the only ones that are painted."""
        first = max(0, bisect_right(self._tops, self.scroll) - 1)
        return self.lines[first : bisect_right(self._tops, self.scroll + self.height)]

    def rect(self, line: Line) -> QRectF:
        return QRectF(0, line.top - self.scroll, self.width, line.high)

    def line_at(self, place: Place) -> Line | None:
        """The line of a place; of a day with nothing on it there is none."""
        start = self._starts.get(place.day)
        if start is None:
            return None
        return self.lines[start + 1 + self._number(place)]

    def _number(self, place: Place) -> int:
        return max(0, min(place.minute, len(self.keys.get(place.day, ())) - 1))

    def place_of(self, key: int) -> Place:
        """Where an entry stands first."""
        item = self.sheet.items[key]
        day = max(item.first, self.first_day)
        return Place(day, self.keys[day].index(key) if key in self.keys.get(day, ()) else 0)

    def hit(self, at: QPoint) -> Hit:
        found = bisect_right(self._tops, at.y() + self.scroll) - 1
        if found < 0 or at.y() + self.scroll >= self.length:
            return Hit(Place(self.lines[-1].day if self.lines else self.first_day, 0))
        line = self.lines[found]
        if line.key < 0:
            return Hit(Place(line.day, 0))
        return Hit(Place(line.day, found - self._starts[line.day] - 1), line.key)

    def at(self, place: Place) -> Sequence[int]:
        keys = self.keys.get(place.day)
        return [keys[self._number(place)]] if keys else []

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        """Down and up go from line to line, right and left from day to day; beyond the last comes the next day."""
        number = self._number(place) + down
        if down and 0 <= number < len(self.keys.get(place.day, ())):
            return Place(place.day, number)
        step = right or down
        days = sorted(self.keys, reverse=step < 0)
        day = next((day for day in days if (day - place.day) * step > 0), None)
        if day is None:
            return Place(self.first_day + self.days if step > 0 else self.first_day - 1, 0)
        return Place(day, len(self.keys[day]) - 1 if down < 0 else 0)

    def rects(self, key: int) -> Sequence[QRectF]:
        return [self.rect(line) for line in self.lines if line.key == key]

    def owner(self, key: int, who: int) -> int:
        return 0

    def person(self, place: Place) -> str:
        return ""

    def edge_cursor(self, hit: Hit) -> Qt.CursorShape:
        return Qt.CursorShape.PointingHandCursor
