"""Lists as offices keep them: places said twice, names turned round, times in a column of their own, states with
remarks."""

import sqlite3

import pytest

from fmcrm_desktop.exchange import headings
from fmcrm_desktop.exchange.mapping import Mapping, guessed, remembered, with_role
from fmcrm_desktop.services import settings
from tests.services.test_imports import ask, bring, table


@pytest.mark.parametrize(
    ("rows", "labels"),
    [
        ([["Building", "Unit", "Owner"], ["3栋", "3-2-1501", "Ann"], ["3栋", "3-2-1502", "Bob"]],
         ["3-2-1501", "3-2-1502"]),
        (
            [["Block", "Flat / Unit", "Owner"], ["Tower A", "Tower A / 15F / 01", "Ann"],
             ["Tower A", "Tower A / 14F / 01", "Bob"], ["", "Tower A / GF / Shop 2", "Cy"]],
            ["Tower A-15F-01", "Tower A-14F-01", "Tower A-GF-Shop 2"],
        ),
        ([["Unit", "Owner"], ["Tower C - 0701", "Ann"], ["Block 12-0304", "Bob"]], ["Tower C-0701", "Block 12-0304"]),
        # Entrance 1 and entrance 2 of building 1, as far as anybody can tell.
        ([["Building", "Unit", "Owner"], ["1", "1-101", "Ann"], ["1", "2-101", "Bob"]], ["1-1-101", "1-2-101"]),
    ],
)  # fmt: skip
def test_a_unit_that_says_its_building_again_is_called_once_by_it(empty_office, tmp_path, rows, labels):
    path = table(tmp_path, rows)
    assert bring(empty_office, path, "people").result.added == len(rows) - 1
    assert ask(empty_office, "select label from unit order by id") == [(each,) for each in labels]
    without = "select count(*) from unit where building_id is null"
    assert ask(empty_office, without) == [(0,)]
    again = bring(empty_office, path, "people").result
    assert (again.added, again.same) == (0, len(rows) - 1)


def test_a_unit_that_came_in_under_its_whole_code_is_found_by_it_still(empty_office, tmp_path):
    bring(empty_office, table(tmp_path, [["Building", "Unit", "Owner"], ["3", "3/2/1501", "Ann"]]), "people")
    with sqlite3.connect(empty_office.store.path) as file:
        file.execute("update unit set code = '3-2-1501'")
    file.close()
    bring(empty_office, table(tmp_path, [["Building", "Unit", "Owner"], ["3", "3-2-1501", "Ann"]]), "people")
    assert ask(empty_office, "select count(*) from unit") == [(1,)]


def test_one_owner_with_the_name_turned_round_and_the_same_telephone_is_one(empty_office, tmp_path):
    rows = [["Unit", "Owner's Name", "Tel (mobile)", "Tel (home)"],
            ["A-1", "Oliver Penrose", "+86 138 0013 8000", "0571 8765 4321"],
            ["A-2", "Penrose, Oliver", "138 0013 8000", "n/a"],
            ["A-3", "Penrose, Mary", "138 0013 8000", ""]]  # fmt: skip
    path = table(tmp_path, rows)
    bring(empty_office, path, "people")
    assert ask(empty_office, "select name, notes from person order by id") == [
        ("Oliver Penrose", ""),
        ("Penrose, Mary", ""),
    ]
    assert ask(empty_office, "select person_id, unit_id from relation order by id") == [
        (1, 1),
        (1, 2),
        (2, 3),
    ]
    assert bring(empty_office, path, "people").result.same == 3


@pytest.mark.parametrize(
    ("rows", "kind", "stored"),
    [
        ([["投诉日期", "时间", "投诉内容"], ["2026年10月8日", "9:15", "漏水"], ["2026/10/9", "下午3点", "噪音"],
          ["2026-10-10", "晚些时候", "异味"]],
         "complaint", ["2026-10-08 01:15:00", "2026-10-09 07:00:00", "2026-10-09 16:00:00"]),
        ([["Job No", "Date logged", "Time", "Fault"], ["J1", "12/10/2026", "3:05 pm", "Leak"]],
         "work_order", ["2026-10-12 07:05:00"]),
        ([["来电时间", "日期", "来电号码", "事由", "结果"], ["14:20", "2026-10-12", "13800138000", "咨询", "已接听"]],
         "call", ["2026-10-12 06:20:00"]),
    ],
)  # fmt: skip
def test_the_time_of_a_day_may_stand_in_a_column_of_its_own(empty_office, tmp_path, rows, kind, stored):
    path = table(tmp_path, rows)
    assert bring(empty_office, path).result.added == len(stored)
    column = "started" if kind == "call" else "received"
    found = ask(empty_office, f"select {column} from {kind} order by id")
    assert [str(at)[:19] for (at,) in found] == stored
    assert bring(empty_office, path).result.same == len(stored)


def test_a_time_nobody_can_read_is_kept_in_words(empty_office, tmp_path):
    bring(
        empty_office, table(tmp_path, [["投诉日期", "时间", "投诉内容"], ["2026-10-10", "晚些时候", "异味"]])
    )
    assert "晚些时候" in str(ask(empty_office, "select external from complaint"))


@pytest.mark.parametrize(
    ("said", "state"),
    [("Cancelled by tenant", "cancelled"), ("In hand", "assigned"), ("已完成，待付款", "done"),
     ("Completed (12/3)", "done"),
     ("On-site", "on_site"), ("Recalled", "requested"), ("Not completed", "requested")],
)  # fmt: skip
def test_a_state_is_known_with_a_remark_behind_it(empty_office, tmp_path, said, state):
    bring(
        empty_office, table(tmp_path, [["Logged", "Fault", "Status"], ["2026-10-12", "Leak", said]]), "orders"
    )
    assert ask(empty_office, "select state from work_order") == [(state,)]


def test_a_day_without_its_year_is_refused_with_what_it_lacks(empty_office, tmp_path):
    done = bring(empty_office, table(tmp_path, [["投诉日期", "投诉内容"], ["10/11", "装修噪音"]]))
    [rejected] = done.result.rejects
    assert "day, month and year" in rejected.why.text


@pytest.mark.parametrize(
    ("heading", "kind", "expected"),
    [
        ("Unit No.,Surname,First name,Mobile,E-mail,Move-in date,Area (sq m)", "people",
         {"last_name": "Surname", "first_name": "First name", "email": "E-mail"}),
        ("Block,Flat / Unit,Owner's Name,Tel (mobile),Tel (home),Moved in", "people",
         {"building": "Block", "unit": "Flat / Unit", "name": "Owner's Name", "phone": "Tel (mobile)",
          "home_phone": "Tel (home)", "from_day": "Moved in"}),
        ("房号 Unit,业主姓名 Owner,手机 Mobile,邮箱 Email", "people",
         {"unit": "房号 Unit", "name": "业主姓名 Owner", "phone": "手机 Mobile", "email": "邮箱 Email"}),
        ("Job No,Logged,Flat,Fault,Status", "orders",
         {"number": "Job No", "received": "Logged", "unit": "Flat", "summary": "Fault"}),
        ("序号,投诉日期,时间,投诉内容,办结日期", "complaints",
         {"received": "投诉日期", "received_time": "时间", "resolved": "办结日期"}),
        ("楼栋/房号,业主", "people", {"unit": "楼栋/房号", "building": None}),
    ],
)  # fmt: skip
def test_headings_of_offices_are_understood(heading, kind, expected):
    header = heading.split(",")
    found = headings.match(header, kind)
    assert {field: found.get(field) for field in expected} == expected
    if len(header) > 2:
        assert headings.guess_kind(header) == kind


def test_a_lone_time_is_the_moment_itself():
    found = headings.match(["时间", "投诉内容"], "complaints")
    assert found["received"] == "时间" and "received_time" not in found


@pytest.mark.parametrize(
    ("heading", "title", "roles"),
    [
        ("租户姓名", "list", ["tenant"]),
        ("Tenant Name", "Owners", ["tenant"]),
        ("姓名", "租户", ["tenant"]),
        ("Name", "tenants 2026", ["tenant"]),
        ("业主姓名", "租户", ["owner"]),
        ("户主", "list", ["owner"]),
        ("Name", "Owners and tenants", ["owner"]),
    ],
)
def test_a_list_of_tenants_makes_no_owners(empty_office, tmp_path, heading, title, roles):
    rows = [[heading, "手机1", "房号", "租期止"], ["Ann", "13800000001", "3-101", "2026-12-31"]]
    path = table(tmp_path, rows, f"{title}.csv")
    assert bring(empty_office, path, "people").result.added == 1
    assert ask(empty_office, "select role, until_day from relation") == [(roles[0], "2026-12-31")]


def test_what_all_of_a_list_are_is_told_by_each_list_anew():
    header = ["姓名", "房号"]
    tenants = with_role(guessed(header, "people"), "租户")
    assert tenants.values == {"role": {"": "tenant"}}
    again = remembered(tenants.to_plain(), header, "people")
    assert with_role(again, "业主").values == {"role": {"": "owner"}}
    said = Mapping("people", tenants.columns, {"role": {"": "occupant"}})
    assert with_role(said, "租户").values == {"role": {"": "occupant"}}, "what a person chose stands"


def test_the_remarks_of_a_second_list_stand_below_the_first(empty_office, tmp_path):
    first = table(
        tmp_path, [["房号", "业主", "手机", "备注"], ["3-101", "司马青", "13800000001", "家里有狗"]], "1.csv"
    )
    units = table(tmp_path, [["房号", "建筑面积", "备注"], ["3-101", "89.5", "顶层漏水"]], "2.csv")
    again = table(
        tmp_path, [["房号", "业主", "手机", "备注"], ["3-102", "司马青", "13800000001", "狗"]], "3.csv"
    )
    for path, kind in ((first, "people"), (units, "units"), (again, "people")) * 2:
        assert bring(empty_office, path, kind).result.rejected == 0
    assert ask(empty_office, "select notes from person") == [("家里有狗\n狗",)]
    assert ask(empty_office, "select label, notes from unit order by id") == [
        ("3-101", "顶层漏水"),
        ("3-102", ""),
    ]
    assert bring(empty_office, again, "people").result.same == 1


def test_what_a_chinese_keyboard_and_a_neat_clerk_leave_in_a_list_is_read_as_meant(empty_office, tmp_path):
    """Wide figures are figures, a name of two characters has no blank, and a company is none of the people."""
    rows = [["楼栋", "房号", "业主", "联系电话"], ["２号楼", "１０２", "周　杰", "13800138000"],
            ["Ｂ座", "商铺－３", "上海锦宏贸易有限公司", "021-58881234"],
            ["2号楼", "201", "欧阳 超", "13800138001"]]  # fmt: skip
    bring(empty_office, table(tmp_path, rows), "people")
    labels = ask(empty_office, "select label from unit order by id")
    assert labels == [("2-102",), ("B-商铺-3",), ("2-201",)]
    assert ask(empty_office, "select name, kind = 'company' from person order by id") == [
        ("周杰", 0), ("上海锦宏贸易有限公司", 1), ("欧阳 超", 0),
    ]  # fmt: skip
    assert bring(empty_office, table(tmp_path, rows), "people").result.same == 3


def test_the_first_site_is_called_as_the_estate_not_as_its_office(empty_office, tmp_path):
    empty_office.do(settings.put, **{"office.name": "锦绣花园物业服务中心"})
    bring(empty_office, table(tmp_path, [["楼栋", "房号", "业主"], ["1号楼", "101", "王芳"]]), "people")
    assert ask(empty_office, "select name from site") == [("锦绣花园",)]


@pytest.mark.parametrize(
    "said",
    ["3号楼2单元1202室", "3号楼-2-1202", "3栋-2-1202", "3#-2-1202", "3#楼2单元1202", "3栋 2单元 1202房", "3-2单元-1202",
     "3-2-1202室", "3-2-1202#", "3/2/1202", "三号楼二单元1202", "3号樓2單元12樓1202", "花园里3栋2单元1202"],
)  # fmt: skip
def test_a_unit_is_one_unit_however_a_sheet_writes_it(empty_office, tmp_path, said):
    first = [["小区", "楼栋", "单元", "房号", "业主姓名"], ["花园里", "3栋", "二单元", "1202", "安娜"]]
    bring(empty_office, table(tmp_path, first, "a.csv"), "people")
    bring(empty_office, table(tmp_path, [["房号", "业主姓名"], [said, "鲍勃"]], "b.csv"), "people")
    assert ask(empty_office, "select label from unit") == [("3-2-1202",)]
    assert ask(empty_office, "select code from building") == [("3",)]


def test_a_building_the_office_named_itself_is_found_by_its_bare_number(empty_office, tmp_path):
    bring(
        empty_office,
        table(tmp_path, [["楼栋", "房号", "业主姓名"], ["3", "1202", "安娜"]], "a.csv"),
        "people",
    )
    with sqlite3.connect(empty_office.store.path) as file:
        file.execute("update building set code = '3号楼'")
    file.close()
    rows = [["楼栋", "房号", "业主姓名"], ["3#", "1202房", "安娜"], ["3号楼", "1203", "鲍勃"]]
    bring(empty_office, table(tmp_path, rows, "b.csv"), "people")
    assert ask(empty_office, "select code from building") == [("3号楼",)]
    assert ask(empty_office, "select code from unit order by id") == [("1202",), ("1203",)]


def test_a_room_named_by_its_use_keeps_its_name(empty_office, tmp_path):
    rows = [["楼栋", "单元", "房号", "业主姓名"], ["1栋", "1单元", "1-101", "安娜"], ["1栋", "1单元", "门房", "鲍勃"],
            ["A座", "", "12楼3室", "陈"]]  # fmt: skip
    bring(empty_office, table(tmp_path, rows), "people")
    assert ask(empty_office, "select code from unit order by id") == [("101",), ("门房",), ("12楼3",)]
