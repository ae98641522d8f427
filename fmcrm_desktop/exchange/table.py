"""A table as it was read: its heading, where that was found, and the rows with the lines they stood on."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

from fmcrm_desktop.exchange.limits import MOST_COLUMNS
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

Cell = str | dt.date
"""Text, or a day or a moment where the file itself says so. A cell without a value is the empty text."""

NumberedRow = tuple[int, list[Cell]]
"""The line (text file) or row (sheet) as a person counts it, from 1, and the cells."""

TOLD = {"en": ("line", "reason"), "zh_CN": ("原文件行号", "未导入原因")}
"""The last two headings of a file of rejected rows, by the language: they tell about the rows and are no part of them,
so that the mended file comes in under the mapping of the first."""

LOOK_AHEAD = 200
"""Rows that are looked at to tell the columns of the table from notes beside it."""


@dataclass(frozen=True)
class SheetInfo:
    """One sheet of a workbook; a text file is one sheet without a name."""

    name: str
    rows: int | None = None
    columns: int | None = None
    hidden: bool = False


@dataclass(frozen=True)
class Peek:
    """The first rows as they stand in the file, for the person who picks the heading."""

    rows: list[NumberedRow]
    header_row: int
    sheet: str = ""
    encoding: str | None = None
    delimiter: str | None = None


@dataclass
class Table:
    """The rows can be walked once; read the file again to walk them again."""

    header: list[str]
    rows: Iterator[NumberedRow]
    header_row: int = 1
    sheet: str = ""
    encoding: str | None = None
    delimiter: str | None = None
    first_column: int = field(default=0, repr=False)

    def __iter__(self) -> Iterator[NumberedRow]:
        return self.rows


def filled(cells: Iterable[Cell]) -> int:
    return sum(1 for cell in cells if cell != "" and (not isinstance(cell, str) or cell.strip()))


def guess_header(rows: Sequence[NumberedRow], *, stop_at_gap: bool = False) -> int:
    """The line that looks like the heading: the person may pick another.

    A heading is an early row of different words, as wide as the table, with rows of its own width below it. Notes
    that stand beside the table of a sheet (stop_at_gap) are looked at for themselves: they widen none of its rows.
    """
    looked = rows[:40]
    blocks = _blocks(looked) if stop_at_gap else [slice(None)]
    widths = [max((filled(cells[block]) for _, cells in looked), default=0) for block in blocks]
    whole = max(widths, default=0) or 1
    best, best_score = (rows[0][0] if rows else 1), -1.0
    for block, width in zip(blocks, widths, strict=True):
        part = [(number, cells[block]) for number, cells in looked]
        for position, (number, cells) in enumerate(part):
            score = _heading_score(cells, part[position + 1 : position + 6], width) * width / whole
            if score > best_score + 1e-9:
                best, best_score = number, score
    at = next((at for at, (number, _) in enumerate(looked) if number == best), 0)
    return looked[at - 1][0] if at and _in_two_lines(looked[at - 1][1], looked[at][1]) else best


def _blocks(rows: Sequence[NumberedRow]) -> list[slice]:
    """The runs of columns that hold something, parted by columns that hold nothing."""
    inhabited = sorted({at for _, cells in rows for at, cell in enumerate(cells) if filled([cell])})
    starts = [at for place, at in enumerate(inhabited) if place == 0 or at - inhabited[place - 1] > 1]
    return [slice(start, end) for start, end in zip(starts, [*starts[1:], None], strict=True)]


def _heading_score(cells: list[Cell], below: Sequence[NumberedRow], widest: int) -> float:
    used = [cell if isinstance(cell, str) else "1" for cell in cells if filled([cell])]
    if not used:
        return -1.0
    words = sum(map(_wordiness, used)) / len(used)
    below_filled = [count for _, row in below if (count := filled(row))]
    usual = max(set(below_filled), key=below_filled.count) if below_filled else len(used)
    as_wide = min(1.0, len(used) / usual)  # rows with empty cells speak for no heading further below
    different = len(set(used)) / len(used)
    short = 1.0 if max(map(len, used)) <= 60 else 0.7
    return (0.4 + 0.6 * words) * (0.5 + 0.5 * as_wide) * (len(used) / widest) * different * short


def _wordiness(cell: str) -> float:
    """1 for a word, a half for a year (tables by years have them as headings), 0 for other numbers and for times."""
    bare = _HALF_DAY.sub("", cell.strip()).translate(_NUMBER_SIGNS)
    if not bare.isdigit():
        return 1.0
    return 0.5 if len(bare) == 4 and bare[:2] in ("19", "20") else 0.0


_NUMBER_SIGNS = str.maketrans("", "", ",.-/: +%#")
_HALF_DAY = re.compile(r"(?<=\d)(?:\s*[AaPp]\.?[Mm]\.?$|[TZ](?=\d|$))")


def cut_out(rows: Iterator[NumberedRow], header_row: int, *, stop_at_gap: bool) -> Table:
    """The table under its heading, without the notes beside it and the empty rows below it.

    Columns belong to it while they have a heading, from the first one on; an unnamed column between two named
    ones, or before the first, belongs to it when it holds something. In a sheet an empty column without a
    name ends the table (stop_at_gap), since notes stand behind it; a text file has no such gaps.
    """
    heading: list[Cell] = []
    for number, cells in rows:
        if number >= header_row:
            heading = cells
            header_row = number
            break
    if not filled(heading):
        raise Unreadable(
            N_("Line {line} holds no column headings. Pick the line that does."), line=header_row
        )
    ahead = list(islice(rows, LOOK_AHEAD))
    if ahead and (both := _in_two_lines(heading, ahead[0][1])):
        heading, ahead = both, ahead[1:]
    columns = _columns(heading, ahead, stop_at_gap)
    if len(columns) > MOST_COLUMNS:
        raise Unreadable(
            N_("The table has more than {most} columns. Remove those you do not need."), most=MOST_COLUMNS
        )
    names = _names(heading, columns)
    if len(names) > 2 and tuple(names[-2:]) in TOLD.values():
        names, columns = names[:-2], columns[:-2]
    return Table(names, _kept(chain(ahead, rows), columns), header_row, first_column=columns[0])


def _in_two_lines(upper: list[Cell], lower: list[Cell]) -> list[Cell]:
    """One heading of two lines, 业主信息 over 姓名 and 电话 beside it; nothing where the second line is none: all of it
    stands below a cell that goes over several columns and is a heading by itself, or says again what is above."""
    from fmcrm_desktop.exchange import headings

    if filled(upper) < 2:  # one cell over everything is the title of the sheet
        return []
    above = ""
    joined: list[Cell] = []
    below = 0
    upper = upper + [""] * (len(lower) - len(upper))
    for at, one in enumerate(upper):
        two = lower[at] if at < len(lower) else ""
        over = at + 1 < len(upper) and upper[at + 1] == "" and at + 1 < len(lower) and lower[at + 1] != ""
        if one != "":
            above = str(one) if over else ""
        if two in ("", one) and not (above and two != ""):
            joined.append(one)
        elif above and isinstance(two, str) and headings.is_known(two):
            below += 1
            joined.append(_GROUP.sub("", above) + ("" if not two.isascii() else " ") + two)
        else:
            return []
    return joined if below > 1 else []


_GROUP = re.compile(
    r"(?:(?:基本)?(?:信息|资料|情况|栏)|\s+(?:information|details|info|data))$", re.IGNORECASE
)
"""What a heading over several columns adds to the word that matters."""


def _columns(heading: list[Cell], ahead: list[NumberedRow], stop_at_gap: bool) -> list[int]:
    named = [position for position, cell in enumerate(heading) if filled([cell])]
    inhabited = {position for _, cells in ahead for position, cell in enumerate(cells) if cell != ""}
    first = named[0]
    while first > 0 and first - 1 in inhabited:
        first -= 1
    columns = []
    for position in range(first, named[-1] + 1):
        if filled(heading[position : position + 1]) or position in inhabited:
            columns.append(position)
        elif stop_at_gap:
            break
    while len(columns) > 1 and not filled(heading[columns[-1] : columns[-1] + 1]):
        columns.pop()
    return columns


def _names(heading: list[Cell], columns: list[int]) -> list[str]:
    """Headings on one line each, made different where the file repeats them: "编号", "编号 (2)"."""
    names: list[str] = []
    for position in columns:
        bare = " ".join(str(heading[position]).split()) or f"[{position + 1}]"
        name, count = bare, 1
        while name in names:
            count += 1
            name = f"{bare} ({count})"
        names.append(name)
    return names


def _kept(rows: Iterator[NumberedRow], columns: list[int]) -> Iterator[NumberedRow]:
    width = columns[-1] + 1
    whole = columns == list(range(width))
    for number, cells in rows:
        if len(cells) < width:
            cells = cells + [""] * (width - len(cells))
        kept = (cells if len(cells) == width else cells[:width]) if whole else [cells[at] for at in columns]
        if any(cell != "" and (not isinstance(cell, str) or cell.strip()) for cell in kept):
            yield number, kept
