"""The change log: who changed what and when, with the value before and after, as a person reads it."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any

from sqlalchemy import Column, Select, select

from fmcrm_desktop.model.base import Base, Moment
from fmcrm_desktop.model.field import fields_of
from fmcrm_desktop.model.keeping import Audit, Deed, Document
from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.change_values import AMOUNTS, STRUCTURED
from fmcrm_desktop.services.change_words import FORMS, LABELS, NAMES, SUBJECTS, WORDS
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

KNOWN_BY = ("number", "label", "title", "name", "code", "text", "subject")
"""The columns by which people know a record, the best one first."""
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
    found = [
        ChangeRow(row[0], row[1], row[2], row[3], row[4], row[5] or "")
        for row in work.rows(_columns().where(Audit.id.in_(ids)))
    ]
    return in_order(ids, found, lambda row: row.id)


def _columns() -> Select[*tuple[Any, ...]]:
    found = (Document.kind == Audit.record_table) & (Document.ref == Audit.record_id)
    return (
        select(Audit.id, Deed.moment, Deed.who, Audit.action, Audit.record_table, Document.title)
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
    differences = tuple(
        Difference(
            label_of(table, name),
            _value(work, table, name, old),
            _value(work, table, name, new),
            WORDS.get(f"{table}.{name}"),
            f"{table}.{name}",
        )
        for name, (old, new) in changes.items()
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


def _value(work: Work, table: str, name: str, said: Any) -> object:
    """A value of the log as people know it: a moment, a day, an amount, the hours of a week, the name of what an id
    points to."""
    column = Base.metadata.tables[table].columns.get(name)
    if said is None or column is None:
        return said
    if f"{table}.{name}" in AMOUNTS:
        return Money(said, settings.get(work, "office.currency"))
    if f"{table}.{name}" in STRUCTURED and said:
        return json.loads(said)
    if isinstance(column.type, Moment) and isinstance(said, str):
        return datetime.fromisoformat(said)
    if isinstance(said, str) and column.type.python_type is date:
        return date.fromisoformat(said)
    named = NAMES.get(name) or _called(column)
    if named is None:
        return said
    found = work.value(select(named).where(named.class_.id == said))
    other = getattr(named.class_, f"other_{named.key}", None)
    if not found and other is not None:  # written in one language alone
        found = work.value(select(other).where(named.class_.id == said))
    return found or said


def _called(column: Column[Any]) -> Any:
    """By what the record is known that a column points to; None for a column that points to none."""
    for key in column.foreign_keys:
        there = key.column.table
        kept = next((one.class_ for one in Base.registry.mappers if one.local_table is there), None)
        return next((getattr(kept, said) for said in KNOWN_BY if said in there.columns), None)
    return None
