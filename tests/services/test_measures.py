"""The month's figures against counts made by plain sqlite3 and Python, minute by minute where it must be."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from statistics import mean, median
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import measures, monthly
from fmcrm_desktop.services.figures import Flow
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from tests import measures_page
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import busy_year

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONTHS = [Month(2026, 1), Month(2026, 3), Month(2026, 9), Month(2026, 10), Month(2026, 11)]
Row = dict[str, Any]


@pytest.fixture(scope="module")
def busy_path(filled: tuple[Path, Sample], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office file with a busy year and a half in it."""
    path = tmp_path_factory.mktemp("busy") / "office.fmcrm"
    shutil.copy(filled[0], path)
    opened = open_office(str(path))
    opened.store.clock = lambda: NOW
    busy_year.fill(opened, filled[1].unit, filled[1].owner, filled[1].plumber)
    opened.close()
    return path


@pytest.fixture(scope="module")
def busy(busy_path: Path) -> Iterator[Office]:
    """That office, open; the tests only ask."""
    opened = open_office(str(busy_path), read_only=True)
    opened.store.clock = lambda: NOW
    yield opened
    opened.close()


class Kept:
    """The tables as plain rows, read by sqlite3 alone."""

    def __init__(self, path: Path) -> None:
        base = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
        base.row_factory = sqlite3.Row
        names = ("complaint", "work_order", "request", "visit", "call", "promise", "move", "relation", "unit")
        self._rows = {
            name: [self._row(row) for row in base.execute(f"select * from {name}")] for name in names
        }
        base.close()

    def __call__(self, table: str) -> list[Row]:
        return [row for row in self._rows[table] if not row.get("archived")]

    @staticmethod
    def _row(row: sqlite3.Row) -> Row:
        found = dict(row)
        for key, value in found.items():
            if isinstance(value, str) and len(value) == 26 and value[4] == "-" and value[10] == " ":
                found[key] = datetime.fromisoformat(value).replace(tzinfo=UTC)
        return found


@pytest.fixture(scope="module")
def kept(busy_path: Path) -> Kept:
    return Kept(busy_path)


def within(moment: datetime | None, month: Month) -> bool:
    if moment is None:
        return False
    local = moment.astimezone(SHANGHAI)
    return (local.year, local.month) == (month.year, month.month)


def due_in(moment: datetime | None, month: Month) -> bool:
    return within(moment, month) and moment is not None and moment < NOW


def end_of(month: Month) -> datetime:
    after = month.plus(1)
    return datetime(after.year, after.month, 1, tzinfo=SHANGHAI)


def flow(rows: list[Row], moves: list[Row], month: Month, resolved: str, channel: Any) -> Flow:
    came = [row for row in rows if within(row["received"], month)]
    gone = [row for row in rows if within(row[resolved], month)]
    end = end_of(month)
    ended = {
        move["subject_id"]
        for move in moves
        if move["to_state"] in ("withdrawn", "cancelled") and move["moment"] < end
    }
    still = [
        row
        for row in rows
        if row["received"] < end
        and not (row[resolved] and row[resolved] < end)
        and not (row["state"] in ("withdrawn", "cancelled") and row["id"] in ended)
    ]
    days = [(row[resolved] - row["received"]).total_seconds() / 86400 for row in gone]
    with_due = [row for row in gone if row["due"]]
    return Flow(
        len(came),
        Counter(channel(row) for row in came),
        len(gone),
        len(with_due),
        sum(row[resolved] > row["due"] for row in with_due),
        len(still),
        median(days) if days else None,
        mean(days) if days else None,
    )


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_complaints_and_orders_flow_as_counted_by_hand(busy: Office, kept: Kept, month: Month) -> None:
    figures = busy.ask(measures.month, month)
    channels = {row["id"]: row["channel"] for row in kept("request")}
    moves = kept("move")
    of = {
        subject: [move for move in moves if move["subject"] == subject]
        for subject in ("complaint", "work_order")
    }
    expected = (
        flow(kept("complaint"), of["complaint"], month, "resolved", lambda row: row["channel"]),
        flow(
            kept("work_order"),
            of["work_order"],
            month,
            "done",
            lambda row: channels.get(row["request_id"], "other"),
        ),
    )
    for got, wanted in zip((figures.complaints, figures.orders), expected, strict=True):
        assert wanted.received > 10
        assert got.days_median == pytest.approx(wanted.days_median, abs=2e-5)
        assert got.days_mean == pytest.approx(wanted.days_mean, abs=2e-5)
        for name in ("received", "by_channel", "resolved", "due", "late", "open_at_end"):
            assert getattr(got, name) == getattr(wanted, name), name


def by_hand(kept: Kept, month: Month) -> dict[str, tuple[float, float, int]]:
    """(numerator, denominator, missing) of each measure that is a plain count."""
    complaints, orders, visits, promises = (
        kept("complaint"),
        kept("work_order"),
        kept("visit"),
        kept("promise"),
    )
    live = [row for row in complaints if row["state"] != "withdrawn"]
    done = [row for row in orders if within(row["done"], month)]
    resolved = [row for row in complaints if within(row["resolved"], month)]
    received = [row for row in orders if within(row["received"], month)]
    to_acknowledge = [row for row in live if due_in(row["acknowledge_due"], month)]
    to_answer = [row for row in live if due_in(row["due"], month)]
    promised = [row for row in promises if due_in(row["due"], month) and not row["dropped"]]
    planned = [row for row in visits if due_in(row["planned_from"], month)]
    here = [row for row in planned if row["arrived"]]

    def told(row: Row) -> Any:
        return row["acknowledged"] or row["answered"] or row["resolved"]

    def answered(row: Row) -> Any:
        return row["answered"] or row["resolved"]

    clocks = [(row, _clocks(row, month)) for row in orders if row["state"] not in ("cancelled", "declined")]
    clocks = [(row, all_kept) for row, all_kept in clocks if all_kept]
    units = {row["id"] for row in kept("unit") if row["kind"] == "unit"}
    homes = {
        row["unit_id"]
        for row in kept("relation")
        if row["role"] in ("owner", "tenant") and row["unit_id"] in units
    }
    return {
        "compliance": (sum(all(each) for _, each in clocks), len(clocks), 0),
        "acknowledged_in_time": (
            sum(bool(told(row) and told(row) <= row["acknowledge_due"]) for row in to_acknowledge),
            len(to_acknowledge), 0,
        ),
        "answered_in_time": (
            sum(bool(answered(row) and answered(row) <= row["due"]) for row in to_answer), len(to_answer),
            sum(not row["due"] for row in complaints if within(row["received"], month)),
        ),
        "promises_kept": (sum(bool(row["kept"] and row["kept"] <= row["due"]) for row in promised), len(promised), 0),
        "appointments_met": (
            sum(row["planned_from"] <= row["arrived"] <= row["planned_until"] for row in here), len(here),
            len(planned) - len(here),
        ),
        "complaints_per_100_units": (sum(within(row["received"], month) for row in complaints), len(homes), 0),
        "repeats": (sum(bool(row["repeat_of_id"]) for row in received), len(received), 0),
        "reopenings": (sum(row["reopened"] > 0 for row in (*done, *resolved)), len(done) + len(resolved), 0),
        "hand_offs": (sum(row["handed_off"] for row in (*done, *resolved)), len(done) + len(resolved), 0),
    }  # fmt: skip


def _clocks(row: Row, month: Month) -> list[bool]:
    """For each clock that fell due in the month: was it kept?"""
    told = row["responded"] or row["arrived"] or row["done"]
    came = row["arrived"] or row["done"]
    pairs = ((row["respond_due"], told), (row["arrive_due"], came), (row["due"], row["done"]))
    return [bool(at and at <= due) for due, at in pairs if due_in(due, month)]


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_counted_measure_agrees_with_a_count_by_hand(busy: Office, kept: Kept, month: Month) -> None:
    figures = busy.ask(measures.month, month)
    for name, wanted in by_hand(kept, month).items():
        got = figures.measures[name]
        assert (got.numerator, got.denominator, got.missing) == wanted, name
        assert wanted[1] > 0, name


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_first_time_fix_waits_for_repeats_before_it_judges(busy: Office, kept: Kept, month: Month) -> None:
    visits = Counter(row["order_id"] for row in kept("visit"))
    orders = kept("work_order")
    done = [row for row in orders if within(row["done"], month)]
    repeated = {
        row["repeat_of_id"]
        for row in orders
        for first in orders
        if row["repeat_of_id"] == first["id"]
        and first["done"]
        and row["received"] <= first["done"] + timedelta(14)
    }
    visited = [row for row in done if visits[row["id"]]]
    old = [row for row in visited if row["done"] < NOW - timedelta(14)]
    got = busy.ask(measures.month, month).measures["first_time_fix"]
    assert got.numerator == sum(visits[row["id"]] == 1 and row["id"] not in repeated for row in old)
    assert got.denominator == len(old)
    assert got.pending == len(visited) - len(old)
    assert got.missing == len(done) - len(visited)


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_answered_within_a_day_takes_calls_requests_and_complaints(
    busy: Office, kept: Kept, month: Month
) -> None:
    day = timedelta(days=1)
    back = {row["call_id"]: row["kept"] for row in kept("promise") if row["kept"]}
    told: dict[int, datetime] = {}
    for row in kept("work_order"):
        at = row["responded"] or row["arrived"] or row["done"]
        if at and row["request_id"]:
            told[row["request_id"]] = at
    pairs = [
        (
            row["started"],
            row["started"] if row["outcome"] in ("answered", "passed_on") else back.get(row["id"]),
        )
        for row in kept("call")
        if row["direction"] == "in"
    ]
    pairs += [(row["received"], told.get(row["id"])) for row in kept("request")]
    pairs += [
        (row["received"], row["acknowledged"] or row["answered"] or row["resolved"])
        for row in kept("complaint")
    ]
    mine = [(begun, at) for begun, at in pairs if within(begun, month)]
    kept_ones = [at is not None and at - begun <= day for begun, at in mine]
    judged = [ok or begun <= NOW - day for ok, (begun, _) in zip(kept_ones, mine, strict=True)]
    got = busy.ask(measures.month, month).measures["answered_within_a_day"]
    assert (got.numerator, got.denominator) == (sum(kept_ones), sum(judged))
    assert got.pending == len(mine) - sum(judged)


def worked(begin: datetime, end: datetime) -> float:
    """Minutes from 8:30 to 12:00 and 13:30 to 18:00, Monday to Saturday, between two moments in Shanghai."""
    total, day = 0.0, begin.astimezone(SHANGHAI).date()
    while day <= end.astimezone(SHANGHAI).date():
        if day.weekday() < 6:
            for span in (((8, 30), (12, 0)), ((13, 30), (18, 0))):
                a, b = (datetime(day.year, day.month, day.day, *at, tzinfo=SHANGHAI) for at in span)
                total += max(0.0, (min(b, end) - max(a, begin)).total_seconds())
        day += timedelta(1)
    return total / 60


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_working_time_is_counted_by_office_hours_and_waiting_for_the_owner_is_left_out(
    busy: Office, kept: Kept, month: Month
) -> None:
    orders = kept("work_order")
    waits: dict[int, list[datetime]] = {}
    for move in sorted(kept("move"), key=lambda row: row["id"]):
        if move["subject"] == "work_order" and "waiting_owner" in (move["from_state"], move["to_state"]):
            waits.setdefault(move["subject_id"], []).append(move["moment"])
    response = [worked(row["received"], row["arrived"]) for row in orders if within(row["arrived"], month)]
    repair = []
    for row in orders:
        if within(row["done"], month):
            held = sum(
                worked(a, min(b, row["done"])) for a, b in list(pairwise(waits.get(row["id"], [])))[::2]
            )
            repair.append(worked(row["received"], row["done"]) - held)
    figures = busy.ask(measures.month, month).measures
    came, done = figures["on_site_response"], figures["mean_time_to_repair"]
    assert (came.denominator, done.denominator) == (len(response), len(repair))
    assert came.value == pytest.approx(median(response), abs=0.05)
    assert done.value == pytest.approx(mean(repair), abs=0.05)


def test_the_same_month_counted_twice_or_a_day_later_is_the_same(busy: Office) -> None:
    first = busy.ask(measures.month, Month(2026, 9))
    assert busy.ask(measures.month, Month(2026, 9)) == first
    assert busy.ask(measures.month, Month(2026, 10)).measures["compliance"].last_month == pytest.approx(
        first.measures["compliance"].value
    )


def test_the_document_for_the_command_has_the_promised_shape(busy: Office) -> None:
    said = json.loads(json.dumps(busy.ask(measures.month, Month(2026, 10)).as_json()))
    assert list(said) == ["month", "complaints", "orders", "measures"]
    assert said["month"] == "2026-10"
    for kind in ("complaints", "orders"):
        assert list(said[kind]) == [
            "received", "by_channel", "resolved", "due", "late", "open_at_end", "days_to_resolve",
        ]  # fmt: skip
        assert list(said[kind]["days_to_resolve"]) == ["median", "mean"]
    assert list(said["measures"]) == [measure.name for measure in MEASURES]
    for figure in said["measures"].values():
        assert list(figure) == [
            "value", "numerator", "denominator", "missing", "target", "last_month", "last_year",
        ]  # fmt: skip


def test_an_office_without_matters_has_no_values_and_no_faults(empty_office: Office) -> None:
    figures = empty_office.ask(measures.month, Month(2026, 10))
    assert figures.complaints == figures.orders == Flow(0, {}, 0, 0, 0, 0, None, None)
    for name, figure in figures.measures.items():
        assert figure.value == (None if BY_NAME[name].over else 0), name
    assert empty_office.ask(monthly.sheet, Month(2026, 10)).complaints == ()


def test_the_trend_ends_with_the_month_itself(busy: Office) -> None:
    trend = busy.ask(measures.trend, "compliance", Month(2026, 10))
    assert [month for month, _ in trend] == [Month(2026, 10).plus(back) for back in range(-11, 1)]
    assert trend[-1][1] == busy.ask(measures.month, Month(2026, 10)).measures["compliance"].value


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_the_sheet_of_the_month_agrees_with_its_figures(busy: Office, kept: Kept, month: Month) -> None:
    sheet = busy.ask(monthly.sheet, month)
    orders = kept("work_order")
    assert len(sheet.complaints) == sheet.figures.complaints.received == sheet.history[-1].complaints
    assert len(sheet.orders) == sheet.figures.orders.received == sheet.history[-1].orders_new
    assert sum(row.new for row in sheet.categories) == sheet.figures.orders.received
    assert (
        sum(row.done for row in sheet.categories)
        == sheet.figures.orders.resolved
        == sheet.history[-1].orders_done
    )
    assert (
        sum(row.late for row in sheet.categories)
        == sheet.figures.orders.late
        == sheet.history[-1].orders_late
    )
    for point in sheet.history:
        assert point.orders_new == sum(within(row["received"], point.month) for row in orders)
        assert point.orders_done == sum(within(row["done"], point.month) for row in orders)
    assert sum(n for _, n in sheet.gaps) == sheet.figures.complaints.received


def test_the_page_about_measures_says_what_is_declared() -> None:
    said = measures_page.PAGE.read_text(encoding="utf-8")
    assert said == measures_page.page(said), "run python -m tests.measures_page"
    assert all(f"| `{measure.name}` |" in said for measure in MEASURES)
