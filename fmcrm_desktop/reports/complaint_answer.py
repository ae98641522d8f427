"""The answer to a complaint as a letter, in the person's language: what was said, what we answer, did and changed."""

from __future__ import annotations

from fmcrm_desktop import places
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import SMALL, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import papers
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import AnswerSheet

TEXT = Type(10.5, 16.5)


def ask(office: Office, options: Options) -> AnswerSheet:
    """The answer to the complaint with the number asked for."""
    return office.ask(papers.answer, options.number)


def draw(sheet: AnswerSheet, words: Words, printing: Printing) -> None:
    """Print the letter."""
    words = _theirs(words, sheet.language)
    with opened(
        printing, letterhead(words, sheet.head, N_("Our answer to your complaint"), sheet.number)
    ) as paper:
        name = named(words, sheet.person)
        to = joined(name, named(words, sheet.unit))
        if to:
            paper.text(to, TEXT)
            paper.space(8)
        thanks = N_(
            "Thank you for telling us on {day} about “{subject}”. What you said helps us to do better."
        )
        paper.text(
            words(thanks, day=words.date(words.local(sheet.received).date()), subject=sheet.subject), TEXT
        )
        _part(paper, words(N_("What you told us")), sheet.own_words)
        _part(paper, words(N_("Our answer")), sheet.answer)
        _part(paper, words(N_("What we did at once")), sheet.remedy)
        if sheet.actions:
            paper.heading(words(N_("What we are changing")))
            for text in sheet.actions:
                paper.text(f"· {text}", TEXT)
        _part(paper, words(N_("What we learned and changed")), sheet.lesson)
        paper.space(10)
        again = N_("If this does not settle it, let us know and name the number {number}.")
        paper.text(words(again, number=sheet.number), SMALL)
        blocks.signatures(paper, named(words, sheet.staff) or words(N_("For the office")))


def _theirs(words: Words, language: str) -> Words:
    """The words of the person's own language; where none is known, those that were asked for."""
    if not language or language == words.language:
        return words
    return Words(language, str(words.zone), places.resources() / "locale")


def _part(paper: Paper, title: str, text: str) -> None:
    if text:
        paper.heading(title)
        paper.text(text, TEXT)
