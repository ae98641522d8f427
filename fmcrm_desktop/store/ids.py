"""Fresh ids in a block, for rows that are inserted many at a time."""

from __future__ import annotations

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session


def take(session: Session, table: Table, count: int) -> int:
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
