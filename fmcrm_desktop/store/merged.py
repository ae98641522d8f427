"""Who was made one with somebody else meanwhile: what a form opened before that keeps goes to the person kept.

Whatever names a person is found from the tables, so that a new one cannot be forgotten. On a server the people named
are held until the deed ends, as a foreign key holds them: a merge that comes at the same moment waits and gives the new
row over, or is waited for and followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, MutableMapping
from functools import cache
from typing import Any

from sqlalchemy import event, inspect, select
from sqlalchemy.orm import Session

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.store.trail import Watched

PERSON = "person"


@cache
def _places(table: Any) -> tuple[str, ...]:
    """The columns in which a table may name a person."""
    named = {key.parent.key for key in table.foreign_keys if key.target_fullname == "person.id"}
    if "subject" in table.columns and "subject_id" in table.columns:
        named.add("subject_id")
    return () if table.name == PERSON else tuple(sorted(named))


def _named(table: Any, row: Mapping[str, Any]) -> dict[str, int]:
    """The people a row names, by column."""
    return {
        name: row[name]
        for name in _places(table)
        if type(row.get(name)) is int and (name != "subject_id" or row.get("subject") == PERSON)
    }


def follow_rows(session: Session, table: Any, rows: Iterable[MutableMapping[str, Any]]) -> None:
    """The same for plain rows (column name → value) about to be inserted."""
    if not _places(table):
        return
    named = [(row, _named(table, row)) for row in rows]
    kept = _kept(session, {id for _, ids in named for id in ids.values()})
    for row, ids in named:
        row.update({name: kept[id] for name, id in ids.items() if id in kept})


def _follow(session: Session, _context: object, _instances: object) -> None:
    named = []
    for record in (*session.new, *session.dirty):
        state: Any = inspect(record)
        ids = _named(record.__table__, state.dict) if _places(record.__table__) else {}
        if state.persistent:
            ids = {name: id for name, id in ids.items() if state.committed_state.get(name, id) != id}
        if ids:
            named.append((record, ids))
    kept = _kept(session, {id for _, ids in named for id in ids.values()})
    for record, ids in named:
        for name, id in ids.items():
            if id in kept:
                setattr(record, name, kept[id])


def _kept(session: Session, people: set[int]) -> dict[int, int]:
    """Who goes on in place of each of these that was merged into another."""
    table: Any = Base.metadata.tables[PERSON] if people else None
    changed = {
        each.id: each.merged_into_id for each in session.dirty if people and each.__tablename__ == PERSON
    }
    into: dict[int, int] = {}
    asked: set[int] = set()
    while wanted := sorted({*people, *into.values()} - asked):
        asked.update(wanted)
        found = select(table.c.id, table.c.merged_into_id).where(table.c.id.in_(wanted)).order_by(table.c.id)
        held = found.with_for_update(read=True, key_share=True)  # a file's writer is alone anyway
        for id, other in session.connection().execute(held):
            other = changed.get(id, other)
            if other is not None:
                into[id] = other
    return {id: _end(into, id) for id in into}


def _end(into: Mapping[int, int], id: int) -> int:
    seen = set()
    while id in into and id not in seen:
        seen.add(id)
        id = into[id]
    return id


event.listen(Watched, "before_flush", _follow)
