"""The post register on paper: everything that came in and went out in a month, and who took it."""

from __future__ import annotations

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.channel import DIRECTIONS, POST_CHANNELS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import day, full_day, letterhead, month_name, named
from fmcrm_desktop.services import post_room
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.post_room import STATES, PostRegister, PostRow
from fmcrm_desktop.services.sheets import Names


def ask(office: Office, options: Options) -> PostRegister:
    """Of the month asked for, or the whole register."""
    return office.ask(post_room.register, options.month)


def draw(sheet: PostRegister, words: Words, printing: Printing) -> None:
    """Print the register."""
    period = month_name(words, sheet.month) if sheet.month else words(N_("all post"))
    with opened(printing, letterhead(words, sheet.head, N_("Post register"), period)) as paper:
        table.draw(paper, _table(words, sheet))


def _table(words: Words, sheet: PostRegister) -> Table:
    states = {words(text): tones.tone(code) for code, text in STATES.items()}
    when = day if sheet.month else full_day
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("When"))),
        Column(words(N_("Kind"))),
        Column(words(N_("Direction"))),
        Column(words(N_("From or to whom")), 70, wrap=8),
        Column(words(N_("Subject")), 50, wrap=6),
        Column(words(N_("Carrier")), 70, wrap=6),
        Column(words(N_("Fetched on")), 50, wrap=6),
        Column(words(N_("State")), tones=states),
    )
    rows = [
        (
            it.number,
            when(words, it.moment),
            words(POST_CHANNELS[it.channel]),
            words(DIRECTIONS[it.direction]),
            joined(it.unit, named(words, Names(it.person, it.person_other)) or it.name),
            it.subject,
            joined(it.carrier, it.tracking),
            _handed(words, it),
            words(STATES[it.state]),
        )
        for it in sheet.items
    ]
    return Table(columns, rows, empty=words(N_("Nothing came in or went out in this period.")))


def _handed(words: Words, it: PostRow) -> str:
    return joined(it.handed_to, words.short_moment(it.handed)) if it.handed is not None else ""
