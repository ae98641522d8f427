"""What staff, buildings and places of equipment are called in the other script: asked once, and again before news of
them are passed on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from fmcrm_desktop.ui.qt_office import QtOffice

TABLES = {"staff", "building", "equipment"}

Touched = Mapping[str, set[int]]


class NewsOfNames(QObject):
    """Stands between the office's news and the screen, so that what is read because of them has the new names."""

    learnt = Signal()

    def __init__(self, office: QtOffice) -> None:
        super().__init__(office)
        self._office = office

    def learn(self, touched: Touched | None = None) -> None:
        """Ask for the names, then pass the news on, whatever came of it."""
        from fmcrm_desktop.services import other_names

        office = self._office

        def learned(names: Mapping[str, str]) -> None:
            office.words.names = names
            self.learnt.emit()
            go_on()

        def go_on(_error: object = None) -> None:
            if touched:
                office.changed.emit(touched)

        office.each(self, other_names.known, then=learned, otherwise=go_on)

    def hear(self, touched: Touched) -> None:
        if TABLES & touched.keys():
            self.learn(touched)
        else:
            self._office.changed.emit(touched)
