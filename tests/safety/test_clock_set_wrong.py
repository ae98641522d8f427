"""The clock set back two hours, a year on, over both edges of summer time, a leap day and a year's end, between deeds
(R19): what follows what is told by the order of deeds, nothing lasted less than nothing, numbers are given once, and
the month's report is the same wherever the machine believes to be."""

from __future__ import annotations

import dataclasses
import os
import random
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.own_report import Definition, Group, Total
from fmcrm_desktop.services import (
    call_statistics,
    complaints,
    counter,
    equipment_register,
    measures,
    monthly,
    order_report,
    own_reports,
    work_orders,
)
from fmcrm_desktop.services.equipment_page import card as equipment_card
from fmcrm_desktop.services.gaps import contact_points
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import soundness
from tests.safety.jumping_clock import JUMPS, ZONES, Life, at, edges, lengths
from tests.sample import Sample
from tests.services import rich_year

LIVES = int(os.environ.get("FMCRM_CLOCK_LIVES", "0"))
"""Lives in each zone about each edge, 0: one about one edge of each; a release runs FMCRM_CLOCK_LIVES=16."""
DEEDS = 12


def in_zone(path: Path, zone: str) -> Office:
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("update setting set value = ? where name = 'office.zone'", (f'"{zone}"',))
        plain.commit()
    office = open_office(str(path))
    assert office.store.zone == zone
    return office


@pytest.mark.parametrize("zone", ZONES)
def test_no_setting_of_the_clock_makes_a_wrong_order_or_a_negative_time(
    office_path: Path, sample: Sample, zone: str
) -> None:
    office = in_zone(office_path, zone)
    for life in range(LIVES or 1):
        for number, edge in enumerate(edges(zone)):
            if not LIVES and number != ZONES.index(zone) % len(edges(zone)):
                continue
            chance = random.Random(f"{zone} {life} {number}")
            at(office, edge)
            lived = Life(office, sample, chance)
            months = {Month.of(edge, ZoneInfo(zone))}
            for _ in range(DEEDS):
                if len(lived.orders) < 3:
                    lived.begin()
                now = office.store.clock() + chance.choice(JUMPS)
                at(office, now)
                months.add(Month.of(now, ZoneInfo(zone)))
                lived.go_on()
            at(office, edge + timedelta(days=400))
            look(office, lived, months)
            in_sequence(office_path, lived)
    office.close()
    assert soundness.faults(office_path) == []


def look(office: Office, lived: Life, months: set[Month]) -> None:
    """Everything that tells a length of time or a number of times."""
    told: list[Any] = [office.ask(work_orders.card, id) for id in lived.orders]
    told += [office.ask(complaints.card, id) for id in lived.complaints]
    told += [office.ask(order_report.stages, id) for id in lived.orders]
    told += [office.ask(counter.queue), office.ask(contact_points), office.ask(equipment_card, lived.machine)]
    for month in sorted(months):
        told += [office.ask(case, month) for case in (
            measures.month, monthly.sheet, counter.figures, call_statistics.month, equipment_register.register,
        )]  # fmt: skip
    told += [office.ask(own_reports.preview, one) for one in OWN]
    for answer in told:
        less = [(path, figure) for path, figure in lengths(answer) if figure < 0]
        assert not less, less[:5]


OWN = [
    Definition(subject, (key,), (), (Group(group),), (Total("mean", key), Total("least", key)))
    for subject, key, group in (
        ("orders", "to_arrive", "state"), ("complaints", "to_resolve", "state"),
    )
]  # fmt: skip


def in_sequence(path: Path, lived: Life) -> None:
    """By plain sqlite3: each history is one chain in the order it was written, whatever its moments say."""
    with closing(sqlite3.connect(path)) as plain:
        for subject, table, ids in (
            ("work_order", "work_order", lived.orders),
            ("complaint", "complaint", lived.complaints),
        ):
            for id in ids:
                moves = plain.execute(
                    "select from_state, to_state from move where subject = ? and subject_id = ? order by id",
                    (subject, id),
                ).fetchall()
                [(state,)] = plain.execute(f"select state from {table} where id = ?", (id,)).fetchall()
                assert moves[-1][1] == state
                assert all(before[1] == after[0] for before, after in pairwise(moves)), moves
        for table in ("work_order", "complaint"):
            numbers = [row[0] for row in plain.execute(f"select number from {table}")]
            assert len(set(numbers)) == len(numbers)
        written = [row[0] for row in plain.execute("select id from deed order by id")]
    kept = [deed for deed in lived.deeds if deed is not None]
    assert kept == sorted(set(kept)) and set(kept) <= set(written), "the change log follows the deeds"


@pytest.fixture
def believing() -> Any:
    """Let this process believe to be in another zone, as after a journey."""
    before = os.environ.get("TZ")

    def believe(zone: str | None) -> None:
        if zone is None:
            os.environ.pop("TZ", None)
        else:
            os.environ["TZ"] = zone
        time.tzset()

    yield believe
    believe(before)


def test_the_months_report_is_the_same_wherever_the_machine_believes_to_be(
    office: Office, sample: Sample, believing: Callable[[str | None], None], office_path: Path
) -> None:
    rich_year.fill(office, sample, 19)
    now = datetime(2026, 11, 12, 3, tzinfo=UTC)
    far = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago")
    for month in (Month(2026, 10), Month(2026, 3))[: 2 if LIVES else 1]:
        told = []
        for zone in (*far, *(ZONES if LIVES else ())):
            believing(zone)
            again = open_office(str(office_path))
            again.store.clock = lambda: now
            told.append(dataclasses.asdict(again.ask(monthly.sheet, month)))
            again.close()
        assert all(each == told[0] for each in told[1:])
