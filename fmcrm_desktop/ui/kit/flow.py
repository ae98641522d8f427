"""Widgets side by side that go to the next line where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.ui.kit.placing import Placing


class Flow(Placing):
    """Left to right, then down, ``gap`` pixels apart; the height follows the width."""

    def __init__(self, gap: int = 8, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap = gap

    def clear(self) -> None:
        """Let all of them go."""
        for widget in inside(self):
            widget.hide()
            widget.setParent(None)
            widget.deleteLater()

    def sizeHint(self) -> QSize:
        return self.minimumSizeHint()

    def minimumSizeHint(self) -> QSize:
        size = QSize(0, 0)
        for each in self._shown():
            size = size.expandedTo(_wanted(each))
        return size

    def _shown(self) -> list[QWidget]:
        return [each for each in inside(self) if not each.isHidden()]

    def place(self, width: int, really: bool) -> int:
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
