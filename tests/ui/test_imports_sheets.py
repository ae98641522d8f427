"""Of a workbook one sheet is brought in at a time, and the page begins at its first control each time."""

from __future__ import annotations

import openpyxl
import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import owners, units
from fmcrm_desktop.ui.kit.buttons import Button, LinkButton
from tests.ui.at_work import desk_of
from tests.ui.test_imports_page import combo, page, pick, reach, to_preview  # noqa: F401


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


def test_what_all_of_a_list_are_to_their_units_is_said_in_the_columns(page, qtbot, office, tmp_path):  # noqa: F811
    path = tmp_path / "residents.csv"
    path.write_text("姓名,手机,房号,建筑面积\n司马青,13800000001,3-101,89.5\n", encoding="utf-8")
    page.take(path)
    reach(qtbot, page, 1)
    page.match()
    reach(qtbot, page, 2)
    assert combo(page, "column-area").currentData() == "建筑面积"
    assert combo(page, "role").currentData() == "owner"
    pick(combo(page, "role"), "tenant")
    page.try_out()
    reach(qtbot, page, 3)
    page.bring_in()
    reach(qtbot, page, 4)
    [row] = office.ask(owners.page, Query(text="司马青")).first
    assert row.role == "tenant"
    [unit] = office.ask(units.page, Query(text="3-101")).first
    assert unit.area == 8950


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_chosen_again_in_the_menu_it_is_steered_from_the_choice_of_a_file(
    open_at, office_path, qtbot, language
):
    window = open_at(office_path, language)
    for _ in range(2):
        window.menu.acts()["imports"]()
        tab = desk_of(window).present
        first = tab.detail.page.findChild(Button, "first")
        assert window.focusWidget() is first
        tab.detail.page.setFocus()
        assert window.focusWidget() is not first
