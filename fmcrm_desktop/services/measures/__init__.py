"""The figures of a month: every measure with its target, last month, the same month last year and its history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.figures import Figure, MonthFigures
from fmcrm_desktop.services.measures import flow, frozen, remembered
from fmcrm_desktop.services.measures.counting import Count, Given, Period, counted, one_by_one
from fmcrm_desktop.services.measures.declared import Measure
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES
from fmcrm_desktop.services.measures.remembered import Counts
from fmcrm_desktop.services.measures.worked import worked
from fmcrm_desktop.store.work import Work

__all__ = ["BY_NAME", "MEASURES", "history", "month", "trend"]

TARGETS = "measure.targets"
Kept = Mapping[Month, Mapping[str, float | None]]
"""The values of closed months."""


@needs("report.read")
def month(work: Work, month: Month) -> MonthFigures:
    """Everything counted about a month, each measure beside last month and the same month last year. A closed month
    has the figures it was closed with."""
    closed = frozen.of(work, month)
    names = seen(work)
    currency = currency_of(work)
    if closed is None:
        period = Period.of(work, month)
        return MonthFigures(
            month, flow.complaints(work, period), flow.orders(work, period), figures(work, month, names), currency
        )  # fmt: skip
    kept = frozen.figures(work, closed)
    shown = {name: kept[name] for name in names if name in kept}
    return MonthFigures(month, closed.complaints, closed.orders, shown, currency, closed.closed)


@needs("report.read")
def trend(work: Work, name: str, month: Month, months: int = 12) -> tuple[tuple[Month, float | None], ...]:
    """One measure over the months up to this one, oldest first. Raises KeyError for one that is not seen."""
    return tuple((each, values[name]) for each, values in _history(work, month, months, _allowed(work, name)))


@needs("report.read")
def history(
    work: Work, month: Month, months: int = 12
) -> tuple[tuple[Month, Mapping[str, float | None]], ...]:
    """All measures over the months up to this one, oldest first."""
    return _history(work, month, months, seen(work))


def currency_of(work: Work) -> str:
    """What the office's money is."""
    return str(settings.get(work, "office.currency"))


def seen(work: Work) -> tuple[str, ...]:
    """The measures that whoever asks may see."""
    return tuple(each.name for each in MEASURES if not each.right or work.who.may(each.right))


def figures(work: Work, month: Month, names: Sequence[str]) -> dict[str, Figure]:
    """Measures as they stand now, beside the months before."""
    before = (month.plus(-1), month.plus(-12))
    kept, counts = _standing(work, before, names, month)
    last, year = (_values(each, kept, counts, names) for each in before)
    targets = targets_of(work)
    return {
        name: figure_of(BY_NAME[name], count, targets, (last.get(name), year.get(name)))
        for name, count in counts[month].items()
    }


def figure_of(
    measure: Measure,
    count: Count,
    targets: Mapping[str, float | None],
    before: tuple[float | None, float | None] = (None, None),
) -> Figure:
    """A count as a figure."""
    return Figure(
        count.value(measure), count.numerator, count.denominator if measure.over else None, count.missing,
        count.pending, targets[measure.name], *before,
    )  # fmt: skip


def targets_of(work: Work) -> dict[str, float | None]:
    """The target of each measure: the office's own, else the measure's."""
    kept: dict[str, Any] = settings.get(work, TARGETS)
    return {each.name: kept.get(each.name, each.target) for each in MEASURES}


def counts_of(work: Work, months: Sequence[Month], names: Sequence[str]) -> dict[Month, Counts]:
    """Measures counted over these months together, each in the order of the names."""
    periods = [Period.of(work, each) for each in months]
    return dict(zip(months, remembered.counts(work, periods, names, partial(_counted, work)), strict=True))


def _counted(work: Work, periods: Sequence[Period], names: Sequence[str]) -> list[Counts]:
    every = counted(work, periods, names)
    wanted = {name for each in names for name in BY_NAME[each].worked}
    for found, given in zip(every, worked(work, periods, wanted), strict=True):
        for each in names:
            measure = BY_NAME[each]
            for name in measure.worked:
                found[each].add(given[name], measure.middle)
    return [{each: found[each] for each in names} for found in every]


def given_now(work: Work, period: Period, measure: Measure) -> list[Given]:
    """What each record gives to a measure as things stand now."""

    def found() -> list[Given]:
        [given] = worked(work, (period,), measure.worked)
        return [
            *one_by_one(work, period, measure),
            *(each for name in measure.worked for each in given[name]),
        ]

    return remembered.once(work, ("given", period, measure.name), found)


def _allowed(work: Work, name: str) -> tuple[str, ...]:
    """The name, if the measure may be seen."""
    if name not in seen(work):
        raise KeyError(name)
    return (name,)


def _history(
    work: Work, month: Month, months: int, names: Sequence[str]
) -> tuple[tuple[Month, Mapping[str, float | None]], ...]:
    wanted = [month.plus(back) for back in range(1 - months, 1)]
    return tuple(_values_of(work, wanted, names).items())


def _values_of(
    work: Work, months: Sequence[Month], names: Sequence[str]
) -> dict[Month, Mapping[str, float | None]]:
    """The values of each month: those it was closed with, else as they stand now."""
    kept, counts = _standing(work, months, names)
    return {each: _values(each, kept, counts, names) for each in months}


def _standing(
    work: Work, months: Sequence[Month], names: Sequence[str], *counted: Month
) -> tuple[Kept, dict[Month, Counts]]:
    """What those of the months are that are closed; the counts of the others, and of those to be ``counted``."""
    kept = frozen.values(work, months, names[0] if len(names) == 1 else "")
    return kept, counts_of(work, [*counted, *(each for each in months if each not in kept)], names)


def _values(
    month: Month, kept: Kept, counts: Mapping[Month, Counts], names: Sequence[str]
) -> Mapping[str, float | None]:
    if month in kept:
        return {name: kept[month].get(name) for name in names}
    return {name: count.value(BY_NAME[name]) for name, count in counts[month].items()}
