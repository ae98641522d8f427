"""What is done once on each day somebody works: some time after the start, and again when another day has come."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from PySide6.QtCore import QObject, QTimer

from fmcrm_desktop.ui.qt_office import QtOffice

OFTEN = 600_000
"""Milliseconds after which it looks whether another day has come."""


class EachDay(QObject):
    """Lives as long as the desk. Subclass: give ``calm`` and ``case``, and do the day's work in ``act``. Several
    desks may do so at once: the work itself must bear it."""

    calm = 15_000
    """Milliseconds after the start: the window and its first list come before."""

    def __init__(self, office: QtOffice, read_only: bool, parent: QObject) -> None:
        super().__init__(parent)
        self.office = office
        self._day: date | None = None
        self._timer = QTimer(self, interval=OFTEN)
        self._timer.timeout.connect(self.look)
        if not read_only:
            QTimer.singleShot(self.calm, self, self.look)
            self._timer.start()

    def look(self) -> None:
        """Ask what is to be done, when that was not asked today and whoever is signed in may."""
        today = self.office.words.today()
        if today == self._day or self.office.who is None:
            return
        if self.may():
            self._day = today
            self.office.ask(self, self.case(), then=self.act)

    def may(self) -> bool:
        """Whether whoever is signed in may do the day's work."""
        return self.office.may(self.case())

    def case(self) -> Callable[..., Any]:
        """What tells the day's work; loaded late."""
        raise NotImplementedError

    def act(self, told: Any) -> None:
        """Do what the case told."""
        raise NotImplementedError
