"""Small parts of the import page: a combo box that the wheel leaves alone, a table of text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from fmcrm_desktop.exchange import headings
from fmcrm_desktop.exchange.field_names import FIELD_NAMES
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.text import label

WIDEST = 260


def titles(words: Words, header: Sequence[str], cards: str) -> list[str]:
    """The headings of a table as they are shown: those of contact cards ("people") and calendars
    ("events") are ours, so they are translated."""
    if not cards:
        return list(header)
    named = {heading: field for field, heading in headings.match(header, cards).items()}
    return [words(FIELD_NAMES[named[heading]]) if heading in named else heading for heading in header]


class Combo(QComboBox):
    """(value, finished text) pairs; ``act`` gets the value a person chose."""

    def __init__(self, name: str, choices: Iterable[tuple[Any, str]], now: Any, act: Callable[[Any], object],
                 parent: QWidget | None = None) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        for value, text in choices:
            self.addItem(text, value)
        self.setCurrentIndex(max(self.findData(now), 0))
        self.activated.connect(lambda _at: act(self.currentData()))

    def wheelEvent(self, event: QWheelEvent) -> None:
        if self.hasFocus():
            super().wheelEvent(event)
        else:
            event.ignore()


def questions(below: QVBoxLayout, asked: Sequence[tuple[str, Combo]]) -> None:
    """Put combo boxes side by side, each below its finished title."""
    line = QHBoxLayout()
    below.addLayout(line)
    line.setSpacing(theme.GAP_L)
    for title, combo in asked:
        lay = QVBoxLayout()
        lay.setSpacing(3)
        line.addLayout(lay)
        name = label(title, "small")
        name.setBuddy(combo)
        combo.setAccessibleName(title)
        combo.setMinimumWidth(230)
        lay.addWidget(name)
        lay.addWidget(combo)
    line.addStretch(1)


class TextTable(QTableWidget):
    """Rows of text under titles; ``picked`` carries the number of a row clicked or entered."""

    picked = Signal(int)

    def __init__(
        self, rows: Sequence[Sequence[str]], titles: Sequence[str] = (), parent: QWidget | None = None
    ) -> None:
        width = max((len(row) for row in rows), default=len(titles))
        super().__init__(len(rows), max(width, len(titles)), parent)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.verticalHeader().setDefaultSectionSize(28)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        if titles:
            self.setHorizontalHeaderLabels([*titles, *[""] * (width - len(titles))])
            head = self.horizontalHeader()
            head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
            head.setTextElideMode(theme.ELIDE)
        else:
            self.horizontalHeader().hide()
        for down, row in enumerate(rows):
            for across, text in enumerate(row):
                self.setItem(down, across, QTableWidgetItem(text))
        self._fit()
        self.cellClicked.connect(lambda row, _column: self.picked.emit(row))

    def _fit(self) -> None:
        self.resizeColumnsToContents()
        for at in range(self.columnCount()):
            self.setColumnWidth(at, min(max(self.columnWidth(at) + 8, 56), WIDEST))

    def number(self, lines: Sequence[int]) -> None:
        """The lines as a person counts them, at the left."""
        self.setVerticalHeaderLabels([str(line) for line in lines])
        self.verticalHeader().setFixedWidth(52)

    def hide_empty(self, first: int = 0) -> None:
        """Leave out columns that say nothing from a row on."""
        for at in range(self.columnCount()):
            cells = [self.item(row, at) for row in range(first, self.rowCount())]
            self.setColumnHidden(at, not any(cell is not None and cell.text() for cell in cells))

    def mark(self, row: int) -> None:
        """Make a row look like the heading. The columns are as wide as what is below it needs: the title above lies
        over those beside it."""
        for at in range(self.columnCount()):
            item = self.item(row, at)
            if item is not None:
                item.setBackground(theme.colour("accent_soft"))
                item.setForeground(theme.colour("accent"))
                item.setFont(theme.font(bold=True))
        for above in range(row):
            self.hideRow(above)
        self._fit()
        for above in range(row):
            self.showRow(above)
            edge = self.columnCount()
            for at in reversed(range(self.columnCount())):
                cell = self.item(above, at)
                if cell is not None and cell.text():
                    if edge > at + 1:
                        self.setSpan(above, at, 1, edge - at)
                    edge = at
        self.setCurrentCell(row, 0)
        self.clearSelection()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.currentRow() >= 0:
            self.picked.emit(self.currentRow())
        else:
            super().keyPressEvent(event)
