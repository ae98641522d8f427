"""The page of one person: figures, timeline, open matters, promises, contacts, units and the people there."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.person import CONTACT_KINDS, PURPOSES
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.tones import BAD, GREY
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import (
    calls,
    complaints,
    customer_value,
    issued_documents,
    letters,
    notes,
    owners,
    promises,
    relations,
    tasks,
    work_orders,
)
from fmcrm_desktop.services.owners import PersonCard
from fmcrm_desktop.services.owners.card import ContactRow, Tie
from fmcrm_desktop.services.owners.technologies import TECHNOLOGIES
from fmcrm_desktop.services.promises import PromiseRow
from fmcrm_desktop.ui.agreements_here import AgreementsHere
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import FILTER, Button, WholeLink
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.chips import ChipLabel
from fmcrm_desktop.ui.kit.lines import flowing, side_by_side, two_lines, warning
from fmcrm_desktop.ui.kit.page import Column, Page
from fmcrm_desktop.ui.kit.text import Elided, label
from fmcrm_desktop.ui.tabs.owners import figures, telling
from fmcrm_desktop.ui.tabs.owners.further import further
from fmcrm_desktop.ui.tabs.owners.history import History, Seen
from fmcrm_desktop.ui.tabs.owners.household import household_card
from fmcrm_desktop.ui.tabs.owners.lines import matter_line, only_sign, small_button, tie_line
from fmcrm_desktop.ui.tabs.owners.value_card import PersonValue

if TYPE_CHECKING:
    from fmcrm_desktop.ui.tabs.owners.tab import OwnersTab


class PersonPage:
    """Draws the page from what the services told; its buttons act through the tab."""

    def __init__(self, tab: OwnersTab, card: PersonCard, seen: Seen) -> None:
        self.tab, self.card, self.seen = tab, card, seen
        self.office, self.words = tab.office, tab.words
        self.now = datetime.now(UTC)

    def draw(self) -> Page:
        page, card = self.tab.new_page(), self.card
        name = telling.full_name(card.name, card.other_name)
        page.head(name, telling.summary(self.words, card), card.name)
        self._buttons(page)
        if card.warning:
            page.add(warning(card.warning))
        if card.roles:
            page.chips(*telling.committee(self.words, card.roles))
        page.figures(*self._figures())
        left, right = page.columns(5, 3)
        self._timeline(left)
        if card.open:
            self._open(right)
        if card.promises:
            self._promises(right)
        self._wishes(right)
        self._contact(right)
        self._units(right)
        household_card(self.tab, right, card.id, card.household)
        right.add(AgreementsHere(self.office, person=card.id))
        if self.office.may(customer_value.card):
            right.add(PersonValue(self.office, card.id))
        right.add(AttachmentsCard(self.office, "person", card.id))
        right.add(further(self.tab, card))
        return page.done()

    def _buttons(self, page: Page) -> None:
        card, tab = self.card, self.tab
        if card.merged_into is not None:
            id, name = card.merged_into
            said = self.words(N_("Merged into {name}"), name=name)
            page.chips((said, GREY))
            page.button(N_("Open the one kept"), lambda: tab.show_id(id), primary=True)
            return
        if card.archived is not None:
            page.button(N_("Restore"), lambda: tab.deeds.restore(card.id), owners.restore, primary=True)
            return
        unit = self._home()
        page.button(
            N_("Call"),
            lambda: tab.log_call({"person": card.id, "direction": "out"}),
            calls.log,
            picture="phone",
        )
        page.button(N_("Write"), lambda: tab.deeds.write_to((card.id,)), letters.write, picture="mail")
        only_sign(page.button(N_("Change"), lambda: tab.edit(card.id), owners.change), "pencil").key(
            "Ctrl+E", self.words(N_("Change"))
        )
        called = telling.full_name(card.name, card.other_name)
        paper = Link("reports", new={"report": "owner-page", "number": f"#{card.id}", "called": called})
        made = page.button(N_("Print"), lambda: self.office.go(paper), owners.card)
        page.prints(only_sign(made, "printer"), self.words(N_("Print")))
        _document(page, card.id, unit)
        start = {"person": card.id, "unit": unit}
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

    def _home(self) -> int | None:
        """The only flat or office of the person, so that nobody need choose it."""
        homes = {tie.unit_id for tie in self.card.units if tie.current and tie.kind == "unit"}
        return homes.pop() if len(homes) == 1 else None

    # figures

    def _figures(self) -> list[Figure]:
        """What there is something of; four at most, for the names of more would be cut."""
        found = [self._figure_open(), self._figure_promised()]
        if self.card.fulfilment.due:
            found.append(figures.on_time(self.card, self.words))
        if self.card.owed:
            found.append(figures.owed(self.card, self.office))
        elif self.card.profile.account or self.card.fees:
            found.append(figures.account(self.card, self.words))
        return [*found, self._figure_year()][:4]

    def _figure_open(self) -> Figure:
        said, words = [], self.words
        complaints_open = sum(matter.kind == "complaint" for matter in self.card.open)
        orders_open = len(self.card.open) - complaints_open
        if complaints_open:
            said.append(telling.count(words, complaints_open, N_("1 complaint"), N_("{count} complaints")))
        if orders_open:
            said.append(telling.count(words, orders_open, N_("1 job"), N_("{count} jobs")))
        first = next((matter for matter in self.card.open if matter.due is not None), None)
        if first is None or first.due is None:
            return Figure(N_("Open now"), " · ".join(said) or words(N_("Nothing")))
        text, tone = telling.due_in(words, first.due, self.now)
        hint = f"{first.number} {first.title}\n{words.moment(first.due)}"
        if len(self.card.open) > 1:  # which of them
            text = f"{first.number} {text}"
        return Figure(N_("Open now"), " · ".join(said), text, tone, telling.link_of(first), hint)

    def _figure_promised(self) -> Figure:
        waiting, words = self.card.promises, self.words
        if not waiting:
            return Figure(N_("Promised"), words(N_("Nothing")))
        first = waiting[0]
        text, tone = telling.due_in(words, first.due, self.now)
        said = telling.count(words, len(waiting), N_("1 promise"), N_("{count} promises"))
        return Figure(
            N_("Promised"), said, f"{words(PROMISE_KINDS[first.kind])} {text}", tone, hint=first.text
        )

    def _figure_year(self) -> Figure:
        counts, words = self.card.counts, self.words
        said = telling.count(words, counts.calls, N_("1 call"), N_("{count} calls"))
        if counts.orders:
            said += " · " + telling.count(words, counts.orders, N_("1 job"), N_("{count} jobs"))
        last = counts.last_call
        note = words(N_("last call {day}"), day=words.short_date(words.local(last).date())) if last else ""
        hint = telling.count(words, counts.complaints, N_("1 complaint"), N_("{count} complaints"))
        return Figure(N_("Last twelve months"), said, note, GREY, hint=hint)

    # cards

    def _timeline(self, column: Column) -> None:
        card = column.card(N_("Everything so far"))
        card.tool(
            Button(self.words(N_("Note")), FILTER, "plus")
            .on(lambda: self.tab.deeds.add_note("person", self.card.id))
            .guard(self.office, notes.add)
        )
        task = Link("tasks", new={"person": self.card.id, "unit": self._home()}, section="mine")
        card.tool(
            Button(self.words(N_("New task")), FILTER, "plus")
            .on(lambda: self.office.go(task))
            .guard(self.office, tasks.add)
        )
        empty = N_("Calls, work orders, complaints, visits and notes of this person appear here.")
        card.add(History(self.tab, self.seen, empty))

    def _open(self, column: Column) -> None:
        card = column.card(N_("Open now"))
        for matter in self.card.open:
            card.add(matter_line(self.office, matter))

    def _promises(self, column: Column) -> None:
        card = column.card(N_("Promised"))
        for promise in self.card.promises:
            text, tone = telling.due_in(self.words, promise.due, self.now)
            kind = self.words(PROMISE_KINDS[promise.kind])
            said = f"{kind}: {promise.text}" if promise.text else kind
            card.add(side_by_side(Elided(said), ChipLabel(text, tone, self.words.moment(promise.due))))
            card.add(flowing(*self._promise_buttons(promise)))

    def _promise_buttons(self, promise: PromiseRow) -> list[Button]:
        deeds, seen = self.tab.deeds, (promise.id, promise.version)
        offered: list[tuple[str, str, Any, Any]] = [
            (N_("Kept"), "check", partial(deeds.keep_promise, *seen), promises.keep),
            (N_("Take back"), "", partial(deeds.drop_promise, *seen), promises.drop),
        ]
        if promise.kind == "call_back":
            call = partial(self.tab.log_call, {"promise": promise.id})
            offered.insert(0, (N_("Call back"), "phone-call", call, calls.log))
        return [
            Button(self.words(title), FILTER, picture).on(act).guard(self.office, case)
            for title, picture, act, case in offered
        ]

    def _wishes(self, column: Column) -> None:
        """What to know before saying the first word."""
        it, words = self.card, self.words
        known = (
            (N_("Reach by"), telling.preference(words, it) if it.profile.channel or it.profile.hours else ""),
            (N_("Expects"), it.profile.expects),
            (N_("Prefers"), it.prefers),
            (N_("Speaks"), it.profile.speaks),
        )
        if any(value for _title, value in known):
            card = column.card(N_("Needs and habits"))
            for title, value in known:
                if value:
                    card.line(title, value)

    def _contact(self, column: Column) -> None:
        card = column.card(N_("Contact details"))
        if self.card.contacts:
            card.line(
                N_("Uses"),
                self.words.listed(self.words(TECHNOLOGIES[name]) for name in self.card.technologies),
            )
        for point in self.card.contacts:
            card.put(CONTACT_KINDS.get(point.kind, point.kind), self._contact_value(point))
        if self.card.staff:
            staff = [
                f"{suiting(who.name, who.other, self.words)} ({count})" for who, count in self.card.staff
            ]
            card.line(
                N_("Usually with"),
                self.words.listed(staff),
                hint=self.words(N_("Counted over twelve months")),
            )
        if not self.card.contacts:
            card.say(self.words(N_("No number and no address yet.")), "muted")
        if self.card.others:
            others = [
                f"{telling.full_name(tie.name, tie.other_name)} ({self._role(tie)})"
                for tie in self.card.others
            ]
            card.line(N_("Same units"), self.words.listed(dict.fromkeys(others)))

    def _role(self, tie: Tie) -> str:
        return self.words(ROLES.get(tie.role, tie.role))

    def _contact_value(self, point: ContactRow) -> QWidget:
        """The value copies itself when pressed: a number can always be had for the telephone."""
        more = [self.words(N_("Preferred"))] if point.preferred else []
        more += [point.hours] if point.hours else []
        if point.purpose != "any":
            more.append(self.words(PURPOSES.get(point.purpose, point.purpose)))
        hint = f"{self.words(N_('Copy'))}: {point.value}"
        value = WholeLink(point.value, lambda: self._copy(point), hint)
        value.setEnabled(not point.do_not_use)
        if point.do_not_use:
            return two_lines(value, ChipLabel(self.words(N_("Do not use")), BAD))
        line = side_by_side(value, self._dial(point)) if point.number else value
        return two_lines(line, label(" · ".join(more), "small", wrap=True)) if more else line

    def _dial(self, point: ContactRow) -> Button:
        """Straight to the call desk, which hands the number to the system."""
        call = {"person": self.card.id, "number": point.number, "direction": "out", "dial": True}
        said = self.words(N_("Dial {number}"), number=point.value)
        made = small_button(self.office, "phone", N_("Dial"), partial(self.tab.log_call, call), calls.log)
        made.setAccessibleName(said)
        if made.isEnabled():
            made.setToolTip(said)
        return made

    def _copy(self, point: ContactRow) -> None:
        QGuiApplication.clipboard().setText(point.number or point.value)
        self.office.say(self.words(N_("{value} copied"), value=point.number or point.value))

    def _units(self, column: Column) -> None:
        card = column.card(N_("Units and people"))
        card.tool(
            Button(self.words(N_("Unit")), FILTER, "plus")
            .on(lambda: self.tab.deeds.add_tie(person=self.card.id))
            .guard(self.office, relations.add)
        )
        for tie in self.card.units:
            card.add(tie_line(self.tab, tie, tie.label, -tie.unit_id))
        if not self.card.units:
            card.say(self.words(N_("Belongs to no unit yet.")), "muted")


def _document(page: Page, person: int, unit: int | None) -> None:
    made = Link("issued_documents", new={"person_id": person, "unit_id": unit})
    button = page.button(N_("Make a document…"), lambda: page.office.go(made), issued_documents.make)
    only_sign(button, "file-text")
