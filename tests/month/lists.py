"""The lists in the window beside the book: how many rows each has, narrowed as a person narrows it."""

from __future__ import annotations

from collections import Counter

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
        ("units", "", "", len(book.units)),
        ("agreements", "list", "", len(book.agreements)),
        ("owners", "", "", sum(len(each) for each in book.owners.values()) + won),
    ]
    for tab, section, state, count in wanted:
        shown = hand.shown(tab, section, {"state": (state,)} if state else {})
        if shown != count:
            book.seen.append(f"list {tab} {state}: {count} in the book, {shown} in the window")
