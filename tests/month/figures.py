"""The month that is played, and figures as ``measures --json`` has them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from statistics import mean, median
from typing import Any

FIRST, NEXT = date(2026, 10, 1), date(2026, 11, 1)
START, END = datetime(2026, 10, 1), datetime(2026, 11, 1)  # noqa: DTZ001 (the office's local time)
DAY = timedelta(days=1)
Figure = dict[str, Any]


def within(moment: datetime | None) -> bool:
    return moment is not None and START <= moment < END


def quotient(top: float, foot: float, missing: int = 0, factor: int = 1) -> Figure:
    return {
        "value": top * factor / foot if foot else None,
        "numerator": top,
        "denominator": foot,
        "missing": missing,
    }


def number(top: float, missing: int = 0) -> Figure:
    return {"value": top, "numerator": top, "denominator": None, "missing": missing}


def of(amounts: Sequence[float], middle: bool, missing: int = 0) -> Figure:
    """Amounts and their mean or median."""
    value = (median if middle else mean)(amounts) if amounts else None
    return {"value": value, "numerator": sum(amounts), "denominator": len(amounts), "missing": missing}
