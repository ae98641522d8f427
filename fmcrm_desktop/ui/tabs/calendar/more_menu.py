"""The calendar's menus: the entries behind "+n more", and what can be done with one."""

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


def show_deeds(tab: CalendarTab, entry: Entry | None, at: QPoint) -> None:
    """What the keys and the entry's page do as well: for an entry, or for the place that is marked."""
    menu, words = QMenu(tab), tab.words
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    board = tab.view.board
    if entry is not None:
        menu.addAction(words(N_("Open")) + "\tEnter").triggered.connect(lambda: tab.beside.show_entry(entry))
    if entry is not None and entry.table == "event" and board.writable:
        menu.addAction(words(N_("Change"))).triggered.connect(lambda: tab.beside.edit(entry))
        tick = N_("Mark as not done") if entry.done else N_("Mark as done")
        menu.addAction(words(tick)).triggered.connect(lambda: tab.deeds.finish(entry))
        menu.addAction(words(N_("Archive")) + "\tDelete").triggered.connect(lambda: tab.deeds.archive(entry))
    if board.writable:
        menu.addSeparator()
        menu.addAction(words(N_("New entry")) + "\tN").triggered.connect(
            lambda: board.wanted.emit(board.selected())
        )
    menu.popup(at)
