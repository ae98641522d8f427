"""Chips carry states: words first, colour second."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt
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
    ink, ground = theme.pair(tone)
    metrics = theme.metrics(theme.SMALL, bold=True)
    whole = metrics.horizontalAdvance(text) + 2 * PADDING
    width = min(whole, place.width())
    box = QRectF(place.x(), place.center().y() - theme.CHIP / 2 + 1, width, theme.CHIP)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(box, theme.CHIP / 2, theme.CHIP / 2)
    painter.setPen(ink)
    painter.setFont(chip_font())
    shown = text
    if width < whole:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(width) - 2 * PADDING + 2)
    painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), shown)
    painter.restore()


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
