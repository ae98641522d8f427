"""The list of bills and the page of one: its lines and payments, and what can be done with it."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.charge import BILL_STATES, METHOD_NAMES, SET_OFF
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.tones import BAD, GREY, WARNING, tone
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import bills
from fmcrm_desktop.services.bills import (
    BillCard,
    BillForm,
    BillRow,
    PaymentLine,
    Proposal,
    ReasonForm,
    WithdrawForm,
)
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import both, known
from fmcrm_desktop.ui.kit.buttons import FILTER, Button
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab, new_button
from fmcrm_desktop.ui.kit.text import label
from fmcrm_desktop.ui.tabs.money import lines

RECEIPTS = many.Papers(N_("Print bill receipts"), N_("Bill receipts"), "receipt", lambda: bills.receipt_of)
WITHDRAWN = N_("Withdrawn")
TONES = {"partly": WARNING, "cancelled": GREY}


def _person(row: BillRow, words: Words) -> str:
    return both(row.person, row.person_other)


def state(row: BillRow | BillCard, words: Words) -> str:
    if row.archived:
        return words(WITHDRAWN)
    return words(N_("Past due")) if row.overdue else words(BILL_STATES[row.state])


def state_tone(row: BillRow | BillCard) -> str:
    if row.archived:
        return GREY
    return BAD if row.overdue else TONES.get(row.state, tone(row.state))


class BillsSection(Tab):
    name = "bills"
    title = N_("Bills")
    shows = ("bill", "payment", "person", "unit")

    def build(self) -> None:
        made = self.add_list(
            ListSetup(
                "bills", bills.page, bills.rows, self._columns(), (Filter("state", N_("State"), bills.FILTERED),),
                Empty(
                    N_("What customers are asked to pay stands here; a bill is made of the charges of their orders."),
                    N_("New bill"), lambda: self.open_new({}), bills.make,
                ),
            ),
            share=56,
        )  # fmt: skip
        new_button(self, bills.make, N_("New bill"))
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("Bills: {count}"), count=count)))
        made.add_action(
            Action(RECEIPTS.action, partial(many.print_all, self, RECEIPTS), RECEIPTS.case, "printer")
        )

    def _columns(self) -> list[Column]:
        money = self._money
        return [
            Column("number", N_("No."), 92),
            Column("made", N_("Made on"), 104, hidden=True),
            Column("person", N_("Person"), 120, stretch=True, show=_person),
            Column("unit", N_("Unit"), 74),
            Column("due_day", N_("To be paid by"), 120),
            Column("total", N_("Total"), 92, digits=True, show=lambda row, words: money(row.total)),
            Column("open", N_("Still to be paid"), 92, digits=True, show=lambda row, words: money(row.open, "")),
            Chip("state", N_("State"), 92, choices={**bills.FILTERED, "": WITHDRAWN}, show=state, tones=state_tone),
        ]  # fmt: skip

    def _money(self, minor: int, nothing: str | None = None) -> str:
        return str(Money(minor, self.office.currency)) if minor or nothing is None else nothing

    # one bill

    def print_page(self) -> None:
        """Ctrl+P: a sheet for each that is marked."""
        marked = self.list.table.selected() if self.list is not None else []
        if marked and self.office.may(RECEIPTS.case):
            many.print_all(self, RECEIPTS, marked)

    def show_record(self, id: int) -> None:
        self.ask(bills.card, id, then=self._draw)

    def _draw(self, it: BillCard) -> None:
        if it.id != self.id:
            return
        words = self.words
        whose = " · ".join(part for part in (both(it.person, it.person_other), it.unit) if part)
        page = self.new_page().head(it.number, whose)
        self._deeds(page, it)
        page.chips(
            (state(it, words), state_tone(it)), words(N_("made {moment}"), moment=words.short_moment(it.made))
        )
        back = it.open < 0
        page.figures(
            Figure(N_("Total"), self._money(it.total)),
            Figure(N_("Paid"), self._money(it.paid)),
            Figure(N_("To be given back") if back else N_("Still to be paid"), self._money(abs(it.open))),
        )
        about = page.card()
        about.line(
            N_("Person"),
            both(it.person, it.person_other),
            Link("owners", it.person_id) if it.person_id else None,
        )
        if it.due_day is not None:
            about.line(N_("To be paid by"), words.date(it.due_day))
        for title, other in ((N_("Counter bill of"), it.counter_of), (N_("Cancelled by"), it.countered_by)):
            if other is not None:
                about.line(title, other[1], Link("money", other[0], section="bills"))
        if it.why:
            about.line(N_("Why"), it.why)
        page.card(N_("Charges")).table(
            (N_("What for"), N_("Work order"), N_("Amount")), lines.of_bill(self.office, it.lines)
        )
        self._payments(page, it)
        self.put(page.done())

    def _deeds(self, page: Page, it: BillCard) -> None:
        page.button(N_("Bill receipt"), lambda: many.print_all(self, RECEIPTS, [it.id]), bills.receipt_of)
        if it.person_id is not None:
            page.button(N_("Statement"), lambda: self._statement(it), bills.account)
        if it.archived:
            return
        form = partial(ReasonForm, version=it.version)
        if it.state in ("unpaid", "paid") and not it.payments and it.counter_of is None:
            self._reason(page, it, N_("Withdraw"), bills.withdraw, WithdrawForm(version=it.version))
        elif it.state in ("unpaid", "partly", "paid") and it.counter_of is None:
            self._reason(page, it, N_("Cancel by a counter bill"), bills.counter, form())
        if it.open > 0:
            self._reason(page, it, N_("Write off"), bills.write_off, form())
        if it.state == "written_off":
            said = self.words(N_("{number} is asked for again"), number=it.number)
            page.button(
                N_("Take up again"),
                lambda: self.do(bills.take_up, it.id, it.version, said=said),
                bills.take_up,
            )
        if it.paid > 0 and it.state not in {"cancelled", "written_off"} or it.open < 0:
            page.button(
                N_("Give back"), lambda: self._pay(it, back=True), bills.give_back, primary=it.open < 0
            )
        if it.open > 0:
            page.button(
                N_("Enter a payment"), lambda: self._pay(it, back=False), bills.pay, primary=True
            ).key("Ctrl+Return")

    def _reason(self, page: Page, it: BillCard, title: str, case: Any, form: ReasonForm) -> None:
        said = self.words(N_("{number} changed"), number=it.number)
        setup = FormSetup(title, form, case, (it.id,), said=lambda _id: said, verb=title, note=it.number)
        page.button(title, lambda: self.ask_form(setup), case)

    def _pay(self, it: BillCard, back: bool) -> None:
        title, case = (N_("Give back"), bills.give_back) if back else (N_("Enter a payment"), bills.pay)
        said = self.words(N_("Payment for {number} kept"), number=it.number)

        def open_form(form: Any) -> None:
            self.ask_form(FormSetup(title, form, case, (it.id,), said=lambda _id: said, note=it.number))

        self.ask(bills.payment_form, it.id, back, then=open_form)

    def _payments(self, page: Page, it: BillCard) -> None:
        card = page.card(N_("Payments"))
        if not it.payments:
            card.say(self.words(N_("Nothing was paid yet.")), "muted")
            return
        titles = (N_("How it was paid"), N_("Date"), N_("Amount"), "")
        card.table(titles, [self._payment(each) for each in it.payments])

    def _payment(self, each: PaymentLine) -> tuple[Any, ...]:
        words = self.words
        how = " · ".join(
            part for part in (words(METHOD_NAMES[each.method]), each.note, known(words, each.staff)) if part
        )
        out: Any = ""
        if each.method != SET_OFF:
            out = (
                Button("", FILTER, "trash-2")
                .on(partial(self._take_out, each))
                .guard(self.office, bills.take_out)
            )
            out.setAccessibleName(words(N_("Take out")))
            out.setToolTip(out.toolTip() or words(N_("Take out")))
        return how, words.date(each.day), self._money(each.amount), out

    def _take_out(self, each: PaymentLine) -> None:
        self.do(bills.take_out, each.id, each.version, said=self.words(N_("Taken out")))

    def _statement(self, it: BillCard) -> None:
        """The account of the bill's person, over the period chosen there."""
        called = both(it.person, it.person_other)
        asked = {"report": "statement", "number": f"#{it.person_id}", "called": called}
        self.office.go(Link("reports", new=asked))

    # forms

    def open_new(self, start: dict[str, Any]) -> None:
        """The form of a new bill; what it would hold is said above while the form is filled."""
        self.ask(bills.draft, start, then=lambda form: self._open(form, start))

    def _open(self, form: BillForm, start: dict[str, Any]) -> None:
        setup = FormSetup(
            N_("New bill"), form, bills.make, said=lambda _id: self.words(N_("The bill is made")),
            then=lambda done: self.show_id(done.result), verb=N_("Make the bill"),
        )  # fmt: skip
        page = self.put_form(setup, "open_new", start)
        told = label("", "muted", wrap=True)
        told.hide()
        page.put_above(told)

        def show(it: Proposal) -> None:
            text = N_("Charges: {lines} · work orders: {orders} · {amount}")
            told.show()
            told.setText(self.words(text, lines=it.lines, orders=it.orders, amount=self._money(it.total)))

        def look() -> None:
            try:
                wanted = page.form.value()
            except Invalid:  # half typed: there is nothing to add up yet
                return
            if wanted.person_id or wanted.unit_id or wanted.order_id:
                self.office.ask(page, bills.proposal, wanted, then=show)

        for name in ("person_id", "unit_id", "order_id", "from_day", "until_day"):
            page.form.on_change(name, look)
        look()
