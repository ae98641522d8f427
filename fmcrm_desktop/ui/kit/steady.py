"""What one has scrolled to stays where it is, whatever comes or goes above it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtGui import QMoveEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from fmcrm_desktop.ui.kit import theme


class Steady(QObject):
    """Lives with a part of what an area shows: moved down by a notice above it, it is scrolled as far. Where nothing
    was scrolled yet the notice itself is to be seen."""

    def __init__(self, area: QScrollArea, part: QWidget) -> None:
        super().__init__(part)
        self._area = area
        part.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Move and isinstance(event, QMoveEvent):
            bar = self._area.verticalScrollBar()
            if bar.value() > 0:
                bar.setValue(bar.value() + event.pos().y() - event.oldPos().y())
        return False


def in_sight(area: QScrollArea, widget: QWidget) -> None:
    """Scroll until the whole of a widget is seen that has changed or come just now."""

    def scroll() -> None:
        if (page := area.widget()) is not None and (lay := page.layout()) is not None:
            lay.activate()
        area.ensureWidgetVisible(widget, 0, theme.GAP_M)

    QTimer.singleShot(0, widget, scroll)
