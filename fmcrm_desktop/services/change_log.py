"""The change log: who changed what and when, with the value before and after, as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, String, func, select

from fmcrm_desktop.model import tables  # noqa: F401  whatever the log names must be known here
from fmcrm_desktop.model.base import Base, Moment, Record
from fmcrm_desktop.model.committee import CommitteeMeeting, Decision
from fmcrm_desktop.model.field import fields_of
from fmcrm_desktop.model.keeping import Audit, Deed, Document
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar.forms import REMIND
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.change_settings import SETTINGS
from fmcrm_desktop.services.change_values import (
    AMOUNTS,
    POINTS,
    STRUCTURED,
    WEIGHTS,
    Repeat,
    Weight,
    measured,
    told,
)
from fmcrm_desktop.services.change_words import FORMS, LABELS, NAMES, SUBJECTS
from fmcrm_desktop.services.change_words import WORDS as CODES
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

KNOWN_BY = ("number", "label", "title", "name", "code", "text", "subject")
"""The columns by which people know a record, the best one first."""
TITLES = ("number", "title", "name")
"""Of these, what a line of the log is called by where the search knows nothing of its record."""
OWNERS = (
    "order_id",
    "complaint_id",
    "bill_id",
    "agreement_id",
    "lead_id",
    "person_id",
    "unit_id",
    "staff_id",
)
"""To whom a record belongs that is called nothing itself, the closest first."""
SIGNER = "default_staff"
THROUGH = ("order_id", "person_id", "staff_id")
"""By whom a record is known that has none of KNOWN_BY: a visit by its order."""
MATTERS_BY = {"subject_id": ("subject_of", "subject"), "source_id": ("source",)}
"""Ids of records of several kinds, and the columns that say of which."""
WORDS: dict[str, Mapping[str, str]] = {
    **CODES,
    "event.remind_before": {str(minutes): said for minutes, said in REMIND.items()},
    "setting.name": SETTINGS,
}
ACTIONS = {"add": N_("Added"), "change": N_("Changed"), "remove": N_("Taken away")}


@dataclass(frozen=True)
class ChangeRow:
    """One record changed: ``action`` and ``subject`` are codes of ACTIONS and SUBJECTS."""

    id: int
    moment: datetime
    who: str
    action: str
    subject: str
    title: str


@dataclass(frozen=True)
class Difference:
    """A column (its table before the dot) before and after: ``label`` is marked; values are codes of ``words`` where
    it has any."""

    label: str
    before: object
    after: object
    words: Mapping[str, str] | None = None
    column: str = ""


@dataclass(frozen=True)
class ChangeCard:
    """A change with all its columns. ``deed`` can be undone from here."""

    row: ChangeRow
    deed: int
    ref: int
    undone: bool
    differences: tuple[Difference, ...]


@needs("audit.read")
def page(work: Work, query: Query) -> Page[ChangeRow]:
    """The changes, newest first. Filters: subject, action, staff. ``text`` looks into the values."""
    ids = select(Audit.id).join(Deed, Deed.id == Audit.deed_id)
    columns = {"subject": Audit.record_table, "action": Audit.action, "staff": Deed.staff_id}
    for name, column in columns.items():
        if name in query.where:
            ids = ids.where(column.in_(query.where[name]))
    for word in query.text.split():
        kept = json.dumps(word, ensure_ascii=False)[1:-1]  # as the values stand in the line
        ids = ids.where(Audit.changes.icontains(kept, autoescape=True))
    found = work.ids(ids.order_by(Audit.id.desc()))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("audit.read")
def people(work: Work) -> list[tuple[int, str]]:
    """Who has changed anything, for the filter."""
    named = select(Deed.staff_id, Deed.who).where(Deed.staff_id.is_not(None)).distinct().order_by(Deed.who)
    return [(row.staff_id, row.who) for row in work.rows(named)]


@needs("audit.read")
def rows(work: Work, ids: Sequence[int]) -> list[ChangeRow]:
    lines = work.rows(_columns().where(Audit.id.in_(ids)))
    titles = _titles(work, {(row.record_table, row.record_id) for row in lines if not row.title})
    found = [
        ChangeRow(id, moment, who, action, table, title or titles.get((table, ref), ""))
        for id, moment, who, action, table, title, ref in lines
    ]
    return in_order(ids, found, lambda row: row.id)


def _titles(work: Work, wanted: set[tuple[str, int]]) -> dict[tuple[str, int], str]:
    """What records are called that have no document: own reports, editions of documents, what was put away."""
    kinds = {one.class_.__tablename__: one.class_ for one in Base.registry.mappers}
    found: dict[tuple[str, int], str] = {}
    for table in {table for table, _ in wanted if issubclass(kinds[table], Record)}:
        kind, columns = kinds[table], kinds[table].__table__.columns
        said = [name for each in TITLES for name in (each, f"other_{each}") if name in columns]
        texts = [
            func.nullif(getattr(kind, name), "") for name in said if isinstance(columns[name].type, String)
        ]
        if texts:
            ids = [id for each, id in wanted if each == table]
            named = select(kind.id, func.coalesce(*texts, "")).where(kind.id.in_(ids))
            found |= {(table, id): title for id, title in work.rows(named)}
    for table in {table for table, _ in wanted}:
        bare = [id for each, id in wanted if each == table and not found.get((table, id))]
        found |= {(table, id): title for id, title in (_belonging(work, kinds, table, bare) if bare else ())}
    return found


def _belonging(work: Work, kinds: Mapping[str, Any], table: str, ids: list[int]) -> Iterator[tuple[int, str]]:
    """What is called nothing itself, by what it belongs to: a payment by its bill, a move by its order."""
    kind, columns = kinds[table], kinds[table].__table__.columns
    if "subject" in columns and "subject_id" in columns:
        about = work.rows(select(kind.id, kind.subject, kind.subject_id).where(kind.id.in_(ids)))
        for subject in {row.subject for row in about} & set(kinds):
            named, theirs = _known_by(kinds[subject]), [row for row in about if row.subject == subject]
            if named is None or named.key in THROUGH:
                continue
            called = select(named.class_.id, named).where(named.class_.id.in_({row[2] for row in theirs}))
            names = dict(tuple(row) for row in work.rows(called))
            yield from ((row.id, names[row[2]]) for row in theirs if names.get(row[2]))
    elif (name := next((each for each in OWNERS if each in columns), None)) is not None:
        named = NAMES[name]
        tied = select(kind.id, named).join(named.class_, named.class_.id == getattr(kind, name))
        yield from ((id, title) for id, title in work.rows(tied.where(kind.id.in_(ids))) if title)


def _columns() -> Select[*tuple[Any, ...]]:
    found = (Document.kind == Audit.record_table) & (Document.ref == Audit.record_id)
    return (
        select(
            Audit.id, Deed.moment, Deed.who, Audit.action, Audit.record_table, Document.title, Audit.record_id
        )
        .join(Deed, Deed.id == Audit.deed_id)
        .outerjoin(Document, found)
    )


@needs("audit.read")
def card(work: Work, id: int) -> ChangeCard:
    """One change with its values; raises Missing."""
    seen = rows(work, [id])
    line = work.row(select(Audit.deed_id, Audit.record_id, Audit.changes).where(Audit.id == id))
    if not seen or line is None:
        raise Missing("audit", id)
    table = seen[0].subject
    changes: dict[str, list[Any]] = json.loads(line.changes)
    of = _Line(work, table, line.record_id, changes)
    shown = [name for name in changes if told(table, name)] or list(changes)
    differences = tuple(
        Difference(
            label_of(table, name),
            _value(of, name, changes[name][0]),
            _value(of, name, changes[name][1]),
            WORDS.get(f"{table}.{name}"),
            f"{table}.{name}",
        )
        for name in shown
    )
    undone = work.value(select(Deed.id).where(Deed.undoes_id == line.deed_id)) is not None
    return ChangeCard(seen[0], line.deed_id, line.record_id, undone, differences)


@cache
def _labels(table: str) -> Mapping[str, str]:
    return {each.name: each.field.label for form in FORMS.get(table, ()) for each in fields_of(form)}


def label_of(table: str, name: str) -> str:
    """What a column is called, marked."""
    plain = name.removesuffix("_id")
    said = _labels(table).get(name) or LABELS.get(f"{table}.{name}") or LABELS.get(name)
    return said or SUBJECTS.get(plain) or plain.replace("_", " ")


@dataclass(frozen=True)
class _Line:
    """What a value stands in: ``changes`` has the values beside it."""

    work: Work
    table: str
    ref: int
    changes: Mapping[str, Sequence[Any]]

    def beside(self, name: str) -> Any:
        """What another column of the record holds: as this line has it, or as it is by now."""
        if name in self.changes:
            return self.changes[name][1]
        table = Base.metadata.tables[self.table]
        return (
            self.work.value(select(table.c[name]).where(table.c.id == self.ref)) if name in table.c else None
        )


def _value(line: _Line, name: str, said: Any) -> object:
    """A value of the log as people know it: a moment, a day, an amount, the hours of a week, the name of what an id
    points to."""
    full = f"{line.table}.{name}"
    column = Base.metadata.tables[line.table].columns.get(name)
    if said is None or column is None:
        return said
    if full in AMOUNTS:
        return Money(said, settings.get(line.work, "office.currency"))
    if full in STRUCTURED and said:
        return (
            _name(line.work, Staff.name, json.loads(said))
            if line.beside("name") == SIGNER
            else json.loads(said)
        )
    if isinstance(column.type, Moment) and isinstance(said, str):
        return datetime.fromisoformat(said)
    if isinstance(said, str) and column.type.python_type is date:
        return date.fromisoformat(said)
    if full in WORDS and not (isinstance(said, int) and str(said) not in WORDS[full]):
        return str(said)
    return _meant(line, column, said)


def _meant(line: _Line, column: Column[Any], said: Any) -> object:
    """Of an id whose it is, of a rule the repetition, of a measure what people count in."""
    name = column.name
    if name == "rule" and said:
        return Repeat(said, _first_day(line))
    if name in MATTERS_BY:
        return _matter(line, name, said)
    named = NAMES.get(name) or _called(column)
    if named is not None:
        return _name(line.work, named, said)
    full = f"{line.table}.{name}"
    if full in WEIGHTS:
        return Weight(_counts(line), Fraction(said or 0))
    if full in POINTS and not line.beside("criterion"):
        return said  # complaints, counted
    return measured(full, said)


def _name(work: Work, named: Any, id: Any) -> object:
    found = work.value(select(named).where(named.class_.id == id))
    other = getattr(named.class_, f"other_{named.key}", None)
    if not found and other is not None:  # written in one language alone
        found = work.value(select(other).where(named.class_.id == id))
    if found and named.key in THROUGH:
        return _name(work, NAMES[named.key], found)
    return found or id or None


def _first_day(line: _Line) -> date:
    """The day a repetition begins on: "monthly" says by it which day of the month is meant."""
    first = line.beside("from_day") or line.beside("starts")
    return date.fromisoformat(first[:10]) if isinstance(first, str) else first or date.min


def _counts(line: _Line) -> str:
    """By what the votes of a meeting count, told of the meeting, of who came or of a vote."""
    if line.table == "committee_meeting":
        return str(line.beside("counts"))
    decision, meeting = line.beside("decision_id"), line.beside("meeting_id")
    counts = select(CommitteeMeeting.counts)
    if decision is not None:
        counts = counts.join(Decision, Decision.meeting_id == CommitteeMeeting.id).where(
            Decision.id == decision
        )
    else:
        counts = counts.where(CommitteeMeeting.id == meeting)
    return str(line.work.value(counts))


def _matter(line: _Line, name: str, id: Any) -> object:
    """What the record is called that a note, a move or a message is about."""
    about = next((said for kind in MATTERS_BY[name] if (said := line.beside(kind))), None)
    kind = next((one.class_ for one in Base.registry.mappers if one.class_.__tablename__ == about), None)
    named = kind and _known_by(kind)
    return id if named is None else _name(line.work, named, id)


def _called(column: Column[Any]) -> Any:
    """By what the record is known that a column points to; None for a column that points to none."""
    for key in column.foreign_keys:
        there = key.column.table
        kept = next((one.class_ for one in Base.registry.mappers if one.local_table is there), None)
        return _known_by(kept)
    return None


def _known_by(kept: Any) -> Any:
    return next(
        (getattr(kept, said) for said in (*KNOWN_BY, *THROUGH) if said in kept.__table__.columns), None
    )
