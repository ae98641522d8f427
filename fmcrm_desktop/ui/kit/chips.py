"""Chips carry states: words first, colour second."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.ui.kit import theme

PADDING = 9


def chip_font() -> QFont:
    return theme.font(theme.SMALL, bold=True)


def chip_width(text: str) -> int:
    return theme.metrics(theme.SMALL, bold=True).horizontalAdvance(text) + 2 * PADDING


def draw_chip(painter: QPainter, place: QRect, text: str, tone: str) -> None:
    """A chip at the left of ``place``, centred in its height, cut with … where it is too narrow."""
    draw_chips(painter, ((place, text, tone),))


def draw_chips(painter: QPainter, chips: Iterable[tuple[QRect, str, str]]) -> None:
    """Several of them, each with its place, text and tone: a list has hundreds, and what they share is set once."""
    metrics = theme.metrics(theme.SMALL, bold=True)
    below = (theme.CHIP + metrics.ascent() - metrics.descent()) / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setFont(chip_font())
    for place, text, tone in chips:
        ink, ground = theme.pair(tone)
        shown, long = _fitted(text, place.width() - 2 * PADDING)
        top = place.center().y() - theme.CHIP / 2 + 1
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(
            QRectF(place.x(), top, long + 2 * PADDING, theme.CHIP), theme.CHIP / 2, theme.CHIP / 2
        )
        painter.setPen(ink)
        painter.drawText(QPointF(place.x() + PADDING, top + below), shown)
    painter.restore()


@lru_cache(maxsize=4_000)
def _fitted(text: str, width: int) -> tuple[str, int]:
    """The text as it fits into a width, and how long it is then, both in pixels."""
    metrics = theme.metrics(theme.SMALL, bold=True)
    long = metrics.horizontalAdvance(text)
    if long <= width:
        return text, long
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width + 2)
    return shown, min(metrics.horizontalAdvance(shown), max(width, 0))


class ChipLabel(QWidget):
    """One chip as a widget; finished text and a tone."""

    def __init__(self, text: str, tone: str = GREY, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setToolTip(hint)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def text(self) -> str:
        return self._text

    def set(self, text: str, tone: str) -> None:
        self._text, self._tone = text, tone
        self.setAccessibleName(text)
        self.setVisible(bool(text))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(chip_width(self._text), theme.CHIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(chip_width(self._text), 48), theme.CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), self.rect(), self._text, self._tone)
