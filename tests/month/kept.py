"""The book beside the office's tables, read by plain sqlite3: visitors, post, prospects, stock, bills, commission, the
closed month."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.month.book import Book
from tests.month.further import commission
from tests.month.papers import Asked

SHANGHAI = timedelta(hours=8)


def local(text: str | None) -> datetime | None:
    """The office's time of what the file has in UTC."""
    return datetime.fromisoformat(text).replace(tzinfo=None) + SHANGHAI if text else None


def tables(book: Book, path: Path) -> list[str]:
    """What differs, line by line."""
    asked = Asked(path)
    visits = asked.rows("select ticket, arrived, served, finished from counter_visit where archived is null")
    post = asked.rows(
        "select number, channel, direction, answered, handed from post_item where archived is null"
    )
    leads = asked.rows("select number, name, state, closed from lead where archived is null")
    bills = ("select number, total, paid, state from (select distinct w.number, b.* from bill b join charge c on "
             "c.bill_id = b.id join work_order w on w.id = c.order_id)")  # fmt: skip
    paid = ("select s.name, sum(l.amount) from commission_line l join staff s on s.id = l.staff_id group by 1 "
            "having sum(l.amount) > 0")  # fmt: skip
    stood = "select code, began, ended from downtime d join equipment e on e.id = d.equipment_id"
    pairs: list[tuple[str, list[Any], list[Any]]] = [
        ("visitor", [(each.ticket, each.came, each.served, each.gone) for each in book.walk_ins],
         [(str(ticket), *map(local, moments)) for ticket, *moments in visits]),
        ("post", [(each.number, each.channel, each.direction, each.answered, each.fetched)
                  for each in book.post.values()],
         [(*row[:3], local(row[3]), local(row[4])) for row in post]),
        ("prospect", [(each.number, each.name, each.state, each.closed) for each in book.leads.values()],
         [(*row[:3], local(row[3])) for row in leads]),
        ("stock", [(code, each.there) for code, each in book.stock.items()],
         asked.rows("select code, stock from part")),
        ("stood still", [(code, *times) for code, it in book.machines.items() for times in it.stood],
         [(code, local(began), local(ended)) for code, began, ended in asked.rows(stood)]),
        ("bill", [(each.order, each.total, each.paid, each.state) for each in book.bills], asked.rows(bills)),
        ("payments", [sum(each.paid for each in book.bills)],
         [asked.one("select coalesce(sum(amount), 0) from payment")]),
        ("commission", [pair for pair in commission(book).items() if pair[1]], asked.rows(paid)),
        ("order reopened", [(each.number, each.reopened) for each in book.orders.values() if each.reopened],
         asked.rows("select number, reopened from work_order where reopened > 0")),
        ("complaint reopened", [(each.number, each.reopened) for each in book.complaints.values() if each.reopened],
         asked.rows("select number, reopened from complaint where reopened > 0")),
        ("month opened again", [("2026-10", 1)] * book.reopened_month + [("2026-10", 0)],
         asked.rows("select month, archived is not null from closed_month")),
    ]  # fmt: skip
    return [
        f"{name}: {each} only in the {where}"
        for name, one, other in pairs
        for where, some, rest in (("book", one, other), ("file", other, one))
        for each in _without(some, rest)
    ]


def _without(some: list[Any], rest: list[Any]) -> list[Any]:
    """What is in one list and not, or not as often, in the other."""
    left = list(rest)
    found = []
    for each in some:
        if each in left:
            left.remove(each)
        else:
            found.append(each)
    return found
