"""The page of one unit: its people now and before, open matters, fees, and everything that happened there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import UNIT_KINDS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import change_of_owner, complaints, notes, relations, units, work_orders
from fmcrm_desktop.services.timeline import KINDS, Entry
from fmcrm_desktop.services.units import UnitCard
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.own_lines import own_lines
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.kit.timeline import Timeline
from fmcrm_desktop.ui.tabs.owners import telling
from fmcrm_desktop.ui.tabs.owners.lines import matter_line, tie_line

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab


class UnitPage:
    """Draws the page of a unit; its buttons act through the tab."""

    def __init__(self, tab: OwnersTab, card: UnitCard, entries: Sequence[Entry]) -> None:
        self.tab, self.card, self.entries = tab, card, entries
        self.office, self.words = tab.office, tab.words

    def draw(self) -> Page:
        page = self.tab.new_page()
        page.head(self.card.label, self._subtitle())
        self._buttons(page)
        left, right = page.columns(5, 3)
        timeline = left.card(N_("Everything so far"))
        timeline.tool(
            Button(self.words(N_("Note")), FILTER, "plus")
            .on(lambda: self.tab.deeds.add_note("unit", self.card.id))
            .guard(self.office, notes.add)
        )
        rows = telling.happenings(self.words, self.entries)
        empty = N_("Calls, work orders, complaints and visits at this unit appear here.")
        timeline.add(Timeline(self.office, rows, dict(KINDS), empty))
        if self.card.open:
            waiting = right.card(N_("Open now"))
            for matter in self.card.open:
                waiting.add(matter_line(self.office, matter))
        self._people(right)
        self._about(right)
        return page.done()

    def _subtitle(self) -> str:
        it, words = self.card, self.words
        parts = [
            words(UNIT_KINDS.get(it.kind, it.kind)),
            it.site,
            words(N_("building {code}"), code=it.building) if it.building else "",
            words(N_("floor {floor}"), floor=it.floor) if it.floor else "",
            telling.square_metres(words, it.area),
        ]
        return " · ".join(part for part in parts if part)

    def _buttons(self, page: Page) -> None:
        it, tab = self.card, self.tab
        if it.archived:
            page.button(N_("Restore"), lambda: tab.deeds.restore_unit(it.id), units.restore, primary=True)
            return
        owner = next((tie.person_id for tie in it.people if tie.current and tie.role == "owner"), None)
        start = {"unit": it.id, "person": owner}
        page.button(N_("Change"), lambda: tab.edit_unit(it.id), units.change)
        page.button(N_("New owner"), lambda: tab.deeds.change_owner(it.id), change_of_owner.transfer)
        page.button(
            N_("Complaint"),
            lambda: self.office.go(Link("complaints", new=start)),
            complaints.register,
            picture="plus",
        )
        page.button(
            N_("Work order"), lambda: self.office.go(Link("work_orders", new=start)), work_orders.enter, primary=True,
            picture="plus",
        )  # fmt: skip

    def _people(self, column: Column) -> None:
        card = column.card(N_("People"))
        card.tool(
            Button(self.words(N_("Person")), FILTER, "plus")
            .on(lambda: self.tab.deeds.add_tie(unit=self.card.id))
            .guard(self.office, relations.add)
        )
        for tie in self.card.people:
            card.add(tie_line(self.tab, tie, telling.full_name(tie.name, tie.other_name), tie.person_id))
        if not self.card.people:
            card.say(self.words(N_("Nobody belongs to this unit yet.")), "muted")

    def _about(self, column: Column) -> None:
        it, words = self.card, self.words
        card = column.card(N_("Further details"))
        for name, day in it.fees:
            card.line(N_("Fee"), f"{name} · {words(N_('since {day}'), day=words.date(day))}" if day else name)
        if it.entrance:
            card.line(N_("Entrance"), it.entrance)
        if it.external_number:
            card.line(N_("Former no."), it.external_number)
        own_lines(card, it.own)
        if it.notes:
            card.say(it.notes)
        if not it.archived:
            card.add(
                Button(words(N_("Archive")), FILTER, "archive")
                .on(lambda: self.tab.deeds.archive_unit(it.id))
                .guard(self.office, units.archive)
            )
