"""Widgets side by side that go to the next line where they do not fit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.ui.kit.placing import Placing

W = TypeVar("W", bound=QWidget)
MOST = 240
"""Pixels: what is wider is shortened where there is no room for it, rather than make the page wider."""


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
        size = QSize(0, 0)
        for each in self._shown():
            size = size.expandedTo(_wanted(each))
        return size

    def minimumSizeHint(self) -> QSize:
        wide = max(map(_narrowest, self._shown()), default=0)
        return QSize(wide, self.sizeHint().height())

    def _shown(self) -> list[QWidget]:
        return [each for each in inside(self) if not each.isHidden()]

    def place(self, width: int, really: bool) -> int:
        y = -self._gap
        for row in self._lines(width):
            high = max(size.height() for _, size in row)
            x, y = 0, y + self._gap
            for each, size in row:
                if really:  # what is lower than its neighbours stands in the middle beside them
                    each.setGeometry(QRect(QPoint(x, y + (high - size.height()) // 2), size))
                x += size.width() + self._gap
            y += high
        return max(y, 0)

    def _lines(self, width: int) -> list[list[tuple[QWidget, QSize]]]:
        """What stands on each line, with the size it gets."""
        lines: list[list[tuple[QWidget, QSize]]] = []
        left = 0
        for each in self._shown():
            size = _wanted(each)
            size.setWidth(min(size.width(), width))
            if not lines or size.width() > left:
                lines.append([])
                left = width
            lines[-1].append((each, size))
            left -= size.width() + self._gap
        return lines


def inside(parent: QWidget) -> list[QWidget]:
    """The widgets that stand in another, in their order."""
    return [each for each in parent.children() if isinstance(each, QWidget) and not each.isWindow()]


def within(widget: QWidget, kind: type[W]) -> Iterator[W]:
    """All of a kind that stand in a widget, and in what stands in it, in their order. ``findChildren`` would find the
    same, and what Qt made itself (the parts of a text field or a combo box) would stay known to Python for good."""
    for each in widget.children():
        if isinstance(each, kind):
            yield each
        if isinstance(each, QWidget):
            yield from within(each, kind)


def _wanted(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _narrowest(widget: QWidget) -> int:
    """Pixels across that a widget cannot do without."""
    least, wanted = widget.minimumSizeHint().width(), _wanted(widget).width()
    return max(min(least if least > 0 else wanted, wanted, MOST), widget.minimumWidth())
