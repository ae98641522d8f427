"""Writes tables as CSV or XLSX: to a temporary name and renamed, with no cell that a program takes for a formula.

Text that begins with = + - @, a tab or a line break, or their full-width kin, would run as a formula in Excel
and LibreOffice. In CSV it gets an apostrophe in front, which our own import takes away again, so that a telephone
"+86…" and a note "-5" come back as they were; in XLSX it is a text cell marked as quoted, with nothing added.
"""

from __future__ import annotations

import csv
import os
from collections.abc import Iterable, Sequence
from datetime import date, tzinfo
from pathlib import Path

from fmcrm_desktop.exchange.cells_out import OutCell, Written, clean, day_text, disarmed
from fmcrm_desktop.exchange.whole_file import whole
from fmcrm_desktop.exchange.xlsx_out import write_xlsx
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

__all__ = ["OutCell", "Written", "write"]


def write(
    path: str | os.PathLike[str],
    header: Sequence[str],
    rows: Iterable[Sequence[OutCell]],
    zone: tzinfo | None = None,
) -> Written:
    """Writes by the file's ending, .csv (UTF-8 with mark) or .xlsx. Moments are written on the clock of ``zone``.
    Either the whole file appears under its name or the old one stays. Raises Refusal."""
    target = Path(path)
    ending = target.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise Refusal(N_("Tables are written as .csv or .xlsx. Give the file one of these endings."))
    with whole(target) as half:
        written = (write_csv if ending == ".csv" else write_xlsx)(half, header, rows, zone)
    written.path = target
    return written


def write_csv(
    path: Path, header: Sequence[str], rows: Iterable[Sequence[OutCell]], zone: tzinfo | None
) -> Written:
    written = Written(path)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([disarmed(clean(name, written, name)) for name in header])
        for row in rows:
            written.rows += 1
            writer.writerow(
                [_csv_cell(cell, written, name, zone) for cell, name in zip(row, header, strict=True)]
            )
        file.flush()
        os.fsync(file.fileno())
    return written


def _csv_cell(cell: OutCell, written: Written, heading: str, zone: tzinfo | None) -> str:
    if cell is None:
        return ""
    if isinstance(cell, str):
        return disarmed(clean(cell, written, heading)) if cell else ""
    return day_text(cell, zone) if isinstance(cell, date) else str(cell)
