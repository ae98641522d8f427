"""Sheets of XLSX, XLS and ODS workbooks as plain rows."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from fmcrm_desktop.exchange import limits, workbook_guard, xls_guard
from fmcrm_desktop.exchange.table import Cell, NumberedRow, SheetInfo
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

if TYPE_CHECKING:
    from python_calamine import CalamineSheet, CalamineWorkbook, SheetMetadata

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _open(path: Path) -> CalamineWorkbook:
    from python_calamine import CalamineWorkbook, PasswordError

    if path.stat().st_size > limits.LARGEST_WORKBOOK:
        raise Unreadable(
            N_("The workbook is larger than {most} MB. Save the sheet you need as CSV and import that."),
            most=limits.LARGEST_WORKBOOK // limits.MEGABYTE,
        )
    with path.open("rb") as file:
        start = file.read(8)
    if start.startswith(ZIP):
        workbook_guard.check(path)
    else:
        xls_guard.check(path)
    with _Reading():
        try:
            return CalamineWorkbook.from_path(path)
        except PasswordError as error:
            raise Unreadable(workbook_guard.LOCKED) from error


class _Reading:
    """What the reader trips over becomes a refusal, its own panic (which is no Exception) among it."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is not None and (
            kind.__module__.startswith(("python_calamine", "_python_calamine"))
            or kind.__name__ == "PanicException"
            or issubclass(kind, (OSError, ValueError))
        ):
            raise Unreadable(workbook_guard.DAMAGED) from error


_local = threading.local()


@contextmanager
def kept() -> Iterator[None]:
    """Within this a workbook is unpacked and its sheets are read once, however often they are asked for: a large one
    takes seconds each time."""
    if hasattr(_local, "books"):
        yield
        return
    _local.books, _local.sheets = {}, {}
    with ExitStack() as _local.open:
        try:
            yield
        finally:
            del _local.books, _local.sheets


@contextmanager
def _book(path: Path) -> Iterator[CalamineWorkbook]:
    books = getattr(_local, "books", None)
    if books is None:
        with _open(path) as opened:
            yield opened
        return
    if path not in books:
        books[path] = _local.open.enter_context(_open(path))
    yield books[path]


def sheets(path: Path) -> list[SheetInfo]:
    """All sheets in their order, with the extent of their used cells; sheets of charts are left out."""
    found = []
    with _book(path) as workbook:
        for about in _with_cells(workbook):
            sheet = _sheet(workbook, about.name)
            hidden = str(about.visible).rsplit(".", 1)[-1] != "Visible"
            found.append(SheetInfo(about.name, sheet.total_height + 1, sheet.total_width + 1, hidden))
    return found


def _with_cells(workbook: CalamineWorkbook) -> list[SheetMetadata]:
    found = [about for about in workbook.sheets_metadata if str(about.typ).rsplit(".", 1)[-1] == "WorkSheet"]
    if not found:
        raise Unreadable(N_("The workbook holds no sheet with cells."))
    return found


def rows(path: Path, name: str | None) -> tuple[str, Iterator[NumberedRow]]:
    """The sheet's name (the first one unless named) and its rows with their numbers in the sheet."""
    with _book(path) as workbook:
        names = [about.name for about in _with_cells(workbook)]
        if name is None:
            name = names[0]
        if name not in names:
            raise Unreadable(
                N_("The workbook has no sheet {sheet}. Its sheets are: {names}."),
                sheet=name,
                names=", ".join(names),
            )
        return name, _rows(_sheet(workbook, name))


def _rows(sheet: CalamineSheet) -> Iterator[NumberedRow]:
    cells = sheet.iter_rows()
    merged = _merged_down(sheet)
    held: dict[int, tuple[int, Cell]] = {}
    for number in range(1, limits.MOST_ROWS + 2):
        with _Reading():
            row = next(cells, None)
        if row is None:
            return
        told = [plain(cell) for cell in row]
        for column, (last, value) in held.items():
            if number <= last and column < len(told):
                told[column] = value
        for column, last in merged.pop(number, ()):
            held[column] = last, told[column] if column < len(told) else ""
        yield number, told
    raise Unreadable(
        N_("The file has more than {most} rows. Split it and import the parts."), most=limits.MOST_ROWS
    )


def _merged_down(sheet: CalamineSheet) -> dict[int, list[tuple[int, int]]]:
    """By the row in which it begins: the column and the last row of each cell merged with those below it. What stands
    in it is said of every row it covers; of those beside it nothing is said (a title over the table)."""
    found: dict[int, list[tuple[int, int]]] = {}
    for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
        if bottom > top:
            found.setdefault(top + 1, []).append((left, bottom + 1))
    return found


def _sheet(workbook: CalamineWorkbook, name: str) -> CalamineSheet:
    known: dict[tuple[int, str], CalamineSheet] = getattr(_local, "sheets", {})
    if (id(workbook), name) in known:
        return known[id(workbook), name]
    with _Reading():
        read = known[id(workbook), name] = workbook.get_sheet_by_name(name)
    return read


def plain(cell: object) -> Cell:
    """Text as it reads: whole numbers without point or exponent, 94.56 as "94.56"; days and moments kept."""
    if isinstance(cell, str):
        return cell if cell.strip() else ""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float):
        return _whole(cell)
    if isinstance(cell, dt.date):
        return cell
    if isinstance(cell, dt.time):
        return cell.strftime("%H:%M:%S" if cell.second else "%H:%M")
    if isinstance(cell, dt.timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}" + (f":{seconds:02}" if seconds else "")
    return "" if cell is None else str(cell)


def _whole(value: float) -> str:
    """18999999999.0 is "18999999999" and never 1.9E+10."""
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return str(int(value)) if value.is_integer() else format(Decimal(repr(value)), "f")
