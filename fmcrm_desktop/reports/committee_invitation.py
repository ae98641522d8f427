"""The invitation to a meeting: when and where, the agenda, what is needed for a quorum, and a line for a proxy."""

from __future__ import annotations

from fmcrm_desktop.model import vote_words
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, committee_minutes
from fmcrm_desktop.reports.committee_words import facts, item_title
from fmcrm_desktop.reports.paper import BODY, Printing, opened
from fmcrm_desktop.reports.wording import both, letterhead
from fmcrm_desktop.services.committee import MeetingSheet
from fmcrm_desktop.services.sheets import Names

ask, ask_id = committee_minutes.ask, committee_minutes.ask_id
ASKED = N_("You are asked to come to this meeting. Whoever cannot come may send somebody in their place.")


def draw(sheet: MeetingSheet, words: Words, printing: Printing) -> None:
    """Print the invitation."""
    card = sheet.card
    with opened(
        printing, letterhead(words, sheet.head, N_("Invitation to a meeting"), card.row.number)
    ) as paper:
        paper.text(words(ASKED), BODY)
        paper.space(6)
        facts(paper, words, card)
        paper.heading(words(N_("Agenda of the meeting")))
        for at, item in enumerate(card.items, 1):
            paper.text(item_title(words, at, item.title, item.other_title), BODY)
        if not card.items:
            paper.text(words(N_("The agenda follows.")), BODY)
        paper.heading(words(N_("How it votes")))
        for title, text in vote_words.rule_lines(words, card.rule):
            blocks.entry(paper, words(title), text)
        if card.people:
            paper.heading(words(N_("Invited")))
            paper.text(words.listed(both(Names(each.name, each.other_name)) for each in card.people), BODY)
        paper.heading(words(N_("In my place comes")), keep=60)
        blocks.blanks(paper, (words(N_("Name")), words(N_("Represented by")), words(N_("Signature"))))
