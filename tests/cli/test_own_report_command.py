"""The command report own: PDF, CSV and XLSX by name, and sentences for what cannot be."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from openpyxl import load_workbook

from fmcrm_desktop.cli import main
from fmcrm_desktop.model.own_report import Definition, Group, Total
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_reports import ReportForm
from tests.sample import Sample
from tests.services.reporting import fill_all

LIST = Definition(
    "orders", ("number", "received", "amount"), (), (Group("state"),), (Total("count"),), "number"
)


@pytest.fixture
def path(office: Office, sample: Sample, office_path: Path) -> str:
    office.do(fill_all, sample)
    office.do(own_reports.save, LIST, ReportForm("Tap list", "水龙头", shared=True))
    office.do(own_reports.save, Definition("people", ("person", "phone")), ReportForm("=1+1", shared=True))
    return str(office_path)


def run(*words: str) -> int:
    return main(["report", *words])


def test_reports_are_listed_with_the_papers(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--list", "--office", path, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    own = [each["title"] for each in listed if each["name"] == "own"]
    assert {"Tap list", "Services by priority", "=1+1"} <= set(own)
    assert run("--list", "--language", "zh_CN") == 0
    assert "按优先级统计服务" in capsys.readouterr().out


def test_a_table_holds_figures_and_the_offices_clock(path: str, tmp_path: Path) -> None:
    target = tmp_path / "list.csv"
    assert run("own", "--name", "tap LIST", "--office", path, "--to", str(target)) == 0
    with target.open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["State", "No.", "Received at", "Charged"]
    assert sorted(rows[1:])[0] == ["Done", "W-0", "2026-11-04 01:30", "13.00"]
    assert len(rows) == 5
    book = tmp_path / "list.xlsx"
    assert run("own", "--name", "水龙头", "--office", path, "--to", str(book), "--language", "zh_CN") == 0
    sheet = load_workbook(book).active
    assert [cell.value for cell in sheet[1]] == ["状态", "编号", "登记时间", "已计费"]
    assert sheet.max_row == 5


def test_a_paper_by_either_name(path: str, tmp_path: Path) -> None:
    for name in ("services by status", "按状态统计服务"):
        target = tmp_path / "paper.pdf"
        assert run("own", "--name", name, "--office", path, "--to", str(target)) == 0
        assert target.read_bytes().startswith(b"%PDF")
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("own",), "Say which of the reports"),
        (("own", "--name", "nothing"), "There is no report “nothing”"),
        (("own", "--name", "'; drop table person; --"), "There is no report"),
    ],
)
def test_what_cannot_be_is_said(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str
) -> None:
    assert run(*words, "--office", path, "--to", str(tmp_path / "a.pdf")) == 1
    assert said in capsys.readouterr().err
    assert not list(tmp_path.glob("*a.pdf*"))


def test_an_unknown_report_is_told_every_name_that_the_list_has(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("--list", "--office", path, "--json") == 0
    listed = {each["name"] for each in json.loads(capsys.readouterr().out)}
    assert run("nothing", "--office", path, "--to", str(tmp_path / "a.pdf")) == 1
    said = capsys.readouterr().err.strip().removesuffix(".").partition("There are: ")[2]
    assert set(said.split(", ")) == listed >= {"handbook", "own"}


def test_an_ending_nobody_knows_is_said(
    path: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("own", "--name", "Tap list", "--office", path, "--to", str(tmp_path / "a.doc")) == 1
    assert ".pdf, .csv or .xlsx" in capsys.readouterr().err
