"""The committee's page of a month: meetings, decisions, opinions and answers, works to come, what the office owes."""

from __future__ import annotations

from fmcrm_desktop.model.event import KINDS as EVENT_KINDS
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.notice import KINDS
from fmcrm_desktop.model.tones import ACCENT, BAD, GOOD
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.committee_words import decisions
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import LABEL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import both, full_day, letterhead, month_name, named
from fmcrm_desktop.services import committee
from fmcrm_desktop.services.committee import CommitteeMonth, CommitteeSheet, OpinionRow
from fmcrm_desktop.services.committee.opinions import STATES
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names

_KINDS = {**EVENT_KINDS, **KINDS}


def ask(office: Office, options: Options) -> CommitteeSheet:
    """The month asked for, or this one."""
    return office.ask(committee.month_sheet, options.month)


def draw(sheet: CommitteeSheet, words: Words, printing: Printing) -> None:
    """Print the page."""
    told = sheet.told
    head = letterhead(words, sheet.head, N_("The owners' committee"), month_name(words, told.month))
    with opened(printing, head) as paper:
        body(paper, words, told)


def body(paper: Paper, words: Words, told: CommitteeMonth) -> None:
    """The page itself, without its frame: the month's report has it too."""
    nothing: list[str] = []

    def told_of(title: str, told: object, empty: str) -> bool:
        if told:
            paper.heading(words(title), keep=3 * table.FLAT)
        else:  # what there is nothing to tell of has no heading of its own
            nothing.append(words(empty))
        return bool(told)

    if any((told.meetings, told.decisions, told.opinions, told.owed_opinions, told.owed_decisions)):
        _figures(paper, words, told)
    if told_of(N_("Meetings held"), told.meetings, N_("No meeting was held in this month.")):
        _meetings(paper, words, told)
    if told_of(N_("Decisions"), told.decisions, N_("Nothing was decided in this month.")):
        decisions(paper, words, told.decisions, "")
    if told_of(N_("Opinions and answers"), told.opinions, N_("The committee brought nothing in this month.")):
        _opinions(paper, words, told.opinions)
    if told_of(
        N_("Planned works and events of the next month"),
        told.planned,
        N_("No works and no events are planned."),
    ):
        _planned(paper, words, told)
    owed = (*told.owed_opinions, *told.owed_decisions)
    if told_of(N_("What the office owes the committee"), owed, N_("Nothing is owed to the committee.")):
        if told.owed_opinions:
            _opinions(paper, words, told.owed_opinions)
        if told.owed_decisions:
            decisions(paper, words, told.owed_decisions, "")
    if nothing:
        paper.space(4)
        paper.text(("" if words.chinese else " ").join(nothing), LABEL)


def _figures(paper: Paper, words: Words, told: CommitteeMonth) -> None:
    late = sum(each.due_day is not None and each.due_day < told.day for each in told.owed_opinions)
    owed = len(told.owed_opinions) + len(told.owed_decisions)
    counted = (
        (N_("Meetings held"), len(told.meetings), ACCENT),
        (N_("Decisions"), len(told.decisions), ACCENT),
        (N_("Opinions brought"), sum(_of(told.month, words, each) for each in told.opinions), ACCENT),
        (N_("Still owed"), owed, BAD if owed else GOOD),
        (N_("Answer overdue"), late, BAD if late else GOOD),
    )
    blocks.cards(
        paper, [Card(words(title), words.number(count), tone=tone) for title, count, tone in counted]
    )


def _of(month: Month, words: Words, opinion: OpinionRow) -> bool:
    local = words.local(opinion.received)
    return Month(local.year, local.month) == month


def _meetings(paper: Paper, words: Words, told: CommitteeMonth) -> None:
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("When"))),
        Column(words(N_("Meeting")), 120, wrap=6),
        Column(words(N_("Place")), 60, wrap=6),
        Column(words(N_("Decisions")), right=True),
    )
    rows = [
        (
            each.number,
            words.short_moment(each.starts),
            each.title or both(Names(each.body, each.body_other)),
            each.place,
            words.number(each.decisions),
        )
        for each in told.meetings
    ]
    table.draw(paper, Table(columns, rows))
    paper.space(6)


def _opinions(paper: Paper, words: Words, rows: tuple[OpinionRow, ...]) -> None:
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Received on"))),
        Column(words(N_("In the committee's own words")), 110, wrap=20),
        Column(words(N_("Answer")), 110, wrap=20),
        Column(words(N_("Answer by"))),
        Column(words(N_("State"))),
    )
    lines = [
        (
            each.number,
            full_day(words, each.received),
            " ".join(each.own_words.split()),
            " ".join(each.answer.split()),
            words.date(each.due_day),
            words(STATES[each.state]),
        )
        for each in rows
    ]
    table.draw(paper, Table(columns, lines))
    paper.space(6)


def _planned(paper: Paper, words: Words, told: CommitteeMonth) -> None:
    columns = (
        Column(words(N_("Starts"))),
        Column(words(N_("What")), 140, wrap=3),
        Column(words(N_("Kind"))),
        Column(words(N_("Shared on"))),
    )
    rows = [
        (
            words.short_moment(each.starts),
            named(words, Names(each.title, each.other_title)),
            words(_KINDS.get(each.kind, each.kind)),
            words.date(each.shared_day) or "—",
        )
        for each in told.planned
    ]
    table.draw(paper, Table(columns, rows))
    paper.space(6)
