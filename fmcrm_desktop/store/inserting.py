"""Plain inserts of many rows: on SQLite the statement is made once and the driver gets tuples.

SQLAlchemy builds the parameters of every row anew, which costs three times what SQLite needs to store it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Date, Dialect, Table, insert

from fmcrm_desktop.model.base import Moment

Bind = Callable[[Any], Any]


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; what a row does not name is empty (NULL)."""
    if not rows:
        return
    names = tuple(dict.fromkeys(chain.from_iterable(rows)))
    if connection.dialect.name != "sqlite":
        connection.execute(insert(table), [{name: row.get(name) for name in names} for row in rows])
        return
    statement, binds = _prepared(table, names, connection.dialect)
    columns: list[list[Any]] = []
    for name, bind in binds:
        values = [row.get(name) for row in rows]
        columns.append(values if bind is None else [v if v is None else bind(v) for v in values])
    filled = list(zip(*columns, strict=True))
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
