"""Job aids: articles of the knowledge base on paper, to take along or to pin up."""

from __future__ import annotations

from fmcrm_desktop.model.knowledge import ARTICLE_KINDS
from fmcrm_desktop.model.staff import Who
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, making
from fmcrm_desktop.reports.making import Steps
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import CARD_NOTE, ENTRY, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.wording import full_day, letterhead, named
from fmcrm_desktop.services.articles import ArticleCard, JobAid
from fmcrm_desktop.services.sheets import Names

STEP = Type(12, 18, colour=ENTRY.colour)
"""Larger than other papers: it is read at arm's length, beside the work."""


def make(
    progress: Steps, office: str, ids: tuple[int, ...], options: Options, who: Who | None = None
) -> None:
    """The work of a job: print these articles to ``progress.path``, each with its own page numbers."""
    from fmcrm_desktop.services import articles

    with (
        making.printing(progress, office, options, who) as (entered, words, printing),
        making.bound(printing) as bound,
    ):
        for sheet in entered.ask(articles.sheets, ids):
            draw(sheet, words, bound)


def draw(sheet: JobAid, words: Words, printing: Printing) -> None:
    """Print one article."""
    card = sheet.card
    with opened(
        printing, letterhead(words, sheet.head, N_("Job aid"), words(ARTICLE_KINDS[card.kind]))
    ) as paper:
        paper.heading(named(words, Names(card.title, card.other_title)))
        _about(paper, words, card)
        paper.heading(words(N_("What to do")))
        for line in card.text.split("\n"):
            if line.strip():
                paper.text(line.strip(), STEP)
            else:
                paper.space(STEP.leading / 2)
        _said(paper, words, sheet)


def _about(paper: Paper, words: Words, card: ArticleCard) -> None:
    facts = (
        (N_("Symptoms"), card.symptoms),
        (N_("Cause"), card.cause),
        (N_("Category"), named(words, Names(card.category, card.category_other))),
        (N_("Problem"), named(words, Names(card.problem, card.problem_other))),
        (N_("Skill"), named(words, Names(card.skill, card.skill_other))),
        (N_("Equipment"), card.equipment),
    )
    for title, text in facts:
        if text:
            blocks.entry(paper, words(title), text)
    paper.space(4)


def _said(paper: Paper, words: Words, sheet: JobAid) -> None:
    """What staff add to it, and how far to trust it."""
    card = sheet.card
    if card.comments:
        paper.space(6)
        paper.heading(words(N_("Comments")))
        for each in reversed(card.comments):
            who = named(words, Names(each.staff, each.staff_other))
            blocks.entry(paper, f"{who} {full_day(words, each.moment)}".strip(), each.text)
    author = named(words, Names(card.author, card.author_other))
    worth = [words(N_("Author")) + f" {author}"] if author else []
    worth.append(full_day(words, card.made))
    if card.stars is not None:
        worth.append(words(N_("{stars} of 5"), stars=words.number(card.stars, 1)))
    if card.judged:
        worth.append(words(N_("helped {good} of {times}"), good=card.helped, times=card.judged))
    paper.space(8)
    paper.text(joined(*worth), CARD_NOTE)
