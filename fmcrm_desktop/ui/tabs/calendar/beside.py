"""What stands beside the calendar: the page of one entry, or the form of an event."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calendar_entries import Entry, Ref
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar import entry_page
from fmcrm_desktop.ui.tabs.calendar.deeds import EntryDeeds
from fmcrm_desktop.ui.tabs.calendar.event_form import EventEditing
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch
from fmcrm_desktop.ui.tabs.calendar.view import View

BESIDE = 420
"""Pixels for what stands beside the calendar, until the person draws it wider."""


class Beside(QObject):
    """The tab's detail while something is in it; without anything the calendar has the room."""

    def __init__(self, tab: Tab, side: QWidget, view: View, deeds: EntryDeeds) -> None:
        super().__init__(tab)
        self._tab, self._side, self._view, self._deeds = tab, side, view, deeds
        tab.detail.setMinimumWidth(400)
        tab.detail.left.connect(self.close)
        self._show(False)
        tab.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._fit()
        return False

    def _show(self, on: bool) -> None:
        if on and self._tab.detail.isHidden():
            splitter = self._tab.detail.parentWidget()
            assert isinstance(splitter, QSplitter)
            splitter.setSizes([max(splitter.width() - BESIDE, 1), BESIDE])
        self._tab.detail.setVisible(on)
        self._fit()

    def _fit(self) -> None:
        """In a narrow window the ticks make room for what stands beside the calendar."""
        needed = self._side.width() + self._view.minimumSizeHint().width() + self._tab.detail.minimumWidth()
        self._side.setVisible(self._tab.detail.isHidden() or self._tab.width() >= needed)

    def show_entry(self, entry: Entry) -> None:
        """The page of an entry; an event's notes are asked for."""
        if entry.table == "event":
            self._tab.ask(calendar.event, entry.id, then=lambda form: self.put(entry, form.notes))
        else:
            self.put(entry, "")

    def put(self, entry: Entry, notes: str) -> None:
        """Show the page, once what was typed is safe."""

        def finish() -> None:
            self._deeds.finish(entry)
            self.close()

        def archive() -> None:
            self._deeds.archive(entry)
            self.close()

        def go() -> None:
            self._tab.detail.drop_form()
            actions = entry_page.Actions(lambda: self.open_event(entry.id), finish, archive, self.close)
            self._tab.put(entry_page.fill(self._tab.new_page(), entry, notes, actions))
            self._show(True)

        self._tab.detail.leave(go)

    def close(self) -> None:
        """Give the room back to the calendar, and the keyboard."""
        self._show(False)
        self._view.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Close the page; a form has its own way out."""
        if self._tab.detail.form is None:
            self.close()

    def open_event(self, id: int) -> None:
        """The form of an event, as it is kept now."""
        self._tab.ask(
            calendar.event, id, then=lambda form: self.open_form(form, Ref("event", id, form.version))
        )

    def new_at(self, stretch: Stretch) -> None:
        """The form of a new event over a stretch of the calendar."""
        if self._view.new_button.isEnabled():
            self.open_form(self.form_at(stretch), None)

    def open_form(self, form: EventForm, ref: Ref | None) -> None:
        """A new event's form, or that of the event named."""
        said = self._tab.words(N_("Saved on the calendar"))
        if ref is None:
            setup = FormSetup(N_("New entry"), form, calendar.add, said=lambda _id: said)
            start = {each.name: getattr(form, each.name) for each in fields(form)}
            page = self._tab.put_form(setup, "open_new", start)
        else:
            setup = FormSetup(N_("Change entry"), form, calendar.change, (ref.id,), said=lambda _none: said)
            page = self._tab.put_form(setup, "open_event", ref.id)
        self._show(True)
        EventEditing(page, ref)

    def form_at(self, stretch: Stretch) -> EventForm:
        """An empty form over a stretch, for the person signed in."""
        who = self._tab.office.who.staff_id if self._tab.office.who is not None else None
        form = EventForm(staff=(who,) if who is not None else ())
        start, end = stretch.span(self._tab.words.zone)
        if isinstance(start, datetime) and isinstance(end, datetime):
            return replace(form, starts=start, ends=end)
        return replace(form, whole_day=True, from_day=start, until_day=end)
