"""What other desks keep on the server is heard here at once: each deed tells which tables it touched, by NOTIFY.

A desk that was away (the server restarted, the network cut) tells all tables once it is back: whatever it missed.
"""

from __future__ import annotations

import importlib
import select
import socket
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from time import monotonic
from typing import Any

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.store.schema import NEWER, REVISION
from fmcrm_desktop.store.soundness import Newer

CHANNEL = "fmcrm_news"
TOGETHER = 0.2
"""Seconds between two tellings: of many deeds in a row the first is told at once, the others together."""
AGAIN = 3.0
"""Seconds until a server that is away is tried again."""
TRIED = 15.0
"""Seconds without news after which the line is tried: where nobody says that it is cut, nothing else would tell."""
GOODBYE = 4.0
"""Seconds that a listener gets to end."""
_TELL = text("select pg_notify(:channel, :said), (select version_num from alembic_version)")

Heard = Callable[[Mapping[str, set[int]]], object]


def tell(session: Session, desk: str) -> None:
    """With the commit the other desks hear what this deed touched; with a rollback nobody does. Raises Newer where a
    newer program has brought the office up meanwhile."""
    tables = session.info["touched"]
    if tables:
        said = " ".join((desk, *sorted(tables)))
        told = session.connection().execute(_TELL, {"channel": CHANNEL, "said": said}).one()
        if told.version_num != REVISION:
            raise Newer(NEWER)


class Elsewhere:
    """A connection of its own that does nothing but listen, on a thread of its own; ``heard`` is called there with
    the tables (no ids) that others than ``desk`` touched."""

    def __init__(self, engine: Engine, desk: str, heard: Heard) -> None:
        self._engine, self._desk, self._heard = engine, desk, heard
        self._line: Connection | None = None
        self._woken, self._waker = socket.socketpair()
        self._stopped = False
        self._thread = threading.Thread(target=self._run, name="elsewhere", daemon=True)

    def start(self) -> None:
        """What is kept after this is heard: where the server answers, it is listened to before this returns."""
        with suppress(DBAPIError):
            self._line = self._connect()
        self._thread.start()

    def stop(self) -> None:
        self._stopped = True
        with suppress(OSError):
            self._waker.send(b"x")
        self._thread.join(GOODBYE)

    def _connect(self) -> Connection:
        line = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        line.detach()
        line.exec_driver_sql(f"listen {CHANNEL}")
        return line

    def _run(self) -> None:
        import psycopg

        missed = self._line is None
        while not self._stopped:
            with suppress(DBAPIError, psycopg.Error, OSError):
                self._line = self._line or self._connect()
                if missed:
                    importlib.import_module("fmcrm_desktop.model.tables")
                    self._heard({table: set() for table in Base.metadata.tables})
                self._listen(self._line)
            missed = True
            self._hang_up()
            self._wait(AGAIN)
        self._woken.close()
        self._waker.close()

    def _hang_up(self) -> None:
        if self._line is not None:
            with suppress(Exception):
                self._line.close()
        self._line = None

    def _wait(self, seconds: float, *lines: int) -> bool:
        """Whether something came before the time was over, or it is time to stop."""
        waited_for: list[Any] = [self._woken, *lines]
        return self._stopped or bool(select.select(waited_for, [], [], seconds)[0])

    def _listen(self, line: Connection) -> None:
        driver: Any = line.connection.dbapi_connection  # detached, it has no other name
        server = driver.pgconn
        touched: set[str] = set()
        driver.add_notify_handler(lambda notice: touched.update(self._tables(notice.payload)))
        free = 0.0
        while not self._stopped:
            server.consume_input()  # raises when the line is cut
            while (notice := server.notifies()) is not None:
                touched.update(self._tables(notice.extra.decode()))
            left = free - monotonic()
            if touched and left <= 0:
                self._heard({table: set() for table in touched})
                touched.clear()
                free = monotonic() + TOGETHER
            if not self._wait(max(left, 0.0) if touched else TRIED, server.socket) and not touched:
                driver.execute("select 1")  # what is said meanwhile comes to the handler

    def _tables(self, said: str) -> list[str]:
        """What another desk touched."""
        desk, *tables = said.split()
        return tables if desk != self._desk else []
