"""A paper as it is listed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Report:
    """A paper as the Reports tab and the command list it. ``needs`` is month, number, day, order or nothing;
    ``module`` has ``ask(office, options)``, which gives the sheet, and ``draw(sheet, words, printing)``."""

    name: str
    title: str
    about: str
    needs: str
    module: str
    right: str
    optional: bool = False
    """The paper is made without it too (the whole register)."""
    spans: bool = False
    """It tells of a period: from one day to another."""
    printed: str = ""
    """The case, "package.module:name", that keeps that it was printed; it takes the ids of the records told on
    the pages that were printed; ``draw`` gives them page by page."""
    both: bool = False
    """It can be made in both languages at once."""
