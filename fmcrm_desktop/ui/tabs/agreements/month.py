"""The charges of a month: each agreement with its sum and why; made in one deed, printed as statements."""

from __future__ import annotations

from functools import partial

from fmcrm_desktop.model.agreement_words import told
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.tones import ACCENT, GOOD, GREY
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import LEFT_OUT, MONTH_STATES, MonthCard, MonthForm, MonthRow
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import both
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import in_month

STATEMENTS = many.Papers(
    N_("Print statements"), N_("Statements of the month"), "agreement-month", lambda: agreements.statement_in
)
TONES = {"to_make": ACCENT, "made": GOOD, "left_out": GREY}


def _person(row: MonthRow, _words: Words) -> str:
    return both(row.person, row.person_other)


class MonthSection(Tab):
    name = "agreement_month"
    title = N_("Charges of a month")
    shows = (
        "agreement", "agreement_unit", "agreement_terms", "agreement_charge", "bill", "unit", "relation", "work_order",
    )  # fmt: skip

    def build(self) -> None:
        columns = [
            Column("number", N_("No."), 92),
            Column("name", N_("What was agreed"), 120, stretch=True),
            Column("person", N_("With"), 120, show=_person),
            Column("amount", N_("Amount"), 100, digits=True, show=lambda row, words: self._money(row.amount)),
            Chip("state", N_("State"), 104, choices=MONTH_STATES, tones=lambda row: TONES[row.state]),
        ]
        filters = (
            Filter(
                "month", N_("Month"), case=agreements.month_options, single=True, told=in_month,
                start=(self.words.today().isoformat()[:7],),
            ),
            Filter("state", N_("State"), MONTH_STATES),
        )  # fmt: skip
        empty = Empty(
            N_("No agreement runs in this month."), N_("New agreement"),
            lambda: self.office.go(Link("agreements", new={}, section="list")), agreements.add,
        )  # fmt: skip
        made = self.add_list(
            ListSetup(
                "agreement_month", agreements.month_page, agreements.month_rows, columns, filters, empty
            ),
            share=50,
        )
        made.counted.connect(
            lambda count: self.counts.emit(
                self.words(N_("Agreements: {count}"), count=self.words.number(count))
            )
        )
        printing = partial(many.print_all, self, STATEMENTS)
        made.add_action(Action(STATEMENTS.action, printing, STATEMENTS.case, "printer"))

    def _money(self, minor: int) -> str:
        return str(Money(minor, self.office.currency))

    def print_page(self) -> None:
        """Ctrl+P: a sheet for each that is marked."""
        marked = self.list.table.selected() if self.list is not None else []
        if marked and self.office.may(STATEMENTS.case):
            many.print_all(self, STATEMENTS, marked)

    def show_record(self, id: int) -> None:
        self.ask(agreements.month_card, id, then=self._draw)

    def _draw(self, card: MonthCard) -> None:
        row, line, words = card.row, card.row.line, self.words
        if row.id != self.id:
            return
        month = words.month(card.month.year, card.month.month)
        page = self.new_page().head(
            f"{row.number} · {row.name}", f"{month} · {both(row.person, row.person_other)}"
        )
        page.button(
            N_("Agreement"),
            lambda: self.office.go(Link("agreements", row.agreement_id, section="list")),
            agreements.card,
        )
        if row.state == "made":
            page.button(
                N_("Statement"), lambda: many.print_all(self, STATEMENTS, [row.id]), agreements.statement_in,
                picture="printer",
            )  # fmt: skip
        if card.to_make:
            made = page.button(
                N_("Charge the month…"), lambda: self.charge(card), agreements.make_month, primary=True
            )
            made.key("Ctrl+Return")
        page.chips(
            (words(MONTH_STATES[row.state]), TONES[row.state]),
            words(LEFT_OUT[line.left_out]) if row.state == "left_out" else "",
        )
        page.figures(
            Figure(N_("Amount"), self._money(row.amount)),
            Figure(N_("To be charged"), words.number(card.to_make), self._money(card.total)),
            Figure(N_("Charged"), words.number(card.made)),
        )
        about = page.card(N_("What the sum is made of"))
        for said in told(line.pieces, card.month.last.day, words, self.office.currency):
            about.say(said)
        about.line(N_("Units"), words.number(line.units))
        if line.bill:
            about.line(N_("Bill"), line.bill)
        self.put(page.done())

    def charge(self, card: MonthCard) -> None:
        """Make the charges of the whole month, after its sum is read."""
        words = self.words
        note = words(
            N_("{count} agreements are charged, {amount} in all. What is made already is not made twice."),
            count=words.number(card.to_make), amount=self._money(card.total),
        )  # fmt: skip

        def open_form(form: MonthForm) -> None:
            form.month = str(card.month)
            self.ask_form(
                FormSetup(
                    N_("Charge the month"), form, agreements.make_month, verb=N_("Charge them"), note=note,
                    said=lambda count: words(N_("{count} bills made"), count=words.number(count)),
                )
            )  # fmt: skip

        self.ask(agreements.month_form, then=open_form)
