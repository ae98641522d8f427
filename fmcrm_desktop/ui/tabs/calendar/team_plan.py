"""Where things lie when people stand side by side for a day: the week's plan with a column a person."""

from __future__ import annotations

from datetime import tzinfo

from PySide6.QtCore import QRectF, QSize

from fmcrm_desktop.ui.kit import layout
from fmcrm_desktop.ui.tabs.calendar.hours_grid import GUTTER, MOST_BARS
from fmcrm_desktop.ui.tabs.calendar.people import People, away
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Stretch
from fmcrm_desktop.ui.tabs.calendar.week_plan import WeekPlan, shut_minutes, stepped_minute

LEAST_WIDE = 96
"""Pixels of a person's column; when there are more people than fit one scrolls sideways."""


class TeamPlan(WeekPlan):
    """One day; ``across`` is how far the columns are scrolled, in pixels."""

    def __init__(self, zone: tzinfo, first_day: int) -> None:
        super().__init__(zone, first_day)
        self.people = People()
        self.days, self.across = 1, 0

    @property
    def columns(self) -> int:
        return len(self.people.ids)

    @property
    def column(self) -> float:
        return max(float(LEAST_WIDE), super().column)

    def column_of(self, place: Place) -> int:
        return self.people.of(place)

    def _place_in(self, column: int, minute: int = -1) -> Place:
        return Place(self.first_day, minute, self.people.ids[column])

    def x(self, column: float) -> float:
        return GUTTER + column * self.column - self.across

    def arrange(self, size: QSize) -> None:
        self.across = max(0, min(self.across, self.hidden_width(size.width())))
        super().arrange(size)

    def hidden_width(self, width: int) -> int:
        """Pixels of the columns for which a board of this width has no room."""
        return max(0, self.columns * LEAST_WIDE - (width - GUTTER))

    def _lay_out(self, most: int, least: int) -> None:
        boxes: list[layout.Box] = []
        mores: list[layout.More] = []
        bars: list[layout.Bar] = []
        hidden: list[tuple[int, ...]] = []
        self._away: list[list[tuple[int, int]]] = []
        for column, items in enumerate(self.people.items(self.sheet)):
            lanes = layout.timed(items, self.first_day, 1, least=least, most=most)
            boxes += [box._replace(day=column) for box in lanes.boxes]
            mores += [more._replace(day=column) for more in lanes.mores]
            row = layout.bars(items, self.first_day, 1, MOST_BARS)
            bars += [bar._replace(first=column, last=column) for bar in row.bars]
            hidden += row.hidden
            self._away.append([each[1:] for each in away(items, self.sheet, self.first_day, 1)])
        self.lanes = layout.Lanes(tuple(boxes), tuple(mores))
        self.bars = layout.Row(tuple(bars), tuple(hidden))

    def _shut_minutes(self, column: int) -> list[tuple[int, int]]:
        hours = self.people.hours.get(self.people.ids[column], self.hours)
        return shut_minutes(hours, self.first_day, self.zone) + self._away[column]

    @property
    def turned_clocks(self) -> list[tuple[int, int, int]]:
        found = super().turned_clocks
        return [(column, *each[1:]) for each in found for column in range(self.columns)]

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        who = self.people.stepped(place.who, right)
        return place._replace(minute=stepped_minute(place.minute, down, fine), who=who)

    def owner(self, key: int, who: int) -> int:
        return self.people.owner(self.sheet, key, who)

    def person(self, place: Place) -> str:
        return self.people.names[self.people.of(place)]

    def stretch_rects(self, stretch: Stretch, at: Place) -> list[QRectF]:
        column, item = self.people.of(at), stretch.item(0)
        if item.is_long:
            return [self.bar_rect(column, column, 0)]
        return self._timed_rects(item, column)
