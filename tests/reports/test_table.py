"""Tables: every row once, a heading on each page, nothing outside the page's margins."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.paper import A4, LETTER, MARGIN, Letterhead, Printing, Size, opened
from fmcrm_desktop.reports.table import Column, Table
from tests.reports import reading

HEAD = Letterhead("Willow Court", "Register", "October 2026", "printed today")
COLUMNS = (Column("Number"), Column("Words", 3, wrap=3), Column("Flat", 2), Column("Cost", right=True))


def rows(count: int, said: str = "Lift stopped twice 电梯两次停梯") -> list[tuple[str, ...]]:
    return [(f"N{i:05d}", said, said, f"{i * 37 % 1000}.00") for i in range(count)]


def printed(path: Path, count: int, said: str = "Lift 电梯", size: Size = A4) -> Path:
    with opened(Printing(path, size), HEAD) as paper:
        table.draw(paper, Table(COLUMNS, rows(count, said), empty="There are none."))
    return path


@pytest.mark.parametrize("size", [A4, LETTER])
def test_five_thousand_rows_are_each_printed_once_under_a_heading_on_every_page(
    tmp_path: Path, size: Size
) -> None:
    pages = reading.pages(printed(tmp_path / "long.pdf", 5_000, size=size))
    found = [word for page in pages for word in page.split() if word.startswith("N0")]
    assert sorted(found) == [f"N{i:05d}" for i in range(5_000)]
    assert all("Number" in page for page in pages)
    assert all(f"Page {i} of {len(pages)}" in page for i, page in enumerate(pages, 1))


def test_a_table_without_rows_says_so(tmp_path: Path) -> None:
    assert "There are none." in reading.text(printed(tmp_path / "none.pdf", 0))


@pytest.mark.parametrize("said", ["", "x", "Wasserleitungsrohrbruchnotdienst" * 9, "停" * 200, "a b " * 99])
@pytest.mark.parametrize("size", [A4, LETTER])
def test_nothing_stands_outside_the_margins(tmp_path: Path, said: str, size: Size) -> None:
    path = printed(tmp_path / "wide.pdf", 60, said, size)
    for page in reading.words(path):
        for word in page:
            assert word.left >= MARGIN - 1, word
            assert word.right <= size.width - MARGIN + 1, word
            assert word.bottom >= 25, word
            assert word.top <= size.height - MARGIN + 12, word


def test_words_that_name_a_state_are_coloured_and_the_total_is_bold(tmp_path: Path) -> None:
    path = tmp_path / "tones.pdf"
    columns = (Column("State", tones={"late": "bad"}), Column("Count", right=True))
    with opened(Printing(path), HEAD) as paper:
        table.draw(paper, Table(columns, [("late", "3"), ("done", "4")], total=("All", "7")))
    assert "NotoSansSC-Bold" in reading.fonts(path)
    assert {"late", "done", "All", "7"} <= set(reading.text(path).split())
