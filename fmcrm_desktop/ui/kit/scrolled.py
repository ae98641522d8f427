"""More than a small screen is high or wide: it scrolls, the window stays as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


def scrolled(lay: QLayout) -> QScrollArea:
    """An empty layout in an area that scrolls up and down, and has its width."""
    area = _area(lay)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def sideways(lay: QLayout) -> QScrollArea:
    """An empty layout in an area that scrolls from side to side, and has its height."""
    area = _area(lay)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    return area


def _area(lay: QLayout) -> QScrollArea:
    area, inner = QScrollArea(), QWidget()
    inner.setProperty("kind", "page")
    inner.setLayout(lay)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows what has the keyboard
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setWidget(inner)
    return area
