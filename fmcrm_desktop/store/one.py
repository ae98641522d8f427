"""One record by its id, as nearly every deed begins: a file is asked by a text made once."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from sqlalchemy import Dialect, Select, bindparam, inspect, select
from sqlalchemy.orm import Session, make_transient_to_detached

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.store.ready import on_sqlite, run

T = TypeVar("T", bound=Base)


def record(session: Session, table: type[T], id: int, *, limited: bool) -> T | None:
    """The record, known to the session from now on as if it had loaded it. ``limited``: what is read is narrowed.

    The session's own way looks the statement up, makes the loading of its columns ready anew each time and walks the
    result, which takes as long as everything else that saving a record asks.
    """
    connection = session.connection()
    if limited or not on_sqlite(connection):
        return session.scalars(_asked(table), {"id": id}).first()
    sql, columns = _text(table, connection.dialect)
    row = run(connection, sql, [(id,)]).fetchone()
    if row is None:
        return None
    found: Any = inspect(table).class_manager.new_instance()
    found.__dict__.update(
        (name, value if told is None else told(value))
        for (name, told), value in zip(columns, row, strict=True)
    )
    make_transient_to_detached(found)
    session.add(found)
    return found  # type: ignore[no-any-return]


@cache
def _asked(table: type[T]) -> Select[T]:
    """The question, made once: Session.get makes it anew each time."""
    return select(table).where(inspect(table).primary_key[0] == bindparam("id"))


@cache
def _text(table: type[Base], dialect: Dialect) -> tuple[str, list[tuple[str, Callable[[Any], Any] | None]]]:
    """The question's text and, of each column, the record's name for it and what makes a value of the driver's."""
    mapper = inspect(table)
    columns = list(table.__table__.columns)
    asked = select(*columns).where(mapper.primary_key[0] == bindparam("id")).compile(dialect=dialect)
    return str(asked), [
        (
            mapper.get_property_by_column(each).key,
            each.type.dialect_impl(dialect).result_processor(dialect, None),
        )
        for each in columns
    ]
