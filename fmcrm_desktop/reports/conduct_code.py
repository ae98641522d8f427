"""The code of conduct on paper: the text, and a line for each to sign."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import MUTED, Paper, Printing, Type, opened
from fmcrm_desktop.reports.wording import both, letterhead, named
from fmcrm_desktop.services import conduct
from fmcrm_desktop.services.conduct import ConductSheet, Reader
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names

TEXT, NAME, SMALL = Type(11, 18), Type(10, 14), Type(8.5, 12, colour=MUTED)
HIGH = 30.0
"""Points of a line to sign."""


def ask(office: Office, _options: Options) -> ConductSheet:
    """The edition that holds today."""
    return office.ask(conduct.in_force)


def ask_id(office: Office, id: int) -> ConductSheet:
    """An edition by its id."""
    return office.ask(conduct.conduct_sheet, id)


def draw(sheet: ConductSheet, words: Words, printing: Printing) -> None:
    """Print it."""
    row = sheet.row
    said = (
        words(N_("Edition {edition}, holds from {day}"), edition=row.edition, day=words.date(row.from_day))
        if row
        else ""
    )
    with opened(printing, letterhead(words, sheet.head, N_("Code of conduct"), said)) as paper:
        if row is None:
            paper.text(words(N_("No edition of the code of conduct holds today.")), TEXT)
            return
        for line in named(words, Names(row.text, row.other_text)).splitlines():
            paper.text(line, TEXT)
        paper.space(10)
        paper.heading(words(N_("Read and accepted: date and signature")), keep=2 * HIGH)
        for each in sheet.readers:
            _line(paper, words, each)


def _line(paper: Paper, words: Words, each: Reader) -> None:
    """The name, when it was acknowledged at the screen, and a line for day and signature."""
    third = paper.width / 3
    *above, name = NAME.face.lines(both(Names(each.name, each.other_name)), third - 8, NAME.size)
    paper.need(HIGH + len(above) * NAME.leading)
    paper.y -= HIGH - NAME.leading
    for line in (*above, name):
        paper.y -= NAME.leading
        paper.put(line, paper.left, paper.y, NAME, third - 8)
    if each.acknowledged:
        said = words(N_("Acknowledged {day}"), day=words.date(words.local(each.acknowledged)))
        paper.put(said, paper.left + third, paper.y, SMALL, third - 8)
    paper.rule(paper.y - 2, MUTED, span=(paper.left + 2 * third, paper.right))
