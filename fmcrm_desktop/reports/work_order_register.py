"""The work order register on paper: every order of a month, or all of them."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES, STATES
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import Telling, day, full_day, letterhead, month_name, named
from fmcrm_desktop.services import registers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names, OrderRegister, OrderRow


def ask(office: Office, options: Options) -> OrderRegister:
    """The register of the month asked for, or the whole one."""
    return office.ask(registers.orders, options.month)


def draw(sheet: OrderRegister, words: Words, printing: Printing) -> None:
    """Print the register."""
    period = month_name(words, sheet.month) if sheet.month else words(N_("all work orders"))
    with opened(printing, letterhead(words, sheet.head, N_("Work order register"), period)) as paper:
        table.draw(paper, register(words, sheet.rows, day if sheet.month else full_day))


def register(words: Words, rows: tuple[OrderRow, ...], when: Telling = day) -> Table:
    """The register's table; ``when`` tells the days, with their year in the whole register."""
    states = {code: words(text) for code, text in STATES.items()}
    priorities = {code: words(text) for code, text in PRIORITIES.items()}
    late = words(N_("late"))
    return Table(
        (
            Column(words(N_("No."))),
            Column(words(N_("Received on"))),
            Column(words(N_("Unit")), 52, wrap=6),
            Column(words(N_("Summary")), 138, wrap=6),
            Column(words(N_("Category")), 74, wrap=6),
            Column(
                words(N_("Priority")), tones={text: tones.tone(code) for code, text in priorities.items()}
            ),
            Column(words(N_("Assigned to")), 70, wrap=8),
            Column(words(N_("State")), tones={text: tones.tone(code) for code, text in states.items()}),
            Column(words(N_("Done on"))),
            Column("", tones={late: tones.BAD}),
        ),
        [
            (
                row.number,
                when(words, row.received),
                named(words, Names(row.place, row.place_other)),
                row.summary,
                named(words, row.category),
                priorities.get(row.priority, row.priority),
                named(words, Names(row.staff, row.staff_other)),
                states.get(row.state, row.state),
                when(words, row.done),
                late if row.late else "",
            )
            for row in rows
        ],
        empty=words(N_("No work orders in this period.")),
    )
