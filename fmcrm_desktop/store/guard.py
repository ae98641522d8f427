"""A second hold on the office file's locks, which nothing else in the process can let go.

SQLite holds POSIX locks, and those are gone as soon as anything in the same process closes the same file: a dialog of
files that looks into it to tell its kind is enough. Whoever opens the office next then takes itself for the only one,
folds the journal up and deletes it when it goes; what the first one writes from there on is lost. Locks of an open
file description (Linux) stay until their own file is closed, and keep the others from that.

https://www.sqlite.org/howtocorrupt.html#_posix_advisory_locks_canceled_by_a_separate_thread_doing_close_
"""

from __future__ import annotations

import os
import struct
import sys
from contextlib import suppress

WIDE = sys.platform == "linux" and sys.maxsize > 2**32
"""Where the system's record of a lock looks as below."""
_FLOCK = "hhqqi4x"
_SHARED = 0x40000000 + 2, 510
"""First byte and how many, on the database: what every reader holds (os_unix.c, SHARED_FIRST)."""
_LIVING = 128, 1
"""On its -shm: what everybody holds who is connected (os_unix.c, UNIX_SHM_DMS)."""


class Guard:
    """Held from ``hold`` until ``let_go``; only for a file with a WAL, for with a rollback journal writers lock
    everybody out, themselves too."""

    def __init__(self, path: str) -> None:
        self._wanted = {path: _SHARED, f"{path}-shm": _LIVING} if WIDE else {}
        self._files: dict[str, int] = {}
        self._held: set[str] = set()

    def hold(self) -> None:
        """Take what is not held yet; SQLite must be connected already. Never waits and never fails."""
        for path, span in self._wanted.items():
            if path in self._held:
                continue
            with suppress(OSError):  # not there yet, or a file system that knows no such locks
                if path not in self._files:
                    self._files[path] = os.open(path, os.O_RDONLY)
                _set(self._files[path], span, held=True)
                self._held.add(path)

    def let_go(self) -> None:
        """Give the locks back, before SQLite closes; the files stay open, for closing one would take SQLite's too."""
        for path in self._held:
            with suppress(OSError):
                _set(self._files[path], self._wanted[path], held=False)
        self._held.clear()

    def close(self) -> None:
        """Let the files go, after SQLite."""
        for file in self._files.values():
            os.close(file)
        self._files.clear()


def _set(file: int, span: tuple[int, int], *, held: bool) -> None:
    import fcntl

    kind = fcntl.F_RDLCK if held else fcntl.F_UNLCK
    fcntl.fcntl(file, fcntl.F_OFD_SETLK, struct.pack(_FLOCK, kind, os.SEEK_SET, *span, 0))
