"""The painted week and day: whole days in bars above, hours below, a line for now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.tabs.calendar import layout
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.look import stretch_words
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch
from fmcrm_desktop.ui.tabs.calendar.week_plan import BAR, GUTTER, HEAD, HOUR, MOST_BARS, SLOT, WeekPlan

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
EDGE = 16
"""Pixels from the edge at which a drag scrolls."""
FIRST_SEEN = 7.75
"""The hour at the top when the calendar is opened."""


class WeekBoard(Board):
    """One day or seven; ``words`` for names and the office's zone."""

    plan: WeekPlan

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(words, WeekPlan(words.zone, words.today().toordinal()), parent)
        self.setAccessibleName(words(N_("Calendar by hours")))
        self._opened_at = False
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        self._every_minute = QTimer(self)
        self._every_minute.timeout.connect(self.viewport().update)
        self._every_minute.start(60_000)

    def set_hours(self, hours: WorkingCalendar) -> None:
        """Shade what is outside the office's hours."""
        self.plan.hours = hours
        self.arrange()
        self.viewport().update()

    def arrange(self) -> None:
        super().arrange()
        room = self.plan.height - self.plan.top
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, 24 * HOUR - room))
        bar.setPageStep(max(room, HOUR))
        bar.setSingleStep(HOUR)
        if not self._opened_at and room > HOUR:
            self._opened_at = True
            bar.setValue(int(FIRST_SEEN * HOUR))

    def follow(self, at: QPoint) -> None:
        bar = self.verticalScrollBar()
        if at.y() > self.plan.height - EDGE:
            bar.setValue(bar.value() + HOUR // 4)
        elif self.plan.top < at.y() < self.plan.top + EDGE:
            bar.setValue(bar.value() - HOUR // 4)

    def _scrolled(self, value: int) -> None:
        self.plan.scroll = value
        self.viewport().update()

    def reveal(self) -> None:
        if self.spot.minute < 0:
            return
        bar, room = self.verticalScrollBar(), self.plan.height - self.plan.top
        top = self.spot.minute * HOUR // 60
        if top < bar.value():
            bar.setValue(top)
        elif top + HOUR // 2 > bar.value() + room:
            bar.setValue(top + HOUR // 2 - room)

    # painting

    def paint(self, painter: QPainter) -> None:
        width, height = self.plan.width, self.plan.height
        painter.fillRect(self.viewport().rect(), self.look.colour("card"))
        painter.save()
        painter.setClipRect(QRectF(0, self.plan.top, width, height - self.plan.top))
        self._paint_hours(painter)
        self._paint_boxes(painter)
        self._paint_now(painter)
        painter.restore()
        self._paint_head(painter)
        self._paint_bars(painter)
        self._paint_mark(painter)

    def _paint_hours(self, painter: QPainter) -> None:
        width, height = self.plan.width, self.plan.height
        look = self.look
        for day, begin, end in self.plan.shut:
            shut = QRectF(self.plan.x(day), self.plan.y(begin), self.plan.column, (end - begin) * HOUR / 60)
            painter.fillRect(shut, look.colour("window"))
        painter.setFont(look.font)
        for hour in range(25):
            y = round(self.plan.y(hour * 60))
            if self.plan.top - 10 < y < height + 10:
                painter.fillRect(QRectF(GUTTER, y, width - GUTTER, 1), look.colour("line"))
                if 0 < hour < 24:
                    painter.setPen(look.colour("muted"))
                    painter.drawText(QRectF(0, y - 9, GUTTER - 8, 18), _RIGHT, f"{hour:02}:00")
        for day in range(self.plan.days):
            painter.fillRect(QRectF(round(self.plan.x(day)), self.plan.top, 1, height), look.colour("line"))

    def _paint_boxes(self, painter: QPainter) -> None:
        height = self.plan.height
        carried = self.drag.key if self.drag is not None and self.drag.ghost is not None else None
        for box in self.plan.lanes.boxes:
            rect = self.plan.box_rect(box)
            if rect.bottom() > self.plan.top and rect.top() < height:
                painter.save()
                painter.setClipRect(rect, Qt.ClipOperation.IntersectClip)
                painter.setOpacity(0.4 if box.key == carried else 1.0)
                self.look.box(painter, rect, self.plan.sheet.entries[box.key])
                painter.restore()
        painter.setFont(self.look.font)
        for more in self.plan.lanes.mores:
            rect = self.plan.box_rect(more)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("hover"))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(self.look.colour("muted"))
            painter.drawText(rect, _CENTRE, f"+{len(more.keys)}")

    def _paint_now(self, painter: QPainter) -> None:
        now = self.words.local(self.now())
        day = now.toordinal() - self.plan.first_day
        if 0 <= day < self.plan.days:
            y = self.plan.y(now.hour * 60 + now.minute)
            painter.fillRect(QRectF(self.plan.x(day), y - 1, self.plan.column, 2), self.look.colour("bad"))

    def _paint_head(self, painter: QPainter) -> None:
        look = self.look
        today = self.words.today(self.now()).toordinal()
        painter.fillRect(QRectF(0, HEAD - 1, self.plan.width, 1), look.colour("line"))
        painter.fillRect(QRectF(0, self.plan.top - 1, self.plan.width, 1), look.colour("line"))
        painter.setFont(look.head)
        for n in range(self.plan.days):
            painter.fillRect(QRectF(round(self.plan.x(n)), 0, 1, self.plan.top), look.colour("line"))
            day = date.fromordinal(self.plan.first_day + n)
            painter.setPen(look.colour("accent" if day.toordinal() == today else "ink"))
            said = f"{self.words.weekday(day)} {day.day}"
            painter.drawText(QRectF(self.plan.x(n), 0, self.plan.column, HEAD), _CENTRE, said)
        painter.setFont(look.font)
        painter.setPen(look.colour("muted"))
        painter.drawText(QRectF(0, HEAD, GUTTER - 8, BAR), _RIGHT, self.words(N_("Whole day")))

    def _paint_bars(self, painter: QPainter) -> None:
        for bar in self.plan.bars.bars:
            rect = self.plan.bar_rect(bar.first, bar.last, bar.row)
            self.look.strip(painter, rect, self.plan.sheet.entries[bar.key], (bar.before, bar.after))
        painter.setFont(self.look.font)
        painter.setPen(self.look.colour("muted"))
        for day, hidden in enumerate(self.plan.bars.hidden):
            if hidden:
                rect = self.plan.bar_rect(day, day, MOST_BARS - 1)
                painter.drawText(rect, _CENTRE, self.words(N_("+{count} more"), count=len(hidden)))

    def _paint_mark(self, painter: QPainter) -> None:
        """The keyboard's place, or where a drag would put it."""
        ghost = self.drag.ghost if self.drag is not None else None
        if ghost is not None:
            self._paint_stretch(painter, ghost, True)
        elif self.hasFocus() and self.focused is None:
            self._paint_stretch(painter, self.selected() if self.anchor else self._slot(), False)
        elif self.hasFocus() and self.focused is not None:
            self._paint_ring(painter, self.focused)

    def _slot(self) -> Stretch:
        return Stretch.between(self.spot, self.spot, SLOT)

    def _paint_ring(self, painter: QPainter, key: int) -> None:
        for bar in self.plan.bars.bars:
            if bar.key == key:
                self.look.ring(painter, self.plan.bar_rect(bar.first, bar.last, bar.row))
        painter.save()
        painter.setClipRect(QRectF(0, self.plan.top, self.plan.width, self.plan.height))
        for box in self.plan.lanes.boxes:
            if box.key == key:
                self.look.ring(painter, self.plan.box_rect(box))
        painter.restore()

    def _paint_stretch(self, painter: QPainter, stretch: Stretch, filled: bool) -> None:
        item = stretch.item(0)
        painter.save()
        if item.is_long:
            first, last = (
                max(item.first - self.plan.first_day, 0),
                min(item.last - self.plan.first_day, self.plan.days - 1),
            )
            rects = [self.plan.bar_rect(first, last, 0)]
        else:
            painter.setClipRect(QRectF(0, self.plan.top, self.plan.width, self.plan.height))
            lanes = layout.timed([item], self.plan.first_day, self.plan.days, least=1)
            rects = [self.plan.box_rect(box) for box in lanes.boxes]
        for rect in rects:
            if filled:
                painter.setOpacity(0.9)
                painter.setPen(QPen(self.look.colour("accent"), 1))
                painter.setBrush(self.look.colour("accent_soft"))
                painter.drawRoundedRect(rect, 4, 4)
                painter.setFont(theme.font(theme.SMALL, bold=True))
                painter.setPen(self.look.colour("accent"))
                said = stretch_words(stretch, self.words)
                painter.drawText(rect.adjusted(7, 2, -2, -2), int(Qt.TextFlag.TextWordWrap), said)
            else:
                self.look.ring(painter, rect)
        painter.restore()
