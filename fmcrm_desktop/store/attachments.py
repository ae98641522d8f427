"""Files kept beside the office: copied in under generated names, copied out, compared with the rows both ways."""

from __future__ import annotations

import contextlib
import errno
import hashlib
import os
import re
import sqlite3
import stat
import tempfile
import uuid
from collections.abc import Callable, Iterable
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fmcrm_desktop.model.file_name import as_text, harmless
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_

LIMIT = 200 * 1024 * 1024
"""Bytes of one file at most."""
CHUNK = 1024 * 1024
STORED = re.compile(r"[0-9a-f]{32}")
"""A generated name. What else a row may say, of a file made by others, is never used as a path."""
_NAMED = "select distinct stored_name, name, size, sha256 from attachment where stored_name <> '' order by stored_name"

Heard = Callable[[int, int], object]
"""Hears how many bytes of how many are copied; may raise to stop it."""


def _unheard(_done: int, _of: int) -> None:
    """Nobody listens."""


@dataclass(frozen=True)
class Kept:
    """A file that lies in the folder: as the person named it, under which name, how long, its fingerprint."""

    name: str
    stored_name: str
    size: int
    sha256: str


@dataclass(frozen=True)
class Compared:
    """Rows beside files: names of people whose file is missing or not as it was, and files that no row names."""

    missing: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.extra)


def folder_of(office: Path) -> Path:
    """Where the files of an office lie: a folder beside it."""
    return office.with_name(office.stem + " attachments")


def path_of(folder: Path, stored_name: str) -> Path:
    """The file of a row. Raises Refusal for a name that was not generated here."""
    if not STORED.fullmatch(stored_name):
        raise Refusal(N_("This file is not kept in the office's folder and is not opened."))
    return folder / stored_name


def look_at(source: Path) -> int:
    """How large a file is; raises Refusal for what is no plain file or too large, before anything is copied."""
    name = as_text(source.name)
    try:
        about = source.stat()
    except OSError as error:
        raise _said(error, name) from error
    if not stat.S_ISREG(about.st_mode):
        raise Refusal(N_("“{name}” is a folder. Choose the files in it."), name=name)
    _not_too_large(name, about.st_size)
    return about.st_size


def take_in(folder: Path, source: Path, heard: Heard = _unheard) -> Kept:
    """Copy a file into the folder: a temporary name, written through to the disk, then its own. The source stays.

    Raises Refusal for what is no plain file, is too large or cannot be read or written.
    """
    name = as_text(source.name)
    stored = uuid.uuid4().hex
    part = folder / f".{stored}.part"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        size, digest = _copy(source, part, heard, look_at(source))
        _not_too_large(name, size)
        os.replace(part, folder / stored)
        sync_folder(folder)
    except OSError as error:
        raise _said(error, name) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
    return Kept(name, stored, size, digest)


def _not_too_large(name: str, size: int) -> None:
    if size > LIMIT:
        raise Refusal(
            N_("“{name}” is larger than {limit} MB. Keep it elsewhere and note where."),
            name=name,
            limit=LIMIT // 1024 // 1024,
        )


def _copy(source: Path, target: Path, heard: Heard, of: int, mode: int = 0o600) -> tuple[int, str]:
    """Copy to a new file, through to the disk; how much it was, and its fingerprint."""
    digest, done = hashlib.sha256(), 0
    handle = os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY | getattr(os, "O_BINARY", 0), mode)
    with source.open("rb") as read, os.fdopen(handle, "wb") as written:
        while piece := read.read(CHUNK):
            digest.update(piece)
            written.write(piece)
            done += len(piece)
            heard(done, max(of, done))
            if done > LIMIT:
                break
        written.flush()
        os.fsync(written.fileno())
    return done, digest.hexdigest()


def _said(error: OSError, name: str) -> Refusal:
    if error.errno == errno.ENOSPC:
        return Refusal(
            N_("The disk is full: “{name}” was not kept. Free some space and try again."), name=name
        )
    if error.errno == errno.ENOENT:
        return Refusal(N_("“{name}” is not there any more."), name=name)
    return Refusal(N_("“{name}” could not be copied: {why}."), name=name, why=error.strerror or error)


def copy_out(stored: Path, target: Path, name: str) -> None:
    """Copy a file to where a person wants it; what stands there already stays until the copy is whole."""
    half = target.with_name(f".{uuid.uuid4().hex}.part")
    try:
        _copy(stored, half, _unheard, 0)
        os.replace(half, target)
    except OSError as error:
        raise _said(error, name) from error
    finally:
        with contextlib.suppress(OSError):
            half.unlink(missing_ok=True)


def copy_to_look_at(stored: Path, name: str) -> Path:
    """A copy for reading only, in a folder of its own that the next start clears away: whatever the other program
    does with it, the office's file stays as it was."""
    place = Path(tempfile.gettempdir()) / "fmcrm-opened"
    place.mkdir(mode=0o700, parents=True, exist_ok=True)
    sweep_opened(place)
    copy = Path(tempfile.mkdtemp(dir=place)) / harmless(name)
    try:
        _copy(stored, copy, _unheard, 0)
        copy.chmod(0o400)
    except OSError as error:
        raise _said(error, name) from error
    return copy


def sweep_opened(place: Path, older: timedelta = timedelta(days=1)) -> None:
    """Clear away copies that were opened before yesterday."""
    limit = datetime.now(UTC).timestamp() - older.total_seconds()
    for each in place.iterdir():
        with contextlib.suppress(OSError):
            if each.stat().st_mtime < limit and each.is_dir() and not each.is_symlink():
                for copy in each.iterdir():
                    copy.chmod(0o600)
                    copy.unlink()
                each.rmdir()


# rows and files


def named(office: Path) -> list[Kept]:
    """What the rows of an office file name, archived ones too; nothing in a file from before there were any."""
    with closing(sqlite3.connect(f"{office.absolute().as_uri()}?mode=ro", uri=True, timeout=5)) as read:
        if not read.execute("select 1 from sqlite_master where name = 'attachment'").fetchone():
            return []
        return [
            Kept(name, stored, size, digest) for stored, name, size, digest in read.execute(_NAMED).fetchall()
        ]


def compare(folder: Path, rows: Iterable[Kept], thorough: bool = True) -> Compared:
    """Rows beside files, both ways; ``thorough`` reads every file, else only its length is looked at."""
    missing, changed, known = [], [], set()
    for row in rows:
        known.add(row.stored_name)
        path = folder / row.stored_name
        if not STORED.fullmatch(row.stored_name) or not path.is_file():
            missing.append(row.name)
        elif path.stat().st_size != row.size or (thorough and fingerprint(path) != row.sha256):
            changed.append(row.name)
    there = (each.name for each in folder.iterdir()) if folder.is_dir() else iter(())
    extra = sorted(name for name in there if name not in known and not name.endswith(".part"))
    return Compared(tuple(missing), tuple(changed), tuple(extra))


def fingerprint(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def bring(rows: Iterable[Kept], source: Path, target: Path) -> None:
    """Copy what the rows name from one folder to another, where it is not there already, whole and as it was.

    A file that is missing or was changed is left out: the check names it. Raises OSError when the disk is full.
    """
    for row in rows:
        there, here = target / row.stored_name, source / row.stored_name
        if not STORED.fullmatch(row.stored_name) or not here.is_file():
            continue
        if there.is_file() and there.stat().st_size == row.size:
            continue
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        part = target / f".{row.stored_name}.{os.getpid()}.part"
        try:
            part.unlink(missing_ok=True)
            if _copy(here, part, _unheard, 0)[1] == row.sha256:
                os.replace(part, there)
        finally:
            part.unlink(missing_ok=True)
    if target.is_dir():
        sync_folder(target)


def sweep(folder: Path, older: timedelta = timedelta(hours=6)) -> None:
    """Remove what a killed copy left half written."""
    limit = datetime.now(UTC).timestamp() - older.total_seconds()
    for part in folder.glob(".*.part"):
        if part.stat().st_mtime < limit:
            part.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Write the folder's own list of names through to the disk."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
