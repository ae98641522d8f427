"""A commit whose answer was lost with the connection to the server: whether it is kept is told by its deed's row."""

from __future__ import annotations

from dataclasses import dataclass
from time import monotonic, sleep

from sqlalchemy import Connection, Engine, select, text
from sqlalchemy.orm import Session

from fmcrm_desktop.model.keeping import Deed
from fmcrm_desktop.model.refusal import Away
from fmcrm_desktop.store.server_trouble import AWAY

PATIENCE = 5.0
"""Seconds until a session of ours that the server still believes in must have ended."""
_END = text(
    "select pg_terminate_backend(pid) from pg_stat_activity where pid = :pid and pid <> pg_backend_pid()"
    " and usename = current_user and datname = current_database()"
)


@dataclass(frozen=True)
class Doubt:
    """The deed whose commit was not answered, and the server's process that had it in hand."""

    deed: int
    process: int


class Unsure(Away):
    """The server cannot even be asked whether the deed is kept."""

    def __init__(self, doubt: Doubt) -> None:
        self.doubt = doubt
        super().__init__(AWAY)


def of(session: Session) -> Doubt | None:
    """What must be known before a commit to ask for it afterwards; nothing where nothing was changed."""
    deed = session.info.get("deed")
    if deed is None:
        return None
    raw = session.connection().connection.driver_connection
    return Doubt(int(deed), int(raw.info.backend_pid)) if raw is not None else None


def is_kept(engine: Engine, doubt: Doubt) -> bool:
    """Whether the deed was kept after all. The session that had it is ended first: until then it might still be.

    Raises DBAPIError when the server cannot be asked.
    """
    with engine.connect() as connection:
        _end(connection, doubt.process)
        return connection.execute(select(Deed.id).where(Deed.id == doubt.deed)).first() is not None


def _end(connection: Connection, process: int) -> None:
    until = monotonic() + PATIENCE
    while connection.execute(_END, {"pid": process}).first() is not None and monotonic() < until:
        connection.rollback()  # each look is a new one
        sleep(0.05)
    connection.rollback()
