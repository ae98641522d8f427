"""A month of a small office in the program's own window equals the book kept beside it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.month import compare, kept, pages, papers
from tests.month.book import Book
from tests.month.playing import play

UNITS, WINDOWS = 30, 1
KINDS = {
    "call", "order", "assign", "reassign", "schedule", "reschedule", "arrive", "wait", "finish", "labour", "fee",
    "close", "cancel", "complaint", "acknowledge", "investigate", "agree_action", "answer", "resolve", "follow_up",
    "holidays", "sick", "new owner", "sheet", "vote", "agreements charged", "month", "month again", "visitor",
    "next visitor", "part", "other revenue",
}  # fmt: skip
Played = tuple[Book, Path]
MINUTE = timedelta(minutes=1)


def _wait(book: Book) -> None:
    it = next(each for each in book.walk_ins if each.served)
    assert it.served is not None
    it.served += MINUTE


def _part(book: Book) -> None:
    it = next(each for each in book.stock.values() if each.there is not None)
    assert it.there is not None
    it.there -= 1


def _commission(book: Book) -> None:
    book.commission += 100


def _paid(book: Book) -> None:
    book.bills[0].paid += 1


def _lead(book: Book) -> None:
    next(iter(book.leads.values())).entered += MINUTE * 60 * 24 * 40


def _letter(book: Book) -> None:
    book.post.popitem()


def _praise(book: Book) -> None:
    book.praise.append(book.praise[0])


def _machine(book: Book) -> None:
    times = book.machines["LIFT-1"].stood[0]
    assert times[1] is not None
    times[1] += MINUTE


def _night(book: Book) -> None:
    book.meetings[0].end += MINUTE


def _again(book: Book) -> None:
    next(each for each in book.orders.values() if each.reopened and each.done).reopened = 0


def _blamed(book: Book) -> None:
    for each in book.complaints.values():
        each.about = ""


WRONG = {
    _wait: (kept.tables, "visitor"), _part: (kept.tables, "stock"), _commission: (kept.tables, "commission"),
    _paid: (kept.tables, "payments"), _lead: (pages.other_reports, "prospects"), _letter: (kept.tables, "post"),
    _praise: (compare.measures, "measure commendations"), _machine: (compare.measures, "measure downtime"),
    _night: (pages.other_reports, "out-of-hours"), _again: (compare.measures, "measure reopenings"),
    _blamed: (compare.measures, "measure complaints_per_person"),
}  # fmt: skip
"""What is written down wrongly → what finds it, and how the line begins that says so."""


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory, qapp: object) -> Played:
    """The month, played once for all that is asked of it."""
    home = tmp_path_factory.mktemp("month")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("FMCRM_HOME", str(home / "home"))
        patch.setenv("QT_QPA_PLATFORM", "offscreen")
        return play(home / "office.fmcrm", UNITS, WINDOWS), home / "office.fmcrm"


def test_the_month_equals_the_book(played):
    book, path = played
    assert compare.everything(book, path) == []


def test_each_kind_of_deed_was_done_by_real_widgets(played):
    book, _ = played
    assert book.ways.keys() >= KINDS


def test_a_cent_in_the_book_is_found(played):
    book, path = played
    wrong = deepcopy(book)
    wrong.charges[0].amount += 1
    assert any("service_revenue" in each for each in compare.measures(wrong, path))
    assert any(each.startswith("charges") for each in papers.tables(wrong, path))


def test_a_minute_in_the_book_is_found(played):
    book, path = played
    wrong = deepcopy(book)
    order = next(
        each for each in wrong.orders.values() if each.arrived and each.done and each.state == "closed"
    )
    order.arrived += timedelta(minutes=1)
    assert any("on_site_response" in each for each in compare.measures(wrong, path))
    assert [each for each in papers.exports(wrong, path) if order.number in each]


def test_a_day_worked_that_was_off_is_found(played):
    book, path = played
    wrong = deepcopy(book)
    wrong.made_up.clear()
    assert any("mean_time_to_repair" in each for each in compare.measures(wrong, path))
    assert [each for each in papers.exports(wrong, path) if "Due at" in each]


def test_an_order_too_many_is_found_on_paper(played):
    book, path = played
    wrong = deepcopy(book)
    first = next(iter(wrong.orders.values()))
    wrong.orders["W-2610-999"] = replace(first, number="W-2610-999")
    assert papers.report(wrong, path)
    assert any("by state" in each for each in papers.tables(wrong, path))


@pytest.mark.parametrize("spoil", WRONG, ids=lambda each: each.__name__.strip("_"))
def test_whatever_else_is_wrong_in_the_book_is_found(played, spoil):
    book, path = played
    wrong = deepcopy(book)
    spoil(wrong)
    look, begins = WRONG[spoil]
    said = look(wrong, path)
    assert [each for each in said if each.startswith(begins)], said
