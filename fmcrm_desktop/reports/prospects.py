"""Winning customers on paper: the figures of a period, by stage, source, person and campaign, with what it cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta

from fmcrm_desktop.model import figure_words, tones
from fmcrm_desktop.model.campaign import COSTS
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.prospect import LOST_REASONS, STAGES
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import campaigns
from fmcrm_desktop.services.campaigns import Line, ProspectSheet
from fmcrm_desktop.services.office import Office

A_YEAR = timedelta(days=365)
_ABOUT = N_(
    "Entered counts those entered in the period; what became of them by source, person and campaign is told until "
    "today. Won and lost at the top are those closed in the period, whenever they were entered. Days run from the "
    "entry until won. The cost per won customer is what was spent in the period, divided by those won."
)


def ask(office: Office, options: Options) -> ProspectSheet:
    """The figures of the days asked for; of the year until today where none are named."""
    last = options.until or office.ask(campaigns.today)
    return office.ask(campaigns.sheet, options.day or last - A_YEAR, last)


def draw(sheet: ProspectSheet, words: Words, printing: Printing) -> None:
    """Print the figures."""
    period = f"{words.date(sheet.first)} – {words.date(sheet.last)}"
    head = letterhead(words, sheet.head, N_("Winning customers"), period)
    with opened(printing, head) as paper:
        _glance(paper, words, sheet)
        _stages(paper, words, sheet)
        _costs(paper, words, sheet)
        _lines(paper, words, (N_("By source"), N_("Source")), sheet.sources)
        _lines(paper, words, (N_("By member of staff"), N_("Responsible")), sheet.people)
        _campaigns(paper, words, sheet)
        paper.space(8)
        paper.text(words(_ABOUT), SMALL)


def _days(count: float | None, words: Words) -> str:
    return "—" if count is None else figure_words.days(words, count)


def _money(sheet: ProspectSheet) -> Callable[[int | None], str]:
    return lambda minor: "—" if minor is None else str(Money(minor, sheet.currency))


def _glance(paper: Paper, words: Words, sheet: ProspectSheet) -> None:
    money, number = _money(sheet), words.number
    cards = [
        Card(words(N_("Entered")), number(sheet.entered), "", tones.ACCENT),
        Card(words(N_("Won")), number(sheet.won), "", tones.GOOD),
        Card(words(N_("Lost")), number(sheet.lost), "", tones.BAD),
        Card(words(N_("Still open")), number(sheet.open), "", tones.VIOLET),
        Card(words(N_("Spent")), money(sheet.cost), "", tones.ACCENT),
        Card(words(N_("Cost per won customer")), money(sheet.per_won), "", tones.ACCENT),
        Card(words(N_("Days to close, mean")), _days(sheet.mean, words), "", tones.ACCENT),
        Card(words(N_("Days to close, median")), _days(sheet.median, words), "", tones.ACCENT),
    ]
    blocks.cards(paper, cards, across=4)


def _stages(paper: Paper, words: Words, sheet: ProspectSheet) -> None:
    columns = (
        Column(words(N_("Sales stage")), 100), Column(words(N_("Came to it")), 40, right=True),
        Column(words(N_("Of those entered")), 40, right=True),
    )  # fmt: skip
    rows = [
        (
            words(STAGES[line.state]), words.number(line.reached),
            words.percent(line.reached / sheet.entered, 0) if sheet.entered else "—",
        )
        for line in sheet.stages
    ]  # fmt: skip
    table.titled(paper, words(N_("How far they came")), Table(columns, rows), 4 * table.FLAT)


def _costs(paper: Paper, words: Words, sheet: ProspectSheet) -> None:
    money = _money(sheet)
    columns = (Column(words(N_("Kind of cost")), 100), Column(words(N_("Amount")), 50, right=True))
    rows = [(words(COSTS[kind]), money(amount)) for kind, amount in sheet.costs]
    table.titled(
        paper,
        words(N_("Cost by kind")),
        Table(columns, rows, total=(words(N_("Total")), money(sheet.cost))),
        4 * table.FLAT,
    )
    if sheet.reasons:
        columns = (Column(words(N_("Reason")), 100), Column(words(N_("Lost")), 50, right=True))
        rows = [(words(LOST_REASONS.get(why, why)), words.number(count)) for why, count in sheet.reasons]
        table.titled(paper, words(N_("Why they were lost")), Table(columns, rows))


def _lines(paper: Paper, words: Words, titles: tuple[str, str], lines: Sequence[Line]) -> None:
    title, kind = titles
    paper.heading(words(title), keep=4 * table.FLAT)
    if not lines:
        paper.text(words(N_("Nobody was entered in this period.")), BODY)
        return
    columns = (
        Column(words(kind), 66, wrap=5),
        *(
            Column(words(said), 34, right=True)
            for said in (
                N_("Entered"), N_("Still open"), N_("Won"), N_("Lost"), N_("Share won"),
                N_("Mean days"),
            )
        ),
    )  # fmt: skip
    number = words.number
    rows = [
        (
            _called(words, line), number(line.entered), number(line.open), number(line.won), number(line.lost),
            words.percent(line.won / line.entered, 0) if line.entered else "—", _days(line.mean, words),
        )
        for line in lines
    ]  # fmt: skip
    table.draw(paper, Table(columns, rows))


def _called(words: Words, line: Line) -> str:
    """Sources are marked words, people and campaigns have names."""
    return words(line.names.name) if isinstance(line.key, str) else named(words, line.names)


def _campaigns(paper: Paper, words: Words, sheet: ProspectSheet) -> None:
    money, number = _money(sheet), words.number
    paper.heading(words(N_("By campaign")), keep=4 * table.FLAT)
    if not sheet.campaigns:
        paper.text(words(N_("No campaign cost or brought anything in this period.")), BODY)
        return
    columns = (
        Column(words(N_("Campaign")), 66, wrap=5),
        *(
            Column(words(said), 38, right=True)
            for said in (
                N_("Spent"), N_("Answered by"), N_("Prospects"), N_("Won"), N_("Cost per won"),
                N_("Mean days"),
            )
        ),
    )  # fmt: skip
    rows = [
        (
            named(words, line.names) if line.key is not None else words(N_("Without a campaign")),
            money(line.cost), number(line.responses), number(line.entered), number(line.won), money(line.per_won),
            _days(line.mean, words),
        )
        for line in sheet.campaigns
    ]  # fmt: skip
    table.draw(paper, Table(columns, rows))
