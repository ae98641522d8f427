"""The day on paper: what is on the calendar, whom to ring, what to do with a box to tick, memos."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import agenda, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import known, letterhead
from fmcrm_desktop.services import day_list
from fmcrm_desktop.services.day_list import DayList
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.tasks import TaskRow

BOX = "[  ]"


def ask(office: Office, options: Options) -> DayList:
    """The day asked for, today where none is, of the person named or of whoever asks."""
    return office.ask(day_list.sheet, options.day, options.number)


def draw(sheet: DayList, words: Words, printing: Printing) -> None:
    """Print the day."""
    period = joined(
        f"{words.weekday(sheet.day)} {words.date(sheet.day)}", suiting(sheet.name, sheet.other_name, words)
    )
    with opened(printing, letterhead(words, sheet.head, N_("Day list"), period)) as paper:
        _part(
            paper,
            words,
            N_("On the calendar"),
            agenda.COLUMNS,
            [agenda.row(words, sheet.head, each) for each in sheet.entries],
        )
        calls = [
            (
                BOX,
                _due(words, each.due, sheet.day),
                each.person,
                each.number,
                known(words, sheet.head, each.text),
            )
            for each in sheet.calls
        ]
        _part(paper, words, N_("Calls to make"), _CALLS, calls)
        _part(paper, words, N_("Tasks"), _TASKS, [_task(words, row) for row in sheet.tasks])
        if sheet.memos:
            _part(paper, words, N_("Memos"), (Column("", 1, wrap=3),), [(each,) for each in sheet.memos])


_CALLS = (
    Column("", 6),
    Column("", 26),
    Column("", 34, wrap=3),
    Column("", 28, wrap=2),
    Column("", 60, wrap=2),
)
_TASKS = (Column("", 6), Column("", 32), Column("", 64, wrap=2), Column("", 44, wrap=2))


def _due(words: Words, due: datetime | None, day: date) -> str:
    """The time; of what was due on another day that day too."""
    if due is None:
        return ""
    return words.time(due) if words.local(due).date() == day else words.short_moment(due)


def _task(words: Words, row: TaskRow) -> tuple[str, ...]:
    due = words.short_moment(row.due) if isinstance(row.due, datetime) else words.short_date(row.due)
    said = words(N_("overdue, {day}"), day=due) if row.state == "overdue" else due
    return BOX, said, row.title, row.about


def _part(
    paper: Paper, words: Words, title: str, columns: tuple[Column, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    paper.heading(words(title), keep=2 * table.FLAT)
    if rows:
        table.draw(paper, Table(columns, rows, headed=False))
    else:
        paper.text(words(N_("Nothing.")), BODY)
