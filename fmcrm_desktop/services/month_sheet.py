"""The month's report as one sheet: what it is made of stands in sheets.py and month_parts.py."""

from __future__ import annotations

from dataclasses import dataclass

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.services.figures import MonthFigures
from fmcrm_desktop.services.month_parts import MonthParts
from fmcrm_desktop.services.month_setup import PARTS
from fmcrm_desktop.services.sheets import (
    CategoryRow,
    ComplaintRow,
    Exceptional,
    Head,
    Names,
    OrderRow,
    Point,
)


@dataclass(frozen=True)
class MonthSheet:
    """The month's report: figures, twelve months behind them, both registers and what is out of order."""

    head: Head
    month: Month
    figures: MonthFigures
    history: tuple[Point, ...]
    categories: tuple[CategoryRow, ...]
    gaps: tuple[tuple[str, int], ...]
    exceptions: tuple[Exceptional, ...]
    complaints: tuple[ComplaintRow, ...]
    orders: tuple[OrderRow, ...]
    complaint_categories: tuple[tuple[Names, int], ...] = ()
    territories: tuple[CategoryRow, ...] = ()
    """Work orders by territory, of the day each came; empty in an office without."""
    parts: MonthParts | None = None
    """What the report tells besides, as far as its reader may see it."""
    chosen: tuple[str, ...] = tuple(PARTS)
    """The names of the parts that are printed, in the office's order."""
