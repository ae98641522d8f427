"""Payments of a bill, money given back, mistakes taken out; writing off and taking up again."""

from __future__ import annotations

from sqlalchemy import func, select

from fmcrm_desktop.model.charge import SET_OFF, Bill, Payment
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.bills.forms import PaymentForm, ReasonForm
from fmcrm_desktop.services.bills.soundness import state_of
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.owing import OPEN
from fmcrm_desktop.store.work import Work


@needs("money.read")
def payment_form(work: Work, id: int, back: bool = False) -> PaymentForm:
    """The form of a payment: today, and all that is open; or of money that goes back."""
    bill = work.get(Bill, id)
    currency = settings.get(work, "office.currency")
    owed = bill.total - bill.paid
    amount = max(-owed, 0) if back else max(owed, 0)
    today = work.now.astimezone(work.zone).date()
    return PaymentForm(today, Money(amount, currency) if amount else None, version=bill.version)


@needs("money.write")
def pay(work: Work, id: int, form: PaymentForm) -> int:
    """Money that came in for a bill, all of it or a part."""
    bill, amount = _paying(work, id, form)
    if amount > bill.total - bill.paid:
        raise _too_much(work, bill.total - bill.paid)
    return _add(work, bill, form, amount)


@needs("money.write")
def give_back(work: Work, id: int, form: PaymentForm) -> int:
    """Money that goes back to the customer: of what was paid, or of what a counter bill says."""
    bill, amount = _paying(work, id, form)
    most = bill.paid if bill.total >= 0 else bill.paid - bill.total
    if amount > most:
        raise _too_much(work, most)
    return _add(work, bill, form, -amount)


@needs("money.write")
def take_out(work: Work, payment_id: int, seen: int | None = None) -> int:
    """A payment that was entered by mistake."""
    payment = work.get(Payment, payment_id, seen=seen)
    bill = work.get(Bill, payment.bill_id)
    if payment.method == SET_OFF or bill.state not in (*OPEN, "paid"):
        raise Refusal(N_("{number} cannot be changed as it stands."), number=bill.number)
    if payment.archived is None:
        rest = bill.paid - payment.amount
        if not min(0, bill.total) <= rest <= max(0, bill.total):
            raise Refusal(N_("More would have gone back than came in. Take that out first."))
        work.archive(payment)
        _settle(work, bill)
    return bill.id


@needs("money.write")
def write_off(work: Work, id: int, form: ReasonForm) -> int:
    """Give up what is still open of a bill, with the reason."""
    check(form)
    bill = work.get(Bill, id, seen=form.version)
    if bill.archived is not None or bill.state not in OPEN or bill.total < 0:
        raise Refusal(N_("{number} has nothing open that could be written off."), number=bill.number)
    bill.state, bill.why = "written_off", form.why
    bill.why_day = work.now.astimezone(work.zone).date()
    return id


@needs("money.write")
def take_up(work: Work, id: int, seen: int | None = None) -> int:
    """Ask for a bill again that was written off."""
    bill = work.get(Bill, id, seen=seen)
    if bill.state != "written_off":
        raise Refusal(N_("{number} is not written off."), number=bill.number)
    bill.state, bill.why, bill.why_day = state_of(bill.total, bill.paid), "", None
    return id


def _paying(work: Work, id: int, form: PaymentForm) -> tuple[Bill, int]:
    check(form)
    bill = work.get(Bill, id, seen=form.version)
    if bill.archived is not None or bill.state not in (*OPEN, "paid"):
        raise Refusal(N_("{number} cannot be changed as it stands."), number=bill.number)
    assert form.amount is not None
    if form.amount.minor <= 0:
        raise Invalid(amount=N_("Check the amount."))
    return bill, form.amount.minor


def _too_much(work: Work, most: int) -> Invalid:
    open_ = Money(max(most, 0), settings.get(work, "office.currency"))
    return Invalid(amount=Refusal(N_("At most {amount} are open here."), amount=str(open_)))


def _add(work: Work, bill: Bill, form: PaymentForm, amount: int) -> int:
    work.add(
        Payment(
            bill_id=bill.id, day=form.day, amount=amount, method=form.method, note=form.note,
            staff_id=work.who.staff_id,
        )
    )  # fmt: skip
    _settle(work, bill)
    return bill.id


def _settle(work: Work, bill: Bill) -> None:
    """The bill's sum of payments and its state, from the payments there are."""
    work.session.flush()
    chosen = select(func.coalesce(func.sum(Payment.amount), 0))
    bill.paid = int(work.value(chosen.where(Payment.bill_id == bill.id, Payment.archived.is_(None))))
    bill.state = state_of(bill.total, bill.paid)
