"""One bill with its lines and payments, and the receipt on paper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge
from fmcrm_desktop.model.agreement_sum import counted, read
from fmcrm_desktop.model.charge import AGREED, Bill, Charge, Payment
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Invalid, Missing, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.bills.listing import open_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.of_order import ChargeLine, lines_where
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """Money that came in, or below nothing went back."""

    id: int
    version: int
    day: date
    amount: int
    method: str
    note: str
    staff: str


@dataclass(frozen=True)
class BillCard:
    """Everything about one bill; ``orders`` are the number and summary of the order of each line."""

    id: int
    version: int
    archived: bool
    number: str
    made: datetime
    person_id: int | None
    person: str
    person_other: str
    language: str
    unit_id: int | None
    unit: str
    due_day: date | None
    overdue: bool
    total: int
    paid: int
    open: int
    state: str
    why: str
    counter_of: tuple[int, str] | None
    countered_by: tuple[int, str] | None
    lines: tuple[tuple[ChargeLine, int, str], ...]
    """Each line with the id and number of its order."""
    payments: tuple[PaymentLine, ...]


@dataclass(frozen=True)
class ReceiptSheet:
    """A bill as it goes on paper."""

    head: Head
    phone: str
    address: str
    currency: str
    card: BillCard


@needs("money.read")
def card(work: Work, id: int) -> BillCard:
    """A bill with its lines and payments. Raises Missing."""
    columns = (
        select(
            Bill.id, Bill.version, Bill.archived, Bill.number, Bill.made, Bill.person_id, Person.name.label("person"),
            Person.other_name.label("other"), Person.language, Bill.unit_id, Unit.label.label("unit"), Bill.due_day,
            Bill.total, Bill.paid, Bill.state, Bill.why, Bill.counter_of_id,
        )
        .outerjoin(Person, Person.id == Bill.person_id)
        .outerjoin(Unit, Unit.id == Bill.unit_id)
        .where(Bill.id == id)
    )  # fmt: skip
    row = work.row(columns)
    if row is None:
        raise Missing("bill", id)
    today, still = work.now.astimezone(work.zone).date(), open_of(row)
    return BillCard(
        row.id, row.version, row.archived is not None, row.number, row.made, row.person_id, row.person or "",
        row.other or "", row.language or "", row.unit_id, row.unit or "", row.due_day,
        overdue=bool(row.due_day and row.due_day < today and still > 0), total=row.total, paid=row.paid,
        open=still, state=row.state, why=row.why,
        counter_of=_named(work, Bill.id == row.counter_of_id) if row.counter_of_id else None,
        countered_by=_named(work, Bill.counter_of_id == id, Bill.archived.is_(None)),
        lines=_lines(work, id), payments=_payments(work, id),
    )  # fmt: skip


def _named(work: Work, *conditions: Any) -> tuple[int, str] | None:
    row = work.row(select(Bill.id, Bill.number).where(*conditions))
    return (row[0], row[1]) if row is not None else None


def _lines(work: Work, id: int) -> tuple[tuple[ChargeLine, int, str], ...]:
    orders = select(Charge.id, WorkOrder.id, WorkOrder.number).join(WorkOrder).where(Charge.bill_id == id)
    of = {line: (order, number) for line, order, number in work.rows(orders)}
    ordered = tuple((line, *of[line.id]) for line in lines_where(work, Charge.bill_id == id))
    return (*ordered, *_agreed(work, id))


def _agreed(work: Work, id: int) -> Iterator[tuple[ChargeLine, int, str]]:
    """The charges of agreements, with the days and the area or orders they are for."""
    columns = (
        select(
            AgreementCharge.id, AgreementCharge.version, AgreementCharge.day, AgreementCharge.amount,
            AgreementCharge.month, AgreementCharge.pieces, Agreement.id.label("agreement"), Agreement.number,
            Agreement.name, Bill.number.label("bill"), Bill.state,
        )
        .join(Agreement, Agreement.id == AgreementCharge.agreement_id)
        .join(Bill, Bill.id == AgreementCharge.bill_id)
        .where(AgreementCharge.bill_id == id, AgreementCharge.archived.is_(None))
        .order_by(AgreementCharge.id)
    )  # fmt: skip
    for row in work.rows(columns):
        parts = [each for each in read(row.pieces) if each.charged != "none"]
        quantity, measure = counted(parts)
        span = f"{parts[0].from_day} – {parts[-1].until_day}" if parts else row.month
        line = ChargeLine(
            row.id, row.version, AGREED, row.day, row.name, "", span, "", None, quantity, measure, "",
            parts[0].rate if len(parts) == 1 else 0, row.amount, 0, False, "", id, row.bill, row.state,
        )  # fmt: skip
        yield line, row.agreement, row.number


def _payments(work: Work, id: int) -> tuple[PaymentLine, ...]:
    columns = (
        select(
            Payment.id, Payment.version, Payment.day, Payment.amount, Payment.method, Payment.note,
            func.coalesce(Staff.name, ""),
        )
        .outerjoin(Staff, Staff.id == Payment.staff_id)
        .where(Payment.bill_id == id, Payment.archived.is_(None))
        .order_by(Payment.day, Payment.id)
    )  # fmt: skip
    return tuple(PaymentLine(*row) for row in work.rows(columns))


@needs("money.read")
def receipt(work: Work, number: str) -> ReceiptSheet:
    """The receipt of the bill with this number; raises Invalid(number)."""
    id = work.value(
        select(Bill.id).where(Bill.number == number.strip().upper()).order_by(Bill.id.desc()).limit(1)
    )
    if id is None:
        raise Invalid(number=Refusal(N_("There is no “{number}” here. Check the number."), number=number))
    return receipt_of(work, id)


@needs("money.read")
def receipt_of(work: Work, id: int) -> ReceiptSheet:
    """The receipt of a bill by its id."""
    known: list[Any] = [settings.get(work, f"office.{name}") for name in ("phone", "address", "currency")]
    phone, address, currency = known
    return ReceiptSheet(head(work), phone, address, currency, card(work, id))
