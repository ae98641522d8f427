"""Reports that the office builds itself: one definition of plain names and values, kept under a name."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.words import N_

TEXT, NAMED, NUMBER, DECIMAL, MONEY, MINUTES = "text", "named", "number", "decimal", "money", "minutes"
DAY, MOMENT, CHOICE, TICK = "day", "moment", "choice", "tick"
FIGURES = (NUMBER, DECIMAL, MONEY, MINUTES)
DATES = (DAY, MOMENT)

_ENDS = {"empty": N_("is empty"), "filled": N_("is filled in")}
_WORDS = {
    "is": N_("is"), "is_not": N_("is not"), "has": N_("contains"), "lacks": N_("does not contain"),
    "begins": N_("begins with"), **_ENDS,
}  # fmt: skip
_NUMBERS = {
    "is": N_("is"), "is_not": N_("is not"), "least": N_("is at least"), "most": N_("is at most"),
    "between": N_("is between"), **_ENDS,
}  # fmt: skip
_DAYS = {
    "this_month": N_("this month"), "last_month": N_("last month"), "this_year": N_("this year"),
    "last_year": N_("last year"), "this_week": N_("this week"), "today": N_("is today"),
    "last_days": N_("in the last … days"), "next_days": N_("in the next … days"), "between": N_("is between"),
    "on": N_("is on"), "since": N_("is on or after"), "until": N_("is on or before"), **_ENDS,
}  # fmt: skip
COMPARISONS: dict[str, dict[str, str]] = {
    TEXT: _WORDS, NAMED: _WORDS,
    **dict.fromkeys(FIGURES, _NUMBERS), **dict.fromkeys(DATES, _DAYS),
    CHOICE: {"is": N_("is"), "is_not": N_("is not"), **_ENDS},
    TICK: {"yes": N_("is ticked"), "no": N_("is not ticked")},
}  # fmt: skip
"""What can be asked of a column of each kind."""
TAKES = {
    **dict.fromkeys(("is", "is_not", "has", "lacks", "begins", "least", "most", "on", "since", "until"), 1),
    **dict.fromkeys(("last_days", "next_days"), 1), "between": 2,
}  # fmt: skip
"""How many values a comparison takes; those not named take none."""
STEPS = {
    "day": N_("by day"), "week": N_("by week"), "month": N_("by month"), "year": N_("by year"),
    "weekday": N_("by day of the week"), "hour": N_("by hour of the day"),
}  # fmt: skip
"""How dates are grouped; hours are of moments only."""
TOTALS = {
    "count": N_("Count"), "share": N_("Percentage"), "sum": N_("Sum"), "mean": N_("Average"), "least": N_("Smallest"),
    "most": N_("Largest"), "filled": N_("Filled in"),
}  # fmt: skip
OF_ROWS = ("count", "share")
"""Totals that count rows and need no column; a share may have one, and is then one of its sum."""
CHARTS = {"": N_("No chart"), "bars": N_("Bar chart"), "line": N_("Line chart")}
GROUPS = 3
"""At most so many, one within the other."""


@dataclass(frozen=True)
class Condition:
    """Which rows are meant: a column's key, a comparison (COMPARISONS) and the values as typed."""

    column: str
    comparison: str
    values: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Rows of the same value together; dates by a step (STEPS)."""

    column: str
    step: str = ""


@dataclass(frozen=True)
class Total:
    """A figure of each group and of all: its kind (TOTALS) and the column it is of."""

    kind: str
    column: str = ""


@dataclass(frozen=True)
class Definition:
    """A report as it is declared. ``sort`` is a column's key for rows, or #0 for groups by the first total."""

    subject: str
    columns: tuple[str, ...] = ()
    conditions: tuple[Condition, ...] = ()
    groups: tuple[Group, ...] = ()
    totals: tuple[Total, ...] = ()
    sort: str = ""
    descending: bool = False
    chart: str = ""


class OwnReport(Record):
    """A definition under its title in both languages."""

    __tablename__ = "own_report"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Whose it is; None for everybody's."""
    definition: Mapped[str]
    """JSON of a Definition."""
