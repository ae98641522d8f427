"""Is a file an office, and is it sound: told from its first bytes, and by SQLite's full check."""

from __future__ import annotations

import sqlite3
import struct
from contextlib import closing
from pathlib import Path

from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import foreign_log
from fmcrm_desktop.store.engine import APPLICATION_ID

MAGIC = b"SQLite format 3\x00"


class NotOurs(Unreadable):
    """Some other file; it was not touched."""


class Newer(Unreadable):
    """Made by a newer version of the program; it was not touched."""


class Damaged(Unreadable):
    """Ours, but it cannot be trusted any more: restore a backup, or salvage what can be read."""


class ForeignLog(Unreadable):
    """Ours, with the log of another file beside it; nothing was opened, or the two would be mixed."""


def look(path: Path) -> None:
    """Refuse by its first hundred bytes what is no office; nothing is opened as a database and nothing written."""
    try:
        if path.is_dir():
            raise NotOurs(N_("{path} is a folder. Choose the office file in it."), path=path)
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError:
        raise Unreadable(
            N_("There is no office at {path}. Choose the file, or make a new office."), path=path
        ) from None
    except OSError as error:
        raise Unreadable(N_("{path} cannot be read: {why}."), path=path, why=error.strerror) from error
    if not header:
        raise Damaged(N_("{path} is empty. Restore the newest backup."), path=path)
    if len(header) < 100 or not header.startswith(MAGIC):
        raise NotOurs(
            N_(
                "{path} is no office file, or damaged beyond recognition. Nothing was changed in it; "
                "if it was your office, restore the newest backup."
            ),
            path=path,
        )
    if struct.unpack(">I", header[68:72])[0] != APPLICATION_ID:
        raise NotOurs(N_("{path} belongs to another program. Nothing was changed in it."), path=path)
    if foreign_log.is_foreign(path):
        raise ForeignLog(
            N_(
                "{path} was put here by hand, and {log} of the file that was here before still lies beside it. Opened "
                "together the two would be mixed: move {log} somewhere else, then open again."
            ),
            path=path,
            log=foreign_log.log_of(path).name,
        )


def faults(path: Path) -> list[str]:
    """What SQLite's full check says against a file: structure, indexes, foreign keys; empty when sound.

    The full check, for the quick one passes files that are damaged.
    """
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=ro", uri=True, timeout=5)) as connection:
            said = [row[0] for row in connection.execute("pragma integrity_check(20)") if row[0] != "ok"]
            orphans = connection.execute("pragma foreign_key_check").fetchmany(20)
            said += [f"{table} {rowid}: {parent}" for table, rowid, parent, _ in orphans]
            if connection.execute("select 1 from sqlite_master where name = 'document_fts'").fetchone():
                connection.execute("select count(*) from document_fts where document_fts match 'xkindperson'")
        return said
    except (
        sqlite3.DatabaseError,
        UnicodeDecodeError,
    ) as error:  # of a damaged name even the complaint is no text
        return [str(error)]


def examine(path: Path) -> list[str]:
    """Look at a file from outside and then through and through; raises Unreadable for what is no office."""
    look(path)
    return faults(path)
