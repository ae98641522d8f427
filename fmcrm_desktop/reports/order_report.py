"""The report of one work order: the stages it passed and how long each took, its clocks, visits, and what was done."""

from __future__ import annotations

from collections import defaultdict

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import PRIORITIES, RATINGS, STATES, TIES, TIES_BACK
from fmcrm_desktop.reports import blocks, pictures, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import NONE, counted, known, letterhead, named, own_entries, standing
from fmcrm_desktop.services import order_report
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.order_report import OrderReport
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.targets import CLOCK_STATES, CLOCKS


def ask(office: Office, options: Options) -> OrderReport:
    """The report of the work order with the number asked for."""
    return office.ask(order_report.order_report, options.number)


def draw(report: OrderReport, words: Words, printing: Printing) -> None:
    """Print the report."""
    head = letterhead(words, report.head, N_("Work order report"), report.card.number)
    with opened(printing, head) as paper:
        _summary(paper, words, report)
        _what(paper, words, report)
        _stages(paper, words, report)
        _times(paper, words, report)
        _clocks(paper, words, report)
        _visits(paper, words, report)
        _notes(paper, words, report)
        pictures.draw(paper, words, report.files)


def _summary(paper: Paper, words: Words, report: OrderReport) -> None:
    card = report.card
    minutes = sum(stage.minutes for stage in report.stages)
    blocks.cards(
        paper,
        [
            Card(words(N_("State")), words(STATES[card.state]), "", tones.tone(card.state)),
            Card(words(N_("Received at")), words.short_moment(card.received)),
            Card(words(N_("Working time")), words.duration(minutes)),
            Card(
                words(N_("Priority")), words(PRIORITIES[card.priority]),
                named(words, Names(card.category, card.category_other)),
                tones.tone(card.priority),
            ),
        ],
        across=4,
    )  # fmt: skip


def _what(paper: Paper, words: Words, report: OrderReport) -> None:
    card = report.card
    paper.heading(words(N_("What and where")))
    building = named(words, Names(card.building, card.building_other))
    place = joined(card.unit, building, known(words, report.head, card.place))
    complaints = dict.fromkeys(each for each in (card.complaint, *(said for _, said in card.about)) if each)
    rating = words(RATINGS[card.rating]) if card.rating is not None else ""
    for title, text in (
        (N_("Work"), card.summary), (N_("In the customer's words"), card.own_words), (N_("Place"), place),
        (N_("Customer"), f"{card.person} {card.person_other}".strip()),
        (N_("Assigned to"), named(words, Names(card.staff, card.staff_other))),
        (N_("Complaint"), words.listed(complaints)),
        (N_("Repeat of"), card.repeat_of), (N_("Related orders"), _related(words, report)),
        (N_("Agreement"), card.agreement),
        (N_("Cause"), card.cause), (N_("What was done"), card.fix), (N_("Offered instead"), card.alternative),
        (N_("The customer chose"), card.choice), (N_("The customer's rating"), rating),
    ):  # fmt: skip
        if text:
            blocks.entry(paper, words(title), text)
    for name, said in own_entries(words, card.own):
        blocks.entry(paper, name, said)


def _related(words: Words, report: OrderReport) -> str:
    """What other orders are to it, and their numbers."""
    return words.listed(
        f"{tie.number} ({words(TIES_BACK[tie.kind] if tie.back else TIES[tie.kind])})"
        for tie in report.card.ties
    )


def _notes(paper: Paper, words: Words, report: OrderReport) -> None:
    """What was noted with it meanwhile."""
    rows = [
        (words.short_moment(line.moment), known(words, report.head, line.who) or NONE, line.why)
        for line in report.card.history
        if line.note_id is not None
    ]
    if rows:
        columns = (
            Column(words(N_("When"))),
            Column(words(N_("Entered by")), wrap=6),
            Column(words(N_("Text")), 1, wrap=8),
        )
        paper.space(4)
        table.titled(paper, words(N_("Notes")), Table(columns, rows))


def _stages(paper: Paper, words: Words, report: OrderReport) -> None:
    rows = [
        (
            words(STATES[stage.state]), words.short_moment(stage.begun), words.duration(stage.minutes),
            words.duration(stage.passed), named(words, stage.who) or NONE,
            joined(named(words, stage.given_to), stage.why),
        )
        for stage in report.stages
    ]  # fmt: skip
    columns = (
        Column(words(N_("Stage")), tones={words(text): tones.tone(name) for name, text in STATES.items()}),
        Column(words(N_("Since"))),
        Column(words(N_("Working time")), right=True),
        Column(words(N_("By the clock")), right=True),
        Column(words(N_("Moved by")), 1, wrap=6),
        Column(words(N_("To whom, why")), 1.4, wrap=6),
    )
    table.titled(paper, words(N_("Stages")), Table(columns, rows))
    paper.space(4)


def _times(paper: Paper, words: Words, report: OrderReport) -> None:
    """What each state took altogether; the sum is the whole."""
    worked: dict[str, int] = defaultdict(int)
    passed: dict[str, int] = defaultdict(int)
    for stage in report.stages:
        worked[stage.state] += stage.minutes
        passed[stage.state] += stage.passed
    rows = [
        (words(STATES[state]), words.duration(worked[state]), words.duration(passed[state]))
        for state in worked
        if passed[state]
    ]
    total = (words(N_("Total")), words.duration(sum(worked.values())), words.duration(sum(passed.values())))
    columns = (
        Column(words(N_("Stage")), 1),
        Column(words(N_("Working time")), 1, right=True),
        Column(words(N_("By the clock")), 1, right=True),
    )
    table.titled(
        paper,
        words(N_("Time in each stage")),
        Table(columns, rows, total, words(N_("It has only just come in."))),
    )
    paper.space(4)


def _clocks(paper: Paper, words: Words, report: OrderReport) -> None:
    if not report.card.clocks:
        return
    paper.heading(words(N_("Clocks")))
    for clock in report.card.clocks:
        said = joined(
            standing(words, words(CLOCK_STATES[clock.state]), clock.due, clock.reached),
            words(clock.source, name=clock.source_name),
        )
        blocks.entry(
            paper, words(CLOCKS[clock.name]), "\n".join(filter(None, (said, counted(words, clock.lines))))
        )


def _visits(paper: Paper, words: Words, report: OrderReport) -> None:
    if not report.card.visits:
        return
    rows = [
        (
            words.short_moment(visit.planned_from), words.short_moment(visit.arrived) or NONE,
            words.short_moment(visit.departed) or NONE,
            words.listed(named(words, Names(*each)) for each in visit.names),
            visit.result,
        )
        for visit in report.card.visits
    ]  # fmt: skip
    columns = (
        Column(words(N_("Planned"))),
        Column(words(N_("Arrived"))),
        Column(words(N_("Left"))),
        Column(words(N_("Who goes")), 1, wrap=6),
        Column(words(N_("Result")), 2, wrap=3),
    )
    table.titled(paper, words(N_("Visits")), Table(columns, rows))
