"""The statement of account: what was open, each bill and payment of the period with what was open then, what is."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.charge import METHOD_NAMES
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, joined, opened
from fmcrm_desktop.reports.receipt import customers
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import bills
from fmcrm_desktop.services.bills import Account, AccountLine
from fmcrm_desktop.services.office import Office


def ask(office: Office, options: Options) -> Account:
    """The account of the person with the number asked for, from one day to another."""
    return office.ask(bills.account_by_number, options.number, options.day, options.until)


def ask_id(office: Office, id: int) -> Account:
    """The same by the person's id, where many are printed."""
    return office.ask(bills.account, id)


def draw(sheet: Account, words: Words, printing: Printing) -> None:
    """Print the statement."""
    words = customers(words, sheet.language)

    def money(minor: int) -> str:
        return str(Money(minor, sheet.currency))

    period = f"{words.date(sheet.from_day)} – {words.date(sheet.until_day)}"
    head = letterhead(
        words, sheet.head, N_("Statement of account"), joined(named(words, sheet.person), period)
    )
    with opened(printing, head) as paper:
        charged = sum(line.amount for line in sheet.lines if not line.method)
        cards = [
            blocks.Card(words(N_("Open before")), money(sheet.before)),
            blocks.Card(words(N_("Billed")), money(charged)),
            blocks.Card(words(N_("Paid or settled")), money(sheet.before + charged - sheet.after)),
            blocks.Card(
                words(N_("Open at the end")), money(sheet.after), tone=tones.GOOD if sheet.after <= 0 else tones.WARNING
            ),
        ]  # fmt: skip
        blocks.cards(paper, cards, across=4)
        paper.space(4)
        table.draw(paper, _table(sheet, words))


def _table(sheet: Account, words: Words) -> Table:
    def money(minor: int) -> str:
        return str(Money(minor, sheet.currency))

    carried = words(N_("Carried over"))
    before = (words.date(sheet.from_day), "", words(N_("Open before")), "", money(sheet.before))
    balances = [sheet.before, *(line.balance for line in sheet.lines)]
    return Table(
        (
            Column(words(N_("Date"))), Column(words(N_("Bill"))), Column(words(N_("What")), 3, wrap=6),
            Column(words(N_("Amount")), right=True), Column(words(N_("Balance")), right=True),
        ),
        [
            before,
            *(
                (words.date(line.day), line.number, _what(line, words), money(line.amount), money(line.balance))
                for line in sheet.lines
            ),
        ],
        total=(words.date(sheet.until_day), "", words(N_("Open at the end")), "", money(sheet.after)),
        carried=lambda rows: ("", "", carried, "", money(balances[rows - 1])),
    )  # fmt: skip


def _what(line: AccountLine, words: Words) -> str:
    if not line.method:
        return words(N_("Bill") if line.amount >= 0 else N_("Counter bill"))
    how = words(N_("Written off")) if line.method == "written_off" else words(METHOD_NAMES[line.method])
    given = line.amount > 0 and line.method != "written_off"
    said = words(N_("Given back: {how}"), how=how) if given else how
    return joined(said, line.note)
