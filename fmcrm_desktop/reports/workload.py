"""The workload of the next weeks on paper: hours planned by week and person, beside the hours there are."""

from __future__ import annotations

from datetime import timedelta

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import plans
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.plans import Cell, Workload
from fmcrm_desktop.services.sheets import Names

_ABOUT = N_(
    "Hours of preventive work and of planned visits, of the hours there are by calendar, shifts and leave; a star "
    "stands where there is more work than time. Of this week only what is left of it is there."
)


def ask(office: Office, options: Options) -> Workload:
    """The weeks from the day asked for, or from now."""
    return office.ask(plans.workload, options.day)


def draw(sheet: Workload, words: Words, printing: Printing) -> None:
    """Print the weeks."""
    period = f"{words.date(sheet.weeks[0])} – {words.date(sheet.weeks[-1] + timedelta(6))}"
    with opened(printing, letterhead(words, sheet.head, N_("Workload"), period)) as paper:
        body(paper, words, sheet)


def body(paper: Paper, words: Words, sheet: Workload) -> None:
    """What stands below the title, here and in the month's report."""
    cells = [cell for line in sheet.lines for cell in line.cells]
    nobody = [cell for line in sheet.lines if line.staff_id is None for cell in line.cells]
    figures = (
        (N_("Preventive work"), sum(cell.plans for cell in cells), tones.ACCENT),
        (N_("Planned visits"), sum(cell.visits for cell in cells), tones.VIOLET),
        (N_("There is time for"), sum(cell.there for cell in cells), tones.GOOD),
        (N_("Nobody's yet"), sum(cell.plans for cell in nobody), tones.WARNING),
    )
    cards = [
        Card(words(title), words(N_("{n} h"), n=hours(words, minutes)), "", tone)
        for title, minutes, tone in figures
    ]
    blocks.cards(paper, cards, across=4)
    table.draw(paper, _weeks(words, sheet))
    paper.space(8)
    paper.text(words(_ABOUT), SMALL)


def _weeks(words: Words, sheet: Workload) -> Table:
    weeks = [Column(words.short_date(week), 2, right=True) for week in sheet.weeks]
    rows = [
        (
            named(words, Names(line.name, line.other_name)) or words(N_("Nobody yet")),
            *(_cell(words, cell, bool(line.staff_id)) for cell in line.cells),
        )
        for line in sheet.lines
    ]
    return Table(
        (Column(words(N_("Staff")), 3, wrap=8), *weeks), rows, empty=words(N_("Nobody takes work orders."))
    )


def _cell(words: Words, cell: Cell, of_somebody: bool) -> str:
    if not of_somebody:
        return hours(words, cell.taken) if cell.taken else ""
    return (
        f"{hours(words, cell.taken)} / {hours(words, cell.there)}{' *' if cell.full and cell.taken else ''}"
    )


def hours(words: Words, minutes: int) -> str:
    """Hours with a tenth where there is one: 7.5."""
    return words.number(minutes / 60, 1 if minutes % 60 else 0)
