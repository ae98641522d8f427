"""A prospect at the call desk: their card beside the form, the next step asked for, a caller who becomes one."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.prospect import STAGES
from fmcrm_desktop.model.tones import BAD, tone
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import prospects
from fmcrm_desktop.services.calls.who import Prospect
from fmcrm_desktop.services.prospects import LeadCard
from fmcrm_desktop.ui.kit.bilingual import known
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Card
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import side_by_side
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calls import telling

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.calls.desk import CallDesk

NEXT = ("next_step", "next_day")
LAST = 3
"""So many of the last things done are on the card."""


class ProspectCard(Card):
    """Who it is, what they want, what was to be done next."""

    def __init__(self, office: QtOffice, card: LeadCard, parent: QWidget) -> None:
        super().__init__(office, parent=parent)
        words, row = office.words, card.row
        name = telling.full_name(row.name, row.other_name)
        self.setAccessibleName(name)
        there = partial(office.go, Link("prospects", row.id, section="leads"))
        chips = [ChipLabel(words(STAGES[row.state]), tone(row.state))]
        if row.late:
            chips.append(ChipLabel(words(N_("Next step overdue")), BAD))
        self.add(LinkButton(name, there, words(N_("Open the page"))))
        self.add(side_by_side(*chips))
        self.line(N_("Prospect"), row.number)
        self.line(N_("Company"), row.company)
        day = words.date(row.next_day) if row.next_day else ""
        self.line(N_("Next step"), " · ".join(part for part in (row.next_step, day) if part))
        self.line(N_("Responsible"), known(words, row.responsible))
        self.line(N_("Units"), telling.joined(words, [unit.text for unit in card.units]))
        if card.needs:
            self.say(card.needs)
        for each in [one for one in card.history if one.text and one.kind != "move"][:LAST]:
            self.say(f"{words.short_moment(each.moment)} · {each.text}", "muted")


class ProspectAtDesk(QObject):
    """Lives with the desk; ``take`` says that the call is with a prospect."""

    def __init__(self, desk: CallDesk) -> None:
        super().__init__(desk)
        self.desk, self.office, self.slots = desk, desk.office, desk.slots
        self.card: ProspectCard | None = None
        desk.page.form.on_change("lead_id", self._picked)
        desk.page.form.on_change("make_lead", self._becoming)

    def take(self, found: Prospect, number: str) -> None:
        """The prospect found is the one who is calling, or is called."""
        self.slots["number"].editor.set(number or found.row.phone)
        self.slots["person_id"].editor.set(None)
        self.desk.know(None)
        self.know(found.row.id)

    def know(self, id: int) -> None:
        """The call is with this prospect: it is shown, and so is what was to be done next."""
        self.desk.show_fields("lead_id")
        self.slots["lead_id"].editor.set(id)
        self.office.ask(self, prospects.card, id, then=self._show)

    def leave(self) -> None:
        """The call is with nobody of the prospects."""
        if self.slots["lead_id"].made and self.slots["lead_id"].editor.value():
            self.slots["lead_id"].editor.set(None)
        self._drop()

    def _show(self, card: LeadCard) -> None:
        self._drop()
        self.card = ProspectCard(self.office, card, self.desk.column)
        self.desk.left.insertWidget(1, self.card)
        row = card.row
        self.slots["make_lead"].editor.set(False)
        self.slots["make_lead"].hide()
        self.desk.show_fields(*NEXT)
        self.slots["next_step"].editor.set(row.next_step)
        self.slots["next_day"].editor.set(row.next_day)
        if card.person is not None and not self.slots["person_id"].editor.raw()[0]:
            self.slots["person_id"].editor.set(card.person.id)
            self.desk.know(card.person.id)
        elif len(card.units) == 1 and not self.slots["unit_id"].editor.raw()[0]:
            self.slots["unit_id"].editor.set(card.units[0].id)

    def _drop(self) -> None:
        if self.card is None:
            return
        self.card.hide()
        self.card.deleteLater()
        self.card = None
        for name in ("lead_id", *NEXT):
            self.slots[name].hide()
        for name in NEXT:
            self.slots[name].editor.set("" if name == "next_step" else None)
        self.slots["make_lead"].show()

    def _picked(self) -> None:
        """Another one chosen in the field, or taken out of it."""
        id = self.slots["lead_id"].editor.raw()[0]
        if id:
            self.office.ask(self, prospects.card, id, then=self._show)
        else:
            self._drop()

    def _becoming(self) -> None:
        """A prospect has a next step with its day; a caller nobody knows is asked for their name."""
        if not self.slots["make_lead"].editor.value():
            return
        if self.slots["next_day"].editor.value() is None:
            self.slots["next_day"].editor.set(self.desk.words.today())
        if not self.slots["person_id"].editor.raw()[0]:
            self.desk.show_fields("new_name")
            if not self.slots["new_name"].editor.value():
                self.slots["new_name"].editor.setFocus()
