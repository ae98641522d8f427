"""A list whose lines have ticks and an order: dragged by the mouse, or moved by buttons and Alt with the arrows."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.lines import side_by_side

KEY = Qt.ItemDataRole.UserRole
ON, OFF = Qt.CheckState.Checked, Qt.CheckState.Unchecked


class TickedList(QWidget):
    """``changed`` with every tick and move."""

    changed = Signal()

    def __init__(self, words: Words, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = QListWidget()
        self.view.setAccessibleName(words(title))
        self.view.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.view.itemChanged.connect(lambda _item: self.changed.emit())
        self.view.model().rowsMoved.connect(lambda *_: self.changed.emit())
        earlier = Button(words(N_("Further up")), FILTER, "chevron-up").on(lambda: self._move(-1))
        later = Button(words(N_("Further down")), FILTER, "chevron-down").on(lambda: self._move(1))
        for keys, step in (("Alt+Up", -1), ("Alt+Down", 1)):
            QShortcut(
                QKeySequence(keys), self.view, lambda step=step: self._move(step),
                context=Qt.ShortcutContext.WidgetShortcut,
            )  # fmt: skip
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(4)
        whole.addWidget(self.view)
        whole.addWidget(side_by_side(earlier, later))

    def show_lines(self, lines: Iterable[tuple[str, str, bool]]) -> None:
        """Key, finished title and tick of each, in their order."""
        self.view.blockSignals(True)
        self.view.clear()
        for key, said, ticked in lines:
            item = QListWidgetItem(said)
            item.setData(KEY, key)
            item.setFlags((item.flags() | Qt.ItemFlag.ItemIsUserCheckable) & ~Qt.ItemFlag.ItemIsDropEnabled)
            item.setCheckState(ON if ticked else OFF)
            self.view.addItem(item)
        self.view.blockSignals(False)

    def lines(self) -> tuple[tuple[str, bool], ...]:
        """Key and tick of each line, as they stand."""
        items = [self.view.item(at) for at in range(self.view.count())]
        return tuple((str(item.data(KEY)), item.checkState() == ON) for item in items)

    def value(self) -> tuple[str, ...]:
        """The keys of those ticked."""
        return tuple(key for key, ticked in self.lines() if ticked)

    def _move(self, step: int) -> None:
        at = self.view.currentRow()
        if at < 0 or not 0 <= at + step < self.view.count():
            return
        item = self.view.takeItem(at)
        self.view.insertItem(at + step, item)
        self.view.setCurrentRow(at + step)
        self.changed.emit()
