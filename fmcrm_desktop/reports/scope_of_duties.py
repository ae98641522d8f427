"""The scope of duties on paper: what we do and what we do not do, to be handed out or put up."""

from __future__ import annotations

from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, MUTED, Paper, Printing, Type, opened
from fmcrm_desktop.reports.wording import letterhead
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import DutySheet
from fmcrm_desktop.services.committee.duties import SIDES
from fmcrm_desktop.services.office import Office

TEXT, OTHER = Type(10.5, 15), Type(9, 13, colour=MUTED)


def ask(office: Office, options: Options) -> DutySheet:
    """The list as it stands."""
    return office.ask(committee.duty_sheet)


def draw(sheet: DutySheet, words: Words, printing: Printing) -> None:
    """Print it: each line in the language of the paper, the other one small below it."""
    with opened(printing, letterhead(words, sheet.head, N_("Scope of our duties"), "")) as paper:
        if not sheet.lines:
            paper.text(words(N_("The list is empty.")), BODY)
        for side, title in SIDES.items():
            chosen = [each for each in sheet.lines if each.side == side]
            if chosen:
                paper.heading(words(title))
            for at, each in enumerate(chosen, 1):
                texts = (each.other_text, each.text) if words.chinese else (each.text, each.other_text)
                _line(paper, at, *(texts if texts[0] else (texts[1], "")))


def _line(paper: Paper, at: int, text: str, other: str) -> None:
    paper.need(TEXT.leading + OTHER.leading)
    paper.text(f"{at}. {text}", TEXT)
    if other:
        paper.text(other, OTHER, left=14)
    paper.space(3)
