"""Work orders: taken down, given, planned, gone to, finished, closed, charged; and calls, from which some come."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.work_order import RATINGS
from fmcrm_desktop.services import calls, charges, work_orders
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.charges.forms import FeeForm, LabourForm
from fmcrm_desktop.services.work_orders import (
    AssignForm,
    CloseForm,
    DoneForm,
    OrderForm,
    ReopenForm,
    TieForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from tests.month.book import Call, Charge, Order
from tests.month.clerk import Clerk
from tests.month.town import SHANGHAI
from tests.ui.at_work import on_screen, told, until

CHANNELS = {"phone": "Telephone", "counter": "Counter", "message": "Message", "visit": "Visit"}
PRIORITIES = {"urgent": "Urgent", "high": "High", "normal": "Normal", "low": "Low"}
SPOKEN = Qt.ItemDataRole.AccessibleTextRole
OVERRULE = "Reason to save all the same"


def utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=SHANGHAI)


def call(clerk: Clerk, unit: str, about: str, seconds: int, **more: Any) -> Order | None:
    """A call of an owner; with ``order`` the priority of the order that comes of it, with ``back`` the moment until
    which somebody calls back."""
    hand, book, person = clerk.hand, clerk.book, clerk.owner(unit)
    priority, back = more.get("order"), more.get("back")
    length = f"{seconds // 60}:{seconds % 60:02}"
    if clerk.seen("call"):
        hand.keys.press(Qt.Key.Key_F2)
        hand.settle()
        hand.type("Number, name, unit, email or matter", person)
        found = on_screen(QListWidget, "Found")
        # among hundreds of owners the first letters offer others for a moment
        assert until(lambda: person in str(found.item(0) and found.item(0).data(SPOKEN)))
        hand.mouse.row(found, 0)
        assert until(lambda: person in on_screen(QLineEdit, "Person").text())
        hand.type("About", about)
        hand.type("Length", length)
        if priority:
            hand.mouse.tick("Enter a work order")
            hand.mouse.choose("Priority", PRIORITIES[priority])
        if back:
            hand.mouse.tick("Promise a call-back")
            hand.moment("Call back until", back)
        hand.press("Log the call")
        told(hand.window, "W-" if priority else "Call logged")
        hand.settle()
    else:
        form = CallForm(clerk.person_id(person), clerk.unit_id(unit), topic=about, length=length)
        form.make_order, form.order_priority = bool(priority), priority or "normal"
        form.make_call_back, form.call_back = back is not None, utc(back) if back else None
        hand.do(calls.log, form)
    book.calls.append(
        Call(book.now, person, seconds, outcome="call_back" if back else "answered", back_due=back)
    )
    if priority is None:
        return None
    made = Order(clerk.number("W"), book.now, "phone", unit, priority, person)
    made.agreement = clerk.agreed(unit, book.now)
    return book.enter(made)


def call_back(clerk: Clerk, seconds: int) -> None:
    """Call the next one back to whom it was promised: through the door, as a call out."""
    book = clerk.book
    waiting = next(each for each in book.calls if each.back_due and each.back_kept is None)
    [(promise,)] = clerk.hand.kept(
        "select promise.id from promise join call on call.id = call_id join person on person.id = promise.person_id "
        "where kept is null and promise.kind = 'call_back' and person.name = ?", waiting.person,
    )  # fmt: skip
    form = clerk.hand.office.ask(calls.draft, {"promise": promise})
    form.length = f"{seconds // 60}:{seconds % 60:02}"
    clerk.hand.do(calls.log, form)
    waiting.back_kept = book.now
    book.calls.append(Call(book.now, waiting.person, seconds, outcome="out"))


def enter(clerk: Clerk, unit: str, summary: str, **more: str) -> Order:
    """An order from the counter, a message or whatever ``channel`` says."""
    hand, book, person = clerk.hand, clerk.book, clerk.owner(unit)
    channel, priority = more.get("channel", "counter"), more.get("priority", "normal")
    if "repeats" not in more and clerk.seen("order"):
        hand.keys.press(Qt.Key.Key_F3)
        hand.settle()
        hand.mouse.pick("Person", person)
        hand.at_home(unit)
        hand.type("Summary", summary)
        hand.mouse.choose("Channel", CHANNELS[channel])
        hand.mouse.choose("Priority", PRIORITIES[priority])
        hand.save("W-")
    else:
        form = OrderForm(clerk.person_id(person), clerk.unit_id(unit), summary, channel=channel)
        form.priority = priority
        if more.get("repeats"):
            form.repeat_of_id = hand.id_of("work_order", "number", more["repeats"])
        hand.do(work_orders.enter, form)
    made = Order(clerk.number("W"), book.now, channel, unit, priority, person)
    made.repeats = more.get("repeats", "")
    made.agreement = clerk.agreed(unit, book.now)
    return book.enter(made)


def assign(clerk: Clerk, order: Order, staff: str, why: str = "") -> None:
    """Give it to somebody, or for a reason to somebody else."""
    hand = clerk.hand
    if clerk.seen("reassign" if order.staff else "assign"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.assign)
        hand.mouse.pick("Assign to", staff)
        if why:
            hand.type("Why", why)
        hand.save("assigned")
    else:
        hand.do(work_orders.assign, clerk.order_id(order), AssignForm(clerk.staff_id(staff), why))
    clerk.book.assign(order, staff)


def schedule(clerk: Clerk, order: Order, begin: datetime, minutes: int = 60) -> None:
    """Plan the visit, or plan it anew; the customer is told."""
    hand, end = clerk.hand, begin + timedelta(minutes=minutes)
    if clerk.seen("reschedule" if order.state == "scheduled" else "schedule"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.schedule)
        hand.moment("Visit from", begin)
        hand.moment("Visit until", end)
        hand.settle()
        if hand.visible(OVERRULE):  # he is wanted twice
            hand.type(OVERRULE, "Short way")
        hand.save("scheduled")
    else:
        form = VisitForm((clerk.staff_id(order.staff),), utc(begin), utc(end), overrule="Short way")
        hand.do(work_orders.schedule, clerk.order_id(order), form)
    clerk.book.schedule(order, order.staff, begin, end)


def arrive(clerk: Clerk, order: Order) -> None:
    hand = clerk.hand
    if clerk.seen("arrive"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.arrive)
        told(hand.window, "on site")
        hand.settle()
    else:
        hand.do(work_orders.arrive, clerk.order_id(order))
    clerk.book.arrive(order)


def wait(clerk: Clerk, order: Order, state: str = "waiting_owner") -> None:
    hand = clerk.hand
    if clerk.seen("wait"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.wait)
        hand.mouse.choose("Waits for", {"waiting_owner": "Waiting for the owner"}[state])
        hand.save("waits")
    else:
        hand.do(work_orders.wait, clerk.order_id(order), WaitForm(state, "Nobody at home"))
    clerk.book.wait(order, state)


def finish(clerk: Clerk, order: Order) -> None:
    hand = clerk.hand
    if clerk.seen("finish"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.done)
        hand.type("What was done", "Sealed and dried")
        hand.save("done")
    else:
        hand.do(work_orders.done, clerk.order_id(order), DoneForm("Sealed and dried"))
    clerk.book.finish(order)


def close(clerk: Clerk, order: Order, rating: int | None = None) -> None:
    hand = clerk.hand
    if clerk.seen("close"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.close)
        if rating:
            hand.mouse.choose("The customer's rating", RATINGS[rating])
        hand.save("closed")
    else:
        hand.do(work_orders.close, clerk.order_id(order), CloseForm(rating))
    clerk.book.close(order, rating)


def reopen(clerk: Clerk, order: Order) -> None:
    """It drips again: the same order is taken up once more, by whoever had it."""
    hand = clerk.hand
    if clerk.seen("work again"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.reopen)
        hand.type("Why", "It drips again")
        hand.save()
    else:
        hand.do(work_orders.reopen, clerk.order_id(order), ReopenForm("It drips again"))
    clerk.book.reopen(order)


def cancel(clerk: Clerk, order: Order) -> None:
    hand = clerk.hand
    if clerk.seen("cancel"):
        hand.go("work_orders", clerk.order_id(order))
        hand.deed(work_orders.cancel)
        hand.type("Why", "Dried by itself")
        hand.save("cancelled")
    else:
        hand.do(work_orders.cancel, clerk.order_id(order), WhyForm("Dried by itself"))
    clerk.book.cancel(order)


def tie(clerk: Clerk, order: Order, whole: Order) -> None:
    """This order is part of another."""
    hand = clerk.hand
    hand.do(work_orders.tie, clerk.order_id(order), TieForm("part_of", clerk.order_id(whole)))
    order.part_of = whole.number


def labour(clerk: Clerk, order: Order, minutes: int) -> None:
    """Charge so many minutes of whoever has it, at the person's own rate."""
    hand, book = clerk.hand, clerk.book
    cost, rate = book.technicians[order.staff]
    if clerk.seen("labour"):
        hand.go("work_orders", clerk.order_id(order))
        hand.press("Add labour")
        hand.type("Minutes", str(minutes))
        hand.save("Charged")
    else:
        form = LabourForm(clerk.staff_id(order.staff), book.now.date(), minutes)
        hand.do(charges.add, clerk.order_id(order), form)
    covered = bool(order.agreement)
    book.charges.append(
        Charge(order.number, "labour", book.now.date(), half_up(rate * minutes, 60), half_up(cost * minutes, 60),
               covered, order.agreement, order.staff)
    )  # fmt: skip


def fee(clerk: Clerk, order: Order, amount: int, text: str = "Call-out", day: date | None = None) -> None:
    """Charge a fixed sum, of today or of another day."""
    hand, book = clerk.hand, clerk.book
    on = day or book.now.date()
    said = f"{amount // 100}.{amount % 100:02}"
    if day is None and clerk.seen("fee"):
        hand.go("work_orders", clerk.order_id(order))
        hand.press("Add a fee")
        hand.type("What for", text)
        hand.type("Amount", said)
        hand.save("Charged")
    else:
        form = FeeForm(day=on, text=text, amount=Money(amount, "CNY"))
        hand.do(charges.add, clerk.order_id(order), form)
    book.charges.append(Charge(order.number, "fee", on, amount, 0, False, order.agreement))


def half_up(above: int, below: int) -> int:
    """To the cent, half a cent upwards."""
    return (2 * above + below) // (2 * below)
