"""Cards: a titled card of label and value rows, cards of figures, small tables on a card."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import LINK, Button, WholeLink
from fmcrm_desktop.ui.kit.card_head import CardHead
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.flow import within
from fmcrm_desktop.ui.kit.small_table import SmallTable
from fmcrm_desktop.ui.kit.text import Elided, label, plain
from fmcrm_desktop.ui.qt_office import QtOffice

LABELS, LONGEST = 92, 130
"""Width of the column of labels: at least, and for names that are sentences."""


class Card(QFrame):
    """A white card. ``title`` and the labels of rows are marked texts, values finished ones."""

    def __init__(
        self, office: QtOffice, title: str = "", note: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.setProperty("kind", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_M)
        self.body.setSpacing(6)
        self._head: CardHead | None = None
        if title:
            said = office.words(title)
            self.setAccessibleName(said)
            self._head = CardHead(said, office.words(note) if note else "", self)
            self.body.addWidget(self._head)
        self._grid: QGridLayout | None = None

    def line(
        self, title: str, value: str, link: Link | Callable[[], object] | None = None, hint: str = ""
    ) -> Card:
        """A label and its value; a link makes the value a way to another place. Empty values show a dash."""
        if link is None or not value:
            return self.put(title, _value(value, hint))
        act = link if callable(link) else lambda: self.office.go(link)
        return self.put(title, WholeLink(value, act, hint))

    def put(self, title: str, widget: QWidget) -> Card:
        """A label and any widget as its value."""
        return self._put_named(self.office.words(title), widget)

    def line_named(self, name: str, value: str) -> Card:
        """A value under a finished name, one that the office gave."""
        return self._put_named(name, _value(value, ""))

    def _put_named(self, said: str, widget: QWidget) -> Card:
        if self._grid is None:
            self._grid = QGridLayout()
            self._grid.setHorizontalSpacing(theme.GAP_S)
            self._grid.setVerticalSpacing(6)
            self._grid.setColumnMinimumWidth(0, LABELS)
            self._grid.setColumnStretch(1, 1)
            self.body.addLayout(self._grid)
        at = self._grid.rowCount()
        long = theme.metrics().horizontalAdvance(said) > LONGEST
        name = label(said, "label", self, wrap=long)
        if long:  # the office's own names may be whole sentences; the value needs its place
            name.setFixedWidth(LONGEST)
        elif drop := _drop(name, widget):
            name.setContentsMargins(0, drop, 0, 0)
        self._grid.addWidget(name, at, 0, Qt.AlignmentFlag.AlignTop)
        if not widget.accessibleName():
            widget.setAccessibleName(said)
        name.setBuddy(widget)
        place = Qt.AlignmentFlag.AlignTop
        if widget.sizePolicy().horizontalPolicy() == QSizePolicy.Policy.Maximum:
            place |= Qt.AlignmentFlag.AlignLeft  # else a chip keeps the whole column as narrow as itself
        self._grid.addWidget(widget, at, 1, place)
        return self

    def say(self, text: str, kind: str = "") -> Card:
        """A paragraph of finished text."""
        self.body.addWidget(label(text, kind, self, wrap=True))
        self._grid = None
        return self

    def unfold(self, text: str, title: str = N_("How this is counted")) -> Card:
        """What is not always wanted (how something is counted): folded away below a button that shows it."""
        lines = label(text, "small", wrap=True)
        lines.hide()
        why = Button(self.office.words(title), LINK)
        why.setCheckable(True)
        why.setAccessibleDescription(text)
        why.toggled.connect(lines.setVisible)
        return self.add(why).add(lines)

    def add(self, widget: QWidget, stretch: int = 0) -> Card:
        self.body.addWidget(widget, stretch)
        self._grid = None
        return self

    def tool(self, widget: QWidget) -> Card:
        """A widget at the right of the heading; the card needs one."""
        assert self._head is not None
        self._head.add(widget)
        return self

    def table(self, titles: Sequence[str], rows: Sequence[Sequence[str | QWidget]]) -> Card:
        """A small table: marked titles, finished texts or widgets. For a handful of rows, not for lists."""
        said = [self.office.words(title) for title in titles]
        self.body.addWidget(SmallTable(said, rows, self))
        self._grid = None
        return self

    def fill(self) -> Card:
        """Keep the contents at the top where the card is higher than they are."""
        self.body.addStretch(1)
        return self


def _value(value: str, hint: str) -> QWidget:
    made = label(value or "—", wrap=True)
    made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    made.setToolTip(plain(hint))
    return made


SIZES = (20, 17, 15, 13)
"""Pixels of a figure, the largest that fits."""
EDGE = 14


@dataclass(frozen=True)
class Figure:
    """A card of one figure: marked title, finished value and note; ``link`` opens the records behind it."""

    title: str
    value: str
    note: str = ""
    tone: str = GREY
    link: Link | None = None
    hint: str = ""


def _drop(name: QLabel, value: QWidget) -> int:
    """How far a label is moved down to stand beside the first line of its value, where that holds buttons: pixels."""
    first: QWidget | None = value
    while first is not None and isinstance(lay := first.layout(), QVBoxLayout):
        first = next((each for each in within(first, QWidget) if lay.indexOf(each) == 0), None)
    row = first.layout() if first is not None else None
    if not isinstance(row, QHBoxLayout):
        return 0
    assert first is not None
    parts = [each for each in within(first, QWidget) if row.indexOf(each) >= 0]
    # A text that wraps hints at lines which it has not where its place is wide.
    tall = max((each.sizeHint().height() for each in parts if not each.hasHeightForWidth()), default=0)
    return max(0, (tall - name.sizeHint().height()) // 2)


class _Value(Elided):
    """The figure itself: set smaller before it is cut."""

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        for size in SIZES:  # measured as it is cut: what just fits by another measure would lose its end
            painter.setFont(theme.font(size, bold=True))
            shown = painter.fontMetrics().elidedText(self.text(), theme.ELIDE, self.width())
            if shown == self.text():
                break
        painter.drawText(
            self.contentsRect(), int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter), shown
        )


class FigureCard(QFrame):
    """Title small, figure large, a chip below (``room`` is kept for one beside cards that have one); Enter or a
    click opens the records behind."""

    opened = Signal()

    def __init__(
        self, office: QtOffice, figure: Figure, room: bool = True, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setProperty("kind", "card")
        said = office.words(figure.title)
        self.setAccessibleName(f"{said}: {figure.value} {figure.note}")
        self.setToolTip(plain(figure.hint))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(EDGE, 10, EDGE, 10)
        lay.setSpacing(2)
        self._title = Elided(said, "muted")
        lay.addWidget(self._title)
        lay.addWidget(_Value(figure.value or "—", "figure"))
        chip = ChipLabel(figure.note, figure.tone)
        if figure.note:
            lay.addWidget(chip)
        elif room:
            lay.addSpacing(theme.CHIP + 2)
        if figure.link is not None:
            link = figure.link
            self.setProperty("clickable", "true")
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
            self.opened.connect(lambda: office.go(link))

    def whole(self) -> int:
        """Pixels across at which the title is not cut."""
        edges = self.contentsMargins()
        inner = 2 * EDGE + edges.left() + edges.right() + 2
        return self._title.fontMetrics().horizontalAdvance(self._title.text()) + inner

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.opened.emit()
        else:
            super().keyPressEvent(event)
