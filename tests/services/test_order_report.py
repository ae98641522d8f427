"""The stages of an order: each ends where the next begins, and together they are the whole."""

from __future__ import annotations

import random
import sqlite3
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import measures, order_report, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.order_report import Stage
from fmcrm_desktop.services.work_orders import AssignForm, DoneForm, OrderForm, WaitForm
from tests.sample import Sample
from tests.services.test_order_walks import form_for

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def worked(begin: datetime, end: datetime) -> int:
    """Every minute looked at: the sample office works 08:30-12:00 and 13:30-18:00, Monday to Saturday."""
    found = 0
    while begin < end:
        local = begin.astimezone(ZoneInfo("Asia/Shanghai"))
        minute = local.hour * 60 + local.minute
        found += local.weekday() < 6 and (510 <= minute < 720 or 810 <= minute < 1080)
        begin += MINUTE
    return found


def told(stages: list[Stage]) -> list[tuple[str, int, int]]:
    return [(stage.state, stage.minutes, stage.passed) for stage in stages]


def test_stages_are_told_in_working_time_and_by_the_clock(office: Office, sample: Sample) -> None:
    id = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    for hours, case, form in (
        (1, work_orders.assign, AssignForm(sample.plumber)), (4, work_orders.wait, WaitForm("waiting_parts", "Valve")),
        (27, work_orders.done, DoneForm(fix="Mended")),
    ):  # fmt: skip
        office.store.clock = lambda hours=hours: NOW + timedelta(hours=hours)
        office.do(case, id, form)
    found = office.ask(order_report.stages, id)
    # Friday 10:00, 11:00, 14:00 (an hour and a half of it is the pause at noon), Saturday 13:00.
    assert told(found) == [
        ("requested", 60, 60), ("assigned", 90, 180), ("waiting_parts", 240 + 210, 23 * 60), ("done", 0, 0),
    ]  # fmt: skip
    assert (found[1].given_to.name, found[2].why, found[3].ended) == (
        "Gao Jun",
        "Valve",
        NOW + timedelta(hours=27),
    )


def test_an_open_order_is_counted_until_now(office: Office) -> None:
    id = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    office.store.clock = lambda: NOW + timedelta(hours=2)
    [stage] = office.ask(order_report.stages, id)
    assert (stage.ended, stage.minutes, stage.passed) == (None, 120, 120)


def test_a_clock_set_back_makes_no_negative_stretch(office: Office, sample: Sample) -> None:
    id = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    office.store.clock = lambda: NOW - timedelta(hours=1)
    office.do(work_orders.assign, id, AssignForm(sample.plumber))
    assert told(office.ask(order_report.stages, id)) == [("requested", 0, 0), ("assigned", 0, 0)]


@pytest.mark.parametrize("seed", range(4))
def test_stages_follow_on_each_other_and_add_up(office: Office, sample: Sample, seed: int) -> None:
    chance = random.Random(seed)
    now = NOW
    received = NOW - timedelta(minutes=chance.randrange(600))
    id = office.do(work_orders.enter, OrderForm(summary="Tap", received=received)).result
    for _ in range(12):
        card = office.ask(work_orders.card, id)
        step = chance.choice(card.steps)
        now += timedelta(minutes=chance.randrange(1, 900))
        office.store.clock = lambda now=now: now
        office.do(getattr(work_orders, step), id, *form_for(step, card, sample, now, chance))
    stages = office.ask(order_report.stages, id)
    assert stages[0].begun == received
    assert all(first.ended == second.begun for first, second in pairwise(stages))
    end = stages[-1].ended or now
    assert sum(stage.passed for stage in stages) == (end - received) // MINUTE
    assert sum(stage.minutes for stage in stages) == worked(received, end)


def test_preventive_work_is_left_out_of_response_and_repair(
    office: Office, sample: Sample, office_path: Path
) -> None:
    for _ in range(2):
        id = office.do(work_orders.enter, OrderForm(summary="Tap", staff_id=sample.plumber)).result
        office.do(work_orders.arrive, id)
        office.store.clock = lambda: NOW + timedelta(hours=1)
        office.do(work_orders.done, id, DoneForm(fix="Mended"))
        office.store.clock = lambda: NOW
    with sqlite3.connect(office_path) as raw:  # as if the second had come of a plan
        raw.execute("update work_order set plan_id = 1 where id = ?", (id,))
    figures = office.ask(measures.month, Month(2026, 11)).measures
    assert [figures[name].denominator for name in ("on_site_response", "mean_time_to_repair")] == [1, 1]


@pytest.mark.parametrize("many", [False, True])
def test_an_order_whose_entry_was_undone_and_that_is_taken_back_has_stages_again(
    office: Office, many: bool
) -> None:
    entered = office.do(work_orders.enter, OrderForm(summary="Tap"))
    id = entered.result
    office.undo(entered.deed)
    if many:
        office.do(work_orders.restore_many, [id])
    else:
        office.do(work_orders.restore, id)
    (stage,) = office.ask(order_report.stages, id)
    assert (stage.state, stage.ended) == ("requested", None)
    office.do(work_orders.archive_many, [id])
    office.do(work_orders.restore, id)
    assert len(office.ask(work_orders.card, id).history) == 1, "it begins once"
