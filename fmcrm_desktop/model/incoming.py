"""One row of an import on its way from a file to the office: plain values by field, and what is wrong."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from fractions import Fraction

Value = str | date | Decimal | Fraction | bool | tuple[str, ...]
"""A moment is a timezone-aware datetime (which is a date); a day is a plain date."""


@dataclass(slots=True)
class Fault:
    """Why a row cannot be taken: a marked text and its values, and the field it is about."""

    text: str
    values: dict[str, object] = field(default_factory=dict)
    field: str = ""


@dataclass(slots=True)
class Incoming:
    """``line`` as a person counts the lines of the file; ``values`` holds only fields that say something;
    ``oddities`` are values kept as written because they cannot be right (a local time that never existed);
    ``cells`` are the row's cells as they came, for the file of rejected rows."""

    line: int
    values: dict[str, Value]
    faults: list[Fault]
    oddities: dict[str, str]
    cells: list[str | date]
