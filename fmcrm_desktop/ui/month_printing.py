"""The month's report printed by itself: some time after the start, once for each month that is over."""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.qt_office import QtOffice

if TYPE_CHECKING:
    from fmcrm_desktop.services.month_setup import Owed

CALM = 25_000
"""Milliseconds after the start: the window, its first list and the look through the file come before."""
OFTEN = 600_000
"""How often it looks whether another day has come."""
NAME = "month-pack"
MAKE = "fmcrm_desktop.reports.making:make"


class MonthPrinting(QObject):
    """Lives as long as the desk. Two desks that do so at once put the same report under the same name."""

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
        """Print what is owed, when that was not looked for today and whoever is signed in may see all of it."""
        from fmcrm_desktop.services import month_setup

        today = self._office.words.today()
        if today == self._day or self._office.who is None or not self._office.may(month_setup.owed):
            return
        self._day = today
        self._office.ask(self, month_setup.owed, then=self._print)

    def _print(self, owed: Owed | None) -> None:
        if owed is None or self._office.office is None:
            return
        from fmcrm_desktop.reports import BY_NAME, making
        from fmcrm_desktop.reports.options import Options

        words, folder = self._office.words, Path(owed.folder)
        if not folder.is_dir():
            said = N_("The folder for the month's report is not there: {folder}")
            self._office.say(words(said, folder=owed.folder))
            return
        options = Options(month=owed.month, language=owed.language)
        target = folder / making.file_name(BY_NAME[NAME], options, words)
        address = self._office.office.store.address
        self._office.run(
            Job(MAKE, (address, NAME, options, self._office.who), target=target),
            words(BY_NAME[NAME].title),
            then=partial(self._made, str(owed.month), target),
            asker=self,
        )

    def _made(self, month: str, target: Path, _result: Any) -> None:
        from fmcrm_desktop.services import month_setup

        self._office.say(
            self._office.words(N_("The report of {month} lies in {path}"), month=month, path=target)
        )
        self._office.do(self, month_setup.printed, month)
