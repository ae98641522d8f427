"""A month at the counter on paper: visits and waits at a glance, by hour as a chart, by kind as a table."""

from __future__ import annotations

from collections.abc import Sequence

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.channel import VISIT_KINDS
from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import blocks, charts, table
from fmcrm_desktop.reports.blocks import Card
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, month_name
from fmcrm_desktop.services import counter
from fmcrm_desktop.services.counter import CounterFigures
from fmcrm_desktop.services.counter.figures import Waits
from fmcrm_desktop.services.office import Office

HIGH = 130.0
ABOUT = N_(
    "The wait runs from arrival until somebody was served; the median is the wait that half of them did not exceed. "
    "Who left unserved is counted and has no wait."
)


def ask(office: Office, options: Options) -> CounterFigures:
    """Of the month asked for, or of this one."""
    return office.ask(counter.figures, options.month)


def draw(sheet: CounterFigures, words: Words, printing: Printing) -> None:
    """Print the figures."""
    head = letterhead(words, sheet.head, N_("Counter statistics"), month_name(words, sheet.month))
    with opened(printing, head) as paper:
        if not sheet.all.count:
            paper.text(words(N_("Nobody came to the counter in this month.")), BODY)
            return
        _glance(paper, words, sheet)
        paper.heading(words(N_("By hour")), keep=HIGH)
        bars = Series(words(N_("Visitors")), tuple(each.count for each in sheet.hours))
        labels = tuple(str(hour) for hour in range(24))
        charts.draw(paper, Chart("", labels, (bars,)), paper.left, paper.width, HIGH)
        paper.space(HIGH + 6)
        hours = [(f"{each.key}:00", *told(words, each)) for each in sheet.hours if each.count]
        _table(paper, words, N_("Hour"), hours)
        paper.heading(words(N_("By kind")), keep=4 * table.FLAT)
        kinds = [(words(VISIT_KINDS[each.key]), *told(words, each)) for each in sheet.kinds]
        _table(paper, words, N_("Kind"), kinds)
        paper.space(10)
        paper.text(words(ABOUT), SMALL)


def told(words: Words, each: Waits) -> tuple[str, str, str, str]:
    """Count, median, mean and longest wait."""
    waits = (minutes(words, value) for value in (each.median, each.mean, each.longest))
    return words.number(each.count), *waits  # type: ignore[return-value]


def minutes(words: Words, value: float | None) -> str:
    """A wait; a dash where nobody was served."""
    return words(N_("{n} min"), n=words.number(value, 1)) if value is not None else "—"


def _glance(paper: Paper, words: Words, sheet: CounterFigures) -> None:
    number = words.number
    rating = f"{number(sheet.rating, 1)} ({number(sheet.rated)})" if sheet.rating is not None else "—"
    blocks.cards(paper, [
        Card(words(N_("Visitors")), number(sheet.all.count), "", tones.ACCENT),
        Card(words(N_("Median wait")), minutes(words, sheet.all.median), "", tones.ACCENT),
        Card(words(N_("Mean wait")), minutes(words, sheet.all.mean), "", tones.ACCENT),
        Card(words(N_("Left unserved")), number(sheet.went), "", tones.BAD if sheet.went else tones.GOOD),
        Card(words(N_("Rating")), rating, "", tones.VIOLET),
    ])  # fmt: skip


def _table(paper: Paper, words: Words, title: str, rows: Sequence[tuple[str, ...]]) -> None:
    columns = (
        Column(words(title), 80), Column(words(N_("Visitors")), right=True),
        Column(words(N_("Median wait")), right=True), Column(words(N_("Mean wait")), right=True),
        Column(words(N_("Longest wait")), right=True),
    )  # fmt: skip
    table.draw(paper, Table(columns, rows))
