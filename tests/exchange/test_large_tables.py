"""A workbook is unpacked once for each question, and what is kept of it goes with the question."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from fmcrm_desktop.exchange import import_steps, workbook_guard, workbook_in
from fmcrm_desktop.exchange.import_file import Choice
from fmcrm_desktop.services.office import Office


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = openpyxl.Workbook()
    made.active.append(["Notes"])
    for name in ("People", "More"):
        sheet = made.create_sheet(name)
        sheet.append(["Name", "Mobile"])
        sheet.append(["Wei", "13800138000"])
    made.save(tmp_path / "book.xlsx")
    return tmp_path / "book.xlsx"


@pytest.fixture
def checked(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """How often the guard went through a file."""
    found: list[Path] = []
    check = workbook_guard.check
    monkeypatch.setattr(workbook_guard, "check", lambda path: (found.append(path), check(path)))
    return found


def test_each_question_unpacks_the_workbook_once(office: Office, book: Path, checked: list[Path]) -> None:
    look = office.ask(import_steps.look, Choice(book))
    assert (look.choice.sheet, look.kind, len(checked)) == ("People", "people", 1)
    found = office.ask(import_steps.matching, look.choice, "people", "Asia/Shanghai")
    assert found.samples["Name"] == ("Wei",) and len(checked) == 2


def test_nothing_is_kept_after_the_question(book: Path, checked: list[Path]) -> None:
    with workbook_in.kept(), workbook_in.kept():
        first = list(workbook_in.rows(book, "People")[1])
        assert list(workbook_in.rows(book, "People")[1]) == first
        assert [one.name for one in workbook_in.sheets(book)] == ["Sheet", "People", "More"]
    assert len(checked) == 1 and not hasattr(workbook_in._local, "books")
    workbook_in.sheets(book)
    assert len(checked) == 2
