"""Many new rows in one go, for imports and the demo: plain inserts, with the same trail as single records."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, select, update
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value
from sqlalchemy.orm.exc import StaleDataError
from sqlalchemy.orm.util import identity_key

from fmcrm_desktop.model.base import Base, Link, Record
from fmcrm_desktop.store import documents, ids, merged, trail
from fmcrm_desktop.store.ready import insert_rows

AT_ONCE = 2_000


def add_many(session: Session, table: type[Base], rows: Iterable[Mapping[str, Any]]) -> list[int]:
    """Insert rows (column name → value, Python types), audited and made findable; their ids in order. An id of
    ``ids.take`` may be in a row already."""
    given: list[int] = []
    waiting: list[dict[str, Any]] = []
    filler = _defaults(table)
    for row in rows:
        waiting.append({**filler, **row})
        if len(waiting) == AT_ONCE:
            given += _insert(session, table, waiting)
            waiting = []
    if waiting:
        given += _insert(session, table, waiting)
    trail.note(session, table.__tablename__, given)
    return given


def _defaults(table: type[Base]) -> dict[str, Any]:
    """What a new row says where nothing is said; columns that stay empty are left out."""
    found = {
        column.key: column.default.arg
        for column in table.__table__.columns
        if column.default is not None and not column.primary_key
    }
    if issubclass(table, Record):
        found["version"] = 1
    return found


def _insert(session: Session, table: type[Base], rows: list[dict[str, Any]]) -> list[int]:
    core: Table = table.__table__  # type: ignore[assignment]
    connection = session.connection()
    merged.follow_rows(session, core, rows)
    bare = [row for row in rows if "id" not in row]
    for row, id in zip(bare, ids.take(session, core, len(bare)) if bare else (), strict=True):
        row["id"] = id
    insert_rows(connection, core, rows)
    if issubclass(table, Record | Link):
        # not ``core.name``, which is SQLAlchemy's own kind of text: the driver takes 28 µs to see what it is
        fixed = {"deed_id": trail.deed_id(session), "action": "add", "record_table": table.__tablename__}
        lines = [{**fixed, "record_id": row["id"], "changes": trail.new_line(core, row)} for row in rows]
        insert_rows(connection, trail.AUDIT, lines)
        documents.stale_rows(session, table.__tablename__, rows)
    return [row["id"] for row in rows]


def archive_many(session: Session, table: type[Record], wanted: Sequence[int], moment: datetime) -> None:
    """Archive records by their ids, with a version each, an audit line each, and their documents gone."""
    core: Table = table.__table__  # type: ignore[assignment]
    connection = session.connection()
    for start in range(0, len(wanted), AT_ONCE // 4):
        some = wanted[start : start + AT_ONCE // 4]
        there = select(core.c.id).where(core.c.id.in_(some), core.c.archived.is_(None))
        found = list(connection.execute(there).scalars())
        connection.execute(
            update(core).where(core.c.id.in_(found)).values(archived=moment, version=core.c.version + 1)
        )
        _read_anew(session, table, found)
        changes = json.dumps({"archived": [None, moment.isoformat()]})
        fixed = {"deed_id": trail.deed_id(session), "action": "change", "record_table": table.__tablename__}
        insert_rows(connection, trail.AUDIT, [{**fixed, "record_id": id, "changes": changes} for id in found])
        trail.note(session, table.__tablename__, found)
        documents.stale_ids(session, core, found)


def change_many(
    session: Session, table: type[Base], wanted: Sequence[int], name: str, values: tuple[Any, Any]
) -> None:
    """Give one column of many rows a new value, with a version each and an audit line each. ``values`` are the old
    one, the same in all of them, and the new; the rows are found by both of them afterwards."""
    core: Table = table.__table__  # type: ignore[assignment]
    connection = session.connection()
    old, new = values
    changed: dict[Any, Any] = {core.c[name]: new}
    if issubclass(table, Record):
        changed[core.c.version] = core.c.version + 1
    changes = json.dumps({name: [trail.plain(old), trail.plain(new)]}, ensure_ascii=False)
    for start in range(0, len(wanted), AT_ONCE // 4):
        some = wanted[start : start + AT_ONCE // 4]
        documents.stale_ids(session, core, some)
        connection.execute(update(core).where(core.c.id.in_(some)).values(changed))
        _read_anew(session, table, some)
        fixed = {"deed_id": trail.deed_id(session), "action": "change", "record_table": table.__tablename__}
        insert_rows(connection, trail.AUDIT, [{**fixed, "record_id": id, "changes": changes} for id in some])
        trail.note(session, table.__tablename__, some)
        documents.stale_ids(session, core, some)


def _read_anew(session: Session, table: type[Base], ids: Sequence[int]) -> None:
    """Whoever asks for one of these afterwards is given it as it is now, and not as the session had it."""
    for id in ids:
        if (known := session.identity_map.get(identity_key(table, id))) is not None:
            session.expire(known)


def age(session: Session) -> None:
    """A record that was changed as a clerk saw it, and of which only what hangs on it is different (the guests of an
    event), has a new version too: or another desk's form would put the old list back without a word."""
    hung = session.info["hung"]
    for record, seen in session.info["seen"]:
        if record.version == seen and (record.__tablename__, record.id) in hung:
            touch(session, record)


def touch(session: Session, record: Record) -> None:
    """The next version of a record none of whose columns changed; the trail has nothing to tell of it."""
    session.flush()
    table: Any = record.__table__
    seen = record.version
    same = update(table).where(table.c.id == record.id, table.c.version == seen).values(version=seen + 1)
    if session.connection().execute(same).rowcount != 1:
        raise StaleDataError(record.__tablename__)
    set_committed_value(record, "version", seen + 1)
    trail.note(session, record.__tablename__, [record.id])
