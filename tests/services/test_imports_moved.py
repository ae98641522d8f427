"""A file that brings a complaint or an order on: the step stands in its history, once, with the file's own moment."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.services import complaints, imports
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.complaints import AcknowledgeForm, ReasonForm
from fmcrm_desktop.services.measures import flow
from fmcrm_desktop.services.measures.counting import Period
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.sample import Sample
from tests.services.complaining import kept, moment, rude_guard

MOVES = "select subject, subject_id, from_state, to_state, moment, staff_id, why from move order by id"


def brought(office: Office, folder: Path, kind: str = "complaints", **row: str) -> ImportFile:
    """A file of one row by its headings."""
    path = folder / "old.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[name.replace("_", " ") for name in row], row.values()])
    return ImportFile.open(Choice(path), kind, None, office.store.zone)


def bring(office: Office, folder: Path, kind: str = "complaints", **row: str) -> Any:
    return office.do(imports.run, brought(office, folder, kind, **row).source())


@needs("complaint.read")
def open_at_end(work: Work, month: Month) -> int:
    return flow.complaints(work, Period.of(work, month)).open_at_end


NOISE = {"Number": "A-1", "Received": "2026-11-02 10:00", "Own_words": "Noise", "Customer": "Wang Wu"}


@pytest.mark.parametrize(
    ("later", "to", "at"),
    [
        ({"Status": "Resolved", "Answer": "Sorry", "Resolved": "2026-11-05 17:30"}, "resolved", (2026, 11, 5, 17, 30)),
        ({"Status": "Resolved", "Answer": "Sorry"}, "resolved", (2026, 11, 20, 10, 0)),
        ({"Status": "Resolved", "Status_date": "2026-11-07 09:00"}, "investigating", (2026, 11, 7, 9, 0)),
        ({"Status": "Withdrawn", "Status_date": "2026-11-06 08:15"}, "withdrawn", (2026, 11, 6, 8, 15)),
        ({"Status": "Acknowledged", "Acknowledged": "2026-11-03 11:00"}, "acknowledged", (2026, 11, 3, 11, 0)),
    ],
)  # fmt: skip
def test_a_later_file_leaves_a_line_of_where_it_brought_the_complaint(
    office: Office, sample: Sample, office_path: Path, tmp_path: Path, later: dict[str, str], to: str,
    at: tuple[int, ...],
) -> None:  # fmt: skip
    bring(office, tmp_path, **NOISE, Status="Received")
    assert kept(office_path, MOVES) == []
    office.ask(imports.preview, brought(office, tmp_path, **NOISE, **later).source())
    assert kept(office_path, MOVES) == []
    done = bring(office, tmp_path, **NOISE, **later)
    when = f"{moment(*at):%Y-%m-%d %H:%M:%S}.000000"
    assert kept(office_path, MOVES) == [("complaint", 1, "received", to, when, sample.manager, "")]
    lines = office.ask(complaints.card, 1).history
    assert [(line.kind, line.state) for line in lines] == [("received", "received"), ("moved", to)]
    bring(office, tmp_path, **NOISE, **later)
    assert len(kept(office_path, MOVES)) == 1
    office.undo(done.deed)
    assert kept(office_path, MOVES) == []
    assert kept(office_path, "select state from complaint") == [("received",)]


def test_what_a_later_file_withdraws_is_not_open_at_the_end_of_its_month(
    office: Office, tmp_path: Path
) -> None:
    """Without the line nobody could tell when it ended, and it would have been open for ever."""

    def still_open() -> list[int]:
        return [office.ask(open_at_end, Month(2026, month)) for month in (10, 11)]

    old = NOISE | {"Received": "2026-10-20 10:00"}
    bring(office, tmp_path, **old, Status="Received")
    assert still_open() == [1, 1]
    bring(office, tmp_path, **old, Status="Withdrawn", Status_date="2026-11-03 10:00")
    assert still_open() == [1, 0]


def test_a_row_that_is_refused_or_says_no_other_state_leaves_no_line(
    office: Office, sample: Sample, office_path: Path, tmp_path: Path
) -> None:
    for _ in range(2):
        office.do(complaints.register, rude_guard(sample))
    office.do(complaints.withdraw, 1, ReasonForm("Sold"))
    office.do(complaints.acknowledge, 2, AcknowledgeForm())
    before = kept(office_path, MOVES)
    row = {"Received": "2026-11-20 10:00", "Own_words": "Guard"}
    assert bring(office, tmp_path, Number="C-2611-001", **row, Status="Open").result.rejected == 1
    more = bring(office, tmp_path, Number="C-2611-002", **row, Status="Acknowledged", Cause="Rain")
    assert (more.result.updated, kept(office_path, "select cause from complaint")) == (1, [("",), ("Rain",)])
    assert kept(office_path, MOVES) == before


def test_an_order_that_a_later_file_ends_has_its_line_too(
    office: Office, sample: Sample, office_path: Path, tmp_path: Path
) -> None:
    row = {"Order_No": "7", "Received": "2026-11-02 10:00", "Subject": "Leak"}
    bring(office, tmp_path, "orders", **row, Status="Open")
    bring(office, tmp_path, "orders", **row, Status="Done", Completed="2026-11-04 12:00")
    [(state, done)] = kept(office_path, "select state, done from work_order")
    assert (state, done) == ("done", "2026-11-04 04:00:00.000000")
    [(was,)] = kept(office_path, "select from_state from move")
    assert kept(office_path, MOVES) == [("work_order", 1, was, "done", done, sample.manager, "")]


def rejected(done: Any) -> list[tuple[int, str, str]]:
    return [(each.line, each.why.field, each.why.text) for each in done.result.rejects]


def test_a_row_without_moment_or_without_words_is_told_and_the_others_come(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    path = tmp_path / "old.csv"
    path.write_text(
        "Number,Received,Subject,Own words,Place\n"
        "A-1,,Noise,Noise at night,\n"
        "A-2,2026-11-02 10:00,,,Lift\n"
        "A-3,2026-11-02 10:00,,Noise at night,\n"
        "A-4,2026-11-02 10:00,Smell,,Cellar\n"
        "A-5,tomorrow,Smell,,\n",
        encoding="utf-8",
    )
    done = office.do(
        imports.run, ImportFile.open(Choice(path), "complaints", None, office.store.zone).source()
    )
    assert [(line, field) for line, field, _ in rejected(done)] == [
        (2, "received"),
        (3, "own_words"),
        (6, "received"),
    ]
    assert "says nothing in this field" in rejected(done)[0][2]
    assert kept(office_path, "select external_number, subject, own_words, external from complaint order by id") == [
        ("A-3", "Noise at night", "Noise at night", ""), ("A-4", "Smell", "", '{"place": "Cellar"}'),
    ]  # fmt: skip


def test_what_has_no_title_is_called_by_its_category_else_by_what_was_said(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    for number, row in enumerate((
        {"Subject": "Title", "Category": "Noise"}, {"Category": "Noise"}, {"Category": "Noise", "Subcategory": "Music"},
        {},
    )):  # fmt: skip
        told = {"Number": f"A-{number}", "Received": "2026-11-02 10:00", "Own_words": "So loud", **row}
        bring(office, tmp_path, **told)
    assert [said for (said,) in kept(office_path, "select subject from complaint order by id")] == [
        "Title", "Noise", "Noise, Music", "So loud",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "state", "day", "beside"),
    [
        ({"Status": "Open"}, "received", None, ""),
        ({"Status": "Open", "Resolved": "2026-11-05 10:00"}, "resolved", 5, '"state": "Open"'),
        ({"Resolved": "2026-11-05 10:00"}, "resolved", 5, ""),
        ({"Status": "Closed", "Answered": "2026-11-04 10:00"}, "resolved", 4, ""),
        ({"Status": "Closed", "Status_date": "2026-11-03 10:00"}, "resolved", 3, ""),
        ({"Status": "On the moon"}, "received", None, '"state": "On the moon"'),
        ({"Status": "Withdrawn", "Resolved": "2026-11-05 10:00"}, "withdrawn", 5, ""),
    ],
)  # fmt: skip
def test_a_moment_of_the_end_is_later_than_a_word_and_a_strange_word_is_kept(
    office: Office, office_path: Path, tmp_path: Path, said: dict[str, str], state: str, day: int | None,
    beside: str,
) -> None:  # fmt: skip
    row = {"Received": "2026-11-02 10:00", "Own_words": "Noise", "Answer": "We are sorry"}
    bring(office, tmp_path, **row, **said)
    resolved = day and f"2026-11-{day:02} 02:00:00.000000"
    assert kept(office_path, "select state, resolved from complaint") == [(state, resolved)]
    [(external,)] = kept(office_path, "select external from complaint")
    assert beside in str(external) and (beside or not external)


@pytest.mark.parametrize(
    ("said", "severity"),
    [
        ("1", 1),
        ("5", 5),
        ("Low", 1),
        ("Normal", 2),
        ("High", 4),
        ("紧急", 5),
        ("6", None),
        ("0", None),
        ("very", None),
    ],
)
def test_how_grave_it_is_is_read_as_figure_or_word_else_kept_beside(
    office: Office, office_path: Path, tmp_path: Path, said: str, severity: int | None
) -> None:
    bring(office, tmp_path, Received="2026-11-02 10:00", Own_words="Noise", Severity=said)
    beside = "" if severity else f'{{"severity": "{said}"}}'
    assert kept(office_path, "select severity, external from complaint") == [(severity, beside)]


def test_of_whom_an_older_system_told_no_name_it_may_be_said_that_nobody_gave_one(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    """Nobody is known who waits; where a name was told, somebody does."""
    bring(office, tmp_path, Number="A-1", Received="2026-11-02 10:00", Own_words="Noise", Place="Lift")
    bring(office, tmp_path, **(NOISE | {"Number": "A-2"}), Place="Lift")
    for id, allowed in ((1, True), (2, False)):
        form = replace(office.ask(complaints.form_of, id), anonymous=True)
        if allowed:
            office.do(complaints.change, id, form)
        else:
            with pytest.raises(Invalid, match="answer first"):
                office.do(complaints.change, id, form)
    assert kept(office_path, "select anonymous from complaint order by id") == [(1,), (0,)]
