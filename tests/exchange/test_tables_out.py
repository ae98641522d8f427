"""Exports: nothing in them runs, everything in them comes back."""

import csv
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import openpyxl
import pytest

from fmcrm_desktop.exchange import tables_in, tables_out
from fmcrm_desktop.exchange.dates import DayOrder
from fmcrm_desktop.exchange.mapping import Mapping
from fmcrm_desktop.exchange.records import records
from fmcrm_desktop.model.refusal import Refusal

SIGNS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
PAYLOADS = [
    *(f"{sign}cmd|' /C calc'!A0" for sign in SIGNS),
    *(f" {sign}1+1" for sign in SIGNS),
    '=HYPERLINK("file:///etc/passwd","x")', "=1+1", "@SUM(1)", "'=1", "''=1", "+8613800000000", "-5", "#REF!",
    "_x0041_",
    "plain", "O'Brien", "'tis", "line\nbreak", "a,b;c\td",
]  # fmt: skip
BACK = {text: text.replace("\r", "\n") for text in PAYLOADS}


@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_text_comes_back_as_it_was_and_nothing_in_it_runs(tmp_path, ending):
    path = tmp_path / f"out{ending}"
    tables_out.write(path, ["notes"], [[text] for text in PAYLOADS])
    table = tables_in.read(path, header_row=1)
    mapping = Mapping("people", {"notes": "notes"})
    found = [row.values["notes"] for row in records(table, mapping, DayOrder(), "UTC")]
    back = PAYLOADS if ending == ".csv" else [BACK[text] for text in PAYLOADS]
    assert found == [text.strip() for text in back]


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(tmp_path):
    path = tmp_path / "out.xlsx"
    tables_out.write(path, ["=notes"], [[text] for text in PAYLOADS])
    book = openpyxl.load_workbook(path)
    cells = [cell for row in book.active.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(cell.hyperlink for cell in cells)
    assert not book._external_links


def test_no_cell_of_a_text_table_begins_like_a_formula(tmp_path):
    path = tmp_path / "out.csv"
    tables_out.write(path, ["notes"], [[text] for text in PAYLOADS])
    with path.open(encoding="utf-8-sig", newline="") as file:
        for (cell,) in csv.reader(file):
            assert cell.lstrip(" ")[:1] not in SIGNS


def test_moments_days_and_numbers_are_written_as_such(tmp_path):
    row = [datetime(2026, 11, 21, 5, 48, tzinfo=UTC), date(2026, 11, 21), 1280, None, 632126000000000000]
    zone = ZoneInfo("Asia/Shanghai")
    for ending in (".csv", ".xlsx"):
        tables_out.write(tmp_path / f"out{ending}", list("abcde"), [row], zone)
    (text,) = [cells for _, cells in tables_in.read(tmp_path / "out.csv")]
    assert text == ["2026-11-21 13:48", "2026-11-21", "1280", "", "632126000000000000"]
    (sheet,) = [cells for _, cells in tables_in.read(tmp_path / "out.xlsx")]
    assert sheet == [datetime(2026, 11, 21, 13, 48), date(2026, 11, 21), "1280", "", text[4]]  # noqa: DTZ001


def test_what_a_file_cannot_hold_is_said(tmp_path):
    rows = [["ok"], ["nul\x00here"], ["x" * 40_000], ["lone \ud800 surrogate"]]
    book = tables_out.write(tmp_path / "out.xlsx", ["note"], rows)
    assert (book.rows, book.cleaned, book.shortened) == (4, [(2, "note"), (4, "note")], [(3, "note")])
    text = tables_out.write(tmp_path / "out.csv", ["note"], rows)
    assert (text.cleaned, text.shortened) == ([(2, "note"), (4, "note")], [])
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        assert list(csv.reader(file))[2:4] == [["nulhere"], ["x" * 40_000]]


def test_a_failing_export_leaves_the_old_file_and_no_other(tmp_path):
    path = tmp_path / "out.csv"
    path.write_text("old")

    def rows():
        yield ["1"]
        raise Refusal("stopped")

    with pytest.raises(Refusal):
        tables_out.write(path, ["a"], rows())
    assert [(each.name, each.read_text()) for each in tmp_path.iterdir()] == [("out.csv", "old")]


def test_an_ending_we_do_not_write_is_refused(tmp_path):
    with pytest.raises(Refusal, match="csv or .xlsx"):
        tables_out.write(tmp_path / "out.doc", ["a"], [])


def test_only_the_owner_may_read_an_export(tmp_path):
    written = tables_out.write(tmp_path / "out.csv", ["a"], [["1"]])
    assert written.path.stat().st_mode & 0o077 == 0
