"""Statements that stand ready: for SQLite their text is made once and the driver gets them with plain tuples.

SQLAlchemy takes 15 to 50 µs to bring a statement it knows to the driver, who runs it in three; a save is ten of them.
So what runs at every save, and what imports run by the thousand, goes this way. PostgreSQL is asked as ever: there the
way over the network is longer than all that.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

from sqlalchemy import CompoundSelect, Connection, Date, Dialect, Select, Table, Update, insert
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import ExpandedState

from fmcrm_desktop.model.base import Moment

Bind = Callable[[Any], Any]
Asked = Select[*tuple[Any, ...]] | CompoundSelect[*tuple[Any, ...]]
REFS = "refs"
"""What the expanding parameter of a select is called that asks about some records."""


def on_sqlite(connection: Connection) -> bool:
    return connection.dialect.name == "sqlite"


def run(connection: Connection, sql: str, rows: Sequence[Sequence[Any]]) -> sqlite3.Cursor:
    """Run one statement on SQLite for each row of parameters. What fails is raised as SQLAlchemy raises it."""
    driver: sqlite3.Connection = connection.connection.driver_connection  # type: ignore[assignment]
    try:
        return driver.execute(sql, rows[0]) if len(rows) == 1 else driver.executemany(sql, rows)
    except sqlite3.Error as error:
        raise DBAPIError.instance(
            sql, tuple(rows[0]), error, sqlite3.Error, dialect=connection.dialect
        ) from error


def rows_of(
    connection: Connection, asked: Asked, refs: Sequence[int] = (), **values: Any
) -> Sequence[Sequence[Any]]:
    """The rows of a select that is made once, about some records or none in particular. Its columns are texts and
    numbers, for they come as the driver gives them."""
    if not on_sqlite(connection):
        return connection.execute(asked, {REFS: list(refs), **values} if refs else values).all()
    sql, places, binds = _asking(asked, connection.dialect, len(refs), tuple(values))
    told = {name: bind(values[name]) for name, bind in binds.items()}
    told = values | told if told else values
    filled = [refs[place] if isinstance(place, int) else told.get(place, known) for place, known in places]
    return run(connection, sql, [filled]).fetchall()


def rows_each(
    connection: Connection, asked: Select[*tuple[Any, ...]], several: Sequence[Mapping[str, Any]]
) -> list[Sequence[Sequence[Any]]]:
    """The rows of such a select for several sets of values, in no order. A file is asked for each; a server, where the
    way there and back is what takes time, once for all."""
    if on_sqlite(connection) or not several:
        return [rows_of(connection, asked, **values) for values in several]
    told, binds = _expanded(asked, connection.dialect, dict(several[0]))
    found: list[list[Sequence[Any]]] = [[] for _ in several]
    arms, values = [], {}
    for at, given in enumerate(several):
        arm = told.statement
        for name, value in {**told.parameters, **given}.items():
            arm = arm.replace(f"%({name})s", f"%({name}_of_{at})s")
            values[f"{name}_of_{at}"] = binds[name](value) if name in binds else value
        arms.append(f"select {at}, each.* from ({arm}) each")  # noqa: S608  SQLAlchemy's own text
    for at, *row in connection.exec_driver_sql(" union all ".join(arms), values):
        found[at].append(row)
    return list(found)


def change_rows(connection: Connection, changes: Update, rows: Sequence[Mapping[str, Any]]) -> None:
    """Run an update once for each row of its parameters, texts and whole numbers."""
    if not on_sqlite(connection):
        connection.execute(changes, rows)
        return
    sql, names = _changing(changes, connection.dialect)
    run(connection, sql, [[row[name] for name in names] for row in rows])


def insert_row(connection: Connection, table: Table, row: Mapping[str, Any]) -> int:
    """Insert a row and give its id."""
    if not on_sqlite(connection):
        return int(connection.execute(insert(table), row).inserted_primary_key[0])  # type: ignore[index]
    statement, binds = _inserting(table, tuple(row), connection.dialect)
    id = run(connection, statement, _filled(binds, [row])).lastrowid
    assert id is not None
    return id


def insert_rows(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; what a row does not name is empty (NULL)."""
    if not rows:
        return
    names = tuple(dict.fromkeys(chain.from_iterable(rows)))
    if not on_sqlite(connection):
        connection.execute(insert(table), [{name: row.get(name) for name in names} for row in rows])
        return
    statement, binds = _inserting(table, names, connection.dialect)
    run(connection, statement, _filled(binds, rows))


def _filled(
    binds: Sequence[tuple[str, Bind | None]], rows: Sequence[Mapping[str, Any]]
) -> Sequence[Sequence[Any]]:
    """What the driver gets, column by column: how a value is told is asked once for each."""
    columns: list[list[Any]] = []
    for name, bind in binds:
        values = [row.get(name) for row in rows]
        columns.append(values if bind is None else [v if v is None else bind(v) for v in values])
    return list(zip(*columns, strict=True))


@lru_cache(maxsize=200)
def _inserting(
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


@lru_cache(maxsize=200)
def _asking(
    asked: Asked, dialect: Dialect, count: int, names: tuple[str, ...]
) -> tuple[str, list[tuple[int | str, Any]], dict[str, Bind]]:
    """The text for so many records; in the order of its parameters, which record it is, or what the parameter is
    called and the value that the statement itself has for it; and what the driver gets of the values to come."""
    told, binds = _expanded(asked, dialect, {REFS: range(count), **dict.fromkeys(names)})
    places: list[tuple[int | str, Any]] = []
    for name in told.positiontup or ():
        value = told.parameters[name]
        if name.startswith(f"{REFS}_"):
            places.append((value, None))
        else:
            places.append((name, binds[name](value) if name in binds and name not in names else value))
    return told.statement, places, {name: binds[name] for name in names if name in binds}


def _expanded(
    asked: Asked, dialect: Dialect, values: dict[str, Any]
) -> tuple[ExpandedState, dict[str, Bind]]:
    """The text with the values in it, and what the driver gets of each of them."""
    compiled = asked.compile(dialect=dialect)
    told = compiled.construct_expanded_state(values)
    binds: dict[str, Any] = {
        name: known.type.dialect_impl(dialect).bind_processor(dialect)
        for name, known in compiled.binds.items()
    }
    return told, {name: bind for name, bind in {**binds, **told.processors}.items() if bind is not None}


@lru_cache(maxsize=20)
def _changing(changes: Update, dialect: Dialect) -> tuple[str, tuple[str, ...]]:
    compiled = changes.compile(dialect=dialect)
    return str(compiled), tuple(compiled.positiontup or ())
