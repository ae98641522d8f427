"""The menu behind "+n more": the entries for which a day had no room."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.tabs.calendar.look import told
from fmcrm_desktop.ui.tabs.calendar.span import DAY, Shown

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calendar.tab import CalendarTab

LISTED = 40
"""Entries that the menu lists; beyond them the day view is the place."""


def show_more(tab: CalendarTab, entries: Sequence[Entry], at: QPoint) -> None:
    """List them at a point; each leads to its page, the last line to the day."""
    menu = QMenu(tab)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for entry in entries[:LISTED]:
        lines = told(entry, tab.words).split("\n")
        action = menu.addAction(f"{lines[1]}  {lines[0]}".replace("&", "&&"))
        action.triggered.connect(lambda _on=False, entry=entry: tab.beside.show_entry(entry))
    if tab.view.span.mode != DAY:
        menu.addSeparator()
        day = tab.words.local(entries[0].span(tab.words.zone)[0]).date()
        menu.addAction(tab.words(N_("Show the day"))).triggered.connect(lambda: tab.view.go(Shown(DAY, day)))
    menu.popup(at)
