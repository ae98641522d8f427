"""Each measure of random offices equals a second count in plain Python; in a zone with two changes of the clock too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import measures, month_closing
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.measures.counting import Count, Period
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import fill
from tests.services import by_hand, rich_year

MONTHS = [Month(2026, 3), Month(2026, 10), Month(2026, 11)]
ELSEWHERE = {
    "compliance", "first_time_fix", "acknowledged_in_time", "answered_in_time", "answered_within_a_day",
    "promises_kept", "appointments_met", "repeats", "complaints_per_100_units", "reopenings", "hand_offs",
}  # fmt: skip
"""What tests/services/test_measures.py counts."""
RANDOM = [(1, "Asia/Shanghai"), (2, "America/New_York"), (3, "Europe/Berlin")]


@pytest.fixture(scope="module", params=RANDOM, ids=lambda each: f"{each[1]}-{each[0]}")
def invented(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Office, by_hand.Kept]]:
    """A random office and its plain rows."""
    seed, zone = request.param
    path: Path = tmp_path_factory.mktemp("invented") / "office.fmcrm"
    office = found_office(str(path), OfficeForm(name="Willow Court", zone=zone, manager="Zhou Min"))
    office.store.clock = lambda: NOW
    rich_year.fill(office, fill(office), seed)
    office.do(month_closing.enter_revenue, "2026-10", month_closing.RevenueForm(Money(4_200_000, "CNY")))
    yield office, by_hand.Kept(path)
    office.close()


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_measure_equals_a_second_count(invented: tuple[Office, by_hand.Kept], month: Month) -> None:
    office, kept = invented
    wanted = by_hand.Month(kept, month.year, month.month, NOW).everything()
    assert wanted.keys() | ELSEWHERE == {measure.name for measure in MEASURES}
    found = office.ask(measures.month, month).measures
    for name, answer in wanted.items():
        got = found[name]
        assert got.numerator == pytest.approx(answer.numerator, abs=0.01), name
        assert got.denominator == (
            None if answer.denominator is None else pytest.approx(answer.denominator, abs=0.01)
        ), name
        assert (got.missing, got.pending) == (answer.missing, answer.pending), name
        assert got.value == (None if answer.value is None else pytest.approx(answer.value, abs=0.01)), name
    assert sum(bool(answer.numerator) for answer in wanted.values()) > 12


@pytest.mark.parametrize("month", [Month(2025, 11), *MONTHS], ids=str)
def test_matters_flow_as_counted_by_hand(invented: tuple[Office, by_hand.Kept], month: Month) -> None:
    office, kept = invented
    counted = by_hand.Month(kept, month.year, month.month, NOW)
    wanted = {
        "complaints": counted.flow("complaint", "resolved", ("withdrawn",)),
        "orders": counted.flow("work_order", "done", ("cancelled", "declined")),
    }
    said = office.ask(measures.month, month).as_json()
    for kind, flow in wanted.items():
        days = flow.pop("days_to_resolve")
        assert said[kind].pop("days_to_resolve") == {
            name: None if value is None else pytest.approx(value, abs=2e-5) for name, value in days.items()
        }
        assert said[kind] == flow
        assert flow["open_at_end"] > 0


@pytest.mark.parametrize("month", MONTHS[1:], ids=str)
def test_the_records_behind_add_up_to_the_figure(invented: tuple[Office, by_hand.Kept], month: Month) -> None:
    office, _ = invented
    figures = office.ask(measures.month, month).measures
    counts = office.ask(recounted, month)
    for name, count in counts.items():
        figure = figures[name]
        assert count.value(BY_NAME[name]) == pytest.approx(figure.value), name
        assert (count.numerator, count.missing, count.pending) == (
            pytest.approx(figure.numerator), figure.missing, figure.pending,
        ), name  # fmt: skip


@needs("report.read")
def recounted(work: Work, month: Month) -> dict[str, Count]:
    """Each measure added up from what each record gives."""
    found = {}
    for measure in MEASURES:
        found[measure.name] = Count()
        found[measure.name].add(measures.given_now(work, Period.of(work, month), measure), measure.middle)
    return found
