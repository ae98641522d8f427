"""Plain inserts of many rows: on SQLite the statement is made once and the driver gets tuples.

SQLAlchemy builds the parameters of every row anew, which costs three times what SQLite needs to store it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Table, insert

from fmcrm_desktop.model.base import Moment

Bind = Callable[[Any], Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all have the same columns."""
    if not rows:
        return
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), rows)
        return
    names = tuple(rows[0])
    statement, binds = _prepared(table, names, connection.dialect)
    filled = [
        tuple([row[name] if bind is None or row[name] is None else bind(row[name]) for name, bind in binds])
        for row in rows
    ]
    connection.exec_driver_sql(statement, filled)


@lru_cache(maxsize=200)
def _prepared(
    table: Table, names: tuple[str, ...], dialect: Dialect
) -> tuple[str, list[tuple[str, Bind | None]]]:
    """The statement and, in the order of its parameters, each column's name and what the driver gets of it."""
    compiled = insert(table).compile(dialect=dialect, column_keys=list(names))
    order = [str(name) for name in compiled.positiontup or ()]
    return str(compiled), [(name, _bind(table, name, dialect)) for name in order]


def _bind(table: Table, name: str, dialect: Dialect) -> Bind | None:
    """What the driver gets of a value; days and moments are remembered, since imports repeat them."""
    bind = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
    if bind is None or not isinstance(table.c[name].type, Moment | Date):
        return bind
    return lru_cache(maxsize=5_000)(bind)
