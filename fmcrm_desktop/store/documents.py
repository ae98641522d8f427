"""Search documents: written in the record's own transaction, one for each record that can be found."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, delete, insert, select, update
from sqlalchemy.orm import Session

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.model.keeping import Document
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
}


def stale(session: Session, record: Base) -> None:
    """Remember that the documents this record appears in must be written anew before the commit."""
    waiting = session.info.setdefault("stale", defaultdict(set))
    for kind, column in CONCERNS.get(record.__tablename__, ()):
        ref = getattr(record, column)
        if ref is not None:
            waiting[kind].add(ref)


def stale_rows(session: Session, table: str, rows: Iterable[dict[str, Any]]) -> None:
    """The same for rows added in bulk."""
    waiting = session.info.setdefault("stale", defaultdict(set))
    for kind, column in CONCERNS.get(table, ()):
        waiting[kind].update(row[column] for row in rows if row.get(column) is not None)


def refresh(session: Session) -> None:
    """Write the documents that the transaction made stale. The store calls this before every commit."""
    waiting: dict[str, set[int]] = session.info.get("stale", {})
    for kind, refs in list(waiting.items()):
        for some in _batches(sorted(refs)):
            _write(session, kind, some)
    waiting.clear()


def rebuild(session: Session) -> int:
    """Write every document anew; after an upgrade that changed what is found. Gives their number."""
    session.execute(delete(DOCUMENT))
    count = 0
    for kind, source in wording.SOURCES.items():
        table = Base.metadata.tables[kind]
        for some in _batches(session.execute(select(table.c.id).order_by(table.c.id)).scalars().all()):
            count += _insert(session, kind, source(session, some))
    return count


def _batches(refs: Sequence[int]) -> Iterator[tuple[int, ...]]:
    for start in range(0, len(refs), AT_ONCE):
        yield tuple(refs[start : start + AT_ONCE])


def _write(session: Session, kind: str, refs: Sequence[int]) -> None:
    source: Callable[..., list[wording.Worded]] = wording.SOURCES[kind]
    worded = {each.ref: each for each in source(session, refs)}
    kept = select(DOCUMENT.c.ref).where(DOCUMENT.c.kind == kind, DOCUMENT.c.ref.in_(refs))
    there = set(session.execute(kept).scalars())
    gone = there - worded.keys()
    if gone:
        session.execute(delete(DOCUMENT).where(DOCUMENT.c.kind == kind, DOCUMENT.c.ref.in_(gone)))
    changed = [each for ref, each in worded.items() if ref in there]
    if changed:
        statement = update(DOCUMENT).where(DOCUMENT.c.kind == kind, DOCUMENT.c.ref == bindparam("b_ref"))
        session.connection().execute(
            statement.values(title=bindparam("b_title"), subtitle=bindparam("b_sub"), words=bindparam("b_words")),
            [{"b_ref": e.ref, "b_title": e.title, "b_sub": e.subtitle, "b_words": e.words} for e in changed],
        )
    _insert(session, kind, [each for ref, each in worded.items() if ref not in there])


def _insert(session: Session, kind: str, worded: list[wording.Worded]) -> int:
    if worded:
        session.connection().execute(
            insert(DOCUMENT),
            [
                {"kind": kind, "ref": e.ref, "title": e.title, "subtitle": e.subtitle, "words": e.words}
                for e in worded
            ],
        )
    return len(worded)
