"""The book beside what leaves the office: the month's report, the exports, and the tables by plain sqlite3."""

from __future__ import annotations

import csv
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pypdf

from tests.month.book import Book
from tests.month.command import MONTH, command
from tests.month.reckoning import Reckoning

STATES = {
    "requested": "Requested", "assigned": "Assigned", "scheduled": "Scheduled", "on_the_way": "On the way",
    "on_site": "On site", "waiting_owner": "Waiting for the owner", "done": "Done", "closed": "Closed",
    "cancelled": "Cancelled",
}  # fmt: skip


def report(book: Book, path: Path) -> list[str]:
    """The sentences of the month's report, from the book's figures."""
    said = _printed(path)
    reckoned = Reckoning(book)
    work, complaints, measured = reckoned.flow("orders"), reckoned.flow("complaints"), reckoned.measures()
    satisfied, cost = measured["satisfaction"]["value"], measured["service_cost"]["value"]
    wanted = [
        f"{work['received']} work orders came in and {work['resolved']} were done",
        f"still open at the end of the month: {work['open_at_end']}.",
        f"{complaints['received']} received, {complaints['resolved']} resolved, {complaints['late']} of these late",
        f"{complaints['open_at_end']} open at the end",
        f"{satisfied:.1%}".replace("%", " %"),
        f"{measured['promises_kept']['value']:.1%}".replace("%", " %"),
        f"¥{cost // 100:,}.{cost % 100:02}",
    ]
    return [f"the month's report does not say: {each}" for each in wanted if each not in said]


def exports(book: Book, path: Path) -> list[str]:
    """Each order and each complaint in the exported files, field by field."""
    faults = []
    reckoned = Reckoning(book)
    exported = {row["No."]: row for row in _exported(path, "orders")}
    for number, it in book.orders.items():
        wanted = {
            "Received at": _said(it.received), "State": STATES[it.state], "Unit": it.unit, "Person": it.person,
            "Assigned to": it.staff, "Due at": _said(reckoned.dues(it)[2]), "Arrived at": _said(it.arrived),
            "Done at": _said(it.done), "Priority": it.priority.capitalize(),
        }  # fmt: skip
        faults += _row(f"exported {number}", wanted, exported.get(number, {}))
    told = {row["No."]: row for row in _exported(path, "complaints")}
    for number, case in book.complaints.items():
        wanted = {
            "Received at": _said(case.received), "Unit": case.unit, "Acknowledged at": _said(case.acknowledged),
            "Resolved at": _said(case.resolved), "Date of response": _said(case.answered),
        }  # fmt: skip
        faults += _row(f"exported {number}", wanted, told.get(number, {}))
    for kind, count in (("orders", len(book.orders)), ("complaints", len(book.complaints))):
        found = len(exported if kind == "orders" else told)
        faults += [f"{count} {kind} in the book, {found} exported"] if found != count else []
    people = sum(len(owners) for owners in book.owners.values())
    people += sum(each.state == "won" for each in book.leads.values())
    for kind, count in (("people", people), ("units", len(book.units)), ("calls", len(book.calls))):
        found = len(_exported(path, kind))
        faults += [f"{count} {kind} in the book, {found} exported"] if found != count else []
    return faults


@cache
def _printed(path: Path) -> str:
    """The text of the month's report; what was played changes no more."""
    with TemporaryDirectory() as folder:
        target = Path(folder) / "month.pdf"
        command(path, "report", "month-pack", "--month", MONTH, "--to", str(target))
        return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(target).pages).split())


@cache
def _exported(path: Path, kind: str) -> list[dict[str, str]]:
    with TemporaryDirectory() as folder:
        target = Path(folder) / f"{kind}.csv"
        command(path, "export", kind, "--to", str(target))
        with target.open(encoding="utf-8-sig", newline="") as file:
            return list(csv.DictReader(file))


def _row(name: str, wanted: dict[str, str], found: dict[str, str]) -> list[str]:
    return [
        f"{name}, {key}: {value!r} in the book, {found.get(key)!r} in the file"
        for key, value in wanted.items()
        if found.get(key) != value
    ]


def _said(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%d %H:%M}" if moment else ""


def tables(book: Book, path: Path) -> list[str]:
    """What plain sqlite3 finds beside the book: states, charges, bills, sheets, votes, promises, owners."""
    asked = Asked(path)
    reckoned = Reckoning(book)
    votes = Counter(vote.vote for each in book.votes.values() for vote in each)
    given = [value for sheet in book.sheets for value in sheet.answers if value is not None]
    pairs: list[tuple[str, Any, Any]] = [
        ("orders by state", Counter(each.state for each in book.orders.values()),
         asked.counted("select state, count(*) from work_order where archived is null group by 1")),
        ("complaints by state", Counter(each.state for each in book.complaints.values()),
         asked.counted("select state, count(*) from complaint where archived is null group by 1")),
        ("charges", sum(each.amount for each in book.charges), asked.one("select sum(amount) from charge")),
        ("their cost", sum(each.cost for each in book.charges), asked.one("select sum(cost) from charge")),
        ("covered", sum(each.amount for each in book.charges if each.covered),
         asked.one("select coalesce(sum(amount), 0) from charge where covered")),
        ("agreements' charges", sorted(reckoned.agreements_charged()), sorted(asked.rows(
            "select number, amount from agreement_charge join agreement on agreement.id = agreement_id"))),
        ("their bills", sum(each for _, each in reckoned.agreements_charged()),
         asked.one("select coalesce(sum(total), 0) from bill where id in (select bill_id from agreement_charge)")),
        ("sheets asked", book.asked, asked.one("select count(*) from survey_sheet")),
        ("sheets back", len(book.sheets), asked.one("select count(*) from survey_sheet where answered is not null")),
        ("answers", (len(given), sum(given)), asked.rows("select count(value), sum(value) from survey_answer")[0]),
        ("votes", votes, asked.counted("select vote, count(*) from committee_vote group by 1")),
        ("passed", [votes["yes"] > votes["no"] + votes["abstained"]],
         [bool(passed) for (passed,) in asked.rows("select passed from decision")]),
        ("tied orders", sum(bool(each.part_of) for each in book.orders.values()),
         asked.one("select count(*) from order_tie where kind = 'part_of'")),
        ("promises dropped", sum(each.dropped for each in book.promises),
         asked.one("select count(*) from promise where dropped is not null")),
        ("seconds on the telephone", sum(each.seconds for each in book.calls),
         asked.one("select sum(seconds) from call")),
        ("owners", sorted((unit, name) for unit, owners in book.owners.items() for name, _, last in owners
                          if last is None),
         sorted(asked.rows("select label, person.name from relation join unit on unit.id = unit_id join person on "
                           "person.id = person_id where role = 'owner' and until_day is null "
                           "and relation.archived is null"))),
    ]  # fmt: skip
    return [f"{name}: {one} in the book, {other} in the file" for name, one, other in pairs if one != other]


class Asked:
    """Plain questions to the office's file."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def rows(self, question: str) -> list[tuple[Any, ...]]:
        with closing(sqlite3.connect(f"file:{self.path}?mode=ro", uri=True)) as connection:
            return connection.execute(question).fetchall()

    def one(self, question: str) -> Any:
        return self.rows(question)[0][0]

    def counted(self, question: str) -> dict[str, int]:
        return dict(self.rows(question))  # type: ignore[arg-type]
