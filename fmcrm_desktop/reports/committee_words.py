"""What the committee's papers share: an item under its title, decisions as a table, a day and a place."""

from __future__ import annotations

from fmcrm_desktop.model import vote_words
from fmcrm_desktop.model.committee import DECISION_STATES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.paper import BODY, Paper
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import both, named
from fmcrm_desktop.services.committee import DecisionRow, MeetingCard
from fmcrm_desktop.services.sheets import Names


def paragraphs(paper: Paper, text: str) -> None:
    """Running text as it was written, line by line."""
    for line in text.split("\n"):
        if line.strip():
            paper.text(line.strip(), BODY)
        else:
            paper.space(BODY.leading / 2)


def facts(paper: Paper, words: Words, card: MeetingCard) -> None:
    """When and where a meeting is, and whose it is."""
    row = card.row
    until = f" – {words.time(row.ends)}" if row.ends is not None else ""
    blocks.entry(paper, words(N_("Body")), both(Names(row.body, row.body_other)))
    if row.title:
        blocks.entry(paper, words(N_("Meeting")), row.title)
    weekday = words.weekday(words.local(row.starts).date())
    blocks.entry(paper, words(N_("When")), f"{weekday} {words.moment(row.starts)}{until}")
    blocks.entry(paper, words(N_("Place")), row.place or "—")
    paper.space(4)


def item_title(words: Words, at: int, title: str, other: str) -> str:
    """1. Lift 电梯."""
    said = named(words, Names(title, other))
    rest = other if said == title else title
    return f"{at}. {said} {rest}".strip() if rest else f"{at}. {said}"


def decisions(paper: Paper, words: Words, rows: tuple[DecisionRow, ...], empty: str) -> None:
    """Decisions with their votes, who carries them out, until when, and how far it is."""
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Decision")), 130, wrap=20),
        Column(words(N_("Votes")), 78, wrap=6),
        Column(words(N_("Responsible")), 70, wrap=8),
        Column(words(N_("Due"))),
        Column(words(N_("State"))),
    )
    lines = [
        (
            each.number,
            both(Names(each.text, each.other_text)),
            vote_words.tally_line(words, each.counts, each.tally).replace(" · ", "\n"),
            both(Names(each.responsible, each.responsible_other)),
            words.date(each.due_day),
            words(DECISION_STATES[each.state]),
        )
        for each in rows
    ]
    table.draw(paper, Table(columns, lines, empty=empty))
    paper.space(6)
