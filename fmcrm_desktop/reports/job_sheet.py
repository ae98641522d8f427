"""The job sheet that a technician carries: where, who, what to beware of, and room for what was done."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.person import CONTACT_KINDS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.reports import blocks, checks, pictures, qr, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, MARGIN, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import NONE, both, counted, full_day, known, letterhead, named, own_entries
from fmcrm_desktop.services import papers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import JobSheet

QR = 56.0
"""The side of the code, in points."""

_SPARING = ((3, 2), (2, 2), (1, 2), (1, 1))
"""Rows for parts used and lines for what was done, the fewer the less room there is."""


def ask(office: Office, options: Options) -> JobSheet:
    """The sheet of the work order with the number asked for."""
    return office.ask(papers.job_sheet, options.number)


def ask_id(office: Office, id: int) -> JobSheet:
    """The same by its id, where many are printed."""
    return office.ask(papers.job_sheet_of, id)


def ask_many(office: Office, ids: Sequence[int]) -> list[JobSheet]:
    """The same of many, in one question."""
    return office.ask(papers.job_sheets_of, ids)


def draw(sheet: JobSheet, words: Words, printing: Printing) -> None:
    """Print the job sheet."""
    head = letterhead(words, sheet.head, N_("Job sheet"), sheet.number)
    with opened(printing, replace(head, aside=QR + 12)) as paper:
        # read by a scanner into the search, the number opens the order
        qr.draw(paper, sheet.number, (paper.right - QR, paper.size.height - MARGIN), QR)
        _when(paper, words, sheet)
        if sheet.warning:
            blocks.notice(paper, words(N_("Warning")), sheet.warning)
        _where(paper, words, sheet)
        _what(paper, words, sheet)
        checks.draw(paper, words, sheet.checks)
        _earlier(paper, words, sheet)
        result(paper, words)
        pictures.draw(paper, words, sheet.files)


def _when(paper: Paper, words: Words, sheet: JobSheet) -> None:
    visit = sheet.visits[-1] if sheet.visits else None
    planned = words.short_moment(visit.planned_from) if visit else NONE
    until = words(N_("until {time}"), time=words.time(visit.planned_until)) if visit else ""
    going = _going(words, sheet)
    blocks.cards(
        paper,
        [
            Card(words(N_("Planned")), planned, until),
            Card(words(N_("To be finished by")), words.short_moment(sheet.due) or NONE),
            Card(
                words(N_("Priority")),
                words(PRIORITIES.get(sheet.priority, sheet.priority)),
                named(words, sheet.category),
                tones.tone(sheet.priority),
            ),
            Card(words(N_("Assigned to")), going or NONE),
        ],
        across=4,
    )


def _going(words: Words, sheet: JobSheet) -> str:
    """Who goes on the visit, or else who has the order."""
    staff = sheet.visits[-1].staff if sheet.visits else ()
    return words.listed(named(words, each) for each in staff or (sheet.staff,))


def _where(paper: Paper, words: Words, sheet: JobSheet) -> None:
    paper.heading(words(N_("Where and who")))
    going = _going(words, sheet)
    if (
        BODY.face.width(going, BODY.size) > paper.width / 4 - 16
    ):  # more names than the card above has room for
        blocks.entry(paper, words(N_("Who goes")), going)
    place, spot = (known(words, sheet.head, said) for said in (named(words, sheet.place), sheet.spot))
    blocks.entry(paper, words(N_("Place")), joined(place, spot) or NONE)
    if sheet.address:
        blocks.entry(paper, words(N_("Address")), known(words, sheet.head, sheet.address))
    blocks.entry(paper, words(N_("Customer")), both(sheet.person) or NONE)
    for contact in sheet.contacts:
        label = words(CONTACT_KINDS.get(contact.kind, contact.kind))
        blocks.entry(paper, label, f"{contact.value} ({contact.hours})" if contact.hours else contact.value)


def _what(paper: Paper, words: Words, sheet: JobSheet) -> None:
    paper.heading(words(N_("What is to be done")))
    blocks.entry(paper, words(N_("Reported")), words.moment(sheet.received))
    if sheet.lines:
        blocks.entry(paper, words(N_("Time to finish")), counted(words, sheet.lines))
    blocks.entry(paper, words(N_("Work")), sheet.summary)
    if sheet.equipment.name:
        blocks.entry(
            paper, words(N_("Equipment")), joined(named(words, sheet.equipment), named(words, sheet.built))
        )
    if sheet.description:
        blocks.entry(paper, words(N_("Details")), sheet.description)
    if sheet.own_words:
        blocks.entry(paper, words(N_("In the customer's words")), sheet.own_words)
    for name, said in own_entries(words, sheet.own):
        blocks.entry(paper, name, said)


def _earlier(paper: Paper, words: Words, sheet: JobSheet) -> None:
    if not sheet.earlier:
        return
    rows = [(each.number, full_day(words, each.day), each.summary, each.fix) for each in sheet.earlier]
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Done on"))),
        Column(words(N_("Summary")), 1, wrap=6),
        Column(words(N_("What was done")), 1, wrap=6),
    )
    table.titled(paper, words(N_("Done here before")), Table(columns, rows))
    paper.space(4)


def _high(parts: int, lines: int) -> float:
    """What the room for the pen takes."""
    return 179.0 + parts * table.FLAT + lines * 19


def result(paper: Paper, words: Words) -> None:
    """Room for the pen: times, what was found and done, parts, signatures; all on one page."""
    # a sheet that is nearly full has a line or two less rather than a second page
    parts, lines = next((sparing for sparing in _SPARING if _high(*sparing) <= paper.room()), _SPARING[0])
    paper.need(_high(parts, lines))
    paper.heading(words(N_("Result of the visit")))
    blocks.blanks(paper, (words(N_("Arrived")), words(N_("Left")), words(N_("Working time"))))
    blocks.lines(paper, words(N_("Cause and what was done")), lines)
    paper.space(6)
    blank = [("", "", "", "")] * parts
    columns = (
        Column(words(N_("Parts used")), 4),
        Column(words(N_("Quantity")), 1, right=True),
        Column(words(N_("Price")), 1, right=True),
        Column(words(N_("Amount")), 1, right=True),
    )
    table.draw(paper, Table(columns, blank))
    blocks.signatures(paper, words(N_("Technician")), words(N_("Customer: the work is done")))
