"""The sheet to sign on: what takes place, who is invited, and empty lines for whoever comes besides."""

from __future__ import annotations

from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, making, table
from fmcrm_desktop.reports.making import Steps
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import known, letterhead
from fmcrm_desktop.services import attendance_sheet
from fmcrm_desktop.services.attendance_sheet import AttendanceSheet

TITLE = N_("Attendance sheet")
EMPTY = 10
"""Lines for those who come without being invited."""
HIGH = 26.0
"""Points of a line: room for a signature."""


def make(
    progress: Steps, office: str, event: tuple[int, str], options: Options, who: Who | None = None
) -> None:
    """The work of a job: print the sheet of an event, of a series of the time named."""
    with making.printing(progress, office, options, who) as (entered, words, printing):
        draw(entered.ask(attendance_sheet.sheet, *event), words, printing)


def draw(sheet: AttendanceSheet, words: Words, printing: Printing) -> None:
    """Print it."""
    with opened(printing, letterhead(words, sheet.head, TITLE, "")) as paper:
        told = [(words(N_("What")), sheet.title), (words(N_("When")), _when(sheet, words))]
        if sheet.place:
            told.append((words(N_("Where")), known(words, sheet.head, sheet.place)))
        blocks.entries(paper, told)
        paper.space(8)
        columns = (
            Column("", right=True),
            Column(words(N_("Name")), 90, wrap=3),
            Column(words(N_("Unit")), 60, wrap=3),
            Column(words(N_("Signature")), 110),
        )
        rows = [
            (words.number(n), known(words, sheet.head, each.name) if each.staff else each.name,
             words(N_("Staff")) if each.staff else each.units, "")
            for n, each in enumerate(sheet.people, 1)
        ]  # fmt: skip
        count = len(rows)
        rows += [(words.number(n), "", "", "") for n in range(count + 1, count + EMPTY + 1)]
        table.draw(paper, Table(columns, rows, row=HIGH))


def _when(sheet: AttendanceSheet, words: Words) -> str:
    if sheet.starts is not None and sheet.ends is not None:
        same = words.local(sheet.starts).date() == words.local(sheet.ends).date()
        ends = words.time(sheet.ends) if same else words.moment(sheet.ends)
        return f"{words.moment(sheet.starts)}–{ends}"
    first, last = words.date(sheet.from_day), words.date(sheet.until_day)
    return first if first == last else f"{first} – {last}"
