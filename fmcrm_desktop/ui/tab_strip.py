"""The tabs on top: the present one underlined, a badge where something is late."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QTabBar, QWidget

from fmcrm_desktop.ui.kit import theme

HEIGHT = 40
PADDING = 13


class TabStrip(QTabBar):
    """``set_badge`` shows how many are late; 0 shows nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._badges: dict[int, int] = {}
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setFixedHeight(HEIGHT)
        # The arrows stand over the last name where there are many pages: it must not shine through.
        self.setStyleSheet(f"QToolButton {{ background: {theme.tokens().card}; border: 0; }}")

    def set_badge(self, at: int, late: int, told: str) -> None:
        """``told`` is the finished sentence for screen readers and on hover."""
        self._badges[at] = late
        self.setTabToolTip(at, told if late else "")
        self.setAccessibleTabName(at, f"{self.tabText(at)}, {told}" if late else self.tabText(at))
        # Asks for the sizes again; Qt has no other way.
        self.setTabText(at, self.tabText(at))
        self.update()

    def badge(self, at: int) -> int:
        return self._badges.get(at, 0)

    def tabSizeHint(self, at: int) -> QSize:
        return QSize(self._text_width(at) + self._badge_width(at) + 2 * PADDING, HEIGHT)

    def minimumTabSizeHint(self, at: int) -> QSize:
        return self.tabSizeHint(at)

    def _text_width(self, at: int) -> int:
        # Measured bold, so that nothing moves when another tab is chosen.
        return QFontMetrics(theme.font(bold=True)).horizontalAdvance(self.tabText(at))

    def _badge_width(self, at: int) -> int:
        return 6 + self._pill(at) if self._badges.get(at) else 0

    def _pill(self, at: int) -> int:
        return max(20, QFontMetrics(theme.font(11)).horizontalAdvance(str(self._badges[at])) + 12)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(self.rect(), theme.colour("card"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(0, self.height() - 1, self.width(), self.height() - 1)
        for at in range(self.count()):
            self._tab(painter, at, self.tabRect(at))

    def _tab(self, painter: QPainter, at: int, place: QRect) -> None:
        now = at == self.currentIndex()
        painter.setFont(theme.font(bold=now))
        painter.setPen(theme.colour("accent" if now else "muted"))
        text = place.adjusted(PADDING, 0, 0, -2)
        painter.drawText(
            text, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), self.tabText(at)
        )
        if now:
            painter.fillRect(
                QRect(place.left(), place.bottom() - 1, place.width(), 2), theme.colour("accent")
            )
            if self.hasFocus():
                painter.drawRoundedRect(QRectF(place).adjusted(3, 5, -3, -6), 4, 4)
        if self._badges.get(at):
            wide = self._pill(at)
            pill = QRectF(place.right() - PADDING - wide + 1, place.center().y() - 8, wide, 16)
            ink, ground = theme.pair("bad")
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(ground)
            painter.drawRoundedRect(pill, 8, 8)
            painter.setPen(ink)
            painter.setFont(theme.font(11, digits=True))
            painter.drawText(pill, int(Qt.AlignmentFlag.AlignCenter), str(self._badges[at]))
