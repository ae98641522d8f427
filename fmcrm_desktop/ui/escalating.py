"""Takes the steps of escalation that are due, when the minute strikes; without anybody seeing it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import case_of

_DUE = "fmcrm_desktop.services.escalation:due"
_RUN = "fmcrm_desktop.services.escalation:run"


class Escalating(QObject):
    """Looks first and writes only when there is something to write. Not one of the clerk's deeds: Ctrl+Z must not
    take it back."""

    def __init__(self, office: QtOffice, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office

    def look(self) -> None:
        if self._office.may(case_of(_RUN)):
            self._office.ask(self, case_of(_DUE), then=self._take, refused=_quiet)

    def _take(self, steps: int) -> None:
        if steps:
            office = self._office
            office.through(self, lambda: office.office.do(case_of(_RUN)), None, _quiet)


def _quiet(_refusal: object) -> None:
    """The next minute tries again."""
