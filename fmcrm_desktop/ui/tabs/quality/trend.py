"""Twelve months of a measure as a chart, and as a table for another program."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.figure_words import MINUTES, MONEY, SHARE, amount
from fmcrm_desktop.model.money import decimals
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.showing import MeasureCard, MeasureRow


def plot(words: Words, it: MeasureCard) -> Chart:
    """The months as bars and the target as a line: shares in percent, durations in hours, money in whole units."""
    measure = BY_NAME[it.name]
    values = tuple(_scaled(measure.unit, value, it.currency) for _, value in it.trend)
    unit = {SHARE: N_("percent"), MINUTES: N_("hours")}.get(measure.unit, "")
    title = measure.named(words) + (f" ({words(unit)})" if unit else "")
    lines: tuple[Series, ...] = ()
    if it.figure.target is not None:
        target = _scaled(measure.unit, it.figure.target, it.currency)
        lines = (Series(words(N_("Target")), (target,) * len(values)),)
    labels = tuple(str(month)[2:] for month, _ in it.trend)
    return Chart(title, labels, (Series(title, values),), lines)


def as_table(words: Words, it: MeasureCard) -> str:
    """The same as lines of month and value, as a spreadsheet takes them."""
    measure = BY_NAME[it.name]
    lines = [f"{words(N_('Month'))}\t{measure.named(words)}"]
    lines += [f"{month}\t{amount(words, measure.unit, value, it.currency)}" for month, value in it.trend]
    return "\n".join(lines)


def lowest_and_highest(words: Words, row: MeasureRow, values: Sequence[float | None]) -> str:
    """How it went in the twelve months, in a few words."""
    known = [value for value in values if value is not None]
    if not known:
        return ""
    low, high = (
        amount(words, BY_NAME[row.name].unit, each, row.currency) for each in (min(known), max(known))
    )
    return words(N_("from {low} to {high}"), low=low, high=high)


def _scaled(unit: str, value: float | None, currency: str) -> float | None:
    if value is None:
        return None
    factor = {SHARE: 100.0, MINUTES: 1 / 60, MONEY: 10.0 ** -decimals(currency)}.get(unit, 1.0)
    return round(value * factor, 2)
