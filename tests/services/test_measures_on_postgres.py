"""The month's figures on PostgreSQL are those of the file."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import monthly
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office
from tests.conftest import NOW
from tests.sample import Sample, fill
from tests.services import busy_year

MONTHS = [Month(2026, 1), Month(2026, 10), Month(2026, 11)]


def near(one: float | None, other: float | None) -> bool:
    """The same but for the fractions of seconds that SQLite leaves out of a duration."""
    return one == other if one is None or other is None else one == pytest.approx(other, rel=1e-3)


def test_postgresql_counts_the_same(office: Office, sample: Sample, postgres_url: str) -> None:
    busy_year.fill(office, sample.unit, sample.owner, sample.plumber)
    server = found_office(
        postgres_url, OfficeForm(name="Willow Court", zone="Asia/Shanghai", manager="Zhou Min")
    )
    try:
        server.store.clock = lambda: NOW
        there_too = fill(server)
        busy_year.fill(server, there_too.unit, there_too.owner, there_too.plumber)
        for month in MONTHS:
            here, there = office.ask(monthly.sheet, month), server.ask(monthly.sheet, month)
            for name, figure in here.figures.measures.items():
                other = there.figures.measures[name]
                assert (figure.denominator, figure.missing, figure.pending) == (
                    other.denominator, other.missing, other.pending,
                ), name  # fmt: skip
                assert near(figure.value, other.value), name
                assert near(figure.last_year, other.last_year), name
            for mine, theirs in (
                (here.figures.orders, there.figures.orders),
                (here.figures.complaints, there.figures.complaints),
            ):
                assert mine.as_json() | {"days_to_resolve": 0} == theirs.as_json() | {"days_to_resolve": 0}
                assert mine.days_median == pytest.approx(theirs.days_median, abs=3e-5)
            assert here.history == there.history
            assert [row.number for row in here.orders] == [row.number for row in there.orders]
            assert [each.number for each in here.exceptions] == [each.number for each in there.exceptions]
    finally:
        server.close()
