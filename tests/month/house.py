"""What the office keeps about itself: parts, machines, time, other revenue, bills, commission, the month closed."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.services import (
    bills,
    charges,
    commission,
    equipment,
    month_closing,
    parts,
    time_spent,
    work_orders,
)
from fmcrm_desktop.services.bills import BillForm, PaymentForm
from fmcrm_desktop.services.charges.forms import PartUseForm
from fmcrm_desktop.services.commission import RuleForm
from fmcrm_desktop.services.equipment import DowntimeForm, EndForm, EquipmentForm
from fmcrm_desktop.services.parts import PartForm
from fmcrm_desktop.services.time_spent import TimeForm
from tests.month.book import Charge, Order
from tests.month.clerk import Clerk
from tests.month.orders import half_up
from tests.month.register import Bill, Machine, Spent, Stock

MONTH = "2026-10"
GOODS = {"T-1": (1_250, 730, 40_000, 30_000), "L-2": (899, 455, 25_500, 5_000), "G-3": (333, 111, None, None)}
"""Number of a part → price, cost, how many there are, below how many it is bought again."""


def yuan(cents: int) -> Money:
    return Money(cents, "CNY")


def _thousandths(count: int | None) -> Decimal | None:
    return None if count is None else Decimal(count) / 1000


# parts


def furnish(clerk: Clerk) -> None:
    """The list of parts, the machines, and what commission is paid by."""
    hand, book = clerk.hand, clerk.book
    for code, (price, cost, there, least) in GOODS.items():
        form = PartForm(code, "Piece", f"Part {code}", price=yuan(price), cost=yuan(cost))
        form.stock, form.least = _thousandths(there), _thousandths(least)
        hand.do(parts.add, form)
        book.stock[code] = Stock(price, cost, there, least)
    for code in ("LIFT-1", "PUMP-1", "GATE-1"):
        hand.do(equipment.add, EquipmentForm(code, code.title(), kind="other"))
        book.machines[code] = Machine(code)
    hand.do(commission.add_rule, RuleForm("Labour", "labour", Decimal("12.5")))
    book.commission = 1_250


def use_part(clerk: Clerk, order: Order, code: str, quantity: int) -> None:
    """So many thousandths of a part go into an order and out of the stock."""
    hand, book, part = clerk.hand, clerk.book, clerk.book.stock[code]
    said = Decimal(quantity) / 1000
    if clerk.seen("part"):
        hand.go("work_orders", clerk.order_id(order))
        hand.press("Add a part")
        hand.mouse.pick("Part", f"Part {code}")
        hand.type("Quantity", str(said))
        hand.save("Charged")
    else:
        part_id = hand.id_of("part", "code", code)
        hand.do(charges.add, clerk.order_id(order), PartUseForm(part_id, book.now.date(), said))
    amount, cost = half_up(part.price * quantity, 1000), half_up(part.cost * quantity, 1000)
    book.charges.append(
        Charge(order.number, "part", book.now.date(), amount, cost, agreement=order.agreement)
    )
    if part.there is not None:
        part.there -= quantity


def deliver(clerk: Clerk, code: str, quantity: int) -> None:
    """More of it has come: what lies there is counted anew."""
    hand, part = clerk.hand, clerk.book.stock[code]
    assert part.there is not None
    part.there += quantity
    id = hand.id_of("part", "code", code)
    form = hand.office.ask(parts.form_of, id)
    form.stock = _thousandths(part.there)
    hand.do(parts.change, id, form)


# machines and time


def stop(clerk: Clerk, code: str) -> None:
    clerk.hand.do(equipment.begin, clerk.hand.id_of("equipment", "code", code), DowntimeForm(cause="Fuse"))
    clerk.book.machines[code].stood.append([clerk.book.now, None])


def run_again(clerk: Clerk, code: str) -> None:
    hand = clerk.hand
    asked = (
        "select d.id from downtime d join equipment e on e.id = equipment_id where code = ? and ended is null"
    )
    [(id,)] = hand.kept(asked, code)
    hand.do(equipment.end, id, EndForm())
    clerk.book.machines[code].stood[-1][1] = clerk.book.now


def spend(clerk: Clerk, kind: str, minutes: int) -> None:
    day = clerk.book.now.date()
    clerk.hand.do(time_spent.add, TimeForm(kind, minutes, day, clerk.staff_id("Li Na")))
    clerk.book.spent.append(Spent(kind, minutes, day))


def misdirect(clerk: Clerk, order: Order) -> None:
    """It turns out that the wrong part was taken along."""
    hand, id = clerk.hand, clerk.order_id(order)
    form = hand.office.ask(work_orders.change_form, id)
    form.dispatch_error = "part"
    hand.do(work_orders.change, id, form)
    order.misdirected = True


# money


def bill(clerk: Clerk, order: Order, share: int) -> None:
    """A bill of what the order comes to, paid to ``share`` hundredths at once; nothing where all is covered."""
    hand, book = clerk.hand, clerk.book
    lines = [
        each for each in book.charges if each.order == order.number and not each.covered and not each.billed
    ]
    if not lines:
        return
    made = Bill(order.number, sum(each.amount for each in lines))
    for each in lines:
        each.billed = made
    book.bills.append(made)
    id = hand.do(bills.make, BillForm(order_id=clerk.order_id(order), due_day=date(2026, 11, 30)))
    made.paid = made.total * share // 100
    if made.paid:
        hand.do(bills.pay, id, PaymentForm(book.now.date(), yuan(made.paid)))


def close_commission(clerk: Clerk) -> None:
    """What each is paid by the rule is frozen."""
    form = clerk.hand.office.ask(commission.close_form, MONTH)
    form.checked = True
    clerk.hand.do(commission.close, MONTH, form)


def take_in(clerk: Clerk, amount: int) -> None:
    """What came in otherwise: rent and parking."""
    hand = clerk.hand
    if clerk.seen("other revenue"):
        hand.go("quality", section="measures", where={"month": (MONTH,)})
        hand.deed(month_closing.enter_revenue)
        hand.type("Other revenue", f"{amount // 100}.{amount % 100:02}")
        hand.save()
    else:
        hand.do(month_closing.enter_revenue, MONTH, month_closing.RevenueForm(yuan(amount)))
    clerk.book.other_revenue = amount


def close_month(clerk: Clerk) -> None:
    hand = clerk.hand
    if clerk.seen("month"):
        hand.go("quality", section="measures", where={"month": (MONTH,)})
        hand.deed(month_closing.close)
        hand.mouse.tick("I have looked through the figures")
        hand.save("is closed")
    else:
        hand.do(month_closing.close, MONTH)
    clerk.book.closed = clerk.book.now


def reopen_month(clerk: Clerk) -> None:
    """A charge was forgotten."""
    hand = clerk.hand
    if clerk.seen("month again"):
        hand.go("quality", section="measures", where={"month": (MONTH,)})
        hand.deed(month_closing.reopen)
        hand.type("Why", "A charge came late")
        hand.save()
    else:
        hand.do(month_closing.reopen, MONTH, month_closing.ReopenForm("A charge came late"))
    clerk.book.reopened_month += 1
