"""Reports of one's own: every definition runs, figures equal an independent count, nothing but values gets through."""

from __future__ import annotations

import random
import sqlite3
from collections import defaultdict
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.own_report import MOMENT, Condition, Definition, Group, OwnReport, Total
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.work_order import PRIORITIES, WorkOrder
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_reports import ReportForm
from fmcrm_desktop.services.own_reports.clock import stepped
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.reporting import HOSTILE, answers, fill_all

ZONE = ZoneInfo("Asia/Shanghai")
COUNT = Total("count")
PLAIN = Definition("orders", ("number", "summary"), totals=(COUNT,))


@pytest.fixture
def full(office: Office, sample: Sample) -> Office:
    office.do(fill_all, sample)
    return office


@pytest.mark.parametrize("subject", SUBJECTS)
def test_every_column_is_shown_filtered_grouped_and_totalled(full: Office, subject: str) -> None:
    found = full.ask(answers, subject)
    assert len(found) > 40
    rows = [answer for definition, answer in found if not definition.conditions]
    assert all(answer.whole.count == rows[0].whole.count > 0 for answer in rows)
    for definition, answer in found:
        if definition.groups:
            assert sum(line.count for line in answer.lines) == answer.whole.count, definition


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_moment_is_headed_as_a_time_not_as_a_state(office: Office, subject: str) -> None:
    """A date below 已完工 is no state: the heading is what files and the register call it, 完工时间."""
    (found,) = [one for one in office.ask(own_reports.subjects) if one.name == subject]
    states = {text for column in found.columns for text in column.words.values()} | {"Thanked", "Kept"}
    assert [it.title for it in found.columns if it.kind == MOMENT and it.title in states] == []


def test_what_a_filter_takes_and_its_opposite_are_all_rows(full: Office) -> None:
    found = {definition.conditions: answer for definition, answer in full.ask(answers, "orders")}
    for key in ("number", "state", "category", "person", "amount", "done"):
        parts = [
            found[conditions].whole.count for conditions in found
            if conditions and conditions[0].column == key and conditions[0].comparison in ("empty", "filled")
        ]  # fmt: skip
        assert len(parts) == 2
        assert sum(parts) == 4
    for one, other in (("is", "is_not"), ("has", "lacks")):
        both = [
            found[c].whole.count
            for c in found
            if c and c[0].column == "summary" and c[0].comparison in (one, other)
        ]
        assert sum(both) == 4


# against a count of one's own


@needs("order.write")
def _some(work: Work, sample: Sample, seed: int) -> None:
    dice = random.Random(seed)
    orders = [
        {
            "number": f"W-{at}", "summary": f"Order {at}", "priority": dice.choice(list(PRIORITIES)),
            "state": dice.choice(("requested", "done", "closed")),
            "staff_id": dice.choice((sample.plumber, sample.electrician, None)),
            "received": datetime(2025, 1, 1, tzinfo=UTC) + timedelta(minutes=dice.randrange(60 * 24 * 690)),
            "rating": dice.choice((None, 1, 2, 3, 4, 5)),
        }
        for at in range(60)
    ]  # fmt: skip
    ids = [work.add(WorkOrder(**values)).id for values in orders]
    for id in ids:
        for _ in range(dice.randrange(4)):
            work.add(Charge(order_id=id, kind="labour", day=NOW.date(), amount=dice.randrange(99_999),
                            cost=dice.randrange(60_000), covered=dice.random() < 0.3))  # fmt: skip


def _plain(path: Path) -> list[dict[str, Any]]:
    """The orders with their money, by plain sqlite3 and Python."""
    with closing(sqlite3.connect(path)) as connection:
        connection.row_factory = sqlite3.Row
        orders = [dict(row) for row in connection.execute("select * from work_order where archived is null")]
        charges = connection.execute("select * from charge where archived is null").fetchall()
    for order in orders:
        order["day"] = datetime.fromisoformat(order["received"]).replace(tzinfo=UTC).astimezone(ZONE)
        own = [charge for charge in charges if charge["order_id"] == order["id"]]
        order["amount"] = sum(charge["amount"] for charge in own if not charge["covered"])
        order["profit"] = order["amount"] - sum(charge["cost"] for charge in own)
    return orders


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize(
    ("group", "key"),
    [
        (Group("priority"), lambda order: order["priority"]),
        (Group("received", "month"), lambda order: order["day"].date().replace(day=1)),
        (Group("received", "year"), lambda order: order["day"].date().replace(month=1, day=1)),
        (Group("received", "week"), lambda order: order["day"].date() - timedelta(order["day"].weekday())),
        (Group("received", "weekday"), lambda order: order["day"].weekday()),
        (Group("received", "hour"), lambda order: order["day"].hour),
    ],
)
def test_groups_and_totals_equal_a_count_by_other_means(
    office: Office, sample: Sample, office_path: Path, seed: int, group: Group, key: Callable[[Any], Any]
) -> None:
    office.do(_some, sample, seed)
    totals = (COUNT, Total("share"), Total("sum", "profit"), Total("mean", "rating"), Total("most", "amount"),
              Total("filled", "staff"))  # fmt: skip
    answer = office.ask(own_reports.preview, Definition("orders", (), (), (group,), totals))
    wanted: dict[Any, list[dict[str, Any]]] = defaultdict(list)
    plain = _plain(office_path)
    for order in plain:
        wanted[key(order)].append(order)
    assert {line.values[0] for line in answer.lines} == set(wanted)
    for line in (*answer.lines, answer.whole):
        some = wanted[line.values[0]] if line.values else plain
        rated = [order["rating"] for order in some if order["rating"] is not None]
        assert line.figures == (
            len(some), len(some) / len(plain), sum(order["profit"] for order in some),
            pytest.approx(sum(rated) / len(rated)) if rated else None, max(order["amount"] for order in some),
            sum(order["staff_id"] is not None for order in some),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        (Condition("received", "this_month"), lambda day, _: (day.year, day.month) == (2026, 11)),
        (Condition("received", "last_month"), lambda day, _: (day.year, day.month) == (2026, 10)),
        (Condition("received", "this_year"), lambda day, _: day.year == 2026),
        (Condition("received", "last_year"), lambda day, _: day.year == 2025),
        (Condition("received", "last_days", ("100",)),
         lambda day, _: NOW.date() - timedelta(99) <= day.date() <= NOW.date()),
        (Condition("received", "between", ("2026-01-15", "2026-03-02")),
         lambda day, _: (1, 15) <= (day.month, day.day) <= (3, 2) and day.year == 2026),
        (Condition("rating", "least", ("4",)), lambda _, order: (order["rating"] or 0) >= 4),
        (Condition("amount", "between", ("100", "700.50")), lambda _, order: 10_000 <= order["amount"] <= 70_050),
        (Condition("priority", "is", ("urgent", "low")), lambda _, order: order["priority"] in ("urgent", "low")),
        (Condition("summary", "has", ("ORDER 1",)), lambda _, order: "Order 1" in order["summary"]),
        (Condition("profit", "most", ("-0.01",)), lambda _, order: order["profit"] < 0),
    ],
)  # fmt: skip
def test_filters_take_what_a_plain_reading_takes(
    office: Office, sample: Sample, office_path: Path, condition: Condition, holds: Callable[[Any, Any], bool]
) -> None:
    office.do(_some, sample, 7)
    asked = Definition("orders", (), (condition,), (), (COUNT, Total("sum", "amount")))
    some = [order for order in _plain(office_path) if holds(order["day"], order)]
    assert 0 < len(some) < 60
    assert office.ask(own_reports.preview, asked).whole.figures == (
        len(some), sum(order["amount"] for order in some),
    )  # fmt: skip


def test_rows_come_in_their_groups_and_order_and_lead_to_their_records(
    office: Office, sample: Sample
) -> None:
    office.do(_some, sample, 3)
    asked = Definition("orders", ("number", "rating"), (), (Group("priority"),), (COUNT,), "rating", True)
    answer = office.ask(own_reports.preview, asked)
    order = [(list(PRIORITIES).index(str(row.group[0])), -(row.cells[1] or 0)) for row in answer.rows]  # type: ignore[operator]
    assert order == sorted(order)
    assert answer.rows[0].record is not None
    assert [line.values[0] for line in answer.lines] == list(PRIORITIES)
    by_count = replace(asked, sort="#0", columns=())
    counts = [line.count for line in office.ask(own_reports.preview, by_count).lines]
    assert counts == sorted(counts, reverse=True)


def test_clocks_turned_back_and_forth_are_told_apart(office: Office) -> None:
    """Where the office's clock changes twice a year, the hour of a moment follows."""
    from sqlalchemy import literal, select

    from fmcrm_desktop.model.base import Moment
    from fmcrm_desktop.services.own_reports.declared import Scope

    zone = ZoneInfo("America/New_York")

    @needs("office.read")
    def hours(work: Work) -> list[tuple[int, int]]:
        scope = Scope(work.dialect, zone, work.now, work.now.date())
        found = []
        for month in range(1, 13):
            moment = datetime(2024, month, 9, 6, 30, tzinfo=UTC)
            told = work.value(select(stepped(scope, MOMENT, literal(moment, Moment()), "hour")))
            found.append((told, moment.astimezone(zone).hour))
        return found

    told = office.ask(hours)
    assert {hour for hour, _ in told} == {1, 2}
    assert all(one == other for one, other in told)


# nothing but values


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_are_looked_for_and_change_nothing(full: Office, office_path: Path, text: str) -> None:
    before = _dump(office_path)
    for comparison in ("is", "has", "begins", "lacks", "is_not"):
        asked = replace(PLAIN, conditions=(Condition("summary", comparison, (text,)),))
        count = full.ask(own_reports.preview, asked).whole.count
        assert count == (4 if comparison in ("lacks", "is_not") else 0), (text, comparison)
    id = full.do(own_reports.save, replace(PLAIN, conditions=(Condition("summary", "has", (text,)),)),
                 ReportForm(f"Name {text}"[:80], f"Name {text}"[:80])).result  # fmt: skip
    kept = next(one for one in full.ask(own_reports.listed) if one.id == id)
    assert kept.definition is not None
    assert kept.definition.conditions[0].values == (text,)
    assert full.ask(own_reports.values, "orders", "summary", text) == []
    assert {name: rows for name, rows in _dump(office_path).items() if name != "own_report"} == before


def _dump(path: Path) -> dict[str, int]:
    with closing(sqlite3.connect(path)) as connection:
        names = ("person", "work_order", "complaint", "charge", "call")
        return {name: connection.execute(f"select count(*) from {name}").fetchone()[0] for name in names}


@pytest.mark.parametrize(
    "wrong",
    [
        replace(PLAIN, subject="orders; drop table person"),
        replace(PLAIN, columns=("number", "1; drop table person")),
        replace(PLAIN, columns=("number", "number")),
        replace(PLAIN, columns=("id",)),
        replace(PLAIN, columns=(), totals=()),
        replace(PLAIN, sort="number desc, (select 1)"),
        replace(PLAIN, sort="#7"),
        replace(PLAIN, sort="#-1"),
        replace(PLAIN, groups=(Group("received", "month'); --"),)),
        replace(PLAIN, groups=(Group("state", "month"),)),
        replace(PLAIN, groups=(Group("state"), Group("state"))),
        replace(PLAIN, groups=tuple(map(Group, ("state", "priority", "unit", "way")))),
        replace(PLAIN, totals=(Total("sum", "summary"),)),
        replace(PLAIN, totals=(Total("sum"),)),
        replace(PLAIN, totals=(Total("group_concat", "summary"),)),
        replace(PLAIN, chart="pie"),
        replace(PLAIN, conditions=(Condition("summary", "like", ("x",)),)),
        replace(PLAIN, conditions=(Condition("summary", "is"),)),
        replace(PLAIN, conditions=(Condition("summary", "is", ("a\0b",)),)),
        replace(PLAIN, conditions=(Condition("summary", "is", ("x" * 501,)),)),
        replace(PLAIN, conditions=(Condition("state", "is", ("open' or 1=1",)),)),
        replace(PLAIN, conditions=(Condition("rating", "is", ("1 or 1",)),)),
        replace(PLAIN, conditions=(Condition("rating", "is", ("9" * 30,)),)),
        replace(PLAIN, conditions=(Condition("amount", "least", ("a lot",)),)),
        replace(PLAIN, conditions=(Condition("received", "on", ("2026-02-30",)),)),
        replace(PLAIN, conditions=(Condition("received", "between", ("2026-03-01", "2026-02-01")),)),
        replace(PLAIN, conditions=(Condition("received", "last_days", ("-3",)),)),
        replace(PLAIN, conditions=(Condition("received", "last_days", ("99999999",)),)),
    ],
)
def test_what_is_not_declared_is_refused_with_a_sentence(office: Office, wrong: Definition) -> None:
    with pytest.raises(Refusal) as refused:
        office.ask(own_reports.preview, wrong)
    assert str(refused.value)
    assert office.ask(own_reports.preview, PLAIN).whole.count == 0


@needs("office.settings")
def _spoil(work: Work, id: int, text: str) -> None:
    work.get(OwnReport, id).definition = text


@pytest.mark.parametrize(
    "text", ["", "{", "[]", "null", '{"subject": 3}', '{"subject": "orders"}', "[" * 5000]
)
def test_what_was_kept_badly_is_listed_and_cannot_be_run(office: Office, text: str) -> None:
    id = office.do(own_reports.save, PLAIN, ReportForm("Mine")).result
    office.do(_spoil, id, text)
    found = next(one for one in office.ask(own_reports.listed) if one.id == id)
    assert found.definition is None
    with pytest.raises(Refusal):
        office.ask(own_reports.named, "mine")
    office.do(own_reports.archive, id, found.version)


def test_prospects_and_agreements_say_what_is_kept(full: Office) -> None:
    leads = full.ask(own_reports.preview, Definition("leads", ("number", "units", "budget", "to_close")))
    assert {row.cells[0]: row.cells[1:] for row in leads.rows} == {
        "N-1": ("3-1202", 90_000, None), "N-2": (None, None, 3 * 24 * 60),
    }  # fmt: skip
    columns = ("number", "units", "state", "sum", "lead")
    (row,) = full.ask(own_reports.preview, Definition("agreements", columns)).rows
    assert row.cells == ("A-1", "3-1202", "running", 12_000, "N-1")
