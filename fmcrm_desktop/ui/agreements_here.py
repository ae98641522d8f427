"""The agreements of a person or a unit as a card for its page; where there is none it is not seen.

One line puts it on a page: ``column.add(AgreementsHere(office, unit=7))``.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.agreement_words import price
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import AgreementRow
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.rows_card import RowsCard
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import QtOffice


class AgreementsHere(RowsCard):
    """``person`` or ``unit`` is whose."""

    fed_by = frozenset({"agreement", "agreement_unit", "agreement_party", "relation"})

    def __init__(self, office: QtOffice, person: int | None = None, unit: int | None = None) -> None:
        case = agreements.of_unit if person is None else agreements.of_person
        super().__init__(office, N_("Agreements"), case, unit if person is None else person)

    def lines(self, row: AgreementRow) -> Iterator[QWidget]:
        words = self.office.words
        name = LinkButton(f"{row.number} {row.name}", partial(self.office.go, Link("agreements", row.id)))
        chip = ChipLabel(words(AGREEMENT_STATES[row.state]), GOOD if row.state == "running" else GREY)
        yield side_by_side(name, chip)
        if said := price(row.charged, row.price, words, self.office.currency):
            yield label(said, "small", wrap=True)
