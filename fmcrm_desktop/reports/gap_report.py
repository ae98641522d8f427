"""The gap report on paper: twelve months as a chart, three months by building and category, causes and plans."""

from __future__ import annotations

from fmcrm_desktop.model.chart import Chart, Series
from fmcrm_desktop.model.complaint import CRITERIA, GAPS
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import charts, table
from fmcrm_desktop.reports.options import Options
from fmcrm_desktop.reports.paper import BODY, Paper, Printing, joined, opened
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import letterhead, named
from fmcrm_desktop.services import gaps
from fmcrm_desktop.services.gaps.board import Board
from fmcrm_desktop.services.gaps.paper import GapSheet
from fmcrm_desktop.services.gaps.plans import RESULTS, PlanRow
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.sheets import Names

HIGH = 150


def ask(office: Office, options: Options) -> GapSheet:
    """Of the month chosen, or of the present one."""
    return office.ask(gaps.paper, options.month)


def draw(sheet: GapSheet, words: Words, printing: Printing) -> None:
    """Print the report."""
    first, last = (words.month(month.year, month.month) for month in (sheet.first, sheet.last))
    with opened(printing, letterhead(words, sheet.head, N_("Gap report"), f"{first} – {last}")) as paper:
        body(paper, words, sheet)


def body(paper: Paper, words: Words, sheet: GapSheet) -> None:
    """What stands below the title, here and in the month's report."""
    _year(paper, words, sheet.year)
    _board(paper, words, sheet.buildings, N_("By building"), N_("No building"))
    _board(paper, words, sheet.categories, N_("By category"), N_("No category"))
    _further(paper, words, sheet.further)
    _shown(paper, words, sheet.shown)
    _causes(paper, words, sheet)
    _plans(paper, words, sheet)


def _year(paper: Paper, words: Words, year: Board) -> None:
    if not year.rows or not any(row.total for row in year.rows):
        paper.text(words(N_("No complaint was received in these twelve months.")), BODY)
        return
    bars = tuple(
        Series(words(said), tuple(float(row.counts[at]) for row in year.rows))
        for at, said in enumerate(GAPS.values())
    )
    labels = tuple(str(row.key)[2:] for row in year.rows)
    chart = Chart(words(N_("Complaints by gap, the last 12 months")), labels, bars, stacked=True)
    charts.draw(paper, chart, paper.left, paper.width, HIGH)
    paper.space(HIGH + 12)


def _board(paper: Paper, words: Words, board: Board, title: str, unset: str) -> None:
    paper.heading(words(title), keep=4 * table.FLAT)
    if not board.rows:
        paper.text(words(N_("No complaint was received in this period.")), BODY)
        return
    titles = [words(said) for said in (*GAPS.values(), N_("Not judged yet"), N_("Total"))]
    columns = (Column("", 40, wrap=4), *(Column(said, right=True) for said in titles))
    rows = [
        (words(unset) if row.key is None else named(words, Names(row.name, row.other_name)),
         *(words.number(count) for count in (*row.counts, row.total)))
        for row in board.rows
    ]  # fmt: skip
    totals = board.totals
    total = (words(N_("Total")), *(words.number(count) for count in (*totals, sum(totals))))
    table.draw(paper, Table(columns, rows, total))
    paper.space(8)


def _further(paper: Paper, words: Words, counts: tuple[int, ...]) -> None:
    """Gaps that complaints named besides their main one, which the tables count alone."""
    if not any(counts):
        return
    said = [
        f"{words(name)} {words.number(count)}"
        for name, count in zip(GAPS.values(), counts, strict=False)
        if count
    ]
    paper.text(words(N_("Named besides the main gap: {gaps}"), gaps=joined(*said)), BODY)
    paper.space(8)


def _shown(paper: Paper, words: Words, board: Board) -> None:
    """What was ticked in the complaints, most often first."""
    if board.rows:
        said = joined(*(f"{words(row.name)} {words.number(row.total)}" for row in board.rows))
        paper.text(words(N_("How it showed: {signs}"), signs=said), BODY)
        paper.space(8)


def _causes(paper: Paper, words: Words, sheet: GapSheet) -> None:
    columns = (
        Column(""), Column(words(N_("Category")), 30, wrap=4), Column(words(N_("Gap")), 16),
        Column(words(N_("Building")), 24, wrap=4),
        Column(words(N_("Complaints")), right=True), Column(words(N_("Grave")), right=True),
        Column(words(N_("At risk of leaving")), right=True),
    )  # fmt: skip
    rows = [
        (str(place), named(words, Names(cause.category, cause.category_other)), words(GAPS[cause.gap]),
         named(words, Names(cause.building, cause.building_other)),
         words.number(cause.count), words.number(cause.grave), words.number(cause.risky))
        for place, cause in enumerate(sheet.causes, 1)
    ]  # fmt: skip
    empty = words(N_("Nothing happened twice in this period."))
    table.titled(paper, words(N_("What to fix first")), Table(columns, rows, empty=empty))
    paper.space(8)


def _plans(paper: Paper, words: Words, sheet: GapSheet) -> None:
    columns = (
        Column(words(N_("Gap")), 22, wrap=2), Column(words(N_("What we do about it")), 40, wrap=4),
        Column(words(N_("Responsible")), 18, wrap=4), Column(words(N_("Measured before")), right=True),
        Column(words(N_("Target")), right=True), Column(words(N_("Measured after")), right=True),
        Column(words(N_("Result")), 22, wrap=3),
    )  # fmt: skip
    rows = []
    for plan in sheet.plans:
        figures = (_figure(plan, value, words) for value in (plan.before, plan.target, plan.after))
        who = named(words, Names(plan.responsible, plan.responsible_other))
        rows.append((_about(plan, words), plan.text, who, *figures, words(RESULTS[plan.result])))
    told = Table(columns, rows, empty=words(N_("No plan is made yet.")))
    table.titled(paper, words(N_("Plans to close gaps")), told)


def _about(plan: PlanRow, words: Words) -> str:
    said = words(GAPS.get(plan.gap) or CRITERIA[plan.criterion])
    building = named(words, Names(plan.building, plan.building_other))
    return joined(said, building)


def _figure(plan: PlanRow, value: int | None, words: Words) -> str:
    if value is None:
        return "—"
    return words.number(value / 1000, 2) if plan.criterion else words.number(value)
