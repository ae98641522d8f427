"""The figures of a month: every measure with its target, last month, the same month last year and its history."""

from __future__ import annotations

from collections.abc import Mapping

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.figures import Figure, MonthFigures
from fmcrm_desktop.services.measures import flow
from fmcrm_desktop.services.measures.counting import Count, Period, counted
from fmcrm_desktop.services.measures.declared import HUNDRED
from fmcrm_desktop.services.measures.listed import BY_NAME, MEASURES, NOT_YET
from fmcrm_desktop.services.measures.worked import worked
from fmcrm_desktop.store.work import Work

__all__ = ["BY_NAME", "MEASURES", "NOT_YET", "history", "month", "trend"]


@needs("report.read")
def month(work: Work, month: Month) -> MonthFigures:
    """Everything counted about a month, each measure beside last month and the same month last year."""
    period = Period.of(work, month)
    counts = _counts(work, month)
    before, year_before = (_values(_counts(work, month.plus(back))) for back in (-1, -12))
    measures = {}
    for measure in MEASURES:
        count = counts[measure.name]
        measures[measure.name] = Figure(
            count.value(_factor(measure.name)),
            count.numerator,
            count.denominator,
            count.missing,
            count.pending,
            measure.target,
            before[measure.name],
            year_before[measure.name],
        )
    return MonthFigures(month, flow.complaints(work, period), flow.orders(work, period), measures)


@needs("report.read")
def trend(work: Work, name: str, month: Month, months: int = 12) -> tuple[tuple[Month, float | None], ...]:
    """One measure over the months up to this one, oldest first."""
    wanted = [month.plus(back) for back in range(1 - months, 1)]
    return tuple((each, _values(_counts(work, each))[name]) for each in wanted)


@needs("report.read")
def history(
    work: Work, month: Month, months: int = 12
) -> tuple[tuple[Month, Mapping[str, float | None]], ...]:
    """All measures over the months up to this one, oldest first."""
    wanted = [month.plus(back) for back in range(1 - months, 1)]
    return tuple((each, _values(_counts(work, each))) for each in wanted)


def _counts(work: Work, month: Month) -> dict[str, Count]:
    period = Period.of(work, month)
    found = {**counted(work, period), **worked(work, period, working_calendar(work))}
    return {measure.name: found.get(measure.name, Count()) for measure in MEASURES}


def _values(counts: Mapping[str, Count]) -> dict[str, float | None]:
    return {name: count.value(_factor(name)) for name, count in counts.items()}


def _factor(name: str) -> int:
    return 100 if BY_NAME[name].unit == HUNDRED else 1
