"""A month of a small office in the program's own window equals the book kept beside it."""

from __future__ import annotations

from copy import deepcopy
from datetime import timedelta
from pathlib import Path

import pytest

from tests.month import compare
from tests.month.book import Book
from tests.month.playing import play

UNITS, WINDOWS = 30, 1
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
    assert {"call", "order", "assign", "schedule", "arrive", "finish", "labour", "close", "complaint"} <= set(
        book.ways
    )


def test_a_cent_or_a_minute_in_the_book_is_found(played):
    book, path = played
    cent, minute = deepcopy(book), deepcopy(book)
    cent.charges[0].amount += 1
    order = next(each for each in minute.orders.values() if each.arrived and each.done)
    order.arrived += timedelta(minutes=1)
    assert any("service_revenue" in each for each in compare.measures(cent, path))
    assert any("on_site_response" in each for each in compare.measures(minute, path))
