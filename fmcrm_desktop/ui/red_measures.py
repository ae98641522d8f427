"""The measures of last month that are off their target: asked for beside the day's cards, shown among them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.lines import flowing
from fmcrm_desktop.ui.kit.page import Column
from fmcrm_desktop.ui.qt_office import QtOffice

if TYPE_CHECKING:
    from fmcrm_desktop.services.measures.showing import Missed

CALM, HOUR = 5_000, 3_600_000
"""Milliseconds after the start, for the day's cards come before the month's; and how often it is looked again."""


class RedMeasures(QObject):
    """Lives as long as the tab; ``changed`` when others are red than before."""

    changed = Signal()

    def __init__(self, office: QtOffice, parent: QObject) -> None:
        super().__init__(parent)
        self._office = office
        self.red: Missed | None = None
        self._hour = QTimer(self, interval=HOUR)
        self._hour.timeout.connect(self.look)
        self._hour.start()
        QTimer.singleShot(CALM, self, self.look)

    def look(self) -> None:
        from fmcrm_desktop.services.measures import showing

        if self._office.office is not None and self._office.may(showing.missed):
            self._office.ask(self, showing.missed, then=self._note)

    def _note(self, red: Missed) -> None:
        if red != self.red:
            self.red = red
            self.changed.emit()

    def onto(self, column: Column) -> None:
        """Their card, where there are any; each opens its measure."""
        if self.red is None or not self.red.measures:
            return
        from fmcrm_desktop.services.measures.listed import BY_NAME

        words, month = self._office.words, self.red.month
        where = {"month": (str(month),), "light": ("missed",)}
        links = (
            LinkButton(
                BY_NAME[name].named(words),
                partial(self._office.go, Link("quality", id, where=where, section="measures")),
            )
            for name, id in self.red.measures
        )
        title = words(N_("Off target in {month}"), month=words.month(month.year, month.month))
        column.card(title).add(flowing(*links))
