"""Reads a table from a CSV, TSV, TXT, XLSX, XLS, ODS, VCF or ICS file: its sheets, its first rows, all its rows.

    peek("owners.csv").header_row        the line that looks like the heading; the person may pick another
    table = read("owners.csv", header_row=1)
    for line, cells in table: ...        streamed; cells are text, days or moments, as in table.header

Whatever is wrong with a file raises Unreadable with one sentence and the way out, also in mid-walk.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, islice
from pathlib import Path

from fmcrm_desktop.exchange import cards_in, ics_in, text_in, workbook_in
from fmcrm_desktop.exchange import encoding as encodings
from fmcrm_desktop.exchange.table import Cell, NumberedRow, Peek, SheetInfo, Table, cut_out, guess_header
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

__all__ = [
    "Cell",
    "NumberedRow",
    "Peek",
    "SheetInfo",
    "Table",
    "is_calendar",
    "is_cards",
    "peek",
    "read",
    "sheets",
]

_OTHER_KINDS = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}


CARDS = 0
"""The line of the heading that a file of cards or of calendar entries is given: it has none of its own."""


def is_cards(path: str | os.PathLike[str]) -> bool:
    """Whether the file holds contact cards: their columns are known beforehand."""
    try:
        with Path(path).open("rb") as file:
            return cards_in.looks_like_cards(file.read(200))
    except OSError:
        return False


def is_calendar(path: str | os.PathLike[str]) -> bool:
    """Whether the file holds calendar entries: their columns are known beforehand too."""
    if Path(path).suffix.lower() in (".ics", ".ical", ".icalendar"):
        return True
    try:
        with Path(path).open("rb") as file:
            return ics_in.looks_like_calendar(file.read(200))
    except OSError:
        return False


def sheets(path: str | os.PathLike[str]) -> list[SheetInfo]:
    """The sheets of a workbook in their order; one without a name for a text file."""
    found = Path(path)
    return workbook_in.sheets(found) if _is_workbook(found) else [SheetInfo("")]


def peek(
    path: str | os.PathLike[str],
    sheet: str | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
    count: int = 40,
) -> Peek:
    """The first rows as they stand in the file, with the guessed heading."""
    rows, found = _open(Path(path), sheet, encoding, delimiter)
    first = list(islice(rows, count))
    header = CARDS if found.header_row == CARDS else guess_header(first, stop_at_gap=found.encoding is None)
    return replace(found, rows=first, header_row=header)


def read(
    path: str | os.PathLike[str],
    sheet: str | None = None,
    header_row: int | None = None,
    encoding: str | None = None,
    delimiter: str | None = None,
) -> Table:
    """The table under the heading in header_row (guessed unless given), rows streamed."""
    rows, found = _open(Path(path), sheet, encoding, delimiter)
    if found.header_row == CARDS:
        header_row = CARDS
    if header_row is None:
        first = list(islice(rows, 40))
        if not first:
            raise Unreadable(N_("The file is empty."))
        header_row = guess_header(first, stop_at_gap=found.encoding is None)
        rows = chain(first, rows)
    table = cut_out(rows, header_row, stop_at_gap=found.encoding is None)
    table.sheet, table.encoding, table.delimiter = found.sheet, found.encoding, found.delimiter
    return table


def _open(
    path: Path, sheet: str | None, encoding: str | None, delimiter: str | None
) -> tuple[Iterator[NumberedRow], Peek]:
    if _is_workbook(path):
        name, rows = workbook_in.rows(path, sheet or None)
        return rows, Peek([], 1, name)
    if is_cards(path):
        cards_in.check_size(path)
        encoding = encodings.named(encoding) if encoding else encodings.guess(path)
        return cards_in.rows(path, encoding), Peek([], CARDS, "", encoding)
    if is_calendar(path):
        encoding = encodings.named(encoding) if encoding else ics_in.encoding_of(path)
        return ics_in.rows(path, encoding), Peek([], CARDS, "", encoding)
    if sheet:
        raise Unreadable(N_("A text file has no sheets. Leave out the sheet's name."))
    text_in.check_size(path)
    encoding = encodings.named(encoding) if encoding else encodings.guess(path)
    if delimiter is not None and (len(delimiter) != 1 or delimiter in '"\r\n'):
        raise Unreadable(N_("The separator must be a single sign, such as a comma or a tab."))
    delimiter = delimiter or text_in.guess_delimiter(path, encoding)
    return text_in.rows(path, encoding, delimiter), Peek([], 1, "", encoding, delimiter)


def _is_workbook(path: Path) -> bool:
    """By what the file is, not by its name: offices send HTML and CSV as .xls."""
    try:
        if path.is_dir():
            raise Unreadable(N_("This is a folder. Choose a file in it."))
        if not path.is_file():
            raise Unreadable(N_("There is no file {name}."), name=path.name)
        with path.open("rb") as file:
            start = file.read(64)
    except PermissionError as error:
        raise Unreadable(N_("You have no right to read {name}."), name=path.name) from error
    except (OSError, ValueError) as error:
        raise Unreadable(
            N_("The file {name} cannot be read: {reason}."),
            name=path.name,
            reason=getattr(error, "strerror", None) or str(error),
        ) from error
    if not start:
        raise Unreadable(N_("The file is empty."))
    for mark, kind in _OTHER_KINDS.items():
        if start.startswith(mark):
            raise Unreadable(
                N_("This is a {kind} file and no table. Choose a CSV, XLSX, XLS, ODS, VCF or ICS file."),
                kind=kind,
            )
    if start.lstrip().lower().startswith((b"<!doctype", b"<html", b"<?xml")):
        raise Unreadable(
            N_(
                "This is a web page or XML and no table, whatever its name. Open it in a spreadsheet "
                "program, save it as XLSX, and import that."
            )
        )
    return start.startswith((workbook_in.ZIP, workbook_in.OLE, b"PK\x05\x06"))
