"""How the board of stages is painted: heads with counts, cards with name, next step and its day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter

from fmcrm_desktop.model.prospect import SOURCES, STAGES
from fmcrm_desktop.model.tones import BAD, GREY, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.prospects import LeadRow, Stage
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.chips import chip_width, draw_chip
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.tabs.prospects import telling
from fmcrm_desktop.ui.tabs.prospects.board_plan import HEAD, Spot

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.prospects.board_cards import Cards

_MIDDLE = int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)


class Look:
    """Paints one board."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def paint(self, painter: QPainter, board: Cards) -> None:
        across, down = board.horizontalScrollBar().value(), board.verticalScrollBar().value()
        height = max(board.plan.whole[1], board.viewport().height() + down)
        painter.fillRect(board.viewport().rect(), theme.colour("window"))
        painter.translate(-across, -down)
        permitted = board.plan.permitted(board.carried) if board.carried is not None else []
        for at, stage in enumerate(board.plan.stages):
            column = board.plan.column(at, height)
            self._column(painter, column, board, at, permitted)
            for place in range(len(stage.cards)):
                self._card(painter, board, Spot(at, place))
        painter.translate(0, down)
        for at, stage in enumerate(board.plan.stages):
            self._head(painter, board.plan.column(at, HEAD), stage)

    def _column(self, painter: QPainter, column: QRect, board: Cards, at: int, permitted: list[int]) -> None:
        """While a card is carried the stages it may go to are light, the one below it marked."""
        if at in permitted:
            name = "accent_soft" if at == board.over else "hover"
            painter.fillRect(column, theme.colour(name))
        painter.setPen(theme.colour("line"))
        painter.drawLine(column.topRight(), column.bottomRight())

    def _head(self, painter: QPainter, place: QRect, stage: Stage) -> None:
        painter.fillRect(place, theme.colour("card"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(place.bottomLeft(), place.bottomRight())
        painter.drawLine(place.topRight(), place.bottomRight())
        said = self.words.number(stage.total)
        room = chip_width(said)
        draw_chip(
            painter, QRect(place.right() - room - 8, place.y(), room, place.height()), said, tone(stage.state)
        )
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("ink"))
        self._text(painter, place.adjusted(10, 0, -room - 14, 0), self.words(STAGES[stage.state]))

    def _card(self, painter: QPainter, board: Cards, spot: Spot) -> None:
        row, place = board.plan.card(spot), board.plan.place(spot)
        assert row is not None
        focused = spot == board.focused and board.hasFocus()
        away = board.carried is not None and board.carried.id == row.id
        painter.setOpacity(0.5 if away else 1.0)
        painter.setBrush(theme.colour("card"))
        painter.setPen(theme.colour("accent" if focused else "line"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), theme.RADIUS, theme.RADIUS)
        if focused:
            painter.drawRoundedRect(QRectF(place).adjusted(1.5, 1.5, -1.5, -1.5), theme.RADIUS, theme.RADIUS)
        inside = place.adjusted(10, 6, -8, -6)
        line = inside.height() // 3
        painter.setFont(theme.font(bold=True))
        painter.setPen(theme.colour("ink"))
        self._text(
            painter, QRect(inside.x(), inside.y(), inside.width(), line), telling.name(row, self.words)
        )
        painter.setFont(theme.font())
        painter.setPen(theme.colour("muted"))
        self._text(painter, QRect(inside.x(), inside.y() + line, inside.width(), line), self._second(row))
        self._foot(painter, QRect(inside.x(), inside.y() + 2 * line, inside.width(), line), row)
        painter.setOpacity(1.0)

    def _foot(self, painter: QPainter, place: QRect, row: LeadRow) -> None:
        day = telling.next_day(row, self.words) or (self.words.short_date(row.closed) if row.closed else "")
        room = chip_width(day) if day else 0
        if day:
            where = QRect(place.right() - room, place.y(), room, place.height())
            draw_chip(painter, where, day, BAD if row.late else GREY)
        painter.setFont(theme.font(theme.SMALL))
        painter.setPen(theme.colour("muted"))
        self._text(painter, place.adjusted(0, 0, -room - 6, 0), telling.responsible(row, self.words))

    def _second(self, row: LeadRow) -> str:
        return row.next_step or self.words(SOURCES[row.source])

    def _text(self, painter: QPainter, place: QRect, text: str) -> None:
        painter.drawText(place, _MIDDLE, painter.fontMetrics().elidedText(text, theme.ELIDE, place.width()))

    def tip(self, row: LeadRow) -> str:
        """All of a card, for the hover."""
        words = self.words
        late = words(N_("Next step overdue")) if row.late else ""
        parts = (
            f"{row.number} {telling.name(row, words)}", row.next_step, telling.next_day(row, words), late, row.phone,
            telling.responsible(row, words),
        )  # fmt: skip
        return plain("\n".join(part for part in parts if part))
