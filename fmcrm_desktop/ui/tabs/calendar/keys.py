"""The calendar by keyboard: the place that arrows move, entries carried with Alt, letters for the views."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.calendar.placing import Drag, Place, Stretch
from fmcrm_desktop.ui.tabs.calendar.plan import is_shown

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calendar.board import Board

_LETTERS = {
    Qt.Key.Key_T: "today", Qt.Key.Key_D: "day", Qt.Key.Key_W: "week", Qt.Key.Key_M: "month",
    Qt.Key.Key_1: "day", Qt.Key.Key_2: "week", Qt.Key.Key_3: "month", Qt.Key.Key_4: "team", Qt.Key.Key_5: "agenda",
    Qt.Key.Key_A: "agenda", Qt.Key.Key_P: "print",
}  # fmt: skip
_ZOOM = {
    Qt.Key.Key_Plus: "larger", Qt.Key.Key_Equal: "larger", Qt.Key.Key_Minus: "smaller", Qt.Key.Key_0: "usual",
}  # fmt: skip
_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _KEYPAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier


class Keys:
    """What the keys do on one board."""

    def __init__(self, board: Board) -> None:
        self._board = board

    def owns(self, event: QKeyEvent) -> bool:
        """Arrows with Control or Alt are the board's while it has the focus, whatever the window does with them."""
        return Qt.Key(event.key()) in _STEPS and bool(event.modifiers() & (_CONTROL | _ALT))

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key says; False leaves it to others."""
        board = self._board
        modifiers = event.modifiers() & ~_KEYPAD
        key = Qt.Key(event.key())
        if key in _STEPS:
            self._arrow(modifiers, *_STEPS[key])
        elif key in _ENTER and not modifiers:
            self._enter()
        elif key == Qt.Key.Key_Escape and (board.drag is not None or board.anchor is not None):
            board.drag = board.anchor = None
            board.shown()
        elif key in _ZOOM and not modifiers & _ALT:
            board.asked.emit(_ZOOM[key], board.spot.day)
        elif modifiers:
            return False
        elif key == Qt.Key.Key_Escape:
            board.asked.emit("escape", board.spot.day)
        elif key in _PAGES:
            board.left.emit(board.spot.day + _PAGES[key] * board.plan.days)
        elif key == Qt.Key.Key_N and board.writable:
            board.wanted.emit(board.selected())
        elif key == Qt.Key.Key_Delete and board.focused is not None:
            board.asked.emit("remove", board.spot.day)
        elif key in _LETTERS:
            board.asked.emit(_LETTERS[key], board.spot.day)
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> None:
        """Letting Alt go keeps what was moved."""
        if event.key() == Qt.Key.Key_Alt and self._carrying:
            self._board.drop()

    @property
    def _carrying(self) -> bool:
        return self._board.drag is not None and self._board.drag.by_keys

    def _arrow(self, modifiers: Qt.KeyboardModifier, right: int, down: int) -> None:
        board = self._board
        if modifiers & _ALT:
            self._carry(right, down, bool(modifiers & _SHIFT))
        elif modifiers & _CONTROL:
            self._next_entry(right + down)
        elif modifiers & _SHIFT:
            board.go(board.plan.stepped(board.spot, right, down), board.anchor or board.spot)
        else:
            board.go(board.plan.stepped(board.spot, right, down))

    def _enter(self) -> None:
        board = self._board
        if self._carrying:
            board.drop()
        elif board.focused is not None:
            board.opened.emit(board.plan.sheet.entries[board.focused])
        elif board.writable:
            board.wanted.emit(board.selected())

    def _next_entry(self, step: int) -> None:
        """To the next or the previous entry in time."""
        board = self._board
        items = board.plan.sheet.items
        keys = [
            key
            for key in board.plan.sheet.in_time
            if is_shown(board.plan, items[key].first) or is_shown(board.plan, items[key].last)
        ]
        if not keys:
            return
        if board.focused in keys:
            board.focus_entry(keys[(keys.index(board.focused) + step) % len(keys)])
            return
        here = (board.spot.day, board.spot.minute)
        later = next(
            (n for n, key in enumerate(keys) if (items[key].first, items[key].begin) >= here), len(keys)
        )
        board.focus_entry(keys[(later if step > 0 else later - 1) % len(keys)])

    def _carry(self, right: int, down: int, resize: bool) -> None:
        """Move or resize the focused entry by a step; Enter or letting Alt go keeps it, Escape does not."""
        board = self._board
        if not board.movable(board.focused):
            return
        assert board.focused is not None
        before = Stretch.of(board.plan.sheet.items[board.focused])
        if board.drag is None:
            at = _end_of(before) if resize else _start_of(before)
            at = at._replace(who=board.plan.owner(board.focused, board.spot.who))
            board.drag = Drag(board.focused, at, at, "end" if resize else "", by_keys=True)
        board.carry(board.plan.stepped(board.drag.at, right, down, fine=True))
        board.reveal()
        board.shown()


def _start_of(stretch: Stretch) -> Place:
    return Place(stretch.start // DAY, -1 if stretch.whole else stretch.start % DAY)


def _end_of(stretch: Stretch) -> Place:
    day, minute = divmod(stretch.end - 1, DAY)
    return Place(day, -1 if stretch.whole else minute + 1)
