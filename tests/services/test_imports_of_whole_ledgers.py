"""The one sheet an office keeps: units, their owners with all that is known of them, and who rents."""

import sqlite3
from contextlib import closing

import openpyxl

from fmcrm_desktop import places
from fmcrm_desktop.exchange import headings, lists_out
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import imports
from tests.services.test_imports_of_people import ask, bring, counts, opened, table

LEDGER = ["序号", "楼栋", "单元", "房号", "楼层", "建筑面积（㎡）", "户型", "房屋性质", "业主姓名", "身份证号",
          "联系电话", "入住日期", "租户姓名", "租户电话", "租期起", "租期止"]  # fmt: skip
ROWS = [["1", "1号楼", "一单元", "101", "1", "89.50", "两室一厅", "住宅", "安娜", "110101198503071236", "13800138000",
         "2019-03-01", "鲍勃", "13900139000", "2026/1/1", "2026/12/31"],
        ["2", "1号楼", "一单元", "102", "1", "102.3", "", "商铺", "陈晨", "", "13800138001", "", "", "", "", ""],
        # the tenant of the first row owns a unit, too
        ["3", "1号楼", "二单元", "201", "2", "60", "", "", "鲍勃", "", "13900139000", "", "", "", "", ""]]  # fmt: skip

TIES = """select p.name, u.label, r.role, r.from_day, r.until_day from relation r
    join person p on p.id = r.person_id join unit u on u.id = r.unit_id"""


def test_one_sheet_brings_units_owners_and_tenants_and_one_undo_takes_all(empty_office, tmp_path):
    path = table(tmp_path, [LEDGER, *ROWS], "台账.csv")
    assert headings.guess_kind(LEDGER) == "people"
    office = empty_office
    done = bring(office, path)
    assert counts(done.result) == (3, 3, 0, 0, 0)
    assert ask(office, "select label, floor, area, kind, notes from unit order by id") == [
        ("1-1-101", "1", 8950, "unit", "户型: 两室一厅"), ("1-1-102", "1", 10230, "unit", ""),
        ("1-2-201", "2", 6000, "unit", ""),
    ]  # fmt: skip
    assert ask(office, "select name, identity_number from person order by id") == [
        ("安娜", "110101198503071236"), ("陈晨", ""), ("鲍勃", "")
    ]  # fmt: skip
    assert set(ask(office, TIES)) == {
        ("安娜", "1-1-101", "owner", "2019-03-01", None), ("陈晨", "1-1-102", "owner", None, None),
        ("鲍勃", "1-1-101", "tenant", "2026-01-01", "2026-12-31"), ("鲍勃", "1-2-201", "owner", None, None),
    }  # fmt: skip
    assert counts(bring(office, path).result) == (3, 0, 0, 3, 0)
    assert counts(office.ask(imports.preview, opened(office, path).source())) == (3, 0, 0, 3, 0)
    later = [LEDGER, [*ROWS[0][:5], "91", *ROWS[0][6:]]]
    assert counts(bring(office, table(tmp_path, later, "later.csv")).result) == (1, 0, 1, 0, 0)
    assert ask(office, "select area from unit where label = '1-1-101'") == [(9100,)]


def test_a_preview_of_a_ledger_says_what_the_import_does_and_undo_takes_all_of_it(empty_office, tmp_path):
    office, path = empty_office, table(tmp_path, [LEDGER, *ROWS])
    assert counts(office.ask(imports.preview, opened(office, path).source())) == (3, 3, 0, 0, 0)
    done = bring(office, path)
    office.undo(done.deed)
    for name in ("person", "unit", "relation", "contact_point"):
        assert ask(office, f"select count(*) from {name} where archived is null") == [(0,)]


def test_a_list_of_tenants_alone_is_about_the_tenants():
    found = headings.match(["房号", "租户姓名", "租户电话", "租期起", "租期止"], "people")
    assert found == {
        "unit": "房号",
        "name": "租户姓名",
        "phone": "租户电话",
        "from_day": "租期起",
        "until_day": "租期止",
    }
    found = headings.match(["Unit", "Tenant", "Phone", "Lease start"], "people")
    assert (found["name"], found["phone"], found["from_day"]) == ("Tenant", "Phone", "Lease start")


def test_a_second_file_fills_the_days_that_the_first_did_not_know(empty_office, tmp_path):
    office = empty_office
    bring(office, table(tmp_path, [["楼栋", "房号", "业主姓名"], ["1", "101", "安娜"]], "a.csv"))
    second = [["楼栋", "房号", "业主姓名", "入住日期", "产权份额"], ["1", "101", "安娜", "2019-03-01", "1/2"]]
    assert counts(bring(office, table(tmp_path, second, "b.csv")).result) == (1, 0, 1, 0, 0)
    assert counts(bring(office, table(tmp_path, second, "b.csv")).result) == (1, 0, 0, 1, 0)
    third = [second[0], ["1", "101", "安娜", "2020-01-01", ""]]
    assert counts(bring(office, table(tmp_path, third, "c.csv")).result) == (1, 0, 0, 1, 0)
    kept = "select from_day, share_numerator, share_denominator from relation"
    assert ask(office, kept) == [("2019-03-01", 1, 2)]


def test_a_ledger_with_merged_cells_below_a_title(empty_office, tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.merge_cells("A1:E1")
    sheet["A1"] = "某小区业主信息登记表"
    sheet["A2"] = "制表日期：2026-11-01"
    for row in (["楼栋", "房号", "业主姓名", "联系电话", "建筑面积"], ["1号楼", 101, "安娜", 13800138000.0, "89.5"],
                [None, 102, "鲍勃", 1.3800138001e10, 102], ["合计", None, None, None, 191.5]):  # fmt: skip
        sheet.append(row) if sheet.max_row > 3 else [
            sheet.cell(4, at, value) for at, value in enumerate(row, 1)
        ]
    sheet.merge_cells("A5:A6")
    path = tmp_path / "ledger.xlsx"
    book.save(path)
    assert counts(bring(empty_office, path).result) == (3, 2, 0, 0, 1)
    assert ask(empty_office, "select label, area from unit order by id") == [
        ("1-101", 8950),
        ("1-102", 10200),
    ]
    assert ask(empty_office, "select value from contact_point order by id") == [
        ("13800138000",),
        ("13800138001",),
    ]


def test_household_age_and_language_come_in_and_go_out(empty_office, tmp_path):
    office = empty_office
    rows = [["姓名", "手机", "家庭人口", "年龄", "年龄段", "信函语言"],
            ["安娜", "13800138000", "4", "45", "", "英文"],
            ["鲍勃", "13800138001", "两人", "", "70岁及以上", ""]]  # fmt: skip
    assert bring(office, table(tmp_path, rows)).result.added == 2
    kept = "select name, household_size, age_band, language from person order by id"
    assert ask(office, kept) == [("安娜", 4, "35_54", "en"), ("鲍勃", None, "70", "")]
    rows[1][3] = "57"  # another list, another year: what is kept is not overruled by an age
    assert counts(bring(office, table(tmp_path, rows, "later.csv")).result)[:4] == (2, 0, 0, 2)
    for language in ("en", "zh_CN"):
        out = tmp_path / f"{language}.csv"
        lists_out.export(
            office, "people", Query(), out, Words(language, "Asia/Shanghai", places.resources() / "locale")
        )
        assert "4" in out.read_text("utf-8-sig")
        assert counts(bring(office, out).result)[1:] == (0, 0, 2, 0)
    with closing(sqlite3.connect(office.store.path)) as file:
        file.execute("update person set household_size = null, age_band = '', language = ''")
        file.commit()
    assert counts(bring(office, out).result)[2] == 2
    assert ask(office, kept) == [("安娜", 4, "35_54", "en"), ("鲍勃", None, "70", "")]
