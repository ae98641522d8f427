"""The statement of account of a person: what was open before, each bill and payment of the period, what is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import and_, select

from fmcrm_desktop.model.charge import Bill, Payment
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class AccountLine:
    """A bill (``method`` empty), a payment or what was written off ("written_off"); ``balance`` is open after it."""

    day: date
    number: str
    method: str
    note: str
    amount: int
    balance: int


@dataclass(frozen=True)
class Account:
    """All that is on the paper. ``before`` was open when the period began, ``after`` when it ended."""

    head: Head
    currency: str
    person: Names
    language: str
    from_day: date
    until_day: date
    before: int
    lines: tuple[AccountLine, ...]

    @property
    def after(self) -> int:
        return self.lines[-1].balance if self.lines else self.before


@needs("money.read")
def account(
    work: Work, person_id: int, from_day: date | None = None, until_day: date | None = None
) -> Account:
    """The statement of a person; without days the last twelve months up to today."""
    person = work.get(Person, person_id)
    until = until_day or work.now.astimezone(work.zone).date()
    first = from_day or date(until.year - 1, until.month, 1)
    before, lines = 0, list[AccountLine]()
    for day, _, number, method, note, amount in sorted(_happened(work, person_id, until)):
        if day < first:
            before += amount
            continue
        open_ = (lines[-1].balance if lines else before) + amount
        lines.append(AccountLine(day, number, method, note, amount, open_))
    return Account(
        head(work), settings.get(work, "office.currency"), Names(person.name, person.other_name), person.language,
        first, until, before, tuple(lines),
    )  # fmt: skip


@needs("money.read")
def account_by_number(
    work: Work, number: str, from_day: date | None = None, until_day: date | None = None
) -> Account:
    """The statement of the person with this number; raises Invalid(number)."""
    from fmcrm_desktop.services.owner_page import person_numbered

    return account(work, person_numbered(work, number), from_day, until_day)


def _happened(work: Work, person_id: int, until: date) -> list[tuple[date, int, str, str, str, int]]:
    """Everything up to a day as (day, order within it, number, method, note, what it adds to what is open)."""
    end = day_start(until + timedelta(days=1), work.zone)
    mine = and_(Bill.person_id == person_id, Bill.archived.is_(None))
    found: list[tuple[date, int, str, str, str, int]] = []
    for bill in work.rows(
        select(Bill.number, Bill.made, Bill.total, Bill.paid, Bill.state, Bill.why, Bill.why_day).where(
            mine, Bill.made < end
        )
    ):
        day = bill.made.astimezone(work.zone).date()
        found.append((day, 0, bill.number, "", "", bill.total))
        if bill.state == "written_off" and bill.why_day <= until:
            found.append((bill.why_day, 2, bill.number, "written_off", bill.why, bill.paid - bill.total))
    paid = (
        select(Payment.day, Bill.number, Payment.method, Payment.note, Payment.amount)
        .join(Bill, Bill.id == Payment.bill_id)
        .where(mine, Payment.archived.is_(None), Payment.day <= until)
    )
    for day, number, method, note, amount in work.rows(paid):
        found.append((day, 1, number, method, note, -amount))
    return found
