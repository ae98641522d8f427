"""The dispatch board by keyboard: arrows go between places and blocks, with Ctrl, Alt or Shift they carry them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from fmcrm_desktop.services.dispatch import Block
from fmcrm_desktop.ui.kit.layout import DAY
from fmcrm_desktop.ui.tabs.work_orders.board_carry import Carry
from fmcrm_desktop.ui.tabs.work_orders.board_plan import SLOT, STEP, Spot, stretched

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.board_grid import Grid

_STEPS = {
    Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1),
}  # fmt: skip
TURNS = {
    Qt.Key.Key_PageUp: "previous", Qt.Key.Key_PageDown: "next", Qt.Key.Key_BracketLeft: "previous",
    Qt.Key.Key_BracketRight: "next", Qt.Key.Key_T: "today", Qt.Key.Key_D: "day", Qt.Key.Key_W: "week",
}  # fmt: skip
"""Keys that turn the board to other days, wherever on it the keyboard is."""
DEEDS = {Qt.Key.Key_A: "assign", Qt.Key.Key_S: "suggest", Qt.Key.Key_Space: "open"}
ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_ALT, _SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
_CONTROL, _KEYPAD = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.KeypadModifier
_HELD = {Qt.Key.Key_Alt: _ALT, Qt.Key.Key_Control: _CONTROL, Qt.Key.Key_Shift: _SHIFT}


class Keys:
    """What the keys do on one board."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid

    def owns(self, event: QKeyEvent) -> bool:
        """Arrows with Control or Alt are the board's while it has the focus, and what Escape puts back."""
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            return self._grid.carry is not None
        return key in _STEPS and bool(event.modifiers() & (_CONTROL | _ALT))

    def press(self, event: QKeyEvent) -> bool:
        """Do what the key says; False leaves it to others."""
        grid, key = self._grid, Qt.Key(event.key())
        modifiers = event.modifiers() & ~_KEYPAD
        if key in _STEPS and self._grid.plan.rows:
            self._arrow(modifiers, *_STEPS[key])
        elif key == Qt.Key.Key_Escape and grid.carry is not None:
            grid.let_be()
        elif modifiers:
            return False
        elif key in ENTER:
            self._enter()
        elif key in TURNS:
            grid.asked.emit(TURNS[key], None)
        elif key in DEEDS and grid.at.job is not None:
            grid.asked.emit(DEEDS[key], grid.at.job)
        elif key == Qt.Key.Key_Delete and grid.movable(grid.at.focused):
            grid.unplanned.emit(grid.at.job)
        else:
            return False
        return True

    def release(self, event: QKeyEvent) -> None:
        """Letting the held key go keeps what was moved or stretched."""
        carry = self._grid.carry
        if carry is not None and carry.by_keys and Qt.Key(event.key()) in _HELD:
            self._grid.drop()

    def _enter(self) -> None:
        grid, at = self._grid, self._grid.at
        if grid.carry is not None:
            grid.drop()
        elif isinstance(at.entry, Block):
            grid.asked.emit("assign", at.entry.job)
        elif at.chosen is not None and grid.writable and not grid.settling:
            grid.placed.emit(at.chosen, at.aim_at(at.spot, at.chosen), None)

    def _arrow(self, modifiers: Qt.KeyboardModifier, right: int, down: int) -> None:
        if modifiers & (_ALT | _CONTROL):
            self._carry(right, down)
        elif modifiers & _SHIFT:
            self._stretch(right)
        elif down:
            self._go_down(down)
        else:
            self._go_right(right)

    def _go_down(self, down: int) -> None:
        """To the next thing of the same person that lies there, then to the next person."""
        grid, at = self._grid, self._grid.at
        keys = at.keys_at(at.spot)
        if at.focused in keys and 0 <= (next_one := keys.index(at.focused) + down) < len(keys):
            grid.go(at.spot, keys[next_one])
            return
        spot = at.spot._replace(who=grid.plan.stepped(at.spot.who, down))
        if spot != at.spot:
            there = at.keys_at(spot)
            grid.go(spot, there[-1] if there and down < 0 else None)

    def _go_right(self, right: int) -> None:
        """By half an hour, over a block to its end; by a day in the week. Beyond the first hour are the cards."""
        grid, at, plan = self._grid, self._grid.at, self._grid.plan
        if plan.week:
            minute = at.spot.at + right * DAY
            low, high = plan.day, plan.day + (plan.sheet.days - 1) * DAY + DAY - 1
        else:
            low, high = plan.day + plan.first, plan.day + plan.last - STEP
            minute = at.spot.at // SLOT * SLOT + right * SLOT
            if at.focused is not None:
                lies = at.lies(at.focused, at.spot.who)
                minute = lies.end if right > 0 else min(lies.start - SLOT, at.spot.at - STEP)
        if minute < low and right < 0:
            grid.asked.emit("cards", None)
        elif minute <= high:
            grid.go(Spot(at.spot.who, minute))

    def _carry(self, right: int, down: int) -> None:
        """Move the focused block a quarter of an hour, a day in the week, or to the next person."""
        grid, at = self._grid, self._grid.at
        carry = grid.carry or self._lift()
        if carry is None or carry.aim is None or carry.before is None:
            return
        by = right * (DAY if grid.plan.week else STEP)
        aim = carry.aim
        who = grid.plan.stepped(aim.who, down) if down else aim.who
        carry.aim = aim._replace(who=who, start=aim.start + by, end=aim.end + by)
        at.spot = Spot(carry.aim.who, carry.aim.start)
        grid.reveal(carry.aim.who)
        grid.lift(carry)

    def _stretch(self, right: int) -> None:
        """Draw the end of the focused block along."""
        grid = self._grid
        carry = grid.carry or self._lift()
        if carry is not None and carry.aim is not None and right and not grid.plan.week:
            carry.aim = stretched(carry.aim, right * STEP)
            grid.lift(carry)

    def _lift(self) -> Carry | None:
        grid, at = self._grid, self._grid.at
        entry = at.entry
        if not isinstance(entry, Block) or not grid.movable(at.focused):
            return None
        assert at.focused is not None
        lies = at.lies(at.focused, at.spot.who)
        return Carry(entry.job, lies, by_keys=True, aim=lies)
