"""Keeps the badges of the tabs and the chips of the bar true, and says once what was promised for now: once a minute
and after each piece of news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tab_strip import TabStrip
from fmcrm_desktop.ui.tabs import TabEntry, case_of
from fmcrm_desktop.ui.top_bar import TopBar

MINUTE, SOON = 60_000, 200
BADGES = "fmcrm_desktop.services.badges:now"
REMINDERS = "fmcrm_desktop.services.promise_ledger:due_now"


class LateCounts(QObject):
    def __init__(
        self, office: QtOffice, top: TopBar, strip: TabStrip, entries: Sequence[TabEntry], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office, self._top, self._strip, self._entries = office, top, strip, entries
        self._told: set[tuple[int, Any]] = set()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        self._timer.start(SOON)
        office.changed.connect(self._news)

    def pause(self) -> None:
        """Ask nothing while nobody is signed in."""
        self._timer.stop()

    def resume(self) -> None:
        self._timer.start(SOON)

    def _news(self, _touched: object) -> None:
        self._timer.start(SOON)

    def _ask(self) -> None:
        self._timer.start(MINUTE)
        self._office.ask(self, case_of(BADGES), then=self._show)
        reminders = case_of(REMINDERS)
        if self._office.may(reminders):
            self._office.ask(self, reminders, then=self._remind)

    def _remind(self, due: Any) -> None:
        """Each promise is said once for each moment it was given; several together in one sentence."""
        fresh = [each for each in due if (each.id, each.due) not in self._told]
        if not fresh:
            return
        self._told.update((each.id, each.due) for each in fresh)
        words, first = self._office.words, fresh[0]
        what = " · ".join(part for part in (first.name, first.text) if part)
        text = words(N_("Promised until {time}: {what}"), time=words.time(first.due), what=what)
        link = Link("calls", first.id, section="promises")
        if len(fresh) > 1:
            text = words(
                N_("{n} promises fall due, the first at {time}"), n=len(fresh), time=words.time(first.due)
            )
            link = Link("calls", where={"state": ("open", "overdue")}, section="promises")
        self._office.offer(text, words(N_("Show")), lambda: self._office.go(link))

    def _show(self, counts: Any) -> None:
        self._top.show_due(counts)
        for at, entry in enumerate(self._entries):
            if entry.late:
                late = counts.by_tab.get(entry.late, 0)
                self._strip.set_badge(at, late, self._office.words(N_("{n} late"), n=late))
