"""A file that brings a complaint or an order on: the step stands in its history, once, with the file's own moment."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import complaints, imports, monthly
from fmcrm_desktop.services.complaints import AcknowledgeForm, ReasonForm
from fmcrm_desktop.services.office import Office
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

    def still_open() -> tuple[int, int]:
        october, november = (
            office.ask(monthly.sheet, Month(2026, month)).figures.complaints.open_at_end for month in (10, 11)
        )
        return october, november

    old = NOISE | {"Received": "2026-10-20 10:00"}
    bring(office, tmp_path, **old, Status="Received")
    assert still_open() == (1, 1)
    bring(office, tmp_path, **old, Status="Withdrawn", Status_date="2026-11-03 10:00")
    assert still_open() == (1, 0)


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
