"""The owners' table as an office really has it: title above, notes beside, sums below, shares, two telephones in a
cell, doubles; counted by hand, in both languages, and the second time nothing comes of it."""

from __future__ import annotations

import csv
from datetime import date

import openpyxl
import pytest

from fmcrm_desktop.services import imports
from tests.services.test_imports import ask, bring, counts, opened

CHINESE = ["序号", "房号", "业主姓名", "联系电话", "产权份额", "入住日期", "备注", "车牌号"]
OWNERS = [
    [1, "3-1-502", "王芳", "13800138000/0755-88886666", "100%", "2019/5/1", "老人在家", "粤B12345"],
    [2, "3栋1单元503", "李强", "138 0013 8001", "50%", date(2020, 3, 4), "", ""],
    [3, "3栋1单元503", "赵敏", "13800138002、13800138012", "50%", "2020.3.4", "", ""],
    [4, "4-2-1201", "佐藤旅行社有限公司", "0755-26001234", "1", "2021年7月15日", "", ""],
    [5, "4-2-1202", "陈晓明", "１３８００１３８００５", "100%", "44197", "", ""],
    [6, "3-1-502", "王芳", "13800138000", "100%", "2019-05-01", "", ""],
    ["合计", 6, "", "", "", "", "", ""],
]


def workbook(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "柳苑小区业主信息登记表"
    sheet.merge_cells("A1:H1")
    sheet["A2"] = "制表：李娜"
    for down, cells in enumerate([CHINESE, *OWNERS], 4):
        for across, value in enumerate(cells, 1):
            sheet.cell(down, across, value)
    sheet["L5"], sheet["L6"] = "注：红色为未交费", "联系人：小李 13900000000"
    for down in range(12, 300):  # rows that were painted once and never filled
        sheet.cell(down, 1).fill = openpyxl.styles.PatternFill("solid", fgColor="FFFFFF")
    path = tmp_path / "owners.xlsx"
    book.save(path)
    return path


def gbk(tmp_path):
    path = tmp_path / "owners.csv"
    with path.open("w", encoding="gbk", newline="") as file:
        rows = [[str(cell) for cell in row] for row in OWNERS]
        csv.writer(file).writerows([["柳苑小区业主信息登记表"], [], CHINESE, *rows, [""] * 8])
    return path


@pytest.mark.parametrize("made", [workbook, gbk])
def test_a_chinese_table_comes_in_as_counted_by_hand_and_only_once(empty_office, tmp_path, made):
    path = made(tmp_path)
    done = bring(empty_office, path, "people").result
    assert counts(done) == (7, 5, 0, 1, 1)
    assert [each.why.text.split(" (")[0] for each in done.rejects] == ["The row adds up the others"]
    assert ask(
        empty_office,
        "SELECT p.name, u.label, r.share_numerator, r.share_denominator, r.from_day FROM relation r "
        "JOIN person p ON p.id = r.person_id JOIN unit u ON u.id = r.unit_id ORDER BY p.id",
    ) == [
        ("王芳", "3-1-502", 1, 1, "2019-05-01"), ("李强", "3-1-503", 1, 2, "2020-03-04"),
        ("赵敏", "3-1-503", 1, 2, "2020-03-04"), ("佐藤旅行社有限公司", "4-2-1201", 1, 1, "2021-07-15"),
        ("陈晓明", "4-2-1202", 1, 1, "2021-01-01"),
    ]  # fmt: skip
    assert ask(empty_office, "SELECT count(*) FROM contact_point") == [(7,)]
    assert counts(bring(empty_office, path, "people").result) == (7, 0, 0, 6, 1)


def test_lines_of_sums_are_told_and_bring_nobody_but_who_is_called_so_comes_in(empty_office, tmp_path):
    rows = (
        "1-101,王五,89.5,",
        "小计:,1户,89.5,",
        "1-102,Total,70,13800001234",
        "合计,2户,1234567.50,",
        "Total,3,9,",
    )
    path = tmp_path / "a.csv"
    path.write_text("\n".join(("房号,业主,面积,电话", *rows)), encoding="utf-8")
    done = bring(empty_office, path, "people").result
    assert [each.why.text.split(" (")[0] for each in done.rejects] == ["The row adds up the others"] * 3
    assert ask(empty_office, "SELECT name FROM person ORDER BY id") == [("王五",), ("Total",)]


def test_what_would_be_lost_is_named_before(empty_office, tmp_path):
    file = opened(workbook(tmp_path), empty_office, "people")
    assert file.mapping.left_out(file.header) == ["序号", "车牌号"]


def test_next_month_sorted_otherwise_nobody_becomes_another(empty_office, tmp_path):
    """The numbers of the lines are others in the next table: they are nobody's own number."""
    first = [["No.", "Unit", "Owner", "Mobile"], ["1", "3-502", "Ann Li", "13800138000"],
             ["2", "3-503", "Ben Wu", "13900139000"]]  # fmt: skip
    for at, rows in enumerate((first, [first[0], ["1", *first[2][1:]], ["2", *first[1][1:]]])):
        path = tmp_path / f"{at}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows)
        done = empty_office.do(imports.run, opened(path, empty_office, "people").source()).result
        assert counts(done) == ((2, 2, 0, 0, 0), (2, 0, 0, 2, 0))[at]
    assert ask(empty_office, "SELECT name, external_number FROM person ORDER BY id") == [
        ("Ann Li", ""),
        ("Ben Wu", ""),
    ]
