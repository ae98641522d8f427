"""Writes one table as an XLSX workbook, row by row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date, datetime, tzinfo
from decimal import Decimal
from pathlib import Path
from typing import Any

from fmcrm_desktop.exchange.cells_out import OutCell, Written, clean, is_formula, local_time, note
from fmcrm_desktop.exchange.limits import LONGEST_EXCEL_CELL
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

_LOOKS_ESCAPED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")
MOST_ROWS = 1_048_576


def write_xlsx(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[OutCell]], zone: tzinfo | None
) -> Written:
    from openpyxl import Workbook
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    written = Written(path)
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.freeze_panes = "A2"
    for column, name in enumerate(header, 1):
        sheet.column_dimensions[get_column_letter(column)].width = min(40, max(10, 2 * len(name) + 2))
    titles = [_text_cell(sheet, clean(name, written, name)) for name in header]
    for title in titles:
        title.font = Font(bold=True)
    try:
        sheet.append(titles)
        for row in rows:
            written.rows += 1
            if written.rows >= MOST_ROWS:
                raise Refusal(
                    N_("An XLSX sheet holds no more than {most} rows. Export as CSV."), most=MOST_ROWS
                )
            sheet.append(
                [_cell(sheet, cell, written, name, zone) for cell, name in zip(row, header, strict=True)]
            )
        book.save(path)
    finally:
        if not sheet.closed:  # or the rest of it is written when its memory is taken back, wherever that is
            with suppress(Exception):
                sheet.close()
    return written


def _cell(sheet: Any, cell: OutCell, written: Written, heading: str, zone: tzinfo | None) -> Any:
    if isinstance(cell, str):
        return _text(sheet, cell, written, heading)
    if isinstance(cell, datetime):
        return local_time(cell, zone)
    if isinstance(cell, date | bool) or cell is None:
        return cell
    # A spreadsheet keeps 15 figures of a number; longer ones are numbers of things, not amounts.
    return _text_cell(sheet, str(cell)) if abs(Decimal(cell)) >= 10**15 else cell


def _text(sheet: Any, text: str, written: Written, heading: str) -> Any:
    text = clean(text, written, heading)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # XML keeps no carriage return
    # Spreadsheet programs read _x0041_ as the sign A: the first underscore is written in that way itself.
    text = _LOOKS_ESCAPED.sub("_x005F_", text) if "_x" in text else text
    if len(text) > LONGEST_EXCEL_CELL:
        note(written.shortened, written.rows, heading)
        text = text[:LONGEST_EXCEL_CELL]
    return _text_cell(sheet, text) if is_formula(text) or text[:1] == "#" else text or None


def _text_cell(sheet: Any, text: str) -> Any:
    """A cell that is text whatever it looks like; Excel keeps it so when it is edited (quotePrefix)."""
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, value="")
    cell.value = text
    cell.data_type = "s"
    cell.quotePrefix = is_formula(text)
    return cell
