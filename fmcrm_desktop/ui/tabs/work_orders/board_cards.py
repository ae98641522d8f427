"""The left of the dispatch board: a card for every order still to be planned, fetched as they come into sight."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QApplication,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from fmcrm_desktop.model.page import Page
from fmcrm_desktop.model.tones import BAD, tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import dispatch
from fmcrm_desktop.services.dispatch import Card
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.chips import chip_width, draw_chip
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.rows import Rows
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_keys import DEEDS, ENTER, TURNS

HIGH, GAP = 82, 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)


class Painted(QStyledItemDelegate):
    """Paints a card: number and what is left of its time, summary and place, trade, building, person."""

    def __init__(self, cards: Cards) -> None:
        super().__init__(cards)
        self._cards = cards

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(200, HIGH)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        card = self._cards.rows.row(index.row())
        place = option.rect.adjusted(10, 0, -10, -GAP)
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("accent" if chosen else "line"), 2 if chosen else 1))
        painter.setBrush(theme.colour("accent_soft" if chosen and self._cards.hasFocus() else "card"))
        painter.drawRoundedRect(QRectF(place).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        if card is not None:
            self._words(painter, place, card)
        painter.restore()

    def _words(self, painter: QPainter, place: QRect, card: Card) -> None:
        words = self._cards.office.words
        shade = BAD if card.late else tone(card.priority)
        painter.fillRect(place.x(), place.y() + 3, 3, place.height() - 6, theme.pair(shade)[0])
        inner = place.adjusted(13, 6, -9, -5)
        said = board_words.left(card, words)
        wide = min(chip_width(said), inner.width() - 82)
        draw_chip(painter, QRect(inner.right() - wide, inner.y(), wide, theme.CHIP), said, shade)
        lines = (
            (
                card.job.number,
                theme.font(bold=True),
                theme.metrics(bold=True),
                "ink",
                inner.width() - wide - 6,
            ),
            (board_words.what(card, words), theme.font(), theme.metrics(), "ink", inner.width()),
            (board_words.whose(card, words), theme.font(), theme.metrics(), "muted", inner.width()),
        )
        for at, (text, font, metrics, colour, width) in enumerate(lines):
            painter.setFont(font)
            painter.setPen(theme.colour(colour))
            line = QRect(inner.x(), inner.y() + at * 21, width, 20)
            painter.drawText(line, _LEFT, metrics.elidedText(text, theme.ELIDE, width))


class Cards(QListView):
    """The list; a card drawn out of it goes wherever the mouse takes it."""

    asked = Signal(str, object)
    """open, assign or suggest, with the Job; previous, next, today, day, week, list or grid."""
    chosen = Signal(object)
    """The Job of the card that has the keyboard, or None."""
    carried = Signal(object, QPoint)
    """A Job is on its way; the mouse is at a global point."""
    dropped = Signal(bool)
    """It was let go; False when it is put back."""

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.office = office
        spoken = Column("number", N_("No."), show=board_words.spoken_card, hint=board_words.spoken_card)
        self.rows = Rows(office, dispatch.rows, (spoken,), self)
        self.setModel(self.rows)
        self.setItemDelegate(Painted(self))
        self.setUniformItemSizes(True)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setAccessibleName(office.words(N_("Not yet assigned")))
        self.selectionModel().currentRowChanged.connect(lambda *_: self.tell())
        self.rows.dataChanged.connect(lambda *_: self.tell())
        self._from: QPointF | None = None
        self._carried: Any = None

    def show_page(self, page: Page[Card]) -> None:
        """New answers: the same order stays chosen, or the one that stands in its place now."""
        at = max(self.currentIndex().row(), 0)
        id = self.rows.ids[at] if at < len(self.rows.ids) else 0
        self.rows.show(page)
        if len(page.ids):
            same = self.rows.place_of(id)
            self.choose(same if same >= 0 else min(at, len(page.ids) - 1))
        self.tell()

    def choose(self, at: int) -> None:
        self.setCurrentIndex(self.rows.index(at, 0))

    @property
    def card(self) -> Card | None:
        at = self.currentIndex().row()
        return self.rows.row(at) if 0 <= at < len(self.rows.ids) else None

    def tell(self) -> None:
        """Say which job is chosen."""
        card = self.card
        self.chosen.emit(card.job if card is not None else None)

    # keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, card = Qt.Key(event.key()), self.card
        if key == Qt.Key.Key_Escape and self._carried is not None:
            self._let_go(False)
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            event.ignore()
        elif key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            self.asked.emit("grid", None)
        elif key in TURNS:
            self.asked.emit(TURNS[key], None)
        elif key in DEEDS or key in ENTER:
            if card is not None:
                self.asked.emit(DEEDS.get(key, "assign"), card.job)
        else:
            super().keyPressEvent(event)

    # mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        super().mousePressEvent(event)
        at = self.indexAt(event.position().toPoint())
        self._from = (
            event.position() if event.button() == Qt.MouseButton.LeftButton and at.isValid() else None
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._from is None or self.card is None:
            return
        far = (event.position() - self._from).manhattanLength() >= QApplication.startDragDistance()
        if self._carried is None and far:
            self._carried = self.card.job
        if self._carried is not None:
            self.carried.emit(self._carried, event.globalPosition().toPoint())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        self._from = None
        if self._carried is not None:
            self._let_go(True)

    def _let_go(self, kept: bool) -> None:
        self._carried, self._from = None, None
        self.dropped.emit(kept)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self._from = None
        if self.card is not None and self.indexAt(event.position().toPoint()).isValid():
            self.asked.emit("open", self.card.job)
