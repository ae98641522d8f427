"""Migrations: the newest is the schema we name, the model and the database agree on both databases."""

from __future__ import annotations

import shutil
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect

from fmcrm_desktop import places
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office
from fmcrm_desktop.store.engine import APPLICATION_ID, office_url, open_engine
from fmcrm_desktop.store.schema import REVISION, VERSION
from fmcrm_desktop.store.upgrade import upgrade


def differences(office: str) -> list[Any]:
    engine = open_engine(office_url(office), writing=False)

    def ours(thing: Any, name: str | None, kind: str, reflected: bool, _other: Any) -> bool:
        search = kind == "table" and str(name).startswith("document_fts")
        return not search and not (reflected and name in {"tokens", "ix_document_tokens"})

    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        found = compare_metadata(context, Base.metadata)
    engine.dispose()
    return found


def test_the_newest_migration_is_the_version_the_program_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(places.migrations()))
    assert ScriptDirectory.from_config(config).get_current_head() == REVISION


def test_no_index_is_declared_twice() -> None:
    names = [index.name for table in Base.metadata.tables.values() for index in table.indexes]
    assert sorted(names, key=str) == sorted(set(names), key=str)


def test_a_new_file_has_exactly_the_tables_of_the_model(founded: Path, tmp_path: Path) -> None:
    path = tmp_path / "office.fmcrm"
    shutil.copy(founded, path)
    assert differences(str(path)) == []
    with sqlite3.connect(path) as connection:
        assert connection.execute("pragma application_id").fetchone() == (APPLICATION_ID,)
        assert connection.execute("pragma user_version").fetchone() == (VERSION,)
        assert connection.execute("pragma foreign_key_check").fetchall() == []


def test_upgrading_twice_changes_nothing(founded: Path, tmp_path: Path) -> None:
    path = tmp_path / "office.fmcrm"
    shutil.copy(founded, path)
    assert upgrade(str(path)) == 0


def test_postgresql_gets_the_same_tables_columns_and_indexes(
    postgres_url: str, founded: Path, tmp_path: Path
) -> None:
    found_office(postgres_url, OfficeForm(name="Willow Court")).close()
    assert differences(postgres_url) == []
    path = tmp_path / "office.fmcrm"
    shutil.copy(founded, path)
    shapes = []
    for office in (str(path), postgres_url):
        engine = open_engine(office_url(office), writing=False)
        look = inspect(engine)
        shapes.append({
            table: {
                "columns": {column["name"] for column in look.get_columns(table)} - {"tokens"},
                "indexes": {
                    index["name"] for index in look.get_indexes(table) if "duplicates_constraint" not in index
                } - {"ix_document_tokens"},
                # by what they tie: of a key added in place SQLite keeps the name where inspect does not read it
                "keys": {
                    (*key["constrained_columns"], key["referred_table"])
                    for key in look.get_foreign_keys(table)
                },
            }
            for table in Base.metadata.tables
        })  # fmt: skip
        engine.dispose()
    assert shapes[0] == shapes[1]


@pytest.mark.parametrize("pragma, value", [
    ("journal_mode", "wal"), ("synchronous", 2), ("foreign_keys", 1), ("busy_timeout", 5000), ("trusted_schema", 0),
])  # fmt: skip
@pytest.mark.parametrize("writing", [True, False])
def test_every_new_connection_is_durable_checked_and_patient(
    founded: Path, tmp_path: Path, pragma: str, value: object, writing: bool
) -> None:
    path = tmp_path / "office.fmcrm"
    shutil.copy(founded, path)
    engine = open_engine(office_url(str(path)), writing=writing)
    with engine.connect() as connection:
        assert connection.exec_driver_sql(f"pragma {pragma}").scalar() == value
        assert connection.exec_driver_sql("pragma query_only").scalar() == (0 if writing else 1)
    engine.dispose()


def test_a_filled_office_of_the_first_version_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "office.fmcrm"
    at_revision(path, "0001")
    with sqlite3.connect(path) as old:
        old.execute("pragma foreign_keys = on")
        old.executemany(
            "insert into person (id, kind, name, other_name, sort_key, salutation, language, identity_number, gender,"
            " occupation, prefers, warning, account, notes, external_number, version)"
            " values (?, 'person', ?, '', ?, '', '', '', '', '', '', '', '', ?, '', 1)",
            [(1, "王芳", "wang fang", "a<b> 'x' \n 𠮷"), (2, "O'Neil", "o'neil", "")],
        )
        old.execute(
            "insert into call (id, direction, started, number, person_id, topic, notes, outcome, version)"
            " values (7, 'in', '2026-11-01 08:00:00.000000', '138', 1, 'lift', '', 'answered', 1)"
        )
        old.execute(
            "insert into promise (id, kind, person_id, call_id, made, due, text, why, version) values"
            " (3, 'call_back', 1, 7, '2026-11-01 08:00:00.000000', '2026-11-02 08:00:00.000000', '', '', 1)"
        )
    before = rows_of(path, "person", "call", "promise")
    assert upgrade(str(path)) == VERSION - 1
    after = rows_of(path, "person", "call", "promise")
    for table, kept in before.items():
        assert [
            {name: row[name] for name in old} for old, row in zip(kept, after[table], strict=True)
        ] == kept
    assert after["person"][0]["expects"] == "" and after["call"][0]["topic_id"] is None
    assert differences(str(path)) == []


def test_the_rating_of_a_complaint_goes_to_the_follow_up_it_was_said_at(tmp_path: Path) -> None:
    """The last one: also where the complaint was taken up again, which had taken it out of every month."""
    path = tmp_path / "office.fmcrm"
    at_revision(path, "0010")
    with sqlite3.connect(path) as old:
        needed = {
            row[1]: "" if row[2] == "TEXT" else 0
            for row in old.execute("pragma table_info(complaint)") if row[3] and row[4] is None and row[1] != "id"
        }  # fmt: skip
        for id, state, rating in (
            (1, "followed_up", 4),
            (2, "investigating", 1),
            (3, "followed_up", None),
            (4, "received", None),
        ):
            row = needed | {"id": id, "number": f"C-{id}", "received": "2026-10-01 08:00:00.000000", "state": state,
                            "follow_up_rating": rating, "version": 1}  # fmt: skip
            old.execute(
                f"insert into complaint ({', '.join(row)}) values ({', '.join('?' * len(row))})",
                list(row.values()),
            )
        old.executemany(
            "insert into move (id, subject, subject_id, from_state, to_state, moment, why)"
            " values (?, ?, ?, ?, ?, ?, '')",
            [
                (1, "complaint", 1, "resolved", "followed_up", "2026-10-03 08:00:00.000000"),
                (2, "complaint", 2, "resolved", "followed_up", "2026-10-04 08:00:00.000000"),
                (3, "complaint", 2, "followed_up", "investigating", "2026-10-05 08:00:00.000000"),
                (4, "complaint", 3, "resolved", "followed_up", "2026-10-06 08:00:00.000000"),
                (5, "complaint", 1, "followed_up", "followed_up", "2026-10-07 08:00:00.000000"),
                (6, "work_order", 1, "resolved", "followed_up", "2026-10-07 08:00:00.000000"),
                (7, "complaint", 4, "", "received", "2026-10-07 08:00:00.000000"),
            ],
        )
    upgrade(str(path))
    rated = [(row["id"], row["rating"]) for row in rows_of(path, "move")["move"]]
    assert rated == [(1, 4), (2, 1), (3, None), (4, None), (5, None), (6, None), (7, None)]


def at_revision(path: Path, revision: str) -> None:
    """A new file as that version of the program made it."""
    engine = open_engine(office_url(str(path)), writing=True)
    config = Config()
    config.set_main_option("script_location", str(places.migrations()))
    with engine.connect() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        connection.commit()
    engine.dispose()


def rows_of(path: Path, *tables: str) -> dict[str, list[dict[str, Any]]]:
    with sqlite3.connect(path) as connection:
        connection.row_factory = sqlite3.Row
        return {
            table: [dict(row) for row in connection.execute(f"select * from {table} order by id")]
            for table in tables
        }
