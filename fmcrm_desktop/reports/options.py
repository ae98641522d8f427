"""What a person chooses before printing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fmcrm_desktop.model.month import Month


@dataclass(frozen=True)
class Options:
    """The month, number or day that the paper needs; language and paper size, empty for the office's own."""

    month: Month | None = None
    number: str = ""
    day: date | None = None
    by: str = ""
    """The order of a list: name or building."""
    language: str = ""
    paper: str = ""
