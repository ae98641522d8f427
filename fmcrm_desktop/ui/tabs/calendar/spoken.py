"""The painted calendar for screen readers: a list with an item for each entry, by its name and its place."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.look import told


class SpokenEntry(QAccessibleInterface):
    """The ``n``th entry of a board in the order of time."""

    def __init__(self, of: SpokenBoard, n: int) -> None:
        super().__init__()
        self._of, self.n = of, n

    def isValid(self) -> bool:
        return self.n < self._of.childCount()

    def object(self) -> Any:
        return None

    def window(self) -> Any:
        return None

    def parent(self) -> QAccessibleInterface:
        return self._of

    def child(self, index: int) -> Any:
        return None

    def childCount(self) -> int:
        return 0

    def childAt(self, x: int, y: int) -> Any:
        return None

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return -1

    def rect(self) -> QRect:
        view = self._of.board.viewport()
        found = QRectF()
        for each in self._of.board.plan.rects(self._of.key(self.n)):
            found = found.united(each)
        return found.toRect().translated(view.mapToGlobal(QPoint(0, 0)))

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state, board = QAccessible.State(), self._of.board
        state.focusable = True
        state.focused = board.hasFocus() and board.focused == self._of.key(self.n)
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind != QAccessible.Text.Name or not self.isValid():
            return ""
        board = self._of.board
        return told(board.plan.sheet.entries[self._of.key(self.n)], board.words).replace("\n", ", ")

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """An entry is renamed in its form."""


class SpokenBoard(QAccessibleWidget):
    """A board as a list; its items are made when they are asked for."""

    def __init__(self, board: Board) -> None:
        super().__init__(board, QAccessible.Role.List, board.accessibleName())
        self.board = board
        self._items: dict[int, SpokenEntry] = {}

    def key(self, n: int) -> int:
        """The entry that is the ``n``th in time."""
        return self.board.plan.sheet.in_time[n]

    def childCount(self) -> int:
        return len(self.board.plan.sheet.entries)

    def child(self, index: int) -> Any:
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = SpokenEntry(self, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.n if isinstance(child, SpokenEntry) else -1

    def childAt(self, x: int, y: int) -> Any:
        key = self.board.plan.hit(self.board.viewport().mapFromGlobal(QPoint(x, y))).key
        return None if key is None else self.child(self.board.plan.sheet.in_time.index(key))

    def focusChild(self) -> Any:
        focused = self.board.focused
        return None if focused is None else self.child(self.board.plan.sheet.in_time.index(focused))


_spoken: dict[int, SpokenBoard] = {}


def _made(_key: str, thing: QObject | None) -> Any:
    if not isinstance(thing, Board):
        return None
    number = id(thing)
    if number not in _spoken:
        _spoken[number] = SpokenBoard(thing)
        thing.destroyed.connect(lambda: _spoken.pop(number, None))
    return _spoken[number]


def install() -> None:
    """Let whoever asks (a screen reader) hear the boards; more than once does no harm."""
    QAccessible.installFactory(_made)
