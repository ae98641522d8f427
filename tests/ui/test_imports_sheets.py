"""Of a workbook one sheet is brought in at a time: the result names the others."""

from __future__ import annotations

import openpyxl

from fmcrm_desktop.ui.kit.buttons import LinkButton
from tests.ui.test_imports_page import page, reach, to_preview  # noqa: F401


def test_the_result_leads_to_the_other_sheets(page, qtbot, tmp_path):  # noqa: F811
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet("Tenants")):
        sheet.append(["Name", "Telephone"])
        sheet.append([f"Anna {sheet.title}", "138 0013 8001"])
    book.save(tmp_path / "all.xlsx")
    to_preview(qtbot, page, tmp_path / "all.xlsx")
    page.bring_in()
    reach(qtbot, page, 4)
    [way] = [one for one in page.detail.page.findChildren(LinkButton) if one.text() == "Tenants"]
    way.click()
    reach(qtbot, page, 1)
    assert page.known.look.choice.sheet == "Tenants" and page.known.told is None
