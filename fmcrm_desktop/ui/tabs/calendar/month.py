"""The painted month: weeks of cells with bars, "+n more" where a day is full."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_time import Part, WorkingCalendar
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.month_plan import HEAD, NUMBER, MonthPlan, weeks_of
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Stretch

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class MonthBoard(Board):
    """Whole weeks of days; ``month`` is the one in the middle, days beside it are muted."""

    plan: MonthPlan

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        today = words.today()
        self.month = Month(today.year, today.month)
        self.hours: WorkingCalendar | None = None
        super().__init__(words, MonthPlan(weeks_of(self.month)[0]), parent)
        self.setAccessibleName(words(N_("Calendar by days")))
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def selected(self) -> Stretch:
        return Stretch.between(self.anchor or self.spot, self.spot)

    def focus_entry(self, key: int) -> None:
        super().focus_entry(key)
        self.spot = Place(self.spot.day)

    def home(self) -> int:
        today = self.words.today(self.now())
        if (today.year, today.month) == (self.month.year, self.month.month):
            return today.toordinal()
        return self.month.first.toordinal()

    # painting

    def paint(self, painter: QPainter) -> None:
        look = self.look
        painter.fillRect(self.viewport().rect(), look.colour("card"))
        self._paint_off(painter)
        self._paint_grid(painter)
        for week, plan in enumerate(self.plan.weeks):
            for bar in plan.bars:
                rect = self.plan.bar_rect(week, bar.first, bar.last, bar.row)
                entry = self.plan.sheet.entries[bar.key]
                overlaps = bar.key in self.plan.sheet.overlapping
                look.strip(painter, rect, entry, (bar.before, bar.after), overlaps)
        self._paint_more(painter)
        self._paint_mark(painter)

    def set_hours(self, hours: WorkingCalendar) -> None:
        """Shade the days on which the office does not work."""
        self.hours = hours
        self.viewport().update()

    def _is_off(self, day: date) -> bool:
        if self.hours is None or any(each.day == day for each in self.hours.make_ups):
            return False
        holiday = self.hours.day_off(day)
        return not self.hours.week[day.weekday()] or (holiday is not None and holiday.part is Part.WHOLE)

    def _paint_off(self, painter: QPainter) -> None:
        for day in range(self.plan.first_day, self.plan.first_day + self.plan.days):
            if self._is_off(date.fromordinal(day)):
                painter.fillRect(self.plan.cell(day), self.look.colour("window"))

    def _paint_grid(self, painter: QPainter) -> None:
        look, words = self.look, self.words
        width, height = self.plan.width, self.plan.height
        today = words.today(self.now())
        painter.setFont(look.font)
        painter.setPen(look.colour("muted"))
        for n in range(7):
            day = date.fromordinal(self.plan.first_day + n)
            painter.drawText(
                QRectF(n * self.plan.cell_width, 0, self.plan.cell_width, HEAD), _CENTRE, words.weekday(day)
            )
        for n in range(1, 7):
            painter.fillRect(QRectF(round(n * self.plan.cell_width), HEAD, 1, height), look.colour("line"))
        for n in range(self.plan.rows):
            painter.fillRect(
                QRectF(0, round(HEAD + n * self.plan.cell_height), width, 1), look.colour("line")
            )
        for n in range(self.plan.days):
            self._paint_number(painter, date.fromordinal(self.plan.first_day + n), today)

    def _paint_number(self, painter: QPainter, day: date, today: date) -> None:
        cell = self.plan.cell(day.toordinal())
        within = (day.year, day.month) == (self.month.year, self.month.month)
        said = self.words.short_date(day) if day.day == 1 else str(day.day)
        ink = "ink" if within else "muted"
        place = QRectF(cell.left() + 6, cell.top() + 2, cell.width() - 8, NUMBER - 3)
        if day == today:
            wide = self.look.metrics.horizontalAdvance(said) + 14
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("accent"))
            painter.drawRoundedRect(QRectF(cell.left() + 3, cell.top() + 3, max(wide, 22), 18), 9, 9)
            place = QRectF(cell.left() + 3, cell.top() + 2, max(wide, 22), 20)
            ink = "on_accent"
        painter.setPen(self.look.colour(ink))
        painter.drawText(place, _CENTRE if day == today else _LEFT, said)

    def _paint_more(self, painter: QPainter) -> None:
        painter.setFont(self.look.font)
        painter.setPen(self.look.colour("muted"))
        for week, plan in enumerate(self.plan.weeks):
            for column, hidden in enumerate(plan.hidden):
                if hidden:
                    rect = self.plan.bar_rect(week, column, column, self.plan.capacity - 1).adjusted(
                        6, 0, 0, 0
                    )
                    painter.drawText(rect, _LEFT, self.words(N_("+{count} more"), count=len(hidden)))

    def _paint_mark(self, painter: QPainter) -> None:
        ghost = self.drag.ghost if self.drag is not None else None
        if ghost is not None:
            item = ghost.item(0)
            painter.setPen(QPen(self.look.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            for day in range(
                max(item.first, self.plan.first_day),
                min(item.last, self.plan.first_day + self.plan.days - 1) + 1,
            ):
                painter.drawRoundedRect(self.plan.cell(day).adjusted(2, 2, -2, -2), 4, 4)
        elif self.hasFocus():
            self._paint_focus(painter)

    def _paint_focus(self, painter: QPainter) -> None:
        found = self.plan.rects(self.focused) if self.focused is not None else ()
        for rect in found:
            self.look.ring(painter, rect)
        if found:
            return
        item = self.selected().item(0)
        for day in range(
            max(item.first, self.plan.first_day), min(item.last, self.plan.first_day + self.plan.days - 1) + 1
        ):
            self.look.ring(painter, self.plan.cell(day))
