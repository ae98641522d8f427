"""What the dispatch board tells screen readers: every block by its name and its place, person after person."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF

from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Box

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.board_grid import Grid


class Spoken:
    """The blocks of one board in the order they are painted."""

    def __init__(self, grid: Grid) -> None:
        self.board = grid

    def count(self) -> int:
        return len(self.board.plan.boxes)

    def name(self, n: int) -> str:
        grid, box = self.board, self.board.plan.boxes[n]
        told = board_words.told(grid.plan.entries[box.key], grid.at.names, grid.words)
        return f"{grid.at.name(box.who)}: {told}"

    def place(self, n: int) -> QRectF:
        box = self.board.plan.boxes[n]
        return QRectF(box.left, box.top - self.board.verticalScrollBar().value(), box.wide, box.high)

    def focused(self) -> int | None:
        at = self.board.at
        if at.focused is None:
            return None
        return self._number(lambda box: box.key == at.focused and box.who == at.spot.who)

    def at(self, point: QPoint) -> int | None:
        found = self.board.plan.box_at(*self.board.board_point(point))
        return None if found is None else self._number(lambda box: box is found[0])

    def _number(self, wanted: Callable[[Box], bool]) -> int | None:
        return next((n for n, box in enumerate(self.board.plan.boxes) if wanted(box)), None)
