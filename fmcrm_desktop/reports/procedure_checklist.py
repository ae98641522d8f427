"""A procedure to take along: its steps with boxes for the pen, and what the last reviews found and changed."""

from __future__ import annotations

from dataclasses import replace

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, qr
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import (
    BODY,
    ENTRY,
    LINE,
    MARGIN,
    MUTED,
    SMALL,
    SUBHEADING,
    Paper,
    Printing,
    joined,
    opened,
)
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import procedures
from fmcrm_desktop.services.actions import STATES
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.procedures import ChecklistSheet, ReviewRow, Step
from fmcrm_desktop.services.sheets import Names

BOX, ROW = 9.0, 18.0
QR = 46.0
"""The side of the code."""
REMARK = 0.34
"""The part of the width for a remark by pen."""
REVIEWS = 3
"""So many earlier reviews are told of."""


def ask(office: Office, options: Options) -> ChecklistSheet:
    """The procedure of this name. Raises Invalid(number)."""
    return ask_id(office, office.ask(procedures.named, options.number))


def ask_id(office: Office, id: int) -> ChecklistSheet:
    """The procedure by its id."""
    return office.ask(procedures.checklist, id)


def draw(sheet: ChecklistSheet, words: Words, printing: Printing) -> None:
    """Print it."""
    row = sheet.card.row
    name = named(words, Names(row.name, row.other_name))
    head = replace(letterhead(words, sheet.head, N_("Checklist"), name), aside=QR + 12)
    with opened(printing, head) as paper:
        qr.draw(paper, procedures.code(row.id), (paper.right - QR, paper.size.height - MARGIN), QR)
        blocks.entry(paper, words(N_("Code")), procedures.code(row.id))
        blocks.entry(paper, words(N_("Who looks after it")), named(words, Names(row.owner, row.owner_other)))
        blocks.entry(paper, words(N_("Next review")), words.date(row.next_day) if row.next_day else "")
        blocks.blanks(paper, (words(N_("Reviewed on")), words(N_("Reviewed by"))))
        _steps(paper, words, procedures.steps_of(sheet.card.text, words.chinese))
        blocks.lines(paper, words(N_("What else was found")), 3)
        for review in sheet.card.reviews[:REVIEWS]:
            _review(paper, words, sheet, review)


def _steps(paper: Paper, words: Words, steps: tuple[Step, ...]) -> None:
    """Each step, two boxes, and a line for what was seen."""
    paper.heading(words(N_("What is looked at")))
    paper.text(words(N_("Left box: suits the customer. Right box: does not.")), SMALL)
    paper.space(4)
    if not steps:
        paper.text(words(N_("The steps of this procedure are not written down yet.")), BODY)
    heading = ""
    for step in steps:
        if step.heading != heading:
            heading = step.heading
            paper.need(SUBHEADING.leading + 2 * ROW)
            paper.space(6)
            paper.text(heading, SUBHEADING)
        _step(paper, step.text)


def _step(paper: Paper, text: str) -> None:
    left = 2 * (BOX + 8)
    wide = paper.width * (1 - REMARK) - left - 10
    lines = ENTRY.face.lines(text, wide, ENTRY.size)
    high = max(ROW, len(lines) * ENTRY.leading + 5)
    paper.need(high)
    top = paper.y
    paper.canvas.setStrokeColor(MUTED)
    paper.canvas.setLineWidth(0.8)
    for at in range(2):
        paper.canvas.rect(paper.left + at * (BOX + 8), top - 2 - BOX, BOX, BOX)
    for at, line in enumerate(lines):
        y = top - (at + 1) * ENTRY.leading + ENTRY.leading * 0.28
        paper.put(line, paper.left + left, y, ENTRY, wide)
    paper.rule(top - ROW + 4, LINE, span=(paper.right - paper.width * REMARK, paper.right))
    paper.y = top - high


def _review(paper: Paper, words: Words, sheet: ChecklistSheet, review: ReviewRow) -> None:
    """What was found then, and what came of it."""
    by = named(words, Names(review.staff, review.staff_other))
    said = words(N_("Review of {day}"), day=words.date(review.day))
    paper.heading(joined(said, by))
    paper.text(
        words(N_("It suits the customer") if review.friendly else N_("It does not suit the customer")), BODY
    )
    paper.text(review.found or words(N_("Nothing was found.")), BODY)
    for action in review.actions:
        due = words.date(action.due_day) if action.due_day else ""
        who = named(words, Names(action.responsible, action.responsible_other))
        told = (action.text, who, due, words(STATES[action.state]))
        blocks.entry(paper, words(N_("Corrective action")), joined(*told))
