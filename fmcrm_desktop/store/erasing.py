"""Erasing: values taken out of rows and of the change log without a trace of what they were, and out of the file."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import Table, bindparam, case, null, or_, select, update
from sqlalchemy.orm import Session

from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.store import documents, trail
from fmcrm_desktop.store.bulk import AT_ONCE
from fmcrm_desktop.store.ready import insert_rows
from fmcrm_desktop.store.store import Store
from fmcrm_desktop.store.trail import HIDDEN

_TABLES = Base.metadata.tables
_REWRITE = (
    update(trail.AUDIT).where(trail.AUDIT.c.id == bindparam("b_id")).values(changes=bindparam("changes"))
)


def blank(session: Session, name: str, ids: Sequence[int], values: Mapping[str, str | None]) -> None:
    """Put ``values`` in the place of what stands in those columns, where anything stands; the change log says that it
    was done and no longer what stood there."""
    table = _TABLES[name]
    changed: dict[str, Any] = {column: _instead(table, column, value) for column, value in values.items()}
    if "version" in table.columns:
        changed["version"] = table.c.version + 1
    connection = session.connection()
    for start in range(0, len(ids), AT_ONCE // 4):
        some = ids[start : start + AT_ONCE // 4]
        documents.stale_ids(session, table, some)
        connection.execute(update(table).where(table.c.id.in_(some)).values(changed))
        _redact(session, name, some, frozenset(values))
        _tell(session, name, some, values)
        documents.stale_ids(session, table, some)


def _instead(table: Table, column: str, value: str | None) -> Any:
    if value is None:
        return null()
    there = table.c[column]
    return case((or_(there.is_(None), there == ""), there), else_=value)


def rewrite(session: Session, name: str, id: int, column: str, text: str) -> None:
    """One text written anew, of a record or of the change log itself."""
    table = _TABLES[name]
    if table is not trail.AUDIT:
        documents.stale_ids(session, table, [id])
    changed: dict[str, Any] = {column: text}
    if "version" in table.columns:
        changed["version"] = table.c.version + 1
    session.connection().execute(update(table).where(table.c.id == id).values(changed))
    if table is not trail.AUDIT:
        _tell(session, name, [id], (column,))
        documents.stale_ids(session, table, [id])


def _tell(session: Session, name: str, ids: Sequence[int], columns: Collection[str]) -> None:
    """That something was erased, not what."""
    changes = json.dumps({column: [HIDDEN, HIDDEN] for column in columns})
    fixed = {"deed_id": trail.deed_id(session), "action": "change", "record_table": name, "changes": changes}
    insert_rows(session.connection(), trail.AUDIT, [{**fixed, "record_id": id} for id in ids])
    trail.note(session, name, ids)


def _redact(session: Session, name: str, ids: Sequence[int], columns: frozenset[str]) -> None:
    """Take the values of some columns out of the lines of some records."""
    audit = trail.AUDIT.c
    lines = select(audit.id, audit.changes).where(audit.record_table == name, audit.record_id.in_(ids))
    redact(session, session.connection().execute(lines).all(), columns)


def redact(session: Session, lines: Sequence[Any], columns: frozenset[str]) -> None:
    """The same of given lines: (id, changes)."""
    anew = []
    for id, text in lines:
        said: dict[str, list[Any]] = json.loads(text)
        told = {column: _hidden(pair) if column in columns else pair for column, pair in said.items()}
        if told != said:
            anew.append({"b_id": id, "changes": json.dumps(told, ensure_ascii=False)})
    if anew:
        session.connection().execute(_REWRITE, anew)


def _hidden(pair: Sequence[Any]) -> list[Any]:
    return [each if each in (None, "") else HIDDEN for each in pair]


def purge(store: Store) -> None:
    """Write the file anew, without the pages and index parts that still hold what was erased, and empty its log."""
    with store.writer.connect() as connection:
        plain: Any = connection.connection.driver_connection
        if not store.is_file:
            plain.rollback()
            plain.autocommit = True
            plain.execute("vacuum")
            plain.autocommit = False
            return
        plain.execute("insert into document_fts(document_fts) values ('optimize')")
        plain.execute("vacuum")
        plain.execute("pragma wal_checkpoint(truncate)")
