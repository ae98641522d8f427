"""Orders of plans made by themselves: some time after the start, and once on each further day."""

from __future__ import annotations

from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer

from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.qt_office import QtOffice

CALM = 15_000
"""Milliseconds after the start: the window and its first list come before."""
OFTEN = 600_000
"""How often it looks whether another day has come."""


class PlansAhead(QObject):
    """Lives as long as the desk. Several desks may do so at once: the case makes each order once."""

    def __init__(self, office: QtOffice, read_only: bool, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self._day: date | None = None
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(self.look)
        if not read_only:
            QTimer.singleShot(CALM, self, self.look)
            self._timer.start()

    def look(self) -> None:
        """Make what is to be made, when that was not done today and whoever is signed in may."""
        from fmcrm_desktop.services import plans

        today = self._office.words.today()
        if today == self._day or self._office.who is None or not self._office.may(plans.generate):
            return
        self._day = today
        self._office.ask(self, plans.preview, then=self._make)

    def _make(self, coming: tuple[Any, ...]) -> None:
        from fmcrm_desktop.services import plans

        if coming:
            self._office.do(self, plans.generate, then=self._made)

    def _made(self, done: Any) -> None:
        if done.result:
            said = N_("Work orders made of plans: {n}")
            self._office.say(self._office.words(said, n=len(done.result)), done.deed)
