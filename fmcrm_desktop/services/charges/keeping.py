"""Entering, correcting and taking out charges: what a line comes to, who pays it, what it takes from the stock."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.charge import Bill, Charge, Part
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.money import MOST, Money, portion
from fmcrm_desktop.model.property import Fee
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import agreed, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.forms import BY_KIND, FeeForm, Form, LabourForm, PartUseForm, VendorForm
from fmcrm_desktop.services.charges.stock import take
from fmcrm_desktop.services.parts import WHOLE, figure, minor, thousandths
from fmcrm_desktop.store.work import Work

HOUR, LONGEST = 60, 100 * 24 * 60
OFFERED = 20


@needs("money.write")
def add(work: Work, order_id: int, form: Form) -> int:
    """Another line on an order's account."""
    order = _open_account(work, order_id)
    values = _values(work, order, form, None)
    line = work.add(Charge(order_id=order_id, **values))
    take(work, line.part_id, line.quantity)
    return line.id


@needs("money.write")
def change(work: Work, id: int, form: Form) -> int:
    """Correct a line that is on no bill yet."""
    line = work.get(Charge, id, seen=form.version)
    _unbilled(work, line)
    order = _open_account(work, line.order_id)
    if BY_KIND[line.kind] is not type(form):
        raise Refusal(N_("A line does not change its kind. Take it out and enter another."))
    take(work, line.part_id, -(line.quantity or 0))
    for name, value in _values(work, order, form, line).items():
        setattr(line, name, value)
    take(work, line.part_id, line.quantity)
    return id


@needs("money.write")
def remove(work: Work, id: int, seen: int | None = None) -> int:
    """Take a line out that is on no bill yet; a part goes back into the stock."""
    line = work.get(Charge, id, seen=seen)
    _unbilled(work, line)
    work.archive(line)
    take(work, line.part_id, -(line.quantity or 0))
    return id


@needs("money.read")
def new_form(
    work: Work, order_id: int, kind: str, staff_id: int | None = None, minutes: int | None = None
) -> Form:
    """The form of another line, filled with what is known: who works on it, today, the office's rate."""
    order = work.get(WorkOrder, order_id)
    today = work.now.astimezone(work.zone).date()
    if kind == "labour":
        who = staff_id or order.staff_id
        return LabourForm(who, today, minutes, _rate_of(work, who))
    if kind == "vendor":
        vendor = work.get(Staff, order.staff_id) if order.staff_id else None
        return VendorForm(vendor.id if vendor is not None and vendor.vendor else None, today)
    return PartUseForm(day=today) if kind == "part" else FeeForm(day=today)


def _rate_of(work: Work, staff: int | None) -> Money | None:
    if staff is None:
        return None
    return Money(work.get(Staff, staff).charge_rate, settings.get(work, "office.currency"))


@needs("money.read")
def form_of(work: Work, id: int) -> Form:
    """A line as it stands, with the version seen."""
    it = work.get(Charge, id)
    currency = settings.get(work, "office.currency")
    agreed = _covers(work, it.kind, it.agreement_id, it.day)
    covering = "" if agreed == it.covered else "covered" if it.covered else "billed"
    common: dict[str, Any] = {
        "day": it.day, "text": it.text, "covering": covering, "why": it.why, "version": it.version,
    }  # fmt: skip
    rate, amount = Money(it.rate, currency), Money(it.amount, currency)
    if it.kind == "labour":
        return LabourForm(staff_id=it.staff_id, minutes=it.minutes, rate=rate, **common)
    if it.kind == "part":
        return PartUseForm(part_id=it.part_id, quantity=figure(it.quantity), rate=rate, **common)
    if it.kind == "vendor":
        # Whoever may not see what it cost sees what is charged in its place, and leaves the cost alone.
        cost = Money(it.cost, currency) if work.who.may("money.margin") else amount
        return VendorForm(
            staff_id=it.staff_id, vendor_number=it.vendor_number, cost=cost, amount=amount, **common
        )
    return FeeForm(fee_id=it.fee_id, amount=amount, **common)


@needs("money.read")
def fees(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """The fees of the price list for pickers."""
    columns = select(Fee.id, Fee.name, Fee.kind).order_by(Fee.name, Fee.id)
    if ids:
        return [Choice(*row) for row in work.rows(columns.where(Fee.id.in_(ids)))]
    wanted = fold(text)
    found = [row for row in work.rows(columns.where(Fee.archived.is_(None))) if says(row.name, wanted)]
    return [Choice(*row) for row in found[:OFFERED]]


def _open_account(work: Work, order_id: int) -> WorkOrder:
    order = work.get(WorkOrder, order_id)
    if order.archived is not None:
        raise Refusal(N_("{number} is archived. Restore it first."), number=order.number)
    return order


def _unbilled(work: Work, line: Charge) -> None:
    if line.archived is not None:
        raise Refusal(N_("This line was taken out."))
    if line.bill_id is not None:
        number = work.value(select(Bill.number).where(Bill.id == line.bill_id))
        raise Refusal(
            N_("This line is on bill {number}, which is fixed. Withdraw the bill or cancel it first."),
            number=number,
        )


def _values(work: Work, order: WorkOrder, form: Form, line: Charge | None) -> dict[str, Any]:
    check(form)
    kind = next(kind for kind, its_form in BY_KIND.items() if its_form is type(form))
    day = form.day
    assert day is not None
    found: dict[str, Any] = {"kind": kind, "day": day, "text": form.text} | _COUNTED[kind](work, form, line)
    agreed = _covers(work, kind, order.agreement_id, day)
    covered = {"": agreed, "covered": True, "billed": False}[form.covering]
    if covered != agreed and not form.why:
        raise Invalid(why=N_("Say in a word why it differs from the agreement."))
    if not abs(found["amount"]) < MOST or not abs(found["cost"]) < MOST:
        raise Invalid(**{"minutes" if kind == "labour" else "amount": N_("Check the amount.")})
    why = form.why if covered != agreed else ""
    return found | {"covered": covered, "agreement_id": order.agreement_id, "why": why}


def _labour(work: Work, form: LabourForm, line: Charge | None) -> dict[str, Any]:
    minutes = form.minutes
    if minutes is None or not 0 < minutes <= LONGEST:
        raise Invalid(minutes=N_("Check the minutes."))
    who = work.get(Staff, form.staff_id or 0)
    rate = who.charge_rate if form.rate is None else minor("rate", form.rate)
    kept = _kept_cost(line, staff_id=who.id, minutes=minutes)
    cost = portion(who.cost_rate, minutes, HOUR) if kept is None else kept
    return {
        "staff_id": who.id, "minutes": minutes, "rate": rate, "amount": portion(rate, minutes, HOUR), "cost": cost,
    }  # fmt: skip


def _part(work: Work, form: PartUseForm, line: Charge | None) -> dict[str, Any]:
    quantity = thousandths("quantity", form.quantity)
    if quantity is None or quantity <= 0:
        raise Invalid(quantity=N_("Check the quantity."))
    part = work.get(Part, form.part_id or 0)
    rate = part.price if form.rate is None else minor("rate", form.rate)
    kept = _kept_cost(line, part_id=part.id, quantity=quantity)
    return {
        "part_id": part.id, "quantity": quantity, "rate": rate, "amount": portion(rate, quantity, WHOLE),
        "cost": portion(part.cost, quantity, WHOLE) if kept is None else kept,
    }  # fmt: skip


def _kept_cost(line: Charge | None, **measured: int) -> int | None:
    """A corrected line keeps what it cost unless what was used is another: costs may have risen since."""
    if line is None or any(getattr(line, name) != value for name, value in measured.items()):
        return None
    return line.cost


def _vendor(work: Work, form: VendorForm, line: Charge | None) -> dict[str, Any]:
    vendor = work.get(Staff, form.staff_id or 0)
    cost = minor("cost", form.cost)
    amount = cost if form.amount is None else minor("amount", form.amount)
    if line is not None and not work.who.may("money.margin"):
        cost = line.cost
    return {"staff_id": vendor.id, "vendor_number": form.vendor_number, "amount": amount, "cost": cost}


def _fee(work: Work, form: FeeForm, line: Charge | None) -> dict[str, Any]:
    fee = work.get(Fee, form.fee_id) if form.fee_id is not None else None
    if fee is None and not form.text:
        raise Invalid(text=N_("Say what the fee is for, or choose one of the list."))
    if form.amount is None and fee is None:
        raise Invalid(amount=N_("Fill in this field."))
    amount = fee.fixed if form.amount is None and fee is not None else minor("amount", form.amount)
    return {"fee_id": form.fee_id, "amount": amount, "cost": 0}


_COUNTED: dict[str, Callable[[Work, Any, Charge | None], dict[str, Any]]] = {
    "labour": _labour, "part": _part, "vendor": _vendor, "fee": _fee,
}  # fmt: skip


def _covers(work: Work, kind: str, agreement_id: int | None, day: date) -> bool:
    """Whether the agreement of the order covers such a line on that day."""
    if agreement_id is None or kind not in ("labour", "part"):
        return False
    labour, parts = agreed.covers(work, agreement_id, day)
    return labour if kind == "labour" else parts
