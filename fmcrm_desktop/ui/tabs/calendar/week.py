"""The painted week and day: whole days in bars above, hours below, a line for now."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QPoint, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.ground import paint_clocks, paint_gutter, paint_hours
from fmcrm_desktop.ui.tabs.calendar.hours_grid import GUTTER, HEAD, MOST_BARS
from fmcrm_desktop.ui.tabs.calendar.look import stretch_words
from fmcrm_desktop.ui.tabs.calendar.placing import Place, Stretch
from fmcrm_desktop.ui.tabs.calendar.week_plan import SLOT, WeekPlan

_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
EDGE = 16
"""Pixels from the edge at which a drag scrolls."""
FIRST_SEEN = 7.75
"""The hour at the top when the calendar is opened."""


class WeekBoard(Board):
    """One day or seven; ``words`` for names and the office's zone."""

    plan: WeekPlan

    def __init__(self, words: Words, plan: WeekPlan | None = None, parent: QWidget | None = None) -> None:
        super().__init__(words, plan or WeekPlan(words.zone, words.today().toordinal()), parent)
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

    def set_zoom(self, hour: int) -> None:
        """So many pixels an hour; what is at the top stays there."""
        if hour == self.plan.hour:
            return
        bar = self.verticalScrollBar()
        first = bar.value() / self.plan.hour
        self.plan.hour = hour
        self.arrange()
        bar.setValue(round(first * hour))
        self.viewport().update()

    def arrange(self) -> None:
        super().arrange()
        room, hour = self.plan.height - self.plan.top, self.plan.hour
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, 24 * hour - room))
        bar.setPageStep(max(room, hour))
        bar.setSingleStep(hour)
        if not self._opened_at and room > hour:
            self._opened_at = True
            bar.setValue(int(FIRST_SEEN * hour))

    def follow(self, at: QPoint) -> None:
        bar, step = self.verticalScrollBar(), self.plan.hour // 4
        if at.y() > self.plan.height - EDGE:
            bar.setValue(bar.value() + step)
        elif self.plan.top < at.y() < self.plan.top + EDGE:
            bar.setValue(bar.value() - step)

    def _scrolled(self, value: int) -> None:
        self.plan.scroll = value
        self.viewport().update()

    def reveal(self) -> None:
        at = self.spot if self.drag is None else self.drag.at
        if at.minute < 0:
            return
        bar, room, hour = self.verticalScrollBar(), self.plan.height - self.plan.top, self.plan.hour
        top = at.minute * hour // 60
        if top < bar.value():
            bar.setValue(top)
        elif top + hour // 2 > bar.value() + room:
            bar.setValue(top + hour // 2 - room)

    # painting

    def paint(self, painter: QPainter) -> None:
        width, height = self.plan.width, self.plan.height
        painter.fillRect(self.viewport().rect(), self.look.colour("card"))
        paint_gutter(painter, self.plan, self.look)
        painter.save()
        painter.setClipRect(QRectF(GUTTER, self.plan.top, width - GUTTER, height - self.plan.top))
        paint_hours(painter, self.plan, self.look)
        paint_clocks(painter, self.plan, self.look)
        self._paint_boxes(painter)
        self._paint_now(painter)
        painter.restore()
        painter.save()
        painter.setClipRect(QRectF(GUTTER, 0, width - GUTTER, height))
        self._paint_head(painter)
        self._paint_bars(painter)
        self._paint_mark(painter)
        painter.restore()

    def _paint_boxes(self, painter: QPainter) -> None:
        plan, sheet = self.plan, self.plan.sheet
        carried = self.drag.key if self.drag is not None and self.drag.ghost is not None else None
        for box in plan.lanes.boxes:
            rect = plan.box_rect(box)
            if rect.bottom() > plan.top and rect.top() < plan.height and rect.right() > GUTTER:
                painter.setOpacity(0.4 if box.key == carried else 1.0)
                self.look.box(painter, rect, sheet.entries[box.key], box.key in sheet.overlapping)
        painter.setOpacity(1.0)
        painter.setFont(self.look.font)
        for more in plan.lanes.mores:
            rect = plan.box_rect(more)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self.look.colour("hover"))
            painter.drawRoundedRect(rect, 4, 4)
            painter.setPen(self.look.colour("muted"))
            painter.drawText(rect, _CENTRE, f"+{len(more.keys)}")

    def _paint_now(self, painter: QPainter) -> None:
        now = self.words.local(self.now())
        day = now.toordinal() - self.plan.first_day
        if 0 <= day < self.plan.days:
            first, columns = self._now_columns(day)
            y = self.plan.y(now.hour * 60 + now.minute)
            wide = columns * self.plan.column
            painter.fillRect(QRectF(self.plan.x(first), y - 1, wide, 2), self.look.colour("bad"))

    def _now_columns(self, day: int) -> tuple[int, int]:
        """The columns the line for now runs over."""
        return day, 1

    def _paint_head(self, painter: QPainter) -> None:
        look, plan = self.look, self.plan
        painter.fillRect(QRectF(GUTTER, HEAD - 1, plan.width, 1), look.colour("line"))
        painter.fillRect(QRectF(GUTTER, plan.top - 1, plan.width, 1), look.colour("line"))
        for column in range(plan.columns):
            painter.fillRect(QRectF(round(plan.x(column)), 0, 1, plan.top), look.colour("line"))
            self._paint_title(painter, column, QRectF(plan.x(column), 0, plan.column, HEAD - 1))

    def _paint_title(self, painter: QPainter, column: int, at: QRectF) -> None:
        day = date.fromordinal(self.plan.first_day + column)
        today = day == self.words.today(self.now())
        painter.setFont(self.look.head_bold if today else self.look.head)
        painter.setPen(self.look.colour("accent" if today else "ink"))
        painter.drawText(at, _CENTRE, f"{self.words.weekday(day)} {day.day}")

    def _paint_bars(self, painter: QPainter) -> None:
        sheet = self.plan.sheet
        for bar in self.plan.bars.bars:
            rect = self.plan.bar_rect(bar.first, bar.last, bar.row)
            ends = bar.before, bar.after
            self.look.strip(painter, rect, sheet.entries[bar.key], ends, bar.key in sheet.overlapping)
        painter.setFont(self.look.font)
        painter.setPen(self.look.colour("muted"))
        for column, hidden in enumerate(self.plan.bars.hidden):
            if hidden:
                rect = self.plan.bar_rect(column, column, MOST_BARS - 1)
                painter.drawText(rect, _CENTRE, self.words(N_("+{count} more"), count=len(hidden)))

    def _paint_mark(self, painter: QPainter) -> None:
        """The keyboard's place, or where a drag would put it."""
        if self.drag is not None and self.drag.ghost is not None:
            self._paint_stretch(painter, self.drag.ghost, self.drag.lies, True)
        elif self.hasFocus() and self.focused is None:
            self._paint_stretch(painter, self.selected() if self.anchor else self._slot(), self.spot, False)
        elif self.hasFocus() and self.focused is not None:
            self._paint_ring(painter, self.focused)

    def _paint_ring(self, painter: QPainter, key: int) -> None:
        for rect in self.plan.above(key):
            self.look.ring(painter, rect)
        painter.save()
        painter.setClipRect(self._below_head(), Qt.ClipOperation.IntersectClip)
        for rect in self.plan.below(key):
            self.look.ring(painter, rect)
        painter.restore()

    def _below_head(self) -> QRectF:
        return QRectF(GUTTER, self.plan.top, self.plan.width - GUTTER, self.plan.height)

    def _slot(self) -> Stretch:
        return Stretch.between(self.spot, self.spot, SLOT)

    def _paint_stretch(self, painter: QPainter, stretch: Stretch, at: Place, filled: bool) -> None:
        painter.save()
        if not stretch.item(0).is_long:
            painter.setClipRect(self._below_head(), Qt.ClipOperation.IntersectClip)
        for rect in self.plan.stretch_rects(stretch, at):
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
