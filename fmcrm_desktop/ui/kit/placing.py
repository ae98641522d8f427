"""Widgets that place what stands in them by themselves, and whose height follows their width.

Widgets and not layouts: a layout made in Python holds on to its items when Qt has thrown them away, and the next object
made at their place in memory is taken for them.
"""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

_ANEW = frozenset({
    QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded, QEvent.Type.ChildRemoved, QEvent.Type.ChildPolished,
    QEvent.Type.FontChange, QEvent.Type.StyleChange, QEvent.Type.Show,
})  # fmt: skip
"""After these a height may be another one."""


class Placing(QWidget):
    """Says its height by ``place``, which a subclass has. A page that is laid out asks for the same heights tens of
    times: within one turn of the event loop they are remembered."""

    _told: ClassVar[set[Placing]] = set()
    """Those that remember a height."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._heights: dict[int, int] = {}
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def add(self, widget: QWidget) -> None:
        """At the end; a widget that stood elsewhere comes from there."""
        away = widget.isHidden() and widget.testAttribute(Qt.WidgetAttribute.WA_WState_ExplicitShowHide)
        widget.setParent(self)
        if self.isVisible() and not away:
            widget.show()
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:
        known = self._heights.get(width)
        if known is None:
            if not Placing._told:
                QTimer.singleShot(0, Placing._forget)
            Placing._told.add(self)
            known = self._heights[width] = self.place(width, really=False)
        return known

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._stand()

    def _stand(self) -> None:
        """All in their places, with the height that takes: Qt gives a stack that stands at the top of a column no more
        than it would ask for in any width."""
        needed = self.place(self.width(), really=True)
        least = needed if needed > self.sizeHint().height() else 0
        if least != self.minimumHeight():
            self.setMinimumHeight(least)

    def event(self, event: QEvent) -> bool:
        if (kind := event.type()) in _ANEW:
            self._heights.clear()
            if kind == QEvent.Type.LayoutRequest:  # something in it grew, came or went
                self.updateGeometry()
                self._stand()
        return super().event(event)

    def place(self, width: int, really: bool) -> int:
        """Put all where they belong in this width, or only give the height they need."""
        raise NotImplementedError

    @staticmethod
    def _forget() -> None:
        for each in Placing._told:
            each._heights.clear()
        Placing._told.clear()
