"""The one lazy table model: all ids of a page, rows fetched in chunks off the screen's thread as they are seen."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from fmcrm_desktop.model.page import Page
from fmcrm_desktop.ui.kit.columns import Column
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.qt_office import QtOffice

CHUNK = 50
"""Rows asked for at once: two screens full, so that a jump waits for little more than it shows."""
UNIT = 10
"""Rows that are asked for or not are told apart by tens."""
KEPT = 4000
"""Rows held at most; older ones are fetched again when seen."""

Index = QModelIndex | QPersistentModelIndex
NONE = QModelIndex()


class Rows(QAbstractTableModel):
    """Ids in order with the rows known so far."""

    sorted_by = Signal(str, bool)

    def __init__(
        self, office: QtOffice, rows: Callable[..., Any] | None, columns: Sequence[Column], parent: QObject
    ) -> None:
        super().__init__(parent)
        self.office, self._case = office, rows
        self.columns = tuple(columns)
        self.ids: Sequence[int] = ()
        self._known: dict[int, Any] = {}
        self._fresh: set[int] = set()
        self._asked: set[int] = set()
        self._edition = 0

    def show(self, page: Page[Any]) -> None:
        """A new answer: the same ids keep their place (and the selection), others begin anew."""
        self._edition += 1
        self._asked.clear()
        self._fresh = {row.id for row in page.first}
        if len(self._known) > KEPT:
            self._known.clear()
        self._known.update({row.id: row for row in page.first})
        if self.ids == page.ids:
            self._tell(0, len(self.ids))
            return
        self.beginResetModel()
        self.ids = page.ids
        self.endResetModel()

    def row(self, index: int) -> Any | None:
        """The row, or None while it is being fetched."""
        id = self.ids[index]
        if id not in self._fresh:
            self.fetch(range(index, index + 1))
        return self._known.get(id)

    def known(self, id: int) -> Any | None:
        """The row as it is now, where it has been fetched since the last answer."""
        return self._known.get(id) if id in self._fresh else None

    def place_of(self, id: int) -> int:
        """Where an id stands, -1 for nowhere."""
        try:
            return self.ids.index(id)
        except ValueError:
            return -1

    def fetch(self, places: range) -> None:
        """Ask for what is seen at these places and has not been asked for, all in one question, with as many more as
        make a chunk, before them where the list is scrolled up."""
        if self._case is None:
            return
        unknown = {at // UNIT for at in places if self.ids[at] not in self._fresh} - self._asked
        if not unknown:
            return
        first, last = min(unknown), max(unknown)
        up = last < (places.stop - 1) // UNIT
        ahead = range(last, first - CHUNK // UNIT, -1) if up else range(first, first + CHUNK // UNIT)
        units = sorted({*unknown, *(unit for unit in ahead if unit >= 0)} - self._asked)
        self._asked.update(units)
        wanted = [
            id for unit in units for id in self.ids[unit * UNIT : (unit + 1) * UNIT] if id not in self._fresh
        ]
        edition = self._edition

        def arrived(rows: Sequence[Any]) -> None:
            self._known.update({row.id: row for row in rows})
            if edition == self._edition:
                self._fresh.update(wanted)
                self._tell(units[0] * UNIT, min((units[-1] + 1) * UNIT, len(self.ids)))

        self.office.each(self, self._case, wanted, then=arrived)

    def _tell(self, first: int, end: int) -> None:
        if end > first:
            self.dataChanged.emit(self.index(first, 0), self.index(end - 1, len(self.columns) - 1))

    # what Qt asks

    def rowCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.ids)

    def columnCount(self, parent: Index = NONE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(self.columns[index.column()])
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return None
        row = self.row(index.row())
        if row is None:
            return None
        column = self.columns[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain(column.tip(row, self.office.words))
        return column.text(row, self.office.words)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.office.words(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(self.columns[section])
        return None

    @staticmethod
    def _side(column: Column) -> int:
        side = Qt.AlignmentFlag.AlignRight if column.digits else Qt.AlignmentFlag.AlignLeft
        return int(side | Qt.AlignmentFlag.AlignVCenter)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        sorts = 0 <= column < len(self.columns) and self.columns[column].sorts
        key = self.columns[column].key if sorts else ""
        self.sorted_by.emit(key, sorts and order == Qt.SortOrder.DescendingOrder)
