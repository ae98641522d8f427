"""The dispatch board by mouse: drag a block, draw its edges, a double click opens its order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QHelpEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QToolTip

from fmcrm_desktop.services.dispatch import Block
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_carry import Carry

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.board_grid import Grid

EDGE = 24
"""Pixels from the upper or lower end within which a drag scrolls."""


class Mouse:
    """What the mouse does on one board."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._from = QPointF()
        self._begun: Carry | None = None

    def handle(self, event: QEvent) -> bool:
        """Take an event of the viewport; False leaves it to others."""
        if isinstance(event, QHelpEvent):
            self._tip(event)
            return True
        if not isinstance(event, QMouseEvent):
            return False
        if event.type() == QEvent.Type.MouseMove:
            self._move(event)
        elif event.button() != Qt.MouseButton.LeftButton:
            return False
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._press(event)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            self._release()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self._double(event)
        return True

    def _press(self, event: QMouseEvent) -> None:
        grid, at = self._grid, self._grid.at
        grid.setFocus(Qt.FocusReason.MouseFocusReason)
        point = grid.board_point(event.position().toPoint())
        spot, found = grid.plan.spot(*point), grid.plan.box_at(*point)
        self._begun = None
        if spot is None:
            return
        key = found[0].key if found is not None else None
        grid.go(spot, key)
        entry = at.entry
        if found is None or not isinstance(entry, Block) or not grid.movable(key):
            return
        self._from = event.position()
        lies = at.lies(found[0].key, found[0].who)
        self._begun = Carry(entry.job, lies, spot, found[1])

    def _move(self, event: QMouseEvent) -> None:
        grid = self._grid
        at = event.position().toPoint()
        far = (event.position() - self._from).manhattanLength() >= QApplication.startDragDistance()
        if grid.carry is None and self._begun is not None and far:
            grid.lift(self._begun)
        if grid.carry is None or grid.carry.by_keys:
            self._point(event)
            return
        self.follow(at.y())
        spot = grid.plan.spot(*grid.board_point(at)) if grid.viewport().rect().contains(at) else None
        if spot is None and grid.carry.edge:
            return
        grid.asked.emit("over", grid.viewport().mapToGlobal(at))
        grid.carry_to(spot)

    def follow(self, y: int) -> None:
        """Scroll when a drag comes to the upper or the lower end."""
        bar = self._grid.verticalScrollBar()
        if y > self._grid.viewport().height() - EDGE:
            bar.setValue(bar.value() + EDGE)
        elif y < 32 + EDGE:
            bar.setValue(bar.value() - EDGE)

    def _release(self) -> None:
        self._begun = None
        if self._grid.carry is not None and not self._grid.carry.by_keys:
            self._grid.drop()
            self._grid.asked.emit("over", None)

    def _double(self, event: QMouseEvent) -> None:
        entry = self._grid.at.entry
        if isinstance(entry, Block):
            self._grid.asked.emit("open", entry.job)

    def _point(self, event: QMouseEvent) -> None:
        grid = self._grid
        found = grid.plan.box_at(*grid.board_point(event.position().toPoint()))
        shape = Qt.CursorShape.ArrowCursor
        if found is not None:
            movable = grid.movable(found[0].key)
            shape = (
                Qt.CursorShape.SizeHorCursor if found[1] and movable else Qt.CursorShape.PointingHandCursor
            )
        grid.viewport().setCursor(shape)

    def _tip(self, event: QHelpEvent) -> None:
        grid = self._grid
        found = grid.plan.box_at(*grid.board_point(event.pos()))
        said = ""
        if found is not None:
            said = board_words.told(grid.plan.entries[found[0].key], grid.at.names, grid.words)
        QToolTip.showText(event.globalPos(), plain(said), grid.viewport())
