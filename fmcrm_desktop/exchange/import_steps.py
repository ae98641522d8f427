"""The steps of an import before it is tried: what a file holds, and how its columns are matched.

office.ask(look, Choice(path))               sheets, first rows, heading, characters, the kind it looks like
office.ask(matching, choice, kind, zone)     the columns as remembered for this heading, or guessed
"""

from __future__ import annotations

import contextlib
from collections import Counter
from collections.abc import Mapping as Plain
from dataclasses import dataclass, field, replace
from datetime import datetime
from itertools import islice

from fmcrm_desktop.exchange import headings, tables_in
from fmcrm_desktop.exchange.dates import DayOrder
from fmcrm_desktop.exchange.field_names import MEANINGS
from fmcrm_desktop.exchange.headings import INSTEAD, NEEDED
from fmcrm_desktop.exchange.import_file import Choice
from fmcrm_desktop.exchange.mapping import Mapping, guessed, signature, with_role
from fmcrm_desktop.exchange.mapping import remembered as as_kept
from fmcrm_desktop.exchange.records import day_order
from fmcrm_desktop.exchange.table import Cell, SheetInfo
from fmcrm_desktop.exchange.workbook_in import kept
from fmcrm_desktop.model.own_field import OwnEntry
from fmcrm_desktop.model.refusal import Refusal, Unreadable
from fmcrm_desktop.services import imports
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.store.work import Work

MOST_SHEETS = 12
"""Sheets that are looked at for one whose heading says what it holds."""
DAYS_LOOKED_AT = 50_000
LOOKED_AT = 5_000
"""Rows read for first values and words without a meaning."""
SAMPLES = 4
MOST_WORDS = 40


@dataclass(frozen=True)
class Look:
    """What a file holds. ``choice`` has what was found filled in; ``rows`` are the first lines as text."""

    choice: Choice
    sheets: tuple[SheetInfo, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]
    kind: str | None


@dataclass(frozen=True)
class Matching:
    """Columns beside fields. ``samples``: heading → its first values; ``unknown``: field → words that mean
    nothing here, the commonest first; ``order`` says whether days or months come first and if that is sure."""

    kind: str
    header: tuple[str, ...]
    mapping: Mapping
    remembered: bool
    samples: dict[str, tuple[str, ...]] = field(default_factory=dict)
    unknown: dict[str, tuple[str, ...]] = field(default_factory=dict)
    order: DayOrder = field(default_factory=DayOrder)
    own: Plain[str, OwnEntry] = field(default_factory=dict)
    """The office's own fields among those that can be matched."""


@needs("import.run")
def look(work: Work, choice: Choice) -> Look:
    """Look into a file; nothing is taken yet. Raises Unreadable with the way out."""
    with kept():
        return _look(choice)


def _look(choice: Choice) -> Look:
    found = tuple(tables_in.sheets(choice.path))
    if choice.sheet is None and len(found) > 1:
        choice = replace(choice, sheet=_telling_sheet(choice, found))
    seen = tables_in.peek(choice.path, choice.sheet, choice.encoding, choice.delimiter)
    header_row = choice.header_row if choice.header_row is not None else seen.header_row
    choice = Choice(choice.path, seen.sheet or None, header_row, seen.encoding, seen.delimiter)
    rows = tuple((line, tuple(text_of(cell) for cell in cells[:60])) for line, cells in seen.rows)
    return Look(choice, found, rows, _kind(choice))


def _telling_sheet(choice: Choice, sheets: tuple[SheetInfo, ...]) -> str:
    """The first sheet whose heading looks like something that can be imported, else the first."""
    for sheet in sheets[:MOST_SHEETS]:
        if _kind(replace(choice, sheet=sheet.name)) is not None:
            return sheet.name
    return sheets[0].name


def _kind(choice: Choice) -> str | None:
    try:
        table = choice.table()
    except Unreadable:  # an empty sheet, or a line without headings: the person picks another
        return None
    return headings.guess_kind(table.header, table.sheet or choice.path.stem)


@needs("import.run")
def matching(work: Work, choice: Choice, kind: str, zone: str) -> Matching:
    """The columns as they were matched the last time for this heading, else by their words."""
    with kept():
        return _matching(work, choice, kind, zone)


def _matching(work: Work, choice: Choice, kind: str, zone: str) -> Matching:
    table = choice.table()
    header = table.header
    kept = imports.recalled(work, signature(header, kind))
    own = imports.targets(work, kind)
    mapping, remembered = guessed(header, kind, own), False
    if kept:
        with contextlib.suppress(Refusal):  # one remembered by an older program may name fields that are gone
            mapping, remembered = as_kept(kept, header, kind, own), True
    mapping = with_role(mapping, table.sheet or choice.path.stem)
    return replace(examine(choice, mapping, zone, remembered), own=own)


@needs("import.run")
def examined(work: Work, choice: Choice, mapping: Mapping, zone: str) -> Matching:
    """The same for columns a person has matched: words without a meaning, order of the days."""
    with kept():
        return replace(examine(choice, mapping, zone, False), own=imports.targets(work, mapping.kind))


def examine(choice: Choice, mapping: Mapping, zone: str, remembered: bool) -> Matching:
    """What the first rows say about columns matched so."""
    table = choice.table()
    columns = {name: table.header.index(heading) for name, heading in mapping.columns.items()}
    first: list[list[str]] = [[] for _ in table.header]
    words: dict[str, Counter[str]] = {name: Counter() for name in columns if (mapping.kind, name) in MEANINGS}
    # what is in contact cards is known, and nobody is asked about their columns
    for _, cells in islice(table, LOOKED_AT if choice.header_row != tables_in.CARDS else 0):
        for at, some in enumerate(first):
            if len(some) < SAMPLES and (text := text_of(cells[at])) and text not in some:
                some.append(text)
        for name, count in words.items():
            if text := text_of(cells[columns[name]]):
                count[text] += 1
    return Matching(
        mapping.kind,
        tuple(table.header),
        mapping,
        remembered,
        {heading: tuple(some) for heading, some in zip(table.header, first, strict=True)},
        {name: said for name, count in words.items() if (said := _unknown(mapping, name, count))},
        _day_order(choice, mapping, zone),
    )


def _day_order(choice: Choice, mapping: Mapping, zone: str) -> DayOrder:
    """As the first rows tell it, so that the page answers at once; the import itself walks through all."""
    table = choice.table()
    table.rows = islice(table.rows, DAYS_LOOKED_AT)
    return day_order(table, mapping, zone)


def _unknown(mapping: Mapping, name: str, count: Counter[str]) -> tuple[str, ...]:
    """The words without a meaning, and those a person has given one, so that it can be changed."""
    table, _ = MEANINGS[mapping.kind, name]
    given = mapping.values.get(name, {})
    found = [word for word, _ in count.most_common() if meaning(table, word) is None or word.lower() in given]
    return tuple(found[:MOST_WORDS])


def missing(kind: str, columns: dict[str, str]) -> str:
    """The field without which no row could be taken, or nothing."""
    for name in NEEDED[kind]:
        if not {name, *INSTEAD.get(name, ())} & columns.keys():
            return name
    return ""


def text_of(cell: Cell) -> str:
    """A cell on one line as a person reads it."""
    if isinstance(cell, str):
        return " ".join(cell[:200].split())
    return cell.strftime("%Y-%m-%d %H:%M") if isinstance(cell, datetime) else cell.isoformat()
