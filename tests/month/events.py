"""What does not come every day: the holiday week, agreements, the flood, a sick technician, a new owner."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from PySide6.QtCore import Qt

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.services import agreements, change_of_owner, staff_hours
from fmcrm_desktop.services.agreements import AgreementForm, MonthForm
from tests.month import orders
from tests.month.book import Agreement, Order
from tests.month.clerk import Clerk
from tests.month.town import area_of
from tests.ui.at_work import CONTROL, told

WEEK_OFF = [date(2026, 10, day) for day in range(1, 8)]
MADE_UP = date(2026, 10, 10)
"""The Saturday after the holiday, worked for one of its days."""


def holidays(clerk: Clerk) -> None:
    """The week of the National Day is off and a Saturday makes up for it: typed line by line into the settings."""
    hand = clerk.hand
    hand.go("settings", new={"form": "days"})
    for day in WEEK_OFF:
        hand.press("Add: Days off")
        hand.type("Date", day.isoformat())
        hand.type("Occasion", "National Day")
    hand.press("Add: Make-up working days")
    hand.type("Date", MADE_UP.isoformat())
    hand.type("Hours", "08:30-12:00, 13:30-18:00")
    hand.save("Saved")
    clerk.seen("holidays")
    clerk.book.off, clerk.book.made_up = list(WEEK_OFF), [MADE_UP]


def agree(clerk: Clerk, unit: str, price: int, from_day: date, charged: str = "month") -> None:
    """A care agreement for one flat; labour is covered."""
    hand, person = clerk.hand, clerk.owner(unit)
    form = AgreementForm("Care", clerk.person_id(person), (clerk.unit_id(unit),), from_day=from_day)
    form.price, form.charged, form.state = Money(price, "CNY"), charged, "running"
    hand.do(agreements.add, form)
    area = area_of(clerk.book.units.index(unit))
    clerk.book.agreements.append(Agreement(clerk.number("A"), person, unit, price, from_day, charged, area))


def charge_agreements(clerk: Clerk) -> None:
    """The month's charges, each on a bill."""
    hand = clerk.hand
    if clerk.seen("agreements charged"):
        hand.go("agreements", section="month")
        hand.deed(agreements.make_month)
        hand.type("Month", "2026-10")
        hand.save("bills made")
    else:
        hand.do(agreements.make_month, MonthForm("2026-10", date(2026, 11, 13)))


def flood(clerk: Clerk, begin: datetime, flats: int) -> list[Order]:
    """A pipe bursts on Friday evening: the first caller's order, then one for each flat below, part of the first."""
    units, found = clerk.book.units, []
    for at in range(flats):
        clerk.at(begin + timedelta(minutes=at))
        if at == 0:
            first = orders.call(clerk, units[0], "Burst pipe", 120, order="urgent")
            assert first is not None
            found.append(first)
        else:
            made = orders.enter(
                clerk, units[at % len(units)], "Water from above", channel="phone", priority="high"
            )
            orders.tie(clerk, made, found[0])
            found.append(made)
    return found


def dry(clerk: Clerk, hurt: list[Order], begin: datetime) -> None:
    """One flat after the other on the Saturday that makes up: somebody comes, works ten minutes, and it is closed."""
    names = list(clerk.book.technicians)
    for at, order in enumerate(hurt):
        start = begin + timedelta(minutes=12 * at)
        clerk.at(start)
        orders.assign(clerk, order, names[at % len(names)])
        clerk.at(start + timedelta(minutes=1))
        orders.arrive(clerk, order)
        clerk.at(start + timedelta(minutes=11))
        orders.finish(clerk, order)
        orders.labour(clerk, order, 10 + at)
        orders.close(clerk, order, 4 if at % 3 else 2)


def fall_sick(clerk: Clerk, name: str, last: date) -> None:
    """He is ill from today: entered on his page, although visits stand on his calendar."""
    hand, book = clerk.hand, clerk.book
    if clerk.seen("sick"):
        hand.go("staff", clerk.staff_id(name))
        hand.press("Sick…")
        hand.type("Last day", last.isoformat())
        hand.type("Reason to save all the same", "Others go there")
        hand.save("It stands on the calendar.")
    else:
        form = staff_hours.LeaveForm(book.now.date(), last, title="Sick", overrule="Others go", kind="sick")
        hand.do(staff_hours.add_leave, clerk.staff_id(name), form)
    days = (last - book.now.date()).days + 1
    book.away.setdefault(name, []).extend(book.now.date() + timedelta(each) for each in range(days))


def move_visits(clerk: Clerk, name: str, to: str) -> int:
    """What he still has goes to another, and the visit to another time."""
    moved = 0
    for order in list(clerk.book.orders.values()):
        if order.staff == name and order.state == "scheduled":
            orders.assign(clerk, order, to, "He is ill")
            orders.schedule(clerk, order, clerk.book.now + timedelta(hours=3 + moved))
            moved += 1
    return moved


def new_owner(clerk: Clerk, unit: str, name: str, phone: str) -> None:
    """The flat passes to somebody new with the end of today."""
    hand, book = clerk.hand, clerk.book
    hand.go("owners", -clerk.unit_id(unit))
    hand.deed(change_of_owner.transfer)
    hand.type("Last day of the old owners", book.now.date().isoformat())
    hand.type("Or somebody new: name", name)
    hand.type("Telephone", phone)
    hand.keys.press(Qt.Key.Key_S, CONTROL)
    told(hand.window, "new owners")
    hand.settle()
    clerk.seen("new owner")
    old, since, _ = book.owners[unit][-1]
    today = book.now.date()
    book.owners[unit][-1] = (old, since, today)
    book.owners[unit].append((name, today + timedelta(days=1), None))
