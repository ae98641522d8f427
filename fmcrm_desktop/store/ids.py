"""Fresh ids for rows that are inserted many at a time."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Table, func, select, text
from sqlalchemy.orm import Session


def take(session: Session, table: Table, count: int) -> Sequence[int]:
    """``count`` fresh ids, rising. SQLite's writer is alone (BEGIN IMMEDIATE); PostgreSQL's sequence is asked, between
    whose numbers other desks may take theirs."""
    if session.get_bind().dialect.name == "sqlite":
        first = (session.execute(select(func.max(table.c.id))).scalar() or 0) + 1
        return range(first, first + count)
    taken = session.execute(
        text("select nextval(:name) from generate_series(1, :count)"),
        {"name": f"{table.name}_id_seq", "count": count},
    )
    return taken.scalars().all()
