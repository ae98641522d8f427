"""The minutes of a meeting: who came and the quorum, each item with what was said, each decision with its votes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from fmcrm_desktop.model import tones, vote_words
from fmcrm_desktop.model.committee import POSTS, PRESENCE, VOTES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.committee_words import facts, item_title, paragraphs
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, MUTED, SMALL, Paper, Printing, Type, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import both, letterhead
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import DecisionRow, MeetingCard, MeetingSheet, VoteRow
from fmcrm_desktop.services.committee.meeting_list import ItemRow
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names

DECIDED = Type(10, 15, bold=True)
_WHOLE = 0.7
"""What takes less of a page than this stays on one."""
Part = Callable[[Paper], None]
_SILENT = Type(9.5, 15, colour=MUTED)


def ask(office: Office, options: Options) -> MeetingSheet:
    """The meeting with this number."""
    return office.ask(committee.meeting_sheet, options.number)


def ask_id(office: Office, id: int) -> MeetingSheet:
    """A meeting by its id."""
    return office.ask(committee.meeting_sheet_of, id)


def draw(sheet: MeetingSheet, words: Words, printing: Printing) -> None:
    """Print the minutes."""
    card = sheet.card
    with opened(
        printing, letterhead(words, sheet.head, N_("Minutes of the meeting"), card.row.number)
    ) as paper:
        facts(paper, words, card)
        _quorum(paper, words, card)
        _people(paper, words, card)
        earlier = list(_parts(words, sheet))
        end: Part = partial(_signed, words=words, card=card)
        if earlier:
            end = _together(earlier.pop(), end)
        for part in earlier:
            part(paper)
        # what is signed last goes to the next page as a whole, rather than a line or two of it
        high = blocks.height(paper, end)
        if high < paper.size.height * _WHOLE:
            paper.need(high)
        end(paper)


def _parts(words: Words, sheet: MeetingSheet) -> Iterator[Part]:
    """Each item, the decisions beside them, what else was said."""
    card = sheet.card
    for at, item in enumerate(card.items, 1):
        yield partial(_item, words=words, sheet=sheet, at=at, item=item)
    if card.loose:
        yield partial(_loose, words=words, sheet=sheet)
    if card.minutes:
        yield partial(_besides, words=words, text=card.minutes)


def _together(first: Part, second: Part) -> Part:
    def both_of_them(paper: Paper) -> None:
        first(paper)
        second(paper)

    return both_of_them


def _item(paper: Paper, words: Words, sheet: MeetingSheet, at: int, item: ItemRow) -> None:
    paper.heading(item_title(words, at, item.title, item.other_title))
    if item.minutes:
        paragraphs(paper, item.minutes)
    elif not item.decisions:
        paper.text(words(N_("Nothing is written down yet.")), _SILENT)
    for each in item.decisions:
        _decision(paper, words, sheet, each, each is _last(sheet.card))


def _loose(paper: Paper, words: Words, sheet: MeetingSheet) -> None:
    paper.heading(words(N_("Decisions beside the agenda")))
    for each in sheet.card.loose:
        _decision(paper, words, sheet, each, each is _last(sheet.card))


def _besides(paper: Paper, words: Words, text: str) -> None:
    paper.heading(words(N_("Said besides the agenda")))
    paragraphs(paper, text)


def _signed(paper: Paper, words: Words, card: MeetingCard) -> None:
    paper.space(8)
    taken = words(N_("Minutes taken by"))
    colon = "：" if words.chinese else ": "
    blocks.signatures(
        paper, words(N_("Chair")), f"{taken}{colon}{card.minuted_by}" if card.minuted_by else taken
    )


def _last(card: MeetingCard) -> DecisionRow | None:
    """The decision that nothing but the signatures follows."""
    if card.minutes:
        return None
    if card.loose:
        return card.loose[-1]
    return card.items[-1].decisions[-1] if card.items and card.items[-1].decisions else None


def _quorum(paper: Paper, words: Words, card: MeetingCard) -> None:
    counts = card.rule.counts
    said = words(N_("Quorum reached") if card.quorate else N_("No quorum"))
    there = vote_words.part(words, card.present, card.entitled)
    blocks.cards(
        paper,
        [
            Card(words(N_("Came")), vote_words.weight(words, counts, card.present), there, tones.ACCENT),
            Card(
                words(N_("Entitled to vote")),
                vote_words.weight(words, counts, card.entitled),
                tone=tones.ACCENT,
            ),
            Card(words(N_("Quorum")), there, said, tones.GOOD if card.quorate else tones.BAD),
        ],
        across=3,
    )
    for title, text in vote_words.rule_lines(words, card.rule):
        blocks.entry(paper, words(title), text)
    if card.no_area:
        lacking = N_("{count} units count nothing, for their floor area is not known.")
        paper.text(words(lacking, count=words.number(card.no_area)), SMALL)


def _people(paper: Paper, words: Words, card: MeetingCard) -> None:
    paper.heading(words(N_("Attendance")), keep=3 * table.FLAT)
    columns = (
        Column(words(N_("Name")), 100, wrap=8),
        Column(words(N_("Post in the body")), 40, wrap=2),
        Column(words(N_("Came"))),
        Column(words(N_("Represented by")), 80, wrap=8),
        Column(words(N_("Weight of the vote")), right=True),
    )
    rows = [
        (
            both(Names(each.name, each.other_name)),
            words(POSTS[each.post]) if each.post else "",
            words(PRESENCE[each.presence]),
            both(Names(each.by, each.by_other)),
            vote_words.weighed(words, card.rule.counts, each.weight, card.entitled),
        )
        for each in card.people
    ]
    if card.more:
        more = vote_words.weighed(words, card.rule.counts, card.more, card.entitled)
        rows.append((words(N_("Others who came, together")), "", words(PRESENCE["present"]), "", more))
    table.draw(paper, Table(columns, rows, empty=words(N_("Nobody is on the list yet."))))
    paper.space(6)


def _decision(paper: Paper, words: Words, sheet: MeetingSheet, each: DecisionRow, signed: bool) -> None:
    """The decision, whether it passed, and the vote by weights; before ``signed`` ones it does not leave the
    signatures alone on a page."""
    card = sheet.card
    outcome = words(N_("Passed") if each.passed else N_("Not passed"))
    paper.need(5 * BODY.leading)
    paper.space(4)
    paper.text(joined(each.number, outcome), DECIDED)
    for text in (each.text, each.other_text):
        if text:
            paragraphs(paper, text)
    columns = (
        Column(words(N_("Vote")), 110, wrap=8),
        *(Column(words(said), right=True) for said in VOTES.values()),
        Column(words(N_("Of all entitled")), right=True),
    )
    rows = [_vote(words, card, vote) for vote in sheet.votes[each.id]]
    sums = each.tally
    weights = (sums.yes, sums.no, sums.abstained)
    total = (
        words(N_("Total")),
        *(vote_words.weight(words, each.counts, weight) for weight in weights),
        vote_words.part(words, sums.all, card.entitled),
    )
    parts = (
        words(N_("Of all entitled")), *(vote_words.part(words, weight, card.entitled) for weight in weights), "",
    )  # fmt: skip
    table.draw(paper, Table(columns, [*rows, parts] if rows else [], total if rows else (),
                            empty=words(N_("No vote is written down."))))  # fmt: skip
    paper.space(4)
    carried = ((N_("Responsible"), both(Names(each.responsible, each.responsible_other))),
             (N_("Due"), words.date(each.due_day)), (N_("Result"), each.result))  # fmt: skip
    told = [(words(title), said) for title, said in carried if said and each.passed]
    if signed and told:
        paper.need(len(told) * BODY.leading + blocks.SIGNATURES + 12)
    for title, said in told:
        blocks.entry(paper, title, said)
    paper.space(4)


def _vote(words: Words, card: MeetingCard, vote: VoteRow) -> tuple[str, ...]:
    said = vote_words.weight(words, card.rule.counts, vote.weight)
    name = both(Names(vote.name, vote.other_name)) or words(N_("Counted together"))
    part = vote_words.part(words, vote.weight, card.entitled)
    return name, *(said if vote.vote == each else "" for each in VOTES), part
