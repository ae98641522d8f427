"""What the window took from the settings at the start is taken anew when somebody changes them."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import opening, settings
from fmcrm_desktop.ui.qt_jobs import RunningJob
from fmcrm_desktop.ui.qt_office import QtOffice

if TYPE_CHECKING:
    from fmcrm_desktop.ui.window import MainWindow

DRAWN = ("office.language", "office.zone", "office.currency")
"""What everything on the screen is said in: a change draws all of it anew, with what is typed."""

AGAIN = 50
"""Milliseconds until it is looked again."""


class SettingsNews(QObject):
    """Lives with the office on the screen. While somebody must sign in first, or long work reports to the widgets
    there are, the screen stays as it is until the next start."""

    def __init__(
        self, window: MainWindow, office: QtOffice, name: Callable[[dict[str, Any]], object]
    ) -> None:
        super().__init__(office)
        self._window, self._office, self._name = window, office, name
        self._deed: int | None = None
        """The last change of settings made at this desk: of another desk's none is offered to be taken back."""
        office.changed.connect(self._news)
        office.saved.connect(self._saved)

    def _news(self, touched: dict[str, set[int]]) -> None:
        if "setting" in touched:
            if not touched["setting"]:  # of another desk no ids are told
                self._deed = None
            self._ask()

    def _ask(self) -> None:
        self._office.ask(self, settings.everything, then=self._whose)

    def _saved(self, done: Any) -> None:
        if "setting" in getattr(done, "touched", ()):
            self._deed = done.deed

    def _whose(self, known: dict[str, Any]) -> None:
        self._office.ask(self, opening.alone, then=partial(self._hold, known))

    def _hold(self, known: dict[str, Any], signer: Any) -> None:
        if not self._office.quiet:  # perhaps the deed itself, whose answer comes after its news
            QTimer.singleShot(AGAIN, self, self._ask)
            return
        window, opened = self._window, self._window.opened
        if opened is None or window.desk is None or window.centralWidget() is not window.desk:
            return
        before, opened.settings = opened.settings, known
        opened.office.store.zone = known["office.zone"]
        self._name(known)
        if known["sign_in"]:
            window.idle.start(int(known["lock.minutes"]))
            signer = self._office.who
        else:
            window.idle.stop()
        same = signer == self._office.who and all(known[name] == before[name] for name in DRAWN)
        if same or self._office.findChildren(RunningJob):
            return
        opened.office.who = signer
        window.menu.announce(N_("The settings were changed and hold from now on."), self._deed)
        window.rebuild()
