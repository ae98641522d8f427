"""What is painted for screen readers: a list with an item for each thing painted, by its name and its place."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtCore import QObject, QPoint, QRect, QRectF
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAbstractScrollArea, QAccessibleWidget


class Told(Protocol):
    """What a painted widget tells of itself; it has this as its ``spoken``. Items are numbered from 0."""

    @property
    def board(self) -> QAbstractScrollArea: ...

    def count(self) -> int:
        """How many items there are."""

    def name(self, n: int) -> str:
        """An item in words."""

    def place(self, n: int) -> QRectF:
        """Where it is, in the viewport."""

    def focused(self) -> int | None:
        """The item that has the keyboard, whether the widget has it or not."""

    def at(self, point: QPoint) -> int | None:
        """The item at a point of the viewport."""


class SpokenItem(QAccessibleInterface):
    """The ``n``th item of a painted widget."""

    def __init__(self, of: SpokenList, n: int) -> None:
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
        view = self._of.told.board.viewport()
        return self._of.told.place(self.n).toRect().translated(view.mapToGlobal(QPoint(0, 0)))

    def role(self) -> QAccessible.Role:
        return QAccessible.Role.ListItem

    def state(self) -> QAccessible.State:
        state, told = QAccessible.State(), self._of.told
        state.focusable = True
        state.focused = told.board.hasFocus() and told.focused() == self.n
        return state

    def text(self, kind: QAccessible.Text) -> str:
        if kind != QAccessible.Text.Name or not self.isValid():
            return ""
        return self._of.told.name(self.n)

    def setText(self, kind: QAccessible.Text, text: str) -> None:
        """An item is renamed in its form."""


class SpokenList(QAccessibleWidget):
    """A painted widget as a list; its items are made when they are asked for."""

    def __init__(self, told: Told) -> None:
        super().__init__(told.board, QAccessible.Role.List, told.board.accessibleName())
        self.told = told
        self._items: dict[int, SpokenItem] = {}

    def childCount(self) -> int:
        return self.told.count()

    def child(self, index: int) -> Any:
        if not 0 <= index < self.childCount():
            return None
        if index not in self._items:
            self._items[index] = SpokenItem(self, index)
        return self._items[index]

    def indexOfChild(self, child: QAccessibleInterface) -> int:
        return child.n if isinstance(child, SpokenItem) else -1

    def childAt(self, x: int, y: int) -> Any:
        n = self.told.at(self.told.board.viewport().mapFromGlobal(QPoint(x, y)))
        return None if n is None else self.child(n)

    def focusChild(self) -> Any:
        n = self.told.focused()
        return None if n is None else self.child(n)


_spoken: dict[int, SpokenList] = {}


def _made(_key: str, thing: QObject | None) -> Any:
    told = getattr(thing, "spoken", None)
    if not isinstance(thing, QAbstractScrollArea) or told is None:
        return None
    number = id(thing)
    if number not in _spoken:
        _spoken[number] = SpokenList(told)
        thing.destroyed.connect(lambda: _spoken.pop(number, None))
    return _spoken[number]


def install() -> None:
    """Let whoever asks (a screen reader) hear what is painted; more than once does no harm."""
    QAccessible.installFactory(_made)
