"""Lists of complaints and actions and the board of gaps: read from their indexes alone, and still the same rows."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.complaint import OPEN, STATES, Complaint, CorrectiveAction
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import actions, complaints, gaps, paging
from fmcrm_desktop.services.gaps.board import Spot
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.fixture
def many(office: Office, sample: Sample) -> list[dict[str, Any]]:
    """A hundred and fifty complaints at random over two years, some archived, each with an action."""
    chance = random.Random(5)
    made: list[dict[str, Any]] = [
        {
            "number": f"X-{at:03d}", "subject": "x",
            "received": NOW - timedelta(minutes=chance.randrange(60 * 24 * 700)),
            "state": chance.choice(list(STATES)), "archived": NOW if chance.random() < 0.2 else None,
            "acknowledged": chance.choice((None, NOW)), "answered": chance.choice((None, NOW)),
            "acknowledge_due": chance.choice((None, NOW - timedelta(1), NOW + timedelta(1))),
            "due": chance.choice((None, NOW - timedelta(1), NOW + timedelta(1))),
            "follow_up_due": chance.choice((None, NOW - timedelta(1), NOW + timedelta(1))),
        }
        for at in range(150)
    ]  # fmt: skip
    day = NOW.date()
    with office.store.writing(office.who, "test") as work:
        for row in made:
            row["id"] = work.add(Complaint(**row)).id
            due = chance.choice((None, day - timedelta(chance.randrange(90)), day + timedelta(9)))
            done = chance.choice((None, None, day))
            work.add(
                CorrectiveAction(complaint_id=row["id"], text=f"Mend {row['id']}", due_day=due, done_day=done)
            )
    return made


def shown(rows: list[dict[str, Any]], wanted: Callable[[dict[str, Any]], bool]) -> list[int]:
    kept = [row for row in rows if row["number"].startswith("X-") and wanted(row)]
    return [row["id"] for row in sorted(kept, key=lambda row: (row["received"], row["id"]), reverse=True)]


@contextmanager
def heard(office: Office) -> Iterator[list[str]]:
    """The statements that questions ask meanwhile, with their values; those made once, too, which SQLAlchemy does not
    hear of."""
    said: list[str] = []
    with office.store.readers.connect() as connection:
        driver: Any = connection.connection.driver_connection
    driver.set_trace_callback(said.append)
    try:
        yield said
    finally:
        driver.set_trace_callback(None)


def plans(file: sqlite3.Connection, said: list[str]) -> list[str]:
    """How SQLite goes about them."""
    return [
        line[3]
        for sql in said
        if sql.lower().startswith(("select", "with"))
        for line in file.execute(f"explain query plan {sql}")
    ]


def late(row: dict[str, Any]) -> bool:
    def over(name: str) -> bool:
        return row[name] is not None and row[name] < NOW

    if row["archived"] is not None:
        return False
    if row["state"] in OPEN:
        first = row["acknowledged"] is None and over("acknowledge_due")
        return first or (row["answered"] is None and over("due"))
    return row["state"] == "resolved" and over("follow_up_due")


@pytest.mark.parametrize("states", [
    ("open",), ("late",), ("to_do",), ("late", "withdrawn"), ("open", "resolved"), ("to_do", "followed_up"),
    ("received",), ("nonsense",),
])  # fmt: skip
@pytest.mark.parametrize("archived", [False, True])
def test_states_are_gathered_from_several_indexes_and_stay_the_same(
    office: Office, sample: Sample, many: list[dict[str, Any]], states: tuple[str, ...], archived: bool
) -> None:
    def wanted(row: dict[str, Any]) -> bool:
        is_open = row["state"] in OPEN and bool({"open", "to_do"} & set(states))
        is_late = late(row) and bool({"late", "to_do"} & set(states))
        return (row["archived"] is not None) == archived and (is_open or is_late or row["state"] in states)

    page = office.ask(complaints.page, Query(where={"state": states}, archived=archived))
    ours = {row["id"] for row in many}
    assert [id for id in page.ids if id in ours] == shown(many, wanted)


def test_months_side_by_side_and_apart_are_the_months_asked_for(
    office: Office, sample: Sample, many: list[dict[str, Any]]
) -> None:
    last = Month.of(NOW, ZONE)
    months = tuple(str(last.plus(back)) for back in (-2, -1, 0, -7, -9, -10))

    def wanted(row: dict[str, Any]) -> bool:
        return row["archived"] is None and str(Month.of(row["received"], ZONE)) in months

    page = office.ask(complaints.page, Query(where={"month": months}))
    ours = {row["id"] for row in many}
    assert [id for id in page.ids if id in ours] == shown(many, wanted)
    assert page.ids


@pytest.mark.parametrize(
    "states", [(), ("open",), ("overdue",), ("done",), ("overdue", "done"), ("open", "done")]
)
def test_actions_stand_open_ones_first_then_by_their_day(
    office: Office, sample: Sample, many: list[dict[str, Any]], office_path: Path, states: tuple[str, ...]
) -> None:
    today = str(NOW.astimezone(ZONE).date())
    file = sqlite3.connect(office_path)
    rows = file.execute(
        "select id, due_day, done_day from corrective_action where archived is null"
    ).fetchall()
    file.close()

    def wanted(due: str | None, done: str | None) -> bool:
        state = {"done"} if done else {"open", "overdue"} if due and due < today else {"open"}
        return not states or bool(state & set(states))

    expected = sorted(
        ((done is not None, due is None, due or "", id) for id, due, done in rows if wanted(due, done))
    )
    page = office.ask(actions.page, Query(where={"state": states} if states else {}))
    assert list(page.ids) == [row[-1] for row in expected]


def test_words_typed_find_actions_by_what_is_done_who_does_it_and_the_complaint(
    office: Office, sample: Sample, many: list[dict[str, Any]]
) -> None:
    one = next(row for row in many if row["archived"] is None)
    for typed in (f"mend {one['id']}", one["number"].lower(), f"{one['number']} MEND"):
        found = office.ask(actions.page, Query(typed)).first
        assert any(row.source_id == one["id"] for row in found), typed
    assert not office.ask(actions.page, Query(f"{one['number']} nowhere")).ids


@pytest.mark.parametrize("many_hits", [paging.MANY, 100])
def test_words_that_find_hundreds_find_the_same_in_the_lists_order(
    office: Office, sample: Sample, office_path: Path, monkeypatch: pytest.MonkeyPatch, many_hits: int
) -> None:
    """Each looked up by its number where they are few beside the list, picked out of it where they are not."""
    monkeypatch.setattr(paging, "MANY", many_hits)
    monkeypatch.setattr(paging, "PIECE", 70)
    chance = random.Random(8)
    with office.store.writing(office.who, "test") as work:
        for at in range(800):
            received = NOW - timedelta(minutes=chance.randrange(60 * 24 * 300))
            subject = f"{'Elevator' if at % 4 else 'Lamp'} {at}"
            work.add(Complaint(number=f"Y-{at:03d}", subject=subject, received=received, gap="respect"))
    with closing(sqlite3.connect(office_path)) as file:
        file.execute("analyze")
        file.commit()
    with heard(office) as said:
        found = office.ask(complaints.page, Query("elevator", where={"gap": ("respect",)}))
    with closing(sqlite3.connect(office_path)) as file:
        kept = file.execute(
            "select id from complaint where subject like '%elevator%' order by received desc, id desc"
        )
        assert list(found.ids) == [id for (id,) in kept] and len(found.ids) == 600
        walked = [line for line in plans(file, said) if line.startswith("SCAN complaint")]
    assert bool(walked) == (many_hits == 100)


@pytest.mark.parametrize("asked", [
    lambda office: office.ask(complaints.page, Query()),
    lambda office: office.ask(complaints.page, Query(where={"gap": ("respect",), "category": (11,)})),
    lambda office: office.ask(complaints.page, Query(where={"state": ("to_do",)})),
    lambda office: office.ask(complaints.page, Query(sort="state")),
    lambda office: office.ask(complaints.counts),
    lambda office: office.ask(gaps.board, Spot("building", 12)),
    lambda office: office.ask(gaps.board, Spot("month", 12)),
    lambda office: office.ask(gaps.causes, 12),
    lambda office: office.ask(complaints.card, 1),
], ids=["list", "filters", "to do", "sorted", "counts", "buildings", "months", "causes", "card"])  # fmt: skip
def test_no_question_walks_the_table_of_complaints_or_calls(
    office: Office,
    sample: Sample,
    many: list[dict[str, Any]],
    office_path: Path,
    asked: Callable[[Office], object],
) -> None:
    with closing(sqlite3.connect(office_path)) as file:
        file.execute("analyze")
        file.commit()
    with heard(office) as said:
        asked(office)
    with closing(sqlite3.connect(office_path)) as file:
        ways = plans(file, said)
    assert ways
    assert [line for line in ways if line in ("SCAN complaint", "SCAN call")] == []
