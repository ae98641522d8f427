"""Of October from the book: complaints by person, praise, dispatch errors, machines that stood still, time spent, other
revenue, work out of hours, and commission."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime, timedelta

from tests.month.book import Book
from tests.month.figures import END, FIRST, NEXT, START, Figure, number, quotient, within
from tests.month.minutes import Minutes

MINUTE = timedelta(minutes=1)
Spans = list[tuple[datetime, datetime]]


def further(book: Book, own: Mapping[str, Minutes], revenue: int) -> dict[str, Figure]:
    """Measures that need neither orders' clocks nor complaints'."""
    came = [each for each in book.complaints.values() if within(each.received)]
    named = [each.about for each in came if each.about]
    done = [each for each in book.orders.values() if within(each.done)]
    found = {
        "complaints_per_person": quotient(len(named), len(set(named)), len(came) - len(named)),
        "commendations": number(sum(within(each.received) for each in book.praise)),
        "dispatch_errors": quotient(sum(each.misdirected for each in done), len(done)),
        "downtime": downtime(book),
        "out_of_hours": number(sum(out_of_hours(book, own).values())),
    }
    if book.other_revenue is None:
        found["service_share"] = quotient(revenue, revenue, 1) | {"value": None}
    else:
        found["service_share"] = quotient(revenue, revenue + book.other_revenue)
    for kind in ("searching", "negotiating", "performing"):
        spent = [each.minutes for each in book.spent if each.kind == kind and FIRST <= each.day < NEXT]
        found[f"time_{kind}"] = number(sum(spent))
    return found


def downtime(book: Book) -> Figure:
    """Every minute of October is looked at once a machine."""
    stood = 0
    for machine in book.machines.values():
        minute = START
        while minute < END:
            stood += any(
                begin is not None and begin <= minute and (end is None or minute < end)
                for begin, end in machine.stood
            )
            minute += MINUTE
    return quotient(stood, len(book.machines))


def worked(book: Book) -> dict[str, Spans]:
    """When each of the staff worked: on visits, at the telephone, in meetings that are over."""
    found: dict[str, Spans] = defaultdict(list)
    for order in book.orders.values():
        for visit in order.visits:
            if not visit.off and visit.arrived and visit.departed:
                found[visit.staff].append((visit.arrived, visit.departed))
    for call in book.calls:
        found[call.staff].append((call.started, call.started + timedelta(seconds=call.seconds)))
    for meeting in book.meetings:
        found[meeting.staff].append((meeting.begin, meeting.end))
    return found


def out_of_hours(book: Book, own: Mapping[str, Minutes]) -> dict[str, int]:
    """Minutes of each outside their own hours; a minute counts once whatever fills it."""
    found = {}
    for name, spans in worked(book).items():
        clock = own[name]
        mine = {
            minute
            for begin, end in spans if begin < END and end > START
            for minute in clock.all_of(max(begin, START), min(end, END))
        }  # fmt: skip
        found[name] = sum(not clock.worked(minute) for minute in mine)
    return found


def commission(book: Book) -> dict[str, int]:
    """What each is paid: of labour that was billed and paid, on orders closed at the first go, half a cent upwards."""
    again = {each.repeats for each in book.orders.values() if each.state not in ("cancelled", "declined")}
    found: dict[str, int] = dict.fromkeys(book.technicians, 0)
    for number_, order in book.orders.items():
        if not within(order.done) or order.state != "closed" or order.reopened or number_ in again:
            continue
        for name in book.technicians:
            mine = [
                each for each in book.charges
                if each.order == number_ and each.kind == "labour" and each.staff == name and not each.covered
            ]  # fmt: skip
            if mine and all(each.billed and each.billed.state == "paid" for each in mine):
                base = sum(each.amount for each in mine)
                found[name] += (2 * base * book.commission + 10_000) // 20_000
    return found
