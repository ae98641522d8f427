"""Tables: every row once, a heading on each page, nothing outside the page's margins."""

from __future__ import annotations

from pathlib import Path

import pytest

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.reports import list_print, table
from fmcrm_desktop.reports.options import Heading, Listed
from fmcrm_desktop.reports.paper import A4, LETTER, MARGIN, Binder, Letterhead, Printing, Size, opened
from fmcrm_desktop.reports.table import Column, Table
from tests.reports import example, reading

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


@pytest.mark.parametrize("going_before", range(60))
def test_a_heading_and_a_total_never_stand_alone(tmp_path: Path, going_before: int) -> None:
    path = tmp_path / "breaks.pdf"
    with opened(Printing(path, Size("", 595, 420)), HEAD) as paper:
        for count in (1, 2, 5):
            for _ in range(going_before % 20):
                paper.text("Going before")
            paper.space(going_before)
            with paper.part(f"Part {count}", keep=0):
                paper.heading(f"Heading {count}", keep=0)
                total = (f"Total {count}", "", "", "9")
                table.draw(paper, Table(COLUMNS, rows(count, "Lift stopped twice " * 12), total=total))
    pages = reading.pages(path)
    for count in (1, 2, 5):
        (headed,) = [page for page in pages if f"Heading {count}" in page]
        assert f"Part {count}" in headed
        assert "N00000" in headed.split(f"Heading {count}")[1]
        (ended,) = [page for page in pages if f"Total {count}" in page]
        assert f"N{count - 1:05d}" in ended.split(f"Total {count}")[0]


def test_what_ends_with_a_heading_keeps_it_when_another_document_follows(tmp_path: Path) -> None:
    path = tmp_path / "bound.pdf"
    binder = Binder(Printing(path))
    with binder.bound():
        binder.paper(HEAD).text("One")
        binder.paper(HEAD).heading("The last of the first")
        binder.paper(HEAD).text("Two")
    pages = reading.pages(path)
    assert "The last of the first" in pages[1]
    assert "The last of the first" not in pages[2]


def test_an_amount_longer_than_its_share_of_the_width_is_not_cut(tmp_path: Path) -> None:
    path = tmp_path / "amounts.pdf"
    titles = ("This month", "Target", "Month before", "Year before", "Counted", "No data")
    columns = (Column("Measure", 150, wrap=2), *(Column(title, 66, right=True) for title in titles))
    amounts = ("¥6,172,850,345.60", "", "¥4,938,278,901.20", "¥0.00", "¥12,345,678,901.00", "1")
    with opened(Printing(path), HEAD) as paper:
        table.draw(paper, Table(columns, [("Service revenue", *amounts), ("Commendations", *"123456")]))
    assert {each for each in amounts if each} <= set(reading.text(path).split())


def test_nothing_is_left_out_of_a_list_for_want_of_width(tmp_path: Path, english: Words) -> None:
    name = "Maximiliana Josephine von und zu Hohenlohe-Waldenburg-Schillingsfürst de la Tour"
    row = (name, "1-A-Tower/North Wing/12.02-191", "+86 21 6888 1234-5678 ext. 90123", "1", "Owner")
    widths = ("Name", 186, False), ("Unit", 84, False), ("Telephone", 112, False), ("Pending", 72, True)
    headings = [Heading(title, wide, right, stretch=title == "Name") for title, wide, right in widths]
    listed = Listed("Owners", "", (*headings, Heading("Relation", 90)), (row,) * 3, "en")
    list_print.draw(example.HEAD, listed, english, Printing(tmp_path / "list.pdf"))
    said = "".join(reading.text(tmp_path / "list.pdf").split())
    assert all(said.count(text.replace(" ", "")[-5:]) >= 3 for text in row)
    assert "…" not in said and "..." not in said
