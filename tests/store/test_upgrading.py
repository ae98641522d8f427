"""An office filled in every table by the version before keeps every value, on both databases."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Column, Connection, MetaData, Table, insert, select, text, types, update

from fmcrm_desktop.store.engine import APPLICATION_ID, office_url, open_engine
from fmcrm_desktop.store.schema import VERSION
from fmcrm_desktop.store.upgrade import upgrade
from tests.store.test_migrations import at_revision, differences

BEFORE = f"{VERSION - 1:04d}"
NEW: dict[str, tuple[str, set[object]]] = {"move": ("rating", {None})}
ROWS = (1, 2, 3)
Rows = dict[str, list[dict[str, Any]]]


@pytest.mark.parametrize("kind", ["file", "server"])
def test_a_filled_office_of_the_version_before_keeps_every_row(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    office = (
        str(tmp_path / "office.fmcrm") if kind == "file" else str(request.getfixturevalue("postgres_url"))
    )
    at_revision(office, BEFORE)
    before = filled(office)
    assert len(before) > 100, "every table is there"
    assert all(len(rows) == len(ROWS) for rows in before.values())
    assert upgrade(office) == 1
    after = kept(office)
    for table, (column, values) in NEW.items():
        assert {row.pop(column) for row in after[table]} == values
    assert after == before
    assert differences(office) == []


@pytest.mark.parametrize("kind", ["file", "server"])
def test_of_two_that_upgrade_at_once_one_does(
    kind: str, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    office = (
        str(tmp_path / "office.fmcrm") if kind == "file" else str(request.getfixturevalue("postgres_url"))
    )
    at_revision(office, BEFORE)
    if kind == "file":
        with closing(sqlite3.connect(office)) as connection:
            connection.execute(f"pragma application_id = {APPLICATION_ID}")
    command = [sys.executable, "-m", "fmcrm_desktop", "upgrade", "--office", office]
    both = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[1] for process in both]
    ended = [process.returncode for process in both]
    assert 0 in ended, said
    if kind == "server":  # the second waits, and finds it done
        assert ended == [0, 0], said
    for status, why in zip(ended, said, strict=True):
        assert status == 0 or "open in another window" in why
    assert differences(office) == []
    assert len(list(tmp_path.glob("* backups/*.fmcrm"))) == (kind == "file")


def test_on_a_server_one_desk_at_a_time_upgrades(postgres_url: str) -> None:
    at_revision(postgres_url, BEFORE)
    waits = "select count(*) from pg_locks where locktype = 'advisory' and not granted"
    command = [sys.executable, "-m", "fmcrm_desktop", "upgrade", "--office", postgres_url]
    with psycopg.connect(postgres_url, autocommit=True) as first:
        first.execute("select pg_advisory_lock(hashtext('upgrade'))")
        second = subprocess.Popen(command)
        while first.execute(waits).fetchone() == (0,):
            assert second.poll() is None, "it did not wait"
        assert first.execute("select version_num from alembic_version").fetchone() == (BEFORE,)
    assert second.wait(timeout=120) == 0
    assert differences(postgres_url) == []


def tables_of(connection: Connection) -> list[Table]:
    """The tables as the database has them, each after those it must point to."""
    known = MetaData()
    known.reflect(connection)
    waiting = [
        table for name, table in known.tables.items()
        if not name.startswith("document") and name != "alembic_version"
    ]  # fmt: skip
    found: list[Table] = []
    while waiting:
        free = [table for table in waiting if not any(must in waiting for must in _musts(table))]
        assert free, f"these point to each other: {waiting}"
        found += free
        waiting = [table for table in waiting if table not in free]
    return found


def _musts(table: Table) -> Iterator[Table]:
    for column in table.columns:
        for key in column.foreign_keys:
            if not column.nullable and key.column.table is not table:
                yield key.column.table


def filled(office: str) -> Rows:
    """Three rows in every table; the second names a record wherever one can be named."""
    engine = open_engine(office_url(office), writing=True)
    with engine.begin() as connection:
        tables = tables_of(connection)
        for table in tables:
            connection.execute(insert(table), [_row(table, n) for n in ROWS])
        for table in tables:
            ties = {column.name: 1 for column in table.columns if column.nullable and column.foreign_keys}
            if ties:
                connection.execute(update(table).where(_key(table) == 2).values(ties))
    engine.dispose()
    return kept(office)


def kept(office: str) -> Rows:
    engine = open_engine(office_url(office), writing=False)
    with engine.connect() as connection:
        found = {
            table.name: [dict(row) for row in connection.execute(select(table).order_by(_key(table))).mappings()]
            for table in tables_of(connection)
        }  # fmt: skip
        assert connection.execute(text("select version_num from alembic_version")).scalar()
    engine.dispose()
    return found


def _key(table: Table) -> Column[Any]:
    return next(iter(table.primary_key.columns))


def _row(table: Table, n: int) -> dict[str, Any]:
    return {column.name: _value(column, n) for column in table.columns if column.computed is None}


def _value(column: Column[Any], n: int) -> Any:
    if column.primary_key and isinstance(column.type, types.Integer):
        return n
    if column.foreign_keys:
        return None if column.nullable else n
    values: dict[type[Any], Any] = {
        types.Boolean: n % 2 == 0,
        types.Integer: 10**6 + n,
        types.DateTime: datetime(2026, 3, n, 1, 2, 3, tzinfo=UTC),
        types.Date: date(2026, 2, n),
        types.String: f"{column.name} {n} <b>'王芳' \n 𠮷",
    }
    return next(value for kind, value in values.items() if isinstance(column.type, kind))
