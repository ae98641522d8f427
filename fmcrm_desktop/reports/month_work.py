"""The parts of the month's report about the work: by category with its cost, by territory, stage and customer tier."""

from __future__ import annotations

from collections.abc import Iterable

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.complaint import STATES as COMPLAINT_STATES
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import OPEN, STATES
from fmcrm_desktop.reports import charts, table
from fmcrm_desktop.reports.paper import LABEL, Paper
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import amount, bare_month, named, short_month
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.vended import VENDED
from fmcrm_desktop.services.month_parts import ADDED, STAFFED, TIERED
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.sheets import CategoryRow

HIGH = 128.0
WIDE = {"commendations": 80}
"""Columns of the staff's table whose heading is one long word."""
_SIDE = 0.44
"""The chart's part of the width; the table beside it has the rest."""


def orders(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """Twelve months as a chart, and this one by category; then by territory."""
    if not (sheet.categories or any(point.orders_new or point.orders_late for point in sheet.history)):
        paper.heading(words(N_("Work orders")), keep=2 * table.FLAT)
        paper.text(words(N_("No work order was received in these twelve months.")), LABEL)
        paper.space(6)
        return
    height = min(max(HIGH, (len(sheet.categories) + 2) * table.FLAT), 2 * HIGH)
    paper.heading(words(N_("Work orders")), keep=height)
    chart = Chart(
        "",
        tuple(short_month(words, point.month) for point in sheet.history),
        bars=(Series(words(N_("Orders received")), tuple(point.orders_new for point in sheet.history)),),
        lines=(Series(words(N_("Done late")), tuple(point.orders_late for point in sheet.history)),),
    )
    left = paper.width * _SIDE
    charts.draw(paper, chart, paper.left, left - 14, height)
    top, page = paper.y, paper.page
    flow = sheet.figures.orders
    total = (flow.received, flow.resolved, sum(row.late for row in sheet.categories))
    told = _by(words, sheet.categories, sheet, (N_("Category"), N_("No category")), total)
    table.draw(paper, told, paper.left + left, paper.width - left)
    paper.y = min(paper.y, top - height) if paper.page == page else paper.y
    paper.space(6)
    if sheet.territories:
        paper.need((len(sheet.territories) + 2) * table.FLAT)
        table.draw(paper, _by(words, sheet.territories, sheet, (N_("Territory"), N_("In no territory"))))
        paper.space(6)


def _by(
    words: Words,
    rows: Iterable[CategoryRow],
    sheet: MonthSheet,
    said: tuple[str, str],
    total: tuple[int, int, int] | None = None,
) -> Table:
    """Came in, done, late and, where it may be seen, cost; ``said`` names the first column and what is in none."""
    title, none = said
    rows = tuple(rows)
    costs = [row.cost for row in rows if row.cost is not None]
    columns = [
        Column(words(title), 120, wrap=4),
        Column(words(N_("Came in")), 38, right=True),
        Column(words(N_("Done")), 30, right=True),
        Column(words(N_("Late")), 30, right=True),
    ]
    if costs:
        columns.append(Column(words(N_("Cost")), right=True))

    def line(name: str, counts: Iterable[int], cost: int | None) -> tuple[str, ...]:
        spent = (amount(words, "money", cost, sheet.figures.currency),) if costs else ()
        return (name, *map(words.number, counts), *spent)

    lines = [
        line(named(words, row.category) or words(none), (row.new, row.done, row.late), row.cost)
        for row in rows
    ]
    closing = line(words(N_("Total")), total, sum(costs)) if total is not None else ()
    return Table(tuple(columns), lines, closing)


def stages(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The mean working time in each state of what was settled in the month, and in the month before."""
    paper.heading(words(N_("Time in each stage")), keep=6 * table.FLAT)
    settled = False
    for title, counted, states, said, name in (
        (N_("Work orders done"), N_("Work orders"), OPEN, STATES, "stage"),
        (N_("Complaints resolved"), N_("Complaints"), OPEN_COMPLAINT, COMPLAINT_STATES, "complaint_stage"),
    ):
        figures = [(state, sheet.figures.measures.get(f"{name}_{state}")) for state in states]
        unit = BY_NAME[f"{name}_{states[0]}"].unit
        columns = (
            Column(words(title), 120),
            Column(words(N_("Working time, mean")), 60, right=True),
            Column(bare_month(words, sheet.month.plus(-1)), 60, right=True),
            Column(words(counted), 40, right=True),
        )
        rows = [
            (
                words(said[state]),
                amount(words, unit, figure.value),
                amount(words, unit, figure.last_month),
                words.number(figure.denominator or 0),
            )
            for state, figure in figures
            if figure is not None and (figure.denominator or figure.last_month is not None)
        ]
        if rows:
            settled = True
            paper.need((len(rows) + 1) * table.FLAT)
            table.draw(paper, Table(columns, rows))
            paper.space(8)
    how = N_("In working time, from one change of state to the next.")
    paper.text(words(how if settled else N_("Nothing was settled in these two months.")), LABEL)
    paper.space(6)


def tiers(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """Whether customers of every tier are served alike."""
    told = sheet.parts.tiers if sheet.parts is not None else None
    if not told:
        return
    measures = [BY_NAME[name] for name in TIERED]
    columns = (
        Column(words(N_("Customer tier")), 60),
        Column(words(N_("Fell due")), 36, right=True),
        *(Column(each.named(words), 60, right=True) for each in measures),
    )
    rows = [
        (
            words(TIERS[row.tier]) if row.tier in TIERS else words(N_("No tier")),
            words.number(row.due),
            *(
                amount(words, each.unit, value, sheet.figures.currency)
                for each, value in zip(measures, row.values, strict=True)
            ),
        )
        for row in told
    ]
    table.titled(
        paper, words(N_("Service by customer tier")), Table(columns, rows), (len(told) + 2) * table.FLAT
    )
    paper.space(6)


def staff(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """What each member of staff did and how it was received; for those alone who may see the figures of all."""
    told = sheet.parts.staff if sheet.parts is not None else None
    if told is None:
        return
    measures = [BY_NAME[name] for name in STAFFED]
    columns = (
        Column(words(N_("Staff")), 100, wrap=6),
        Column(words(N_("Work orders done")), 56, right=True),
        *(Column(each.named(words), WIDE.get(each.name, 62), right=True) for each in measures[1:]),
    )
    rows = [
        (
            named(words, row.name),
            *(
                words.number(value or 0) if each.name in ADDED else amount(words, each.unit, value)
                for each, value in zip(measures, row.values, strict=True)
            ),
        )
        for row in told
    ]
    table.titled(
        paper,
        words(N_("Members of staff")),
        Table(columns, rows, empty=words(N_("There is nothing to tell of anybody."))),
        (min(len(told), 20) + 2) * table.FLAT,
    )
    paper.space(6)


def vendors(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """What vendors did, beside how well they did it and what it cost."""
    told = sheet.parts.vendors if sheet.parts is not None else None
    if not told:
        return
    paper.heading(words(N_("Vendors")), keep=(len(told) + 2) * table.FLAT)
    measures = [BY_NAME[name] for name in VENDED]
    costs = any(row.cost is not None for row in told)
    columns = [
        Column(words(N_("Vendor")), 70, wrap=4),
        Column(words(N_("Done")), 36, right=True),
        Column(words(N_("Of all work")), 46, right=True),
        *(Column(each.named(words), 78, right=True) for each in measures),
    ]
    if costs:
        columns.append(Column(words(N_("Cost")), right=True))
    rows = [
        (
            named(words, row.name),
            words.number(row.done),
            words.percent(row.share),
            *(amount(words, each.unit, value) for each, value in zip(measures, row.values, strict=True)),
            *((amount(words, "money", row.cost, sheet.figures.currency),) if costs else ()),
        )
        for row in told
    ]
    table.draw(paper, Table(tuple(columns), rows))
    paper.space(6)
