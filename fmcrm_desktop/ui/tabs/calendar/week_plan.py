"""Where things lie in a week or a day: whole days in bars above, hours below."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from PySide6.QtCore import QPoint, QSize, Qt

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit import layout
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.calendar.hours_grid import BAR, HEAD, LEAST_HIGH, MOST_BARS, HoursGrid
from fmcrm_desktop.ui.tabs.calendar.placing import STEP, Place, Stretch
from fmcrm_desktop.ui.tabs.calendar.plan import Hit

NARROWEST = 34
"""Pixels below which a lane says nothing."""
SLOT = 30
GRIP = 6


class WeekPlan(HoursGrid):
    """One day or seven, a column each."""

    def column_of(self, place: Place) -> int:
        return place.day - self.first_day

    def _place_in(self, column: int, minute: int = -1) -> Place:
        return Place(self.first_day + column, minute)

    def arrange(self, size: QSize) -> None:
        self.width, self.height = size.width(), size.height()
        self._lay_out(max(2, int(self.column // NARROWEST)), -(-LEAST_HIGH * 60 // self.hour))
        self.boxes_of = {}
        for box in self.lanes.boxes:
            self.boxes_of.setdefault(box.day, []).append(box)
        self.shut = [
            (column, begin, end)
            for column in range(self.columns)
            for begin, end in self._shut_minutes(column)
        ]

    def _lay_out(self, most: int, least: int) -> None:
        items = self.sheet.items
        self.lanes = layout.timed(items, self.first_day, self.days, least=least, most=most)
        self.bars = layout.bars(items, self.first_day, self.days, MOST_BARS)

    def _shut_minutes(self, column: int) -> list[tuple[int, int]]:
        """First and last minute of each stretch of a column in which nobody works."""
        return shut_minutes(self.hours, self.first_day + column, self.zone)

    @property
    def turned_clocks(self) -> list[tuple[int, int, int]]:
        """Day (0 the first shown), first minute and length of what a change of the clocks leaves out, and (length
        below 0) of what comes twice."""
        found = []
        for n in range(self.days):
            minute, length = clock_change(date.fromordinal(self.first_day + n), self.zone)
            if length:
                found.append((n, minute, length))
        return found

    def place(self, at: QPoint) -> Place:
        column = max(0, min(self.columns - 1, int((at.x() - self.x(0)) // self.column)))
        if at.y() < self.top:
            return self._place_in(column)
        minute = (at.y() - self.top + self.scroll) * 60 / self.hour
        return self._place_in(column, max(0, min(DAY, int(minute // STEP) * STEP)))

    def hit(self, at: QPoint) -> Hit:
        place = self.place(at)
        if at.y() < self.top:
            return self._hit_bars(at, place)
        for more in self.lanes.mores:
            if self.box_rect(more).contains(at):
                return Hit(place, more=more.keys)
        for box in self.boxes_of.get(self.column_of(place), ()):
            rect = self.box_rect(box)
            if rect.contains(at):
                low, high = at.y() > rect.bottom() - GRIP, at.y() < rect.top() + GRIP / 2
                return Hit(place, box.key, "end" if low else "start" if high else "")
        return Hit(place)

    def _hit_bars(self, at: QPoint, place: Place) -> Hit:
        for bar in self.bars.bars:
            rect = self.bar_rect(bar.first, bar.last, bar.row)
            if rect.contains(at):
                late, early = at.x() > rect.right() - GRIP, at.x() < rect.left() + GRIP
                return Hit(place, bar.key, "end" if late else "start" if early else "")
        hidden = self.bars.hidden[self.column_of(place)]
        if hidden and at.y() > HEAD + (MOST_BARS - 1) * BAR:
            return Hit(place, more=hidden)
        return Hit(place)

    def edge_cursor(self, hit: Hit) -> Qt.CursorShape:
        return Qt.CursorShape.SizeHorCursor if hit.place.minute < 0 else Qt.CursorShape.SizeVerCursor

    def at(self, place: Place) -> Sequence[int]:
        column = self.column_of(place)
        if place.minute < 0:
            return [bar.key for bar in self.bars.bars if bar.first <= column <= bar.last]
        end = place.minute + SLOT
        return [
            box.key for box in self.boxes_of.get(column, ()) if box.top < end and box.bottom > place.minute
        ]

    def stepped(self, place: Place, right: int, down: int, fine: bool = False) -> Place:
        return place._replace(day=place.day + right, minute=stepped_minute(place.minute, down, fine))

    def owner(self, key: int, who: int) -> int:
        return 0

    def person(self, place: Place) -> str:
        return ""


def stepped_minute(minute: int, down: int, fine: bool) -> int:
    """A minute so many steps further down the hours; −1 above them is the whole day."""
    if not down:
        return minute
    if minute < 0:
        return 8 * 60 if down > 0 else -1
    minute += down * (STEP if fine else SLOT)
    if not fine:
        minute -= minute % SLOT
    return -1 if minute < 0 else min(minute, DAY if fine else DAY - SLOT)


def shut_minutes(hours: WorkingCalendar | None, day: int, zone: tzinfo) -> list[tuple[int, int]]:
    """First and last minute of each stretch of a day (ordinal) outside these hours."""
    found: list[tuple[int, int]] = []
    if hours is None:
        return found
    start, end = (Stretch(n * DAY, n * DAY + 1).span(zone)[0] for n in (day, day + 1))
    assert isinstance(start, datetime) and isinstance(end, datetime)
    at = 0
    for span in hours.spans(start, end):
        a, b = (moment.astimezone(zone) for moment in span)
        if (begin := a.hour * 60 + a.minute) > at:
            found.append((at, begin))
        at = b.hour * 60 + b.minute if b.toordinal() == day else DAY
    if at < DAY:
        found.append((at, DAY))
    return found


def clock_change(day: date, zone: tzinfo) -> tuple[int, int]:
    """The minute at which the clocks are changed on a day, and by how many minutes they go forward; 0 for no change.

    From the zone's offsets hour by hour, as a day of 23 or 25 hours has one change.
    """
    midnight = datetime.combine(day, time(), zone)
    begin, end = (
        each.astimezone(UTC) for each in (midnight, datetime.combine(day + timedelta(1), time(), zone))
    )
    if end - begin == timedelta(1):
        return 0, 0
    at = begin
    while at < end:
        before, after = at.astimezone(zone), (at + timedelta(minutes=15)).astimezone(zone)
        change = after.utcoffset() - before.utcoffset()  # type: ignore[operator]
        if change:
            minute = before.hour * 60 + before.minute + 15
            length = int(change.total_seconds() // 60)
            return (minute if length > 0 else minute + length), length
        at += timedelta(minutes=15)
    return 0, 0
