"""What a month's sheet says in short: what got better, what got worse, what to look at, which targets were missed."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from fmcrm_desktop.model.figure_words import COUNT, SHARE, light
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures.declared import Measure
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.sheets import Names

TOLD = (
    "satisfaction", "compliance", "first_time_fix", "on_site_response", "mean_time_to_repair",
    "acknowledged_in_time", "answered_in_time", "answered_within_a_day", "promises_kept", "appointments_met",
    "repeats", "dispatch_errors", "complaints", "commendations", "reopenings", "out_of_hours", "downtime",
)  # fmt: skip
"""The measures worth a sentence: of the others one cannot say that more, or less, is better."""
MOST = 3
FEW = 5
"""A share or a mean of fewer than these says nothing yet."""
LEAST_SHARE, LEAST_PART, LEAST_COUNT = 0.02, 0.1, 2
"""A change worth a sentence: two points of a share, a tenth of anything else, and of what is counted two at least."""
SHARE_WEIGHS = 3
"""Ten points of a share weigh as much as three tenths of anything else."""
STANDS_OUT = (3, 5)
"""A category stands out that drew at least three complaints and a fifth of all."""
ORDER = ("grave", "complaint_late", "order_late", "promise_broken", "category", "reopened", "no_lesson")
"""What needs attention, most serious first."""


@dataclass(frozen=True)
class Moved:
    """A measure that moved from one month to another."""

    measure: str
    value: float
    before: float


@dataclass(frozen=True)
class Attention:
    """So many exceptions of a kind; or the category that drew so many complaints."""

    kind: str
    count: int
    names: Names = Names()


@dataclass(frozen=True)
class Telling:
    """Each most weighty first; ``year`` against the same month last year; ``missed`` are measures."""

    better: tuple[Moved, ...]
    worse: tuple[Moved, ...]
    better_year: tuple[Moved, ...]
    worse_year: tuple[Moved, ...]
    attention: tuple[Attention, ...]
    missed: tuple[str, ...]


def telling(sheet: MonthSheet) -> Telling:
    """What the sheet says in short."""
    figures = {name: sheet.figures.measures[name] for name in TOLD if name in sheet.figures.measures}
    (better, worse), (better_year, worse_year) = (
        _moved(figures, before) if _was_there(sheet, before) else ((), ())
        for before in ("last_month", "last_year")
    )
    return Telling(better, worse, better_year, worse_year, _attention(sheet), _missed(sheet))


def _was_there(sheet: MonthSheet, before: str) -> bool:
    """Whether anything at all is known of that month: nothing has got worse since a time before the office's book."""
    return any(getattr(each, before) for each in sheet.figures.measures.values())


def _moved(figures: dict[str, Figure], before: str) -> tuple[tuple[Moved, ...], tuple[Moved, ...]]:
    """(better, worse), the greatest changes first."""
    found: tuple[list[tuple[float, Moved]], ...] = ([], [])
    for name, figure in figures.items():
        was = getattr(figure, before)
        if figure.value is None or was is None or (figure.denominator or FEW) < FEW:
            continue
        measure = BY_NAME[name]
        weight = _weight(measure, figure.value, was)
        if weight:
            worse = (figure.value > was) != measure.rising
            found[worse].append((weight, Moved(name, figure.value, was)))
    better, worse_ones = (sorted(each, key=lambda one: -one[0])[:MOST] for each in found)
    return tuple(moved for _, moved in better), tuple(moved for _, moved in worse_ones)


def _weight(measure: Measure, value: float, was: float) -> float:
    """How much a change is, across units; nought where it is not worth a sentence."""
    change = abs(value - was)
    if measure.unit == SHARE:
        return change * SHARE_WEIGHS if change >= LEAST_SHARE else 0
    if not change or (measure.unit == COUNT and change < LEAST_COUNT):
        return 0
    part = change / max(abs(value), abs(was))
    return part if part >= LEAST_PART else 0


def _attention(sheet: MonthSheet) -> tuple[Attention, ...]:
    counts = Counter(each.kind for each in sheet.exceptions)
    found = {kind: Attention(kind, n) for kind, n in counts.items()}
    named = [(names, n) for names, n in sheet.complaint_categories if names.name]
    least, fifth = STANDS_OUT
    if named and named[0][1] >= least and named[0][1] * fifth >= sheet.figures.complaints.received:
        found["category"] = Attention("category", named[0][1], named[0][0])
    return tuple(found[kind] for kind in ORDER if kind in found)[:MOST]


def _missed(sheet: MonthSheet) -> tuple[str, ...]:
    return tuple(
        name
        for name, figure in sheet.figures.measures.items()
        if light(BY_NAME[name].rising, figure.value, figure.target) in ("near", "missed")
    )
