"""An office moved from its file to a server or back: every row copied, read again on the other side and compared.

The source is only read, in one transaction that sees one moment of it. Whatever goes wrong, nothing is left at the
target: a file gets its name at the end, and on a server everything, its tables too, is one transaction.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Table,
    bindparam,
    event,
    func,
    inspect,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.exc import DBAPIError, StatementError

from fmcrm_desktop.jobs import half
from fmcrm_desktop.model.refusal import Refusal, Unreadable
from fmcrm_desktop.model.tables import Base
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import attachments, documents
from fmcrm_desktop.store.engine import DESK, DESKS, is_file, office_url, open_engine, told
from fmcrm_desktop.store.ready import insert_rows
from fmcrm_desktop.store.schema import REVISION
from fmcrm_desktop.store.soundness import faults
from fmcrm_desktop.store.upgrade import run_missing, upgrade

AT_ONCE = 2_000
Heard = Callable[[int, int], object]
"""Hears how much of how much is done: the tables, about a tenth of it, then each row twice, written and compared. May
raise to stop it."""


@dataclass
class Sum:
    """The rows of a table: how many, and a fingerprint that is the same in whatever order they come, for databases
    sort text each in their own way."""

    rows: int = 0
    print: int = 0

    def add(self, rows: list[Any]) -> None:
        self.rows += len(rows)
        for row in rows:
            said = hashlib.sha256(repr(tuple(row)).encode("utf-8")).digest()
            self.print = (self.print + int.from_bytes(said, "big")) % (1 << 256)


def move(source: str, target: str, shared: str, heard: Heard) -> dict[str, int]:
    """Copy the office at ``source`` to ``target``, a file that is not there or an empty database; rows by table.

    ``shared`` is the folder of a server's attachments, "" for none. Raises Refusal; then nothing is at the target.
    """
    here, there = office_url(source), office_url(target)
    place = told(there)
    try:
        with (
            _reading(here) as read,
            _files(read, _folder(here, shared), _folder(there, shared)) as bring_files,
            _Steps(read, heard).hearing_tables() as steps,
            (_new_file if is_file(there) else _new_tables)(there) as write,
        ):
            steps.begin_rows()
            sums = _copy(read, write, steps)
            _compare(write, sums, steps, place)
            bring_files()
    except (StatementError, sqlite3.Error, OSError, ValueError) as error:
        said = str(getattr(error, "orig", None) or error)
        raise Refusal(
            N_("Nothing was moved, and nothing is left at {place}: {why}. The office is as it was."),
            why=" ".join(said.split("\n", maxsplit=1)[0].split()).rstrip("."),
            place=place,
        ) from error
    return {name: each.rows for name, each in sums.items()}


def ready(target: str) -> None:
    """Whether an office could go there: a file that is not there, or an empty database that lets us in. Raises
    Refusal."""
    url = office_url(target)
    if is_file(url):
        _free(Path(url.database or ""))
        return
    engine = open_engine(url, writing=False)
    try:
        with _connected(engine, url) as connection:
            _is_empty(connection, url)
    finally:
        engine.dispose()


# the source


@contextmanager
def _reading(url: URL) -> Iterator[Connection]:
    """One moment of the office. Raises Refusal for an older schema and while other desks work on it."""
    engine = open_engine(url, writing=False)
    try:
        with engine.connect() as connection:
            if not is_file(url):
                _nobody_else(connection)
            found = connection.execute(text("select version_num from alembic_version")).scalar()
            if found != REVISION:
                raise Refusal(N_("This office is of an older version. Upgrade it first, then move it."))
            yield connection
    finally:
        engine.dispose()


def _nobody_else(connection: Connection) -> None:
    """Whatever another desk saves after this moment would be left behind."""
    others = text(
        "select count(*) from pg_stat_activity where datname = current_database() "
        "and starts_with(application_name, :desks) and application_name <> :mine"
    )
    if connection.execute(others, {"desks": DESKS, "mine": DESK}).scalar():
        raise Refusal(N_("Other desks have this office open. Close the program on them, then try again."))
    names = ", ".join(
        connection.dialect.identifier_preparer.format_table(table) for table in Base.metadata.sorted_tables
    )
    connection.execute(text("set local lock_timeout = '5s'"))
    connection.execute(text(f"lock table {names} in share mode"))


class _Steps:
    """Adds up what is done for the one who hears it."""

    def __init__(self, read: Connection, heard: Heard) -> None:
        self.heard, self.done = heard, 0
        tables = Base.metadata.sorted_tables
        rows = 2 * sum(read.execute(select(func.count()).select_from(table)).scalar_one() for table in tables)
        self._table = max(rows // (9 * len(tables)), 1)
        self._tables = self._table * len(tables)
        self.of = self._tables + rows

    @contextmanager
    def hearing_tables(self) -> Iterator[_Steps]:
        """Each table that the migrations make meanwhile is told: a server takes seconds for all of them."""

        def made(_connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
            if statement.lstrip()[:13].upper() == "CREATE TABLE " and self.done < self._tables:
                self.more(self._table)

        event.listen(Engine, "after_cursor_execute", made)
        try:
            yield self
        finally:
            event.remove(Engine, "after_cursor_execute", made)

    def begin_rows(self) -> None:
        """All tables are there, however many steps the migrations took."""
        self.done = self._tables

    def more(self, rows: int) -> None:
        self.done += rows
        self.heard(self.done, self.of)


# rows


def _each(connection: Connection, statement: Any, use: Callable[[list[Any]], object]) -> None:
    """Some rows of a statement after the other, never all of them at once."""
    with connection.execution_options(yield_per=AT_ONCE).execute(statement) as result:
        for some in result.partitions():
            use(list(some))


def _copy(read: Connection, write: Connection, steps: _Steps) -> dict[str, Sum]:
    sums: dict[str, Sum] = {}
    for table in Base.metadata.sorted_tables:
        sums[table.name] = _copy_table(read, write, table, steps)
        _go_on_counting(write, table)
    documents.index_anew(write)
    write.execute(text("analyze"))
    return sums


def _copy_table(read: Connection, write: Connection, table: Table, steps: _Steps) -> Sum:
    found, own = Sum(), _to_itself(table)

    def put(rows: list[Any]) -> None:
        found.add(rows)
        insert_rows(write, table, [dict(row._mapping) | dict.fromkeys(own) for row in rows])
        steps.more(len(rows))

    _each(read, select(table), put)
    _point(read, write, table, own)
    return found


def _to_itself(table: Table) -> list[str]:
    """Columns that name rows of the same table: filled when all of them are there, whatever their order."""
    return sorted({key.parent.name for key in table.foreign_keys if key.column.table is table})


def _point(read: Connection, write: Connection, table: Table, own: list[str]) -> None:
    if not own:
        return
    pointing = select(table.c.id.label("b_id"), *(table.c[name].label(f"b_{name}") for name in own))
    change = update(table).where(table.c.id == bindparam("b_id"))
    change = change.values({name: bindparam(f"b_{name}") for name in own})
    pointing = pointing.where(or_(*(table.c[name].is_not(None) for name in own)))
    _each(read, pointing, lambda rows: write.execute(change, [dict(row._mapping) for row in rows]))


def _go_on_counting(write: Connection, table: Table) -> None:
    """The next record made there gets the number after the last; SQLite finds it by itself."""
    if write.dialect.name == "sqlite" or "id" not in table.c:
        return
    last = write.execute(select(func.max(table.c.id))).scalar() or 0
    write.execute(
        text("select setval(cast(:name as regclass), :next, false)"),
        {"name": write.dialect.identifier_preparer.quote(f"{table.name}_id_seq"), "next": last + 1},
    )


def _compare(write: Connection, sums: dict[str, Sum], steps: _Steps, place: str) -> None:
    """Read every row again where it is now. Raises Refusal at the first table that is not as it was."""
    for table in Base.metadata.sorted_tables:
        found = Sum()

        def again(rows: list[Any], found: Sum = found) -> None:
            found.add(rows)
            steps.more(len(rows))

        _each(write, select(table), again)
        if found != sums[table.name]:
            raise Refusal(
                N_(
                    "Nothing was moved: “{table}” would not be the same at {place}. Nothing is left there, and the "
                    "office is as it was."
                ),
                table=table.name,
                place=place,
            )


# the target


@contextmanager
def _new_tables(url: URL) -> Iterator[Connection]:
    """An empty database with our tables in it, kept when the block ends well. Raises Refusal where there are some."""
    engine = open_engine(url, writing=True)
    try:
        with _connected(engine, url) as connection:
            _is_empty(connection, url)
            run_missing(connection)
            yield connection
            connection.commit()
    finally:
        engine.dispose()


def _is_empty(connection: Connection, url: URL) -> None:
    there = set(inspect(connection).get_table_names())
    if there & {"alembic_version", *Base.metadata.tables}:
        raise Refusal(
            N_("There is an office at {place} already. Make an empty database and move there."),
            place=told(url),
        )
    if connection.execute(text("show server_encoding")).scalar() != "UTF8":
        raise Refusal(N_("The database must keep text as UTF8. Make one that does and move there."))


def _connected(engine: Any, url: URL) -> Connection:
    try:
        connection: Connection = engine.connect()
    except DBAPIError as error:
        raise Unreadable(
            N_(
                "No database lets us in at {place}. Make it on the server, or check address, name and password."
            ),
            place=told(url),
        ) from error
    return connection


@contextmanager
def _new_file(url: URL) -> Iterator[Connection]:
    """An office file under a passing name, which gets its own when the block ends well and the check finds no fault."""
    target = Path(url.database or "")
    part = half(target)
    _free(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        upgrade(str(part))
        engine = open_engine(office_url(part), writing=True)
        try:
            with engine.connect() as connection:
                yield connection
                connection.commit()
        finally:
            engine.dispose()
        if part.with_name(part.name + "-wal").exists():
            raise ValueError("-wal")  # SQLite could not fold it into the file, and would not say so
        if wrong := faults(part):
            raise ValueError(wrong[0])
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        _free(target)
        os.replace(part, target)
        attachments.sync_folder(target.parent)
    finally:
        for end in ("", "-wal", "-shm", "-journal"):
            with contextlib.suppress(OSError):
                part.with_name(part.name + end).unlink(missing_ok=True)


def _free(target: Path) -> None:
    if target.exists():
        raise Refusal(N_("There is a file at {path} already. Choose another name."), path=target)


# attachments


def _folder(url: URL, shared: str) -> Path | None:
    if is_file(url):
        return attachments.folder_of(Path(url.database or "").absolute())
    return Path(shared) if shared else None


@contextmanager
def _files(read: Connection, source: Path | None, target: Path | None) -> Iterator[Callable[[], None]]:
    """Gives what brings the attached files over, whole and as they were; they go again where the move fails."""
    table = Base.metadata.tables["attachment"]
    columns = (table.c.name, table.c.stored_name, table.c.size, table.c.sha256)
    rows = [
        attachments.Kept(*row)
        for row in read.execute(select(*columns).where(table.c.stored_name != "").distinct())
    ]
    if rows and source and not target:
        raise Refusal(
            N_(
                "Files are attached here. Name a folder that all desks reach in Settings, The office; then move."
            )
        )
    if not rows or not source or not target or source == target:
        yield lambda: None
        return
    made = not target.exists()
    fresh = [
        target / row.stored_name
        for row in rows
        if attachments.STORED.fullmatch(row.stored_name) and not (target / row.stored_name).exists()
    ]

    def bring() -> None:
        attachments.bring(rows, source, target)
        before, after = attachments.compare(source, rows), attachments.compare(target, rows)
        lost = {*after.missing, *after.changed} - {*before.missing, *before.changed}
        if lost:
            raise ValueError(min(lost))

    try:
        yield bring
    except BaseException:
        for each in fresh:
            each.unlink(missing_ok=True)
        if made:
            with contextlib.suppress(OSError):
                target.rmdir()
        raise
