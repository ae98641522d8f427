"""Escalation: each step once, at its moment, logged and told; again only when the order was opened again."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.target import EscalationRule
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import escalation, work_orders
from fmcrm_desktop.services.escalation import EscalationForm, running
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import DoneForm, OrderForm, ReopenForm, WaitForm
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

# The sample office works 08:30-12:00 and 13:30-18:00, Monday to Saturday, in Shanghai (UTC+8 all year).
# A normal order of Friday 10:00 is to be answered by Friday 15:30 and to be finished by Thursday 10:00.
FRIDAY_TEN = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)


def shanghai(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


def at(office: Office, moment: datetime) -> int:
    office.store.clock = lambda: moment
    steps = office.ask(escalation.due)
    assert office.do(escalation.run).result == steps
    assert office.ask(escalation.due) == 0
    return steps


def rule(office: Office, **more: Any) -> int:
    return office.do(escalation.add, EscalationForm(name="To the manager", **more)).result


def enter(office: Office, **more: Any) -> int:
    return office.do(work_orders.enter, OrderForm(summary="Tap drips", **more)).result


def told(path: Path) -> list[tuple[int, str, str]]:
    with sqlite3.connect(path) as connection:
        return connection.execute("select staff_id, subject, text from message order by id").fetchall()


def test_a_step_is_taken_at_its_moment_and_once(office: Office, sample: Sample, office_path: Path) -> None:
    rule(office, clock="respond")
    id = enter(office, staff_id=sample.plumber)
    assert at(office, shanghai(20, 15, 30)) == 1  # due to the minute
    assert at(office, shanghai(21, 9)) == 0
    lines = [line for line in office.ask(work_orders.card, id).history if line.why]
    assert [(line.why, line.who) for line in lines] == [("Escalated, step 1: To the manager", "")]
    said = "W-2611-001: first response was due", "W-2611-001 Tap drips: 2026-11-20 15:30\nTo the manager"
    assert told(office_path) == [(sample.manager, *said), (sample.plumber, *said)]


def test_an_order_that_another_desk_archives_at_this_moment_holds_no_other_up(
    office: Office, office_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rule(office, clock="respond")
    first, second = enter(office), enter(office)
    due = running._due

    def overtaken(work: Work, its: EscalationRule) -> list[running.Step]:
        found = due(work, its)
        work.archive(work.get(WorkOrder, first))
        return found

    monkeypatch.setattr(running, "_due", overtaken)
    office.store.clock = lambda: shanghai(20, 15, 30)
    assert office.do(escalation.run).result == 1
    [(_, subject, _)] = told(office_path)
    assert subject.startswith(office.ask(work_orders.card, second).number)


def test_nothing_happens_before(office: Office) -> None:
    rule(office, clock="respond")
    enter(office)
    assert at(office, shanghai(20, 15, 29)) == 0


@pytest.mark.parametrize(
    ("moment", "steps"), [(shanghai(20, 14, 29), 0), (shanghai(20, 14, 30), 1), (shanghai(20, 16), 1)]
)
def test_before_it_is_due_counts_working_time(office: Office, moment: datetime, steps: int) -> None:
    rule(office, clock="respond", side="before", time="1:00")
    enter(office)
    assert at(office, moment) == steps


@pytest.mark.parametrize(
    ("moment", "steps"), [(shanghai(20, 18), 0), (shanghai(21, 9, 59), 0), (shanghai(21, 10), 1)]
)
def test_after_it_was_due_counts_working_time_over_the_night(
    office: Office, moment: datetime, steps: int
) -> None:
    # 15:30 and four hours: 18:00 is 2.5 of them, the rest ends on Saturday at 10:00.
    rule(office, clock="respond", time="4:00")
    enter(office)
    assert at(office, moment) == steps


def test_who_answered_is_left_alone(office: Office) -> None:
    rule(office, clock="respond")
    office.do(work_orders.respond, enter(office))
    assert at(office, shanghai(20, 17)) == 0


def test_the_owners_silence_stops_the_step(office: Office, sample: Sample) -> None:
    rule(office)
    id = enter(office, staff_id=sample.plumber)
    office.do(work_orders.wait, id, WaitForm("waiting_owner"))
    assert at(office, shanghai(28, 10)) == 0


def test_opened_again_it_may_go_up_again(office: Office, sample: Sample, office_path: Path) -> None:
    rule(office)
    id = enter(office, staff_id=sample.plumber)
    assert at(office, shanghai(26, 10)) == 1
    office.do(work_orders.done, id, DoneForm(fix="Mended"))
    assert at(office, shanghai(26, 11)) == 0
    office.do(work_orders.reopen, id, ReopenForm("Drips again"))
    assert at(office, shanghai(26, 12)) == 1
    with sqlite3.connect(office_path) as connection:
        assert connection.execute("select turn, level from escalated order by id").fetchall() == [
            (0, 1),
            (1, 1),
        ]


def test_several_rules_make_several_levels(office: Office, office_path: Path) -> None:
    rule(office, clock="respond")
    rule(office, clock="respond", time="1:00")
    enter(office)
    assert at(office, shanghai(20, 15, 30)) == 1
    assert at(office, shanghai(20, 16, 30)) == 1
    with sqlite3.connect(office_path) as connection:
        assert connection.execute("select level from escalated order by id").fetchall() == [(1,), (2,)]


def test_the_priority_is_raised_once_and_the_clocks_follow(office: Office) -> None:
    rule(office, clock="respond", raise_priority=True)
    id = enter(office)
    assert at(office, shanghai(20, 15, 30)) == 1
    card = office.ask(work_orders.card, id)
    assert card.priority == "high"
    assert {clock.name: clock.minutes for clock in card.clocks} == {
        "respond": 60,
        "arrive": 240,
        "finish": 960,
    }
    assert at(office, shanghai(27, 10)) == 0


def test_many_at_once_are_one_message(office: Office, sample: Sample, office_path: Path) -> None:
    rule(office, clock="respond", tell_responsible=False)
    for _ in range(3):
        enter(office)
    assert at(office, shanghai(21, 10)) == 3
    [(staff, subject, text)] = told(office_path)
    assert (staff, subject, text.count("\n")) == (sample.manager, "To the manager: 3 orders", 2)


@pytest.mark.parametrize(
    ("given", "steps"),
    [
        ({"priority": "urgent"}, 0),
        ({"priority": "normal"}, 1),
        ({"category_id": 1}, 0),
        ({"category_id": 2}, 1),
    ],
)
def test_only_the_orders_named(office: Office, given: dict[str, Any], steps: int) -> None:
    rule(office, clock="respond", **given)
    enter(office, category_id=2)
    assert at(office, shanghai(20, 17)) == steps


def test_a_rule_that_does_nothing_is_refused(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        rule(office, role="", tell_responsible=False)
    assert set(refused.value.fields) == {"role"}
