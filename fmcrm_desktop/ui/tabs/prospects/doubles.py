"""Says while a prospect is typed in who with the same telephone number or email address is there already."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QVBoxLayout

from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import prospects
from fmcrm_desktop.services.owners import Similar
from fmcrm_desktop.services.prospects import LeadForm, LeadRow
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LINK, Button
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.lines import clear, side_by_side
from fmcrm_desktop.ui.kit.text import Elided
from fmcrm_desktop.ui.tabs.prospects import telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.prospects.leads import LeadsSection

PAUSE = 250
"""Milliseconds of quiet before it is asked."""


class Doubles(QFrame):
    """Above the fields of the form while there is something to say."""

    def __init__(self, tab: LeadsSection, page: FormPage, own: int | None) -> None:
        super().__init__(page)
        self._tab, self._page, self._own = tab, page, own
        self.setProperty("kind", "warning")
        self._lay = QVBoxLayout(self)
        self._lay.setContentsMargins(12, 8, 12, 8)
        self._lay.setSpacing(4)
        self.hide()
        page.put_above(self)
        self._wait = QTimer(self, singleShot=True, interval=PAUSE)
        self._wait.timeout.connect(self._ask)
        page.form.edited.connect(self._wait.start)

    def _ask(self) -> None:
        """Asked as soon as there is a number, before the form is whole."""
        slots = self._page.form.slots
        name, phone, email, company = (
            str(slots[field].editor.raw() or "") for field in ("name", "phone", "email", "company")
        )
        form = LeadForm(name, phone, email, company)
        self._tab.office.ask(self, prospects.similar, form, self._own, then=self._show)

    def _show(self, found: tuple[Sequence[LeadRow], Sequence[Similar]]) -> None:
        clear(self._lay)
        leads, people = found
        for lead in leads:
            self._lead(lead)
        for person in people:
            self._person(person)
        self.setVisible(bool(leads or people))

    def _lead(self, row: LeadRow) -> None:
        words = self._tab.words
        stage = words(STAGES[row.state])
        name = telling.name(row, words)
        said = words(
            N_("Prospect already: {number} {name}, {stage}"), number=row.number, name=name, stage=stage
        )
        self._line(said, N_("Open"), partial(self._tab.show_id, row.id))

    def _person(self, one: Similar) -> None:
        words, row = self._tab.words, one.row
        name = " · ".join(part for part in (suiting(row.name, row.other_name, words), row.units) if part)
        said = words(N_("Among our people already: {name}"), name=name)
        self._line(said, N_("It is they"), partial(self._take, row.id))

    def _take(self, person: int) -> None:
        """The prospect is this person."""
        self._page.form.slots["person_id"].editor.set(person)

    def _line(self, said: str, title: str, act: Callable[[], object]) -> None:
        way = Button(self._tab.words(title), LINK).on(act)
        self._lay.addWidget(side_by_side(Elided(said), way))
