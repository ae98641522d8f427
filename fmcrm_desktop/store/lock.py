"""Who has the office open: a lock of the operating system, gone when its process is, however it ended."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import IO

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_


class Held(Refusal):
    """Another window has this office open."""


def lock_path(office: Path) -> Path:
    """One lock for one file, by whatever link or spelling it is opened."""
    real = Path(os.path.normcase(office.resolve()))
    return real.with_name(real.name + ".lock")


class OfficeLock:
    """Held from ``take`` until ``release`` or the end of the process."""

    def __init__(self, office: Path) -> None:
        self.office = office
        self._file: IO[bytes] | None = None

    def take(self) -> None:
        """Take the lock or raise Held. Never waits."""
        file = self._open()
        try:
            _lock(file)
        except OSError:
            file.close()
            raise Held(N_("{path} is open in another window."), path=self.office) from None
        file.seek(0)
        file.truncate()
        file.write(str(os.getpid()).encode())
        file.flush()
        self._file = file

    def release(self) -> None:
        """Let go. The file stays: deleting it would let two others hold two different ones."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def _open(self) -> IO[bytes]:
        path = lock_path(self.office)
        try:
            return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+b")
        except OSError as error:
            raise Refusal(
                N_("{path} cannot be written. Check the rights on the file and its folder."), path=self.office
            ) from error


if sys.platform == "win32":
    import msvcrt

    def _lock(file: IO[bytes]) -> None:
        file.seek(1 << 30)  # beyond the text, which the other side may read
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(file: IO[bytes]) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
