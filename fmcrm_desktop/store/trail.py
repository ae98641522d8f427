"""The trail: every flush writes who changed what, in the same transaction, and notes what was touched."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from json.encoder import encode_basestring
from typing import Any

from sqlalchemy import Engine, Table, event, inspect
from sqlalchemy.orm import ORMExecuteState, Session, UOWTransaction
from sqlalchemy.orm.attributes import get_history
from sqlalchemy.orm.base import PASSIVE_NO_INITIALIZE

from fmcrm_desktop.model.base import Base, Link, Record
from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import documents
from fmcrm_desktop.store.engine import OneTransaction
from fmcrm_desktop.store.ready import insert_row, insert_rows

DEED: Table = Deed.__table__  # type: ignore[assignment]
AUDIT: Table = Audit.__table__  # type: ignore[assignment]
HIDDEN = "***"
QUIET = frozenset({"version"})
"""Columns that tell a clerk nothing."""


class Watched(OneTransaction):
    """A session that keeps the trail: audit lines, search documents, news of what was touched."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine, expire_on_commit=False)
        self.info["touched"] = defaultdict(set)
        self.info["seen"], self.info["hung"] = [], set()


def touched(session: Session) -> dict[str, set[int]]:
    return {table: set(ids) for table, ids in session.info["touched"].items()}


@contextmanager
def taken_back(session: Session) -> Iterator[None]:
    """What is noted inside is forgotten when it fails, as the database forgets it."""
    session.flush()
    deed, before = session.info.get("deed"), touched(session)
    try:
        yield
    except BaseException:
        session.info["touched"].clear()
        session.info["touched"].update(before)
        # the deed's own row may have been written inside; it went with the rest
        session.info.pop("deed", None)
        if deed is not None:
            session.info["deed"] = deed
        raise


def note(session: Session, table: str, ids: Iterable[int]) -> None:
    session.info["touched"][table].update(ids)


def hang(session: Session, table: Any, row: Mapping[str, Any]) -> None:
    """Note the records that a row belongs to: what hangs on a record is part of what its form shows."""
    for key in table.foreign_keys:
        session.info["hung"].add((key.target_fullname.partition(".")[0], row.get(key.parent.key)))


def deed_id(session: Session) -> int:
    """The deed of this transaction; its row is written when the first change is."""
    if "deed" not in session.info:
        work = session.info["work"]
        values = {
            "moment": work.now,
            "staff_id": work.who.staff_id,
            "who": work.who.name,
            "case": work.case,
            "undoes_id": session.info.get("undoes"),
        }
        session.info["deed"] = insert_row(session.connection(), DEED, values)
    return int(session.info["deed"])


def plain(value: Any) -> Any:
    """A column's value as JSON takes it."""
    return value.isoformat() if isinstance(value, date | datetime) else value


def new_line(table: Any, values: Mapping[str, Any]) -> str:
    """The changes of a new row: its columns that say something, from nothing to what they are."""
    # put together by hand: imports write fifty thousand of these, and a general encoder takes three times as long
    told, parts = _told(table), []
    for name, value in values.items():
        if value is not None and value != "" and (known := told.get(name)):
            begin, secret, plain_no = known
            if value is False and plain_no:
                continue
            if type(value) is str and not secret:
                parts.append(begin + encode_basestring(value) + "]")
            else:
                parts.append(begin + _said(HIDDEN if secret else value) + "]")
    return "{" + ", ".join(parts) + "}"


def _said(value: Any) -> str:
    """A value of a column in JSON."""
    if isinstance(value, str):
        return encode_basestring(value)
    if isinstance(value, date):
        return f'"{value.isoformat()}"'
    return json.dumps(plain(value), ensure_ascii=False) if type(value) is not int else str(value)


@cache
def _told(table: Any) -> dict[str, tuple[str, bool, bool]]:
    """The columns that the trail tells of: how their line begins, whether their values are secret, and whether no is
    said by saying nothing, as it is where nothing can only mean no."""
    return {
        column.key: (
            f"{json.dumps(column.key)}: [null, ",
            bool(column.info.get("secret")),
            not column.nullable,
        )
        for column in table.columns
        if column.key not in QUIET and not column.primary_key
    }


def _after_flush(session: Session, _context: UOWTransaction) -> None:
    lines: list[dict[str, Any]] = []
    for record in session.new:
        _line(session, lines, record, "add")
    for record in session.dirty:
        _line(session, lines, record, "change")
    for record in session.deleted:
        _line(session, lines, record, "remove")
    if lines:
        deed = deed_id(session)
        insert_rows(session.connection(), AUDIT, [{"deed_id": deed, **line} for line in lines])


def _line(session: Session, lines: list[dict[str, Any]], record: Base, action: str) -> None:
    if not isinstance(record, Record | Link):
        return
    table = record.__tablename__
    if action == "change":
        changed = _changes(record)
        if not changed and not session.is_modified(record):  # set to what it was; a new version alone is news
            return
        changes = json.dumps(changed, ensure_ascii=False)
    else:
        values = {column.key: getattr(record, column.key) for column in record.__table__.columns}
        changes = new_line(record.__table__, values)
    note(session, table, [record.id])
    if isinstance(record, Link):
        hang(session, record.__table__, vars(record))
    documents.stale(session, record)
    lines.append({"action": action, "record_table": table, "record_id": record.id, "changes": changes})


def _changes(record: Base) -> dict[str, list[Any]]:
    """What a flush changed: column → before and after. What was set to what it was is none."""
    state = inspect(record)
    before, now = state.committed_state, state.dict
    changes = {}
    for name, (_, secret, _no) in _told(record.__table__).items():
        # only what was set at all can have changed: most columns of a wide record were not
        if name not in before or before[name] == now.get(name):
            continue
        history = get_history(record, name, PASSIVE_NO_INITIALIZE)
        if not history.has_changes():
            continue
        old = history.deleted[0] if history.deleted else None
        new = history.added[0] if history.added else None
        pair = [plain(old), plain(new)]
        # that there was nothing, or is nothing now, is no secret, and what was nothing can be undone
        changes[name] = [HIDDEN if secret and each not in (None, "") else each for each in pair]
    return changes


def _no_bulk(state: ORMExecuteState) -> None:
    """update() and delete() over records pass by versions and audit: the store refuses them."""
    if not (state.is_update or state.is_delete):
        return
    mapper = state.bind_mapper
    if mapper is not None and issubclass(mapper.class_, Record | Link):
        raise Refusal(N_("Records are changed one by one, so that the change log stays whole."))


event.listen(Watched, "after_flush", _after_flush)
event.listen(Watched, "do_orm_execute", _no_bulk)
