"""Lists of calls come in once, as history: nothing is promised and nobody is made; and out again as they are."""

from __future__ import annotations

import csv
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fmcrm_desktop.exchange import lists_out
from fmcrm_desktop.exchange.import_file import Choice, ImportFile, kind_of, write_rejects
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.places import resources
from fmcrm_desktop.services import calls, imports
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.test_imports import ask, counts, table

SAYS = (
    "select started, direction, number, person_id, unit_id, staff_id, topic, outcome, seconds, notes from call "
    "where archived is null order by started, id"
)


def bring(office: Office, path: Path) -> Any:
    choice = Choice(path)
    assert kind_of(choice) == "calls"
    return office.do(imports.run, ImportFile.open(choice, "calls", None, office.store.zone).source())


def known(office: Office, sample: Sample) -> tuple[str, str, str, int]:
    """Somebody's name and telephone, and a unit of theirs, as plain SQL finds them."""
    question = (
        "select p.name, c.value, u.label, u.id from person p join contact_point c on c.person_id = p.id and c.kind = "
        "'mobile' join relation r on r.person_id = p.id join unit u on u.id = r.unit_id "
        f"where p.id = {sample.owner} limit 1"
    )
    found: tuple[str, str, str, int] = ask(office, question)[0]
    return found


def log(office: Office, sample: Sample) -> list[list[str]]:
    name, phone, label, _ = known(office, sample)
    return [
        ["Call Date", "Call Type", "Phone Number", "Caller", "Unit", "Subject", "Status", "Duration", "Answered by",
         "Notes"],
        ["2025-03-04 09:15:30", "Inbound", f"+86 {phone}", name, label, "Lift", "Answered", "0:04:05", "Gao Jun",
         "Stands still"],
        ["2025-03-04 09:20", "Outgoing", "010-5555 1234", "Hartwig Ltd", "9-999", "Quote", "Hung up", "95",
         "Somebody Gone", ""],
        ["2025-03-04 10:00", "Missed call", "13900009999", "", "", "", "", "", "", ""],
        ["2025-03-04 10:05", "Fax?", "13900009999", "", "", "Keys", "Callback", "a while", "", ""],
        ["", "Inbound", "13900009999", "", "", "No moment", "", "", "", ""],
        ["2090-01-01 08:00", "Inbound", "13900009999", "", "", "To come", "", "", "", ""],
        ["2025-03-04 11:00", "Inbound", "1" * 61, "", "", "", "", "", "", ""],
    ]  # fmt: skip


def test_a_telephone_log_comes_in_once_as_it_was(office: Office, sample: Sample, tmp_path: Path) -> None:
    path = table(tmp_path, log(office, sample))
    counted = ("person", "promise", "event", "lead", "staff")
    beside = f"select {', '.join(f'(select count(*) from {name})' for name in counted)}"
    before = ask(office, beside)
    done = bring(office, path)
    assert counts(done.result) == (7, 4, 0, 0, 3)
    phone, unit = known(office, sample)[1], known(office, sample)[3]
    assert [row[1:] for row in ask(office, SAYS)] == [
        ("in", f"+86 {phone}", sample.owner, unit, sample.plumber, "Lift", "answered", 245, "Stands still"),
        ("out", "010-5555 1234", None, None, None, "Quote", "answered", 95,
         "Caller: Hartwig Ltd; Unit: 9-999; Answered by: Somebody Gone; Status: Hung up"),
        ("in", "13900009999", None, None, None, "", "missed", None, ""),
        ("in", "13900009999", None, None, None, "Keys", "call_back", None, "Call Type: Fax?; Duration: a while"),
    ]  # fmt: skip
    assert str(ask(office, SAYS)[0][0])[:19].replace("T", " ") == "2025-03-04 01:15:30", "of 9:15 in Shanghai"
    assert ask(office, beside) == before, "a call is history: it promises nothing and makes nobody"
    assert len(office.ask(calls.page, Query(text="Hartwig")).ids) == 1, "found by its words"
    assert counts(bring(office, path).result) == (7, 0, 0, 4, 3)
    office.undo(done.deed)
    assert not ask(office, SAYS)


def test_what_cannot_be_taken_says_why(office: Office, sample: Sample, tmp_path: Path) -> None:
    path = table(tmp_path, log(office, sample))
    file = ImportFile.open(Choice(path), "calls", None, office.store.zone)
    result = office.do(imports.run, file.source()).result
    back = tmp_path / "rejects.csv"
    say = Words("en", "Asia/Shanghai")
    write_rejects(back, file, result, lambda each: say(each.why.text, **each.why.values))
    with back.open(encoding="utf-8-sig", newline="") as lines:
        told = [line[-1] for line in csv.reader(lines)][1:]
    assert told == [
        "The row says nothing in this field: Call Date.",
        "Call Date: this is still to come, and a call that is imported has been.",
        "Phone Number: at most 60 characters; these are 61.",
    ]


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("ending", [".csv", ".xlsx"])
def test_what_the_desk_wrote_goes_out_and_comes_in_as_nothing_new(
    office: Office, sample: Sample, tmp_path: Path, ending: str, language: str
) -> None:
    """A call from another telephone than the person's, with parts of a second, two alike in one second."""
    unit = known(office, sample)[3]
    at = NOW - timedelta(days=1)
    for form in (
        CallForm(sample.owner, unit, "555 0000", "in", "Lift", notes="one\ntwo", started=at.replace(microsecond=7)),
        CallForm(None, None, "", "in", "Withheld", "missed", "first", started=at.replace(microsecond=1)),
        CallForm(None, None, "", "in", "Withheld", "missed", "second", started=at.replace(microsecond=2)),
        CallForm(sample.owner, None, "", "out", "Keys", "passed_on", started=at, length="4:05"),
    ):  # fmt: skip
        office.do(calls.log, form)
    before = ask(office, SAYS)
    out = tmp_path / f"calls{ending}"
    lists_out.export(office, "calls", Query(), out, Words(language, "Asia/Shanghai", resources() / "locale"))
    if ending == ".csv":
        with out.open(encoding="utf-8-sig", newline="") as lines:
            rows: list[Any] = list(csv.reader(lines))
    else:
        rows = list(openpyxl.load_workbook(out).active.iter_rows(values_only=True))
    assert len(rows) == 5 and ("Taken by" if language == "en" else "接听人") in rows[0]
    assert counts(bring(office, out).result) == (4, 0, 0, 4, 0)
    assert ask(office, SAYS) == before


def test_a_later_file_brings_a_call_up_to_date_and_leaves_whom_we_know(
    office: Office, sample: Sample, tmp_path: Path
) -> None:
    unit = known(office, sample)[3]
    started = datetime(2025, 3, 4, 1, 15, 30, 5, UTC)
    office.do(calls.log, CallForm(sample.owner, unit, "13900009999", "in", "Lift", started=started))
    rows = [["Started", "Telephone", "Person", "Topic", "Length", "Outcome"],
            ["2025-03-04 09:15:30", "+86 139 0000 9999", "Owner's brother", "", "4", "Transferred"]]  # fmt: skip
    assert counts(bring(office, table(tmp_path, rows)).result) == (1, 0, 1, 0, 0)
    [(_, direction, _, person, there, _, topic, outcome, seconds, notes)] = ask(office, SAYS)
    assert (direction, person, there, topic, outcome) == ("in", sample.owner, unit, "Lift", "passed_on")
    assert (seconds, notes) == (240, ""), "a bare number below Length are minutes, as the form takes it"
    with closing(sqlite3.connect(str(office.store.path))) as file:
        [[topics]] = file.execute("select count(*) from call where topic_id is not null").fetchall()
    rows[1][3] = "Another matter"
    assert counts(bring(office, table(tmp_path, rows)).result) == (1, 0, 1, 0, 0)
    assert ask(office, SAYS)[0][6] == "Another matter" and topics in (0, 1)


@pytest.mark.parametrize(
    ("heading", "said", "seconds"),
    [
        ("Seconds", "125", 125), ("Duration", "02:05", 125), ("Length", "2:05", 125), ("Minutes", "2.5", 150),
        ("通话时长", "2分5秒", 125), ("通话时长", "1小时2分5秒", 3725), ("Duration", "2 min 5 sec", 125),
        ("Duration", "0:02:05", 125), ("Duration", "90000", None), ("Duration", "long", None),
    ],
)  # fmt: skip
def test_lengths_are_read_as_they_are_written(
    empty_office: Office, tmp_path: Path, heading: str, said: str, seconds: int | None
) -> None:
    rows = [["Started", "Direction", "Telephone", heading], ["2025-03-04 09:15", "in", "13900009999", said]]
    bring(empty_office, table(tmp_path, rows))
    [kept] = ask(empty_office, "select seconds, notes from call")
    assert kept == (seconds, "" if seconds is not None else f"{heading}: {said}")


def test_a_line_that_stands_twice_is_one_call(empty_office: Office, tmp_path: Path) -> None:
    line = ["2025-03-04 09:15", "in", "13900009999", "Keys"]
    rows = [["Started", "Direction", "Telephone", "Topic"], line, line, [line[0], "out", *line[2:]]]
    assert counts(bring(empty_office, table(tmp_path, rows)).result) == (3, 2, 0, 1, 0)
    assert [row[1] for row in ask(empty_office, SAYS)] == ["in", "out"]
