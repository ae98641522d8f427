"""Many new rows in one go, for imports and the demo: plain inserts, with the same trail as single records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Table, func, insert, select, text
from sqlalchemy.orm import Session

from fmcrm_desktop.model.base import Base, Link, Record
from fmcrm_desktop.model.keeping import Audit

AT_ONCE = 2_000


def add_many(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """Insert rows (column name → value, Python types), audited and made findable; their ids in order."""
    from fmcrm_desktop.store import trail

    ids: list[int] = []
    waiting: list[dict[str, Any]] = []
    filler = _defaults(table)
    for row in rows:
        waiting.append({**filler, **row})
        if len(waiting) == AT_ONCE:
            ids += _insert(session, table, waiting)
            waiting = []
    if waiting:
        ids += _insert(session, table, waiting)
    trail.note(session, table.__tablename__, ids)
    return ids


def _defaults(table: type[Base]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for column in table.__table__.columns:
        if column.primary_key:
            continue
        found[column.key] = column.default.arg if column.default is not None else None
    if issubclass(table, Record):
        found["version"] = 1
    return found


def _insert(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    from fmcrm_desktop.store import documents, trail

    core: Table = table.__table__  # type: ignore[assignment]
    connection = session.connection()
    first = take_ids(session, core, len(rows))
    for offset, row in enumerate(rows):
        row["id"] = first + offset
    connection.execute(insert(core), rows)
    if issubclass(table, Record | Link):
        deed = trail.deed_id(session)
        connection.execute(
            insert(Audit.__table__),
            [
                {
                    "deed_id": deed,
                    "action": "add",
                    "record_table": core.name,
                    "record_id": row["id"],
                    "changes": trail.new_line(core, row),
                }
                for row in rows
            ],
        )
        documents.stale_rows(session, core.name, rows)
    return [row["id"] for row in rows]


def take_ids(session: Session, table: Table, count: int) -> int:
    """The first of ``count`` fresh ids. SQLite's writer is alone (BEGIN IMMEDIATE); PostgreSQL's sequence is asked."""
    if session.get_bind().dialect.name == "sqlite":
        return (session.execute(select(func.max(table.c.id))).scalar() or 0) + 1
    sequence = f"{table.name}_id_seq"
    taken = session.execute(
        text("select nextval(:name) from generate_series(1, :count)"), {"name": sequence, "count": count}
    )
    ids = taken.scalars().all()
    return int(ids[0]) if ids[-1] - ids[0] == count - 1 else _lone_block(session, table, count)


def _lone_block(session: Session, table: Table, count: int) -> int:
    """Another desk took numbers in between: move the sequence past a block that is ours alone."""
    name = f"{table.name}_id_seq"
    session.execute(text("select pg_advisory_xact_lock(hashtext(:name))"), {"name": name})
    last = session.execute(text("select nextval(:name)"), {"name": name}).scalar_one()
    session.execute(text("select setval(:name, :last)"), {"name": name, "last": last + count})
    return int(last) + 1
