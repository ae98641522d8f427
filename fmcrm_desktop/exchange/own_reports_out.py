"""A report of one's own as a CSV or XLSX file: figures and dates as such, all else in the person's language."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

from fmcrm_desktop.exchange import tables_out
from fmcrm_desktop.exchange.cells_out import OutCell, Written
from fmcrm_desktop.model.own_report import Definition
from fmcrm_desktop.model.report_words import cell, heading
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import own_reports
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.own_reports import Flowing

Told = Callable[[int, int], None]
EVERY = 500


def write(
    office: Office,
    definition: Definition,
    path: str | os.PathLike[str],
    words: Words,
    told: Told | None = None,
) -> Written:
    """Write the whole report by the file's ending; ``told`` hears how many rows are done, and of how many. Raises
    Refusal."""

    def to(flowing: Flowing) -> Written:
        header = _apart([heading(shown, words) for shown in flowing.header])
        return tables_out.write(path, header, _cells(flowing, words, told), words.zone)

    return office.ask(own_reports.through, definition, to)


def _cells(flowing: Flowing, words: Words, told: Told | None) -> Iterator[list[OutCell]]:
    for count, row in enumerate(flowing.rows):
        if told is not None and count % EVERY == 0:
            told(count, flowing.count)
        yield [
            cell(value, shown, words, flowing.answer.currency)
            for value, shown in zip(row, flowing.header, strict=True)
        ]


def _apart(headings: list[str]) -> list[str]:
    """Columns called alike are told apart by a number, or a program would take them for one."""
    found: list[str] = []
    for each in headings:
        count, name = 1, each
        while name in found:
            count += 1
            name = f"{each} {count}"
        found.append(name)
    return found
