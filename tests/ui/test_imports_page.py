"""The import page in a real window: from a file to the result and back, with the work in another process."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QLabel

from fmcrm_desktop.exchange import import_steps
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import imports, own_fields, owners, prospects
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.text import Wrapped
from fmcrm_desktop.ui.tabs.imports import ImportsTab
from fmcrm_desktop.ui.tabs.imports import tab as tab_module
from fmcrm_desktop.ui.tabs.imports.widgets import Combo, TextTable
from tests.services.prospecting import enter

FILES = Path(__file__).parents[1] / "fixtures" / "imports"
SLOW = 20_000


@pytest.fixture
def page(show):
    return show(ImportsTab)


def reach(qtbot, tab, step):
    qtbot.waitUntil(lambda: tab.known.step == step and not tab.known.busy, timeout=SLOW)


def combo(tab, name):
    return tab.detail.page.findChild(Combo, name)


def pick(box, value):
    box.setCurrentIndex(box.findData(value))
    box.activated.emit(box.currentIndex())


def people(office):
    return len(office.ask(owners.page, Query()).ids)


def to_preview(qtbot, tab, path):
    tab.take(path)
    reach(qtbot, tab, 1)
    tab.match()
    reach(qtbot, tab, 2)
    tab.try_out()
    reach(qtbot, tab, 3)


def test_a_file_comes_in_and_is_taken_back(page, qtbot, press, office, qt_office):
    before = people(office)
    news = []
    qt_office.changed.connect(news.append)
    to_preview(qtbot, page, FILES / "owners.gbk.csv")
    told = page.known.told.result
    assert (told.added, told.rejected) == (told.read, 0)
    assert people(office) == before
    press(page, imports.run)
    reach(qtbot, page, 4)
    assert people(office) == before + told.read
    assert any("person" in one for one in news)
    press(page, imports.run)  # the first of them is "Undo this import"
    qtbot.waitUntil(lambda: page.known.undone, timeout=SLOW)
    assert people(office) == before


def test_the_same_file_again_finds_everything_there_and_the_columns_matched(page, qtbot, office):
    to_preview(qtbot, page, FILES / "owners.gbk.csv")
    page.bring_in()
    reach(qtbot, page, 4)
    to_preview(qtbot, page, FILES / "owners.gbk.csv")
    assert page.known.matching.remembered
    assert page.known.told.result.added == 0


def test_the_heading_is_chosen_by_its_line(page, qtbot, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text("kept,by,the,office\nName,Phone\nAnna Weber,0755123\n", encoding="utf-8")
    page.take(file)
    reach(qtbot, page, 1)
    table = page.detail.page.findChild(TextTable, "rows")
    table.setCurrentCell(1, 0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.known.look.choice.header_row == 2)


def test_characters_are_chosen_with_the_first_lines_beside_them(page, qtbot):
    page.take(FILES / "owners.gbk.csv")
    reach(qtbot, page, 1)
    pick(combo(page, "encoding"), "cp1252")
    qtbot.waitUntil(lambda: page.known.look.choice.encoding == "cp1252")
    assert "姓名" not in str(page.known.look.rows)


def test_rows_that_are_not_taken_are_told_and_saved(page, qtbot, tmp_path):
    file = tmp_path / "people.csv"
    file.write_text(
        "Name,Phone,Birthday\nAnna Weber,0755123,1990-13-45\nBen Adler,0755124,\n", encoding="utf-8"
    )
    to_preview(qtbot, page, file)
    assert page.known.told.result.rejected == 1
    said = " ".join(one.text() for one in page.detail.page.findChildren(Wrapped))
    assert "1990-13-45" in said
    page.write_rejects(tmp_path / "left.csv")
    qtbot.waitUntil((tmp_path / "left.csv").exists)
    assert "Anna Weber" in (tmp_path / "left.csv").read_text(encoding="utf-8-sig")


def test_words_without_a_meaning_are_given_one(page, qtbot, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("Received,Summary,Status\n2026-11-01 09:00,Dripping tap,zugestellt\n", encoding="utf-8")
    page.take(file)
    reach(qtbot, page, 1)
    page.step(1, kind="orders")
    page.match()
    reach(qtbot, page, 2)
    pick(combo(page, "word-state-zugestellt"), "done")
    assert page.known.matching.mapping.values == {"state": {"zugestellt": "done"}}


def test_days_that_can_be_read_both_ways_are_said(page, qtbot, tmp_path):
    file = tmp_path / "orders.csv"
    file.write_text("Received,Summary\n03/04/2026,Dripping tap\n", encoding="utf-8")
    page.take(file)
    reach(qtbot, page, 1)
    page.step(1, kind="orders")
    page.match()
    reach(qtbot, page, 2)
    assert page.known.matching.order.ambiguous
    pick(combo(page, "dates"), "mdy")
    qtbot.waitUntil(lambda: page.known.matching.mapping.dates == "mdy")


def test_without_the_column_that_is_needed_the_preview_waits_and_says_which(page, qtbot):
    page.take(FILES / "complaints.csv")
    reach(qtbot, page, 1)
    page.match()
    reach(qtbot, page, 2)
    pick(combo(page, "column-received"), "")
    qtbot.waitUntil(lambda: "received" not in page.known.matching.mapping.columns)
    onward = page.detail.page.findChild(object, "onward")
    assert not onward.isEnabled()
    assert "Received" in onward.toolTip()


@pytest.mark.parametrize(
    ("name", "content"),
    [("card.pdf", b"%PDF-1.7 ..."), ("empty.csv", b""), ("page.xls", b"<html><table></table></html>")],
)
def test_a_file_that_is_no_table_gets_a_sentence_and_the_one_before_stays(
    page, qtbot, tmp_path, name, content
):
    page.take(FILES / "owners.gbk.csv")
    reach(qtbot, page, 1)
    (tmp_path / name).write_bytes(content)
    page.take(tmp_path / name)
    qtbot.waitUntil(lambda: bool(page.known.fault))
    assert page.known.look.choice.path.name == "owners.gbk.csv"


def test_an_import_that_is_stopped_says_so_and_leaves_nothing(page, qtbot, office, qt_office):
    before = people(office)
    to_preview(qtbot, page, FILES / "owners.gbk.csv")
    qt_office.started.connect(lambda job: job.cancel())
    page.bring_in()
    qtbot.waitUntil(lambda: "Stopped" in page.known.fault, timeout=SLOW)
    assert page.known.step == 3
    assert people(office) == before


def test_a_clerk_is_told_that_imports_are_the_managers(page, qtbot, office):
    office.who = Who(office.who.staff_id, "Clerk", "clerk")
    page.take(FILES / "owners.gbk.csv")
    qtbot.waitUntil(lambda: "role" in page.known.fault)


def test_the_keyboard_alone_brings_a_file_in(page, qtbot, office):
    before = people(office)
    page.take(FILES / "owners.gbk.csv")
    for step in (1, 2, 3, 4):
        reach(qtbot, page, step)
        button = page.detail.page.findChild(object, "onward")
        if button is not None:
            qtbot.waitUntil(button.hasFocus)
            qtbot.keyClick(button, Qt.Key.Key_Space)
    assert people(office) > before


def test_a_file_is_dropped_onto_the_page(page, qtbot):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(FILES / "owners.gbk.csv"))])
    left = Qt.MouseButton.LeftButton
    page.dropEvent(
        QDropEvent(QPointF(10, 10), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    )
    reach(qtbot, page, 1)


def test_a_change_of_language_keeps_the_step(page, qtbot, show):
    page.take(FILES / "owners.gbk.csv")
    reach(qtbot, page, 1)
    anew = show(ImportsTab)
    anew.restore(page.place())
    assert anew.known.step == 1
    assert anew.known.look.choice.path.name == "owners.gbk.csv"


CARDS = (
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:王小芳\r\nTEL;TYPE=CELL:13800138000\r\nEND:VCARD\r\n"
    "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ann Li\r\nEMAIL:ann@example.org\r\nEND:VCARD\r\n"
)


def test_contact_cards_come_in_without_matching_columns(page, qtbot, office, tmp_path):
    before = people(office)
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    page.take(tmp_path / "cards.vcf")
    reach(qtbot, page, 1)
    assert combo(page, "separator") is None
    page.match()
    reach(qtbot, page, 3)
    page.bring_in()
    reach(qtbot, page, 4)
    assert people(office) == before + 2


def test_a_row_that_looks_like_somebody_is_what_the_person_says(page, qtbot, office, sample, tmp_path):
    before = people(office)
    (tmp_path / "cards.vcf").write_text(CARDS, encoding="utf-8")
    page.take(tmp_path / "cards.vcf")
    reach(qtbot, page, 1)
    page.match()
    reach(qtbot, page, 3)
    assert combo(page, "alike-1").currentData() == "new"
    pick(combo(page, "alike-1"), "same")
    assert page.known.decide.of(1) == "same"
    page.bring_in()
    reach(qtbot, page, 4)
    result = page.known.told.result
    assert (result.added, result.same, result.read) == (1, 1, 2)
    assert people(office) == before + 1


def test_a_prospect_who_may_be_known_is_what_the_person_says(page, qtbot, office, tmp_path):
    enter(office, "Lena Vogt", phone="13600001234")
    file = tmp_path / "leads.csv"
    file.write_text(
        "Lead Name,Mobile,Lead Status\nL. Maier,136 0000 1234,new\nTom Becker,,new\n", encoding="utf-8"
    )
    to_preview(qtbot, page, file)
    assert (page.known.told.result.added, page.known.told.result.rejected) == (2, 0)
    assert any("the same telephone number, another name" in each.text() for each in page.findChildren(QLabel))
    pick(combo(page, "alike-2"), "update")
    page.bring_in()
    reach(qtbot, page, 4)
    result = page.known.told.result
    assert (result.added, result.updated, result.read) == (1, 1, 2)
    found = office.ask(prospects.rows, office.ask(prospects.page, Query()).ids)
    assert sorted(each.name for each in found) == ["L. Maier", "Tom Becker"]


@pytest.mark.parametrize(("language", "told"), [("en", "line,reason"), ("zh_CN", "原文件行号,未导入原因")])
def test_saved_rejects_are_mended_and_brought_in_again(page, qtbot, office, tmp_path, language, told):
    page.words = Words(language)
    before = people(office)
    file = tmp_path / "people.csv"
    file.write_text("Name,Phone,Birthday\nAnna Weber,0755123,1990-13-45\n", encoding="utf-8")
    to_preview(qtbot, page, file)
    left = tmp_path / "left.csv"
    page.write_rejects(left)
    qtbot.waitUntil(left.exists)
    assert left.read_text(encoding="utf-8-sig").startswith(f"Name,Phone,Birthday,{told}")
    left.write_text(
        left.read_text(encoding="utf-8-sig").replace("1990-13-45", "1990-12-05"), encoding="utf-8"
    )
    to_preview(qtbot, page, left)
    assert page.known.told.result.added == 1
    page.bring_in()
    reach(qtbot, page, 4)
    assert people(office) == before + 1


def test_an_own_field_is_matched_in_the_columns_and_brought_in(page, qtbot, office, tmp_path):
    office.do(own_fields.add, OwnFieldForm("person", "choice", "Class", "等级", choices=("Gold", "Silver")))
    path = tmp_path / "people.csv"
    path.write_text(
        "Name,Mobile,Class,x\nAnn Li,13511112222,gold,silver\nBen Wu,13511113333,Bronze,\n", encoding="utf-8"
    )
    page.take(path)
    reach(qtbot, page, 1)
    page.match()
    reach(qtbot, page, 2)
    (key,) = page.known.matching.own
    box = combo(page, f"column-{key}")
    assert (box.currentText(), box.accessibleName()) == ("Class", "Class")
    page.try_out()
    reach(qtbot, page, 3)
    assert [one.line for one in page.known.told.result.rejects] == [3]
    page.step(2)
    pick(combo(page, f"column-{key}"), "x")
    qtbot.waitUntil(lambda: page.known.matching.mapping.columns.get(key) == "x", timeout=SLOW)
    page.try_out()
    reach(qtbot, page, 3)
    page.bring_in()
    reach(qtbot, page, 4)
    (ann,) = office.ask(owners.page, Query("Ann Li")).ids
    assert [line.value for line in office.ask(owners.card, ann).own] == ["Silver"]


def long_table(path, rows):
    lines = [f"Old {n},Person {n},1380{n:07d}" for n in range(rows)]
    path.write_text("\n".join(["Old number,Name,Mobile", *lines]), encoding="utf-8")
    return path


def test_of_a_long_table_the_first_rows_are_tried_and_all_when_asked(
    page, qtbot, office, tmp_path, monkeypatch
):
    monkeypatch.setattr(ImportsTab.try_out, "__defaults__", (20,))
    before = people(office)
    to_preview(qtbot, page, long_table(tmp_path / "people.csv", 45))
    told = page.known.told
    assert (told.result.read, told.whole) == (20, False)
    said = "\n".join(one.text() for one in page.detail.page.findChildren(Wrapped))
    assert "its first 20 rows" in said
    page.detail.page.findChild(Button, "try-all").click()
    qtbot.waitUntil(lambda: page.known.told is not told and not page.known.busy, timeout=SLOW)
    assert (page.known.told.result.read, page.known.told.whole) == (45, True)
    assert page.detail.page.findChild(Button, "try-all") is None
    page.bring_in()
    reach(qtbot, page, 4)
    assert people(office) == before + 45


def test_a_large_file_is_looked_into_by_another_process(page, qtbot, tmp_path, monkeypatch):
    monkeypatch.setattr("fmcrm_desktop.ui.tabs.imports.tab.LARGE", 1_000)

    def look(*_):
        raise AssertionError("looked into here")

    monkeypatch.setattr(import_steps, "look", look)
    page.take(long_table(tmp_path / "people.csv", 60))
    assert page.known.busy
    reach(qtbot, page, 1)
    assert page.known.kind == "people" and page.known.look.rows


def test_a_title_over_the_table_makes_no_column_wide(page, qtbot, tmp_path):
    file = tmp_path / "list.csv"
    file.write_text(
        "A very long title of the whole list of owners and tenants,,,kept by the office\n\nNo.,Name,Phone,Unit\n"
        "1,Anna Weber,0755123,1-101\n",
        encoding="utf-8",
    )
    page.take(file)
    reach(qtbot, page, 1)
    table = page.detail.page.findChild(TextTable, "rows")
    assert page.known.look.choice.header_row == 3
    assert table.columnWidth(0) < 80
    assert (table.columnSpan(0, 0), table.columnSpan(0, 3), table.columnSpan(1, 0)) == (3, 1, 1)
    assert not any(table.isRowHidden(row) for row in range(table.rowCount()))


@pytest.mark.parametrize("ending", [".xlsx", ".csv"])
def test_rejected_rows_of_a_workbook_go_into_a_workbook(page, qtbot, tmp_path, monkeypatch, ending):
    file = tmp_path / f"list{ending}"
    rows = [["Name", "Share", "Unit"], ["Anna Weber", "150%", "1-101"], ["Bea Weber", "50%", "1-102"]]
    if ending == ".csv":
        file.write_text("\n".join(map(",".join, rows)), encoding="utf-8")
    else:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(file)
    to_preview(qtbot, page, file)
    asked = []
    monkeypatch.setattr(
        tab_module.QFileDialog, "getSaveFileName", lambda *args: asked.append(args) or ("", "")
    )
    page.save_rejects()
    assert asked[0][2].endswith(f"list not taken{ending}")
    assert ending[1:] in asked[0][3].split(";;")[0]
