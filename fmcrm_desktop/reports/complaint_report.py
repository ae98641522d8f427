"""The report of one complaint, for the file: what was said, what we answered, did and learned, and its whole course."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from fmcrm_desktop.model import tones, work_order
from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.complaint import (
    ACTION_KINDS,
    CHANNELS,
    CONSEQUENCES,
    CRITERIA,
    GAPS,
    LACKS,
    LOSSES,
    NEEDS,
    STATES,
    THANKS,
)
from fmcrm_desktop.model.property import ROLES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import RATINGS
from fmcrm_desktop.reports import blocks, pictures, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import NONE, counted, known, letterhead, named, own_entries, standing
from fmcrm_desktop.services import complaint_report
from fmcrm_desktop.services.complaint_report import ComplaintReport
from fmcrm_desktop.services.complaints.card import HistoryLine
from fmcrm_desktop.services.complaints.clocks import CLOCK_STATES, CLOCKS
from fmcrm_desktop.services.complaints.forms import LOSS_RISKS
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.promises import STATES as PROMISE_STATES
from fmcrm_desktop.services.sheets import Names

KINDS = {
    "answered": N_("Answer"), "given": N_("Handed over"), "remedied": N_("Immediate remedy"), "call": N_("Call"),
    "note": N_("Note"),
}  # fmt: skip
"""Lines of the history that are no move."""


def ask(office: Office, options: Options) -> ComplaintReport:
    """The report of the complaint with the number asked for."""
    return office.ask(complaint_report.complaint_report, options.number)


def draw(report: ComplaintReport, words: Words, printing: Printing) -> None:
    """Print the report."""
    head = letterhead(words, report.head, N_("Complaint report"), report.card.number)
    with opened(printing, head) as paper:
        _summary(paper, words, report)
        _who(paper, words, report)
        _said(paper, words, report)
        _gap(paper, words, report)
        _actions(paper, words, report)
        _promises(paper, words, report)
        _orders(paper, words, report)
        _clocks(paper, words, report)
        _history(paper, words, report)
        blocks.signatures(paper, words(N_("Handled by")), words(N_("Manager")))
        pictures.draw(paper, words, report.files)


def _summary(paper: Paper, words: Words, report: ComplaintReport) -> None:
    card = report.card
    answered = words.short_moment(card.answered) or NONE
    blocks.cards(
        paper,
        [
            Card(words(N_("State")), words(STATES[card.state]), "", tones.tone(card.state)),
            Card(words(N_("Received at")), words.short_moment(card.received), words(CHANNELS[card.channel])),
            Card(words(N_("Answered at")), answered),
            Card(words(N_("Category")), named(words, Names(card.category, card.category_other)) or NONE),
        ],
        across=4,
    )


def _told(paper: Paper, words: Words, title: str, lines: Sequence[tuple[str, str]]) -> None:
    """A heading over what is known; nothing where nothing is."""
    filled = [(name, text) for name, text in lines if text]
    if filled:
        paper.heading(words(title))
    for name, text in filled:
        blocks.entry(paper, name, text)


def _who(paper: Paper, words: Words, report: ComplaintReport) -> None:
    card, it = report.card, report.card.person
    unknown = words(N_("Anonymous") if card.anonymous else N_("Not known"))
    site = named(words, Names(card.site, card.site_other))
    _told(
        paper,
        words,
        N_("Who complains"),
        (
            (words(N_("Person")), joined(it.name, it.other_name) if it else unknown),
            (words(N_("Relation")), words(ROLES[it.role]) if it and it.role in ROLES else ""),
            (words(N_("Unit")), joined(card.unit or words.building(card.building), site)),
            (words(N_("Telephone")), it.phone if it else ""),
            (
                words(N_("Complains too")),
                words.listed(joined(each.name, each.other_name) for each in card.others),
            ),
            (words(N_("Responsible")), named(words, Names(card.responsible, card.responsible_other))),
            (words(N_("About")), named(words, Names(card.concerned, card.concerned_other))),
            (words(N_("Former no.")), card.external_number),
            *own_entries(words, card.own),
        ),
    )


def _said(paper: Paper, words: Words, report: ComplaintReport) -> None:
    card = report.card
    rating = words(RATINGS[card.follow_up_rating]) if card.follow_up_rating else ""
    mended = words(N_("An honest mistake that was made good")) if card.recovered else ""
    _told(
        paper,
        words,
        N_("What was said and done"),
        (
            (words(N_("Subject")), card.subject),
            (words(N_("In their own words")), card.own_words),
            (words(N_("Thanked")), words(THANKS[card.thanks]) if card.thanks else ""),
            (words(N_("Answer")), card.answer),
            (words(N_("Remedy")), joined(card.remedy, str(card.remedy_amount or ""))),
            (words(N_("Cause")), card.cause),
            (words(N_("What we learned and changed")), card.lesson),
            (words(N_("The customer's rating")), joined(rating, mended)),
        ),
    )


def _gap(paper: Paper, words: Words, report: ComplaintReport) -> None:
    card = report.card

    def several(codes: Sequence[str], said: Mapping[str, str]) -> str:
        return words.listed(words(said[code]) for code in codes if code in said)

    why = words(LOSS_RISKS[card.loss_risk]) if card.loss_risk in LOSS_RISKS else card.loss_risk
    _told(
        paper,
        words,
        N_("The gap"),
        (
            (words(N_("Main gap")), words(GAPS[card.gap]) if card.gap in GAPS else ""),
            (words(N_("Further gaps")), several(card.gaps, GAPS)),
            (words(N_("Expected")), card.expected),
            (words(N_("Delivered")), card.delivered),
            (words(N_("How it showed")), several(card.lacks, LACKS)),
            (words(N_("Criteria")), several(card.criteria, CRITERIA)),
            (words(N_("Needs")), several(card.needs, NEEDS)),
            (words(N_("Consequences")), several(card.consequences, CONSEQUENCES)),
            (words(N_("Severity")), words(N_("{n} of 5"), n=card.severity) if card.severity else ""),
            (words(N_("Loss")), joined(words(LOSSES[card.loss]) if card.loss else "", why)),
            (words(N_("Behaviour")), named(words, Names(card.scale, card.scale_other))),
        ),
    )


def _actions(paper: Paper, words: Words, report: ComplaintReport) -> None:
    rows = [
        (
            each.text, words(ACTION_KINDS[each.kind]), named(words, Names(each.staff, each.staff_other)) or NONE,
            words.date(each.due_day) if each.due_day else NONE, words.date(each.done_day) if each.done_day else NONE,
            each.proof,
        )
        for each in report.card.actions
    ]  # fmt: skip
    columns = (
        Column(words(N_("Corrective action")), 2, wrap=6),
        Column(words(N_("Kind"))),
        Column(words(N_("Responsible")), wrap=6),
        Column(words(N_("Due"))),
        Column(words(N_("Carried out"))),
        Column(words(N_("Proof")), 1, wrap=4),
    )
    _table(paper, words, N_("Corrective actions"), Table(columns, rows))


def _promises(paper: Paper, words: Words, report: ComplaintReport) -> None:
    rows = [
        (words(PROMISE_KINDS[each.kind]), words.short_moment(each.due), words(PROMISE_STATES[each.state]))
        for each in report.card.promises
    ]
    columns = (Column(words(N_("Promise")), 1), Column(words(N_("Due")), 1), Column(words(N_("State")), 1))
    _table(paper, words, N_("Promises"), Table(columns, rows))


def _orders(paper: Paper, words: Words, report: ComplaintReport) -> None:
    card = report.card
    rows = [
        (each.number, each.summary, words(work_order.STATES[each.state]))
        for each in dict.fromkeys((*card.about, *card.orders))
    ]
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Summary")), 1, wrap=3),
        Column(words(N_("State"))),
    )
    _table(paper, words, N_("Work orders"), Table(columns, rows))


def _clocks(paper: Paper, words: Words, report: ComplaintReport) -> None:
    lines = []
    for clock in report.card.clocks:
        said = standing(words, words(CLOCK_STATES[clock.state]), clock.due, clock.reached)
        lines.append((words(CLOCKS[clock.name]), f"{said}\n{counted(words, clock.lines)}".strip()))
    _told(paper, words, N_("Clocks"), lines)


def _history(paper: Paper, words: Words, report: ComplaintReport) -> None:
    rows = [
        (words.short_moment(line.moment), _what(words, line), known(words, report.head, line.staff) or NONE,
         _text(words, report, line))
        for line in report.card.history
    ]  # fmt: skip
    columns = (
        Column(words(N_("When"))),
        Column(words(N_("What"))),
        Column(words(N_("Entered by")), wrap=6),
        Column(words(N_("Text")), 1, wrap=8),
    )
    _table(paper, words, N_("History"), Table(columns, rows))


def _what(words: Words, line: HistoryLine) -> str:
    return words(KINDS[line.kind]) if line.kind in KINDS else words(STATES[line.state])


def _text(words: Words, report: ComplaintReport, line: HistoryLine) -> str:
    given = words(N_("to {name}"), name=known(words, report.head, line.given_to)) if line.given_to else ""
    return joined(words(RATINGS[line.rating]) if line.rating else "", given, line.text)


def _table(paper: Paper, words: Words, title: str, rows: Table) -> None:
    if rows.rows:
        table.titled(paper, words(title), rows)
        paper.space(4)
