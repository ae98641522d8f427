"""Tables as offices send them: every encoding, separator and workbook gives the same plain rows."""

import csv
import datetime as dt
from pathlib import Path

import openpyxl
import pytest

from fmcrm_desktop.exchange import tables_in
from fmcrm_desktop.model.refusal import Refusal

HEADER = ["编号", "业主名称", "手机号", "建筑面积"]
DAY, MOMENT = dt.date(2020, 6, 10), dt.datetime.fromisoformat("2020-06-10T08:30")
ROWS = [["1", "欧阳晓明", "13800000001", "94.56"], ["2", "钱多多", "13800000002", "101"]]


def text_of(delimiter: str = ",") -> str:
    return "\r\n".join(delimiter.join(row) for row in [HEADER, *ROWS]) + "\r\n"


def read_all(path: Path, **how: object) -> tuple[list[str], list[list[object]]]:
    table = tables_in.read(path, **how)
    return table.header, [cells for _, cells in table]


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16", "utf-16-le", "utf-16-be"]
)
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"])
def test_a_text_table_reads_the_same_in_every_encoding_and_with_every_separator(
    tmp_path, encoding, delimiter
):
    path = tmp_path / "owners.csv"
    path.write_bytes(text_of(delimiter).encode(encoding))
    assert read_all(path) == (HEADER, ROWS)


def test_a_big_endian_file_with_its_mark_is_read(tmp_path):
    path = tmp_path / "owners.txt"
    path.write_bytes(b"\xfe\xff" + text_of("\t").encode("utf-16-be"))
    assert read_all(path) == (HEADER, ROWS)


def test_traditional_chinese_in_big5_is_told_from_gbk(tmp_path):
    path = tmp_path / "owners.csv"
    text = "編號,業主名稱,電話,備註\r\n1,歐陽曉明,0912345678,請於週末聯絡\r\n2,錢多多,0922222222,電梯旁邊的住戶\r\n"
    path.write_bytes(text.encode("big5"))
    header, rows = read_all(path)
    assert header == ["編號", "業主名稱", "電話", "備註"]
    assert rows[1] == ["2", "錢多多", "0922222222", "電梯旁邊的住戶"]


def test_western_text_of_an_old_program_keeps_its_accents(tmp_path):
    path = tmp_path / "gastos.csv"
    path.write_bytes('Año,Descripción\r\n1,"La señora pidió\nmás información"\r\n'.encode("cp1252"))
    assert read_all(path) == (["Año", "Descripción"], [["1", "La señora pidió\nmás información"]])


def test_a_named_encoding_and_separator_are_obeyed(tmp_path):
    path = tmp_path / "odd.txt"
    path.write_bytes("a~b\n1~é\n".encode("mac_roman"))
    assert read_all(path, encoding="mac_roman", delimiter="~") == (["a", "b"], [["1", "é"]])


def test_an_encoding_nobody_knows_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n1,2\n")
    for name in ("klingon", "zip", "rot13", "base64"):
        with pytest.raises(Refusal, match="No text encoding"):
            tables_in.read(path, encoding=name)


def test_rows_carry_the_line_they_start_on(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('a,b\n1,"two\nlines"\n\n3,4\n')
    assert [line for line, _ in tables_in.read(path)] == [2, 5]


def test_the_heading_below_a_title_is_found_and_another_can_be_picked(tmp_path):
    path = tmp_path / "padded.csv"
    path.write_text(
        "\n\nA long title of the whole table\n****\nRegion:;all\n\nName;Phone;Flat\nAnn;1;2\nBob;2;3\n"
    )
    assert tables_in.peek(path).header_row == 7
    assert read_all(path)[0] == ["Name", "Phone", "Flat"]
    assert tables_in.read(path, header_row=8).header == ["Ann", "1", "2"]


def test_a_heading_line_without_words_is_refused(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a,b\n,\n1,2\n")
    with pytest.raises(Refusal, match="no column headings"):
        tables_in.read(path, header_row=2)


def test_repeated_headings_are_told_apart(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("编号,名称,编号\n1,x,2\n")
    assert tables_in.read(path).header == ["编号", "名称", "编号 (2)"]


def workbook(path: Path) -> Path:
    """Like the import workbooks of property systems: notes to the right, formatted empty rows below."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "业主信息"
    sheet.append(["编号", "业主名称", "手机号", "建筑面积", "入住", "登记"])
    sheet.append([1, "欧阳晓明", 18999999999, 94.56, DAY, MOMENT])
    sheet.append([2, "钱多多", 1.8e10, 101, None, None])
    for row in range(4, 30):
        sheet.cell(row, 1).number_format = "0.00"
    sheet["I4"], sheet["J4"], sheet["I5"] = "说明", "必须为唯一值", "业主名称"
    other = book.create_sheet("空")
    other["C4"], other["D4"], other["C5"], other["D5"] = "name", "n", "Ann", 5
    book.save(path)
    return path


def test_a_workbook_gives_whole_numbers_as_figures_and_leaves_out_the_notes(tmp_path):
    path = workbook(tmp_path / "hc.xlsx")
    assert [sheet.name for sheet in tables_in.sheets(path)] == ["业主信息", "空"]
    header, rows = read_all(path, sheet="业主信息")
    assert header == ["编号", "业主名称", "手机号", "建筑面积", "入住", "登记"]
    assert rows == [
        ["1", "欧阳晓明", "18999999999", "94.56", DAY, MOMENT],
        ["2", "钱多多", "18000000000", "101", "", ""],
    ]


def test_notes_beside_a_narrow_table_make_no_row_of_it_the_heading(tmp_path):
    book = openpyxl.Workbook()
    sheet = book.active
    for row in (["楼栋号", "单元编号", "总层数", "有无电梯"], *([n, 1, 33, "有"] for n in range(1, 9))):
        sheet.append(row)
    for row, note in enumerate(
        [("说明", ""), ("楼栋号", "填数字"), ("单元编号", "一单元填 1"), ("总层数", "正整数")], 4
    ):
        sheet.cell(row, 8, note[0])
        sheet.cell(row, 9, note[1])
    book.save(tmp_path / "notes.xlsx")
    table = tables_in.read(tmp_path / "notes.xlsx")
    assert (table.header, table.header_row) == (["楼栋号", "单元编号", "总层数", "有无电梯"], 1)
    assert len(list(table)) == 8
    assert tables_in.peek(tmp_path / "notes.xlsx").header_row == 1


TWO_LINES = [["房号", "业主信息", "", "租户信息", "", "面积"], ["房号", "姓名", "电话", "姓名", "电话", "面积"],
             ["1-101", "安娜", "13800138000", "鲍勃", "13900139000", "88.5"],
             ["1-102", "陈晨", "13800138001", "", "", "90"]]  # fmt: skip


@pytest.mark.parametrize("said_again", ["房号", ""])
@pytest.mark.parametrize("title", [[], [["住户资料表"]]])
def test_a_heading_of_two_lines_is_one(tmp_path, title, said_again):
    lines = [list(row) for row in TWO_LINES]
    lines[1][0] = said_again
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(title + lines)
    header, rows = read_all(path)
    assert header == ["房号", "业主姓名", "业主电话", "租户姓名", "租户电话", "面积"]
    assert rows == TWO_LINES[2:]
    assert tables_in.peek(path).header_row == 1 + len(title)


@pytest.mark.parametrize("below", [["安娜", "13800138000", ""], ["安娜", "住宅", "好"], ["姓名", "好", ""]])
def test_a_first_row_is_no_second_line_of_the_heading(tmp_path, below):
    path = tmp_path / "a.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["业主", "", "备注"], below, ["Ann", "1", "x"]])
    assert len(list(tables_in.read(path, header_row=1))) == 2


def test_a_table_that_begins_in_the_middle_of_a_sheet_is_found(tmp_path):
    table = tables_in.read(workbook(tmp_path / "hc.xlsx"), sheet="空")
    assert (table.header, table.header_row, list(table)) == (["name", "n"], 4, [(5, ["Ann", "5"])])


def test_a_sheet_that_is_not_there_is_refused_with_the_names_of_those_that_are(tmp_path):
    with pytest.raises(Refusal, match="业主信息, 空"):
        tables_in.read(workbook(tmp_path / "hc.xlsx"), sheet="房屋")


def test_a_table_of_200_000_rows_is_not_held_in_memory(tmp_path):
    import tracemalloc

    path = tmp_path / "long.csv"
    with path.open("w", newline="") as file:
        csv.writer(file).writerows(
            [["id", "text", "more"], *([str(n), "text" * 5, "more"] for n in range(200_000))]
        )
    tracemalloc.start()
    count = sum(1 for _ in tables_in.read(path))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 200_000
    assert peak < 8_000_000
