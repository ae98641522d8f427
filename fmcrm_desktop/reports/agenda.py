"""The agenda on paper: day by day, when, what, where, who."""

from __future__ import annotations

from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import known, letterhead, month_name
from fmcrm_desktop.services import agenda
from fmcrm_desktop.services.agenda import Agenda
from fmcrm_desktop.services.calendar_days import KIND_WORDS
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Head


def ask(office: Office, options: Options) -> Agenda:
    """The agenda of the day or the month asked for."""
    return office.ask(agenda.sheet, options.month, options.day, options.until)


def draw(sheet: Agenda, words: Words, printing: Printing) -> None:
    """Print the agenda."""
    period = month_name(words, sheet.month) if sheet.month else ""
    if sheet.day is not None:
        period = words.date(sheet.day)
        if sheet.until is not None and sheet.until > sheet.day:
            period += f" – {words.date(sheet.until)}"
    with opened(printing, letterhead(words, sheet.head, N_("Agenda"), period)) as paper:
        if not sheet.days:
            paper.text(words(N_("Nothing is on the calendar.")), BODY)
        for day, entries in sheet.days:
            said = f"{words.weekday(day)} {words.short_date(day)}"
            rows = [row(words, sheet.head, entry) for entry in entries]
            going_on = words(N_("{day}, continued"), day=said)
            told = Table(COLUMNS, rows, headed=False, going_on=going_on)
            table.titled(paper, said, told)


COLUMNS = (
    Column("", 17),
    Column("", 20),
    Column("", 52, wrap=3),
    Column("", 28, wrap=3),
    Column("", 36, wrap=30),
)


def row(words: Words, head: Head, entry: Entry) -> tuple[str, ...]:
    if entry.starts is None:
        when = words(N_("whole day"))
    else:
        when = words.time(entry.starts)
        if entry.ends and entry.ends != entry.starts:
            when += f"–{words.time(entry.ends)}"
    kind = words(KIND_WORDS[entry.kind])
    where = words.listed(part for part in (entry.unit, known(words, head, entry.place)) if part)
    what = " ".join(
        part
        for part in (entry.number, suiting(known(words, head, entry.title), entry.other_title, words))
        if part
    )
    return when, kind, what, where, known(words, head, *entry.names) or entry.person or ""
