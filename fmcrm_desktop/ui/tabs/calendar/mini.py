"""The small month at the left: where one is, and a way to any day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import FLAT, Button
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.calendar.month_plan import weeks_of
from fmcrm_desktop.ui.tabs.calendar.span import Shown

LINE = 22
_CENTRE = int(Qt.AlignmentFlag.AlignCenter)
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -7, Qt.Key.Key_Down: 7}


class MiniMonth(QWidget):
    """``picked`` carries the day chosen."""

    picked = Signal(object)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        today = words.today()
        self._month = Month(today.year, today.month)
        self._title = label("", "title")
        self._days = _Days(words)
        self._days.picked.connect(self.picked)
        self._days.turned.connect(self._turn)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(0, 0, 0, 0)
        lay.setSpacing(2)
        head = QHBoxLayout()
        lay.addLayout(head)
        head.setSpacing(0)
        head.addWidget(self._title, 1)
        for picture, step, name in (
            ("chevron-left", -1, N_("Month before")),
            ("chevron-right", 1, N_("Month after")),
        ):
            button = Button("", FLAT, picture).on(partial(self._turn, step))
            button.setAccessibleName(words(name))
            button.setToolTip(words(name))
            button.setFixedSize(26, 26)
            head.addWidget(button)
        lay.addWidget(self._days)
        self._show()

    def mark(self, span: Shown) -> None:
        """Show the month of a day, with the window that is open on the right."""
        self._month = span.month
        first_day, days = span.window
        self._days.chosen, self._days.shown_days = span.day, (first_day, first_day + days)
        self._days.begins = span.begins
        self._show()

    def _turn(self, step: int) -> None:
        self._month = self._month.plus(step)
        self._show()

    def _show(self) -> None:
        self._title.setText(self._words.month(self._month.year, self._month.month))
        self._days.month = self._month
        self._days.update()


class _Days(QWidget):
    """The painted days; arrows choose, Enter goes there."""

    picked = Signal(object)
    turned = Signal(int)

    def __init__(self, words: Words) -> None:
        super().__init__()
        self._words = words
        self.month = Month(2000, 1)
        self.chosen = words.today()
        self.shown_days, self.begins = (0, 0), 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(words(N_("Choose a day")))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(206, 7 * LINE)

    def _cell(self, n: int) -> QRectF:
        wide = self.width() / 7
        return QRectF(n % 7 * wide, (n // 7 + 1) * LINE, wide, LINE)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(12, digits=True))
        first, count = weeks_of(self.month, self.begins)
        painter.setPen(theme.colour("muted"))
        for n in range(7):
            said = self._words.weekday(date.fromordinal(first + n))
            painter.drawText(
                self._cell(n).translated(0, -LINE), _CENTRE, said[-1] if self._words.chinese else said[0]
            )
        today = self._words.today()
        for n in range(count):
            day = date.fromordinal(first + n)
            cell = self._cell(n)
            if self.shown_days[0] <= first + n < self.shown_days[1]:
                painter.fillRect(cell, theme.colour("accent_soft"))
            if day.month == self.month.month:
                self._paint_day(painter, cell, day, today)

    def _paint_day(self, painter: QPainter, cell: QRectF, day: date, today: date) -> None:
        if day == today:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent"))
            painter.drawRoundedRect(QRectF(cell.center().x() - 14, cell.top(), 28, LINE), 11, 11)
        if day == self.chosen and self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawRoundedRect(cell.adjusted(2, 1, -2, -1), 6, 6)
        painter.setPen(theme.colour("on_accent" if day == today else "ink"))
        painter.drawText(cell, _CENTRE, str(day.day))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        n = int(event.position().y() // LINE - 1) * 7 + min(
            6, int(event.position().x() * 7 // max(self.width(), 1))
        )
        first, count = weeks_of(self.month, self.begins)
        if 0 <= n < count:
            self._choose(date.fromordinal(first + n))
            self.picked.emit(self.chosen)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._choose(self.chosen + timedelta(_STEPS[key]))
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.picked.emit(self.chosen)
        elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.turned.emit(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _choose(self, day: date) -> None:
        self.chosen = day
        step = Month(day.year, day.month)
        if step != self.month:
            self.turned.emit((step.year - self.month.year) * 12 + step.month - self.month.month)
        self.setAccessibleDescription(self._words.date(day))
        self.update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
