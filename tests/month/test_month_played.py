"""A month of a small office in the program's own window equals the book kept beside it."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.month import compare, papers
from tests.month.book import Book
from tests.month.playing import play

UNITS, WINDOWS = 30, 1
KINDS = {
    "call", "order", "assign", "reassign", "schedule", "reschedule", "arrive", "wait", "finish", "labour", "fee",
    "close", "cancel", "complaint", "acknowledge", "investigate", "agree_action", "answer", "resolve", "follow_up",
    "holidays", "sick", "new owner", "sheet", "vote", "agreements charged", "month",
}  # fmt: skip
Played = tuple[Book, Path]


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
