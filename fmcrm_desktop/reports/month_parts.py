"""The parts of the month's report that other papers share with it, and those that stand in it alone."""

from __future__ import annotations

from collections import defaultdict

from fmcrm_desktop.model.call import PROMISE_KINDS
from fmcrm_desktop.model.event import KINDS
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.reports import (
    blocks,
    call_statistics,
    committee_month,
    fairness,
    forecast,
    gap_report,
    table,
    workload,
)
from fmcrm_desktop.reports.paper import LABEL, Paper
from fmcrm_desktop.reports.survey_results import points, share
from fmcrm_desktop.reports.table import Column, Table
from fmcrm_desktop.reports.wording import full_day, known, named
from fmcrm_desktop.services.calendar_days import KIND_WORDS
from fmcrm_desktop.services.month_ahead import AheadLine, AheadSheet
from fmcrm_desktop.services.month_parts import Lesson, MonthParts
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.promise_ledger import Kept
from fmcrm_desktop.services.sheets import Head, Names

_TOLD = MonthParts()
_KINDS = {**KINDS, **PROMISE_KINDS}


def lessons(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """What was learned from the complaints that were settled."""
    told = _parts(sheet).lessons
    if told is None:
        return
    paper.heading(words(N_("What we learned and changed")))
    # one change answers many complaints: it is told once, with the matters it came of
    apart: dict[str, list[Lesson]] = defaultdict(list)
    for lesson in told:
        apart[lesson.lesson].append(lesson)
    columns = (
        Column(words(N_("What we changed")), 150, wrap=6),
        Column(words(N_("Complaints")), right=True),
        Column(words(N_("Subject")), 120, wrap=4),
        Column(words(N_("No.")), 150, wrap=8),
    )
    rows = [
        (said, words.number(len(each)), ("；" if words.chinese else "; ").join({it.subject: 0 for it in each}),
         " ".join(it.number for it in each))
        for said, each in sorted(apart.items(), key=lambda pair: -len(pair[1]))
    ]  # fmt: skip
    empty = words(N_("No complaint was settled with a lesson in this month."))
    table.draw(paper, Table(columns, rows, empty=empty))
    paper.space(6)


def gaps(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The gap report of the month and the two before it."""
    told = _parts(sheet).gaps
    if told is not None:
        with paper.part(words(N_("Service gaps")), keep=gap_report.HIGH):
            gap_report.body(paper, words, told)


def rounds(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The answers to questionnaires that came in the month."""
    told = _parts(sheet).rounds
    if told is None:
        return
    columns = (
        Column(words(N_("Round")), 70, wrap=4),
        Column(words(N_("Forms back")), 30, right=True),
        Column(words(N_("Expected")), 30, right=True),
        Column(words(N_("Perceived")), 30, right=True),
        Column(words(N_("Gap")), 30, right=True),
        Column(words(N_("Mean")), 30, right=True),
        Column(words(N_("Satisfied")), 30, right=True),
    )
    rows = [
        (
            named(words, each.name),
            words.number(each.back),
            *(points(words, it) for it in (sums.mean_expected, sums.mean_perceived, sums.gap, sums.mean)),
            share(words, sums.satisfaction),
        )
        for each in told
        for sums in (each.sums,)
    ]
    table.titled(
        paper,
        words(N_("What customers answered")),
        Table(columns, rows, empty=words(N_("No form came back in this month."))),
    )
    paper.space(6)


def calls(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The month's calls."""
    told = _parts(sheet).calls
    if told is not None:
        with paper.part(words(N_("Calls"))):
            call_statistics.body(paper, words, told)


def committee(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """What was settled with the owners' committee, and what it waits for."""
    told = _parts(sheet).committee
    if told is not None:
        with paper.part(words(N_("Owners' committee")), keep=150):
            committee_month.body(paper, words, told)


def fair(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """Twelve months by customer tier and by building; nothing where there is nothing to compare."""
    told = _parts(sheet).fair
    if told is not None and max(len(told.tiers), len(told.buildings)) > 1 and told.all.orders:
        with paper.part(words(N_("Fair service")), keep=120):
            fairness.body(paper, words, told)


def promises(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The promises whose moment fell in the month, by kind and by who gave them."""
    told = _parts(sheet).promises
    if told is None:
        return
    paper.heading(words(N_("Promises")), keep=4 * table.FLAT)
    titles = (N_("Kept when promised"), N_("Kept late"), N_("Not kept"), N_("Not due yet"), N_("Taken back"))
    columns = (
        Column(words(N_("Kind")), 60),
        *(Column(words(title), 30, right=True) for title in titles),
        Column(words(N_("In time")), 30, right=True),
    )

    def row(name: str, kept: Kept) -> tuple[str, ...]:
        counts = (kept.count(state) for state in ("kept", "late", "overdue", "open", "dropped"))
        return (name, *(words.number(count) for count in counts), words.percent(kept.share))

    rows = [row(words(PROMISE_KINDS[each.name]), each) for each in told.kinds]
    total = row(words(N_("Total")), told.all) if rows else ()
    empty = words(N_("No promise was due in this month."))
    table.draw(paper, Table(columns, rows, total, empty=empty))
    given = [
        row(named(words, Names(each.name, each.other_name)) or words(N_("Nobody in particular")), each)
        for each in told.staff
    ]
    if given:
        paper.space(6)
        paper.need(2 * table.FLAT)
        table.draw(paper, Table((Column(words(N_("Staff")), 60, wrap=4), *columns[1:]), given))
    paper.space(6)


def praise(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The commendations, in the customers' own words."""
    told = _parts(sheet).praise
    if told is None:
        return
    columns = (
        Column(words(N_("No."))),
        Column(words(N_("Received on"))),
        Column(words(N_("Whom it praises")), 60, wrap=4),
        Column(words(N_("Building")), 50, wrap=4),
        Column(words(N_("In their own words")), 170, wrap=4),
    )
    rows = [
        (
            each.number,
            full_day(words, each.received),
            named(words, Names(each.staff, each.staff_other)) or words(N_("The office")),
            named(words, each.building),
            each.own_words,
        )
        for each in told
    ]
    table.titled(
        paper,
        words(N_("Commendations")),
        Table(columns, rows, empty=words(N_("Nobody praised us in this month."))),
    )
    paper.space(6)


def ahead(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The work and the calendar of the month to come."""
    told = _parts(sheet)
    if told.ahead is None and told.entries is None:
        return
    rows = len(told.ahead.lines) if told.ahead is not None else 0
    paper.heading(words(N_("The month to come")), keep=110 + min(rows, 20) * table.FLAT)
    if told.entries is not None:
        counted = [
            words(N_("{kind} {count}"), count=words.number(count), kind=words(_KINDS.get(kind, kind)))
            for kind, count in told.entries
        ]
        said = words.listed(counted) if counted else words(N_("Nothing is on the calendar yet."))
        blocks.entry(paper, words(N_("On the calendar")), said)
        paper.space(6)
    if told.dated is not None and told.dated.lines:
        _dated(paper, words, sheet.head, told.dated)
    if told.ahead is not None:
        workload.body(paper, words, told.ahead)


def _dated(paper: Paper, words: Words, head: Head, told: AheadSheet) -> None:
    """What concerns the whole office, day by day."""
    columns = (
        Column(words(N_("When")), 74),
        Column(words(N_("Kind")), 70, wrap=2),
        Column(words(N_("What")), 190, wrap=3),
        Column(words(N_("Where")), 70, wrap=2),
        Column(words(N_("Responsible")), 70, wrap=2),
    )
    rows = []
    for each in told.lines:
        title = suiting(known(words, head, each.title), each.other_title, words)
        what = " ".join(part for part in (each.number, title) if part)
        who = known(words, head, *each.staff)
        rows.append(
            (_when(words, each), words(KIND_WORDS[each.kind]), what, known(words, head, each.where), who)
        )
    table.draw(paper, Table(columns, rows))
    if told.count > len(told.lines):
        paper.text(words(N_("{count} more stand on the agenda."), count=told.count - len(told.lines)), LABEL)
    paper.space(6)


def _when(words: Words, line: AheadLine) -> str:
    first = words.short_date(line.day)
    if line.starts is not None:
        return f"{first} {words.time(line.starts)}"
    return first if line.day == line.until_day else f"{first} – {words.short_date(line.until_day)}"


def expected(paper: Paper, words: Words, sheet: MonthSheet) -> None:
    """The work that the month to come is expected to bring."""
    told = _parts(sheet).expected
    if told is not None:
        paper.heading(words(N_("Work expected")), keep=110 + len(told.weeks) * table.FLAT)
        forecast.body(paper, words, told)


def _parts(sheet: MonthSheet) -> MonthParts:
    return sheet.parts or _TOLD
