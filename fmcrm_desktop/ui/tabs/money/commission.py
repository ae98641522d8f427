"""A month of commission: everybody's sum, each order with what it brings or why it is left out, closing it."""

from __future__ import annotations

from functools import partial
from typing import Any

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.tones import GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services import commission
from fmcrm_desktop.services.commission import REASONS, MonthLine, PersonMonth, PersonRow
from fmcrm_desktop.ui.kit import many
from fmcrm_desktop.ui.kit.bilingual import suiting
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.card import Figure
from fmcrm_desktop.ui.kit.columns import Action, Chip, Column, Empty, Filter
from fmcrm_desktop.ui.kit.form_page import FormSetup
from fmcrm_desktop.ui.kit.listing import ListSetup
from fmcrm_desktop.ui.kit.page import Page
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.kit.text import in_month

STATEMENTS = many.Papers(
    N_("Print statements"), N_("Commission statements"), "commission-statement", lambda: commission.sheet
)
STATES = {"open": N_("Preview"), "closed": N_("Closed")}
CHANGED = N_("Changed since")
SHOWN = 60
"""Orders of each part on the page; the paper has them all."""


def _name(row: PersonRow, words: Words) -> str:
    return suiting(row.staff, row.staff_other, words) or words(N_("Nobody named"))


def _state(row: PersonRow, words: Words) -> str:
    return words(CHANGED) if row.changed else words(STATES[row.state])


def _tone(row: PersonRow) -> str:
    return WARNING if row.changed else GOOD if row.state == "closed" else GREY


class CommissionSection(Tab):
    name = "commission"
    title = N_("Commission")
    shows = (
        "commission_month", "commission_line", "commission_rule", "charge", "bill", "payment", "work_order", "staff",
    )  # fmt: skip

    def build(self) -> None:
        columns = [
            Column("staff", N_("Who"), 130, stretch=True, show=_name),
            Column(
                "month", N_("Month"), 118, show=lambda row, words: in_month(row.month, words), sorts=False
            ),
            Column("orders", N_("Orders that count"), 112, digits=True),
            Column("left_out", N_("Orders left out"), 100, digits=True),
            Column(
                "amount", N_("Commission"), 88, digits=True, show=lambda row, words: self._money(row.amount)
            ),
            Chip(
                "state",
                N_("State"),
                104,
                choices={**STATES, "changed": CHANGED},
                show=_state,
                tones=_tone,
                sorts=False,
            ),
        ]
        today = self.words.today()
        before = (today.year, today.month - 1) if today.month > 1 else (today.year - 1, 12)
        filters = (
            Filter(
                "month", N_("Month"), case=commission.month_options, single=True, told=in_month,
                start=(f"{before[0]:04}-{before[1]:02}",),
            ),
        )  # fmt: skip
        empty = Empty(N_("Nobody finished an order in this month."))
        made = self.add_list(
            ListSetup("commission", commission.page, commission.rows, columns, filters, empty), share=50
        )
        made.counted.connect(lambda count: self.counts.emit(self.words(N_("People: {count}"), count=count)))
        made.add_action(
            Action(STATEMENTS.action, partial(many.print_all, self, STATEMENTS), STATEMENTS.case, "printer")
        )

    def _money(self, minor: int) -> str:
        return str(Money(minor, self.office.currency))

    def show_record(self, id: int) -> None:
        self.ask(commission.of_person, id, then=self._draw)

    def _draw(self, it: PersonMonth) -> None:
        if it.id != self.id:
            return
        words = self.words
        name = suiting(it.person.name, it.person.other, words) or words(N_("Nobody named"))
        page = self.new_page().head(name, words.month(it.month.year, it.month.month))
        if it.person.name:
            page.button(
                N_("Commission statement"),
                lambda: many.print_all(self, STATEMENTS, [it.id]),
                commission.sheet,
            )
        if it.closed is None:
            page.button(
                N_("Close the month"), lambda: self.close_month(str(it.month)), commission.close, primary=True
            )
            page.chips((words(STATES["open"]), GREY))
        else:
            closed = words(N_("closed {moment}"), moment=words.moment(it.closed))
            changed = any(line.now for line in (*it.counted, *it.left_out))
            page.chips(
                (words(STATES["closed"]), GOOD),
                (words(CHANGED) if changed else "", WARNING),
                closed,
            )
        page.figures(
            Figure(N_("Commission"), self._money(it.amount)),
            Figure(N_("Orders that count"), words.number(len({line.order_id for line in it.counted}))),
            Figure(N_("Orders left out"), words.number(len({line.order_id for line in it.left_out}))),
        )
        self._lines(page, N_("What counts"), it.counted, self._counts)
        self._lines(page, N_("Left out, and why"), it.left_out, self._out)
        self.put(page.done())

    def _lines(self, page: Page, title: str, lines: tuple[MonthLine, ...], row: Any) -> None:
        card = page.card(title)
        if not lines:
            card.say(self.words(N_("None.")), "muted")
            return
        last = N_("Commission") if row == self._counts else N_("Why")
        card.table((N_("Work order"), N_("No."), last), [row(line) for line in lines[:SHOWN]])
        if len(lines) > SHOWN:
            more = self.words(N_("{count} more are on the statement."), count=len(lines) - SHOWN)
            card.say(more, "muted")

    def _counts(self, line: MonthLine) -> tuple[Any, ...]:
        said = line.summary
        if line.rule:
            base = self.words(N_("{rule}, of {base}"), rule=line.rule, base=self._money(line.base))
            said += "\n" + (line.rule if line.basis == "fixed" else base)
        return said + self._now(line), self._order(line), self._money(line.amount)

    def _out(self, line: MonthLine) -> tuple[Any, ...]:
        return line.summary + self._now(line), self._order(line), self.words(REASONS[line.left_out])

    def _now(self, line: MonthLine) -> str:
        """What a line of a closed month would be today, where that differs."""
        if line.now is None:
            return ""
        amount, reason = line.now
        today = self.words(REASONS[reason]) if reason and not amount else self._money(amount)
        return "\n" + self.words(N_("Changed since; today it would be: {today}"), today=today)

    def _order(self, line: MonthLine) -> LinkButton:
        return LinkButton(line.number, lambda: self.office.go(Link("work_orders", line.order_id)))

    def close_month(self, month: str) -> None:
        """Close it after a last look: nothing changes in it any more."""
        said = self.words(N_("{month} is closed"), month=month)

        def open_form(form: commission.CloseForm) -> None:
            note = self.words(
                N_("{month}: {amount} for everybody together. What is closed stays as it is; this cannot be undone."),
                month=month, amount=self._money(form.amount),
            )  # fmt: skip
            self.ask_form(
                FormSetup(
                    N_("Close the month"), form, commission.close, (month,), said=lambda _id: said,
                    verb=N_("Close the month"), note=note,
                )
            )  # fmt: skip

        self.ask(commission.close_form, month, then=open_form)
