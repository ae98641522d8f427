"""Before an office is opened: is it ours, sound, of an age we know; and bringing it up to date with a backup first."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from fmcrm_desktop.model.refusal import Refusal, Unreadable
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store import backup, folders, server_trouble
from fmcrm_desktop.store.engine import is_file, office_url
from fmcrm_desktop.store.schema import NEWER, VERSION
from fmcrm_desktop.store.soundness import Damaged, Newer, NotOurs, faults, look
from fmcrm_desktop.store.store import Store

ROLLBACK = 1
"""What the 19th byte of a file says that is written without a log (sqlite.org/fileformat.html, 1.3.3)."""


def open_store(office: str, *, read_only: bool = False) -> Store:
    """The store of an existing office, upgraded when it is older. Raises Unreadable and its kinds."""
    url = office_url(office)
    if not is_file(url):
        return _open_server(office, read_only=read_only)
    path = Path(url.database or "")
    look(path)
    if not read_only and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        # SQLite would open it for reading, and leave a log of the same rights that outlasts their repair
        raise Unreadable(
            N_("{path} cannot be written. Check the rights on the file and its folder."), path=path
        )
    version = _version(path)
    if version > VERSION:
        raise Newer(
            N_("{path} was made by a newer version of this program. Install that version to open it."),
            path=path,
        )
    if version < VERSION:
        if read_only:
            raise Refusal(N_("{path} must be upgraded first. Open it once without reading only."), path=path)
        _upgrade(path)
    shared = folders.is_shared(path)
    if not read_only and not shared:
        _begin_log(path)
    return Store(office, read_only=read_only, rollback_journal=shared)


def create_store(office: str) -> Store:
    """The store of a new office, at a path where nothing is, or in an empty database."""
    from fmcrm_desktop.store.upgrade import found_version, upgrade

    url = office_url(office)
    if is_file(url):
        path = Path(url.database or "")
        if path.exists():
            raise Refusal(N_("There is a file at {path} already. Choose another name."), path=path)
        _make_place(path)
    elif found_version(office) > 0:
        raise Refusal(N_("There is an office in this database already. Open it instead."))
    upgrade(office)
    return Store(office)


def _make_place(path: Path) -> None:
    """The folder and an empty file that only its owner can read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except OSError as error:
        raise Refusal(
            N_("{path} cannot be made here: {why}. Choose another folder."), path=path, why=error.strerror
        ) from error


def _version(path: Path) -> int:
    """The schema version, by plain sqlite3: the migration tool is only loaded for a file that is behind."""
    try:
        with closing(sqlite3.connect(f"{path.as_uri()}?mode=rw", uri=True, timeout=5)) as connection:
            row = connection.execute("select version_num from alembic_version").fetchone()
            tables = connection.execute("select count(*) from sqlite_master where type = 'table'").fetchone()[
                0
            ]
        if row is None or tables < 5:
            raise Damaged(N_("{path} is damaged. Restore the newest backup."), path=path)
        return int(row[0])
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Refusal(
                N_("Another program is holding {path}. Nothing was lost: try again in a moment."), path=path
            ) from error
        if "readonly" in str(error) or "unable to open" in str(error):
            raise Unreadable(
                N_("{path} cannot be written. Check the rights on the file and its folder."), path=path
            ) from error
        raise Damaged(N_("{path} is damaged. Restore the newest backup."), path=path) from error
    except (sqlite3.DatabaseError, ValueError) as error:
        raise Damaged(N_("{path} is damaged. Restore the newest backup."), path=path) from error


def _begin_log(path: Path) -> None:
    """A backup that was put back, and a file that lay in a shared folder, have no write-ahead log. They get it before
    anybody reads: the guard of a reader (guard.py) keeps SQLite from going over to it, and nothing could be saved."""
    with path.open("rb") as file:
        how = file.read(20)[18]
    if how == ROLLBACK:
        with suppress(sqlite3.OperationalError), closing(sqlite3.connect(path, timeout=5)) as connection:
            connection.execute("pragma journal_mode = wal")


def _upgrade(path: Path) -> None:
    from fmcrm_desktop.store.upgrade import upgrade

    found = faults(path)
    if found:
        raise Damaged(N_("{path} is damaged. Restore the newest backup."), path=path)
    backup.make(path)
    upgrade(str(path))


def _open_server(office: str, *, read_only: bool) -> Store:
    from sqlalchemy.exc import DBAPIError

    from fmcrm_desktop.store.upgrade import found_version, upgrade

    try:
        version = found_version(office)
    except DBAPIError as error:
        told = server_trouble.sentence(error)
        if told in ("", server_trouble.AWAY):
            told = N_("The office's server does not answer. Check the address and the network.")
        raise Unreadable(told) from error
    if version == 0:
        raise NotOurs(N_("There is no office in this database. Make a new one in it, or check the address."))
    if version > VERSION:
        raise Newer(NEWER)
    if version < VERSION and not read_only:
        upgrade(office)
    return Store(office, read_only=read_only)
