"""Papers of agreements: the month's charge of one with its reasons, its charges over time, the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge, AgreementUnit
from fmcrm_desktop.model.agreement_sum import Piece, price_on, read
from fmcrm_desktop.model.charge import Bill
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.agreements import terms
from fmcrm_desktop.services.agreements.listing import AgreementRow, rows, today_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store.work import Work

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class MonthCharge:
    """A month of an agreement as it was charged."""

    month: str
    amount: int
    pieces: tuple[Piece, ...]
    bill: str
    due_day: date | None
    state: str
    open: int


@dataclass(frozen=True)
class AgreementStatement:
    """An agreement's charges, the newest last; ``language`` is the customer's."""

    head: Head
    currency: str
    number: str
    name: str
    person: Names
    language: str
    units: tuple[str, ...]
    charges: tuple[MonthCharge, ...]

    @property
    def total(self) -> int:
        return sum(each.amount for each in self.charges)


@needs("money.read")
def statement(work: Work, number: str) -> AgreementStatement:
    """All charges of the agreement with this number; raises Invalid(number)."""
    chosen = select(Agreement.id).where(Agreement.number == number.strip().upper())
    id = work.value(chosen.order_by(Agreement.id.desc()).limit(1))
    if id is None:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return statement_of(work, id)


@needs("money.read")
def statement_of(work: Work, id: int) -> AgreementStatement:
    """All charges of an agreement by its id."""
    work.get(Agreement, id)
    return statements(work, [id])[0]


@needs("money.read")
def statements(work: Work, ids: Sequence[int], month: str = "") -> list[AgreementStatement]:
    """The statements of many agreements, of one month or of all; three questions for each five hundred."""
    common, currency = head(work), settings.get(work, "office.currency")
    found = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        units = _grouped(work.rows(_units(some)))
        charges = _grouped(work.rows(_charges(some, month)))
        its = {row.id: row for row in work.rows(_people(some))}
        found += [
            AgreementStatement(
                common, currency, its[id].number, its[id].name, Names(its[id].person or "", its[id].other or ""),
                its[id].language or "", tuple(row[1] for row in units.get(id, ())),
                tuple(_charge(row) for row in charges.get(id, ())),
            )
            for id in some
            if id in its
        ]  # fmt: skip
    return found


@needs("money.read")
def charged_in(work: Work, month: Month) -> list[int]:
    """The agreements that are charged for a month, by number."""
    chosen = (
        select(Agreement.id)
        .join(AgreementCharge, AgreementCharge.agreement_id == Agreement.id)
        .where(AgreementCharge.month == str(month), AgreementCharge.archived.is_(None))
        .order_by(Agreement.number, Agreement.id)
    )
    return list(dict.fromkeys(work.column(chosen)))


@needs("money.read")
def month_statements(work: Work, month: Month) -> list[AgreementStatement]:
    """A statement for each agreement that is charged for a month."""
    found = statements(work, charged_in(work, month), str(month))
    if not found:
        raise Invalid(month=N_("No agreement is charged for this month yet."))
    return found


def _people(ids: Sequence[int]) -> Any:
    return (
        select(
            Agreement.id, Agreement.number, Agreement.name, Person.name.label("person"),
            Person.other_name.label("other"), Person.language,
        )
        .outerjoin(Person, Person.id == Agreement.person_id)
        .where(Agreement.id.in_(ids))
    )  # fmt: skip


def _units(ids: Sequence[int]) -> Any:
    return (
        select(AgreementUnit.agreement_id, Unit.label)
        .join(Unit, Unit.id == AgreementUnit.unit_id)
        .where(AgreementUnit.agreement_id.in_(ids))
        .order_by(Unit.sort_key, Unit.id)
    )


def _charges(ids: Sequence[int], month: str) -> Any:
    it = AgreementCharge
    asked = (
        select(
            it.agreement_id,
            it.month,
            it.amount,
            it.pieces,
            Bill.number,
            Bill.due_day,
            Bill.state,
            Bill.total,
            Bill.paid,
        )
        .join(Bill, Bill.id == it.bill_id)
        .where(it.agreement_id.in_(ids), it.archived.is_(None))
        .order_by(it.month, it.id)
    )
    return asked.where(it.month == month) if month else asked


def _charge(row: Any) -> MonthCharge:
    still = row.total - row.paid if row.state in ("unpaid", "partly") else 0
    return MonthCharge(row.month, row.amount, read(row.pieces), row.number, row.due_day, row.state, still)


def _grouped(found: Sequence[Any]) -> dict[int, list[Any]]:
    groups: dict[int, list[Any]] = {}
    for row in found:
        groups.setdefault(row[0], []).append(row)
    return groups


@dataclass(frozen=True)
class AgreementRegister:
    """All agreements that are not put away, by number; ``prices`` are today's, with their index."""

    head: Head
    currency: str
    rows: tuple[AgreementRow, ...]
    prices: dict[int, int]


@needs("money.read")
def register(work: Work) -> AgreementRegister:
    """The register of agreements."""
    chosen = select(Agreement.id).where(Agreement.archived.is_(None))
    ids = list(work.column(chosen.order_by(Agreement.number, Agreement.id)))
    today, prices = today_of(work), dict[int, int]()
    for id, history in terms.of_many(work, ids, today).items():
        now = next(
            (each for each in history if each.until_day is None or each.until_day >= today), history[-1]
        )
        prices[id] = price_on(now, today)
    found: list[AgreementRow] = []
    for start in range(0, len(ids), AT_ONCE):
        found += rows(work, ids[start : start + AT_ONCE])
    return AgreementRegister(head(work), settings.get(work, "office.currency"), tuple(found), prices)
