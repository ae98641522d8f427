"""A scale as a bar: seven fields between two ends, filled up to the last score, the one before marked."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmcrm_desktop.model.behaviour import HIGHEST_SCORE
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING
from fmcrm_desktop.ui.kit import theme

HEIGHT, THICK, GAP = 22, 10, 3


def tone(score: int | None) -> str:
    """Of a score: 1 and 2 lose customers, 6 and 7 are exemplary."""
    if score is None:
        return GREY
    return BAD if score <= 2 else GOOD if score >= 6 else WARNING if score == 3 else "accent"


class ScoreBar(QWidget):
    """``said`` tells it to screen readers."""

    def __init__(self, score: int | None, before: int | None, said: str) -> None:
        super().__init__()
        self._score, self._before = score, before
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(said)

    def sizeHint(self) -> QSize:
        return QSize(140, HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        wide = (self.width() - GAP * (HIGHEST_SCORE - 1)) / HIGHEST_SCORE
        top = (HEIGHT - THICK) / 2
        painter.setPen(Qt.PenStyle.NoPen)
        for at in range(HIGHEST_SCORE):
            full = self._score is not None and at < self._score
            painter.setBrush(theme.colour(tone(self._score) if full else "line"))
            painter.drawRoundedRect(QRectF(at * (wide + GAP), top, wide, THICK), 3, 3)
        if self._before is not None and self._before != self._score:
            middle = (self._before - 0.5) * (wide + GAP)
            painter.setPen(QPen(theme.colour("ink"), 2))
            painter.drawLine(QPointF(middle, 2), QPointF(middle, HEIGHT - 2))
