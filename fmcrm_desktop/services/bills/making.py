"""Making a bill of charges, cancelling one by a counter bill, and withdrawing one that nobody has paid."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, func, select

from fmcrm_desktop.model.agreement import AgreementCharge
from fmcrm_desktop.model.charge import SET_OFF, Bill, Charge, Payment
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import numbers, settings
from fmcrm_desktop.services.bills.forms import BillForm, ReasonForm, WithdrawForm
from fmcrm_desktop.services.bills.soundness import state_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.owing import OPEN
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Proposal:
    """What would go on a bill: how many lines of how many orders, and their sum."""

    lines: int
    orders: int
    total: int


@needs("money.write")
def draft(work: Work, start: Mapping[str, Any]) -> BillForm:
    """The form of a new bill: the person and unit of its order, and the office's usual time to pay."""
    form = BillForm(**start)
    if form.order_id is not None:
        order = work.get(WorkOrder, form.order_id)
        form.person_id, form.unit_id = form.person_id or order.person_id, form.unit_id or order.unit_id
    today = work.now.astimezone(work.zone).date()
    form.due_day = form.due_day or today + timedelta(days=settings.get(work, "bill.due_days"))
    return form


@needs("money.read")
def proposal(work: Work, form: BillForm) -> Proposal:
    """What a bill made by this form would hold."""
    chosen = _chosen(form).with_only_columns(
        func.count(), func.count(Charge.order_id.distinct()), func.coalesce(func.sum(Charge.amount), 0)
    )
    lines, orders, total = work.rows(chosen)[0]
    return Proposal(lines, orders, int(total))


@needs("money.write")
def make(work: Work, form: BillForm) -> int:
    """A bill of the charges the form names; they are frozen from now on. Raises Invalid where there are none."""
    check(form)
    if form.from_day and form.until_day and form.from_day > form.until_day:
        raise Invalid(until_day=N_("The end must be after the start."))
    lines = work.records(_chosen(form).order_by(Charge.day, Charge.id).with_only_columns(Charge))
    if not lines:
        raise Refusal(N_("There is nothing to bill: no charge that is to be paid and on no bill yet."))
    person, unit = form.person_id, form.unit_id
    if person is None:
        person = _only_person(work, [line.order_id for line in lines])
    total = sum(line.amount for line in lines)
    bill = work.add(
        Bill(
            number=numbers.next(work, "bill"), made=work.now, person_id=person, unit_id=unit,
            due_day=form.due_day, total=total, state=state_of(total, 0),
        )
    )  # fmt: skip
    for line in lines:
        line.bill_id = bill.id
    return bill.id


@needs("money.write")
def withdraw(work: Work, id: int, form: WithdrawForm) -> int:
    """Take back a bill that nobody has paid anything of: its charges are free again, its number stays used."""
    check(form)
    bill = work.get(Bill, id, seen=form.version)
    paid = work.value(select(func.count()).where(Payment.bill_id == id, Payment.archived.is_(None)))
    if (
        paid
        or bill.archived is not None
        or bill.counter_of_id is not None
        or bill.state not in ("unpaid", "paid")
    ):
        raise Refusal(
            N_("{number} has been paid or settled in part. Cancel it by a counter bill instead."),
            number=bill.number,
        )
    for line in _lines(work, id):
        line.bill_id = None
    for agreed in _agreed(work, id):  # the month can be charged anew
        work.archive(agreed)
    bill.why, bill.why_day = form.why, work.now.astimezone(work.zone).date()
    work.archive(bill)
    return id


@needs("money.write")
def counter(work: Work, id: int, form: ReasonForm) -> int:
    """Cancel a bill by one with the same lines below nothing. What was not paid is set off; what was paid is to be
    given back on the counter bill. Gives the counter bill."""
    check(form)
    bill = work.get(Bill, id, seen=form.version)
    if bill.archived is not None or bill.counter_of_id is not None or bill.state not in (*OPEN, "paid"):
        raise Refusal(N_("{number} cannot be cancelled as it stands."), number=bill.number)
    today = work.now.astimezone(work.zone).date()
    against = work.add(
        Bill(
            number=numbers.next(work, "bill"), made=work.now, person_id=bill.person_id, unit_id=bill.unit_id,
            due_day=today, total=-bill.total, counter_of_id=id, why=form.why,
        )
    )  # fmt: skip
    for line in _lines(work, id):
        values = {column.key: getattr(line, column.key) for column in Charge.__table__.columns}
        for name in ("id", "version", "archived"):
            del values[name]
        # No quantity: what was used stays used, and the stock is not told twice.
        values |= {
            "amount": -line.amount,
            "cost": 0,
            "bill_id": against.id,
            "minutes": None,
            "quantity": None,
        }
        work.add(Charge(**values | {"day": today}))
    _counter_agreed(work, id, against)
    rest = bill.total - bill.paid
    if rest:
        for each, amount in ((bill, rest), (against, -rest)):
            work.add(
                Payment(bill_id=each.id, day=today, amount=amount, method=SET_OFF, staff_id=work.who.staff_id)
            )
            each.paid += amount
    bill.state, bill.why, bill.why_day = "cancelled", form.why, today
    against.state = state_of(against.total, against.paid)
    return against.id


def _lines(work: Work, bill: int) -> list[Charge]:
    chosen = select(Charge).where(Charge.bill_id == bill, Charge.archived.is_(None)).order_by(Charge.id)
    return list(work.records(chosen))


def _agreed(work: Work, bill: int) -> Sequence[AgreementCharge]:
    """The charges of agreements on a bill."""
    its = select(AgreementCharge).where(AgreementCharge.bill_id == bill, AgreementCharge.archived.is_(None))
    return work.records(its.order_by(AgreementCharge.id))


def _counter_agreed(work: Work, bill: int, against: Bill) -> None:
    today = work.now.astimezone(work.zone).date()
    for it in _agreed(work, bill):
        work.add(
            AgreementCharge(
                agreement_id=it.agreement_id, month=it.month, day=today, amount=-it.amount, pieces=it.pieces,
                bill_id=against.id,
            )
        )  # fmt: skip


def _chosen(form: BillForm) -> Select[Any]:
    """The charges a form names; raises Invalid for one that names nobody."""
    if form.order_id is None and form.person_id is None and form.unit_id is None:
        raise Invalid(person_id=N_("Say whose charges: a person, a unit or a work order."))
    chosen = (
        select(Charge.id)
        .join(WorkOrder, WorkOrder.id == Charge.order_id)
        .where(
            Charge.archived.is_(None), Charge.bill_id.is_(None), Charge.covered.is_(False),
            WorkOrder.archived.is_(None),
        )
    )  # fmt: skip
    if form.order_id is not None:  # the account of one order, whoever pays it
        chosen = chosen.where(Charge.order_id == form.order_id)
    else:
        if form.person_id is not None:
            chosen = chosen.where(WorkOrder.person_id == form.person_id)
        if form.unit_id is not None:
            chosen = chosen.where(WorkOrder.unit_id == form.unit_id)
    if form.from_day is not None:
        chosen = chosen.where(Charge.day >= form.from_day)
    if form.until_day is not None:
        chosen = chosen.where(Charge.day <= form.until_day)
    return chosen


def _only_person(work: Work, orders: list[int]) -> int | None:
    """The one person of these orders; nobody where there are several."""
    people = work.column(select(WorkOrder.person_id).where(WorkOrder.id.in_(orders)).distinct())
    return people[0] if len(people) == 1 else None
