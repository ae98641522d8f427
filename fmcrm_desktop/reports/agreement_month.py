"""The statements of a month: one for each agreement that is charged for it, in one file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import agreement_statement
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Binder, Printing
from fmcrm_desktop.services import agreements
from fmcrm_desktop.services.agreements import AgreementStatement
from fmcrm_desktop.services.office import Office


def ask(office: Office, options: Options) -> list[AgreementStatement]:
    """The statements of the month asked for."""
    month = options.month
    if month is None:
        raise Invalid(month=N_("Choose a month."))
    return office.ask(agreements.month_statements, Month(month.year, month.month))


def ask_many(office: Office, ids: Sequence[int]) -> list[list[AgreementStatement]]:
    """Those of the lines marked in the month's list; a sheet is what draw takes."""
    found = office.ask(agreements.statements_in, ids)
    if not found:
        raise Refusal(N_("None of these is charged yet: charge the month first."))
    return [[each] for each in found]


def draw(sheet: list[AgreementStatement], words: Words, printing: Printing) -> None:
    """Print them, each with its own page numbers."""
    if printing.onto is not None:
        for each in sheet:
            agreement_statement.draw(each, words, printing)
        return
    with Binder(printing).bound() as binder:
        for each in sheet:
            agreement_statement.draw(each, words, replace(printing, onto=binder))
