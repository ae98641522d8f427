"""A month's calls on paper: figures at a glance, by hour and weekday as charts, topics and staff as tables."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.words import N_, SHORT_WEEKDAYS, Words
from fmcrm_desktop.reports import blocks, charts, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, month_name, named
from fmcrm_desktop.services import call_statistics
from fmcrm_desktop.services.call_statistics import Slice, Statistics
from fmcrm_desktop.services.office import Office

_CHART = 130.0
_BY_HOUR = 0.66
"""The part of the width of the chart by hour; that by weekday stands beside it."""
MOST = 40


def ask(office: Office, options: Options) -> Statistics:
    """The figures of the month asked for, or of this one."""
    return office.ask(call_statistics.month, options.month)


def draw(sheet: Statistics, words: Words, printing: Printing) -> None:
    """Print the figures."""
    head = letterhead(words, sheet.head, N_("Call statistics"), month_name(words, sheet.month))
    with opened(printing, head) as paper:
        body(paper, words, sheet)


def body(paper: Paper, words: Words, sheet: Statistics) -> None:
    """What stands below the title, here and in the month's report."""
    if not sheet.calls:
        paper.text(words(N_("No calls were logged in this month.")), BODY)
        return
    _glance(paper, words, sheet)
    hours = tuple(str(hour) for hour in range(24))
    paper.heading(words(N_("By hour and weekday")), keep=_CHART)
    by_hour = paper.width * _BY_HOUR
    _chart(paper, words, (hours, sheet.hours), (paper.left, by_hour - 14))
    week = SHORT_WEEKDAYS[words.language], sheet.weekdays
    _chart(paper, words, week, (paper.left + by_hour, paper.width - by_hour))
    paper.space(_CHART + 6)
    _slices(paper, words, (N_("By topic"), N_("Topic"), N_("No topic")), sheet.topics)
    _slices(paper, words, (N_("By member of staff"), N_("Staff"), N_("Nobody")), sheet.staff)
    paper.space(10)
    paper.text(words(_ABOUT), SMALL)


_ABOUT = N_(
    "Hours and weekdays are those of the office's clock. A missed call counts as answered within a day when we called "
    "the same person or number, or took a call from them, within 24 hours. The mean length is that of the calls whose "
    "length is known."
)


def _glance(paper: Paper, words: Words, sheet: Statistics) -> None:
    number = words.number
    blocks.cards(
        paper,
        [
            Card(words(N_("All calls")), number(sheet.calls), "", tones.ACCENT),
            Card(words(N_("Incoming")), number(sheet.incoming), "", tones.ACCENT),
            Card(words(N_("Outgoing")), number(sheet.outgoing), "", tones.VIOLET),
            Card(words(N_("Missed")), number(sheet.missed), "", tones.BAD if sheet.missed else tones.GOOD),
            Card(
                words(N_("Answered within a day")),
                f"{number(sheet.returned)} / {number(sheet.missed)}",
                "",
                tones.GOOD,
            ),
        ],
    )


def _chart(
    paper: Paper,
    words: Words,
    drawn: tuple[Sequence[str], Sequence[tuple[int, int]]],
    span: tuple[float, float],
) -> None:
    """The calls by these labels, between left and width."""
    labels, pairs = drawn
    taken = Series(words(N_("Answered and outgoing")), tuple(all - lost for all, lost in pairs))
    missed = Series(words(N_("Missed")), tuple(lost for _all, lost in pairs), tones.tone("missed"))
    chart = Chart("", tuple(labels), (taken, missed), stacked=True)
    charts.draw(paper, chart, *span, _CHART)


def _slices(paper: Paper, words: Words, titles: tuple[str, str, str], slices: Sequence[Slice]) -> None:
    title, kind, none = titles
    columns = (
        Column(words(kind), 100, wrap=3),
        Column(words(N_("All calls")), 30, right=True),
        Column(words(N_("Missed")), 30, right=True),
        Column(words(N_("Mean length")), 40, right=True),
    )
    rows = [
        (
            named(words, each.names) or words(none),
            words.number(each.calls),
            words.number(each.missed),
            words.duration(each.seconds / each.timed / 60) if each.timed else "—",
        )
        for each in slices[:MOST]
    ]
    rest = slices[MOST:]
    if rest:
        calls, missed = sum(each.calls for each in rest), sum(each.missed for each in rest)
        rows.append((words(N_("{n} others"), n=len(rest)), words.number(calls), words.number(missed), "—"))
    table.titled(paper, words(title), Table(columns, rows))
