"""Targets and clocks: when an order is due by its priority, what the owner's silence stops, how a clock is told."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.working_time import LineKind
from fmcrm_desktop.services import settings, targets, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import (
    ChangeForm,
    DoneForm,
    OrderForm,
    VisitForm,
    WaitForm,
    WhyForm,
)
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

# The sample office works 08:30-12:00 and 13:30-18:00, Monday to Saturday, in Shanghai (UTC+8 all year).
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def shanghai(day: int, hour: int, minute: int = 0, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def at(office: Office, moment: datetime) -> None:
    office.store.clock = lambda: moment


def due_in_file(path: Path, id: int) -> tuple[str, str, str]:
    with sqlite3.connect(path) as connection:
        return connection.execute(
            "select respond_due, arrive_due, due from work_order where id = ?", (id,)
        ).fetchone()


def enter(office: Office, priority: str = "normal", **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(summary="Tap drips", priority=priority, **more)).result


def clock(office: Office, id: int, name: str) -> targets.Clock:
    [found] = [each for each in office.ask(work_orders.card, id).clocks if each.name == name]
    return found


def test_a_normal_order_is_due_in_office_hours(office: Office, office_path: Path) -> None:
    # Friday 10:00: 2 h before noon, 4.5 h after. 4 h to respond: 15:30. 16 h to arrive: Friday 6.5 h, Saturday
    # 8 h, then 1.5 h of Monday. 40 h to finish: 6.5 + 8 + 8 + 8 + 8 = 38.5 by Wednesday evening, 1.5 h on Thursday.
    id = enter(office)
    assert due_in_file(office_path, id) == (
        "2026-11-20 07:30:00.000000", "2026-11-23 02:00:00.000000", "2026-11-26 02:00:00.000000",
    )  # fmt: skip


def test_an_urgent_order_runs_round_the_clock(office: Office, office_path: Path) -> None:
    at(office, shanghai(21, 23, 50))
    id = enter(office, "urgent")
    assert due_in_file(office_path, id) == (
        "2026-11-21 16:20:00.000000", "2026-11-21 17:50:00.000000", "2026-11-22 15:50:00.000000",
    )  # fmt: skip
    lines = clock(office, id, "finish").lines
    assert [line.kind for line in lines] == [LineKind.START, LineKind.HOURS, LineKind.DUE]
    assert lines[1].minutes == 24 * 60


def test_the_arithmetic_adds_up_line_by_line(office: Office) -> None:
    finish = clock(office, enter(office), "finish")
    hours = [line.minutes for line in finish.lines if line.kind is LineKind.HOURS]
    assert hours == [120, 270, 210, 270, 210, 270, 210, 270, 210, 270, 90]
    assert sum(hours) == finish.minutes == 40 * 60
    assert finish.lines[-1].end == finish.due == shanghai(26, 10)


def test_waiting_for_the_owner_stops_the_finish_clock_and_nothing_else(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, staff_id=sample.plumber)
    before = due_in_file(office_path, id)
    at(office, shanghai(20, 14))
    office.do(work_orders.wait, id, WaitForm("waiting_owner", "Nobody at home"))
    at(office, shanghai(23, 9, 30))  # Friday 14:00 to Monday 09:30: 4 + 8 + 1 working hours
    paused = clock(office, id, "finish")
    assert (paused.state, paused.due) == ("paused", shanghai(27, 16, 30))
    assert paused.left == 37 * 60 + 30  # two and a half were worked on Friday
    assert clock(office, id, "respond").state == "late"
    office.do(work_orders.set_off, id)
    assert due_in_file(office_path, id) == (*before[:2], "2026-11-27 08:30:00.000000")
    resumed = clock(office, id, "finish")
    assert resumed.state == "running"
    [pause] = [line for line in resumed.lines if line.kind is LineKind.PAUSE]
    assert (pause.begin, pause.end, pause.minutes) == (shanghai(20, 14), shanghai(23, 9, 30), 13 * 60)
    added = sum(line.minutes for line in resumed.lines if line.kind is LineKind.HOURS)
    assert added - pause.minutes == 40 * 60


@pytest.mark.parametrize("what", ["waiting_parts", "waiting_vendor", "waiting_approval"])
def test_other_waits_let_every_clock_run(
    office: Office, sample: Sample, office_path: Path, what: str
) -> None:
    id = enter(office, staff_id=sample.plumber)
    before = due_in_file(office_path, id)
    office.do(work_orders.wait, id, WaitForm(what))
    assert clock(office, id, "finish").state == "running"
    at(office, FRIDAY_TEN + timedelta(days=3))
    office.do(work_orders.arrive, id)
    assert due_in_file(office_path, id) == before


def test_two_pauses_are_both_taken_out(office: Office, sample: Sample, office_path: Path) -> None:
    id = enter(office, staff_id=sample.plumber)
    for start, end in ((shanghai(20, 11), shanghai(20, 12)), (shanghai(20, 14), shanghai(20, 16))):
        at(office, start)
        office.do(work_orders.wait, id, WaitForm("waiting_owner"))
        at(office, end)
        office.do(work_orders.arrive, id)
    assert due_in_file(office_path, id)[2] == "2026-11-26 06:30:00.000000"
    assert clock(office, id, "finish").due == shanghai(26, 14, 30)


def test_a_pause_after_the_due_moment_does_not_excuse(office: Office, sample: Sample) -> None:
    id = enter(office, "high", staff_id=sample.plumber)
    at(office, shanghai(30, 9))
    assert clock(office, id, "finish").state == "late"
    office.do(work_orders.wait, id, WaitForm("waiting_owner"))
    at(office, shanghai(30, 17))
    office.do(work_orders.done, id, DoneForm(fix="New washer"))
    assert clock(office, id, "finish").state == "late"


def test_clocks_reached_in_time_are_kept(office: Office, sample: Sample) -> None:
    id = enter(office)
    office.do(
        work_orders.schedule, id, VisitForm((sample.plumber,), shanghai(20, 11), shanghai(20, 12), told=True)
    )
    at(office, shanghai(20, 11, 5))
    office.do(work_orders.arrive, id)
    at(office, shanghai(20, 11, 40))
    office.do(work_orders.done, id, DoneForm(fix="New washer"))
    card = office.ask(work_orders.card, id)
    assert [(each.name, each.state, each.reached) for each in card.clocks] == [
        ("respond", "kept", shanghai(20, 10)),
        ("arrive", "kept", shanghai(20, 11, 5)),
        ("finish", "kept", shanghai(20, 11, 40)),
    ]


def test_who_stood_there_was_told_so_the_response_stops_by_the_arrival(
    office: Office, sample: Sample, office_path: Path
) -> None:
    # Received at 10:00, due to be answered by 15:30; the visit of 11:00 to 11:40 is written down the next morning.
    id = enter(office, staff_id=sample.plumber)
    at(office, shanghai(21, 9))
    there, gone = shanghai(20, 11), shanghai(20, 11, 40)
    office.do(work_orders.done, id, DoneForm(fix="New washer", arrived=there, departed=gone))
    assert clock(office, id, "respond").reached == there and clock(office, id, "respond").state == "kept"
    # A file tells when somebody was there, and nothing of an answer before.
    brought = enter(office, staff_id=sample.plumber)
    with sqlite3.connect(office_path) as connection:
        connection.execute(
            "update work_order set arrived = ? where id = ?", ("2026-11-21 02:00:00.000000", brought)
        )
    at(office, shanghai(21, 17, 59))
    assert clock(office, brought, "respond").state == "kept"
    late = Query(where={"state": ("late",)})
    assert brought not in office.ask(work_orders.page, late).ids


def test_a_cancelled_order_has_no_clock_left_to_run(office: Office) -> None:
    id = enter(office)
    office.do(work_orders.cancel, id, WhyForm("Mended it himself"))
    assert office.ask(work_orders.card, id).clocks == ()


def test_another_priority_counts_from_when_it_was_received(office: Office, office_path: Path) -> None:
    id = enter(office)
    at(office, shanghai(20, 15))
    office.do(work_orders.change, id, ChangeForm(summary="Tap drips", priority="urgent"))
    assert due_in_file(office_path, id)[2] == "2026-11-21 02:00:00.000000"


def test_another_priority_while_the_owner_is_awaited_keeps_the_pause_whole(
    office: Office, sample: Sample, office_path: Path
) -> None:
    id = enter(office, staff_id=sample.plumber)
    at(office, shanghai(20, 11))
    office.do(work_orders.wait, id, WaitForm("waiting_owner"))
    at(office, shanghai(20, 15))
    office.do(work_orders.change, id, ChangeForm(summary="Tap drips", priority="high"))
    at(office, shanghai(20, 16))
    office.do(work_orders.arrive, id)
    # 16 h from Friday 10:00 less 11-12 and 13:30-16:00: 1 + 2 on Friday, 8 on Saturday, 5 h on Monday.
    assert due_in_file(office_path, id)[2] == "2026-11-23 07:00:00.000000"


def test_new_targets_hold_for_new_orders_and_explain_old_ones_as_they_were(office: Office) -> None:
    old = enter(office)
    kept = dict(settings.DEFAULTS["targets"])
    kept["normal"] = {"respond": 30, "arrive": 60, "finish": 120, "round_the_clock": False}
    office.do(settings.put, targets=kept)
    assert clock(office, old, "finish").minutes == 40 * 60
    assert clock(office, enter(office), "finish").due == shanghai(20, 12)


@needs("order.read")
def every_hour_between(work: Work, start: datetime, end: datetime) -> int:
    return targets.every_hour("Europe/Berlin").between(start, end)


def test_round_the_clock_counts_real_minutes_over_a_daylight_change(office: Office) -> None:
    saturday = datetime(2026, 10, 24, 10, tzinfo=UTC)
    assert office.ask(every_hour_between, saturday, saturday + timedelta(hours=48)) == 48 * 60
