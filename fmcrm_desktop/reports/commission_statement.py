"""Commission on paper: for each of the staff what every order of the month brings, and why others are left out."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.charge import COMMISSION_BASES
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Binder, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import day, full_day, letterhead, month_name, named
from fmcrm_desktop.services import commission
from fmcrm_desktop.services.commission import REASONS, PersonMonth
from fmcrm_desktop.services.office import Office


def ask(office: Office, options: Options) -> list[PersonMonth]:
    """The statements of everybody in the month asked for."""
    if options.month is None:
        raise Invalid(month=N_("Choose a month."))
    return office.ask(commission.sheets, options.month)


def ask_id(office: Office, id: int) -> list[PersonMonth]:
    """One person's, by the name of their row in the list, where many are printed."""
    return [office.ask(commission.sheet, id)]


def draw(sheets: list[PersonMonth], words: Words, printing: Printing) -> None:
    """Print the statements, each on sheets of its own."""
    if printing.onto is not None:
        for sheet in sheets:
            _one(sheet, words, printing)
        return
    with Binder(printing).bound() as binder:
        for sheet in sheets:
            _one(sheet, words, replace(printing, onto=binder))


def _one(sheet: PersonMonth, words: Words, printing: Printing) -> None:
    name, month = named(words, sheet.person), month_name(words, sheet.month)
    head = letterhead(words, sheet.head, N_("Commission statement"), joined(name, month))
    with opened(printing, head) as paper:
        state = (
            words(N_("closed on {day}"), day=full_day(words, sheet.closed))
            if sheet.closed
            else words(N_("preview, not closed"))
        )
        cards = [
            blocks.Card(
                words(N_("Commission")), str(Money(sheet.amount, sheet.currency)), state,
                tones.GOOD if sheet.closed else tones.WARNING,
            ),
            blocks.Card(words(N_("Orders that count")), words.number(len({line.order_id for line in sheet.counted}))),
            blocks.Card(words(N_("Orders left out")), words.number(len({line.order_id for line in sheet.left_out}))),
        ]  # fmt: skip
        blocks.cards(paper, cards, across=3)
        table.titled(paper, words(N_("What counts")), _counted(sheet, words))
        paper.space(4)
        table.titled(paper, words(N_("Left out, and why")), _left_out(sheet, words))
        _changed(paper, words, sheet)
        blocks.signatures(paper, words(N_("Worked out by")), name)


def _counted(sheet: PersonMonth, words: Words) -> Table:
    def money(minor: int) -> str:
        return str(Money(minor, sheet.currency))

    sums = [0, *accumulate(line.amount for line in sheet.counted)]
    carried = words(N_("Carried over"))
    return Table(
        (
            Column(words(N_("Done on"))), Column(words(N_("No."))), Column(words(N_("Work order")), 3, wrap=4),
            Column(words(N_("Rule")), 2, wrap=2), Column(words(N_("Of")), right=True),
            Column(words(N_("Commission")), right=True),
        ),
        [
            (
                day(words, line.done), line.number, line.summary, _rule(line.basis, line.percent, words),
                "" if line.basis == "fixed" else money(line.base), money(line.amount),
            )
            for line in sheet.counted
        ],
        total=("", "", words(N_("Total")), "", "", money(sheet.amount)),
        empty=words(N_("None.")),
        carried=lambda rows: ("", "", carried, "", "", money(sums[rows])),
    )  # fmt: skip


def _rule(basis: str, percent: int, words: Words) -> str:
    said = words(COMMISSION_BASES.get(basis, basis))
    whole, rest = divmod(percent, 100)
    much = f"{whole}.{rest:02d}".rstrip("0").rstrip(".")
    return said if basis == "fixed" else f"{said} {much}{'%' if words.chinese else ' %'}"


def _left_out(sheet: PersonMonth, words: Words) -> Table:
    columns = (
        Column(words(N_("Done on"))), Column(words(N_("No."))), Column(words(N_("Work order")), 3, wrap=4),
        Column(words(N_("Why")), 2, wrap=2),
    )  # fmt: skip
    rows = [
        (day(words, line.done), line.number, line.summary, words(REASONS[line.left_out]))
        for line in sheet.left_out
    ]
    return Table(columns, rows, empty=words(N_("None.")))


def _changed(paper: Paper, words: Words, sheet: PersonMonth) -> None:
    changed = sorted({line.number for line in (*sheet.counted, *sheet.left_out) if line.now})
    if changed:
        orders = words.listed(changed)
        paper.space(6)
        paper.text(
            words(N_("Changed since the month was closed, without effect here: {orders}"), orders=orders),
            SMALL,
        )
