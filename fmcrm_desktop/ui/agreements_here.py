"""The agreements of a person or a unit as a card for its page; where there is none it is not seen.

One line puts it on a page: ``column.add(AgreementsHere(office, unit=7))``.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.agreement_words import price
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.tones import GOOD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import AgreementRow
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.qt_office import Case, QtOffice


class AgreementsHere(Card):
    """``person`` or ``unit`` is whose; it asks for its own rows."""

    def __init__(self, office: QtOffice, person: int | None = None, unit: int | None = None) -> None:
        super().__init__(office, N_("Agreements"))
        self._case: Case = agreements.of_unit if person is None else agreements.of_person
        self._whose = unit if person is None else person
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self.body.addLayout(self._lines)
        self.hide()
        if office.may(self._case):
            office.changed.connect(self._news)
            self.reload()

    def _news(self, touched: dict[str, set[int]]) -> None:
        """A method, for Qt lets go of those by itself when the page is drawn anew."""
        if touched.keys() & {"agreement", "agreement_unit", "agreement_party", "relation"}:
            self.reload()

    def reload(self) -> None:
        self.office.ask(self, self._case, self._whose, then=self._show)

    def _show(self, rows: Sequence[AgreementRow]) -> None:
        while self._lines.count():
            item = self._lines.takeAt(0)
            gone: QWidget | None = item.widget() if item is not None else None
            if gone is not None:
                gone.deleteLater()
        words = self.office.words
        for row in rows:
            name = LinkButton(f"{row.number} {row.name}", partial(self.office.go, Link("agreements", row.id)))
            chip = ChipLabel(words(AGREEMENT_STATES[row.state]), GOOD if row.state == "running" else GREY)
            self._lines.addWidget(side_by_side(name, chip))
            if said := price(row.charged, row.price, words, self.office.currency):
                self._lines.addWidget(label(said, "small", wrap=True))
        self.setVisible(bool(rows))
