"""Cells on their way out: control signs taken out and said, moments on the office's clock, formulas disarmed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path

FORMULA_SIGNS = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_BEFORE = " \u3000\xa0'"
"""What a program may skip before it looks for a formula; our own mark among it."""

OutCell = str | int | Decimal | bool | date | None


@dataclass
class Written:
    """What came of it: the file, its rows, and the cells (row from 1, heading) that were altered, the first 100."""

    path: Path
    rows: int = 0
    cleaned: list[tuple[int, str]] = field(default_factory=list)
    """Cells that lost signs no such file can hold: NUL and other control characters."""
    shortened: list[tuple[int, str]] = field(default_factory=list)
    """Cells cut at the 32,767 characters that Excel allows."""


def note(found: list[tuple[int, str]], row: int, heading: str) -> None:
    if len(found) < 100:
        found.append((row, heading))


def clean(text: str, written: Written, heading: str) -> str:
    """The text without what the file cannot hold; noted when something went."""
    if text.isprintable() or not _CONTROL.search(text):
        return text
    note(written.cleaned, written.rows, heading)
    return _CONTROL.sub("", text)


def is_formula(text: str) -> bool:
    """Whether some program would run the text."""
    bare = text.lstrip(_BEFORE)
    return bool(bare) and bare[0] in FORMULA_SIGNS


def disarmed(text: str) -> str:
    """With an apostrophe in front where it would run: taken away again by armed() on the way in."""
    return "'" + text if is_formula(text) else text


def armed(text: str) -> str:
    """The text as it was before disarmed()."""
    return text[1:] if text[:1] == "'" and is_formula(text[1:]) else text


def local_time(moment: datetime, zone: tzinfo | None) -> datetime:
    """The moment on the clock of the zone, without naming it."""
    if moment.tzinfo is None:
        return moment
    return (moment.astimezone(zone) if zone is not None else moment).replace(tzinfo=None)


def day_text(cell: date, zone: tzinfo | None) -> str:
    if not isinstance(cell, datetime):
        return cell.isoformat()
    local = local_time(cell, zone)
    return local.strftime("%Y-%m-%d %H:%M:%S" if local.second else "%Y-%m-%d %H:%M")
