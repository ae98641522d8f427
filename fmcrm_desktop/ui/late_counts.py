"""Keeps the badges of the tabs and the chips of the bar true: once a minute and after each piece of news."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tab_strip import TabStrip
from fmcrm_desktop.ui.tabs import TabEntry, case_of
from fmcrm_desktop.ui.top_bar import TopBar

MINUTE, SOON = 60_000, 200
BADGES = "fmcrm_desktop.services.badges:now"


class LateCounts(QObject):
    """``minute`` is the clock that the reminders go by too."""

    minute = Signal()

    def __init__(
        self, office: QtOffice, top: TopBar, strip: TabStrip, entries: Sequence[TabEntry], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._office, self._top, self._strip, self._entries = office, top, strip, entries
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._ask)
        self._timer.start(SOON)
        self._first = True
        office.changed.connect(self._news)

    def pause(self) -> None:
        """Ask nothing while nobody is signed in."""
        self._timer.stop()

    def resume(self) -> None:
        self._timer.start(SOON)

    def _news(self, _touched: object) -> None:
        self._timer.start(SOON)

    def _ask(self) -> None:
        if self._first and not self._office.quiet:
            return  # counting needs half the office: the first list comes before
        self._first = False
        self._timer.start(MINUTE)
        self._office.ask(self, case_of(BADGES), then=self._show)
        self.minute.emit()

    def _show(self, counts: Any) -> None:
        self._top.show_due(counts)
        for at, entry in enumerate(self._entries):
            if entry.late:
                late = counts.by_tab.get(entry.late, 0)
                self._strip.set_badge(at, late, self._office.words(N_("{n} late"), n=late))
