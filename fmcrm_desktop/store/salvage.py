"""Salvage: every readable row of a damaged office, put into a new file; the damaged one stays as it is."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from fmcrm_desktop.model.refusal import Refusal, Unreadable
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import documents
from fmcrm_desktop.store.engine import office_url, open_engine
from fmcrm_desktop.store.soundness import faults
from fmcrm_desktop.store.upgrade import upgrade

AT_ONCE = 500


@dataclass
class Salvaged:
    """Rows brought over by table, and tables of which something could not be read."""

    rows: dict[str, int] = field(default_factory=dict)
    torn: set[str] = field(default_factory=set)


def salvage(damaged: Path, target: Path) -> Salvaged:
    """Bring what can be read into a new office at ``target``, where nothing may be yet. References to rows that are
    lost are emptied; rows that mean nothing without them go too. Raises Refusal when nothing can be read."""
    if target.exists():
        raise Refusal(N_("There is a file at {path} already. Choose another name."), path=target)
    upgrade(str(target))
    found = Salvaged()
    with (
        closing(sqlite3.connect(f"{damaged.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as source,
        closing(sqlite3.connect(target)) as copy,
    ):
        source.text_factory = lambda raw: raw.decode("utf-8", "replace")
        tables = [table for table in Base.metadata.sorted_tables if table.name != "document"]
        for table in tables:
            found.rows[table.name] = _bring(source, copy, table, found)
        while any(_mend(copy, table) for table in tables):
            pass  # a row that goes may leave another without its own
        copy.commit()
    if not found.rows.get("setting"):
        target.unlink()
        raise Unreadable(N_("Nothing could be read of {path}. Restore the newest backup."), path=damaged)
    _index(target)
    left = faults(target)
    if left:
        raise Unreadable(N_("{path} could not be salvaged: {why}."), path=damaged, why=left[0])
    return found


def _bring(source: sqlite3.Connection, copy: sqlite3.Connection, table: Table, found: Salvaged) -> int:
    """Copy a table's readable rows; gives how many."""
    try:
        there = {row[1] for row in source.execute(f"pragma table_info({table.name})")}
    except sqlite3.DatabaseError:
        there = set()
    names = [column.name for column in table.columns if column.name in there]
    if not names:
        found.torn.add(table.name)
        return 0
    quoted = ", ".join(f'"{name}"' for name in names)
    read = f"select {quoted} from {table.name} where rowid between ? and ?"  # noqa: S608  our own names
    put = f"insert or ignore into {table.name} ({quoted}) values ({', '.join('?' * len(names))})"  # noqa: S608
    before = copy.total_changes
    for rows in _readable(source, table.name, read, found):
        copy.executemany(put, rows)
    return copy.total_changes - before


def _readable(source: sqlite3.Connection, name: str, read: str, found: Salvaged) -> Iterator[Sequence[Any]]:
    """The rows in stretches of rowids; a stretch that cannot be read is halved until the torn page stands alone."""
    try:
        last = source.execute(f"select max(rowid) from {name}").fetchone()[0] or 0  # noqa: S608
    except sqlite3.DatabaseError:
        last = 10_000_000
        found.torn.add(name)
    waiting = [(first, min(first + AT_ONCE, last + 1) - 1) for first in range(1, last + 1, AT_ONCE)]
    misses = 0
    while waiting and misses < 20_000:
        first, end = waiting.pop()
        try:
            rows = source.execute(read, (first, end)).fetchall()
        except sqlite3.DatabaseError:
            found.torn.add(name)
            misses += 1
            if first < end:
                middle = (first + end) // 2
                waiting += [(first, middle), (middle + 1, end)]
            continue
        if rows:
            yield rows


def _mend(copy: sqlite3.Connection, table: Table) -> int:
    """Empty or drop what points to rows that are lost; gives how many rows went."""
    gone = 0
    for key in table.foreign_keys:
        column, other = key.parent.name, key.column.table.name
        lost = f'"{column}" is not null and "{column}" not in (select id from {other})'  # noqa: S608  our own names
        if key.parent.nullable:
            copy.execute(f'update {table.name} set "{column}" = null where {lost}')  # noqa: S608
        else:
            gone += copy.execute(f"delete from {table.name} where {lost}").rowcount  # noqa: S608
    return gone


def _index(target: Path) -> None:
    """Write the search documents anew from what was saved."""
    engine = open_engine(office_url(str(target)), writing=True)
    try:
        with Session(engine) as session, session.begin():
            documents.rebuild(session)
    finally:
        engine.dispose()
