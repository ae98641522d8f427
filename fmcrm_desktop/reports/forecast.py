"""The work expected on paper: week by week, by trade and territory, beside the hours there are, and its past error."""

from __future__ import annotations

from datetime import date, timedelta

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.forecast_words import HOW, hours, signed
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import LABEL, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services.forecast import Forecast, Line, forecast
from fmcrm_desktop.services.office import Office

_NOTE = 80.0
"""Points that the note on the method takes."""
MOST = 9.99
"""The largest share that is told."""


def ask(office: Office, options: Options) -> Forecast:
    """The weeks from the day asked for, or from now."""
    return office.ask(forecast, options.day)


def draw(sheet: Forecast, words: Words, printing: Printing) -> None:
    """Print the weeks."""
    period = f"{words.date(sheet.weeks[0])} – {words.date(sheet.weeks[-1] + timedelta(6))}"
    with opened(printing, letterhead(words, sheet.head, N_("Work expected"), period)) as paper:
        body(paper, words, sheet)


def body(paper: Paper, words: Words, sheet: Forecast) -> None:
    """What stands below the title, here and in the month's report."""
    whole, past = sheet.whole.all, sheet.past
    off = words.number(past.off, 1) if past is not None else "—"
    cards = [
        Card(words(N_("Work orders expected")), words.number(whole.orders), "", tones.ACCENT),
        Card(words(N_("Hours expected")), hours(words, whole.minutes), "", tones.VIOLET),
        Card(words(N_("Hours there are")), hours(words, sum(sheet.there)), "", tones.GOOD),
        Card(words(N_("Off by, a week")), off, "", tones.WARNING),
    ]
    blocks.cards(paper, cards, across=4)
    table.draw(paper, _weeks(words, sheet))
    paper.space(8)
    table.draw(paper, _lines(words, sheet, sheet.trades, N_("Trade"), N_("Without category")))
    paper.space(8)
    if sheet.territories:
        table.draw(paper, _lines(words, sheet, sheet.territories, N_("Territory"), N_("In no territory")))
        paper.space(8)
    if past is not None:
        told = _past(words, sheet)
        # the note below is not left alone on a page of its own
        paper.need((len(told.rows) + 1) * table.FLAT + _NOTE)
        table.draw(paper, told)
        paper.space(4)
        said = N_(
            "Expected eight weeks ago: off by {off} work orders a week on average, {bias} a week in sum."
        )
        paper.text(words(said, off=off, bias=signed(past.bias)), LABEL)
    paper.space(4)
    paper.text(words(HOW), SMALL)


def taken_up(words: Words, share: float | None) -> str:
    """How much of the hours is taken up; of a week that is nearly over many times as much, which no figure tells."""
    most = words.percent(MOST, 0)
    return f"> {most}" if share is not None and share > MOST else words.percent(share, 0)


def _weeks(words: Words, sheet: Forecast) -> Table:
    titles = (
        N_("Preventive"), N_("On hand"), N_("Newly asked for"), N_("Total"), N_("Hours expected"),
        N_("Hours there are"), N_("Taken up"),
    )  # fmt: skip
    rows = []
    for week, cell, there in zip(sheet.weeks, sheet.whole.cells, sheet.there, strict=True):
        orders = (cell.plans.orders, cell.on_hand.orders, cell.new.orders, cell.all.orders)
        share = cell.all.minutes / there if there else None
        rows.append(
            (
                _span(words, week), *(words.number(each, 1) for each in orders), hours(words, cell.all.minutes),
                hours(words, there), taken_up(words, share),
            )
        )  # fmt: skip
    return Table(
        (Column(words(N_("Week")), 3), *(Column(words(title), 2, right=True) for title in titles)), rows
    )


def _lines(words: Words, sheet: Forecast, lines: tuple[Line, ...], title: str, none: str) -> Table:
    weeks = [Column(words.short_date(week), 2, right=True) for week in sheet.weeks]
    rows = [
        (
            named(words, line.names) or words(none), *(hours(words, cell.all.minutes) for cell in line.cells),
            words.number(line.all.orders, 1), hours(words, line.all.minutes),
        )
        for line in lines
    ]  # fmt: skip
    ends = (
        Column(words(N_("Work orders")), 2, right=True),
        Column(words(N_("Hours expected")), 2, right=True),
    )
    return Table(
        (Column(words(title), 4, wrap=6), *weeks, *ends), rows, empty=words(N_("No work is expected."))
    )


def _past(words: Words, sheet: Forecast) -> Table:
    assert sheet.past is not None
    titles = (N_("Orders expected"), N_("Orders that came"), N_("Difference"))
    rows = [
        (_span(words, week), words.number(expected, 1), words.number(came), signed(expected - came))
        for week, expected, came in zip(sheet.past.weeks, sheet.past.expected, sheet.past.came, strict=True)
    ]
    return Table(
        (Column(words(N_("Week before")), 3), *(Column(words(each), 2, right=True) for each in titles)), rows
    )


def _span(words: Words, week: date) -> str:
    return f"{words.short_date(week)} – {words.short_date(week + timedelta(6))}"
