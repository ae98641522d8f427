"""The entries asked for: of the days shown, and a moment later of their neighbours, so that turning is instant."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from fmcrm_desktop.services import calendar_days
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar.span import Shown

PATIENCE = 200
"""Milliseconds of rest before the neighbours are asked for: quick turning asks for nothing it passes by."""
MOST = 6
"""Windows kept; the oldest goes."""


class Known(QObject):
    """``have`` tells the entries of the window last asked for. News make everything forgotten."""

    have = Signal(object)

    def __init__(self, tab: Tab) -> None:
        super().__init__(tab)
        self._tab = tab
        self._windows: dict[tuple[int, int], list[Entry]] = {}
        self._wanted: Shown | None = None
        self._news = 0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(PATIENCE)
        self._rest.timeout.connect(self._ask_neighbours)

    def forget(self) -> None:
        """Something has changed: nothing known counts any more."""
        self._windows.clear()
        self._news += 1

    def want(self, span: Shown) -> bool:
        """Tell the entries of a window: at once (True) where they are known, else when the answer comes."""
        self._wanted = span
        self._rest.start()
        if span.window in self._windows:
            self.have.emit(self._windows[span.window])
            return True
        self._ask(span)
        return False

    def _ask(self, span: Shown) -> None:
        start, until = span.moments(self._tab.words.zone)
        answer = partial(self._know, span.window, self._news)
        self._tab.office.each(self, calendar_days.entries, start, until, then=answer)

    def _know(self, window: tuple[int, int], news: int, entries: list[Entry]) -> None:
        if news != self._news:
            return
        self._windows[window] = entries
        while len(self._windows) > MOST:
            del self._windows[next(iter(self._windows))]
        if self._wanted is not None and window == self._wanted.window:
            self.have.emit(entries)

    def _ask_neighbours(self) -> None:
        if self._wanted is None or not self._tab.isVisible():
            return
        for step in (1, -1):
            span = self._wanted.step(step)
            if span.window not in self._windows:
                self._ask(span)
