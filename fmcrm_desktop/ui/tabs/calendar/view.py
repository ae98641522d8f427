"""The middle of the calendar: the way forward and back, the views, and the board that is painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import memory, theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.text import Elided
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.month import MonthBoard
from fmcrm_desktop.ui.tabs.calendar.placing import Sheet
from fmcrm_desktop.ui.tabs.calendar.span import DAY, MONTH, WEEK, Shown
from fmcrm_desktop.ui.tabs.calendar.week import WeekBoard

MODES = {DAY: N_("Day"), WEEK: N_("Week"), MONTH: N_("Month")}
REMEMBERED = "calendar/mode"


class View(QWidget):
    """``turned`` when other days are shown, whose entries are to be asked for."""

    turned = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = office.words
        mode = memory.get(REMEMBERED, WEEK)
        self.span = Shown(mode if mode in MODES else WEEK, self.words.today())
        self.week, self.month = WeekBoard(self.words), MonthBoard(self.words)
        self._stack = QStackedWidget()
        for board in (self.week, self.month):
            board.writable = office.may(calendar.add)
            board.left.connect(lambda day: self.go_to(date.fromordinal(day)))
            self._stack.addWidget(board)
        self._stack.currentChanged.connect(lambda at: self.setFocusProxy((self.week, self.month)[at]))
        self.setFocusProxy(self.week)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_M)
        lay.setSpacing(theme.GAP_M)
        lay.addLayout(self._tools(office))
        card = QFrame()
        card.setProperty("kind", "card")
        holder = QVBoxLayout(card)
        holder.setContentsMargins(1, 4, 1, 4)
        holder.addWidget(self._stack)
        lay.addWidget(card, 1)
        self._show_span()
        self.show_entries(())

    def _tools(self, office: QtOffice) -> QHBoxLayout:
        words = self.words
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        today = Button(words(N_("Today"))).on(lambda: self.go_to(words.today()))
        row.addWidget(_hinted(today, "T"))
        for picture, step, name in (("chevron-left", -1, N_("Back")), ("chevron-right", 1, N_("Forward"))):
            button = Button("", picture=picture).on(partial(self.step, step))
            button.setAccessibleName(words(name))
            button.setToolTip(words(name))
            button.setFixedWidth(40)
            row.addWidget(button)
        self.heading = Elided("", "heading")
        self.heading.setMinimumWidth(60)
        row.addSpacing(theme.GAP_XS)
        row.addWidget(self.heading, 1)
        self.modes: dict[str, Button] = {}
        for mode, name in MODES.items():
            made = self.modes[mode] = Button(words(name)).on(partial(self.turn, mode))
            made.setCheckable(True)
            row.addWidget(_hinted(made, mode[0].upper()))
        self.new_button = _hinted(Button(words(N_("New")), PRIMARY, "plus"), "N")
        row.addWidget(self.new_button.guard(office, calendar.add))
        return row

    @property
    def board(self) -> Board:
        return self.month if self.span.mode == MONTH else self.week

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Paint these entries on the days shown."""
        if self.span.mode == MONTH:
            self.month.month = self.span.month
        self.board.set_sheet(Sheet.of(entries, self.words.zone), *self.span.window)

    def go_to(self, day: date) -> None:
        """Show a day in the present view, with the keyboard's place on it."""
        self.go(replace(self.span, day=day))

    def step(self, by: int) -> None:
        self.go(self.span.step(by))

    def turn(self, mode: str) -> None:
        """Another view of the day at the keyboard's place, where it is shown."""
        self.go(replace(self.span, mode=mode))

    def go(self, span: Shown) -> None:
        """Show other days, or the same ones another way; the board keeps the keyboard."""
        turned = span.window != self.span.window or span.mode != self.span.mode
        had_focus = self.board.hasFocus()
        self.span = span
        memory.put(REMEMBERED, span.mode)
        self._show_span()
        if turned:
            self.show_entries(())
            self.turned.emit()
        self.board.focus_day(span.day.toordinal())
        if had_focus:
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_span(self) -> None:
        self.heading.setText(self.span.title(self.words))
        for mode, button in self.modes.items():
            button.setChecked(mode == self.span.mode)
        self._stack.setCurrentWidget(self.board)


def _hinted(button: Button, key: str) -> Button:
    """A letter works on the painted calendar alone: it is told on hover, not set as a shortcut of the window."""
    button.setToolTip(key)
    return button
