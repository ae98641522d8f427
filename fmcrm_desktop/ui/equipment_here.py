"""The equipment of a unit or a building as a card for its page; where there is none it is not seen.

One line puts it on a page: ``column.add(EquipmentHere(office, unit=7))``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import equipment
from fmcrm_desktop.services.equipment import RUNNING, EquipmentRow
from fmcrm_desktop.ui.kit.bilingual import both
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.qt_office import QtOffice


class EquipmentHere(Card):
    """``unit`` or ``building`` is where; it asks for its own rows."""

    def __init__(self, office: QtOffice, unit: int | None = None, building: int | None = None) -> None:
        super().__init__(office, N_("Equipment"))
        self._where = (unit, building)
        new: dict[str, Any] = {"unit": unit} if unit is not None else {"building": building}
        add = Button(office.words(N_("Equipment")), FILTER, "plus")
        add.on(lambda: office.go(Link("equipment", new=new)))
        self.tool(add.guard(office, equipment.add))
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.hide()
        if office.may(equipment.at_place):
            office.changed.connect(self._news)
            self.reload()

    def _news(self, touched: dict[str, set[int]]) -> None:
        """A method, for Qt lets go of those by itself when the page is drawn anew."""
        if touched.keys() & {"equipment", "downtime"}:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, equipment.at_place, *self._where, then=self._show)

    def _show(self, rows: Sequence[EquipmentRow]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            gone: QWidget | None = item.widget() if item is not None else None
            if gone is not None:
                gone.deleteLater()
        for row in rows:
            go = partial(self.office.go, Link("equipment", row.id))
            name = LinkButton(f"{row.code} · {both(row.name, row.other_name)}", go)
            chip = ChipLabel(
                self.office.words(RUNNING[row.running]), BAD if row.running == "stands" else GOOD
            )
            self._lines.addWidget(side_by_side(name, chip))
        self.setVisible(bool(rows))
