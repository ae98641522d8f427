"""What a process that was killed left half written: found by the number of the process in its name, and removed."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import sys
import tempfile
import time
from pathlib import Path

HALF = re.compile(r"\..+\.(\d+)\.part(\.part|-journal|-wal|-shm)?")
"""A file on its way: a dot, what it will be called, who writes it."""
PASSING = re.compile(r"fmcrm-[a-z]+-(\d+)-\w+")
"""A folder for a while, in the system's temporary one."""
QUIET = 600
"""Seconds after which nobody is still writing a paper or a list."""


def passing_folder(kind: str) -> Path:
    """A folder of one's own for papers that are only looked at; swept after this process has gone."""
    return Path(tempfile.mkdtemp(prefix=f"fmcrm-{kind}-{os.getpid()}-"))


def sweep_beside(folder: Path, stem: str = "", quiet: float = 0) -> None:
    """Remove half files of processes that have gone; with ``stem`` only those of names that begin so, and only what
    nobody has written to for ``quiet`` seconds."""
    for each in _names(folder):
        found = HALF.fullmatch(each.name)
        mine = found is not None and each.name.lstrip(".").startswith(stem.lstrip("."))
        if found and mine and not alive(int(found[1])) and _age(each) >= quiet:
            _remove(each)


def sweep_same(target: Path) -> None:
    """Remove what killed processes left of this file. It may lie in a folder of several machines, where a process of
    another one is not known here: what was written to of late stays."""
    sweep_beside(target.parent, target.name, QUIET)


def sweep_passing() -> None:
    """Remove temporary folders of processes that have gone."""
    for each in _names(Path(tempfile.gettempdir())):
        found = PASSING.fullmatch(each.name)
        if found and not alive(int(found[1])):
            _remove(each)


def alive(process: int) -> bool:
    """Whether a process of this number runs; where that cannot be told, True."""
    if sys.platform == "win32":
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True


def _age(path: Path) -> float:
    try:
        return time.time() - path.stat().st_mtime
    except OSError:
        return 0


def _names(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except OSError:
        return []


def _remove(path: Path) -> None:
    with contextlib.suppress(OSError):
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
