"""Each measure of random offices equals a second count in plain Python; in a zone with two changes of the clock too."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import measures, month_closing
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.measures import groups, showing
from fmcrm_desktop.services.measures.counting import Count, Period
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.measures.showing import PLACE
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import fill
from tests.services import by_hand, placed_year, rich_year
from tests.services.by_hand_clocks import Whole
from tests.services.by_place import Only, Places

MONTHS = [Month(2026, 3), Month(2026, 10), Month(2026, 11)]
LEAST = {
    "building": 40,
    "building_kind": 40,
    "territory": 40,
    "category": 35,
    "person": 45,
    "vendor": 45,
    "tier": 39,
    "channel": 36,
    "charge_kind": 4,
    "equipment": 1,
}
"""How many measures must be apart by each."""
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
    sample = fill(office)
    rich_year.fill(office, sample, seed)
    placed_year.fill(office, sample, seed)
    office.do(month_closing.enter_revenue, "2026-10", month_closing.RevenueForm(Money(4_200_000, "CNY")))
    yield office, by_hand.Kept(path)
    office.close()


@pytest.mark.parametrize("month", MONTHS, ids=str)
def test_every_measure_equals_a_second_count(invented: tuple[Office, by_hand.Kept], month: Month) -> None:
    office, kept = invented
    wanted = Whole(kept, month.year, month.month, NOW).everything()
    assert wanted.keys() == {measure.name for measure in MEASURES}
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


@pytest.mark.parametrize("by", groups.BY)
def test_every_measure_apart_equals_a_second_count_of_what_belongs_there(
    invented: tuple[Office, by_hand.Kept], by: str
) -> None:
    """Of each building, territory … the whole second count over its own records."""
    office, kept = invented
    month = MONTHS[1]
    places = Places(kept, by, Whole(kept, month.year, month.month, NOW))
    shown: dict[str, dict[Any, by_hand.Answer]] = {}
    for at, measure in enumerate(MEASURES):
        if by in groups.offered(measure):
            place = (month.year * 12 + month.month) * PLACE + at
            _, _, found = office.ask(showing.groups, place, by)
            shown[measure.name] = {
                each.key: by_hand.Answer(
                    each.value, each.numerator, each.denominator, each.missing, each.pending
                )
                for each in found
            }
    assert len(shown) >= LEAST[by]
    keys = {places.of(table, row) for table in (*Only.PARTED, *Only.OF_STAFF) for row in kept.all[table]}
    if by == "vendor":  # what the office does itself is left out there
        keys.discard(None)
    apart = {key: Whole(Only(kept, places, key), month.year, month.month, NOW).everything() for key in keys}
    assert len([key for key in keys if key is not None]) >= (1 if by == "vendor" else 2)
    for name, groups_of in shown.items():
        wanted = {key: each[name] for key, each in apart.items() if _something(each[name])}
        assert {key for key, each in groups_of.items() if _something(each)} == wanted.keys(), (
            name,
            groups_of,
        )
        for key, answer in wanted.items():
            got = groups_of[key]
            for field in ("value", "numerator", "denominator", "missing", "pending"):
                one, other = getattr(got, field), getattr(answer, field)
                assert one == (None if other is None else pytest.approx(other, abs=0.01)), (name, key, field)


def _something(answer: by_hand.Answer) -> bool:
    return any((answer.numerator, answer.denominator, answer.missing, answer.pending))
