"""A report of one's own on paper: its filters in words, the chart on top, groups with their rows and figures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from fmcrm_desktop.model import report_words
from fmcrm_desktop.model.own_report import CHOICE, DATES, FIGURES, TICK
from fmcrm_desktop.model.report_answer import Answer, Line, Row, Shown
from fmcrm_desktop.model.report_words import condition_said, group_said, heading, said
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import charts, table
from fmcrm_desktop.reports.list_print import WIDE
from fmcrm_desktop.reports.options import Titled
from fmcrm_desktop.reports.paper import ENTRY, SMALL, Paper, Printing, Size, Type, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services.own_reports import Sheet
from fmcrm_desktop.services.sheets import Names

SUMS = Type(8.5, 13, bold=True)
CHART = 150.0
SHORT = 14
"""Words up to so many characters need no room of their own."""
EMPTY = N_("Nothing fits the filters. Take one out, or choose a longer period.")
_SNUG = (*FIGURES, *DATES, CHOICE, TICK)


def suiting(size: Size, sheet: Sheet) -> Size:
    """The sheet as it is, or laid across where the columns ask for it."""
    answer = sheet.answer
    wide = max(len(answer.columns), len(answer.groups[-1:]) + len(answer.totals))
    return Size(size.name, size.height, size.width) if wide > WIDE else size


def draw(sheet: Sheet, given: Titled, words: Words, printing: Printing) -> None:
    """Print the report."""
    answer = sheet.answer
    title = words(given.name) if given.marked else named(words, Names(given.name, given.other_name))
    counted = words(N_("{count} rows"), count=words.number(answer.whole.count))
    with opened(printing, letterhead(words, sheet.head, title, counted)) as paper:
        for condition, shown in zip(answer.definition.conditions, sheet.conditions, strict=True):
            paper.text(condition_said(condition, shown, words), SMALL)
        paper.space(8)
        if not answer.whole.count:
            paper.text(words(EMPTY), ENTRY)
            return
        _chart(paper, answer, words)
        if answer.columns:
            _rows(paper, answer, words)
        elif answer.groups:
            _lines(paper, answer, words)
        if answer.columns or answer.levels or not answer.groups:
            paper.space(4)
            _sums(paper, words(N_("All")), answer.whole, answer, words)


def _chart(paper: Paper, answer: Answer, words: Words) -> None:
    chart = report_words.chart(answer, words)
    if chart is None:
        return
    height = 24 + 16.0 * len(chart.labels) if chart.across else CHART
    height = min(height, paper.room() - 40)
    charts.draw(paper, chart, paper.left, paper.width, height)
    paper.space(height + 14)


def _values(answer: Answer, values: Sequence[object], words: Words) -> list[str]:
    return [
        group_said(value, shown, words, answer.currency)
        for value, shown in zip(values, answer.groups, strict=False)
    ]


def _figures(answer: Answer, line: Line, words: Words) -> list[str]:
    return [
        said(value, shown, words, answer.currency)
        for value, shown in zip(line.figures, answer.totals, strict=True)
    ]


def _sums(paper: Paper, of: str, line: Line, answer: Answer, words: Words) -> None:
    """The figures of a group in a line of their own."""
    parts = [
        words(N_("{name}: {value}"), name=heading(shown, words), value=value or "—")
        for shown, value in zip(answer.totals, _figures(answer, line, words), strict=True)
    ]
    if parts:
        paper.text(joined(of, *parts), SUMS)


# rows within their groups


def _rows(paper: Paper, answer: Answer, words: Words) -> None:
    by_group: Mapping[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in answer.rows:
        by_group[row.group].append(row)
    if not answer.groups:
        table.draw(paper, _table(answer, answer.rows, words))
        return
    for at, line in enumerate(answer.lines):
        name = joined(*_values(answer, line.values, words))
        table.titled(paper, name, _table(answer, by_group[line.key], words))
        paper.space(3)
        _sums(paper, "", line, answer, words)
        _outer(paper, at, answer, words)


def _outer(paper: Paper, at: int, answer: Answer, words: Words) -> None:
    """The figures of each outer group that ends with this line."""
    line = answer.lines[at]
    following = answer.lines[at + 1].key if at + 1 < len(answer.lines) else ()
    for depth in range(len(answer.levels), 0, -1):
        if line.key[:depth] != following[:depth]:
            outer = answer.levels[depth - 1][line.key[:depth]]
            _sums(paper, joined(*_values(answer, outer.values, words)), outer, answer, words)


def _table(answer: Answer, rows: Sequence[Row], words: Words) -> Table:
    cells = [
        tuple(
            said(cell, shown, words, answer.currency)
            for cell, shown in zip(row.cells, answer.columns, strict=True)
        )
        for row in rows
    ]
    return Table(tuple(_column(at, shown, words, answer) for at, shown in enumerate(answer.columns)), cells)


def _column(at: int, shown: Shown, words: Words, answer: Answer) -> Column:
    """Figures, days, choices and short words are not cut; long ones share the room that is left."""
    longest = max((len(str(row.cells[at] or "")) for row in answer.rows), default=0)
    share = 0 if shown.kind in _SNUG or longest <= SHORT else 2
    return Column(heading(shown, words), share, shown.kind in FIGURES, wrap=6 if share else 1)


# groups alone


def _lines(paper: Paper, answer: Answer, words: Words) -> None:
    if not answer.levels:
        table.draw(paper, _grouped(answer, answer.lines, answer.whole, words))
        return
    start = 0
    outer = len(answer.groups) - 1
    for at, line in enumerate(answer.lines):
        last = at + 1 == len(answer.lines) or answer.lines[at + 1].key[:outer] != line.key[:outer]
        if not last:
            continue
        within = answer.levels[-1][line.key[:outer]]
        table.titled(
            paper,
            joined(*_values(answer, line.values[:outer], words)),
            _grouped(answer, answer.lines[start : at + 1], within, words),
        )
        start = at + 1
        if outer > 1 and (start == len(answer.lines) or answer.lines[start].key[:1] != line.key[:1]):
            first = answer.levels[0][line.key[:1]]
            paper.space(3)
            _sums(paper, joined(*_values(answer, first.values, words)), first, answer, words)


def _grouped(answer: Answer, lines: Sequence[Line], sums: Line, words: Words) -> Table:
    """The innermost groups with their figures, and what they come to."""
    group = answer.groups[-1]
    columns = (
        Column(heading(group, words), 2, wrap=2),
        *(Column(heading(each, words), right=True) for each in answer.totals),
    )
    rows = [
        (group_said(line.values[-1], group, words, answer.currency), *_figures(answer, line, words))
        for line in lines
    ]
    return Table(columns, rows, total=(words(N_("Total")), *_figures(answer, sums, words)))
