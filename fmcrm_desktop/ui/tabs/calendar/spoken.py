"""What a painted calendar tells screen readers: its entries in the order of time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRectF

from fmcrm_desktop.ui.tabs.calendar.look import told

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calendar.board import Board


class Spoken:
    """The entries of one board, numbered in the order of time."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def _key(self, n: int) -> int:
        return self.board.plan.sheet.in_time[n]

    def count(self) -> int:
        return len(self.board.plan.sheet.entries)

    def name(self, n: int) -> str:
        return told(self.board.plan.sheet.entries[self._key(n)], self.board.words).replace("\n", ", ")

    def place(self, n: int) -> QRectF:
        found = QRectF()
        for each in self.board.plan.rects(self._key(n)):
            found = found.united(each)
        return found

    def focused(self) -> int | None:
        return self._number(self.board.focused)

    def at(self, point: QPoint) -> int | None:
        return self._number(self.board.plan.hit(point).key)

    def _number(self, key: int | None) -> int | None:
        return None if key is None else self.board.plan.sheet.in_time.index(key)
