"""What the result of an import says of the other sheets of its workbook."""

from __future__ import annotations

import openpyxl
import pytest
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.tabs.imports import tab as tab_module

SLOW = 30_000
ROWS = (("Name", "Telephone", "Unit"), ("Anna Weber", "0755123", "1-101"))


@pytest.fixture
def page(show):
    return show(tab_module.ImportsTab)


def brought_in(qtbot, tab, path):
    for go, step in ((lambda: tab.take(path), 1), (tab.match, 2), (tab.try_out, 3), (tab.bring_in, 4)):
        go()
        qtbot.waitUntil(lambda step=step: tab.known.step == step and not tab.known.busy, timeout=SLOW)
    return [one.text() for one in tab.detail.page.findChildren(QLabel)]


def test_the_other_sheets_of_a_workbook_are_a_press_away(page, qtbot, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "Owners"
    for row in ROWS:
        book.active.append(row)
    book.create_sheet("Orders").append(("No.", "Problem"))
    book.save(tmp_path / "office.xlsx")
    said = brought_in(qtbot, page, tmp_path / "office.xlsx")
    assert any("“Owners”" in text for text in said)
    ways = [one.text() for one in page.detail.page.findChildren(LinkButton)]
    assert "Orders" in ways and "Owners" not in ways


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_has_one_sheet_says_nothing_of_others(page, qtbot, tmp_path, ending):
    file = tmp_path / f"list{ending}"
    if ending == ".csv":
        file.write_text("\n".join(map(",".join, ROWS)), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in ROWS:
            book.active.append(row)
        book.save(file)
    said = brought_in(qtbot, page, file)
    assert not [text for text in said if "sheet" in text]
