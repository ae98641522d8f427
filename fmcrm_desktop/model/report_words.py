"""How a report of one's own is said in a language: headings, values, figures, filters, its chart."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.money import Money, decimals
from fmcrm_desktop.model.own_report import (
    CHOICE,
    COMPARISONS,
    DECIMAL,
    FIGURES,
    MINUTES,
    MONEY,
    NAMED,
    STEPS,
    TICK,
    TOTALS,
    Condition,
)
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.report_answer import Answer, Line, Shown
from fmcrm_desktop.model.words import N_, WEEKDAYS, Words

CHARTED = 40
"""More groups than that are told from the table, not from a chart."""
_COUNTED = ("count", "filled")


def title(shown: Shown, words: Words) -> str:
    """What a column is called."""
    return (
        suiting(words(shown.title), words(shown.other_title), words)
        if shown.other_title
        else words(shown.title)
    )


def heading(shown: Shown, words: Words) -> str:
    """The same with how it is grouped, or which figure it is: Charged (Sum), Received (by month)."""
    said = words((TOTALS | STEPS).get(shown.total or shown.step, ""))
    if not said or not shown.title:
        return said or title(shown, words)
    return words(N_("{column} ({figure})"), column=title(shown, words), figure=said)


def said(value: Any, shown: Shown, words: Words, currency: str) -> str:
    """A value as people read it."""
    if shown.total == "share":
        return words.percent(value)
    if value in (None, "", ("", "")):
        return ""
    if shown.total in _COUNTED:
        return words.number(value)
    if shown.step:
        return _stepped(value, shown.step, words)
    if shown.kind in FIGURES:
        return _figure(value, shown, words, currency)
    return _plain(value, shown, words)


def _plain(value: Any, shown: Shown, words: Words) -> str:
    if shown.kind == NAMED:
        return suiting(value[0], value[1], words)
    if shown.kind == TICK:
        return words(N_("Yes") if value else N_("No"))
    if shown.kind == CHOICE:
        return words(shown.words.get(value, value))
    if isinstance(value, datetime):
        return words.moment(value)
    return words.date(value) if isinstance(value, date) else str(value)


def _figure(value: Any, shown: Shown, words: Words, currency: str) -> str:
    if shown.kind == MONEY:
        return str(Money(int(value), currency))
    if shown.kind == MINUTES:
        return words.duration(float(value))
    if shown.kind == DECIMAL or shown.total == "mean":
        plain = f"{float(value) / 10**shown.scale:,.{2 + shown.scale}f}"
        return plain.rstrip("0").rstrip(".").replace("-", "−")
    return words.number(Decimal(int(value)).scaleb(-shown.scale), shown.scale)  # type: ignore[arg-type]


def _stepped(value: Any, step: str, words: Words) -> str:
    if step == "hour":
        return f"{int(value):02}:00–{int(value) + 1:02}:00"
    if step == "weekday":
        return words(WEEKDAYS[int(value)])
    if step == "month":
        return words.month(value.year, value.month)
    if step == "year":
        return f"{value.year}年" if words.chinese else str(value.year)
    return words.date(value)


def condition_said(condition: Condition, shown: Shown, words: Words) -> str:
    """A filter in words: State: is Requested, Assigned."""
    comparison = words(COMPARISONS[shown.kind][condition.comparison])
    values = [words(shown.words.get(value, value)) for value in condition.values]
    if condition.comparison == "between":
        listed = " – ".join(values)
    else:
        listed = words.listed(values)
    if "…" in comparison:
        comparison, listed = comparison.replace("…", listed), ""
    text = N_("{column}: {comparison} {values}") if listed else N_("{column}: {comparison}")
    return words(text, column=title(shown, words), comparison=comparison, values=listed)


def group_said(value: Any, shown: Shown, words: Words, currency: str) -> str:
    """The same of a group, which needs a name even where nothing is filled in."""
    return said(value, shown, words, currency) or words(N_("Not filled in"))


def cell(value: Any, shown: Shown, words: Words, currency: str) -> str | int | Decimal | date | None:
    """The value for a spreadsheet: figures and dates as such, all else as it is said."""
    if value is None or value == "":
        return None
    if shown.total == "share":
        return Decimal(round(value * 10_000)).scaleb(-4)
    if shown.total in _COUNTED:
        return int(value)
    if shown.kind in FIGURES and not shown.step:
        return _typed(value, shown, currency)
    if isinstance(value, date) and (not shown.step or shown.step in ("day", "week")):
        return value
    return said(value, shown, words, currency)


def _typed(value: Any, shown: Shown, currency: str) -> int | Decimal:
    if shown.kind == MONEY:
        return Decimal(int(value)).scaleb(-decimals(currency))
    if shown.kind == DECIMAL or shown.total == "mean":
        return Decimal(repr(round(float(value) / 10**shown.scale, 6)))
    return Decimal(int(value)).scaleb(-shown.scale) if shown.scale else int(value)


def chart(answer: Answer, words: Words) -> Chart | None:
    """Bars or a line of the first figure over the outermost groups; None where there is nothing to draw."""
    lines = tuple(answer.levels[0].values()) if answer.levels else answer.lines
    if not answer.definition.chart or not answer.groups or not 0 < len(lines) <= CHARTED:
        return None
    figure = next((at for at, one in enumerate(answer.totals) if _drawn(one)), None)
    if figure is None:
        return None
    shown, total = answer.groups[0], answer.totals[figure]
    labels = tuple(group_said(line.values[0], shown, words, answer.currency) for line in lines)
    heights = tuple(_height(line, figure, total, answer) for line in lines)
    told = tuple(said(line.figures[figure], total, words, answer.currency) for line in lines)
    series = (Series(heading(total, words), heights, said=told),)
    if answer.definition.chart == "line":
        return Chart(heading(total, words), labels, lines=series)
    return Chart(heading(total, words), labels, bars=series, across=not shown.step)


def _drawn(total: Shown) -> bool:
    return total.total in ("share", *_COUNTED) or total.kind in FIGURES


def _height(line: Line, at: int, total: Shown, answer: Answer) -> float | None:
    value = cast(Any, line.figures[at])
    if value is None:
        return None
    if total.total == "share":
        return float(value) * 100
    if total.total in _COUNTED:
        return float(value)
    places = decimals(answer.currency) if total.kind == MONEY else total.scale
    return float(value) / (60 if total.kind == MINUTES else 10**places)
