"""Chips carry states: words first, colour second."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.text import plain

PADDING = 9
LONGEST = 320
"""Pixels of a chip on a page: the office's own names may be sentences, and would make the page wider than its place."""


def chip_font() -> QFont:
    return theme.font(theme.SMALL, bold=True)


def chip_width(text: str) -> int:
    return theme.metrics(theme.SMALL, bold=True).horizontalAdvance(text) + 2 * PADDING


def draw_chip(painter: QPainter, place: QRect, text: str, tone: str) -> None:
    """A chip at the left of ``place``, centred in its height, cut with … where it is too narrow."""
    draw_chips(painter, ((place, text, tone),))


def draw_chips(painter: QPainter, chips: Iterable[tuple[QRect, str, str]]) -> None:
    """Several of them, each with its place, text and tone. A list shows the same few words in hundreds of rows: each
    is drawn once as a picture, and the picture is painted, in an eighth of the time."""
    ratio, dark = painter.device().devicePixelRatio(), theme.is_dark()
    for place, text, tone in chips:
        picture = _picture(text, place.width() - 2 * PADDING, tone, dark, ratio)
        painter.drawPixmap(place.x(), place.center().y() - theme.CHIP // 2 + 1, picture)


@lru_cache(maxsize=2_000)
def _picture(text: str, width: int, tone: str, _dark: bool, ratio: float) -> QPixmap:
    """A chip at a screen's ``ratio`` of device to logical pixels."""
    metrics = theme.metrics(theme.SMALL, bold=True)
    shown, long = _fitted(text, width)
    ink, ground = theme.pair(tone)
    size = QSize(long + 2 * PADDING, theme.CHIP)
    made = QPixmap(size * ratio)
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ground)
    painter.drawRoundedRect(QRectF(QPointF(), QSizeF(size)), theme.CHIP / 2, theme.CHIP / 2)
    painter.setFont(chip_font())
    painter.setPen(ink)
    painter.drawText(QPointF(PADDING, (theme.CHIP + metrics.ascent() - metrics.descent()) / 2), shown)
    painter.end()
    return made


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
        self.setToolTip(hint or (plain(text) if chip_width(text) > LONGEST else ""))
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
        return QSize(min(chip_width(self._text), LONGEST), theme.CHIP)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(chip_width(self._text), 48), theme.CHIP)

    def paintEvent(self, event: QPaintEvent) -> None:
        draw_chip(QPainter(self), self.rect(), self._text, self._tone)
