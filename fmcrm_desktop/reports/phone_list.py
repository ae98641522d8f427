"""The phone book on paper: the office, staff and outside firms, then everybody by name or by building."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import both, letterhead, named
from fmcrm_desktop.services import phone_book
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.phone_book import GROUPS, Line, PhoneList


def ask(office: Office, options: Options) -> PhoneList:
    """The book in the order asked for, by name where none is."""
    return office.ask(phone_book.sheet, options.by or "name")


def draw(sheet: PhoneList, words: Words, printing: Printing) -> None:
    """Print the phone book."""
    order = words(N_("by building")) if sheet.by == "building" else words(N_("by name"))
    with opened(printing, letterhead(words, sheet.head, N_("Phone book"), order)) as paper:
        if not sheet.parts:
            paper.text(words(N_("No numbers are known yet.")), BODY)
        for names, lines in sheet.parts:
            told = Table(_columns(words, lines), [_row(words, line, lines) for line in lines])
            table.titled(paper, _title(words, named(words, names), sheet.by), told)


def _title(words: Words, title: str, by: str) -> str:
    """Headings of groups are marked; a building that is called by its code only is said to be one."""
    marked = words(title) != title or title in GROUPS.values()
    return words(title) if marked or by != "building" else words.building(title)


def _columns(words: Words, lines: tuple[Line, ...]) -> tuple[Column, ...]:
    units = (Column(words(N_("Unit")), 24, wrap=2),) if any(line.unit for line in lines) else ()
    notes = (Column(words(N_("Note")), 40, wrap=4),) if any(line.note for line in lines) else ()
    return (Column(words(N_("Name")), 60, wrap=4), *units, Column(words(N_("Telephone")), 60, wrap=8), *notes)


def _row(words: Words, line: Line, lines: tuple[Line, ...]) -> tuple[str, ...]:
    unit = (line.unit,) if any(each.unit for each in lines) else ()
    note = (words(line.note),) if any(each.note for each in lines) else ()
    # Two on a line, so that no number is broken in the middle.
    numbers = "\n".join(words.listed(line.numbers[at : at + 2]) for at in range(0, len(line.numbers), 2))
    return (both(line.names), *unit, numbers, *note)
