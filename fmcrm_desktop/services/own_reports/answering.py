"""Running a report: first rows and groups for the screen, everything for paper and files, what a column holds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import func, select

from fmcrm_desktop.model.field import unkept
from fmcrm_desktop.model.money import portion
from fmcrm_desktop.model.own_report import COMPARISONS, DATES, FIGURES, MONEY, NAMED, TEXT, Definition
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.report_answer import Answer, Line, Row, Shown
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_reports import keyed
from fmcrm_desktop.services.own_reports.declared import Column, written
from fmcrm_desktop.services.own_reports.keyed import Checked, checked, columns_of, scope_of
from fmcrm_desktop.services.own_reports.statements import Grouped, Statements
from fmcrm_desktop.services.own_reports.subjects import SUBJECTS
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work, stream

FIRST_ROWS, FIRST_LINES = 50, 200
ON_PAPER, LINES_ON_PAPER = 20_000, 5_000
OFFERED = 30

T = TypeVar("T")


@dataclass(frozen=True)
class SubjectShown:
    """A subject with the columns that the person may see; ``starts`` are those of a new report."""

    name: str
    title: str
    columns: tuple[Shown, ...]
    starts: tuple[str, ...]
    opens: str


@dataclass(frozen=True)
class Sheet:
    """A report for paper: under whose head, what it answers."""

    head: Head
    answer: Answer
    conditions: tuple[Shown, ...]
    """The columns of the filters, one for each."""


@needs("report.read")
def subjects(work: Work) -> tuple[SubjectShown, ...]:
    """All subjects that the person may report on."""
    return tuple(
        SubjectShown(
            each.name, each.title, tuple(shown(column) for column in columns_of(work, each).values()), each.starts,
            each.opens,
        )
        for each in SUBJECTS.values() if work.who.may(each.right)
    )  # fmt: skip


@needs("report.read")
def preview(work: Work, definition: Definition) -> Answer:
    """The first groups and rows, and the figures of all. Raises Refusal for a definition that cannot be."""
    return _answer(work, definition, FIRST_LINES, FIRST_ROWS)


@needs("report.read")
def sheet(work: Work, definition: Definition) -> Sheet:
    """Everything for paper; raises Refusal for more than anybody would read."""
    answer = _answer(work, definition, LINES_ON_PAPER, ON_PAPER)
    if answer.more_lines or (definition.columns and answer.whole.count > ON_PAPER):
        raise Refusal(
            N_("{count} rows are too many for paper. Add a filter, or leave the columns out and print the groups."),
            count=answer.whole.count,
        )  # fmt: skip
    seen = columns_of(work, SUBJECTS[definition.subject])
    return Sheet(head(work), answer, tuple(shown(seen[one.column]) for one in definition.conditions))


@dataclass(frozen=True)
class Flowing:
    """A report for a file: the answer's columns, and rows as they are walked inside the question. With columns the
    groups stand before them in each row; without, a row is a group with its figures."""

    answer: Answer
    header: tuple[Shown, ...]
    rows: Iterator[tuple[object, ...]]
    count: int


@needs("export.run")
def through(work: Work, definition: Definition, to: Callable[[Flowing], T]) -> T:
    """Hand the whole report to ``to``; what it gives back is given back."""
    answer = _answer(work, definition, None, 0)
    if not definition.columns:
        lines = answer.lines if definition.groups else (answer.whole,)
        made = ((*line.values, *line.figures) for line in lines)
        return to(Flowing(answer, (*answer.groups, *answer.totals), made, len(lines)))
    statements = _statements(work, checked(work, definition))[0]
    before = [at for at, group in enumerate(definition.groups) if group.column not in definition.columns]
    header = (*(answer.groups[at] for at in before), *answer.columns)
    rows = (
        (*(values[at] for at in before), *row.cells)
        for some in stream(work, statements.rows())
        for row, values in (_row(statements, plain) for plain in some)
    )
    return to(Flowing(answer, header, rows, answer.whole.count))


@needs("report.read")
def values(work: Work, subject: str, key: str, text: str) -> list[str]:
    """What a column of words holds and the typed text is part of, for picking a filter's value."""
    declared = keyed.subject_of(work, subject)
    it = Checked(Definition(subject), declared, columns_of(work, declared))
    column = keyed.column_of(it, key)
    if column.kind not in (TEXT, NAMED) or unkept(text):
        return []
    statements, scope = Statements(it, scope_of(work), ""), scope_of(work)
    sides = [written(side, scope) for side in (column.sql, column.other) if side is not None]
    found: set[str] = set()
    for side in sides:
        some = statements.source(side.label("value")).where(side != "", side.icontains(text, autoescape=True))
        inner = some.limit(5_000).subquery()
        found.update(work.column(select(inner.c.value).distinct().order_by(inner.c.value).limit(OFFERED)))
    return sorted(found)[:OFFERED]


@dataclass(frozen=True)
class Usage:
    """How many records of a subject have a field filled in."""

    column: Shown
    filled: int
    of: int


@needs("report.read")
def usage(work: Work, subject: str) -> tuple[Usage, ...]:
    """Every field of a subject with how often it is filled in, in one walk over the records."""
    declared = keyed.subject_of(work, subject)
    it = Checked(Definition(subject), declared, columns_of(work, declared))
    statements, scope = Statements(it, scope_of(work), ""), scope_of(work)
    counted = [column for column in it.columns.values() if "empty" in COMPARISONS[column.kind]]
    named = [written(column.sql, scope).label(f"f{at}") for at, column in enumerate(counted)]
    of = statements.source(*named).subquery("source").c
    figures = [
        func.count(of[f"f{at}"] if column.kind in (*FIGURES, *DATES) else func.nullif(of[f"f{at}"], ""))
        for at, column in enumerate(counted)
    ]
    row = work.row(select(func.count(), *figures))
    whole, *filled = row if row is not None else (0, *(0 for _ in counted))
    return tuple(Usage(shown(column), n, whole) for column, n in zip(counted, filled, strict=True))


def _statements(work: Work, it: Checked) -> tuple[Statements, str]:
    currency = str(settings.get(work, "office.currency"))
    return Statements(it, scope_of(work), currency), currency


def _answer(work: Work, definition: Definition, most_lines: int | None, most_rows: int) -> Answer:
    it = checked(work, definition)
    statements, currency = _statements(work, it)
    every = work.rows(statements.lines(0))[0]
    shares = every[1::2]
    whole = _line(it, [], every, shares)
    depth = len(definition.groups)
    lines: list[Line] = []
    levels: list[Mapping[tuple[object, ...], Line]] = []
    if depth:
        chosen = statements.lines(depth)
        limited = chosen if most_lines is None else chosen.limit(most_lines + 1)
        lines = [_line(it, statements.groups, row, shares) for row in work.rows(limited)]
        for level in range(1, depth):
            outer = statements.groups[:level]
            some = (_line(it, outer, row, shares) for row in work.rows(statements.lines(level)))
            levels.append({line.key: line for line in some})
    rows: list[Row] = []
    if definition.columns and most_rows:
        rows = [_row(statements, row)[0] for row in work.rows(statements.rows().limit(most_rows))]
    return Answer(
        definition, tuple(shown(it.columns[key]) for key in definition.columns), _groups(it), _totals(it), currency,
        whole, tuple(lines[:most_lines]), most_lines is not None and len(lines) > most_lines, tuple(levels),
        tuple(rows), it.subject.opens,
    )  # fmt: skip


def shown(column: Column, step: str = "", total: str = "") -> Shown:
    """A column as a report shows it."""
    return Shown(
        column.key, column.title, column.kind, column.words, column.scale, column.other_title, step, total
    )


def _groups(it: Checked) -> tuple[Shown, ...]:
    found = []
    for group in it.definition.groups:
        column = it.columns[group.column]
        found.append(shown(column, (group.step or "day") if column.kind in DATES else ""))
    return tuple(found)


def _totals(it: Checked) -> tuple[Shown, ...]:
    rows = Column("", "", "number", None)
    return tuple(
        shown(it.columns[total.column] if total.column else rows, total=total.kind)
        for total in it.definition.totals
    )


def _taken(
    groups: Sequence[Grouped], it: Checked, parts: Sequence[Any]
) -> tuple[list[object], list[object], int]:
    """Values and keys of the groups from a row's first parts, and how many parts that were."""
    found: list[object] = []
    keys: list[object] = []
    at = 0
    for group, asked in zip(groups, it.definition.groups, strict=False):
        value, *more = parts[at : at + len(group.parts)]
        other = more[0] if group.other is not None else None
        same = more[1 if group.other is not None else 0] if group.same is not None else None
        named = it.columns[asked.column].kind == NAMED
        found.append((value or "", other or "") if named else value)
        keys.append(value if same is None else same)
        at += len(group.parts)
    return found, keys, at


def _line(it: Checked, groups: Sequence[Grouped], row: Sequence[Any], shares: Sequence[Any]) -> Line:
    """A line of a statement; ``shares`` are what the shares are parts of."""
    found, keys, at = _taken(groups, it, row)
    count = int(row[at])
    figures: list[object] = []
    for number, total in enumerate(it.definition.totals):
        one, of = row[at + 1 + 2 * number], row[at + 2 + 2 * number]
        kind = it.columns[total.column].kind if total.column else ""
        if total.kind == "share":
            figures.append(_share(one, shares[number]))
        else:
            figures.append(_figure(total.kind, kind, one, of))
    return Line(tuple(found), tuple(keys), count, tuple(figures))


def _share(part: Any, whole: Any) -> float | None:
    return float(part) / float(whole) if part is not None and whole else None


def _figure(total: str, kind: str, one: Any, count: int) -> object:
    if one is None or kind in DATES or total in ("count", "filled"):
        return one
    if total == "mean":
        return portion(int(one), 1, count) if kind == MONEY else float(one) / count
    return one if kind == "decimal" else int(one)


def _row(statements: Statements, row: Sequence[Any]) -> tuple[Row, list[object]]:
    it = statements.it
    found, keys, at = _taken(statements.groups, it, row[1:])
    cells: list[object] = []
    at += 1
    for key in it.definition.columns:
        column = it.columns[key]
        wide = len(statements.cell(column))
        cells.append((row[at] or "", row[at + 1] or "") if wide == 2 else row[at])
        at += wide
    return Row(row[0], tuple(keys), tuple(cells)), found
