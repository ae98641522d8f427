"""What a report of one's own answers: the columns it shows, groups with their figures, rows; plain values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from fmcrm_desktop.model.own_report import Definition


@dataclass(frozen=True)
class Shown:
    """A column of the answer. ``title`` is marked, or the office's own word with ``other_title``; ``step`` is how a
    date is grouped, ``total`` which figure it is (both empty for a plain column)."""

    key: str
    title: str
    kind: str
    words: Mapping[str, str] = field(default_factory=dict)
    scale: int = 0
    other_title: str = ""
    step: str = ""
    total: str = ""


@dataclass(frozen=True)
class Line:
    """A group: its values, what tells it from others, how many rows, and its figures."""

    values: tuple[object, ...]
    key: tuple[object, ...]
    count: int
    figures: tuple[object, ...]


@dataclass(frozen=True)
class Row:
    """A row: the record it leads to, the key of its group, its cells. A named thing is a pair of its two names."""

    record: int | None
    group: tuple[object, ...]
    cells: tuple[object, ...]


@dataclass(frozen=True)
class Answer:
    """The first rows and groups; ``levels`` are the lines of the outer groups (one mapping from key to line for each
    level but the last). ``more_lines``: there are more groups than are here."""

    definition: Definition
    columns: tuple[Shown, ...]
    groups: tuple[Shown, ...]
    totals: tuple[Shown, ...]
    currency: str
    whole: Line
    lines: tuple[Line, ...] = ()
    more_lines: bool = False
    levels: tuple[Mapping[tuple[object, ...], Line], ...] = ()
    rows: tuple[Row, ...] = ()
    opens: str = ""
