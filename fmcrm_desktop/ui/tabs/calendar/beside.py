"""What stands beside the calendar: the page of one entry, or the form of an event."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QSplitter, QWidget

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import ALL, FOLLOWING, THIS, EventForm, EventSheet
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar import entry_page
from fmcrm_desktop.ui.tabs.calendar.deeds import EntryDeeds
from fmcrm_desktop.ui.tabs.calendar.event_form import EventEditing
from fmcrm_desktop.ui.tabs.calendar.placing import Stretch
from fmcrm_desktop.ui.tabs.calendar.view import View

TITLES = {
    THIS: N_("Change this one"), FOLLOWING: N_("Change this and following"), ALL: N_("Change all of the series"),
}  # fmt: skip
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
        """In a narrow window the ticks make room for what stands beside the calendar, on a screen with few pixels the
        calendar too."""
        alone, free = self._tab.detail.isHidden(), self._tab.width() - self._tab.detail.minimumWidth()
        needed = self._view.minimumSizeHint().width()
        self._view.setVisible(alone or free >= needed)
        self._side.setVisible(alone or free >= needed + self._side.width())

    def show_entry(self, entry: Entry) -> None:
        """The page of an entry; what more there is to an event is asked for."""
        if entry.table == "event":
            self._tab.ask(
                calendar.sheet, entry.id, entry.occurrence, then=lambda sheet: self.put(entry, sheet)
            )
        else:
            self.put(entry, None)

    def put(self, entry: Entry, sheet: EventSheet | None) -> None:
        """Show the page, once what was typed is safe."""

        def go() -> None:
            self._tab.detail.drop_form()
            self._tab.put(entry_page.fill(self._tab.new_page(), entry, sheet, self._actions(entry)))
            self._show(True)

        self._tab.detail.leave(go)

    def _actions(self, entry: Entry) -> entry_page.Actions:
        def finish() -> None:
            self._deeds.finish(entry)
            self.close()

        def again(id: int) -> None:
            """The same entry: a time of a series on which something was noted is an event of its own now."""
            if self._tab.detail.isVisible():
                self._tab.ask(calendar.sheet, id, then=lambda sheet: self.put(_own(entry, id, sheet), sheet))

        return entry_page.Actions(
            partial(self.edit, entry),
            finish,
            lambda: self._deeds.archive(entry, self.close),
            self.close,
            lambda mark, came: self._deeds.attend(entry, mark, came or None, again),
            lambda: self._deeds.all_came(entry, again),
            partial(self._deeds.answer, entry),
            partial(self._deeds.found, entry, again),
        )

    def close(self) -> None:
        """Give the room back to the calendar, and the keyboard."""
        self._show(False)
        self._view.board.setFocus(Qt.FocusReason.OtherFocusReason)

    def escape(self) -> None:
        """Close the page; a form has its own way out."""
        if self._tab.detail.form is None:
            self.close()

    def edit(self, entry: Entry) -> None:
        """The form of an event; of a repeating one it is asked first how far a change goes."""
        self._deeds.scoped(entry, partial(self.open_event, entry.id, entry.occurrence))

    def open_event(self, id: int, occurrence: str = "", scope: str = ALL) -> None:
        """The form of an event, as it is kept now; of a series that of one time, for as much as ``scope`` says."""

        def show(form: EventForm) -> None:
            form.scope = scope
            self.open_form(form, id)

        self._tab.ask(calendar.event, id, occurrence, then=show)

    def open_form(self, form: EventForm, id: int | None) -> None:
        """A new event's form, or that of the event with this id."""
        said = self._tab.words(N_("Saved on the calendar"))
        if id is None:
            setup = FormSetup(N_("New entry"), form, calendar.add, said=lambda _id: said)
            start = {each.name: getattr(form, each.name) for each in fields(form)}
            page = self._tab.put_form(setup, "open_new", start)
        else:
            title = TITLES[form.scope] if form.occurrence else N_("Change entry")
            setup = FormSetup(
                title,
                form,
                calendar.change,
                (id,),
                said=lambda _id: said,
                stored=(calendar.event, id, form.occurrence),
            )
            page = self._tab.put_form(setup, "open_event", id, form.occurrence, form.scope)
        self._show(True)
        EventEditing(page, id)

    def form_at(self, stretch: Stretch) -> EventForm:
        """An empty form over a stretch, for the person signed in."""
        who = self._tab.office.who.staff_id if self._tab.office.who is not None else None
        form = EventForm(staff=(who,) if who is not None else ())
        start, end = stretch.span(self._tab.words.zone)
        if isinstance(start, datetime) and isinstance(end, datetime):
            return replace(form, starts=start, ends=end)
        return replace(form, whole_day=True, from_day=start, until_day=end)


def _own(entry: Entry, id: int, sheet: EventSheet) -> Entry:
    """The entry as the event that it has become."""
    if id == entry.id:
        return entry
    return entry._replace(id=id, version=sheet.form.version or 1, occurrence="", repeats=False)
