"""The measures of a month as a list, and one of them with all that belongs to it."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from fmcrm_desktop.model.figure_words import light
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.services import measures
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures import corrected, frozen
from fmcrm_desktop.services.measures.behind import given
from fmcrm_desktop.services.measures.groups import Group, grouped, offered
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.store.work import Work

BACK = 36
PLACE = 1000
"""A row is named by its month (2026 × 12 + 11) and the measure's place among all."""


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A measure in the list; ``light`` is a key of figure_words.LIGHTS, ``changed`` says that a closed month would
    be another today."""

    id: int
    name: str
    value: float | None
    target: float | None
    last_month: float | None
    last_year: float | None
    missing: int
    light: str
    changed: bool
    currency: str


@dataclass(frozen=True)
class MeasureCard:
    """One measure of a month with twelve months behind it."""

    id: int
    name: str
    month: Month
    figure: Figure
    currency: str
    closed: datetime | None
    corrected: corrected.Corrected | None
    trend: tuple[tuple[Month, float | None], ...]
    by: tuple[str, ...]


@dataclass(frozen=True)
class MonthState:
    """Whether a month is over, closed, and what other revenue was entered for it, in minor units."""

    month: str
    over: bool
    closed: datetime | None


@dataclass(frozen=True)
class Twelve:
    """The measures of a month, and of each the values of the twelve months that end with it, oldest first."""

    month: Month
    figures: Mapping[str, Figure]
    values: Mapping[str, tuple[float | None, ...]]
    currency: str


@dataclass(frozen=True)
class Missed:
    """The measures of a month that are red: name and id of each."""

    month: Month
    measures: tuple[tuple[str, int], ...]


@needs("report.read")
def month_options(work: Work) -> list[tuple[str, str]]:
    """The months one may look at, the present one first."""
    now = Month.of(work.now, work.zone)
    return [(str(month), str(month)) for month in (now.plus(-back) for back in range(BACK))]


@needs("report.read")
def state(work: Work, month: str) -> MonthState:
    """How a month stands."""
    it = Month.read(month)
    closed = frozen.of(work, it)
    return MonthState(month, it < Month.of(work.now, work.zone), closed.closed if closed else None)


@needs("report.read")
def page(work: Work, query: Query) -> Page[MeasureRow]:
    """The measures of the month that the filter names (else of last month), in their order; there are few, so all rows
    come with the ids."""
    named = query.where.get("month")
    month = Month.read(str(named[0])) if named else Month.of(work.now, work.zone).plus(-1)
    lights = query.where.get("light")
    found = [row for row in _rows(work, month) if not lights or row.light in lights]
    return Page(array("q", (row.id for row in found)), tuple(found))


@needs("report.read")
def twelve(work: Work, month: str) -> Twelve:
    """The measures of a month with the twelve months that end with it."""
    it = Month.read(month)
    found = measures.month(work, it)
    history = measures.history(work, it)
    return Twelve(
        it, found.measures, {name: tuple(values[name] for _, values in history) for name in found.measures},
        found.currency,
    )  # fmt: skip


@needs("report.read")
def missed(work: Work) -> Missed:
    """The measures that were off their target in the month that is over."""
    month = Month.of(work.now, work.zone).plus(-1)
    found = measures.month(work, month).measures
    place = (month.year * 12 + month.month) * PLACE
    red = [
        (each.name, place + at)
        for at, each in enumerate(MEASURES)
        if (it := found.get(each.name)) is not None and light(each.rising, it.value, it.target) == "missed"
    ]
    return Missed(month, tuple(red))


@needs("report.read")
def rows(work: Work, ids: Sequence[int]) -> list[MeasureRow]:
    """The rows of these measures."""
    found = {row.id: row for number in {id // PLACE for id in ids} for row in _rows(work, _month(number))}
    return [found[id] for id in ids if id in found]


@needs("report.read")
def card(work: Work, id: int) -> MeasureCard:
    """One measure. Raises KeyError for one that is not seen."""
    month, measure = _month(id // PLACE), MEASURES[id % PLACE]
    name, closed = measure.name, frozen.of(work, month)
    trend = measures.trend(work, name, month)
    figure = (
        frozen.figures(work, closed).get(name, Figure(None, 0, None))
        if closed is not None
        else measures.figures(work, month, (name,))[name]
    )
    return MeasureCard(
        id, name, month, figure, measures.currency_of(work), closed.closed if closed else None,
        corrected.corrected(work, closed, name) if closed else None, trend, offered(measure),
    )  # fmt: skip


@needs("report.read")
def groups(work: Work, id: int, by: str) -> tuple[MeasureCard, str, list[Group]]:
    """The measure with its groups: as a closed month kept them, placed as things stand now."""
    month, measure = _month(id // PLACE), MEASURES[id % PLACE]
    it = card(work, id)
    if by not in it.by:
        return it, "", []
    return it, by, grouped(work, measure, given(work, month, measure.name), by, month)


@needs("report.read")
def apart(work: Work, month: Month, by: str) -> dict[str, list[Group]]:
    """Every measure that can be grouped so, by its name."""
    return {
        name: grouped(work, BY_NAME[name], given(work, month, name), by, month)
        for name in measures.seen(work)
        if by in offered(BY_NAME[name])
    }


def _rows(work: Work, month: Month) -> list[MeasureRow]:
    figures = measures.month(work, month)
    closed = frozen.of(work, month) if figures.closed is not None else None
    changed = corrected.changed(work, closed) if closed is not None else {}
    place = (month.year * 12 + month.month) * PLACE
    return [
        MeasureRow(
            place + at, each.name, figure.value, figure.target, figure.last_month, figure.last_year, figure.missing,
            light(each.rising, figure.value, figure.target), each.name in changed, figures.currency,
        )
        for at, each in enumerate(MEASURES)
        if (figure := figures.measures.get(each.name)) is not None
    ]  # fmt: skip


def _month(number: int) -> Month:
    return Month((number - 1) // 12, (number - 1) % 12 + 1)
