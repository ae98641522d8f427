"""The commands: one document with --json, a sentence when refused, and never a traceback."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.cli import main
from fmcrm_desktop.cli.parser import KINDS
from fmcrm_desktop.services import own_fields
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.services.own_fields import OwnFieldForm
from fmcrm_desktop.store.lock import OfficeLock


@pytest.fixture(scope="session")
def demo_path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("demo") / "office.fmcrm"
    assert main(["demo", str(path), "--units", "60", "--months", "3", "--until", "2026-11-20", "--json"]) == 0
    return path


def answer(capsys: pytest.CaptureFixture[str], *words: str) -> Any:
    capsys.readouterr()
    assert main([*words, "--json"]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    return json.loads(said.out)


def refused(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    capsys.readouterr()
    assert main(list(words)) == 1
    said = capsys.readouterr()
    assert said.out == "" and "Traceback" not in said.err
    assert len(said.err.strip().splitlines()) == 1
    return said.err


def test_the_demo_is_the_same_for_the_same_seed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contents = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.fmcrm"
        answer(
            capsys,
            "demo",
            str(path),
            "--units",
            "20",
            "--months",
            "2",
            "--until",
            "2026-11-20",
            "--seed",
            "7",
        )
        with closing(sqlite3.connect(path)) as connection:
            contents.append([
                connection.execute(f"select * from {table} order by id").fetchall()
                for table in ("person", "unit", "work_order", "complaint", "call", "event", "move", "visit", "promise")
            ])  # fmt: skip
    assert contents[0] == contents[1]


def test_new_makes_an_office_and_never_over_a_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "new.fmcrm"
    assert answer(capsys, "new", str(path), "--name", "柳苑", "--zone", "Asia/Shanghai")["name"] == "柳苑"
    before = path.read_bytes()
    assert "already" in refused(capsys, "new", str(path))
    assert path.read_bytes() == before


def test_a_zone_that_is_none_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert "zone" in refused(capsys, "new", str(tmp_path / "x.fmcrm"), "--zone", "Mars/Olympus")


@pytest.mark.parametrize("kind, table", [
    ("people", "person"), ("units", "unit"), ("orders", "work_order"), ("complaints", "complaint"), ("calls", "call"),
    ("events", "event"), ("charges", "charge"), ("articles", "article"), ("parts", "part"), ("bills", "bill"),
    ("equipment", "equipment"), ("agreements", "agreement"), ("prospects", "lead"),
])  # fmt: skip
def test_lists_hold_every_record(
    demo_path: Path, capsys: pytest.CaptureFixture[str], kind: str, table: str
) -> None:
    rows = answer(capsys, "--office", str(demo_path), "list", kind, "--limit", "100000")
    with closing(sqlite3.connect(demo_path)) as connection:
        ids = {row[0] for row in connection.execute(f"select id from {table} where archived is null")}
    assert {row["id"] for row in rows} == ids


def test_a_paper_of_one_matter_asks_for_its_number(
    demo_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ("--office", str(demo_path), "report", "job-sheet", "--to", str(tmp_path / "sheet.pdf"))
    assert "--number" in refused(capsys, *words)


def test_every_kind_is_listed_for_people_too(demo_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for kind in KINDS:
        assert main(["--office", str(demo_path), "list", kind, "--limit", "2"]) == 0, kind
        said = capsys.readouterr()
        assert said.out and not said.err, kind


def test_a_matter_is_shown_with_its_history_and_its_clocks(
    demo_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for kind in ("orders", "complaints"):
        number = answer(capsys, "--office", str(demo_path), "list", kind, "--limit", "1")[0]["number"]
        shown = answer(capsys, "--office", str(demo_path), "show", number.lower())
        assert shown["number"] == number
        assert main(["--office", str(demo_path), "show", number]) == 0
        said = capsys.readouterr().out
        assert "Due " in said and "{" not in said
        assert number in said
    assert "no matter" in refused(capsys, "--office", str(demo_path), "show", "C-9999-999")


def test_find_knows_characters_pinyin_initials_units_and_numbers(
    demo_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with closing(sqlite3.connect(demo_path)) as connection:
        id, name, other = connection.execute(
            "select id, name, other_name from person where other_name <> '' and length(name) = 2 limit 1"
        ).fetchone()
        label = connection.execute("select label from unit where kind = 'unit' limit 1").fetchone()[0]
    initials = "".join(part[0] for part in other.split())
    for typed in (name, other, initials, other.replace(" ", "").lower()):
        found = answer(capsys, "--office", str(demo_path), "find", typed, "--limit", "200")
        assert id in {each["ref"] for each in found if each["kind"] == "person"}, typed
    found = answer(capsys, "--office", str(demo_path), "find", label, "--limit", "50")
    assert label in {each["title"] for each in found if each["kind"] == "unit"}


def test_the_agenda_takes_its_first_day_and_leaves_its_last(
    demo_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    days = [
        answer(capsys, "--office", str(demo_path), "agenda", "--from", a, "--until", b)["entries"]
        for a, b in (("2026-11-16", "2026-11-17"), ("2026-11-17", "2026-11-18"), ("2026-11-16", "2026-11-18"))
    ]
    assert len(days[0]) + len(days[1]) == len(days[2]) > 0


@pytest.mark.parametrize("name", ["issue_466_respect_unique_timezone.ics", "period_with_timezone.ics"])
def test_the_agenda_of_a_foreign_calendar_has_the_entries_that_others_count(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """All of them, and those of a whole folder: tests/calendars/by_command.py."""
    folder, office = Path(__file__).parent.parent / "calendars", str(tmp_path / "office.fmcrm")
    counted = json.loads((folder / "counts.json").read_text(encoding="utf-8"))
    answer(capsys, "new", office, "--zone", counted["zone"])
    answer(capsys, "import", "events", str(folder / name), "--office", office)
    for month, count in counted["files"][name].items():
        year, number = map(int, month.split("-"))
        until = f"{year + number // 12}-{number % 12 + 1:02}-01"
        said = answer(capsys, "agenda", "--office", office, "--from", f"{month}-01", "--until", until)
        assert len(said["entries"]) == count, month


def test_measures_have_the_shape_that_was_promised(
    demo_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    figures = answer(capsys, "--office", str(demo_path), "measures", "--month", "2026-10")
    assert figures["month"] == "2026-10"
    for subject, table, done in (("complaints", "complaint", "resolved"), ("orders", "work_order", "done")):
        flow = figures[subject]
        with closing(sqlite3.connect(demo_path)) as connection:
            first, last = (
                "2026-09-30 16:00:00",
                "2026-10-31 16:00:00",
            )  # the month by Shanghai's clock, in UTC

            def number(condition: str, table: str = table, first: str = first, last: str = last) -> int:
                sql = f"select count(*) from {table} where archived is null and {condition}"
                return int(connection.execute(sql, {"first": first, "last": last}).fetchone()[0])

            assert flow["received"] == number("received >= :first and received < :last")
            in_month = f"{done} >= :first and {done} < :last"
            assert flow["resolved"] == number(in_month)
            assert flow["due"] == number(f"{in_month} and due is not null")
            assert flow["late"] == number(f"{in_month} and {done} > due")
        assert sum(flow["by_channel"].values()) == flow["received"]
    assert {"value", "numerator", "denominator", "missing", "target", "last_month", "last_year"} <= set(
        figures["measures"]["compliance"]
    )


def test_a_report_is_written_whole_and_an_old_one_survives_a_refusal(
    demo_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "month.pdf"
    answer(
        capsys, "--office", str(demo_path), "report", "month-pack", "--month", "2026-10", "--to", str(target)
    )
    content = target.read_bytes()
    assert content.startswith(b"%PDF") and content.rstrip().endswith(b"%%EOF")
    refused(
        capsys,
        "--office",
        str(demo_path),
        "report",
        "job-sheet",
        "--number",
        "W-0000-000",
        "--to",
        str(target),
    )
    refused(
        capsys, "--office", str(demo_path), "report", "no-such", "--month", "2026-10", "--to", str(target)
    )
    assert target.read_bytes() == content
    assert [path.name for path in tmp_path.iterdir()] == ["month.pdf"]


def test_backup_restore_and_check(
    demo_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = answer(capsys, "--office", str(demo_path), "backup", "--to", str(tmp_path))
    assert made["verified"] and Path(made["backup"]).exists()
    target = tmp_path / "again.fmcrm"
    assert answer(capsys, "--office", str(target), "restore", made["backup"])["before"] is None
    assert answer(capsys, "--office", str(target), "check") == {
        "office": str(target),
        "sound": True,
        "faults": [],
        "files": {"missing": [], "changed": [], "extra": []},
    }
    looked = answer(capsys, "--office", str(target), "restore", made["backup"], "--preview")
    assert looked["now"] == looked["then"]
    content = bytearray(target.read_bytes())
    content[8192:12288] = bytes(4096)
    target.write_bytes(content)
    assert main(["--office", str(target), "check"]) == 1


def test_a_command_that_writes_is_refused_while_a_window_has_the_office(
    demo_path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lock = OfficeLock(demo_path)
    lock.take()
    try:
        rows = tmp_path / "people.csv"
        rows.write_text("name,phone\nAnna,13800138000\n", encoding="utf-8")
        assert "another window" in refused(capsys, "--office", str(demo_path), "import", "people", str(rows))
        answer(capsys, "--office", str(demo_path), "list", "people", "--limit", "1")
    finally:
        lock.release()


@pytest.mark.parametrize(
    "words", [["list", "nothing"], ["measures", "--month", "13"], ["agenda"], ["--language", "fr"]]
)
def test_wrong_use_is_status_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        main(words)
    assert caught.value.code == 2


def test_refusals_are_told_in_chinese_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = refused(capsys, "--language", "zh_CN", "--office", str(tmp_path / "none.fmcrm"), "list", "people")
    assert "没有数据文件" in said


CARDS = """BEGIN:VCARD
VERSION:2.1
N:Li;Ann
TEL;CELL:13500001111
END:VCARD
BEGIN:VCARD
VERSION:4.0
FN:Ben Wu
EMAIL:ben@example.org
END:VCARD
"""


def test_contact_cards_come_in_once_and_go_out_again(demo_path: Path, tmp_path: Path, capsys: Any) -> None:
    office, file = ["--office", str(demo_path)], tmp_path / "cards.vcf"
    file.write_text(CARDS, encoding="utf-8")
    first = answer(capsys, *office, "import", "people", str(file))
    assert (first["read"], first["added"]) == (2, 2)
    assert answer(capsys, *office, "import", "people", str(file))["same"] == 2
    file.write_text(CARDS.replace("Li;Ann", "Li;Anna"), encoding="utf-8")
    alike = answer(capsys, *office, "import", "people", str(file), "--duplicates", "same")
    assert (alike["added"], alike["same"]) == (0, 2)
    out = tmp_path / "out.vcf"
    written = answer(capsys, *office, "export", "people", "--to", str(out))
    assert out.read_bytes().count(b"BEGIN:VCARD") == written["rows"]
    assert "Only people" in refused(capsys, *office, "export", "units", "--to", str(tmp_path / "u.vcf"))


def test_a_prospect_who_may_be_known_is_what_the_command_says(
    demo_path: Path, tmp_path: Path, capsys: Any
) -> None:
    file = tmp_path / "leads.csv"
    command = ["--office", str(demo_path), "import", "prospects", str(file)]
    file.write_text("Lead Name,Mobile,Budget\nLena Vogt,13699991234,3200\n", encoding="utf-8")
    assert answer(capsys, *command)["added"] == 1
    file.write_text("Lead Name,Mobile,Budget\nL. Maier,+86 13699991234,3500\n", encoding="utf-8")
    for said, fate in (("new", "added"), ("same", "same"), ("update", "updated")):
        found = answer(capsys, *command, "--duplicates", said, "--dry-run")
        assert (found[fate], found["read"], found["rejected"]) == (1, 1, 0)
    assert answer(capsys, *command, "--duplicates", "update")["updated"] == 1
    assert answer(capsys, *command)["same"] == 1


def test_a_mapping_names_own_fields(tmp_path: Path, capsys: Any) -> None:
    path = tmp_path / "office.fmcrm"
    office = found_office(
        str(path), OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    office.do(own_fields.add, OwnFieldForm("person", "choice", "Class", "等级", choices=("Gold", "Silver")))
    office.close()
    rows, mapping = tmp_path / "rows.csv", tmp_path / "map.json"
    rows.write_text("Name,x\nAnn Li,gold\nBen Wu,Bronze\n", encoding="utf-8")
    mapping.write_text(json.dumps({"columns": {"name": "Name", "等级": "x"}}), encoding="utf-8")
    command = ["--office", str(path), "import", "people", str(rows)]
    first = answer(capsys, *command, "--map", str(mapping))
    assert (first["added"], first["rejected"]) == (1, 1)
    assert "Choose one of the list" in Path(first["rejects"]).read_text(encoding="utf-8-sig")
    again = answer(capsys, *command)
    assert (again["added"], again["same"], again["rejected"]) == (0, 1, 1)
    with closing(sqlite3.connect(path)) as file:
        assert file.execute("select value from own_value").fetchall() == [("Gold",)]
    mapping.write_text(json.dumps({"columns": {"name": "Name", "Kennel": "x"}}), encoding="utf-8")
    assert "Class" in refused(capsys, *command, "--map", str(mapping))
