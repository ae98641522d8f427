"""Widgets side by side that go to the next line where they do not fit."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.ui.kit.placing import Placing

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


def _wanted(widget: QWidget) -> QSize:
    return widget.sizeHint().expandedTo(widget.minimumSize()).boundedTo(widget.maximumSize())


def _narrowest(widget: QWidget) -> int:
    """Pixels across that a widget cannot do without."""
    least, wanted = widget.minimumSizeHint().width(), _wanted(widget).width()
    return max(min(least if least > 0 else wanted, wanted, MOST), widget.minimumWidth())
