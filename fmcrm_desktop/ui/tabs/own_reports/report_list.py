"""The reports there are: the office's own and those that came with the program, by their titles."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.own_reports import Named
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.text import plain
from fmcrm_desktop.ui.qt_office import QtOffice

REPORT = Qt.ItemDataRole.UserRole
GROUPS = {False: N_("Reports of the office"), True: N_("Came with the program")}


def key(one: Named) -> tuple[int, str]:
    """What tells a report from all others."""
    return one.id, one.name if one.ready else ""


def title(one: Named, words: Words) -> str:
    return words(one.name) if one.ready else suiting(one.name, one.other_name, words)


class ReportList(QListWidget):
    """``chosen`` carries the report a person has chosen."""

    chosen = Signal(object)

    def __init__(self, office: QtOffice) -> None:
        super().__init__()
        self.words = office.words
        self.setAccessibleName(self.words(N_("Reports")))
        self.setSpacing(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.currentItemChanged.connect(lambda item, _before: self._choose(item))

    def know(self, known: Sequence[Named]) -> None:
        """Show them; none is chosen by that."""
        self.blockSignals(True)
        self.clear()
        for ready, said in GROUPS.items():
            some = [one for one in known if one.ready == ready]
            if some:
                head = QListWidgetItem(self.words(said))
                head.setFlags(Qt.ItemFlag.NoItemFlags)
                head.setForeground(theme.colour("muted"))
                self.addItem(head)
            for one in some:
                item = QListWidgetItem(title(one, self.words))
                item.setToolTip(plain(title(one, self.words)))
                item.setData(REPORT, one)
                self.addItem(item)
        self.blockSignals(False)

    def mark(self, wanted: tuple[int, str] | None) -> Named | None:
        """Mark a report without choosing it anew; None where it is not there."""
        self.blockSignals(True)
        self.setCurrentRow(-1)
        found = None
        for at in range(self.count()):
            one = self.item(at).data(REPORT)
            if isinstance(one, Named) and key(one) == wanted:
                self.setCurrentRow(at)
                found = one
        self.blockSignals(False)
        return found

    def _choose(self, item: QListWidgetItem | None) -> None:
        one = item.data(REPORT) if item is not None else None
        if isinstance(one, Named):
            self.chosen.emit(one)
