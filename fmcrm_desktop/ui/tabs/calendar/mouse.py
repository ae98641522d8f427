"""The calendar by mouse: drag to make, to move, to resize; a click on "+n more" lists."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QContextMenuEvent, QHelpEvent, QMouseEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QToolTip

from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.tabs.calendar.look import told
from fmcrm_desktop.ui.tabs.calendar.placing import Drag
from fmcrm_desktop.ui.tabs.calendar.plan import Hit

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calendar.board import Board


class Mouse:
    """What the mouse does on one board."""

    def __init__(self, board: Board) -> None:
        self._board = board
        self._from = QPointF()

    def handle(self, event: QEvent) -> bool:
        """Take an event of the viewport; False leaves it to others."""
        if isinstance(event, QHelpEvent):
            self._tip(event)
        elif isinstance(event, QWheelEvent):
            return self._zoom(event)
        elif isinstance(event, QContextMenuEvent):
            self._menu(event)
        elif not isinstance(event, QMouseEvent):
            return False
        elif event.type() == QEvent.Type.MouseMove:
            self._move(event)
        elif event.button() != Qt.MouseButton.LeftButton:
            return False
        elif event.type() == QEvent.Type.MouseButtonPress:
            self._press(event)
        elif event.type() == QEvent.Type.MouseButtonRelease:
            if self._board.drag is not None and not self._board.drag.by_keys:
                self._board.drop()
        elif event.type() == QEvent.Type.MouseButtonDblClick:
            self._double(event)
        return True

    def _zoom(self, event: QWheelEvent) -> bool:
        """The wheel with Control makes the hours larger or smaller."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier or not event.angleDelta().y():
            return False
        larger = event.angleDelta().y() > 0
        self._board.asked.emit("larger" if larger else "smaller", self._board.spot.day)
        return True

    def _menu(self, event: QContextMenuEvent) -> None:
        """By the right button what lies there, by the keyboard what has the focus."""
        board = self._board
        at, key = event.globalPos(), board.focused
        if event.reason() == QContextMenuEvent.Reason.Mouse:
            board.setFocus(Qt.FocusReason.MouseFocusReason)
            hit = board.plan.hit(event.pos())
            board.spot, board.anchor, board.focused = hit.place, None, hit.key
            board.shown()
            key = hit.key
        elif key is not None:
            rects = board.plan.rects(key)
            at = board.viewport().mapToGlobal(rects[0].center().toPoint()) if rects else at
        board.menu.emit(None if key is None else board.plan.sheet.entries[key], at)

    def _press(self, event: QMouseEvent) -> None:
        board = self._board
        board.setFocus(Qt.FocusReason.MouseFocusReason)
        hit = board.plan.hit(event.position().toPoint())
        if hit.more:
            entries = tuple(board.plan.sheet.entries[key] for key in hit.more)
            board.listed.emit(entries, event.globalPosition().toPoint())
            return
        board.spot, board.anchor, board.focused = hit.place, None, hit.key
        self._from = event.position()
        if board.movable(hit.key) or (hit.key is None and board.writable):
            board.drag = Drag(hit.key, hit.place, hit.place, hit.edge)
        board.shown()

    def _move(self, event: QMouseEvent) -> None:
        board, drag = self._board, self._board.drag
        hit = board.plan.hit(event.position().toPoint())
        if drag is None or drag.by_keys:
            self._point(hit)
            return
        far = (event.position() - self._from).manhattanLength() >= QApplication.startDragDistance()
        if drag.ghost is None and not far:
            return
        board.follow(event.position().toPoint())
        board.carry(hit.place)
        board.shown()

    def _double(self, event: QMouseEvent) -> None:
        board = self._board
        hit = board.plan.hit(event.position().toPoint())
        board.drag = None
        if hit.key is not None:
            board.opened.emit(board.plan.sheet.entries[hit.key])
        elif board.writable and not hit.more:
            board.spot = hit.place
            board.wanted.emit(board.selected())

    def _point(self, hit: Hit) -> None:
        shape = Qt.CursorShape.ArrowCursor
        if hit.more or hit.key is not None:
            shape = Qt.CursorShape.PointingHandCursor
        if hit.edge and self._board.movable(hit.key):
            shape = self._board.plan.edge_cursor(hit)
        self._board.viewport().setCursor(shape)

    def _tip(self, event: QHelpEvent) -> None:
        board = self._board
        hit = board.plan.hit(event.pos())
        said = "" if hit.key is None else told(board.plan.sheet.entries[hit.key], board.words)
        QToolTip.showText(event.globalPos(), plain(said), board.viewport())
