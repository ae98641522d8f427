"""The table view of a list: rows of one height painted in one pass, copy as a table, columns chosen in the header."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)  # fmt: skip
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)  # fmt: skip

from fmcrm_desktop.ui.kit import arrangement, memory, painting, theme
from fmcrm_desktop.ui.kit.chips import chip_width
from fmcrm_desktop.ui.kit.columns import Chip, Column
from fmcrm_desktop.ui.kit.painting import PAD
from fmcrm_desktop.ui.kit.rows import Rows

MODE = QHeaderView.ResizeMode
LEAST = 110
"""Pixels that the column which takes what is left keeps at least; then the list is scrolled sideways."""


class Table(QTableView):
    """Selecting rows with mouse and keyboard; signals carry ids."""

    chosen = Signal(object)
    opened = Signal(object)
    marked = Signal(int)
    """How many rows are marked now."""
    copying = Signal()

    def __init__(self, model: Rows, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows = model
        self._name = name
        self._restoring = False
        self.grouped = ""
        """The key of the column whose equal values are shown as groups (grouping.py); empty for none."""
        self.setModel(model)
        self.hover = painting.Hover(self)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(theme.ROW)
        self._dress_header()
        self.selectionModel().currentRowChanged.connect(self._current_changed)
        self.selectionModel().selectionChanged.connect(lambda *_: self.marked.emit(len(self._places())))
        self.doubleClicked.connect(lambda index: self.opened.emit(self.rows.ids[index.row()]))

    def _dress_header(self) -> None:
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsMovable(True)
        head.setMinimumSectionSize(40)
        head.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        head.setFixedHeight(31)
        head.setTextElideMode(theme.ELIDE)
        for at, column in enumerate(self.rows.columns):
            if column.stretch:
                head.setSectionResizeMode(at, MODE.Stretch)
            head.resizeSection(at, self.own_width(column))
            self.setColumnHidden(at, column.hidden)
        state = memory.get_bytes(
            f"columns/{self._name}/{'.'.join(column.key for column in self.rows.columns)}"
        )
        if state is not None:
            head.restoreState(state)
            if memory.get(f"columns/{self._name}/language") != self.rows.office.words.language:
                arrangement.widen(self)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)
        head.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        head.customContextMenuRequested.connect(self._choose_columns)
        for changed in (head.sectionResized, head.sectionMoved):
            changed.connect(lambda *_: self.remember())

    def own_width(self, column: Column) -> int:
        """As wide as was meant, wider where the language's heading or chips ask for it."""
        words = self.rows.office.words
        title = QFontMetrics(theme.font()).horizontalAdvance(words(column.title)) + 2 * PAD + 2
        chips = 0
        if isinstance(column, Chip) and column.choices:
            chips = max(chip_width(words(word)) for word in column.choices.values()) + 2 * PAD - 4
        return max(column.width, title, chips)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        head, columns = self.horizontalHeader(), self.rows.columns
        for at, column in enumerate(columns):
            if column.stretch and not self.isColumnHidden(at):
                others = sum(head.sectionSize(other) for other in range(len(columns)) if other != at)
                kept = self.viewport().width() - others < LEAST  # else it would be cut to nothing
                head.setSectionResizeMode(at, MODE.Interactive if kept else MODE.Stretch)
                if kept:
                    head.resizeSection(at, LEAST)

    def remember(self) -> None:
        keys = ".".join(column.key for column in self.rows.columns)
        memory.put_bytes(f"columns/{self._name}/{keys}", self.horizontalHeader().saveState())
        memory.put(f"columns/{self._name}/language", self.rows.office.words.language)

    def _choose_columns(self, at: QPoint) -> None:
        self.columns_menu().exec(self.horizontalHeader().mapToGlobal(at))

    def columns_menu(self, parent: QWidget | None = None) -> QMenu:
        """A menu to show and hide columns; the last one shown stays."""
        menu = QMenu(parent or self)
        shown = [at for at in range(len(self.rows.columns)) if not self.isColumnHidden(at)]
        for at in range(len(self.rows.columns)):
            title = str(self.rows.headerData(at, Qt.Orientation.Horizontal))
            action = QAction(title.replace("&", "&&"), menu)
            action.setCheckable(True)
            action.setChecked(at in shown)
            action.setEnabled(shown != [at])
            action.toggled.connect(lambda on, at=at: self.setColumnHidden(at, not on))
            action.toggled.connect(lambda _on: self.remember())
            menu.addAction(action)
        return menu

    # painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painting.paint(self, QPainter(self.viewport()), event.rect())

    # choosing

    def _current_changed(self, now: QModelIndex, _before: QModelIndex) -> None:
        if not self._restoring:
            ids = self.rows.ids
            self.chosen.emit(ids[now.row()] if now.isValid() and now.row() < len(ids) else 0)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Qt makes the first row the current one when the keyboard comes here, also when it only falls to the list
        because a form or page beside it is gone: nobody has chosen that row. The first arrow key takes it."""
        there = self.currentIndex().isValid()
        self._restoring = True
        try:
            super().focusInEvent(event)
            if not there:
                self.setCurrentIndex(QModelIndex())
        finally:
            self._restoring = False

    def current(self) -> int:
        """The id of the current row, 0 for none."""
        index = self.currentIndex()
        return self.rows.ids[index.row()] if index.isValid() and index.row() < len(self.rows.ids) else 0

    def spans(self) -> list[QItemSelectionRange]:
        """The marked rows, span by span."""
        selection = self.selectionModel().selection()
        return [selection.at(number) for number in range(selection.count())]

    def _places(self) -> range | list[int]:
        """Where the marked rows stand. Taken range by range: an index for each of 20,000 rows would freeze the
        window for a moment."""
        spans = [(span.top(), span.bottom() + 1) for span in self.spans()]
        if len(spans) == 1:
            return range(*spans[0])
        return sorted({place for begin, end in spans for place in range(begin, end)})

    def selected(self) -> list[int]:
        """The ids selected, in the order of the list."""
        ids = self.rows.ids
        return [ids[at] for at in self._places() if at < len(ids)]

    def restore(self, id: int) -> bool:
        """Make an id the current row again after the rows were read anew: nobody has chosen anything by that."""
        self._restoring = True
        try:
            return self.select(id)
        finally:
            self._restoring = False

    def select(self, id: int) -> bool:
        """Make an id the current row; False when the list does not hold it."""
        place = self.rows.place_of(id)
        if place < 0:
            return False
        if self.current() != id or not self.selectionModel().isRowSelected(place):
            # Not selectRow: with Ctrl still held after Ctrl+S that would toggle the row away again.
            whole = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
            index = self.rows.index(place, next(iter(arrangement.order(self)), 0))
            self.selectionModel().setCurrentIndex(index, whole)
            self.scrollTo(index)
        return True

    def select_many(self, ids: Collection[int]) -> None:
        """Select these, as far as the list still holds them; the current row stays."""
        chosen, last = QItemSelection(), len(self.rows.columns) - 1
        begin = -1
        for place, id in enumerate([*self.rows.ids, 0]):  # 0 is nobody's id and ends the last span
            if id in ids:
                begin = place if begin < 0 else begin
            elif begin >= 0:
                chosen.select(self.rows.index(begin, 0), self.rows.index(place - 1, last))
                begin = -1
        self.selectionModel().select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def step(self, by: int) -> None:
        """The next (1) or previous (-1) record."""
        if self.rows.rowCount():
            now = self.currentIndex().row() if self.currentIndex().isValid() else -1
            self.select(self.rows.ids[max(0, min(now + by, self.rows.rowCount() - 1))])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.current():
            self.opened.emit(self.current())
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copying.emit()
        elif event.key() == Qt.Key.Key_F10 and event.modifiers() == Qt.KeyboardModifier.ShiftModifier:
            self.customContextMenuRequested.emit(self.visualRect(self.currentIndex()).bottomLeft())
        else:
            super().keyPressEvent(event)
