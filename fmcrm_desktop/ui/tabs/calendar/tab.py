"""The calendar tab: ticks at the left, the painted calendar, the entry or its form at the right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSplitter, QVBoxLayout

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import calendar, calendar_of_staff
from fmcrm_desktop.services.calendar import ALL, EventForm, StaffRow
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.tab import Place, Tab
from fmcrm_desktop.ui.tabs.calendar.beside import Beside
from fmcrm_desktop.ui.tabs.calendar.deeds import EntryDeeds
from fmcrm_desktop.ui.tabs.calendar.free_days import free_days
from fmcrm_desktop.ui.tabs.calendar.handing import HandingDeeds
from fmcrm_desktop.ui.tabs.calendar.known import Known
from fmcrm_desktop.ui.tabs.calendar.look import conflict_words
from fmcrm_desktop.ui.tabs.calendar.memos import make_task
from fmcrm_desktop.ui.tabs.calendar.more_menu import show_deeds, show_more
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch, overlapping
from fmcrm_desktop.ui.tabs.calendar.side import Side
from fmcrm_desktop.ui.tabs.calendar.span import AGENDA, DAY, TEAM, Shown
from fmcrm_desktop.ui.tabs.calendar.view import View

ZOOM = {"larger": 1, "smaller": -1, "usual": 0}
PAPER = "fmcrm_desktop.reports.making:make_days"


class CalendarTab(Tab):
    """Day, week, month, team and agenda of everything dated."""

    name = "calendar"
    title = N_("Calendar")
    shows = (
        "event", "event_staff", "event_guest", "visit", "visit_staff", "promise", "work_order", "staff", "staff_hours",
        "setting", "notice", "plan", "plan_skip", "agreement", "corrective_action", "lead", "suggestion", "gap_plan",
        "procedure", "issued_document", "opinion", "decision", "offer", "notice_posting", "post_item",
    )  # fmt: skip

    def build(self) -> None:
        self.entries: list[Entry] = []
        self.hours: WorkingCalendar | None = None
        self.own_hours: dict[int, WorkingCalendar] = {}
        self.deeds, self.handing = EntryDeeds(self), HandingDeeds(self)
        self.side, self.view = Side(self.office), View(self.office)
        self.steered = self.view
        self.known = Known(self)
        self.known.have.connect(self._have)
        self.beside = Beside(self, self._lay_out(), self.view, self.deeds)
        self.side.changed.connect(self._show_people)
        self.side.mini.picked.connect(self.view.go_to)
        self.side.memos.opened.connect(self.beside.show_entry)
        self.side.memos.task.connect(partial(make_task, self))
        self.view.turned.connect(self._turned)
        self.view.printing.connect(self.print_page)
        self.view.new_button.on(lambda: self._want(self.view.board.selected()))
        for board in dict.fromkeys(self.view.boards.values()):
            board.opened.connect(self.beside.show_entry)
            board.wanted.connect(self._want)
            board.moved.connect(self.deeds.move)
            board.handed.connect(self.handing.hand)
            board.listed.connect(partial(show_more, self))
            board.menu.connect(partial(show_deeds, self))
            board.asked.connect(self._asked)
        self.side.mini.mark(self.view.span)
        self._show_people()

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
        self.body.addLayout(row, 1)
        row.addWidget(pane)
        row.addWidget(splitter, 1)
        return pane

    # what is shown

    def reload(self) -> None:
        self.ask(calendar.people, then=self._know_people)
        self.ask(calendar.hours, then=self._know_hours)
        self.known.forget()
        self.known.want(self.view.span)

    def _know_people(self, people: list[StaffRow]) -> None:
        people = [replace(row, name=known(self.words, row.name)) for row in people]
        self.side.show_people(people)
        me = self.office.who.staff_id if self.office.who is not None else None
        if not self.handing.names and me is not None:
            self.view.start_with(me)
        self.handing.names = {row.id: row.name for row in people}
        self.ask(calendar_of_staff.working_calendars, tuple(self.handing.names), then=self._know_own_hours)

    def _know_own_hours(self, hours: dict[int, WorkingCalendar]) -> None:
        if hours != self.own_hours:
            self.own_hours = hours
            self._show_people()

    def _know_hours(self, hours: WorkingCalendar) -> None:
        if hours != self.hours:
            self.hours = hours
            self.view.set_hours(hours)
            self.show_entries()

    def _show_people(self) -> None:
        self.view.set_people(self.side.people(self.own_hours))
        self.show_entries()

    def _have(self, entries: list[Entry]) -> None:
        self.entries = entries
        self.show_entries()
        self.view.hold(False)

    def _turned(self) -> None:
        """Other days: what is known of them already is shown until the answer comes."""
        span = self.view.span
        self.side.mini.mark(span)
        before = self.entries
        if not self.known.want(span):
            start, until = span.moments(self.words.zone)
            spans = ((entry, entry.span(self.words.zone)) for entry in before)
            self.view.hold(True)
            self.entries = [entry for entry, (begin, end) in spans if begin < until and end > start]
            self.show_entries()

    def show_entries(self) -> None:
        """Paint what the ticks let through; memos are in the margin, and in the agenda's list."""
        days_off = free_days(self.hours, self.view.span, self.words) if self.hours is not None else []
        shown = [entry for entry in [*self.entries, *days_off] if self.side.shows(entry)]
        self.side.memos.show_entries(shown)
        if self.view.span.mode != AGENDA:
            shown = [entry for entry in shown if entry.kind != "memo"]
        self.view.show_entries(shown)
        said = [self.words(N_("Entries: {count}"), count=len(shown))]
        conflicts = len(overlapping(self.entries, self.words.zone))
        if conflicts:
            said.append(conflict_words(conflicts, self.view.span.mode, self.words))
        self.counts.emit(" · ".join(said))

    def show_record(self, id: int) -> None:
        """An event named by a link: its day, and its page."""

        def known(form: EventForm) -> None:
            self.id = 0
            day = self.words.local(form.starts).date() if form.starts is not None else form.from_day
            if day is None:  # a task or a memo of no day in particular is on its list only
                self.office.go(Link("tasks", id, section="memos" if form.kind == "memo" else "all"))
                return
            self.view.go_to(day)
            self.ask(calendar.entries, *self.view.span.moments(self.words.zone), then=partial(show, form))

        def show(form: EventForm, found: Sequence[Entry]) -> None:
            entry = next((each for each in found if (each.table, each.id) == ("event", id)), None)
            if entry is not None:
                self.beside.show_entry(entry)

        self.ask(calendar.event, id, then=known)

    # forms and ways in

    def open_new(self, start: dict[str, Any]) -> None:
        """A new event, at the keyboard's place unless the start says when."""
        form = self.beside.form_at(self.view.board.selected())
        known = {name: value for name, value in start.items() if hasattr(form, name)}
        self.beside.open_form(replace(form, **known), None)

    def _want(self, stretch: Stretch) -> None:
        """A new entry where the keyboard or the mouse marked it, for the person in whose column that is."""
        if self.view.new_button.isEnabled():
            form = self.beside.form_at(stretch)
            who = self.view.board.spot.who
            self.beside.open_form(replace(form, staff=(who,)) if who else form, None)

    def print_page(self) -> None:
        """The agenda of the days that are seen, where all papers are: to look at, print or save."""
        from fmcrm_desktop.reports.options import Wanted, called

        first, last = self.view.span.period
        title = N_("Agenda")
        wanted = Wanted(self.words(title), PAPER, ((first, last),), called(title, first.isoformat()))
        self.office.go(Link("reports", new={"wanted": wanted}))

    def open_event(self, id: int, occurrence: str = "", scope: str = ALL) -> None:
        """The form of an event, as it is kept now."""
        self.beside.open_event(id, occurrence, scope)

    def _asked(self, what: str, day: int) -> None:
        board = self.view.board
        if what == "today":
            self.view.go_to(self.words.today())
        elif what == "escape":
            self.beside.escape()
        elif what == "print":
            self.print_page()
        elif what in ZOOM:
            self.view.zoom(ZOOM[what])
        elif what == TEAM:
            self.view.turn(TEAM)
        elif what != "remove":
            self.view.go(Shown(what, date.fromordinal(day)))
        elif board.focused is not None and board.plan.sheet.entries[board.focused].table == "event":
            self.deeds.archive(board.plan.sheet.entries[board.focused])

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
