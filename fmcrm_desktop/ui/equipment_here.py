"""The equipment of a unit or a building as a card for its page; where there is none it is not seen.

One line puts it on a page: ``column.add(EquipmentHere(office, unit=7))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import BAD, GOOD
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import equipment
from fmcrm_desktop.services.equipment import RUNNING, EquipmentRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.rows_card import RowsCard
from fmcrm_desktop.ui.qt_office import QtOffice


class EquipmentHere(RowsCard):
    """``unit`` or ``building`` is where."""

    fed_by = frozenset({"equipment", "downtime"})

    def __init__(self, office: QtOffice, unit: int | None = None, building: int | None = None) -> None:
        super().__init__(office, N_("Equipment"), equipment.at_place, unit, building)
        new: dict[str, Any] = {"unit": unit} if unit is not None else {"building": building}
        add = Button(office.words(N_("Equipment")), FILTER, "plus")
        add.on(lambda: office.go(Link("equipment", new=new)))
        self.tool(add.guard(office, equipment.add))

    def lines(self, row: EquipmentRow) -> Iterator[QWidget]:
        go = partial(self.office.go, Link("equipment", row.id))
        name = LinkButton(f"{row.code} · {suiting(row.name, row.other_name, self.office.words)}", go)
        chip = ChipLabel(self.office.words(RUNNING[row.running]), BAD if row.running == "stands" else GOOD)
        yield side_by_side(name, chip)
