"""The lists in the window beside the book: how many rows each has, narrowed as a person narrows it."""

from __future__ import annotations

from collections import Counter

from tests.month.book import Book
from tests.month.clerk import Clerk


def look(clerk: Clerk) -> None:
    """Open each list, count, and write down what is not as in the book."""
    book, hand = clerk.book, clerk.hand
    won = sum(each.state == "won" for each in book.leads.values())
    wanted: list[tuple[str, str, str, int]] = [
        ("work_orders", "", state, count)
        for state, count in Counter(each.state for each in book.orders.values()).items()
    ]
    wanted += [
        ("complaints", "register", state, count)
        for state, count in Counter(each.state for each in book.complaints.values()).items()
    ]
    wanted += [
        ("work_orders", "", "", len(book.orders)),
        ("complaints", "register", "", len(book.complaints)),
        ("calls", "log", "", len(book.calls)),
        ("calls", "promises", "", len(book.promises) + sum(each.back_due is not None for each in book.calls)),
        ("units", "", "", len(book.units)),
        ("agreements", "list", "", len(book.agreements)),
        ("owners", "", "", sum(len(each) for each in book.owners.values()) + won),
    ]
    wanted += _beside(book)
    for tab, section, state, count in wanted:
        name = {"buy": "stock", "stands": "running"}.get(state, "state")
        shown = hand.shown(tab, section, {name: (state,)} if state else {})
        if shown != count:
            book.seen.append(f"list {tab} {section} {state}: {count} in the book, {shown} in the window")


def _beside(book: Book) -> list[tuple[str, str, str, int]]:
    """The lists of what goes on beside orders, complaints and calls."""
    wanted = [
        ("channels", "counter", "", len(book.walk_ins)),
        ("channels", "counter", "went", sum(each.went for each in book.walk_ins)),
        ("channels", "counter", "waiting", sum(each.waits for each in book.walk_ins)),
        ("channels", "post", "", len(book.post)),
        ("praise", "commendations", "", len(book.praise)),
        ("parts", "", "", len(book.stock)),
        ("parts", "", "buy", sum(each.short for each in book.stock.values())),
        ("equipment", "", "", len(book.machines)),
        (
            "equipment",
            "",
            "stands",
            sum(bool(each.stood) and each.stood[-1][1] is None for each in book.machines.values()),
        ),
        ("money", "bills", "", len(book.bills) + len(book.agreements)),
        ("money", "commission", "", len(book.technicians)),
        ("customer_value", "time", "", len(book.spent)),
        ("committee", "meetings", "", len(book.votes)),
        ("surveys", "rounds", "", 1),
        ("staff", "", "", len(book.technicians) + 2),
        ("buildings", "buildings", "", len({unit.partition("-")[0] for unit in book.units})),
    ]
    for state, count in Counter(each.state for each in book.leads.values()).items():
        wanted.append(("prospects", "leads", state, count))
    for state, count in Counter(each.state for each in book.bills if each.state != "unpaid").items():
        wanted.append(("money", "bills", state, count))
    return wanted
