"""Connections: SQLite files and PostgreSQL servers, set up alike; the one place that calls create_engine."""

from __future__ import annotations

import uuid
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, func, make_url
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Session
from sqlalchemy.sql.elements import Extract

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

APPLICATION_ID = 0x464D4352
"""FMCR, in the header of every office file."""
BUSY_MS = 5_000
DESKS = "fmcrm-desktop "
DESK = DESKS + uuid.uuid4().hex[:12]
"""What a server is told who is connected: this program, and which process of it."""
SOON_TOLD = {
    "connect_timeout": 5, "tcp_user_timeout": 15_000, "keepalives_idle": 10, "keepalives_interval": 5,
    "keepalives_count": 3, "application_name": DESK,
}  # fmt: skip
"""To a server: seconds, and milliseconds of what was sent, until a cut network is told; the system's own two hours
would leave a clerk before a Save that never ends."""
SOON_FREE = "-c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3 -c tcp_user_timeout=15000"
"""The same for the server: what a desk held that is gone without a word is free in seconds, not after hours."""


class OneTransaction(Session):
    """A session that lives for one transaction: its connection is found out once, not at every statement."""

    _only: Connection | None = None

    def connection(self, *args: Any, **options: Any) -> Connection:
        if self._only is None:
            self._only = super().connection(*args, **options)
        return self._only


def office_url(office: str | Path) -> URL:
    """The database URL of an office given as a file path or already as a URL."""
    text = str(office)
    if "://" not in text:
        return URL.create("sqlite", database=str(Path(text).expanduser().absolute()))
    try:
        url = make_url(text)
    except ArgumentError:
        raise Refusal(N_("This is neither an office file nor the address of a server.")) from None
    if url.get_backend_name() == "postgresql":
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() != "sqlite":
        raise Refusal(N_("Offices are kept in a file or on PostgreSQL; other databases are not supported."))
    return url


def is_file(url: URL) -> bool:
    return url.get_backend_name() == "sqlite"


def told(url: URL) -> str:
    """Where an office is, for a person: the file's path, or the server's address without the password."""
    if is_file(url):
        return url.database or ""
    return url.set(drivername=url.get_backend_name()).render_as_string(hide_password=True)


def open_engine(url: URL, *, writing: bool, busy_ms: int = BUSY_MS, rollback_journal: bool = False) -> Engine:
    """An engine whose transactions begin IMMEDIATE when writing and cannot write when reading.

    With the driver's default begin, two desks that read before they write fail as locked although both
    would have waited; IMMEDIATE makes them wait.
    """
    if not is_file(url):
        # Who asks sees one moment, as of a file, and cannot be in anybody's way by it; who writes sees what others kept
        # until now, or a number would be given twice.
        level: Any = {} if writing else {"isolation_level": "REPEATABLE READ"}
        told = SOON_TOLD | {"options": f"{url.query.get('options', '')} {SOON_FREE}".strip()}
        engine = create_engine(
            url, pool_pre_ping=True, pool_size=3, connect_args=told, use_native_hstore=False, **level
        )
        _watch(engine)
        if not writing:
            event.listen(engine, "connect", _postgres_reads_only)
        return engine
    engine = create_engine(url, connect_args={"timeout": busy_ms / 1000, "check_same_thread": False})

    def set_up(connection: Any, _record: Any) -> None:
        prepare(connection, writing=writing, busy_ms=busy_ms, rollback_journal=rollback_journal)

    event.listen(engine, "connect", set_up)
    # Told to the dialect, not heard as an event: an engine that somebody listens to asks all its listeners at every
    # statement, which is a tenth of a save.
    setattr(engine.dialect, "do_begin", _begin_immediate if writing else _begin)  # noqa: B010  mypy: a method
    return engine


def prepare(
    connection: Any, *, writing: bool, busy_ms: int = BUSY_MS, rollback_journal: bool = False
) -> None:
    """Set up a plain sqlite3 connection: durable, checked, patient. A test reads these back."""
    connection.isolation_level = None
    run = connection.execute
    run(f"PRAGMA busy_timeout = {busy_ms}")
    if writing:
        run(f"PRAGMA journal_mode = {'DELETE' if rollback_journal else 'WAL'}")
    run("PRAGMA synchronous = FULL")
    run("PRAGMA foreign_keys = ON")
    run("PRAGMA trusted_schema = OFF")
    run("PRAGMA secure_delete = FAST")
    run(f"PRAGMA cache_size = {-24_576 if writing else -8_192}")  # two readers fill theirs in a large office
    run(f"PRAGMA query_only = {'OFF' if writing else 'ON'}")


def _begin(connection: Any) -> None:
    connection.dbapi_connection.execute("BEGIN")


def _begin_immediate(connection: Any) -> None:
    connection.dbapi_connection.execute("BEGIN IMMEDIATE")


def _watch(engine: Engine) -> None:
    """Lines that are given up once nothing comes back, and that are not asked each time whether they are there."""
    from fmcrm_desktop.store.line import Line, alive

    event.listen(engine, "do_connect", lambda _dialect, _record, args, how: Line.connect(*args, **how))
    ping = engine.dialect.do_ping
    setattr(engine.dialect, "do_ping", lambda line: alive(line, ping))  # noqa: B010  mypy: a method


def _postgres_reads_only(connection: Any, _record: Any) -> None:
    connection.read_only = True


@compiles(Extract, "sqlite")
def _extracted(wanted: Extract, compiler: Any, **how: Any) -> str:
    """Seconds since 1970 as SQLite counts them itself: SQLAlchemy lets it write them as text and read that, which takes
    six times as long."""
    if wanted.field == "epoch":
        return str(compiler.process(func.unixepoch(wanted.expr), **how))
    return str(compiler.visit_extract(wanted, **how))
