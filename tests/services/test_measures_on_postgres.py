"""The month's figures on PostgreSQL are those of the file."""

from __future__ import annotations

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import measures, month_closing, monthly
from fmcrm_desktop.services.measures import behind, showing
from fmcrm_desktop.services.measures.listed import MEASURES
from fmcrm_desktop.services.measures.showing import PLACE
from fmcrm_desktop.services.office import Office
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import busy_year, rich_year

MONTHS = [Month(2026, 1), Month(2026, 10), Month(2026, 11)]


def near(one: float | None, other: float | None) -> bool:
    """The same but for the fractions of seconds that SQLite leaves out of a duration."""
    return one == other if one is None or other is None else one == pytest.approx(other, rel=1e-3)


def test_postgresql_counts_the_same(office: Office, sample: Sample, served: tuple[Office, Sample]) -> None:
    server, there_too = served
    busy_year.fill(office, sample.unit, sample.owner, sample.plumber)
    rich_year.fill(office, sample, 5)
    busy_year.fill(server, there_too.unit, there_too.owner, there_too.plumber)
    rich_year.fill(server, there_too, 5)
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
        for measure in MEASURES:
            assert behind_it(office, measure.name, month) == behind_it(server, measure.name, month)
        assert [row.number for row in here.orders] == [row.number for row in there.orders]
        assert [each.number for each in here.exceptions] == [each.number for each in there.exceptions]
    for one in (office, server):
        one.do(month_closing.close, "2026-10")
    frozen = [one.ask(measures.month, Month(2026, 10)) for one in (office, server)]
    assert frozen[0].closed == frozen[1].closed == NOW
    assert near(*(each.measures["compliance"].value for each in frozen))


def behind_it(office: Office, name: str, month: Month) -> list[tuple[object, ...]]:
    """The records of a measure, and how it is by its first grouping."""
    place = (month.year * 12 + month.month) * PLACE + [each.name for each in MEASURES].index(name)
    card = office.ask(showing.card, place)
    groups = [office.ask(showing.groups, place, by)[2] for by in card.by]
    listed = [
        tuple(
            office.ask(
                behind.page, Query(where={"measure": (name,), "month": (str(month),), "part": (part,)})
            ).ids
        )
        for part in ("numerator", "denominator", "missing")
    ]
    return [*listed, *(tuple((each.key, each.denominator, each.missing) for each in some) for some in groups)]
