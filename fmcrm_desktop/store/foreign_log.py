"""A log of another file beside an office's: somebody copied a backup over a file whose process had been killed.

SQLite knows a log by its name alone: what lies beside a file is written into it, whatever it is of, and two offices are
mixed or the copied one is gone. What a log is of is told by its first page: its header is one that this log has brought
or is about to bring, or the one of the file, whose counter of changes is at most one behind the first in the log
(sqlite.org/fileformat.html, 1.3.7 and 4.1; pager.c, pager_write_changecounter).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import FileIO
from pathlib import Path

HEAD, FRAME, FIRST = 32, 24, 100
"""Bytes of the log's header, of a page's in it, and of the file's own on its first page."""
COUNTER = 24
"""Where the file's header counts its changes."""
MAGIC = (0x377F0682, 0x377F0683)


def log_of(path: Path) -> Path:
    return path.with_name(path.name + "-wal")


def is_foreign(path: Path) -> bool:
    """Whether the log beside a file is surely another's; nothing is opened as a database. While somebody works on the
    file both change: then nothing is said."""
    log = log_of(path)
    try:
        # unbuffered: the second reading would find in the first one's memory what it had found
        with path.open("rb", buffering=0) as file, log.open("rb", buffering=0) as written:
            first, head = file.read(FIRST), written.read(HEAD)
            told = _is_foreign(first, head, written)
            file.seek(0)
            written.seek(0)
            return told and (file.read(FIRST), written.read(HEAD)) == (first, head)
    except OSError:
        return False


def _is_foreign(first: bytes, head: bytes, log: FileIO) -> bool:
    if len(first) < FIRST or len(head) < HEAD or struct.unpack_from(">I", head)[0] not in MAGIC:
        return False
    begun: int | None = None
    for brought in _first_pages(head, log):
        if begun is None:
            begun = _counter(brought)
            if begun - _counter(first) in (0, 1):
                return False
        if brought == first:
            return False
    return begun is not None


def _first_pages(head: bytes, log: FileIO) -> Iterator[bytes]:
    """The file's header as each change of the first page has it, in order."""
    size, salt = struct.unpack_from(">I", head, 8)[0], head[16:24]
    at = HEAD
    while True:
        log.seek(at)
        frame = log.read(FRAME)
        if frame[8:16] != salt:
            return
        if struct.unpack_from(">I", frame)[0] == 1:
            page = log.read(FIRST)
            if len(page) == FIRST:
                yield page
        at += FRAME + size


def _counter(first: bytes) -> int:
    return int(struct.unpack_from(">I", first, COUNTER)[0])


def set_aside(path: Path) -> Path:
    """Give the log of another file a name under which nothing looks for it; gives that. What it shares with other
    processes goes too, for it is of that log."""
    log = log_of(path)
    number = 1
    while (aside := path.with_name(f"{path.name}-wal.{number}")).exists():
        number += 1
    log.rename(aside)
    path.with_name(path.name + "-shm").unlink(missing_ok=True)
    return aside
