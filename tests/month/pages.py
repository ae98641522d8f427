"""The book beside the month's other papers: the sentences and figures each must print, read back from its PDF."""

from __future__ import annotations

from datetime import timedelta
from functools import cache
from pathlib import Path
from statistics import mean, median
from tempfile import TemporaryDirectory

import pypdf

from tests.month.book import Book
from tests.month.command import MONTH, command
from tests.month.figures import within
from tests.month.further import commission, out_of_hours
from tests.month.reckoning import Reckoning

MINUTE = timedelta(minutes=1)
OF_MONTH = ("--month", MONTH)


def other_reports(book: Book, path: Path) -> list[str]:
    """What is missing on which paper."""
    reckoned = Reckoning(book)
    wanted = {
        "work-order-register": [number for number, it in book.orders.items() if within(it.received)],
        "complaint-register": [number for number, it in book.complaints.items() if within(it.received)],
        "post-register": list(book.post),
        "counter-statistics": _counter(book),
        "commission-statement": _commission(book),
        "out-of-hours": _out_of_hours(book, reckoned),
        "call-statistics": _calls(book),
        "agreement-month": [_money(amount) for _, amount in reckoned.agreements_charged()],
        "equipment-register": [f"{reckoned.measures()['downtime']['numerator'] // 60}:"],
        "committee-page": _committee(book),
        "prospects": _prospects(book),
    }
    return [
        f"{name} does not say: {each}"
        for name, said in wanted.items()
        for each in said
        if each not in _printed(path, name)
    ]


@cache
def _printed(path: Path, name: str) -> str:
    """A paper's text, blanks between its words made one."""
    when = ("--day", f"{MONTH}-01", "--until", f"{MONTH}-31") if name == "prospects" else OF_MONTH
    with TemporaryDirectory() as folder:
        target = Path(folder) / "paper.pdf"
        command(path, "report", name, *when, "--to", str(target))
        return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(target).pages).split())


def _money(cents: int) -> str:
    return f"¥{cents // 100:,}.{cents % 100:02}"


def _clock(minutes: int) -> str:
    return f"{minutes // 60}:{minutes % 60:02}"


def _counter(book: Book) -> list[str]:
    """How many came, how long they waited, who left."""
    came = [each for each in book.walk_ins if within(each.came)]
    waits = [(each.served - each.came) / MINUTE for each in came if each.served]
    left = sum(each.went for each in came)
    waited = f"Median wait {median(waits):.1f} min Mean wait {mean(waits):.1f} min"
    return [f"Visitors {len(came)} {waited} Left unserved {left} "]


def _commission(book: Book) -> list[str]:
    return [f"Commission {_money(amount)}" for amount in commission(book).values()]


def _out_of_hours(book: Book, reckoned: Reckoning) -> list[str]:
    return [_clock(minutes) for minutes in out_of_hours(book, reckoned.own).values()]


def _calls(book: Book) -> list[str]:
    calls = [each for each in book.calls if within(each.started)]
    out = sum(each.outcome == "out" for each in calls)
    return [f"All calls {len(calls)} Incoming {len(calls) - out} Outgoing {out} Missed 0 "]


def _committee(book: Book) -> list[str]:
    [votes] = book.votes.values()
    count = {vote: sum(each.vote == vote for each in votes) for vote in ("yes", "no", "abstained")}
    return [f"In favour {count['yes']}", f"Against {count['no']}", f"Abstained {count['abstained']}"]


def _prospects(book: Book) -> list[str]:
    """Entered, won, lost, still open; days to the end of those won."""
    came = [each for each in book.leads.values() if within(each.entered)]
    ended = {
        state: sum(each.state == state and within(each.closed) for each in came) for state in ("won", "lost")
    }
    still = sum(each.closed is None for each in came)
    won = [each for each in book.leads.values() if each.state == "won" and within(each.closed)]
    days = [(each.closed.date() - each.entered.date()).days for each in won if each.closed]
    said = [f"Entered {len(came)} Won {ended['won']} Lost {ended['lost']} Still open {still} "]
    return [*said, f"Days to close, median {median(days):g} day"] if days else said
