"""A small line of a few figures, for a card or a cell: how it went, not how much it was."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainter, QPen, QPolygonF

from fmcrm_desktop.ui.kit import theme

Values = Sequence[float | None]
DOT = 2.2


def draw_spark(painter: QPainter, place: QRectF, values: Values, tone: str = "accent") -> None:
    """The figures from the first to the last in the place, a gap where there is none, a dot on the last."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return
    low, span = min(known), (max(known) - min(known)) or 1.0
    step = (place.width() - 2 * DOT) / max(len(values) - 1, 1)

    def spot(at: int, value: float) -> QPointF:
        rise = 0.5 if low == max(known) else (value - low) / span
        return QPointF(
            place.left() + DOT + at * step, place.bottom() - DOT - rise * (place.height() - 2 * DOT)
        )

    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    colour = theme.colour(tone)
    painter.setPen(QPen(colour, 1.5))
    piece: list[QPointF] = []
    last = QPointF()
    for at, value in enumerate((*values, None)):
        if value is not None:
            last = spot(at, value)
            piece.append(last)
            continue
        if len(piece) > 1:
            painter.drawPolyline(QPolygonF(piece))
        piece = []
    painter.setBrush(colour)
    painter.drawEllipse(last, DOT, DOT)
    painter.restore()
