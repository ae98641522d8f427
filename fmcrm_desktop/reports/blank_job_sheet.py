"""An empty job sheet to take along: what is asked for at the door is written down by hand and entered afterwards."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.reports import blocks, job_sheet
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Paper, Printing, opened
from fmcrm_desktop.reports.wording import letterhead
from fmcrm_desktop.services import papers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Head


def ask(office: Office, options: Options) -> Head:
    """Whose sheet it is."""
    return office.ask(papers.letter_head)


def draw(sheet: Head, words: Words, printing: Printing) -> None:
    """Print one empty sheet; the printer makes as many as are wanted."""
    with opened(printing, letterhead(words, sheet, N_("Job sheet"), "")) as paper:
        _written(paper, words, N_("No."), N_("Date"), N_("Technician"))
        ranks = " / ".join(words(text) for text in PRIORITIES.values())
        paper.space(8)
        blocks.entry(paper, words(N_("Priority")), words(N_("{choices} (ring one)"), choices=ranks))
        paper.heading(words(N_("Where and who")))
        _written(paper, words, N_("Building"), N_("Unit"))
        _written(paper, words, N_("Customer"), N_("Telephone"))
        _written(paper, words, N_("When somebody is at home"))
        paper.heading(words(N_("What is to be done")))
        _written(paper, words, N_("Category"), N_("Problem"))
        blocks.lines(paper, words(N_("In the customer's words")), 4)
        paper.space(8)
        job_sheet.result(paper, words)


def _written(paper: Paper, words: Words, *labels: str) -> None:
    blocks.blanks(paper, tuple(words(label) for label in labels))
