"""The papers: every figure and word of the sheet is on them, in both languages, on both sizes, within the margins."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.model.working_time import Hours, WorkingCalendar
from fmcrm_desktop.reports import (
    REPORTS,
    complaint_receipt,
    complaint_register,
    job_sheet,
    month_pack,
    typeface,
    work_order_register,
)
from fmcrm_desktop.reports.paper import A4, LETTER, MARGIN, Printing, Size
from fmcrm_desktop.services.figures import Figure, Flow
from fmcrm_desktop.services.sheets import ComplaintRegister, Head, Names, OrderRegister
from tests.reports import example, reading

LONG = (
    "Donaudampfschifffahrtsgesellschaftskapitänswitwe " * 8
    + "电梯停了两次，我们等了一个小时，没有人来。" * 12
)

SHEETS: dict[str, tuple[ModuleType, Callable[[str], Any]]] = {
    "month": (month_pack, lambda said: example.month(30, 60, said)),
    "complaints": (
        complaint_register,
        lambda said: ComplaintRegister(
            example.HEAD, None, tuple(example.complaint(i, said) for i in range(40))
        ),
    ),
    "orders": (
        work_order_register,
        lambda said: OrderRegister(example.HEAD, None, tuple(example.order(i, said) for i in range(40))),
    ),
    "receipt": (complaint_receipt, example.receipt),
    "job": (job_sheet, example.job),
}


@pytest.mark.parametrize("name", SHEETS)
@pytest.mark.parametrize("size", [A4, LETTER], ids=lambda size: size.name)
@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("said", ["Lift 电梯", LONG], ids=["short", "long"])
def test_nothing_is_cut_by_the_page_and_every_letter_has_a_glyph(
    name: str, size: Size, language: str, said: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    words: Words = request.getfixturevalue("english" if language == "en" else "chinese")
    module, make = SHEETS[name]
    path = tmp_path / "a.pdf"
    module.draw(make(said), words, Printing(path, size))
    assert reading.size(path) == (size.width, size.height)
    glyphs = typeface.regular()._glyphs
    for page in reading.words(path):
        for word in page:
            assert word.left >= MARGIN - 1, word
            assert word.right <= size.width - MARGIN + 1.5, word
            assert word.bottom >= 25, word
            assert word.top <= size.height - 25, word
            assert all(ord(c) in glyphs for c in word.text if c.isprintable()), word


def test_the_months_figures_stand_on_the_paper_as_they_were_counted(tmp_path: Path, english: Words) -> None:
    sheet = example.month(3, 5)
    figures = replace(
        sheet.figures,
        complaints=Flow(3, {"phone": 2, "letter": 1}, 17, 15, 13, 11, 1.5, 2.0),
        orders=Flow(118, {"phone": 118}, 115, 112, 9, 19, 1.5, 2.0),
        measures={
            **sheet.figures.measures,
            "compliance": Figure(0.9401, 94, 100, target=0.95, last_month=0.9),
        },
    )
    month_pack.draw(replace(sheet, figures=figures), english, Printing(tmp_path / "a.pdf"))
    said = " ".join(reading.text(tmp_path / "a.pdf").split())
    assert "118 work orders came in and 115 were done; still open at the end of the month: 19." in said
    assert (
        "94.0 % of the orders due kept every time (response, arrival, finish), up from 90.0 % in September."
        in said
    )
    assert "3 received, 17 resolved, 13 of these late; 11 open at the end of the month." in said
    assert "94 of 100" in said
    assert "▲ 4.0 points on September" in said
    for row in (*sheet.complaints, *sheet.orders):
        assert row.number in said


def test_an_empty_month_is_a_calm_page_and_not_a_fault(tmp_path: Path, english: Words) -> None:
    sheet = example.month(0, 0)
    nothing = Flow(0, {}, 0, 0, 0, 0, None, None)
    none = dict.fromkeys(sheet.figures.measures, Figure(None, 0, 0))
    empty = replace(
        sheet,
        figures=replace(sheet.figures, complaints=nothing, orders=nothing, measures=none),
        history=tuple(
            replace(point, orders_new=0, orders_done=0, orders_late=0, complaints=0)
            for point in sheet.history
        ),
        categories=(),
        gaps=(),
        exceptions=(),
        complaint_categories=(),
    )
    month_pack.draw(empty, english, Printing(tmp_path / "a.pdf"))
    said = reading.text(tmp_path / "a.pdf")
    for sentence in (
        "Nothing was entered for this month.", "No complaints in this period.", "No work orders in this period.",
        "No exceptions.",
    ):  # fmt: skip
        assert sentence in said


def test_the_chinese_paper_is_chinese_but_for_what_people_wrote(tmp_path: Path, chinese: Words) -> None:
    sheet = replace(example.month(2, 2, "电梯"), head=Head("柳苑物业", example.HEAD.printed, "周敏"))
    month_pack.draw(sheet, chinese, Printing(tmp_path / "a.pdf"))
    said = reading.text(tmp_path / "a.pdf")
    latin = {word for word in said.split() if word.isascii() and word.isalpha() and len(word) > 1}
    assert latin <= {"Two", "calls", "day", "Li", "Na", "Gao", "Jun", "Novak"}, latin
    for word in ("月度服务报告", "2026年10月", "投诉", "工单", "按时率", "一次修复率"):
        assert word in said


def test_five_thousand_complaints_are_all_in_the_register(tmp_path: Path, english: Words) -> None:
    rows = tuple(replace(example.complaint(i), number=f"C{i:05d}") for i in range(5_000))
    complaint_register.draw(
        ComplaintRegister(example.HEAD, None, rows), english, Printing(tmp_path / "a.pdf")
    )
    found = [word for word in reading.text(tmp_path / "a.pdf").split() if word.startswith("C0")]
    assert sorted(found) == [row.number for row in rows]


def test_an_anonymous_complaint_stays_so_on_its_receipt(tmp_path: Path, english: Words) -> None:
    complaint_receipt.draw(
        replace(example.receipt("x"), anonymous=True), english, Printing(tmp_path / "a.pdf")
    )
    assert "Anonymous" in reading.text(tmp_path / "a.pdf")


def test_a_due_time_shows_its_arithmetic_on_the_receipt_and_the_job_sheet(
    tmp_path: Path, english: Words
) -> None:
    week = ((Hours.read("08:30-12:00"), Hours.read("13:30-18:00")),) * 7
    calendar = WorkingCalendar("Asia/Shanghai", week)
    for minutes, cut in ((60, False), (6000, True)):
        lines = calendar.explain(example.START, minutes)
        for sheet, draw in ((example.receipt(), complaint_receipt.draw), (example.job(), job_sheet.draw)):
            draw(replace(sheet, lines=tuple(lines)), english, Printing(tmp_path / "due.pdf"))
            read = " ".join(reading.text(tmp_path / "due.pdf").split())
            assert "Start " in read and "Office hours" in read and "Due " in read
            assert ("…" in read) == cut


def test_a_job_sheet_fits_on_one_page_and_warns(tmp_path: Path, english: Words) -> None:
    sheet = replace(example.job("Short"), warning="Dog in the flat")
    job_sheet.draw(sheet, english, Printing(tmp_path / "a.pdf"))
    (page,) = reading.pages(tmp_path / "a.pdf")
    for said in (
        "Dog in the flat",
        "138 0013 8000 (after 18:00)",
        "Gao Jun, He Yan",
        "Parts used",
        "Technician",
    ):
        assert said in page


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_report_of_the_list_can_be_asked_for_and_drawn(report: Any) -> None:
    module = import_module(f"fmcrm_desktop.reports.{report.module}")
    assert callable(module.ask)
    assert callable(module.draw)
    assert report.needs in ("month", "number", "day", "order", "")  # nothing: it tells of the office as it is


def test_long_places_cut_no_number_day_or_state_of_the_register(tmp_path: Path) -> None:
    """In a city's requests every place is a whole address; what is asked for by number must be found by it."""
    rows = tuple(
        replace(
            example.order(i),
            number=f"W-1401-{i:04d}",
            place=f"{i} EAST 189 STREET NORTH, TOWER SEVENTEEN",
            late=True,
        )
        for i in range(60)
    )
    path = tmp_path / "a.pdf"
    words = Words("zh_CN", "America/New_York", places.resources() / "locale")
    work_order_register.draw(OrderRegister(example.HEAD, None, rows), words, Printing(path, A4))
    said = reading.text(path)
    assert all(row.number in said for row in rows)
    assert said.count(words("late")) == len(rows)


def test_what_the_work_is_about_stands_whole_in_the_register(tmp_path: Path, english: Words) -> None:
    """A caller's whole sentence, beside names of sixty characters: nobody can ask back from a sheet of paper."""
    said = (
        "Service of the garage gate in building two, and behind the bath the plaster has come off, down to the "
        "floor and the skirting board"
    )
    row = replace(
        example.order(), summary=said, category=Names("Walls, floors and leaks", "墙地面与渗漏"), late=True
    )
    path = tmp_path / "a.pdf"
    work_order_register.draw(OrderRegister(example.HEAD, None, (row,)), english, Printing(path, A4))
    assert "skirting board" in " ".join(reading.text(path).split())
