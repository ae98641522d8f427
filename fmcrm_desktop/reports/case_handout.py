"""Handouts for training: what happened, told without names, questions to talk about, and the lesson last."""

from __future__ import annotations

from fmcrm_desktop.model.complaint import GAPS
from fmcrm_desktop.model.improvement import CASE_KINDS
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, making
from fmcrm_desktop.reports.making import Steps
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import ENTRY, LINE, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services.case_book import CaseRow, Handout
from fmcrm_desktop.services.sheets import Names

TOLD = Type(11.5, 18, colour=ENTRY.colour)
"""Larger than other papers: it is read aloud in a room."""
NOTES, RULED = 2, 22.0
"""Lines to write on below each question."""


def make(
    progress: Steps, office: str, ids: tuple[int, ...], options: Options, who: Who | None = None
) -> None:
    """The work of a job: print these cases to ``progress.path``, each with its own page numbers."""
    from fmcrm_desktop.services import case_book

    with (
        making.printing(progress, office, options, who) as (entered, words, printing),
        making.bound(printing) as bound,
    ):
        for sheet in entered.ask(case_book.handouts, ids):
            draw(sheet, words, bound)


def draw(sheet: Handout, words: Words, printing: Printing) -> None:
    """Print one case."""
    case = sheet.case
    head = letterhead(words, sheet.head, N_("Case for training"), words(CASE_KINDS[case.kind]))
    with opened(printing, head) as paper:
        paper.heading(named(words, Names(case.title, case.other_title)))
        about = joined(
            named(words, Names(case.category, case.category_other)),
            words(GAPS[case.gap]) if case.gap in GAPS else "",
        )
        if about:
            blocks.entry(paper, words(N_("What it is about")), about)
            paper.space(4)
        _text(paper, case.told)
        _questions(paper, words, case)
        if case.lesson:
            paper.heading(words(N_("What we learn from it")))
            _text(paper, case.lesson)


def _text(paper: Paper, text: str) -> None:
    for line in text.split("\n"):
        if line.strip():
            paper.text(line.strip(), TOLD)
        else:
            paper.space(TOLD.leading / 2)


def _questions(paper: Paper, words: Words, case: CaseRow) -> None:
    """Each question with lines for the answer of whoever learns."""
    asked = [line.strip() for line in case.questions.split("\n") if line.strip()]
    if not asked:
        return
    paper.heading(words(N_("Questions to talk about")))
    for number, question in enumerate(asked, 1):
        paper.need(TOLD.leading + NOTES * RULED)
        paper.text(f"{number}. {question}", TOLD)
        for _ in range(NOTES):
            paper.y -= RULED
            paper.rule(paper.y, LINE)
        paper.space(12)
