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
        metrics = QFontMetrics(painter.font())
        left, before = 0.0, 0.0
        for at, (title, wide) in enumerate(zip(self._titles, self._widths(metrics), strict=True)):
            middle = QPointF(left + wide / 2, 9)
            reached = at <= self._at
            if at:
                painter.setPen(QPen(theme.colour("accent" if reached else "line"), 2))
                painter.drawLine(QPointF(before + 5, 9), QPointF(middle.x() - 5, 9))
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("accent" if reached else "line"))
            painter.drawEllipse(middle, 5 if at == self._at else 4, 5 if at == self._at else 4)
            painter.setPen(theme.colour("ink" if reached else "muted"))
            shown = metrics.elidedText(title, theme.ELIDE, int(wide))
            painter.drawText(QRectF(left, 19, wide, 18), int(Qt.AlignmentFlag.AlignCenter), shown)
            left, before = left + wide, middle.x()

    def _widths(self, metrics: QFontMetrics) -> list[float]:
        """Even where all titles fit so; else each its own width with the rest shared out, so that one long
        title among short ones is not cut."""
        wanted = [metrics.horizontalAdvance(title) + 2.0 for title in self._titles]
        count = max(len(wanted), 1)
        even, rest = self.width() / count, self.width() - sum(wanted)
        if rest < 0 or max(wanted, default=0) <= even:
            return [even] * len(wanted)
        return [wide + rest / count for wide in wanted]
