"""Where things lie in a week or a day: whole days in bars above, hours below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo

from PySide6.QtCore import QPoint, QRectF, QSize, Qt

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.tabs.calendar import layout
from fmcrm_desktop.ui.tabs.calendar.layout import DAY, Box, More
from fmcrm_desktop.ui.tabs.calendar.placing import STEP, Place, Sheet, Stretch
from fmcrm_desktop.ui.tabs.calendar.plan import Hit

GUTTER = 68
HEAD = 34
BAR = 21
HOUR = 52
MOST_BARS = 4
NARROWEST = 34
"""Pixels below which a lane says nothing."""
SLOT = 30
GRIP = 6


class WeekPlan:
    """One day or seven; ``scroll`` is how far the hours are scrolled, in pixels."""

    def __init__(self, zone: tzinfo, first_day: int) -> None:
        self.zone = zone
        self.sheet, self.first_day, self.days = Sheet(), first_day, 7
        self.width = self.height = self.scroll = 0
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
        return HEAD + max(rows, 1) * BAR + 6

    @property
    def column(self) -> float:
        return (self.width - GUTTER) / self.days

    def arrange(self, size: QSize) -> None:
        self.width, self.height = size.width(), size.height()
        items = self.sheet.items
        most = max(2, int(self.column // NARROWEST))
        self.lanes = layout.timed(items, self.first_day, self.days, least=24, most=most)
        self.bars = layout.bars(items, self.first_day, self.days, MOST_BARS)
        self._arrange_hours()
        self.boxes_of = {}
        for box in self.lanes.boxes:
            self.boxes_of.setdefault(box.day, []).append(box)

    def _arrange_hours(self) -> None:
        """Day, first and last minute of each stretch in which the office is shut."""
        self.shut = []
        for day in range(self.days if self.hours is not None else 0):
            at = 0
            for begin, end in self._open_minutes(self.first_day + day):
                if begin > at:
                    self.shut.append((day, at, begin))
                at = end
            if at < DAY:
                self.shut.append((day, at, DAY))

    def _open_minutes(self, day: int) -> list[tuple[int, int]]:
        assert self.hours is not None
        start, end = (Stretch(n * DAY, n * DAY + 1).span(self.zone)[0] for n in (day, day + 1))
        assert isinstance(start, datetime) and isinstance(end, datetime)
        spans = [[at.astimezone(self.zone) for at in span] for span in self.hours.spans(start, end)]
        return [
            (a.hour * 60 + a.minute, b.hour * 60 + b.minute if b.toordinal() == day else DAY)
            for a, b in spans
        ]

    def x(self, day: float) -> float:
        return GUTTER + day * self.column

    def y(self, minute: int) -> float:
        return self.top + minute * HOUR / 60 - self.scroll

    def box_rect(self, box: Box | More) -> QRectF:
        width = (self.column - 8) / box.lanes
        span = box.span if isinstance(box, Box) else 1
        x = self.x(box.day) + 3 + box.lane * width
        return QRectF(x, self.y(box.top) + 1, width * span - 2, (box.bottom - box.top) * HOUR / 60 - 2)

    def bar_rect(self, first: int, last: int, row: int) -> QRectF:
        x = self.x(first) + 3
        return QRectF(x, HEAD + 3 + row * BAR, self.x(last + 1) - x - 5, BAR - 2)

    def place(self, at: QPoint) -> Place:
        day = self.first_day + max(0, min(self.days - 1, int((at.x() - GUTTER) // self.column)))
        if at.y() < self.top:
            return Place(day)
        minute = (at.y() - self.top + self.scroll) * 60 / HOUR
        return Place(day, max(0, min(DAY, int(minute // STEP) * STEP)))

    def hit(self, at: QPoint) -> Hit:
        place = self.place(at)
        if at.y() < self.top:
            return self._hit_bars(at, place)
        for more in self.lanes.mores:
            if self.box_rect(more).contains(at):
                return Hit(place, more=more.keys)
        for box in self.boxes_of.get(place.day - self.first_day, ()):
            rect = self.box_rect(box)
            if rect.contains(at):
                edge = (
                    "end"
                    if at.y() > rect.bottom() - GRIP
                    else "start"
                    if at.y() < rect.top() + GRIP / 2
                    else ""
                )
                return Hit(place, box.key, edge)
        return Hit(place)

    def _hit_bars(self, at: QPoint, place: Place) -> Hit:
        for bar in self.bars.bars:
            rect = self.bar_rect(bar.first, bar.last, bar.row)
            if rect.contains(at):
                edge = (
                    "end" if at.x() > rect.right() - GRIP else "start" if at.x() < rect.left() + GRIP else ""
                )
                return Hit(place, bar.key, edge)
        hidden = self.bars.hidden[place.day - self.first_day]
        if hidden and at.y() > HEAD + (MOST_BARS - 1) * BAR:
            return Hit(place, more=hidden)
        return Hit(place)

    def edge_cursor(self, hit: Hit) -> Qt.CursorShape:
        return Qt.CursorShape.SizeHorCursor if hit.place.minute < 0 else Qt.CursorShape.SizeVerCursor

    def at(self, place: Place) -> Sequence[int]:
        day = place.day - self.first_day
        if place.minute < 0:
            return [bar.key for bar in self.bars.bars if bar.first <= day <= bar.last]
        end = place.minute + SLOT
        return [box.key for box in self.boxes_of.get(day, ()) if box.top < end and box.bottom > place.minute]

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        minute = place.minute
        if down and minute < 0:
            minute = 8 * 60 if down > 0 else -1
        elif down:
            minute += down * (STEP if fine else SLOT)
            if not fine:
                minute -= minute % SLOT
            minute = -1 if minute < 0 else min(minute, DAY if fine else DAY - SLOT)
        return Place(place.day + right, minute)
