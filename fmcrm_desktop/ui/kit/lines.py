"""Lines on cards: widgets side by side or one above the other, and the warning nobody may overlook."""

from __future__ import annotations

from PySide6.QtWidgets import QFrame, QHBoxLayout, QLayout, QVBoxLayout, QWidget

from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.flow import Flow
from fmcrm_desktop.ui.kit.icons import icon
from fmcrm_desktop.ui.kit.text import Elided, Wrapped, label


def warning(text: str) -> QWidget:
    """What nobody may overlook, above everything else."""
    frame = QFrame()
    frame.setProperty("kind", "warning")
    inside = QHBoxLayout(frame)
    inside.setContentsMargins(12, 8, 12, 8)
    sign = label("")
    sign.setPixmap(icon("alert-triangle", "warning").pixmap(16, 16))
    inside.addWidget(sign)
    inside.addWidget(label(text, wrap=True), 1)
    return frame


def side_by_side(*widgets: QWidget | None) -> QWidget:
    """Widgets in a row; an elided or wrapped one, or None for a gap, takes what is left over."""
    takes = (Elided, Wrapped)
    holder = QWidget()
    lay = QHBoxLayout(holder)
    lay.setContentsMargins(0, 0, 0, 0)
    lay.setSpacing(theme.GAP_S)
    for widget in widgets:
        if widget is None:
            lay.addStretch(1)
        else:
            lay.addWidget(widget, 1 if isinstance(widget, takes) else 0)
    if not any(widget is None or isinstance(widget, takes) for widget in widgets):
        lay.addStretch(1)
    return holder


def flowing(*widgets: QWidget) -> QWidget:
    """Widgets in a row that breaks where it is too narrow for them."""
    flow = Flow(theme.GAP_S)
    for widget in widgets:
        flow.add(widget)
    return flow


def two_lines(first: QWidget, second: QWidget) -> QWidget:
    """One above the other, close together."""
    holder = QWidget()
    lay = QVBoxLayout(holder)
    lay.setContentsMargins(0, 0, 0, 0)
    lay.setSpacing(0)
    lay.addWidget(first)
    lay.addWidget(second)
    return holder


def clear(lay: QLayout, keeping: int = 0) -> None:
    """Take everything but the first few out of a layout, and let it go."""
    while (item := lay.takeAt(keeping)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
