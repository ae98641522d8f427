"""Bars and lines on the screen from the same plain figures the paper draws."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fmcrm_desktop.model.chart import Chart, Series, steps
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.text import plain

BARS = ("accent", "violet", "warning", "good", "grey", "bad")
LINES = ("bad", "violet", "good")
HEIGHT, AXIS, TOP, FOOT = 180, 40, 8, 40
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
SAID = 84
"""Room beside a bar for its figure in words."""
NAMES = 130
"""Room for the names of bars that lie across."""


def _room_of_names(chart: Chart, width: int) -> float:
    """Beside bars that lie across: the longest name is read whole, up to half of the chart."""
    metrics = theme.metrics(theme.SMALL)
    longest = max((metrics.horizontalAdvance(text) for text in chart.labels), default=0)
    return max(NAMES, min(longest + 14, width / 2))


class ChartView(QWidget):
    """``opened`` carries the index of the label clicked."""

    opened = Signal(int)

    def __init__(self, chart: Chart, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._place = -1  # the label the arrow keys stand on
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_chart(chart)

    def show_chart(self, chart: Chart) -> None:
        self._chart, self._place = chart, -1
        lone = len(chart.bars) + len(chart.lines) < 2
        self._foot = FOOT - 16 if lone else FOOT
        self.setFixedHeight(26 * len(chart.labels) + self._foot + TOP if chart.across else HEIGHT)
        self.setAccessibleName(chart.title)
        self.setAccessibleDescription("\n".join(self._told(at) for at in range(len(chart.labels))))
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, self.height())

    def _told(self, at: int) -> str:
        figures = []
        for one in (*self._chart.bars, *self._chart.lines):
            value = one.values[at] if at < len(one.values) else None
            plain_value = "—" if value is None else f"{value:,.10g}"
            figures.append(f"{one.label} {one.word(at, plain_value)}".strip())
        return f"{self._chart.labels[at]}: {', '.join(figures)}"

    def _plot(self) -> QRectF:
        left = _room_of_names(self._chart, self.width()) if self._chart.across else AXIS
        return QRectF(left, TOP, max(self.width() - left - 12, 1), max(self.height() - TOP - self._foot, 1))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL, digits=True))
        plot, marks = self._plot(), steps(self._chart.top())
        if self._chart.across:
            self._across(painter, plot, marks[-1])
        else:
            self._axis(painter, plot, marks)
            self._bars(painter, plot, marks[-1])
            for at, one in enumerate(self._chart.lines):
                self._line(painter, plot, marks[-1], one, theme.colour(LINES[at % len(LINES)]))
        self._legend(painter)
        self._marked(painter)

    def _axis(self, painter: QPainter, plot: QRectF, marks: tuple[float, ...]) -> None:
        for mark in marks:
            y = plot.bottom() - plot.height() * mark / marks[-1]
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(theme.colour("muted"))
            place = QRectF(0, y - 8, AXIS - 6, 16)
            painter.drawText(
                place, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), f"{mark:g}"
            )
        wide, metrics = self._slot(plot), painter.fontMetrics()
        longest = max((metrics.horizontalAdvance(text) for text in self._chart.labels), default=0) + 8
        every = max(1, -int(-longest // wide))
        for at, text in enumerate(self._chart.labels):
            if at % every == 0:
                place = QRectF(plot.left() + wide * at - 40, plot.bottom() + 4, wide + 80, 16)
                painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), text)

    def _slot(self, plot: QRectF) -> float:
        return max(plot.width() / max(len(self._chart.labels), 1), 1.0)

    def _bars(self, painter: QPainter, plot: QRectF, top: float) -> None:
        chart, slot = self._chart, self._slot(plot)
        beside = 1 if chart.stacked else max(len(chart.bars), 1)
        wide = min(slot * 0.7 / beside, 42.0)
        painter.setPen(Qt.PenStyle.NoPen)
        for at in range(len(chart.labels)):
            floor = plot.bottom()
            for number, one in enumerate(chart.bars):
                value = one.values[at] or 0
                high = plot.height() * value / top
                left = (
                    plot.left()
                    + slot * (at + 0.5)
                    - wide * beside / 2
                    + (0 if chart.stacked else wide * number)
                )
                painter.setBrush(theme.colour(one.tone or BARS[number % len(BARS)]))
                if high > 0:
                    painter.drawRoundedRect(QRectF(left, floor - high, max(wide - 1, 1), high), 2, 2)
                floor -= high if chart.stacked else 0

    def _line(self, painter: QPainter, plot: QRectF, top: float, one: Series, colour: QColor) -> None:
        slot = self._slot(plot)
        painter.setPen(QPen(colour, 2))
        before: QPointF | None = None
        for at, value in enumerate(one.values):
            if value is None:
                before = None
                continue
            now = QPointF(plot.left() + slot * (at + 0.5), plot.bottom() - plot.height() * value / top)
            if before is not None:
                painter.drawLine(before, now)
            painter.drawEllipse(now, 1, 1)
            before = now

    def _across(self, painter: QPainter, plot: QRectF, top: float) -> None:
        chart, middle = self._chart, int(Qt.AlignmentFlag.AlignVCenter)
        room, names = (
            plot.width() - (SAID if any(one.said for one in chart.bars) else 48),
            int(plot.left()) - 10,
        )
        for at, text in enumerate(chart.labels):
            y = plot.top() + 26 * at
            painter.setPen(theme.colour("ink"))
            shown = painter.fontMetrics().elidedText(text, theme.ELIDE, names)
            painter.drawText(QRectF(0, y, names, 26), middle, shown)
            left = plot.left()
            for number, one in enumerate(chart.bars):
                long = room * (one.values[at] or 0) / top
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour(one.tone or BARS[number % len(BARS)]))
                tall = 12 if chart.stacked or len(chart.bars) == 1 else 12 / len(chart.bars)
                down = y + 7 + (0 if chart.stacked else tall * number)
                painter.drawRoundedRect(
                    QRectF(left if chart.stacked else plot.left(), down, long, tall), 2, 2
                )
                left += long
            total = sum(one.values[at] or 0 for one in chart.bars)
            end = plot.left() + room * max((one.values[at] or 0 for one in chart.bars), default=0) / top
            painter.setPen(theme.colour("muted"))
            place = QRectF((left if chart.stacked else end) + 6, y, SAID, 26)
            alone = len(chart.bars) == 1
            text = chart.bars[0].word(at, f"{total:,.10g}") if alone else f"{total:,.10g}" * chart.stacked
            painter.drawText(place, middle, text)

    def _legend(self, painter: QPainter) -> None:
        """Which colour is what, where there is more than one."""
        chart = self._chart
        if len(chart.bars) + len(chart.lines) < 2:
            return
        x, y = float(NAMES if chart.across else AXIS), self.height() - 16.0
        named = [(one, one.tone or BARS[at % len(BARS)]) for at, one in enumerate(chart.bars)]
        named += [(one, LINES[at % len(LINES)]) for at, one in enumerate(chart.lines)]
        for one, tone in named:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(tone))
            painter.drawRoundedRect(QRectF(x, y + 4, 10, 8), 2, 2)
            painter.setPen(theme.colour("muted"))
            wide = painter.fontMetrics().horizontalAdvance(one.label)
            painter.drawText(QRectF(x + 14, y, wide + 4, 16), int(Qt.AlignmentFlag.AlignVCenter), one.label)
            x += wide + 34

    def _at(self, event: QMouseEvent) -> int:
        plot, spot = self._plot(), event.position()
        at = int(
            (spot.y() - plot.top()) // 26
            if self._chart.across
            else (spot.x() - plot.left()) // self._slot(plot)
        )
        return at if 0 <= at < len(self._chart.labels) else -1

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        at = self._at(event)
        self.setToolTip(plain(self._told(at)) if at >= 0 else "")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go from label to label and say its figures; Enter opens it."""
        step = STEPS.get(Qt.Key(event.key()), 0)
        last = len(self._chart.labels) - 1
        if step and last >= 0:
            self._place = (
                (last if step < 0 else 0) if self._place < 0 else min(max(self._place + step, 0), last)
            )
            said = self._told(self._place)
            self.setAccessibleDescription(said)
            QToolTip.showText(self.mapToGlobal(self._spot(self._place)), plain(said), self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._place >= 0:
            self.opened.emit(self._place)
        else:
            super().keyPressEvent(event)

    def _spot(self, at: int) -> QPoint:
        """The middle of a label's place."""
        plot = self._plot()
        if self._chart.across:
            return QPoint(int(plot.left()), int(plot.top() + 26 * at + 13))
        return QPoint(int(plot.left() + self._slot(plot) * (at + 0.5)), int(plot.center().y()))

    def _marked(self, painter: QPainter) -> None:
        """A frame round the label the arrow keys stand on, round the whole before they have moved."""
        if not self.hasFocus():
            return
        painter.setPen(QPen(theme.colour("accent"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self._place < 0:
            painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
            return
        plot, spot = self._plot(), self._spot(self._place)
        wide = int(self._slot(plot))
        if self._chart.across:
            painter.drawRect(1, spot.y() - 13, self.width() - 3, 26)
        else:
            painter.drawRect(spot.x() - wide // 2, int(plot.top()), wide, int(plot.height()) + 20)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (at := self._at(event)) >= 0:
            self.opened.emit(at)
