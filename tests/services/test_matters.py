"""Moves of a matter: allowed ones only, each with who, when and why; reopening counts."""

from __future__ import annotations

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import matters
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW


@needs("order.write")
def enter_order(work: Work) -> int:
    record = work.add(WorkOrder(number="W-2611-001", received=work.now, summary="Lift stuck"))
    matters.begin(work, record)
    return record.id


@needs("order.write")
def move_order(work: Work, id: int, to: str, why: str = "") -> None:
    matters.move(work, work.get(WorkOrder, id), to, why)


@needs("complaint.write")
def enter_complaint(work: Work) -> int:
    return work.add(Complaint(number="C-2611-001", received=work.now, subject="Dark lobby")).id


@needs("complaint.write")
def move_complaint(work: Work, id: int, to: str) -> None:
    matters.move(work, work.get(Complaint, id), to)


@needs("order.read")
def history(work: Work, subject: str, id: int) -> list[matters.MoveRow]:
    return matters.moves(work, subject, id)


def test_every_move_keeps_who_when_and_why(office: Office, office_path: Path) -> None:
    id = office.do(enter_order).result
    office.do(move_order, id, "assigned", "  He is nearest ")
    with sqlite3.connect(office_path) as kept:
        lines = kept.execute(
            "select m.from_state, m.to_state, s.name, m.why, m.moment from move m join staff s on s.id = m.staff_id"
            " where m.subject = 'work_order' and m.subject_id = ? order by m.id",
            (id,),
        ).fetchall()
    assert [line[:4] for line in lines] == [
        ("", "requested", "Zhou Min", ""),
        ("requested", "assigned", "Zhou Min", "He is nearest"),
    ]
    assert lines[1][4].startswith("2026-11-20 02:00")


def test_a_move_that_is_not_allowed_is_refused_and_the_allowed_ones_are_named(office: Office) -> None:
    id = office.do(enter_order).result
    with pytest.raises(Refusal) as caught:
        office.do(move_order, id, "closed")
    said = Words()(caught.value.text, **caught.value.values)
    assert said == (
        "W-2611-001 is “Requested” and cannot become “Closed”. Possible now: Assigned, Declined, Cancelled."
    )
    assert str(caught.value) == said


@pytest.mark.parametrize(
    ("way", "count"),
    [
        (("assigned", "done", "closed"), 0),
        (("assigned", "done", "assigned"), 1),
        (("assigned", "done", "closed", "assigned", "done", "assigned"), 2),
        (("cancelled", "assigned"), 1),
        (("declined", "assigned"), 1),
    ],
)
def test_going_back_to_work_counts_as_reopened(
    office: Office, office_path: Path, way: tuple[str, ...], count: int
) -> None:
    id = office.do(enter_order).result
    for state in way:
        office.do(move_order, id, state)
    with sqlite3.connect(office_path) as kept:
        assert kept.execute("select reopened from work_order where id = ?", (id,)).fetchone() == (count,)


@pytest.mark.parametrize("start", complaint.STATES)
def test_a_complaint_moves_exactly_as_its_table_says(office: Office, office_path: Path, start: str) -> None:
    for to in complaint.STATES:
        id = office.do(_complaint_in, start).result
        if to in complaint.MOVES[start]:
            office.do(move_complaint, id, to)
            state = to
        else:
            with pytest.raises(Refusal):
                office.do(move_complaint, id, to)
            state = start
        with sqlite3.connect(office_path) as kept:
            assert kept.execute("select state from complaint where id = ?", (id,)).fetchone() == (state,)


@needs("complaint.write")
def _complaint_in(work: Work, state: str) -> int:
    record = work.add(Complaint(number="C-1", received=work.now, subject="Dark lobby", state=state))
    return record.id


def test_the_history_keeps_its_order_when_the_clock_is_set_back(office: Office) -> None:
    id = office.do(enter_order).result
    office.do(move_order, id, "assigned")
    office.store.clock = lambda: NOW - timedelta(hours=3)
    office.do(move_order, id, "on_site")
    assert [line.to_state for line in office.ask(history, "work_order", id)] == [
        "requested",
        "assigned",
        "on_site",
    ]


def test_from_every_state_of_an_order_there_is_a_way_on() -> None:
    assert set(work_order.MOVES) == set(work_order.STATES)
    assert all(to in work_order.STATES for way in work_order.MOVES.values() for to in way)
    assert all(work_order.MOVES.values())
