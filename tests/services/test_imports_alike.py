"""Rows of every kind that look like something the office has, though by their own key they are none: shown with the
reason, and new, the same or brought up to date as a person says."""

import csv
import sqlite3
from contextlib import closing

import pytest
from sqlalchemy import event

from fmcrm_desktop.exchange.import_file import Choice, ImportFile
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.imports import TAKERS, Decide, near, running
from fmcrm_desktop.services.imports.near import THINGS

# kind → (table, heading, row that is here, row that looks like it, why, a column that the second row tells anew)
ROWS = {
    "units": ("unit", ["Unit ID", "Building", "Unit", "Floor"], ["R7", "3", "0301", "3"], ["R7", "3", "301", "4"],
              "number", ("floor", "4")),
    "parking": ("unit", ["Parking lot", "Space number", "Area"], ["P1", "P1-7", "12"], None, "place", None),
    "buildings": ("building", ["Building", "Building name", "Floors"], ["A", "Willow", "6"], ["1", "Willow", "7"],
                  "named", ("floors", 7)),
    "fees": ("fee", ["Fee number", "Fee name", "Unit price"], ["F1", "Cleaning", "2"], ["77", "Cleaning", "3"],
             "named", ("price", 30_000)),
    "parts": ("part", ["Part number", "Part name", "Unit of measure"], ["A1", "Washer", "pc"], ["B9", "Washer", "box"],
              "named", ("measure", "box")),
    "equipment": ("equipment", ["Equipment code", "Name of the equipment", "Serial number", "Maker"],
                  ["L1", "Lift", "SN 5", "Otto"], ["LIFT-1", "Lift A", "SN 5", "Rising"], "serial",
                  ("maker", "Rising")),
    "orders": ("work_order", ["Number", "Received", "Summary", "Cause"], ["W1", "2026-01-02 10:00", "Tap drips", ""],
               ["", "2026-01-02 15:30", "Tap drips", "worn"], "words", ("cause", "worn")),
    "complaints": ("complaint", ["Number", "Received", "Subject", "Own words"],
                   ["C1", "2026-01-02 10:00", "Noise", "at night"], ["C9", "2026-01-02 23:30", "Noise", "all night"],
                   "words", ("own_words", "all night")),
    "events": ("event", ["Title", "Kind", "Starts", "Ends", "Place"],
               ["Meeting of owners", "meeting", "2026-01-02 10:00", "2026-01-02 11:00", "Hall"],
               ["Meeting of owners", "meeting", "2026-01-02 14:00", "2026-01-02 15:00", "Roof"], "words",
               ("place", "Roof")),
    "prospects": ("lead", ["Lead Name", "Company", "Mobile", "Email", "Budget"],
                  ["Lena Vogt", "", "136 0000 1234", "", "3200"],
                  ["L. Vogt-Maier", "", "+86 13600001234", "lena@example.com", "3500"], "phone", ("budget", 350_000)),
    "calls": ("call", ["Started", "Topic", "Telephone", "Seconds"],
              ["2026-01-02 10:00:05", "Tap drips", "13600001234", "60"],
              ["2026-01-02 10:02", "Tap drips", "13600001234", "95"], "words", ("seconds", 95)),
    "articles": ("article", ["Title", "What to do", "Cause"], ["Dripping tap", "Change the washer", ""],
                 ["A tap drips", "Change the washer", "worn"], "text", ("cause", "worn")),
}  # fmt: skip
DECIDED = [kind for kind, row in ROWS.items() if row[3] is not None]


def bring(office, tmp_path, kind, row, decide=None, dry=False):
    path = tmp_path / "in.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([ROWS[kind][1], row])
    file = ImportFile.open(Choice(path), kind, None, office.store.zone)
    source = file.source(decide=decide)
    return office.ask(imports.preview, source) if dry else office.do(imports.run, source)


def counts(result):
    return result.added, result.updated, result.same, result.rejected


def kept(office, kind, column="id"):
    with closing(sqlite3.connect(office.store.path)) as file:
        found = file.execute(
            f"select {column} from {ROWS[kind][0]} where archived is null order by id"
        ).fetchall()
    return [row[0] for row in found]


def test_every_kind_that_comes_in_has_signs_of_likeness():
    assert set(THINGS) | {"people"} == set(TAKERS)
    assert set(ROWS) == set(THINGS)
    reasons = {near.why for things in THINGS.values() for near in things.nears}
    assert reasons <= set(imports.REASONS)


@pytest.mark.parametrize("kind", DECIDED)
def test_unless_said_otherwise_it_is_new_and_the_reason_is_shown(empty_office, tmp_path, kind):
    _, _, here, other, why, _ = ROWS[kind]
    bring(empty_office, tmp_path, kind, here)
    [id] = kept(empty_office, kind)
    seen = bring(empty_office, tmp_path, kind, other, dry=True)
    assert (counts(seen), seen.likes) == ((1, 0, 0, 0), 1)
    assert [(one.line, one.like.id, one.like.why) for one in seen.alike] == [(2, id, why)]
    assert seen.alike[0].like.name
    done = bring(empty_office, tmp_path, kind, other)
    assert counts(done.result) == (1, 0, 0, 0)
    again = bring(empty_office, tmp_path, kind, other, dry=True)
    assert (counts(again), again.likes) == ((0, 0, 1, 0), 0)


@pytest.mark.parametrize("kind", DECIDED)
def test_what_is_the_same_is_left_as_it_is_and_that_is_remembered(empty_office, tmp_path, kind):
    _, _, here, other, _, (column, _) = ROWS[kind]
    bring(empty_office, tmp_path, kind, here)
    before = kept(empty_office, kind, column)
    first = bring(empty_office, tmp_path, kind, other, Decide("new", {2: "same"}))
    assert counts(first.result) == (0, 0, 1, 0)
    seen = bring(empty_office, tmp_path, kind, other, dry=True)
    assert (counts(seen), seen.likes) == ((0, 0, 1, 0), 0)
    assert kept(empty_office, kind, column) == before
    empty_office.undo(first.deed)
    assert bring(empty_office, tmp_path, kind, other, dry=True).likes == 1


@pytest.mark.parametrize("kind", DECIDED)
def test_what_is_said_to_be_it_is_brought_up_to_date_and_taken_back(empty_office, tmp_path, kind):
    _, _, here, other, _, (column, value) = ROWS[kind]
    bring(empty_office, tmp_path, kind, here)
    ids, before = kept(empty_office, kind), kept(empty_office, kind, column)
    done = bring(empty_office, tmp_path, kind, other, Decide("update"))
    assert counts(done.result) == (0, 1, 0, 0)
    assert (kept(empty_office, kind), kept(empty_office, kind, column)) == (ids, [value])
    assert bring(empty_office, tmp_path, kind, other, Decide("update")).deed is None
    empty_office.undo(done.deed)
    assert kept(empty_office, kind, column) == before


def test_two_rows_never_mean_one_thing(empty_office, tmp_path):
    """A file with two orders in the same words on one day: only one of them can be the order that is here."""
    bring(empty_office, tmp_path, "orders", ["W1", "2026-01-02 10:00", "Tap drips", ""])
    path = tmp_path / "two.csv"
    path.write_text("Number,Received,Summary\nX1,2026-01-02 11:00,Tap drips\nX2,2026-01-02 12:00,Tap drips\n")
    file = ImportFile.open(Choice(path), "orders", None, empty_office.store.zone)
    done = empty_office.do(imports.run, file.source(decide=Decide("update")))
    assert counts(done.result) == (1, 1, 0, 0)


@pytest.mark.parametrize(("most", "asked"), [(near.MOST, 1), (0, 3)])
def test_what_is_here_is_read_once_for_a_file_that_says_the_same_words_in_many_rows(
    empty_office, tmp_path, monkeypatch, most, asked
):
    """Six days of dripping taps, like the six here, in three parts; forgotten or remembered, the same is said."""
    heading = "Number,Received,Summary\n"
    days = [f"2026-01-{day:02d} 10:00,Tap drips\n" for day in range(2, 8)]
    path = tmp_path / "taps.csv"
    path.write_text(heading + "".join(f"W{at},{day}" for at, day in enumerate(days)))
    file = ImportFile.open(Choice(path), "orders", None, empty_office.store.zone)
    empty_office.do(imports.run, file.source())
    path.write_text(heading + "".join(f"X{at},{day}" for at, day in enumerate(days)))
    monkeypatch.setattr(running, "AT_ONCE", 2)
    monkeypatch.setattr(near, "MOST", most)
    said = []
    file = ImportFile.open(Choice(path), "orders", None, empty_office.store.zone)
    with empty_office.store.reading(empty_office.who, "test") as work:
        connection = work.session.connection()
        event.listen(connection, "before_cursor_execute", lambda *args: said.append(args[2]))
        seen = imports.preview(work, file.source())
    assert [(one.line, one.like.name) for one in seen.alike] == [
        (2 + at, f"W-2601-{1 + at:03}") for at in range(6)
    ]
    assert sum("summary IN" in one for one in said) == asked


def test_a_space_of_the_same_number_in_a_building_is_asked_about(empty_office, tmp_path):
    path = tmp_path / "units.csv"
    path.write_text("Building,Unit,Unit type\nB,7,parking\n")
    file = ImportFile.open(Choice(path), "units", None, empty_office.store.zone)
    empty_office.do(imports.run, file.source())
    seen = bring(empty_office, tmp_path, "parking", ["P1", "7", "12"], dry=True)
    assert (counts(seen), [one.like.why for one in seen.alike]) == ((1, 0, 0, 0), ["place"])
    done = bring(empty_office, tmp_path, "parking", ["P1", "7", "12"], Decide("update"))
    assert counts(done.result) == (0, 1, 0, 0)
    assert kept(empty_office, "parking", "area") == [1200]
