"""The list and the board of the Work orders tab, one of them shown; the board is made when it is first wanted."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from fmcrm_desktop.ui.kit import many, memory
from fmcrm_desktop.ui.kit.listing import List
from fmcrm_desktop.ui.tabs.work_orders.board_switch import BOARD, KEYS, LIST, REMEMBERED, Switch, remembered

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.work_orders.board import Board
    from fmcrm_desktop.ui.tabs.work_orders.tab import WorkOrdersTab


class Ways(QObject):
    """Turns between the two, and does what the board leaves to the tab: a new order, an order opened, sheets."""

    def __init__(self, tab: WorkOrdersTab, listed: List) -> None:
        super().__init__(tab)
        self._tab, self._listed = tab, listed
        self.board_shown = False
        self._switch = Switch(tab.words, brief=True)
        self._switch.turned.connect(self.turn)
        self._switch.show_mode(LIST)
        listed.bar.insertWidget(0, self._switch)
        QShortcut(QKeySequence(KEYS), tab, lambda: self.turn(LIST if self.board_shown else BOARD))
        if remembered() == BOARD:
            self.show(BOARD)

    @cached_property
    def board(self) -> Board:
        from fmcrm_desktop.ui.tabs.work_orders.board import Board

        switch = Switch(self._tab.words)
        switch.turned.connect(self.turn)
        switch.show_mode(BOARD)
        made = Board(self._tab.office, switch)
        made.wanted.connect(self._wanted)
        self._tab.body.addWidget(made, 1)
        return made

    def turn(self, way: str) -> None:
        """A person wants it so, now and the next time."""
        memory.put(REMEMBERED, way)
        self.show(way)
        self._switch.show_mode(LIST)
        (self._listed.table if way == LIST else self.board.cards).setFocus(Qt.FocusReason.OtherFocusReason)

    def show(self, way: str) -> None:
        """Show one of them; what it shows is asked for anew. The keys of the desk go to whichever is seen."""
        if (way == BOARD) == self.board_shown:
            return
        self.board_shown = way == BOARD
        self._tab.splitter.setVisible(not self.board_shown)
        self.board.setVisible(self.board_shown)
        board = self.board if self.board_shown else None
        self._listed.table.setFocusProxy(board.cards if board else None)  # type: ignore[arg-type]
        self._listed.field.setFocusProxy(board.waiting.field if board else None)  # type: ignore[arg-type]
        if self._tab.isVisible():
            self._tab.reload()

    @property
    def day(self) -> str:
        """The day on the board, empty where the list is shown."""
        return self.board.day.isoformat() if self.board_shown else ""

    def go_back(self, day: str) -> None:
        """To the day that was on the board before the language or the theme was changed."""
        self.show(BOARD if day else LIST)
        if day:
            self.board.go_to(date.fromisoformat(day))

    def _wanted(self, what: str, given: Any) -> None:
        tab = self._tab
        if what == "sheets":
            many.print_all(tab, tab.sheets, given)
            return
        self.show(LIST)
        if what == "open":
            tab.show_id(given)
            tab.detail.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            tab.open_new({})
