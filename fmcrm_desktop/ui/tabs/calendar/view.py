"""The middle of the calendar: the way forward and back, the views, and the board that is painted."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from functools import partial

from PySide6.QtCore import QLocale, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit import memory, spoken, theme
from fmcrm_desktop.ui.kit.buttons import PRIMARY, Button
from fmcrm_desktop.ui.kit.text import Elided
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar.agenda import AgendaBoard
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.choices import BEGINS, ChoicesButton
from fmcrm_desktop.ui.tabs.calendar.hours_grid import HOUR, ZOOMS
from fmcrm_desktop.ui.tabs.calendar.month import MonthBoard
from fmcrm_desktop.ui.tabs.calendar.people import People
from fmcrm_desktop.ui.tabs.calendar.placing import Sheet
from fmcrm_desktop.ui.tabs.calendar.span import AGENDA, DAY, MONTH, TEAM, TEAM_WEEK, WEEK, Shown
from fmcrm_desktop.ui.tabs.calendar.team import TeamBoard
from fmcrm_desktop.ui.tabs.calendar.team_week import TeamWeekBoard
from fmcrm_desktop.ui.tabs.calendar.week import WeekBoard

MODES = {
    DAY: (N_("Day"), "D · 1"), WEEK: (N_("Week"), "W · 2"), MONTH: (N_("Month"), "M · 3"),
    TEAM: (N_("Team"), "4"), AGENDA: (N_("Agenda"), "A · 5"),
}  # fmt: skip
"""The buttons, each with the keys that do the same on the painted calendar."""
REMEMBERED, TEAM_REMEMBERED, ZOOM_REMEMBERED = "calendar/mode", "calendar/team", "calendar/hour"
PATIENCE = 40
"""Milliseconds for which the answer about other days is waited for before they are painted without it."""
NARROW, ROOMY = 440, 900
"""Pixels that the calendar needs at least, and those from which the views have their buttons beside the heading."""


class View(QWidget):
    """``turned`` when other days are shown, whose entries are to be asked for."""

    turned = Signal()
    printing = Signal()

    def __init__(self, office: QtOffice, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = office.words
        spoken.install()
        mode = memory.get(REMEMBERED, WEEK)
        known = (*MODES, TEAM_WEEK)
        self.span = Shown(mode if mode in known else WEEK, self.words.today(), first_weekday())
        self.week, self.month = WeekBoard(self.words), MonthBoard(self.words)
        self.team, self.team_week = TeamBoard(self.words), TeamWeekBoard(self.words)
        self.agenda = AgendaBoard(self.words)
        self.boards: dict[str, Board] = {
            DAY: self.week, WEEK: self.week, MONTH: self.month, TEAM: self.team, TEAM_WEEK: self.team_week,
            AGENDA: self.agenda,
        }  # fmt: skip
        self._stack = QStackedWidget()
        self._held = QTimer(self, singleShot=True, interval=PATIENCE)
        self._held.timeout.connect(lambda: self.hold(False))
        for board in dict.fromkeys(self.boards.values()):
            board.writable = office.may(calendar.add)
            board.left.connect(lambda day: self.go_to(date.fromordinal(day)))
            self._stack.addWidget(board)
        self._stack.currentChanged.connect(lambda _at: self.setFocusProxy(self.board))
        self.setFocusProxy(self.week)
        lay = QVBoxLayout(self)
        lay.setContentsMargins(14, theme.GAP_M, 14, theme.GAP_M)
        lay.setSpacing(theme.GAP_M)
        row = QHBoxLayout()
        row.setSpacing(theme.GAP_S)
        lay.addLayout(row)
        self._tools(row, office)
        card = QFrame()
        card.setProperty("kind", "card")
        holder = QVBoxLayout(card)
        holder.setContentsMargins(1, 3, 1, 3)
        holder.addWidget(self._stack)
        lay.addWidget(card, 1)
        self._set_hour(int(memory.get(ZOOM_REMEMBERED) or HOUR))
        self._show_span()
        self.show_entries(())

    def _tools(self, row: QHBoxLayout, office: QtOffice) -> None:
        words = self.words
        today = Button(words(N_("Today"))).on(lambda: self.go_to(words.today()))
        row.addWidget(_hinted(today, "T"))
        for picture, step, name in (
            ("chevron-left", -1, N_("Backward")),
            ("chevron-right", 1, N_("Forward")),
        ):
            button = _pictured(picture, words(name), partial(self.step, step))
            row.addWidget(button)
        self.heading = Elided("", "heading")
        self.heading.setMinimumWidth(60)
        row.addSpacing(theme.GAP_XS)
        row.addWidget(self.heading, 1)
        self.modes: dict[str, Button] = {}
        for mode, (name, keys) in MODES.items():
            made = self.modes[mode] = Button(words(name)).on(partial(self.turn, mode))
            made.setCheckable(True)
            row.addWidget(_hinted(made, keys))
        self.print_button = Button(words(N_("Print"))).on(self.printing.emit)
        row.addWidget(_hinted(self.print_button, "P · Ctrl+P"))
        self.choices = ChoicesButton(self)
        row.addWidget(self.choices)
        self.new_button = _hinted(Button(words(N_("New")), PRIMARY, "plus").key("Ctrl+N"), "N · Ctrl+N")
        row.addWidget(self.new_button.guard(office, calendar.add))

    @property
    def board(self) -> Board:
        return self.boards[self.span.mode]

    def show_entries(self, entries: Iterable[Entry]) -> None:
        """Paint these entries on the days shown."""
        if self.span.mode == MONTH:
            self.month.month = self.span.month
        self.board.set_sheet(Sheet.of(entries, self.words.zone), *self.span.window)

    def set_hours(self, hours: WorkingCalendar) -> None:
        """The office's hours and days off, to shade the rest."""
        for board in (self.week, self.month, self.team, self.team_week):
            board.set_hours(hours)

    def set_people(self, people: People) -> None:
        """Who stand side by side in the team's views."""
        self.team.set_people(people)
        self.team_week.set_people(people)

    def go_to(self, day: date) -> None:
        """Show a day in the present view, with the keyboard's place on it."""
        self.go(replace(self.span, day=day))

    def step(self, by: int) -> None:
        self.go(self.span.step(by))

    def start_with(self, who: int) -> None:
        """In the team's views the keyboard's place begins with whoever sits here."""
        for board in (self.team, self.team_week):
            board.go(board.spot._replace(who=board.plan.people.shown(who)))

    def hold(self, on: bool) -> None:
        """Other days are asked for: they are painted once when the answer is there, or after a moment without it."""
        self._stack.setUpdatesEnabled(not on)
        if on:
            self._held.start()
        else:
            self._held.stop()

    def turn(self, mode: str) -> None:
        """Another view of the day at the keyboard's place, where it is shown. The team's button turns between a
        day and a week of the team."""
        if mode == TEAM:
            mode = memory.get(TEAM_REMEMBERED, TEAM)
            if self.span.mode in (TEAM, TEAM_WEEK):
                mode = TEAM if self.span.mode == TEAM_WEEK else TEAM_WEEK
        self.show_mode(mode)

    def show_mode(self, mode: str) -> None:
        """The same day in one of all the views."""
        self.go(replace(self.span, mode=mode))

    def go(self, span: Shown) -> None:
        """Show other days, or the same ones another way; the board keeps the keyboard."""
        span = replace(span, begins=first_weekday())
        turned = span.window != self.span.window or span.mode != self.span.mode
        had_focus = self.board.hasFocus()
        self.span = span
        memory.put(REMEMBERED, span.mode)
        if span.mode in (TEAM, TEAM_WEEK):
            memory.put(TEAM_REMEMBERED, span.mode)
        self._show_span()
        if turned:
            self.turned.emit()
        self.board.focus_day(span.day.toordinal())
        if had_focus:
            self.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def zoom(self, by: int) -> None:
        """Larger or smaller hours; 0 the usual ones."""
        now = self.week.plan.hour
        at = ZOOMS.index(now) if now in ZOOMS else ZOOMS.index(HOUR)
        self._set_hour(ZOOMS[max(0, min(len(ZOOMS) - 1, at + by))] if by else HOUR)

    def _set_hour(self, hour: int) -> None:
        for board in (self.week, self.team):
            board.set_zoom(hour)
        memory.put(ZOOM_REMEMBERED, str(hour))

    def week_begins(self, weekday: str) -> None:
        """With which weekday (0 is Monday) a week begins; empty: as the computer's locale says."""
        memory.put(BEGINS, weekday)
        self.go(self.span)

    def _show_span(self) -> None:
        self.heading.setText(self.span.title(self.words))
        for mode, button in self.modes.items():
            button.setChecked(mode == (TEAM if self.span.mode == TEAM_WEEK else self.span.mode))
        texts = {TEAM: N_("Team: day"), TEAM_WEEK: N_("Team: week")}
        self.modes[TEAM].setText(self.words(texts.get(self.span.mode, N_("Team"))))
        self._stack.setCurrentWidget(self.board)

    def minimumSizeHint(self) -> QSize:
        """Where it is narrow the buttons of the views give way to their menu."""
        return QSize(NARROW, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = self.width() >= ROOMY
        for button in (*self.modes.values(), self.print_button):
            button.setVisible(wide)


def first_weekday() -> int:
    """The weekday with which a week begins here, 0 for Monday: as chosen, else as the computer's locale says."""
    chosen = memory.get(BEGINS)
    return int(chosen) if chosen.isdecimal() else QLocale.system().firstDayOfWeek().value - 1


def _pictured(picture: str, name: str, act: Callable[[], object]) -> Button:
    button = Button("", picture=picture).on(act)
    button.setAccessibleName(name)
    button.setToolTip(name)
    button.setFixedWidth(40)
    return button


def _hinted(button: Button, key: str) -> Button:
    """A letter works on the painted calendar alone: it is told on hover, not set as a shortcut of the window."""
    button.setToolTip(key)
    return button
