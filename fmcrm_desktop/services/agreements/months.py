"""The charges of a month as a list: each agreement with its sum, what is made already and what is left out."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.agreements.charging import MonthLine, MonthPreview, preview_of
from fmcrm_desktop.services.agreements.statement import AgreementStatement, statements
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

MONTH_STATES = {"to_make": N_("To be charged"), "made": N_("Charged"), "left_out": N_("Without a charge")}
BACK, AHEAD = 14, 2
FAR = 100_000
"""The id of a line: its agreement times this, and the month's number."""


@dataclass(frozen=True, slots=True)
class MonthRow:
    """An agreement in a month; ``state`` is of MONTH_STATES."""

    id: int
    agreement_id: int
    number: str
    name: str
    person: str
    person_other: str
    month: str
    amount: int
    state: str
    line: MonthLine
    archived: bool = False


@dataclass(frozen=True)
class MonthCard:
    """One line of a month, and what the whole month comes to."""

    row: MonthRow
    month: Month
    to_make: int
    total: int
    made: int


def code(agreement: int, month: Month) -> int:
    return agreement * FAR + month.year * 12 + month.month - 1


def decoded(id: int) -> tuple[int, Month]:
    agreement, number = divmod(id, FAR)
    return agreement, Month(number // 12, number % 12 + 1)


@needs("money.read")
def month_options(work: Work) -> list[tuple[str, str]]:
    """The months one may look at: the next ones, this one, and those before."""
    now = Month.of(work.now, work.zone)
    return [(str(now.plus(at)), str(now.plus(at))) for at in range(AHEAD, -BACK, -1)]


@needs("money.read")
def month_page(work: Work, query: Query) -> Page[MonthRow]:
    """The agreements of a month by number; filters "month" (this one) and "state"."""
    (chosen, *_rest) = query.where.get("month") or (str(Month.of(work.now, work.zone)),)
    month, words = Month.read(str(chosen)), fold(query.text).split()
    preview = preview_of(work, month)
    found = [
        row
        for row in _rows(preview)
        if row.state in query.where.get("state", MONTH_STATES)
        and all(word in fold(f"{row.number} {row.name} {row.person} {row.person_other}") for word in words)
    ]
    if query.sort in ("number", "name", "person", "amount", "state"):
        found.sort(key=lambda row: getattr(row, query.sort), reverse=query.descending)
    return Page(array("q", (row.id for row in found)), tuple(found[:FIRST]))


@needs("money.read")
def month_rows(work: Work, ids: Sequence[int]) -> list[MonthRow]:
    """The rows with these ids, in this order."""
    months: dict[Month, list[int]] = defaultdict(list)
    for id in ids:
        agreement, month = decoded(id)
        months[month].append(agreement)
    found = [row for month, only in months.items() for row in _rows(preview_of(work, month, only))]
    return in_order(ids, found, lambda row: row.id)


@needs("money.read")
def month_card(work: Work, id: int) -> MonthCard:
    """A line with the sums of its month. Raises Missing."""
    agreement, month = decoded(id)
    preview = preview_of(work, month)
    row = next((row for row in _rows(preview) if row.agreement_id == agreement), None)
    if row is None:
        raise Missing("agreement", agreement)
    made = sum(line.left_out == "made" for line in preview.left_out)
    return MonthCard(row, month, len(preview.lines), preview.total, made)


@needs("money.read")
def statement_in(work: Work, id: int) -> AgreementStatement:
    """The statement of one line, by its id."""
    return statements_in(work, [id])[0]


@needs("money.read")
def statements_in(work: Work, ids: Sequence[int]) -> list[AgreementStatement]:
    """The statements of these lines; those not charged yet have none."""
    months: dict[Month, list[int]] = defaultdict(list)
    for id in ids:
        agreement, month = decoded(id)
        months[month].append(agreement)
    found = [each for month, only in months.items() for each in statements(work, only, str(month))]
    return [each for each in found if each.charges]


def _rows(preview: MonthPreview) -> list[MonthRow]:
    lines = sorted((*preview.lines, *preview.left_out), key=lambda line: (line.number, line.id))
    return [_row(line, preview.month) for line in lines]


def _row(line: MonthLine, month: Month) -> MonthRow:
    state: Any = {"": "to_make", "made": "made"}.get(line.left_out, "left_out")
    return MonthRow(
        code(line.id, month), line.id, line.number, line.name, line.person, line.person_other, str(month), line.amount,
        state, line,
    )  # fmt: skip
