"""The cards across the top of How we did: the figures a manager looks for first, painted in one widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from fmcrm_desktop.model.figure_words import (
    COUNT,
    EACH,
    LIGHT_TONES,
    LIGHTS,
    MINUTES,
    MONEY,
    SHARE,
    amount,
    light,
    working,
)
from fmcrm_desktop.model.tones import BAD, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.showing import Twelve
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.chips import draw_chips
from fmcrm_desktop.ui.kit.spark import draw_spark
from fmcrm_desktop.ui.kit.text import plain

CARDS = (
    "satisfaction", "first_time_fix", "on_site_response", "mean_time_to_repair", "compliance",
    "complaints_per_100_units",
)  # fmt: skip
HIGH, PAD, GAP, RADIUS = 92, 12, 10, 8
ROOMY = 110
"""Pixels inside a card from which on there is room for its months."""
STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
LEAST = {SHARE: 0.0005, MINUTES: 0.5, EACH: 0.005, COUNT: 0.5, MONEY: 0.5}
"""A change below half of the last figure shown is none."""


def change(words: Words, name: str, figure: Figure, currency: str) -> tuple[str, str]:
    """The change on the month before in a few letters, and its tone: ▲ 3.1, ▼ 9 min."""
    measure = BY_NAME[name]
    if figure.value is None or figure.last_month is None:
        return "", GREY
    moved = figure.value - figure.last_month
    if measure.unit == MINUTES:  # between the whole minutes that are shown: no ▼ 0 min beside two times alike
        moved = round(figure.value) - round(figure.last_month)
    if abs(moved) < LEAST.get(measure.unit, 0.05):
        return words(N_("unchanged")), GREY
    if measure.unit == SHARE:
        said = words.number(abs(moved) * 100, 1)
    elif measure.unit == MINUTES:
        said = working(words, abs(moved))
    else:
        said = amount(words, measure.unit, abs(moved), currency)
    return f"{'▲' if moved > 0 else '▼'} {said}", GOOD if (moved > 0) == measure.rising else BAD


class CardStrip(QWidget):
    """``opened`` carries the name of the measure clicked, or chosen by the arrow keys and Enter."""

    opened = Signal(str)

    def __init__(self, words: Words, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.it: Twelve | None = None
        self.names: tuple[str, ...] = ()
        self._at, self._under = 0, -1
        self.setFixedHeight(HIGH + 2 * GAP)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setAccessibleName(words(N_("At a glance")))

    def sizeHint(self) -> QSize:
        return QSize(900, HIGH + 2 * GAP)

    def show_months(self, it: Twelve) -> None:
        self.it = it
        self.names = tuple(name for name in CARDS if name in it.figures)
        self._at = min(self._at, max(len(self.names) - 1, 0))
        self.setAccessibleDescription("\n".join(map(self.told, self.names)))
        self.update()

    def told(self, name: str) -> str:
        """A card in words, for the screen reader and under the mouse."""
        assert self.it is not None
        words, figure, measure = self.words, self.it.figures[name], BY_NAME[name]
        value, before, target = (
            amount(words, measure.unit, each, self.it.currency)
            for each in (figure.value, figure.last_month, figure.target)
        )
        month = self.it.month.plus(-1)
        parts = [
            words(N_("{measure}: {value}"), measure=measure.named(words), value=value),
            words(N_("{month}: {value}"), month=words.month(month.year, month.month), value=before),
        ]
        if figure.target is not None:
            parts.append(words(N_("target {target}"), target=target))
            parts.append(words(LIGHTS[light(measure.rising, figure.value, figure.target)]))
        return " · ".join(parts)

    def place(self, at: int) -> QRect:
        """Where a card is."""
        wide = (self.width() - GAP * (len(self.names) + 1)) / max(len(self.names), 1)
        left = GAP + at * (wide + GAP)
        return QRect(round(left), GAP, round(left + wide) - round(left), HIGH)

    def paintEvent(self, event: QPaintEvent) -> None:
        if self.it is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for at, name in enumerate(self.names):
            self._card(
                painter, self.place(at), name, (at == self._at and self.hasFocus()) or at == self._under
            )

    def _card(self, painter: QPainter, place: QRect, name: str, lit: bool) -> None:
        assert self.it is not None
        words, figure, measure = self.words, self.it.figures[name], BY_NAME[name]
        painter.setPen(QPen(theme.colour("accent" if lit else "line"), 1))
        painter.setBrush(theme.colour("card"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        room = place.adjusted(PAD, 8, -PAD, -8)
        self._line(
            painter,
            QRect(room.x(), room.y(), room.width(), 18),
            measure.named(words),
            ("muted", theme.BASE, False),
        )
        value = amount(words, measure.unit, figure.value, self.it.currency)
        self._line(painter, QRect(room.x(), room.y() + 20, room.width(), 28), value, ("ink", 19, True))
        said, tone = change(words, name, figure, self.it.currency)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(LIGHT_TONES[light(measure.rising, figure.value, figure.target)]))
        painter.drawRoundedRect(QRectF(place.x() + 1, place.y() + 14, 3, place.height() - 28), 1.5, 1.5)
        # A narrow card says how much it changed; the line of its months has no room.
        half = room.width() // 2 if room.width() >= ROOMY else room.width() - 14
        if said:
            draw_chips(painter, [(QRect(room.x() - 2, room.bottom() - 22, half + 14, 22), said, tone)])
        if room.width() < ROOMY:
            return
        spark = QRectF(room.x() + half + 16, room.bottom() - 24, room.width() - half - 16, 22)
        draw_spark(painter, spark, self.it.values[name])

    def _line(self, painter: QPainter, place: QRect, text: str, look: tuple[str, float, bool]) -> None:
        colour, size, bold = look
        painter.setFont(theme.font(size, bold=bold, digits=True))
        painter.setPen(theme.colour(colour))
        flags = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        if painter.fontMetrics().horizontalAdvance(text) > place.width() and " " in text and not bold:
            # a long name takes two small lines rather than lose its end
            painter.setFont(theme.font(theme.SMALL, digits=True))
            two = place.adjusted(0, -7, 0, 4)
            wrapped = flags | int(Qt.TextFlag.TextWordWrap)
            if painter.boundingRect(two, wrapped, text).height() <= two.height():
                painter.drawText(two, wrapped, text)
                return
        painter.drawText(place, flags, painter.fontMetrics().elidedText(text, theme.ELIDE, place.width()))

    def _below(self, event: QMouseEvent) -> int:
        spot = event.position().toPoint()
        return next((at for at in range(len(self.names)) if self.place(at).contains(spot)), -1)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._under = self._below(event)
        self.setToolTip(plain(self.told(self.names[self._under])) if self._under >= 0 else "")
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._under = -1
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if (at := self._below(event)) >= 0:
            self._at = at
            self.update()
            self.opened.emit(self.names[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The arrows go from card to card and say each; Enter or the space bar opens it in the list."""
        step = STEPS.get(Qt.Key(event.key()), 0)
        if step and self.names:
            self._at = min(max(self._at + step, 0), len(self.names) - 1)
            said = self.told(self.names[self._at])
            self.setAccessibleDescription(said)
            QToolTip.showText(self.mapToGlobal(self.place(self._at).bottomLeft()), plain(said), self)
            self.update()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.names:
            self.opened.emit(self.names[self._at])
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self.update()
