"""The page of one unit: its people now and before, open matters, fees, and everything that happened there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.property import UNIT_KINDS, share_said
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import change_of_owner, complaints, notes, relations, tasks, units, work_orders
from fmcrm_desktop.services.owners.card import Tie
from fmcrm_desktop.services.units import UnitCard
from fmcrm_desktop.ui.agreements_here import AgreementsHere
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.equipment_here import EquipmentHere
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.own_lines import own_lines
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.tabs.owners import telling
from fmcrm_desktop.ui.tabs.owners.history import History, Seen
from fmcrm_desktop.ui.tabs.owners.lines import matter_line, only_sign, tie_line

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab


class UnitPage:
    """Draws the page of a unit; its buttons act through the tab."""

    def __init__(self, tab: OwnersTab, card: UnitCard, seen: Seen) -> None:
        self.tab, self.card, self.seen = tab, card, seen
        self.office, self.words = tab.office, tab.words

    def draw(self) -> Page:
        page = self.tab.new_page()
        page.head(self.card.label, self._subtitle())
        self._buttons(page)
        page.figures(*self._figures())
        left, right = page.columns(5, 3)
        timeline = left.card(N_("Everything so far"))
        timeline.tool(
            Button(self.words(N_("Note")), FILTER, "plus")
            .on(lambda: self.tab.deeds.add_note("unit", self.card.id))
            .guard(self.office, notes.add)
        )
        task = Link("tasks", new={"unit": self.card.id}, section="mine")
        timeline.tool(
            Button(self.words(N_("New task")), FILTER, "plus")
            .on(lambda: self.office.go(task))
            .guard(self.office, tasks.add)
        )
        empty = N_("Calls, work orders, complaints and visits at this unit appear here.")
        timeline.add(History(self.tab, self.seen, empty))
        if self.card.open:
            waiting = right.card(N_("Open now"))
            for matter in self.card.open:
                waiting.add(matter_line(self.office, matter))
        self._owners(left)
        self._people(right)
        right.add(EquipmentHere(self.office, unit=self.card.id))
        right.add(AgreementsHere(self.office, unit=self.card.id))
        right.add(AttachmentsCard(self.office, "unit", self.card.id))
        self._about(right)
        return page.done()

    def _subtitle(self) -> str:
        it, words = self.card, self.words
        parts = [
            words(UNIT_KINDS.get(it.kind, it.kind)),
            suiting(it.site.name, it.site.other, words),
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
        only_sign(page.button(N_("Change"), lambda: tab.edit_unit(it.id), units.change), "pencil").key(
            "Ctrl+E", self.words(N_("Change"))
        )
        page.button(N_("New owner"), lambda: tab.deeds.change_owner(it.id), change_of_owner.transfer)
        paper = Link("reports", new={"report": "unit-passport", "number": it.label})
        made = page.button(N_("Passport"), lambda: self.office.go(paper), units.card, picture="printer")
        page.prints(made, self.words(N_("Print the unit passport")))
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

    def _figures(self) -> list[Figure]:
        """What is open here, whom it belongs to, and what is charged."""
        it, words = self.card, self.words
        orders = sum(matter.kind == "work_order" for matter in it.open)
        said = [
            telling.count(words, number, one, many)
            for number, one, many in (
                (len(it.open) - orders, N_("1 complaint"), N_("{count} complaints")),
                (orders, N_("1 job"), N_("{count} jobs")),
            )
            if number
        ]
        owners = [tie for tie in it.people if tie.current and tie.role == "owner"]
        users = [tie for tie in it.people if tie.current and tie.role in ("tenant", "occupant")]
        found = [Figure(N_("Open now"), " · ".join(said) or words(N_("Nothing")))]
        for title, ties in ((N_("Owners"), owners), (N_("Occupants"), users)):
            value = words.listed(telling.full_name(tie.name, tie.other_name) for tie in ties) or words(
                N_("Nobody")
            )
            found.append(Figure(title, value, hint=value))
        if it.fees:
            fees = telling.count(words, len(it.fees), N_("1 fee"), N_("{count} fees"))
            found.append(Figure(N_("Account"), fees, hint="\n".join(name for name, _day in it.fees)))
        return found

    def _owners(self, column: Column) -> None:
        """Whose it was and is, in which shares."""
        ties = sorted(
            (tie for tie in self.card.people if tie.role == "owner"),
            key=lambda tie: (not tie.current, -(tie.from_day or date.min).toordinal()),
        )
        if ties:
            column.card(N_("Owners and shares")).table(
                (N_("Who"), N_("Share"), N_("From"), N_("Until")), [self._owner(tie) for tie in ties]
            )

    def _owner(self, tie: Tie) -> tuple[QWidget | str, ...]:
        words = self.words
        way = LinkButton(telling.full_name(tie.name, tie.other_name), lambda: self.tab.show_id(tie.person_id))
        until = words.date(tie.until_day) if tie.until_day or not tie.current else words(N_("today"))
        return way, share_said(words, tie.share) or "—", words.date(tie.from_day) or "—", until or "—"

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
