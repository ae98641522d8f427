"""CSV, TSV and other text tables, read line by line."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

from fmcrm_desktop.exchange.encoding import guess
from fmcrm_desktop.exchange.limits import LARGEST_TEXT, LONGEST_CELL, MEGABYTE, MOST_COLUMNS, MOST_ROWS
from fmcrm_desktop.exchange.table import Cell, NumberedRow
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

DELIMITERS = (",", "\t", ";", "|", "\uff0c", "\uff1b")
"""The last two are the full-width comma and semicolon that a Chinese keyboard gives."""

_SAMPLE_LINES = 200


def check_size(path: Path) -> None:
    if path.stat().st_size > LARGEST_TEXT:
        raise Unreadable(
            N_("The file is larger than {most} MB. Split it and import the parts one after the other."),
            most=LARGEST_TEXT // MEGABYTE,
        )


def guess_delimiter(path: Path, encoding: str) -> str:
    """The sign that cuts most lines into the same number of cells: counted, for csv.Sniffer guesses wrong."""
    with path.open(encoding=encoding, newline="") as file:
        try:
            sample = list(islice(_short_lines(file), _SAMPLE_LINES))
        except UnicodeDecodeError:
            sample = []
    best, best_score = ",", 0.0
    for delimiter in DELIMITERS:
        score = _evenness(sample, delimiter)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _short_lines(file: Iterator[str]) -> Iterator[str]:
    for line in file:
        yield line[:20_000]


def _evenness(sample: list[str], delimiter: str) -> float:
    if not any(delimiter in line for line in sample):
        return 0.0
    _raise_csv_limit()
    try:
        widths = [len(row) for row in csv.reader(sample, delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    wide = [width for width in widths if width > 1]
    if not wide:
        return 0.0
    if 2 * len(wide) < len(widths):
        return 0.0  # a sign that few lines have stands in their text
    usual = max(set(wide), key=lambda width: (wide.count(width), width))
    return wide.count(usual) / len(widths) * (1 + min(usual, 50) / 100)


def _raise_csv_limit() -> None:
    # The limit is one for the process and 131,072 unless told: a note of 1 MB is long but honest.
    if csv.field_size_limit() < LONGEST_CELL:
        csv.field_size_limit(LONGEST_CELL)


def rows(path: Path, encoding: str | None, delimiter: str | None) -> Iterator[NumberedRow]:
    """Every row with the line it starts on. Raises Unreadable where the file is damaged, also in mid-walk."""
    encoding = encoding or guess(path)
    delimiter = delimiter or guess_delimiter(path, encoding)
    _raise_csv_limit()
    try:
        with path.open(encoding=encoding, newline="") as file:
            yield from _rows(file, delimiter)
    except UnicodeDecodeError:
        raise Unreadable(
            N_("The file is not written in {encoding} throughout: choose another text encoding."),
            encoding=encoding,
        ) from None
    except UnicodeError:  # UTF-16 that was announced without a byte-order mark
        raise Unreadable(
            N_("The file is not written in {encoding} throughout: choose another text encoding."),
            encoding=encoding,
        ) from None


def _rows(file: Iterator[str], delimiter: str) -> Iterator[NumberedRow]:
    quotes = _Quotes(file)
    reader = csv.reader(quotes, delimiter=delimiter)
    count, line, ended = 0, 1, 0
    held: NumberedRow | None = None  # one row late, so that a cut-off last row is refused and not handed out
    try:
        for found in reader:
            if held is not None:
                yield held
            count += 1
            if count > MOST_ROWS:
                raise Unreadable(
                    N_("The file has more than {most} rows. Split it and import the parts."), most=MOST_ROWS
                )
            if len(found) > 4 * MOST_COLUMNS:
                raise Unreadable(
                    N_("Line {line} has more than {most} cells: is the separator right?"),
                    line=line,
                    most=4 * MOST_COLUMNS,
                )
            cells: list[Cell] = found  # type: ignore[assignment]
            held = (line, cells)
            line, ended = reader.line_num + 1, line
    except csv.Error as error:
        raise Unreadable(
            N_("Line {line} cannot be read as a table: a quotation mark that opens there may never close."),
            line=line,
        ) from error
    if held is not None and reader.line_num > ended and quotes.count % 2:
        raise Unreadable(
            N_("The file is cut off: the quotation mark opened in line {line} never closes."), line=ended
        )
    if held is not None:
        yield held


class _Quotes:
    """Counts quotation marks: an odd number with a last row over several lines means a cut file."""

    def __init__(self, file: Iterator[str]) -> None:
        self.file = file
        self.count = 0

    def __iter__(self) -> Iterator[str]:
        for line in self.file:
            self.count += line.count('"')
            yield line
