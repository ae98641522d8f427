"""A table's rows painted in one pass, column by column. Qt would ask a delegate for each cell, which from Python takes
three times as long, at every step of a scroll."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QEvent, QLine, QObject, QRect, QRectF
from PySide6.QtGui import QMouseEvent, QPainter

from fmcrm_desktop.ui.kit import grouping, theme
from fmcrm_desktop.ui.kit.chips import draw_chips
from fmcrm_desktop.ui.kit.columns import Chip, Column, Spark
from fmcrm_desktop.ui.kit.spark import draw_spark

if TYPE_CHECKING:
    from fmcrm_desktop.ui.kit.table import Table

PAD = 10
SPARK = 9
"""Above and below a small line in a row."""
STRONG = 2
"""Pixels of the line where a group begins."""

Line = tuple[int, Any]
"""Where a row begins, in pixels, and the row."""


class Hover(QObject):
    """Keeps the ``row`` below the mouse, -1 for none: the whole row is lit, not the one cell that Qt knows of."""

    def __init__(self, table: Table) -> None:
        super().__init__(table)
        self._table, self.row = table, -1
        table.viewport().installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            self._light(self._table.rowAt(round(event.position().y())))
        elif event.type() == QEvent.Type.Leave:
            self._light(-1)
        return False

    def _light(self, row: int) -> None:
        for each in {row, self.row} if row != self.row else ():
            top = self._table.rowViewportPosition(each) if each >= 0 else -1
            self._table.viewport().update(0, top, self._table.viewport().width(), theme.ROW)
        self.row = row


def paint(table: Table, painter: QPainter, part: QRect) -> None:
    """The rows that ``part`` touches; what has not been fetched yet is asked for and stays empty."""
    rows = table.rows
    first = table.rowAt(part.top())
    if first < 0:
        return
    last = table.rowAt(part.bottom())
    places = range(first, (rows.rowCount() if last < 0 else last + 1))
    rows.fetch(places)
    top = table.rowViewportPosition(first)
    columns, groups, begun = _columns(table, part), grouping.by(table), grouping.begun(table, places)
    _grounds(table, painter, places, top, columns)
    lines = [(top + nth * theme.ROW, rows.row(place)) for nth, place in enumerate(places)]
    known = [line for line in lines if line[1] is not None]
    for column, left, width in columns:
        room = (left + PAD, width - 2 * PAD)
        if isinstance(column, Chip):
            _chips(table, painter, column, room, known)
        elif isinstance(column, Spark):
            for y, row in known:
                place = QRectF(room[0], y + SPARK, room[1], theme.ROW - 2 * SPARK)
                draw_spark(painter, place, column.values(row))
        elif column is groups:
            again = {y for nth, (y, _row) in enumerate(lines) if places[nth] not in begun}
            painter.setPen(theme.colour("muted"))
            _texts(table, painter, column, room, [line for line in known if line[0] in again])
            painter.setPen(theme.colour("ink"))
            _texts(table, painter, column, room, [line for line in known if line[0] not in again])
        else:
            painter.setPen(theme.colour("ink"))
            _texts(table, painter, column, room, known)
    for at in begun - {0}:
        y = top + (at - places.start) * theme.ROW
        painter.fillRect(part.left(), y - STRONG, part.width(), STRONG, theme.colour("muted"))
    _focus(table, painter, places, top)


def _columns(table: Table, part: QRect) -> list[tuple[Column, int, int]]:
    """Those seen, with their left edge and width."""
    found = []
    for at, column in enumerate(table.rows.columns):
        left, width = table.columnViewportPosition(at), table.columnWidth(at)
        if width and left <= part.right() and left + width >= part.left():
            found.append((column, left, width))
    return found


def _grounds(
    table: Table, painter: QPainter, places: range, top: int, columns: Sequence[tuple[Column, int, int]]
) -> None:
    """Marked rows, the row below the mouse, and a thin line below each."""
    begin = min((left for _, left, _ in columns), default=0)
    end = max((left + width for _, left, width in columns), default=0)

    def ground(first: int, after: int, name: str) -> None:
        first, after = max(first, places.start), min(after, places.stop)
        if first < after:
            y = top + (first - places.start) * theme.ROW
            painter.fillRect(begin, y, end - begin, (after - first) * theme.ROW, theme.colour(name))

    if table.hover.row >= 0:
        ground(table.hover.row, table.hover.row + 1, "window")
    for span in table.spans():
        ground(span.top(), span.bottom() + 1, "accent_soft")
    painter.setPen(theme.colour("line"))
    bottoms = (top + nth * theme.ROW - 1 for nth in range(1, len(places) + 1))
    painter.drawLines([QLine(begin, y, end - 1, y) for y in bottoms])


def _texts(
    table: Table, painter: QPainter, column: Column, room: tuple[int, int], lines: Sequence[Line]
) -> None:
    left, width = room
    metrics = theme.metrics(digits=True)
    painter.setFont(theme.font(digits=True))
    below = (theme.ROW - 1 + metrics.ascent() - metrics.descent()) // 2
    words = table.rows.office.words
    for y, row in lines:
        if text := column.text(row, words):
            text, long = _fitted(theme.written(text), width)
            painter.drawText(left + width - long if column.digits else left, y + below, text)


def _chips(
    table: Table, painter: QPainter, column: Chip, room: tuple[int, int], lines: Sequence[Line]
) -> None:
    left, width = room
    words = table.rows.office.words
    draw_chips(
        painter,
        (
            (QRect(left - 2, y, width + 6, theme.ROW - 1), text, column.tone(row))
            for y, row in lines
            if (text := column.text(row, words))
        ),
    )


def _focus(table: Table, painter: QPainter, places: range, top: int) -> None:
    now = table.currentIndex()
    if table.hasFocus() and now.isValid() and now.row() in places:
        y = top + (now.row() - places.start) * theme.ROW
        left, width = table.columnViewportPosition(now.column()), table.columnWidth(now.column())
        painter.setPen(theme.colour("accent"))
        painter.drawRect(left, y, width - 1, theme.ROW - 1)


@lru_cache(maxsize=10_000)
def _fitted(text: str, width: int) -> tuple[str, int]:
    """The text as it fits into a width, and how long it is then, both in pixels."""
    metrics = theme.metrics(digits=True)
    text = text.replace("\n", " ")
    long = metrics.horizontalAdvance(text)
    if long <= width:
        return text, long
    text = metrics.elidedText(text, theme.ELIDE, width)
    return text, metrics.horizontalAdvance(text)
