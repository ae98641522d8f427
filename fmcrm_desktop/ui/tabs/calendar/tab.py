"""The calendar tab: ticks at the left, the painted day, week or month, the entry or its form at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QSplitter, QVBoxLayout

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import ALL, EventForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.tab import Place, Tab
from fmcrm_desktop.ui.tabs.calendar.beside import Beside
from fmcrm_desktop.ui.tabs.calendar.deeds import EntryDeeds
from fmcrm_desktop.ui.tabs.calendar.known import Known
from fmcrm_desktop.ui.tabs.calendar.look import told
from fmcrm_desktop.ui.tabs.calendar.side import Side
from fmcrm_desktop.ui.tabs.calendar.span import DAY, Shown
from fmcrm_desktop.ui.tabs.calendar.view import View

LISTED = 40
"""Entries that the menu behind "+n more" lists; beyond them the day view is the place."""


class CalendarTab(Tab):
    """Day, week and month of everything dated."""

    name = "calendar"
    title = N_("Calendar")
    shows = (
        "event",
        "event_staff",
        "event_guest",
        "visit",
        "visit_staff",
        "promise",
        "work_order",
        "staff",
        "setting",
    )

    def build(self) -> None:
        self.entries: list[Entry] = []
        self.hours: WorkingCalendar | None = None
        self.deeds = EntryDeeds(self)
        self.side, self.view = Side(self.office), View(self.office)
        self.steered = self.view
        self.known = Known(self)
        self.known.have.connect(self._have)
        self.beside = Beside(self, self._lay_out(), self.view, self.deeds)
        self.side.changed.connect(self.show_entries)
        self.side.mini.picked.connect(self.view.go_to)
        self.view.turned.connect(self._turned)
        self.view.new_button.on(lambda: self.beside.new_at(self.view.board.selected()))
        for board in (self.view.week, self.view.month):
            board.opened.connect(self.beside.show_entry)
            board.wanted.connect(self.beside.new_at)
            board.moved.connect(self.deeds.move)
            board.listed.connect(self._list)
            board.asked.connect(self._asked)
        self.side.mini.mark(self.view.span.day, *self.view.span.window)

    def _lay_out(self) -> QFrame:
        """Put the parts side by side; gives the pane at the left."""
        pane = QFrame()
        pane.setProperty("kind", "pane")
        pane.setFixedWidth(236)
        inside = QVBoxLayout(pane)
        inside.setContentsMargins(0, 0, 1, 0)
        inside.addWidget(self.side)
        splitter = QSplitter(Qt.Orientation.Horizontal)
        splitter.setChildrenCollapsible(False)
        splitter.setHandleWidth(1)
        splitter.addWidget(self.view)
        splitter.addWidget(self.detail)
        splitter.setStretchFactor(0, 1)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(pane)
        row.addWidget(splitter, 1)
        self.body.addLayout(row, 1)
        return pane

    # what is shown

    def reload(self) -> None:
        self.ask(calendar.people, then=self.side.show_people)
        self.ask(calendar.hours, then=self._know_hours)
        self.known.forget()
        self.known.want(self.view.span)

    def _have(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.show_entries()

    def _turned(self) -> None:
        """Other days: what is known of them already is shown until the answer comes."""
        span = self.view.span
        self.side.mini.mark(span.day, *span.window)
        before = self.entries
        if not self.known.want(span):
            start, until = span.moments(self.words.zone)
            spans = ((entry, entry.span(self.words.zone)) for entry in before)
            self._have([entry for entry, (begin, end) in spans if begin < until and end > start])

    def _know_hours(self, hours: WorkingCalendar) -> None:
        if hours != self.hours:
            self.hours = hours
            self.view.week.set_hours(hours)
            self.show_entries()

    def show_entries(self) -> None:
        """Paint what the ticks let through."""
        shown = [entry for entry in [*self.entries, *self._holidays()] if self.side.shows(entry)]
        self.view.show_entries(shown)
        self.side.show_memos(self.entries)
        clashes = sum(entry.clash for entry in shown)
        said = [self.words(N_("Entries: {count}"), count=len(shown))]
        if clashes:
            said.append(self.words(N_("Clashes: {count}"), count=clashes))
        self.counts.emit(" · ".join(said))

    def _holidays(self) -> list[Entry]:
        if self.hours is None:
            return []
        first, days = self.view.span.window
        return [
            Entry(
                "holiday", each.day.toordinal(), 0, "holiday", each.name or self.words(N_("Public holiday")),
                None, None, each.day, each.day, "", False, "", "", "", None, None,
            )
            for each in self.hours.holidays
            if first <= each.day.toordinal() < first + days
        ]  # fmt: skip

    def show_record(self, id: int) -> None:
        """An event named by a link: its day, and its page."""
        self.ask(calendar.event, id, then=lambda form: self._show_event(id, form))

    def _show_event(self, id: int, form: EventForm) -> None:
        self.id = 0
        day = self.words.local(form.starts).date() if form.starts is not None else form.from_day
        if day is None:
            return
        self.view.go_to(day)

        def show(found: Sequence[Entry]) -> None:
            for entry in found:
                if (entry.table, entry.id) == ("event", id):
                    self.beside.show_entry(entry)
                    return

        self.ask(calendar.entries, *self.view.span.moments(self.words.zone), then=show)

    # forms and ways in

    def open_new(self, start: dict[str, Any]) -> None:
        """A new event, at the keyboard's place unless the start says when."""
        form = self.beside.form_at(self.view.board.selected())
        known = {name: value for name, value in start.items() if hasattr(form, name)}
        self.beside.open_form(replace(form, **known), None)

    def open_event(self, id: int, occurrence: str = "", scope: str = ALL) -> None:
        """The form of an event, as it is kept now."""
        self.beside.open_event(id, occurrence, scope)

    def _asked(self, what: str, day: int) -> None:
        board = self.view.board
        if what == "today":
            self.view.go_to(self.words.today())
        elif what == "escape":
            self.beside.escape()
        elif what != "remove":
            self.view.go(Shown(what, date.fromordinal(day)))
        elif board.focused is not None and board.plan.sheet.entries[board.focused].table == "event":
            self.deeds.archive(board.plan.sheet.entries[board.focused])

    def _list(self, entries: Sequence[Entry], at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for entry in entries[:LISTED]:
            lines = told(entry, self.words).split("\n")
            action = menu.addAction(f"{lines[1]}  {lines[0]}".replace("&", "&&"))
            action.triggered.connect(lambda _on=False, entry=entry: self.beside.show_entry(entry))
        if self.view.span.mode != DAY:
            menu.addSeparator()
            day = self.words.local(entries[0].span(self.words.zone)[0]).date()
            menu.addAction(self.words(N_("Show the day"))).triggered.connect(
                lambda: self.view.go(Shown(DAY, day))
            )
        menu.popup(at)

    def open(self, link: Link) -> None:
        for iso in link.where.get("day", ()):
            self.view.go(Shown(DAY, date.fromisoformat(str(iso))))
        super().open(link)

    def place(self) -> Place:
        span = self.view.span
        return replace(super().place(), where={"span": (span.mode, span.day.isoformat())})

    def restore(self, place: Place) -> None:
        span = self.view.span
        mode, iso = (place.where or {}).get("span", (span.mode, span.day.isoformat()))
        self.view.go(Shown(str(mode), date.fromisoformat(str(iso))))
        super().restore(place)
