"""A month's night and weekend work on paper: by member of staff, on working days and on days off."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, month_name, named
from fmcrm_desktop.services import out_of_hours
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.out_of_hours import Line, Sheet

_ABOUT = N_(
    "Worked are visits from arrival to departure, calls for as long as they lasted, and appointments, meetings, "
    "activities and visits on the calendar once they are over; at the same time counts once. Out of hours is what lies "
    "outside the person's own hours, or else the office's, with its days off and make-up days, and work during leave. "
    "Without an end are visits with no departure and calls of unknown length; they are not in the hours."
)


def ask(office: Office, options: Options) -> Sheet:
    """The month asked for, or this one."""
    return office.ask(out_of_hours.month, options.month)


def draw(sheet: Sheet, words: Words, printing: Printing) -> None:
    """Print the month."""
    head = letterhead(words, sheet.head, N_("Work out of hours"), month_name(words, sheet.month))
    with opened(printing, head) as paper:
        if not sheet.lines:
            paper.text(words(N_("Nobody's work was recorded in this month.")), BODY)
            return
        evenings = sum(line.evenings for line in sheet.lines)
        days_off = sum(line.days_off for line in sheet.lines)
        cards = (
            (N_("Out of hours"), evenings + days_off, tones.ACCENT),
            (N_("On working days"), evenings, tones.VIOLET),
            (N_("On days off"), days_off, tones.VIOLET),
        )
        blocks.cards(paper, [Card(words(title), clock(minutes), "", tone) for title, minutes, tone in cards])
        paper.space(10)
        table.draw(paper, _by_staff(sheet.lines, words))
        paper.space(10)
        paper.text(words(_ABOUT), SMALL)


def _by_staff(lines: tuple[Line, ...], words: Words) -> Table:
    columns = (
        Column(words(N_("Name")), 76, wrap=6),
        Column(words(N_("Worked in all")), 36, right=True),
        Column(words(N_("Out of hours")), 36, right=True),
        Column(words(N_("On working days")), 46, right=True),
        Column(words(N_("On days off")), 36, right=True),
        Column(words(N_("Without an end")), 46, right=True),
    )
    rows = [
        (
            named(words, line.names),
            *(clock(minutes) for minutes in (line.worked, line.out, line.evenings, line.days_off)),
            words.number(line.unknown) if line.unknown else "—",
        )
        for line in lines
    ]
    return Table(columns, rows)


def clock(minutes: int) -> str:
    """Hours and minutes as a time sheet has them: 12:05."""
    return f"{minutes // 60}:{minutes % 60:02}"
