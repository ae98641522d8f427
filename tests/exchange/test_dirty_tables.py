"""Workbooks and lists as offices send them, made here with each trap; counted by openpyxl and csv beside us."""

import csv
import re
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook, load_workbook

from fmcrm_desktop.exchange import tables_in
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import imports, owners

PEOPLE = [("王芳", "13800138000"), ("李明", "13900139000"), ("张伟", "0755-88886666")]


def workbook(tmp_path, make, name="in.xlsx"):
    book = Workbook()
    make(book.active, book)
    book.save(tmp_path / name)
    return tmp_path / name


def phantoms(sheet, _book):
    """A title over merged cells, a heading below it, notes beside the table, formatted empty rows below."""
    from openpyxl.styles import Font

    sheet.append(["业主信息登记表"])
    sheet.merge_cells("A1:C1")
    sheet.append([])
    sheet.append(["姓名", "手机号", "备注", None, "说明"])
    for name, phone in PEOPLE:
        sheet.append([name, phone, ""])
    sheet["E4"] = "手机号必须是11位"
    sheet["E9"] = "请勿修改表头"
    for row in range(7, 400):
        for column in range(1, 4):
            sheet.cell(row, column).font = Font(bold=True)
            sheet.cell(row, column).value = "" if row % 2 else None


def numbers(sheet, _book):
    sheet.append(["姓名", "手机号", "出生日期"])
    for at, (name, _) in enumerate(PEOPLE):
        sheet.append([name, 13800138000.0 + at, date(1980, 5, 22)])
    for row in range(2, 5):
        sheet.cell(row, 2).number_format = "0.00E+00"


def hidden(sheet, book):
    sheet.title = "旧"
    sheet.sheet_state = "hidden"
    sheet.append(["x"])
    shown = book.create_sheet("业主")
    shown.append(["姓名", "手机号"])
    for row in PEOPLE:
        shown.append(list(row))


def table_of(path, **how):
    table = tables_in.read(path, **how)
    return table.header, list(table)


def test_titles_notes_and_phantom_rows_are_no_people(tmp_path, empty_office):
    path = workbook(tmp_path, phantoms)
    count = sum(
        1 for row in load_workbook(path).active.iter_rows(min_row=4, max_col=2, values_only=True) if any(row)
    )
    header, rows = table_of(path)
    assert (header, len(rows), count) == (["姓名", "手机号", "备注"], 3, 3)
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice), None, "Asia/Shanghai")
    assert empty_office.do(imports.run, file.source()).result.added == count
    assert empty_office.do(imports.run, file.source()).result.same == count


def test_numbers_shown_with_powers_keep_every_figure_and_days_are_days(tmp_path):
    _, rows = table_of(workbook(tmp_path, numbers))
    assert [cells[1] for _, cells in rows] == ["13800138000", "13800138001", "13800138002"]
    assert {str(cells[2])[:10] for _, cells in rows} == {"1980-05-22"}


def test_a_hidden_sheet_is_told_and_another_can_be_read(tmp_path):
    path = workbook(tmp_path, hidden)
    assert [(one.name, one.hidden) for one in tables_in.sheets(path)] == [("旧", True), ("业主", False)]
    assert len(table_of(path, sheet="业主")[1]) == 3


@pytest.mark.parametrize("said", ["A1", "A1:A1", "A1:ZZ9"])
def test_a_wrong_dimension_hides_no_row(tmp_path, said):
    path = rewritten(workbook(tmp_path, phantoms), r'<dimension ref="[^"]*"', f'<dimension ref="{said}"')
    assert len(table_of(path)[1]) == 3


def test_strict_workbooks_are_read(tmp_path):
    path = workbook(tmp_path, numbers)
    old, new = (
        "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
        "http://purl.oclc.org/ooxml/spreadsheetml/main",
    )
    path = rewritten(path, re.escape(old), new)
    assert len(table_of(path)[1]) == 3


def rewritten(path, pattern, by):
    """The same workbook with its parts changed."""
    other = path.with_name("other.xlsx")
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(other, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name.endswith(".xml"):
                data = re.sub(pattern, by, data.decode()).encode()
            new.writestr(name, data)
    return other


DIRTY = [
    "(202) 555-0{n:03}", "202.555.0{n:03} ext. 5", "+1 202 555 0{n:03}", "2025550{n:03}/2025551{n:03}", "N/A", "",
    "see web page", "０２０２５５５０{n:03}", "202-555-0{n:03} or 202-555-1{n:03}", "1-800-FLOWERS",
    "2025550{n:03}.0", "tel:202 555 0{n:03}", "202-555-0{n:03} (fax)", "call 202 555 0{n:03} (evenings)",
    "2.025550{n:03}E+09",
]  # fmt: skip


WORDS = {"big5": ("機構", "類別"), "cp1252": ("Asociación de señoras", "Catégorie")}
"""What can be written in characters that hold no simplified Chinese."""


def first_id(office):
    return office.ask(owners.page, Query()).ids[0]


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-be", "utf-16-le", "big5", "cp1252"]
)
def test_a_directory_of_two_thousand_organisations_comes_in_whole_and_once(tmp_path, empty_office, codec):
    path = tmp_path / "organisations.csv"
    kind, heading = WORDS.get(codec, ("机构", "类别"))
    dirty = [each for each in DIRTY if codec != "cp1252" or each.isascii()]
    with path.open("w", encoding=codec, newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["Organization Name", "Phone", "Email", "Address", heading])
        for n in range(2_000):
            phone = dirty[n % len(dirty)].format(n=n % 1000)
            writer.writerow(
                [
                    f"Organisation {n} {kind}",
                    phone,
                    f"o{n}@example.org" if n % 3 else "n/a",
                    f"{n} Elm St",
                    kind[0],
                ]
            )
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice, "people"), None, "Asia/Shanghai")
    first = empty_office.do(imports.run, file.source()).result
    assert (first.read, first.added, first.rejected) == (2_000, 2_000, 0)
    assert empty_office.ask(owners.rows, [first_id(empty_office)])[0].name.endswith(kind)
    second = empty_office.do(imports.run, file.source())
    assert (second.result.same, second.deed) == (2_000, None)


def test_an_apostrophe_that_keeps_figures_as_text_is_no_part_of_the_number(tmp_path, empty_office):
    path = tmp_path / "in.csv"
    path.write_text("姓名,手机号,备注\n王芳,'13800138000,'70年代的房子\n", encoding="utf-8")
    choice = Choice(path)
    file = ImportFile.open(choice, kind_of(choice, "people"), None, "Asia/Shanghai")
    assert empty_office.do(imports.run, file.source()).result.added == 1
    [row] = empty_office.ask(owners.rows, [first_id(empty_office)])
    assert row.phone == "13800138000"


def by_hand(sheet, _book):
    """As a list is kept by hand: a building merged over its flats, ditto marks, the headings on each page again."""
    sheet.append(["业主台账"])
    sheet.merge_cells("A1:E1")
    heading = ["楼栋", "房号", "姓名", "手机号", "产权份额"]
    sheet.append(heading)
    sheet.append(["3栋", "101", "王芳", "13800138000", "1/2"])
    sheet.append([None, "同上", "李明", "〃", "50%"])
    sheet.append([None, "102", "张伟", "13900139000", "—"])
    sheet.merge_cells("A3:A5")
    sheet.append(heading)
    sheet.append(["4栋", "101", "赵六", "ditto", "100%"])
    sheet.append(["4栋", "102", "孙七", "13700137000", None])


def test_merged_cells_and_ditto_marks_say_what_stands_above(tmp_path, empty_office):
    choice = Choice(workbook(tmp_path, by_hand))
    file = ImportFile.open(choice, kind_of(choice), None, "Asia/Shanghai")
    rows = {row.line: row for row in file.rows()}
    said = {
        line: (row.values.get("building"), row.values.get("unit"), row.values.get("phone"))
        for line, row in rows.items()
    }
    assert said[3] == said[4] == ("3栋", "101", "13800138000")
    assert said[5] == ("3栋", "102", "13900139000") and "share" not in rows[5].values
    assert said[8] == ("4栋", "102", "13700137000")
    assert not any(rows[line].faults for line in (3, 4, 5, 8))
    # mended by itself a rejected row must not mean a line it no longer stands below
    assert rows[4].cells == ["3栋", "101", "李明", "13800138000", "50%"]
    assert len(rows[6].faults) == 1 and "headings" in rows[6].faults[0].text
    # 手机号 stands above, a heading: what a ditto mark under it means nobody knows
    assert rows[7].values.get("phone") != "手机号" and [fault.field for fault in rows[7].faults] == ["phone"]
    assert empty_office.do(imports.run, file.source()).result.added == 4


def test_headings_merged_over_two_lines_make_nobody(tmp_path):
    def make(sheet, _book):
        sheet.append(["房号", "姓名", "电话", None])
        sheet.append([None, None, "手机", "座机"])
        for cells in ("A1:A2", "B1:B2", "C1:D1"):
            sheet.merge_cells(cells)
        sheet.append(["1-101", "王芳", "13800138000", "0512-65550000"])

    choice = Choice(workbook(tmp_path, make))
    file = ImportFile.open(choice, "people", None, "Asia/Shanghai")
    taken = [row.values["name"] for row in file.rows() if not row.faults]
    assert taken == ["王芳"]
