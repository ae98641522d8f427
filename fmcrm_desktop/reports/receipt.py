"""The receipt: a bill for the customer, in the customer's language, with what is paid and what is open."""

from __future__ import annotations

from itertools import accumulate

from fmcrm_desktop import places
from fmcrm_desktop.model import tones
from fmcrm_desktop.model.capital_amount import capital
from fmcrm_desktop.model.charge import BILL_STATES, LINE_KINDS, METHOD_NAMES
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import bills
from fmcrm_desktop.services.bills import BillCard
from fmcrm_desktop.services.bills.card import ReceiptSheet
from fmcrm_desktop.services.charges import ChargeLine
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names


def ask(office: Office, options: Options) -> ReceiptSheet:
    """The receipt of the bill with the number asked for."""
    return office.ask(bills.receipt, options.number)


def ask_id(office: Office, id: int) -> ReceiptSheet:
    """The same by its id, where many are printed."""
    return office.ask(bills.receipt_of, id)


def customers(words: Words, language: str) -> Words:
    """The words of a customer's own language; where none is known, those that were asked for."""
    if not language or language == words.language:
        return words
    return Words(language, str(words.zone), places.resources() / "locale")


def draw(sheet: ReceiptSheet, words: Words, printing: Printing) -> None:
    """Print the receipt."""
    it = sheet.card
    words = customers(words, it.language)
    title = N_("Counter bill") if it.counter_of else N_("Bill receipt")
    with opened(printing, letterhead(words, sheet.head, title, it.number)) as paper:
        _facts(paper, words, sheet)
        table.titled(paper, words(N_("What was charged")), _lines(words, it, sheet.currency))
        _payments(paper, words, it, sheet.currency)
        _cards(paper, words, it, sheet.currency)
        if words.chinese and sheet.currency == "CNY" and it.paid > 0:
            _valid(paper, words, it.paid)
        contact = joined(sheet.address, sheet.phone)
        if contact:
            paper.space(6)
            paper.text(words(N_("Questions? {contact}"), contact=contact), SMALL)


def _facts(paper: Paper, words: Words, sheet: ReceiptSheet) -> None:
    it = sheet.card
    facts = (
        (N_("Bill to"), named(words, Names(it.person, it.person_other))), (N_("Unit"), it.unit),
        (N_("Date"), words.date(words.local(it.made).date())), (N_("To be paid by"), words.date(it.due_day)),
        (N_("Counter bill of"), it.counter_of[1] if it.counter_of else ""),
        (N_("Cancelled by"), it.countered_by[1] if it.countered_by else ""), (N_("Why"), it.why),
    )  # fmt: skip
    for title, said in facts:
        if said:
            blocks.entry(paper, words(title), said)
    if it.archived:
        blocks.notice(paper, words(N_("Withdrawn")), words(N_("This bill is not to be paid.")))


def _lines(words: Words, it: BillCard, currency: str) -> Table:
    def money(minor: int) -> str:
        return str(Money(minor, currency))

    sums = [0, *accumulate(line.amount for line, _, _ in it.lines)]
    carried = words(N_("Carried over"))
    return Table(
        (
            Column(words(N_("Date"))), Column(words(N_("Work order"))), Column(words(N_("What for")), 3, wrap=8),
            Column(words(N_("Quantity")), right=True), Column(words(N_("Price")), right=True),
            Column(words(N_("Amount")), right=True),
        ),
        [
            (
                words.date(line.day), number, _told(line, words), _quantity(line, words),
                money(line.rate) if line.rate else "", money(line.amount),
            )
            for line, _, number in it.lines
        ],
        total=("", "", words(N_("Total")), "", "", money(it.total)),
        carried=lambda rows: ("", "", carried, "", "", money(sums[rows])),
    )  # fmt: skip


def _told(line: ChargeLine, words: Words) -> str:
    name = named(words, Names(line.name, line.other_name))
    said = joined(words(LINE_KINDS[line.kind]), name)
    return f"{said}\n{line.noted(words)}" if line.text else said


def _quantity(line: ChargeLine, words: Words) -> str:
    if line.minutes is not None:
        return words(N_("{minutes} min"), minutes=line.minutes)
    return line.used(words)


def _payments(paper: Paper, words: Words, it: BillCard, currency: str) -> None:
    if not it.payments:
        return
    rows = [
        (words.date(each.day), words(METHOD_NAMES[each.method]), each.note, str(Money(each.amount, currency)))
        for each in it.payments
    ]
    columns = (
        Column(words(N_("Date"))), Column(words(N_("How it was paid")), 2), Column(words(N_("Note")), 2, wrap=6),
        Column(words(N_("Amount")), right=True),
    )  # fmt: skip
    total = ("", words(N_("Paid")), "", str(Money(it.paid, currency)))
    table.titled(paper, words(N_("Payments")), Table(columns, rows, total=total))


def _valid(paper: Paper, words: Words, paid: int) -> None:
    """What makes a paper of it that a Chinese customer can hand in: capital characters, a stamp, who took the money."""
    paper.space(6)
    blocks.entry(paper, words(N_("Paid, in capital characters")), capital(paid))
    blocks.signatures(paper, words(N_("Stamp of the office")), words(N_("Money taken by")))


def _cards(paper: Paper, words: Words, it: BillCard, currency: str) -> None:
    paper.space(14)
    back = it.open < 0
    open_ = words(N_("To be given back") if back else N_("Unpaid"))
    state = words(N_("Past due")) if it.overdue else "" if it.archived else words(BILL_STATES[it.state])
    blocks.cards(
        paper,
        [
            blocks.Card(words(N_("Total")), str(Money(it.total, currency))),
            blocks.Card(words(N_("Paid")), str(Money(it.paid, currency))),
            blocks.Card(
                open_, str(Money(abs(it.open), currency)), state,
                tones.BAD if it.overdue else tones.GOOD if it.open == 0 else tones.WARNING,
            ),
        ],
        across=3,
    )  # fmt: skip
