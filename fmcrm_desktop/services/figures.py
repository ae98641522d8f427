"""The figures of a month as plain values: what measures.py counts, the screen shows and the paper prints."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fmcrm_desktop.model.month import Month


@dataclass(frozen=True)
class Flow:
    """How a kind of matter went through the month. ``due``: resolved in it and had a due moment; ``late``: of
    these, resolved after it; ``open_at_end``: received and not resolved before the month's end. Days are whole
    and parts of 24 hours."""

    received: int
    by_channel: Mapping[str, int]
    resolved: int
    due: int
    late: int
    open_at_end: int
    days_median: float | None
    days_mean: float | None

    def as_json(self) -> dict[str, Any]:
        return {
            "received": self.received,
            "by_channel": dict(self.by_channel),
            "resolved": self.resolved,
            "due": self.due,
            "late": self.late,
            "open_at_end": self.open_at_end,
            "days_to_resolve": {"median": self.days_median, "mean": self.days_mean},
        }


@dataclass(frozen=True)
class Figure:
    """One measure of one month; ``value`` None when nothing was there to divide by, ``denominator`` None where it is
    no quotient. ``missing`` records lacked what the measure needs, ``pending`` cannot be judged yet."""

    value: float | None
    numerator: float
    denominator: float | None
    missing: int = 0
    pending: int = 0
    target: float | None = None
    last_month: float | None = None
    last_year: float | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "value": self.value,
            "numerator": self.numerator,
            "denominator": self.denominator,
            "missing": self.missing,
            "target": self.target,
            "last_month": self.last_month,
            "last_year": self.last_year,
        }


@dataclass(frozen=True)
class MonthFigures:
    """Everything counted about a month; ``measures`` by their names, in their order: those that whoever asks may see.
    Money is in minor units of ``currency``. ``closed``: when the month was closed; its figures are those of then."""

    month: Month
    complaints: Flow
    orders: Flow
    measures: Mapping[str, Figure]
    currency: str = "CNY"
    closed: datetime | None = None

    def as_json(self) -> dict[str, Any]:
        """The document that the command ``measures --json`` prints."""
        return {
            "month": str(self.month),
            "complaints": self.complaints.as_json(),
            "orders": self.orders.as_json(),
            "measures": {name: figure.as_json() for name, figure in self.measures.items()},
        }
