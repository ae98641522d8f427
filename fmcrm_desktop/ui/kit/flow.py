"""Widgets side by side that go to the next line where they do not fit.

A widget and not a layout: a layout made in Python holds on to its items when Qt has thrown them away, and the next
object made at their place in memory is taken for them.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Flow(QWidget):
    """Left to right, then down, ``gap`` pixels apart; the height follows the width."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap
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

    def clear(self) -> None:
        """Let all of them go."""
        for widget in inside(self):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()

    def heightForWidth(self, width: int) -> int:
        return self._place(width, really=False)

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        size = QSize(0, 0)
        for each in self._shown():
            size = size.expandedTo(_wanted(each))
        return size

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place(self.width(), really=True)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:  # one of them grew, came or went
            self.updateGeometry()
            self._place(self.width(), really=True)
        return super().event(event)

    def _shown(self) -> list[QWidget]:
        return [each for each in inside(self) if not each.isHidden()]

    def _place(self, width: int, really: bool) -> int:
        x = y = line = 0
        for each in self._shown():
            hint = _wanted(each)
            wide = min(hint.width(), width)
            if x > 0 and x + wide > width:
                x, y, line = 0, y + line + self._gap, 0
            if really:
                each.setGeometry(QRect(QPoint(x, y), QSize(wide, hint.height())))
            x += wide + self._gap
            line = max(line, hint.height())
        return y + line


def inside(parent: QWidget) -> list[QWidget]:
    """The widgets that stand in another, in their order."""
    return [each for each in parent.children() if isinstance(each, QWidget) and not each.isWindow()]


def _wanted(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())
