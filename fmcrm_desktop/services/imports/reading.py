"""Plain texts of a row: tidied, cut to what the office keeps, faults of rows told."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime

from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports.meanings import plain

LONGEST_NAME = 120
LONGEST_CODE = 60
LONGEST_LINE = 200
LONGEST_TEXT = 100_000
LONGEST_NOTES = 4_000


def text(row: Incoming, field: str, lines: int = 1) -> str:
    """The field's text as it is kept; empty when the row says nothing."""
    value = row.values.get(field)
    if value is None:
        return ""
    if type(value) is str and value.isascii() and value.isprintable():
        return value.strip()  # what tidy would say, for most of a million cells
    return tidy(str(value), lines)


def day(row: Incoming, field: str) -> date | None:
    value = row.values.get(field)
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def moment(row: Incoming, field: str) -> datetime | None:
    value = row.values.get(field)
    return value if isinstance(value, datetime) else None


def line(words: str) -> str:
    """At most 200 characters, cut at a word; the whole stands in the description."""
    if len(words) <= LONGEST_LINE:
        return words
    words = " ".join(words.split())
    if len(words) <= LONGEST_LINE:
        return words
    cut = words[: LONGEST_LINE - 1]
    return (cut[: cut.rfind(" ")] if " " in cut[120:] else cut) + "…"


def too_long(row: Incoming, limits: dict[str, int]) -> Fault | None:
    """The fault of a field that holds more than the office keeps of it."""
    for field, most in limits.items():
        value = row.values.get(field)
        if isinstance(value, str) and len(value) > most:
            return Fault(
                N_("{field}: at most {most} characters; these are {count}."),
                {"most": most, "count": len(value), "field": field},
                field,
            )
    return None


def first_fault(row: Incoming) -> Fault | None:
    return row.faults[0] if row.faults else None


def missing(field: str) -> Fault:
    return Fault(N_("The row says nothing in this field: {field}."), {"field": field}, field)


def extras(row: Incoming, columns: dict[str, str], fields: tuple[str, ...]) -> str:
    """What the office has no column for, under the headings of the file, so that nothing is lost."""
    said = [(columns.get(field, field), row.values.get(field)) for field in fields]
    return "; ".join(f"{heading}: {_plain(value)}" for heading, value in said if value not in (None, ""))


def noted(kept: str, said: Iterable[str]) -> str:
    """The notes there are, with what they do not say yet: a second row about somebody loses no remark. What would
    not fit into the form's field stays out."""
    for part in said:
        longer = f"{kept}\n{part}" if kept else part
        if part and f"\n{part}\n" not in f"\n{kept}\n" and len(longer) <= LONGEST_NOTES:
            kept = longer
    return kept


def _plain(value: object) -> str:
    return ", ".join(value) if isinstance(value, tuple) else str(value)


_SUMS = frozenset(
    (
        "total",
        "totals",
        "grandtotal",
        "subtotal",
        "sub-total",
        "sum",
        "合计",
        "总计",
        "小计",
        "共计",
        "合計",
        "總計",
    )
)
_REACHES = re.compile(r"\d[\d -]{5,}\d")
"""What may be a telephone number: who has one is somebody, whatever the name."""


def sums_up(row: Incoming, named: bool) -> Fault | None:
    """The line below a table that adds it up is no record; said plainly, nobody looks for what is missing in it. A row
    that names somebody or something adds up only where nothing but figures stands beside the word."""
    first = next((str(cell) for cell in row.cells if str(cell).strip()), "")
    summing = len(first) <= 40 and plain(first.split(":")[0].split("：")[0]) in _SUMS
    if not summing or (named and not _figures(row)):
        return None
    return Fault(N_("The row adds up the others (“{first}”); it is no record of its own."), {"first": first})


def _figures(row: Incoming) -> bool:
    _, *others = (str(cell) for cell in row.cells if str(cell).strip())
    counted = any(character.isdigit() for each in others for character in each)
    return counted and not any(_REACHES.search(each) and "." not in each for each in others)
