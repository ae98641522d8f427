"""Imports through the door: counts, second imports, undo, rejected rows, history with its own moments."""

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of, write_rejects
from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.services import imports

FILES = Path(__file__).parents[1] / "fixtures" / "imports"


def opened(path, office, kind=None, mapping=None, zone=None, **how):
    choice = Choice(Path(path), **how)
    return ImportFile.open(choice, kind_of(choice, kind), mapping, zone or office.store.zone)


def bring(office, path, *args, **how):
    return office.do(imports.run, opened(path, office, *args, **how).source())


def counts(result):
    assert result.read == result.added + result.updated + result.same + result.rejected
    return result.read, result.added, result.updated, result.same, result.rejected


def ask(office, sql):
    """What is in the file, read by other means than the office's."""
    engine = create_engine(f"sqlite:///{office.store.path}")
    with engine.connect() as connection:
        rows = [tuple(row) for row in connection.execute(text(sql))]
    engine.dispose()
    return rows


def table(tmp_path, rows, name="in.csv"):
    path = tmp_path / name
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    return path


ALL = [
    ("owners.gbk.csv", "people", 4),
    ("fees.csv", "fees", 2),
    ("rooms.utf16be.txt", "units", 4),
    ("complaints.csv", "complaints", 4),
    ("violations.csv", "orders", 3),
]


def test_every_kind_of_file_is_taken_whole_and_the_second_time_adds_nothing(empty_office):
    for name, kind, rows in ALL:
        file = opened(FILES / name, empty_office, zone="America/New_York")
        assert file.kind == kind
        before = empty_office.ask(imports.preview, file.source())
        assert (
            counts(empty_office.do(imports.run, file.source()).result)
            == counts(before)
            == (rows, rows, 0, 0, 0)
        )
    second = [bring(empty_office, FILES / name, zone="America/New_York").result for name, _, _ in ALL]
    # the owner's child could only be tied to the unit once the units were there
    assert [counts(result) for result in second] == [(4, 0, 1, 3, 0)] + [
        (n, 0, 0, n, 0) for _, _, n in ALL[1:]
    ]
    for name, _, rows in ALL:
        third = bring(empty_office, FILES / name, zone="America/New_York")
        assert counts(third.result) == (rows, 0, 0, rows, 0)
        assert third.deed is None


def test_a_preview_changes_nothing_and_says_what_the_import_then_does(empty_office):
    file = opened(FILES / "rooms.utf16be.txt", empty_office)
    seen = empty_office.ask(imports.preview, file.source())
    assert ask(empty_office, "select count(*) from unit") == [(0,)]
    assert [(each.line, each.what) for each in seen.first] == [
        (2, "added"),
        (3, "added"),
        (4, "added"),
        (5, "added"),
    ]


def test_units_are_tied_to_their_owners_by_the_old_numbers(empty_office):
    for name in ("owners.gbk.csv", "fees.csv"):
        bring(empty_office, FILES / name)
    done = bring(empty_office, FILES / "rooms.utf16be.txt")
    assert [hint.values for hint in done.result.hints] == [{"count": 1}]
    owners = ask(
        empty_office,
        "select u.label, p.name, r.role from relation r join unit u on u.id=r.unit_id "
        "join person p on p.id=r.person_id order by u.id",
    )
    assert owners == [
        ("1-1-1011", "欧阳晓明", "owner"),
        ("1-1-1012", "钱多多", "owner"),
        ("1-2-1011", "司马青", "owner"),
    ]
    units = ask(empty_office, "select code, area, floor, notes from unit order by id")
    assert units[0] == ("1011", 9456, "1", "房屋户型: 两室; 室内面积: 80.1; 租金: 0")
    fees = ask(empty_office, "select unit_id, fee_id, from_day from unit_fee order by id")
    assert fees[:3] == [(1, 1, "2020-06-10"), (1, 2, "2020-07-10"), (2, 1, "2020-06-10")]


def test_a_household_shares_its_owners_units_not_the_number(empty_office):
    bring(empty_office, FILES / "rooms.utf16be.txt")
    bring(empty_office, FILES / "owners.gbk.csv")
    assert counts(bring(empty_office, FILES / "rooms.utf16be.txt").result) == (4, 0, 3, 1, 0)
    assert counts(bring(empty_office, FILES / "owners.gbk.csv").result) == (4, 0, 1, 3, 0)
    child = ask(
        empty_office,
        "select p.external_number, u.code, r.role from person p join relation r on r.person_id=p.id "
        "join unit u on u.id=r.unit_id where p.name='钱小小'",
    )
    assert child == [("", "1012", "occupant")]


def test_prices_keep_their_decimals_without_a_float(empty_office):
    bring(empty_office, FILES / "fees.csv")
    fees = ask(empty_office, "select name, recurring, months, price, fixed, from_day from fee order by id")
    assert fees == [("住宅物业费", 1, 6, 13000, 2000, "2020-06-10"), ("电梯费", 0, 1, 0, 3550, "2020-06-10")]


def test_complaints_keep_their_moments_numbers_places_and_unknown_words(empty_office):
    bring(empty_office, FILES / "complaints.csv", zone="America/New_York")
    rows = ask(
        empty_office,
        "select c.number, c.external_number, c.received, c.resolved, c.state, c.channel, c.anonymous, u.label, g.name, "
        "c.external from complaint c join unit u on u.id=c.unit_id join category g on g.id=c.category_id order by c.id",
    )
    assert rows[0][:9] == (
        "C-1708-001", "501", "2017-08-01 04:00:00.000000", "2017-08-08 04:00:00.000000", "resolved", "other", 0,
        "21 ELM PLACE-2C", "ELECTRIC",
    )  # fmt: skip
    assert [row[0] for row in rows[1:]] == ["C-1709-001", "C-1709-002", "C-1709-003"]
    assert rows[2][3:5] == (None, "received")
    assert rows[3][4] == "received" and json.loads(rows[3][9])["state"] == "WITH THE OMBUDSMAN"
    sites = ask(
        empty_office, "select s.name, b.code from building b join site s on s.id=b.site_id order by b.id"
    )
    assert sites == [("NORTHSIDE", "21 ELM PLACE"), ("SOUTHSIDE", "21 ELM PLACE")]


def test_defects_become_orders_due_at_the_end_of_their_day_and_closed_when_their_status_says(empty_office):
    bring(empty_office, FILES / "violations.csv", zone="America/New_York")
    rows = ask(
        empty_office,
        "select number, state, due, done, closed, unit_id, building_id, priority from work_order",
    )
    assert rows[0] == ("W-1310-001", "closed", "2013-11-16 04:59:59.000000", "2014-02-10 05:00:00.000000",
                       "2014-02-10 05:00:00.000000", 1, 1, "normal")  # fmt: skip
    assert rows[1] == ("W-1310-002", "requested", "2013-11-21 04:59:59.000000", None, None, None, 1, "normal")


def test_repeated_numbers_of_different_rows_are_different_matters_and_the_very_same_row_is_one(
    empty_office, tmp_path
):
    mapping = {
        "columns": {"number": "Complaint ID", "received": "Received Date", "category": "Major Category"}
    }
    first = bring(empty_office, FILES / "complaints.csv", "complaints", mapping)
    assert counts(first.result) == (4, 4, 0, 0, 0)
    assert counts(bring(empty_office, FILES / "complaints.csv", "complaints", mapping).result) == (
        4,
        0,
        0,
        4,
        0,
    )
    row = ["7", "2026-01-02 10:00", "Leak"]
    path = table(tmp_path, [["Order No", "Received", "Subject"], row, row])
    assert counts(bring(empty_office, path, "orders").result) == (2, 1, 0, 1, 0)


def test_matters_without_numbers_are_known_by_when_they_came_and_what_they_say(empty_office, tmp_path):
    header = ["报修时间", "房号", "报修内容", "状态"]
    rows = [
        ["2026-01-02 10:00", "3-1202", "水管漏水", "已完成"],
        ["2026-01-02 10:00", "3-1203", "水管漏水", "处理中"],
    ]
    path = table(tmp_path, [header, *rows])
    assert counts(bring(empty_office, path).result) == (2, 2, 0, 0, 0)
    rows[1][3] = "已完成"
    path = table(tmp_path, [header, *rows, ["2026-01-03 08:00", "3-1203", "灯不亮", "新建"]])
    assert counts(bring(empty_office, path).result) == (3, 1, 1, 1, 0)
    assert ask(empty_office, "select label from unit order by id") == [("3-1202",), ("3-1203",)]


def test_one_undo_takes_a_whole_import_back_and_it_can_be_brought_again(empty_office):
    done = bring(empty_office, FILES / "owners.gbk.csv")
    empty_office.undo(done.deed)
    assert ask(empty_office, "select count(*) from person where archived is null") == [(0,)]
    assert counts(bring(empty_office, FILES / "owners.gbk.csv").result) == (4, 4, 0, 0, 0)


def test_what_a_file_says_anew_updates_and_its_silence_changes_nothing(empty_office, tmp_path):
    header = ["Owner Number", "Name", "Mobile", "Email"]
    bring(empty_office, table(tmp_path, [header, ["1", "Ann Li", "13800000001", "ann@example.org"]]))
    changed = table(tmp_path, [header, ["1", "Ann Lee", "13800000009", ""]])
    assert counts(bring(empty_office, changed).result) == (1, 0, 1, 0, 0)
    assert ask(empty_office, "select name from person") == [("Ann Lee",)]
    points = ask(empty_office, "select value from contact_point order by id")
    assert points == [("13800000001",), ("ann@example.org",), ("13800000009",)]


def test_people_are_found_by_telephone_and_name_and_by_name_and_unit(office, sample, tmp_path):
    header = ["Name", "Mobile", "Building", "Unit", "Role"]
    rows = [
        ["王芳", "138 0013 8000", "", "", ""],
        ["A. Novak", "", "1", "0304", "Owner"],
        ["王芳", "13900000000", "", "", ""],
    ]
    result = bring(office, table(tmp_path, [header, *rows])).result
    assert counts(result) == (3, 1, 0, 2, 0)


def test_rows_that_cannot_be_taken_are_told_and_written_with_their_reason(empty_office, tmp_path):
    header = ["Complaint No", "Received", "Description", "Status"]
    rows = [["1", "2026-01-02 10:00", "=cmd", "Open"], ["2", "the day before", "Noise", ""], ["3", "", "Smell", ""],
            ["4", "2026-01-05", "", ""], ["5", "2026-01-05", "nul\x00", ""]]  # fmt: skip
    path = table(tmp_path, [header, *rows])
    file = opened(path, empty_office, "complaints")
    result = empty_office.do(imports.run, file.source()).result
    assert counts(result) == (5, 1, 0, 0, 4)
    assert [each.line for each in result.rejects] == [3, 4, 5, 6]
    written = write_rejects(
        tmp_path / "rejects.csv", file, result, lambda each: each.why.text.format(**each.why.values)
    )
    with written.open(encoding="utf-8-sig", newline="") as read:
        lines = list(csv.reader(read))
    assert lines[0] == [*header, "line", "reason"]
    assert lines[1][:5] == ["2", "the day before", "Noise", "", "3"] and "the day before" in lines[1][5]


def test_a_local_time_that_never_was_is_kept_as_written(empty_office, tmp_path):
    path = table(tmp_path, [["Order No", "Received", "Subject"], ["1", "2026-03-08 02:30", "Leak"]])
    bring(empty_office, path, "orders", zone="America/New_York")
    ((received, external),) = ask(empty_office, "select received, external from work_order")
    assert received == "2026-03-08 07:30:00.000000"
    assert json.loads(external) == {"received": "2026-03-08 02:30"}


def test_a_mapping_says_columns_values_dates_and_zone(empty_office, tmp_path):
    header = ["Case", "CreatedDate", "ClosedDate", "Text", "How", "State"]
    row = [
        "77",
        "01/02/2026 03:04:05 PM",
        "02/03/2026 12:00:00 AM",
        "Noise at night",
        "carrier pigeon",
        "Shut",
    ]
    mapping = {
        "columns": {"external_number": "Case", "received": "CreatedDate", "closed": "ClosedDate", "own_words": "Text",
                    "channel": "How", "state": "State"},
        "values": {"state": {"shut": "resolved"}},
        "dates": "%m/%d/%Y %I:%M:%S %p",
        "zone": "America/New_York",
    }  # fmt: skip
    bring(empty_office, table(tmp_path, [header, row]), "complaints", mapping)
    (kept,) = ask(
        empty_office, "select external_number, received, resolved, channel, state, external from complaint"
    )
    assert kept[:5] == ("77", "2026-01-02 20:04:05.000000", "2026-02-03 05:00:00.000000", "other", "resolved")
    assert json.loads(kept[5]) == {"channel": "carrier pigeon", "state": "Shut"}


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ({"columns": {"shoe size": "Text"}}, "no field shoe size"),
        ({"columns": {"received": "Colour"}}, "no column Colour"),
        ({"columns": {"received": "Text"}, "zone": "Mars/Olympus"}, "no time zone"),
        ({"columns": {"own_words": "Text"}}, "No column is matched to received"),
        ({"colums": {}}, "colums"),
        ([1], "one JSON object"),
    ],
)
def test_a_mapping_that_cannot_be_right_is_refused_at_once(empty_office, tmp_path, mapping, said):
    path = table(tmp_path, [["Text", "Received"], ["a", "2026-01-01"]])
    with pytest.raises(Refusal, match=said):
        opened(path, empty_office, "complaints", mapping)


def test_a_mapping_is_remembered_for_its_heading(empty_office):
    file = opened(FILES / "complaints.csv", empty_office)
    assert empty_office.ask(imports.recalled, file.signature) is None
    for zone in ("UTC", "America/New_York"):
        file.mapping.zone = zone
        empty_office.do(imports.remember, file.signature, file.kind, file.mapping.to_plain())
    kept = empty_office.ask(imports.recalled, file.signature)
    assert kept == file.mapping.to_plain()
    assert opened(FILES / "complaints.csv", empty_office, None, kept).mapping == file.mapping


def test_a_fault_in_the_middle_leaves_nothing(empty_office):
    file = opened(FILES / "owners.gbk.csv", empty_office)

    def broken():
        rows = file.rows()
        yield next(rows)
        raise Refusal("the drive was pulled")

    source = imports.Source("people", broken(), file.mapping.columns)
    with pytest.raises(Refusal, match="pulled"):
        empty_office.do(imports.run, source)
    assert ask(empty_office, "select count(*) from person") == [(0,)]


def test_only_who_may_import_does(empty_office):
    empty_office.who = Who(None, "Reader", "reader")
    with pytest.raises(NotAllowed):
        bring(empty_office, FILES / "owners.gbk.csv")


def test_ended_matters_leave_a_move_so_that_measures_do_not_count_them_as_open(empty_office, tmp_path):
    path = table(tmp_path, [["Order No", "Received", "Subject", "Status", "Status Date", "Channel"],
                            ["1", "2026-01-02", "Leak", "Cancelled", "2026-01-04", "电话"]])  # fmt: skip
    bring(empty_office, path, "orders")
    moves = ask(empty_office, "select subject, to_state, moment from move")
    assert moves == [("work_order", "cancelled", "2026-01-03 16:00:00.000000")]
    assert ask(empty_office, "select channel, own_words from request") == [("phone", "Leak")]


def test_days_and_shares_of_ties_are_kept(empty_office, tmp_path):
    path = table(tmp_path, [["Name", "Building", "Unit", "Role", "Share", "Move in"],
                            ["Ann Li", "3", "1202", "co-owner", "50%", "2019-05-01"]])  # fmt: skip
    bring(empty_office, path, "people")
    tie = "select role, share_numerator, share_denominator, from_day from relation"
    assert ask(empty_office, tie) == [("owner", 1, 2, date(2019, 5, 1).isoformat())]


def test_buildings_are_rows_of_entrances(empty_office, tmp_path):
    header = ["楼栋号", "单元编号", "总层数", "是否有电梯"]
    path = table(tmp_path, [header, ["1", "1", "33", "有"], ["1", "2", "33", "有"], ["2", "1", "6", "无"]])
    assert counts(bring(empty_office, path).result) == (3, 3, 0, 0, 0)
    assert ask(empty_office, "select building_id, code, floors, lift from entrance") == [
        (1, "1", 33, 1), (1, "2", 33, 1), (2, "1", 6, 0)]  # fmt: skip
    path = table(tmp_path, [header, ["1", "1", "34", "有"]])
    assert counts(bring(empty_office, path).result) == (1, 0, 1, 0, 0)


def test_an_import_speaks_of_its_progress(empty_office):
    heard = []
    file = opened(FILES / "owners.gbk.csv", empty_office)
    empty_office.do(imports.run, file.source(heard.append))
    assert heard == [4]


def test_moments_of_imports_are_in_utc(empty_office, tmp_path):
    path = table(tmp_path, [["Order No", "Received", "Subject"], ["1", "2026-01-02T10:00:00+08:00", "Leak"]])
    bring(empty_office, path, "orders")
    ((received,),) = ask(empty_office, "select received from work_order")
    assert datetime.fromisoformat(received).replace(tzinfo=UTC) == datetime(2026, 1, 2, 2, tzinfo=UTC)


def test_a_list_of_mere_names_adds_nobody_twice(empty_office, tmp_path):
    path = table(tmp_path, [["Name", "Notes"], ["Ann Li", "a"], ["司马青", "b"], ["Ann Li", "c"]])
    assert counts(bring(empty_office, path, "people").result) == (3, 2, 1, 0, 0)
    assert counts(bring(empty_office, path, "people").result) == (3, 0, 0, 3, 0)
    assert ask(empty_office, "select name, notes from person order by id") == [
        ("Ann Li", "a\nc"),
        ("司马青", "b"),
    ]


def test_one_cell_may_name_several_units(empty_office, tmp_path):
    path = table(tmp_path, [["姓名", "手机号", "房号"], ["司马青", "13800000003", "3-1202、3-1203"]])
    assert counts(bring(empty_office, path).result) == (1, 1, 0, 0, 0)
    assert ask(empty_office, "select label from unit order by id") == [("3-1202",), ("3-1203",)]
    assert ask(empty_office, "select count(*) from relation") == [(2,)]
    assert counts(bring(empty_office, path).result) == (1, 0, 0, 1, 0)


def test_a_register_with_whole_addresses_and_long_categories_loses_no_row(empty_office, tmp_path):
    header = ["Unique Key", "Created Date", "Complaint Type", "Incident Address", "Street Name", "Borough"]
    kind = "A category " * 9
    path = table(
        tmp_path, [header, ["1", "03/14/2019 02:30:00 PM", kind, "21 ELM PLACE", "ELM PLACE", "NORTHSIDE"]]
    )
    assert counts(bring(empty_office, path).result) == (1, 1, 0, 0, 0)
    assert counts(bring(empty_office, path).result) == (1, 0, 0, 1, 0)
    assert ask(empty_office, "select code from building") == [("21 ELM PLACE",)]
    ((external,),) = ask(empty_office, "select external from complaint")
    assert json.loads(external) == {"category": kind.strip()}


@pytest.mark.parametrize(("word", "role"), [("租戶", "tenant"), ("業主", "owner"), ("租户", "tenant")])
def test_what_somebody_is_to_a_unit_is_known_in_both_writings_of_chinese(word, role, empty_office, tmp_path):
    path = table(tmp_path, [["姓名", "房號", "身份"], ["鄭爽", "3-101", word]])
    bring(empty_office, path, "people")
    assert ask(empty_office, "select role from relation") == [(role,)]
