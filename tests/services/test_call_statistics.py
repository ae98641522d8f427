"""Call statistics: every figure agrees with a plain count over the same calls, and opens exactly its calls."""

from __future__ import annotations

import random
import sqlite3
from collections import Counter
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.call import Call, CallTopic
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import call_statistics, calls
from fmcrm_desktop.services.call_statistics import Statistics
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

ZONE = ZoneInfo("Asia/Shanghai")
NOVEMBER = Month(2026, 11)


@needs("call.write")
def _fill(work: Work, sample: Sample, count: int) -> None:
    chance = random.Random(7)
    topic = work.add(CallTopic(name="Repair", other_name="报修")).id
    people = [sample.owner, sample.tenant, sample.company, None]
    numbers = ["13800138000", "+86 138 0013 8000", "0755 8888 6666", "400 820 1234", ""]
    start = datetime(2026, 10, 30, 12, tzinfo=UTC)
    work.add_many(
        Call,
        [
            {
                "direction": chance.choice(("in", "in", "out")),
                "started": start + timedelta(minutes=chance.randrange(47_000)),
                "number": chance.choice(numbers), "person_id": chance.choice(people),
                "staff_id": chance.choice([sample.clerk, sample.manager, None]),
                "topic_id": chance.choice([topic, None]), "topic": chance.choice(["Lift", "Water", ""]),
                "outcome": chance.choice(["answered", "missed", "missed", "call_back"]),
                "seconds": chance.choice([None, 60, 240]), "unit_id": None, "notes": "",
            }
            for _ in range(count)
        ],
    )  # fmt: skip


@pytest.fixture
def logged(office: Office, sample: Sample) -> Office:
    office.do(_fill, sample, 400)
    return office


def stored(path: Path) -> list[dict[str, Any]]:
    with closing(sqlite3.connect(path)) as plain:
        plain.row_factory = sqlite3.Row
        rows = [dict(row) for row in plain.execute("select * from call order by started, id")]
    for row in rows:
        row["moment"] = datetime.fromisoformat(row["started"]).replace(tzinfo=UTC)
        row["local"] = row["moment"].astimezone(ZONE)
    return rows


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    digits = ["".join(c for c in row["number"] if c.isdigit())[-10:] for row in (one, other)]
    return (one["person_id"] is not None and one["person_id"] == other["person_id"]) or (
        digits[0] == digits[1] != ""
    )


def test_every_figure_is_that_of_a_plain_count(logged: Office, office_path: Path) -> None:
    it: Statistics = logged.ask(call_statistics.month, NOVEMBER)
    every = stored(office_path)
    month = [row for row in every if (row["local"].year, row["local"].month) == (2026, 11)]
    missed = [row for row in month if row["direction"] == "in" and row["outcome"] == "missed"]
    back = [
        row
        for row in missed
        if any(
            row["moment"] < other["moment"] <= row["moment"] + timedelta(hours=24)
            and (other["direction"] == "out" or other["outcome"] != "missed")
            and same(row, other)
            for other in every
        )
    ]
    assert 0 < len(back) < len(missed) < len(month) < len(every)
    assert (it.calls, it.missed, it.returned) == (len(month), len(missed), len(back))
    assert it.incoming == sum(row["direction"] == "in" for row in month)
    hours, lost = Counter(row["local"].hour for row in month), Counter(row["local"].hour for row in missed)
    assert it.hours == tuple((hours[hour], lost[hour]) for hour in range(24))
    days, lost = (
        Counter(row["local"].weekday() for row in month),
        Counter(row["local"].weekday() for row in missed),
    )
    assert it.weekdays == tuple((days[day], lost[day]) for day in range(7))
    assert {each.value: each.calls for each in it.staff} == Counter(row["staff_id"] for row in month)
    assert {each.value: each.calls for each in it.topics} == Counter(
        row["topic_id"] or row["topic"] for row in month
    )
    assert it.seconds == sum(row["seconds"] or 0 for row in month)
    assert it.outcomes == Counter(row["outcome"] for row in month)


def test_every_figure_opens_its_calls(logged: Office) -> None:
    it: Statistics = logged.ask(call_statistics.month, NOVEMBER)

    def count(**where: object) -> int:
        query = Query().having("month", "2026-11")
        for name, value in where.items():
            query = query.having(name, value)
        return len(logged.ask(calls.page, query))

    assert count() == it.calls
    lost = {"direction": "in", "outcome": "missed"}
    assert (count(**lost), count(**lost, returned=True)) == (it.missed, it.returned)
    assert [count(hour=hour) for hour in range(24)] == [all for all, _lost in it.hours]
    assert [count(weekday=day) for day in range(7)] == [all for all, _lost in it.weekdays]
    assert {each.value: count(staff=each.value) for each in it.staff} == {
        each.value: each.calls for each in it.staff
    }
    assert [count(topic=each.value) for each in it.topics] == [each.calls for each in it.topics]


def test_the_first_rows_are_those_of_the_narrowed_list(logged: Office) -> None:
    found = logged.ask(calls.page, Query().having("hour", 9))
    assert [row.id for row in found.first] == list(found.ids[: len(found.first)])
    assert {row.started.astimezone(ZONE).hour for row in found.first} == {9}


def test_a_month_without_calls_is_all_noughts(office: Office) -> None:
    it: Statistics = office.ask(call_statistics.month, Month(2020, 1))
    assert (it.calls, sum(all for all, _ in it.hours)) == (0, 0)
