"""The statement of an agreement's charges: each month with how its sum comes about, its bill and what is open."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model.agreement_words import told
from fmcrm_desktop.model.charge import BILL_STATES
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Paper, Printing, joined, opened
from fmcrm_desktop.reports.receipt import customers
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import AgreementStatement
from fmcrm_desktop.services.office import Office

UNITS = 12
"""So many units are named; of more their number is told."""


def ask(office: Office, options: Options) -> AgreementStatement:
    """All charges of the agreement with the number asked for."""
    return office.ask(agreements.statement, options.number)


def ask_many(office: Office, ids: Sequence[int]) -> list[AgreementStatement]:
    """The same by their ids, where many are printed."""
    return office.ask(agreements.statements, ids)


def draw(sheet: AgreementStatement, words: Words, printing: Printing) -> None:
    """Print the statement."""
    words = customers(words, sheet.language)
    head = letterhead(words, sheet.head, N_("Statement of an agreement"), joined(sheet.number, sheet.name))
    with opened(printing, head) as paper:
        _facts(paper, words, sheet)
        table.draw(paper, _table(words, sheet))
        paper.space(14)
        still = sum(each.open for each in sheet.charges)
        cards = [blocks.Card(words(N_("Total")), str(Money(sheet.total, sheet.currency))),
                 blocks.Card(words(N_("Unpaid")), str(Money(still, sheet.currency)))]  # fmt: skip
        blocks.cards(paper, cards, across=3)


def _facts(paper: Paper, words: Words, sheet: AgreementStatement) -> None:
    units = sheet.units
    said = ", ".join(units) if len(units) <= UNITS else words(N_("{count} units"), count=len(units))
    facts = ((N_("Bill to"), named(words, sheet.person)), (N_("Agreement"), joined(sheet.number, sheet.name)),
             (N_("Units"), said))  # fmt: skip
    for title, text in facts:
        if text:
            blocks.entry(paper, words(title), text)
    paper.space(6)


def _table(words: Words, sheet: AgreementStatement) -> Table:
    rows = []
    for each in sheet.charges:
        month = Month.read(each.month)
        reasons = told(each.pieces, month.last.day, words, sheet.currency)
        rows.append((
            words.month(month.year, month.month), "\n".join(reasons), each.bill,
            words.date(each.due_day), words(BILL_STATES[each.state]), str(Money(each.amount, sheet.currency)),
        ))  # fmt: skip
    return Table(
        (
            Column(words(N_("Month"))), Column(words(N_("What the sum is made of")), 3, wrap=6),
            Column(words(N_("Bill"))),
            Column(words(N_("To be paid by"))), Column(words(N_("State"))), Column(words(N_("Amount")), right=True),
        ),
        rows,
        total=("", words(N_("Total")), "", "", "", str(Money(sheet.total, sheet.currency))),
        empty=words(N_("No month is charged yet.")),
    )  # fmt: skip
