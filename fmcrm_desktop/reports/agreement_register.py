"""The register of agreements: with whom, from when until when, at what price, in which state."""

from __future__ import annotations

from fmcrm_desktop.model.agreement import AGREEMENT_STATES
from fmcrm_desktop.model.agreement_words import price
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import AgreementRegister
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names


def ask(office: Office, options: Options) -> AgreementRegister:
    """All agreements by number."""
    return office.ask(agreements.register)


def draw(sheet: AgreementRegister, words: Words, printing: Printing) -> None:
    """Print the register."""
    count = words(N_("Agreements: {count}"), count=words.number(len(sheet.rows)))
    with opened(printing, letterhead(words, sheet.head, N_("Register of agreements"), count)) as paper:
        table.draw(paper, _table(sheet, words))


def _table(sheet: AgreementRegister, words: Words) -> Table:
    rows = [
        (
            row.number, row.name, named(words, Names(row.person, row.person_other)), words.date(row.from_day),
            words.date(row.until_day) or words(N_("open end")),
            price(row.charged, sheet.prices.get(row.id, 0), words, sheet.currency), words(AGREEMENT_STATES[row.state]),
        )
        for row in sheet.rows
    ]  # fmt: skip
    return Table(
        (
            Column(words(N_("No."))), Column(words(N_("What was agreed")), 3, wrap=6),
            Column(words(N_("With")), 2, wrap=6), Column(words(N_("From"))), Column(words(N_("Until"))),
            Column(words(N_("Price")), 2, wrap=2), Column(words(N_("State"))),
        ),
        rows,
        empty=words(N_("There is no agreement yet.")),
    )  # fmt: skip
