"""The complaint register on paper: every complaint of a month, or all of them."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.complaint import CHANNELS, GAPS, STATES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import Telling, day, full_day, letterhead, month_name
from fmcrm_desktop.services import registers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import ComplaintRegister, ComplaintRow


def ask(office: Office, options: Options) -> ComplaintRegister:
    """The register of the month asked for, or the whole one."""
    return office.ask(registers.complaints, options.month)


def draw(sheet: ComplaintRegister, words: Words, printing: Printing) -> None:
    """Print the register."""
    period = month_name(words, sheet.month) if sheet.month else words(N_("all complaints"))
    head = letterhead(words, sheet.head, N_("Complaint register"), period)
    with opened(printing, head) as paper:
        table.draw(paper, register(words, sheet.rows, day if sheet.month else full_day))


def register(words: Words, rows: tuple[ComplaintRow, ...], when: Telling = day) -> Table:
    """The register's table; ``when`` tells the day of receipt, with its year in the whole register."""
    states = {code: words(text) for code, text in STATES.items()}
    gaps = {code: words(text) for code, text in GAPS.items()}
    channels = {code: words(text) for code, text in CHANNELS.items()}
    return Table(
        (
            Column(words(N_("No."))),
            Column(words(N_("Received on"))),
            Column(words(N_("Channel")), wrap=3),
            Column(words(N_("Unit")), wrap=4),
            Column(words(N_("Subject")), 128, wrap=6),
            Column(words(N_("Gap"))),
            Column(words(N_("What we changed")), 108, wrap=8),
            Column(words(N_("State")), tones={text: tones.tone(code) for code, text in states.items()}),
        ),
        [
            (
                row.number,
                when(words, row.received),
                channels.get(row.channel, row.channel),
                row.unit,
                row.subject,
                gaps.get(row.gap, row.gap),
                row.lesson,
                states.get(row.state, row.state),
            )
            for row in rows
        ],
        empty=words(N_("No complaints in this period.")),
    )
