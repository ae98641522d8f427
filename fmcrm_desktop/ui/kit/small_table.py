"""A small table on a card: its columns side by side where they have room; else each row is a block, its further cells
below the first with their titles, so that no page need be scrolled sideways."""

from __future__ import annotations

import re
from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.text import label

LONG, STORY = 40, 200
"""Characters from which on a column is broken to lines, and from which on what is beside a text stands at its top."""
ENOUGH = 120
"""Pixels at which a text that could be broken to lines or shortened is still read well."""
TITLES = 92
"""Pixels of the column of titles where a row is a block, at least; long ones have two fifths of the width."""
BAR = 16
"""Pixels more than a scroll bar's width."""
DIGITS = 8
FIGURE = re.compile(
    r"[−+-]?[¥$€£]?(?P<digits>\d[\d.,]*)"
    r"(?: ?(?:%|h|min|d|m²|小时|分钟|分|天)(?: ?\d+)?)*(?: ?(?:min|分))?(?: \(\d+\))?|[—·]|"
)
"""What is read from the right: figures, with their unit or how many they are the mean of."""

Cell = str | QWidget
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SmallTable(QWidget):
    """``titles`` and texts of cells are finished. For a handful of rows, not for lists."""

    def __init__(
        self, titles: Sequence[str], rows: Sequence[Sequence[Cell]], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._titles = titles
        self._figures = {at for at in range(1, len(titles)) if _figures(rows, at)}
        self._broken = {
            at
            for cells in rows
            for at, cell in enumerate(cells)
            if isinstance(cell, str) and len(cell) > LONG
        }
        self._heads = [self._text(title, at, "small") for at, title in enumerate(titles)]
        self._rows = [[self._cell(cell, at) for at, cell in enumerate(cells)] for cells in rows]
        self._tops = {down for down, cells in enumerate(rows) if any(map(_story, cells))}
        self._rules: list[QFrame] = [rule(self) for _ in rows]
        self._names: list[QLabel] = []
        self.blocks = False
        """Whether each row is a block of lines."""
        self._needed: int | None = None
        """Pixels across that the columns need side by side, until a cell grows."""
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setVerticalSpacing(0)
        self._side_by_side()

    def _text(self, text: str, at: int, kind: str = "") -> QLabel:
        wraps = not kind and (not at or at in self._broken)
        made = label(text, kind, self, wraps)
        if wraps:
            made.setContentsMargins(0, theme.GAP_XS, 0, theme.GAP_XS)  # two lines would touch the rules
        if at in self._figures:
            made.setAlignment(RIGHT)
        return made

    def _cell(self, cell: Cell, at: int) -> QWidget:
        if isinstance(cell, LinkButton):
            cell.side = _side(at in self._figures)
        return self._text(cell, at) if isinstance(cell, str) else cell

    # the two ways to stand

    def _side_by_side(self) -> None:
        grid = self._grid
        grid.setHorizontalSpacing(theme.GAP_L)
        grid.setRowMinimumHeight(0, 26)
        grid.setColumnMinimumWidth(0, 0)
        for at, head in enumerate(self._heads):
            grid.addWidget(head, 0, at)
            head.show()
        for down, cells in enumerate(self._rows):
            grid.addWidget(self._rules[down], 2 * down + 1, 0, 1, max(len(self._heads), 1))
            grid.setRowMinimumHeight(2 * down + 2, theme.ROW)
            for at, cell in enumerate(cells):
                grid.addWidget(cell, 2 * down + 2, at, self._side(down, at))
        for at in range(len(self._heads)):
            grid.setColumnStretch(at, 2 if at in self._broken else int(not at))

    def _side(self, down: int, at: int) -> Qt.AlignmentFlag:
        """Beside a story a cell stands at its top; a link with a figure at the right of its place."""
        cell = self._rows[down][at]
        side = Qt.AlignmentFlag.AlignTop if down in self._tops else Qt.AlignmentFlag(0)
        if at in self._figures and not isinstance(cell, QLabel):
            side |= Qt.AlignmentFlag.AlignRight
        return side

    def _below(self) -> None:
        grid, line = self._grid, 1
        grid.setHorizontalSpacing(theme.GAP_S)
        grid.setRowMinimumHeight(0, 0)
        grid.setColumnMinimumWidth(0, self._beside())
        for head in self._heads:
            head.hide()
        for down in range(len(self._rows)):
            grid.setRowMinimumHeight(2 * down + 2, 0)
        for down, cells in enumerate(self._rows):
            grid.addWidget(self._rules[down], line, 0, 1, 2)
            for at, cell in enumerate(cells):
                if isinstance(cell, QLabel) and not cell.text():
                    cell.hide()
                    continue
                line += 1
                if at:
                    grid.addWidget(self._name(at), line, 0)
                grid.addWidget(cell, line, min(at, 1), 1, 1 if at else 2, self._begin(cell))
                grid.setRowMinimumHeight(line, theme.CHIP + 4)
            line += 1
        for at in range(len(self._heads)):
            grid.setColumnStretch(at, int(at == 1))

    def _beside(self) -> int:
        """Pixels of the column of titles where each row is a block."""
        wide = max((head.sizeHint().width() for head in self._heads[1:]), default=0)
        return max(TITLES, min(wide, self.width() * 2 // 5))

    def _begin(self, cell: QWidget) -> Qt.AlignmentFlag:
        if isinstance(cell, QLabel) and cell.sizePolicy().horizontalPolicy() != QSizePolicy.Policy.Maximum:
            return Qt.AlignmentFlag(0)
        return Qt.AlignmentFlag.AlignLeft

    def _name(self, at: int) -> QLabel:
        made = label(self._titles[at], "small", self, wrap=True)
        self._names.append(made)
        return made

    def _stand(self, blocks: bool) -> None:
        self.blocks = blocks
        for name in self._names:
            name.hide()
            name.deleteLater()
        self._names = []
        for cells in self._rows:
            for at, cell in enumerate(cells):
                self._grid.removeWidget(cell)
                if isinstance(cell, LinkButton):
                    cell.side = _side(at in self._figures and not blocks)
                if isinstance(cell, QLabel):
                    cell.show()
                    if type(cell) is QLabel:  # a text that stands on one line beside others
                        cell.setWordWrap(blocks)
                    if at in self._figures:
                        cell.setAlignment(Qt.AlignmentFlag.AlignVCenter if blocks else RIGHT)
        if blocks:
            self._below()
        else:
            self._side_by_side()
        self.updateGeometry()

    # the room

    def _fit(self) -> None:
        if not self.isVisible():
            return
        if self._needed is None:
            self._needed = self._wanted()
        # Columns may be higher than blocks: they bring the scroll bar for whose width there is no room beside them, and
        # blocks, without one, have that width again. So blocks stay until there is more than that.
        if (narrow := self.width() < self._needed + (BAR if self.blocks else 0)) != self.blocks:
            self._stand(narrow)
        elif narrow and self._grid.columnMinimumWidth(0) != self._beside():
            self._grid.setColumnMinimumWidth(0, self._beside())

    def _wanted(self) -> int:
        wide = [
            max(
                [
                    self._heads[at].sizeHint().width(),
                    *(_least(cells[at]) for cells in self._rows if at < len(cells)),
                ]
            )
            for at in range(len(self._heads))
        ]
        return sum(wide) + theme.GAP_L * (len(wide) - 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # a cell grew or came later
            if not self.blocks:  # their texts are broken to lines in blocks, and tell nothing of columns
                self._needed = None
            self._fit()
        return super().event(event)

    def minimumSizeHint(self) -> QSize:
        """As narrow as the blocks are, so that the page may be."""
        least = max((_bare(cell) for cells in self._rows for cell in cells), default=0)
        return QSize(min(least, ENOUGH) + TITLES + theme.GAP_S, super().minimumSizeHint().height())


def rule(parent: QWidget | None = None) -> QFrame:
    """A thin line."""
    made = QFrame(parent)
    made.setProperty("kind", "rule")
    made.setFixedHeight(1)
    return made


def _side(right: bool) -> Qt.AlignmentFlag:
    """Where a link's text stands in its place: a figure right above and below the figures without one."""
    return Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft


def _figures(rows: Sequence[Sequence[Cell]], at: int) -> bool:
    """Whether a column holds figures alone, long numbers (of a telephone) left out."""
    column = [cells[at] for cells in rows if at < len(cells)]
    said = [cell.text() if isinstance(cell, LinkButton) else cell for cell in column]
    found = [FIGURE.fullmatch(each) if isinstance(each, str) else None for each in said]
    digits = [each["digits"] or "" for each in found if each]
    return all(found) and any(digits) and all(len(each) <= DIGITS or "." in each for each in digits)


def _story(cell: Cell) -> bool:
    return isinstance(cell, str) and len(cell) > STORY


def _least(cell: QWidget) -> int:
    wanted = cell.sizeHint().width()
    if isinstance(cell, QLabel) and cell.wordWrap():  # Qt's hint for Chinese is one character wide
        wanted = max(wanted, cell.fontMetrics().horizontalAdvance(cell.text().replace("\n", " ")))
    return max(_bare(cell), min(wanted, ENOUGH))


def _bare(cell: QWidget) -> int:
    return max(cell.minimumSizeHint().width(), cell.minimumWidth())
