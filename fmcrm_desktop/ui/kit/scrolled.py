"""More than a small screen is high: it scrolls up and down, the window stays as it is."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLayout, QScrollArea, QWidget


def scrolled(lay: QLayout) -> QScrollArea:
    """An empty layout in an area that scrolls, and has its width."""
    area, inner = QScrollArea(), QWidget()
    inner.setProperty("kind", "page")
    inner.setLayout(lay)
    area.setWidgetResizable(True)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # it follows what has the keyboard
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(inner)
    return area
