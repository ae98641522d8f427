"""One month played from the founding of the office to the comparison."""

from __future__ import annotations

from pathlib import Path

from tests.month import town
from tests.month.book import Book
from tests.month.clerk import Clerk
from tests.month.hand import hand_on
from tests.month.script import Script
from tests.ui.at_work import top_window


def play(path: Path, units: int, windows: int, seed: int = 26) -> Book:
    """Found the office, play its October, close the window; the book of it. Where it stops, stopped.png shows the
    window."""
    book = town.found(path, units)
    with hand_on(path) as hand:
        try:
            Script(Clerk(hand, book, windows), seed).play()
        except BaseException:
            top_window().grab().save(str(path.with_name("stopped.png")))
            raise
    return book
