"""Search documents: written in the record's own transaction, one for each record that can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Table, bindparam, delete, inspect, select, update
from sqlalchemy.orm import Session

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.model.keeping import Document
from fmcrm_desktop.model.own_field import SUBJECTS as OWN_SUBJECTS
from fmcrm_desktop.store import ids
from fmcrm_desktop.store.ready import REFS, change_rows, insert_rows, on_sqlite, rows_of, run

if TYPE_CHECKING:
    from fmcrm_desktop.store import wording

AT_ONCE = 500
DOCUMENT: Table = Document.__table__  # type: ignore[assignment]

Key = tuple[str, str]
"""A kind of document and the column that names its record."""

CONCERNS: dict[str, tuple[Key, ...]] = {
    "person": (("person", "id"),),
    "person_name": (("person", "person_id"),),
    "contact_point": (("person", "person_id"),),
    "relation": (("person", "person_id"), ("unit", "unit_id")),
    "unit": (("unit", "id"),),
    "work_order": (("work_order", "id"),),
    "complaint": (("complaint", "id"),),
    "call": (("call", "id"),),
    "event": (("event", "id"),),
    # Whose it is stands in its field; writing a document anew that has not changed costs a look.
    "own_value": tuple((kind, "record_id") for kind in OWN_SUBJECTS),
    "building": (("building", "id"),),
    "note": (("note", "id"),),
    "letter": (("letter", "id"),),
    "issued_document": (("issued_document", "id"),),
    "notice": (("notice", "id"),),
    "skill": (("skill", "id"),),
    "territory": (("territory", "id"),),
    "part": (("part", "id"),),
    "bill": (("bill", "id"),),
    "agreement": (("agreement", "id"),),
    "equipment": (("equipment", "id"),),
    "plan": (("plan", "id"),),
    "article": (("article", "id"),),
    "commendation": (("commendation", "id"),),
    "suggestion": (("suggestion", "id"),),
    "case_study": (("case_study", "id"),),
    "procedure": (("procedure", "id"),),
    "survey": (("survey", "id"),),
    "corrective_action": (("corrective_action", "id"),),
    "gap_plan": (("gap_plan", "id"),),
    "lead": (("lead", "id"),),
    "campaign": (("campaign", "id"),),
    "committee_meeting": (("committee_meeting", "id"),),
    "agenda_item": (("committee_meeting", "meeting_id"),),
    "decision": (("decision", "id"),),
    "opinion": (("opinion", "id"),),
    "dispute": (("dispute", "id"),),
    "post_item": (("post_item", "id"),),
    "counter_visit": (("counter_visit", "id"),),
}


@dataclass(frozen=True)
class Named:
    """A record whose name is part of what others are found by: they follow when it is renamed or archived.
    ``within``: kind of document → the table.column that tells its ref, where the table's ``key`` is the record."""

    names: tuple[str, ...]
    key: str
    within: dict[str, tuple[str, str]]


_MATTERS = {
    "work_order": ("work_order", "id"), "complaint": ("complaint", "id"), "call": ("call", "id"),
    "commendation": ("commendation", "id"), "suggestion": ("suggestion", "id"),
    "post_item": ("post_item", "id"), "counter_visit": ("counter_visit", "id"),
}  # fmt: skip
NAMED_IN = {
    "person": Named(
        ("name", "other_name", "archived"),
        "person_id",
        _MATTERS
        | {
            "unit": ("relation", "unit_id"),
            "bill": ("bill", "id"),
            "agreement": ("agreement", "id"),
            "issued_document": ("issued_document", "id"),
            "opinion": ("opinion", "id"),
        },
    ),
    "unit": Named(("label", "archived"), "unit_id", _MATTERS | {"person": ("relation", "person_id")}),
    "category": Named(("name", "other_name"), "category_id", {"article": ("article", "id")}),
    "problem": Named(("name", "other_name"), "problem_id", {"article": ("article", "id")}),
    "skill": Named(("name", "other_name"), "skill_id", {"article": ("article", "id")}),
    "equipment": Named(("code", "name", "other_name"), "equipment_id", {"article": ("article", "id")}),
    # Nobody is found by what a field says that is asked no more.
    "own_field": Named(("archived",), "field_id", dict.fromkeys(OWN_SUBJECTS, ("own_value", "record_id"))),
}


def stale(session: Session, record: Base) -> None:
    """Remember that the documents this record appears in must be written anew before the commit."""
    waiting = session.info.setdefault("stale", defaultdict(set))
    for kind, column in CONCERNS.get(record.__tablename__, ()):
        ref = getattr(record, column)
        if ref is not None:
            waiting[kind].add(ref)
    owner = NAMED_IN.get(record.__tablename__)
    state = inspect(record)
    if owner and state.identity and any(state.attrs[name].history.has_changes() for name in owner.names):
        session.info.setdefault("renamed", defaultdict(set))[record.__tablename__].add(state.identity[0])


def _follow(session: Session, waiting: dict[str, set[int]]) -> None:
    """What names the renamed is stale too; asked for many at a time, for undoing an import renames thousands."""
    renamed: dict[str, set[int]] = session.info.pop("renamed", {})
    for named, refs in renamed.items():
        owner = NAMED_IN[named]
        for some in _batches(sorted(refs)):
            for kind, (name, column) in owner.within.items():
                table = Base.metadata.tables[name]
                where = select(table.c[column]).where(table.c[owner.key].in_(some)).distinct()
                waiting[kind].update(session.connection().execute(where).scalars())


def stale_ids(session: Session, table: Table, ids: Sequence[int]) -> None:
    """The same for records whose names went, by their ids: many archived at once."""
    waiting = session.info.setdefault("stale", defaultdict(set))
    for kind, column in CONCERNS.get(table.name, ()):
        refs = session.connection().execute(select(table.c[column]).where(table.c.id.in_(ids)))
        waiting[kind].update(ref for ref in refs.scalars() if ref is not None)
    if table.name in NAMED_IN:
        session.info.setdefault("renamed", defaultdict(set))[table.name].update(ids)


def stale_rows(session: Session, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """The same for rows added in bulk."""
    waiting = session.info.setdefault("stale", defaultdict(set))
    for kind, column in CONCERNS.get(table, ()):
        waiting[kind].update(row[column] for row in rows if row.get(column) is not None)


def refresh(session: Session) -> None:
    """Write the documents that the transaction made stale. The store calls this before every commit."""
    waiting: dict[str, set[int]] = session.info.get("stale", defaultdict(set))
    _follow(session, waiting)
    for kind, refs in list(waiting.items()):
        for some in _batches(sorted(refs)):
            _write(session, kind, some)
    waiting.clear()


@cache
def worders() -> dict[str, Callable[[Session, Sequence[int]], list[wording.Worded]]]:
    """Kind of document → what words its records. They know every table of the office, so they are loaded when
    something is written: the first list needs a few of them."""
    from fmcrm_desktop.store.wording_more import EVERY

    return EVERY


def rebuild(session: Session) -> int:
    """Write every document anew; after an upgrade that changed what is found. Gives their number."""
    session.execute(delete(DOCUMENT))
    index_anew(session.connection())
    return sum(_write_all(session, kind) for kind in worders())


def index_anew(connection: Connection) -> None:
    """Make the index from the documents as they stand; PostgreSQL keeps its own."""
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("insert into document_fts(document_fts) values ('rebuild')")


def complete(session: Session) -> int:
    """Write the documents of the kinds that have none yet; after an upgrade to a program that finds more kinds.
    Gives their number."""
    first = select(DOCUMENT.c.id).limit(1)
    missing = [
        kind for kind in worders() if session.execute(first.where(DOCUMENT.c.kind == kind)).first() is None
    ]
    return sum(_write_all(session, kind) for kind in missing)


def _write_all(session: Session, kind: str) -> int:
    table = Base.metadata.tables[kind]
    every = session.execute(select(table.c.id).order_by(table.c.id)).scalars().all()
    return sum(_insert(session, kind, worders()[kind](session, some)) for some in _batches(every))


def _batches(refs: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(refs), AT_ONCE):
        yield tuple(refs[start : start + AT_ONCE])


_KEPT = select(DOCUMENT.c.ref, DOCUMENT.c.id, DOCUMENT.c.title, DOCUMENT.c.subtitle, DOCUMENT.c.words).where(
    DOCUMENT.c.kind == bindparam("kind"), DOCUMENT.c.ref.in_(bindparam(REFS, expanding=True))
)
_CHANGE = (
    update(DOCUMENT)
    .where(DOCUMENT.c.id == bindparam("b_id"))
    .values({name: bindparam(name) for name in ("title", "subtitle", "words")})
)


def _write(session: Session, kind: str, refs: Sequence[int]) -> None:
    """Most changes of a record change nothing that it is found by: then its document stays as it is."""
    connection = session.connection()
    worded = {each.ref: each for each in worders()[kind](session, refs)}
    there = {ref: row for ref, *row in rows_of(connection, _KEPT, refs, kind=kind)}
    gone = [(id, words) for ref, (id, *_, words) in there.items() if ref not in worded]
    changed = [
        (id, words, each)
        for ref, (id, title, subtitle, words) in there.items()
        if (each := worded.get(ref)) and (each.title, each.subtitle, each.words) != (title, subtitle, words)
    ]
    _forget(session, [*((id, words) for id, words, _ in changed), *gone])
    if gone:
        connection.execute(delete(DOCUMENT).where(DOCUMENT.c.id.in_([id for id, _ in gone])))
    if changed:
        # kind and ref stay: named in an update, their index would be written too
        rows = [
            {"b_id": id, "title": each.title, "subtitle": each.subtitle, "words": each.words}
            for id, _, each in changed
        ]
        change_rows(connection, _CHANGE, rows)
        _learn(session, [(id, each.words) for id, _, each in changed])
    _insert(session, kind, [each for ref, each in worded.items() if ref not in there])


def _row(each: wording.Worded, kind: str) -> dict[str, Any]:
    return {
        "kind": kind,
        "ref": each.ref,
        "title": each.title,
        "subtitle": each.subtitle,
        "words": each.words,
    }


def _insert(session: Session, kind: str, worded: list[wording.Worded]) -> int:
    if worded:
        worded = sorted(worded, key=lambda each: each.ref)  # newest first is told by a document's number
        fresh = ids.take(session, DOCUMENT, len(worded))
        rows = [{"id": id} | _row(each, kind) for id, each in zip(fresh, worded, strict=True)]
        insert_rows(session.connection(), DOCUMENT, rows)
        _learn(session, [(row["id"], row["words"]) for row in rows])
    return len(worded)


# The index is written from here and not by triggers: with trusted_schema off SQLite lets no trigger touch a
# virtual table, and a schema that could act by itself is what that switch is there to prevent.
def _learn(session: Session, rows: list[tuple[int, str]]) -> None:
    if rows and on_sqlite(connection := session.connection()):
        run(connection, "insert into document_fts(rowid, words) values (?, ?)", rows)


def _forget(session: Session, rows: list[tuple[int, str]]) -> None:
    if rows and on_sqlite(connection := session.connection()):
        run(connection, "insert into document_fts(document_fts, rowid, words) values ('delete', ?, ?)", rows)
