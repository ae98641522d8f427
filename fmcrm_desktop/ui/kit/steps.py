"""The line of stages a matter passes: dots, what is behind it filled."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmcrm_desktop.ui.kit import theme


class Steps(QWidget):
    """``titles`` are finished words, ``at`` the index of the stage reached (-1: none)."""

    def __init__(self, titles: Sequence[str], at: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._titles, self._at = list(titles), at
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        said = self._titles[at] if 0 <= at < len(self._titles) else ""
        self.setAccessibleName(said)
        self.setAccessibleDescription(" → ".join(self._titles))

    def sizeHint(self) -> QSize:
        return QSize(64 * len(self._titles), 40)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(theme.font(theme.SMALL))
        wide = self.width() / max(len(self._titles), 1)
        metrics = QFontMetrics(painter.font())
        for at, title in enumerate(self._titles):
            middle = QPointF(wide * (at + 0.5), 9)
            reached = at <= self._at
            if at:
                painter.setPen(QPen(theme.colour("accent" if reached else "line"), 2))
                painter.drawLine(QPointF(middle.x() - wide + 5, 9), QPointF(middle.x() - 5, 9))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if reached else "line"))
            painter.drawEllipse(middle, 5 if at == self._at else 4, 5 if at == self._at else 4)
            painter.setPen(theme.colour("ink" if reached else "muted"))
            room = wide + self._spare(at, wide, metrics)
            shown = metrics.elidedText(title, theme.ELIDE, int(room) - 2)
            place = QRectF(middle.x() - room / 2, 19, room, 18)
            painter.drawText(place, int(Qt.AlignmentFlag.AlignCenter), shown)

    def _spare(self, at: int, wide: float, metrics: QFontMetrics) -> float:
        """What both neighbours leave of their room, so that one long title among short ones is not cut."""
        beside = [self._titles[n] for n in (at - 1, at + 1) if 0 <= n < len(self._titles)]
        longest = max((metrics.horizontalAdvance(title) for title in beside), default=0)
        inside = 0 < at < len(self._titles) - 1
        return max(0.0, wide - longest - 8) if inside else 0.0
