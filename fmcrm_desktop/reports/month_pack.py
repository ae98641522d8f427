"""The month's report: summary, figures at a glance, work, complaints, exceptions, definitions, registers."""

from __future__ import annotations

from collections.abc import Callable

from fmcrm_desktop.model import tones
from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import CHANNELS, GAPS
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import (
    blocks,
    charts,
    complaint_register,
    month_cover,
    month_parts,
    month_work,
    table,
    work_order_register,
)
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import LABEL, SMALL, Paper, Printing, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import (
    amount,
    bare_month,
    behind,
    definition,
    full_day,
    letterhead,
    month_name,
    named,
    short_month,
)
from fmcrm_desktop.services import monthly
from fmcrm_desktop.services.figures import Figure
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names

KINDS = {
    "complaint_late": N_("Complaint late"),
    "order_late": N_("Work order late"),
    "promise_broken": N_("Promise broken"),
    "no_lesson": N_("Nothing learned yet"),
    "grave": N_("Grave complaint"),
    "reopened": N_("Reopened"),
}
_WARNINGS = ("no_lesson", "reopened")
"""Less than bad."""
SHOWN = 40
_CHART = 128.0


def ask(office: Office, options: Options) -> MonthSheet:
    """The sheet of the month asked for."""
    if options.month is None:
        raise Invalid(month=N_("Choose a month."))
    return office.ask(monthly.sheet, options.month)


def draw(sheet: MonthSheet, words: Words, printing: Printing) -> None:
    """Print the month."""
    head = letterhead(words, sheet.head, N_("Monthly service report"), month_name(words, sheet.month))
    with opened(printing, head) as paper:
        month_cover.summary(paper, words, sheet)
        for name in sheet.chosen:
            if name in PARTS:
                PARTS[name](paper, words, sheet)


def _complaints(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    flow = sheet.figures.complaints
    paper.heading(words(N_("Complaints")), keep=_CHART + 40 if flow.received else 60)
    said = words(
        N_(
            "{received} received, {resolved} resolved, {late} of these late; {open} open at the end of the month."
        ),
        received=words.number(flow.received),
        resolved=words.number(flow.resolved),
        late=words.number(flow.late),
        open=words.number(flow.open_at_end),
    )
    paper.text(said, LABEL)
    paper.space(8)
    _complaint_charts(paper, words, sheet)
    table.draw(paper, complaint_register.register(words, sheet.complaints))
    paper.space(6)


def _complaint_charts(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """Twelve months, channels and gaps side by side; those without anything to show are left out."""
    months = tuple(short_month(words, point.month) for point in sheet.history)
    received = Series("", tuple(point.complaints for point in sheet.history))
    by_channel = sheet.figures.complaints.by_channel
    channels = {words(CHANNELS.get(code, code)): n for code, n in by_channel.items()}
    gaps = {words(GAPS[code]) if code in GAPS else words(N_("not stated")): n for code, n in sheet.gaps}
    shown = (
        [Chart(words(N_("Received in twelve months")), months, (received,))] if any(received.values) else []
    )
    shown += [
        Chart(words(title), tuple(counts), (Series("", tuple(counts.values())),), across=True)
        for title, counts in ((N_("By channel"), channels), (N_("By gap"), gaps))
        if counts
    ]
    third = paper.width / 3
    for place, chart in enumerate(shown):
        charts.draw(paper, chart, paper.left + place * third + (8 if place else 0), third - 16, _CHART)
    if shown:
        paper.space(_CHART + 8)


def _exceptions(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    kinds = {code: words(text) for code, text in KINDS.items()}
    rows = [
        (
            kinds[each.kind],
            each.number,
            each.text,
            full_day(words, each.due),
            named(words, Names(each.who, each.who_other)),
        )
        for each in sheet.exceptions[:SHOWN]
    ]  # fmt: skip
    columns = (
        Column(
            words(N_("Matter")),
            tones={text: tones.BAD for code, text in kinds.items() if code not in _WARNINGS},
        ),
        Column(words(N_("No."))),
        Column(words(N_("Subject")), 190, wrap=3),
        Column(words(N_("Due"))),
        Column(words(N_("Responsible")), 80, wrap=6),
    )
    table.titled(paper, words(N_("Exceptions")), Table(columns, rows, empty=words(N_("No exceptions."))))
    more = len(sheet.exceptions) - SHOWN
    if more > 0:
        paper.space(4)
        paper.text(words(N_("{count} more are not shown here; the registers have them."), count=more), SMALL)
    paper.space(6)


def _measures(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    found = _told(sheet)
    paper.heading(words(N_("All measures")), keep=5 * table.FLAT)
    month, year = sheet.month.plus(-1), sheet.month.plus(-12)
    rows = []
    for name, figure in found.items():
        measure = BY_NAME[name]
        said = [
            amount(words, measure.unit, value, sheet.figures.currency)
            for value in (figure.value, figure.target, figure.last_month, figure.last_year)
        ]
        rows.append(
            (
                measure.named(words),
                said[0],
                said[1] if figure.target is not None else "",
                *said[2:],
                behind(words, measure, figure, sheet.figures.currency),
                words.number(figure.missing) if figure.missing else "",
            )
        )
    columns = (
        Column(words(N_("Measure")), 150, wrap=2),
        Column(words(N_("This month")), 70, right=True),
        Column(words(N_("Target")), 56, right=True),
        Column(bare_month(words, month), 66, right=True),
        Column(month_name(words, year), 78, right=True),
        Column(words(N_("Counted")), 76, right=True),
        Column(words(N_("No data")), 52, right=True),
    )
    table.draw(paper, Table(columns, rows))
    paper.space(6)


def _told(sheet: MonthSheet) -> dict[str, Figure]:
    """The measures; those of the stages have a part of their own, where it is printed."""
    apart = "stages" in sheet.chosen
    return {
        name: figure for name, figure in sheet.figures.measures.items() if not (apart and "stage_" in name)
    }


def _definitions(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    paper.heading(words(N_("What the figures mean")))
    told = []
    for name, figure in _told(sheet).items():
        measure = BY_NAME[name]
        parts = [definition(words, measure)]
        if figure.missing and measure.lacking:
            parts.append(
                words(
                    N_("Left out: {lacking} ({count})."), count=figure.missing, lacking=words(measure.lacking)
                )
            )
        if figure.pending:
            parts.append(words(N_("{count} cannot be judged yet."), count=figure.pending))
        told.append((measure.named(words), ("" if words.chinese else " ").join(parts)))
    blocks.entries(paper, told)


def _register(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    table.titled(
        paper,
        words(N_("Work order register")),
        work_order_register.register(words, sheet.orders),
        5 * table.FLAT,
    )


PARTS: dict[str, Callable[[Paper, Words, MonthSheet], None]] = {
    "glance": month_cover.glance,
    "orders": month_work.orders,
    "stages": month_work.stages,
    "complaints": _complaints,
    "lessons": month_parts.lessons,
    "gaps": month_parts.gaps,
    "rounds": month_parts.rounds,
    "calls": month_parts.calls,
    "promises": month_parts.promises,
    "praise": month_parts.praise,
    "tiers": month_work.tiers,
    "fair": month_parts.fair,
    "staff": month_work.staff,
    "committee": month_parts.committee,
    "vendors": month_work.vendors,
    "exceptions": _exceptions,
    "measures": _measures,
    "ahead": month_parts.ahead,
    "expected": month_parts.expected,
    "register": _register,
    "definitions": _definitions,
}
"""What draws each part; services/month_setup.py has their titles and their usual order."""
