"""A disk that fails where a test wants it to, and one that remembers what was written and what was synced.

SQLite's own file layer is wrapped at its table of functions by ctypes: every connection of the process that is opened
inside ``wrapped`` goes through it, the program's and its libraries' alike. Nothing needs to be root or compiled.
"""

from __future__ import annotations

import _sqlite3
import ctypes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from ctypes import CFUNCTYPE, POINTER, c_char_p, c_int, c_int64, c_void_p
from dataclasses import dataclass, field

FULL, IOERR_READ, IOERR_WRITE, IOERR_FSYNC, CANTOPEN = 13, 266, 778, 1034, 14
"""What SQLite's file layer answers when the disk does."""

Opens = CFUNCTYPE(c_int, c_void_p, c_void_p, c_void_p, c_int, c_void_p)
Reads = CFUNCTYPE(c_int, c_void_p, c_void_p, c_int, c_int64)
Truncates = CFUNCTYPE(c_int, c_void_p, c_int64)
Syncs = CFUNCTYPE(c_int, c_void_p, c_int)


class Vfs(ctypes.Structure):
    """sqlite3_vfs as far as xOpen."""

    _fields_ = (
        ("version", c_int), ("size", c_int), ("longest", c_int), ("next", c_void_p), ("name", c_char_p),
        ("data", c_void_p), ("open", c_void_p),
    )  # fmt: skip


class Methods(ctypes.Structure):
    """sqlite3_io_methods, version 3."""

    _fields_ = (
        ("version", c_int), ("close", c_void_p), ("read", c_void_p), ("write", c_void_p), ("truncate", c_void_p),
        ("sync", c_void_p), ("rest", c_void_p * 13),
    )  # fmt: skip


@dataclass
class Event:
    """One call: write, truncate or sync of a file, read before it is done."""

    what: str
    file: str
    at: int = 0
    content: bytes = b""


Answer = Callable[[Event], int]


@dataclass
class Disk:
    """``answer`` is asked before every call; what is not 0 is answered in the disk's place."""

    answer: Answer = lambda _event: 0
    files: dict[int, tuple[str, Methods]] = field(default_factory=dict)
    kept: list[object] = field(default_factory=list)

    def opened(self, file: int, name: str) -> None:
        """Put our functions between SQLite and a file that was just opened."""
        pointer = ctypes.cast(file, POINTER(c_void_p))
        there = pointer[0]
        if there is None:
            return
        methods = Methods.from_address(there)
        wrapped = Methods()
        ctypes.memmove(
            ctypes.byref(wrapped), there, ctypes.sizeof(Methods) if methods.version > 2 else 8 * 17
        )
        real = {
            "read": Reads(methods.read), "write": Reads(methods.write),
            "truncate": Truncates(methods.truncate), "sync": Syncs(methods.sync),
        }  # fmt: skip

        def read(file: int, buffer: int, size: int, at: int) -> int:
            return self.answer(Event("read", name, at)) or real["read"](file, buffer, size, at)

        def write(file: int, buffer: int, size: int, at: int) -> int:
            event = Event("write", name, at, ctypes.string_at(buffer, size))
            return self.answer(event) or real["write"](file, buffer, size, at)

        def truncate(file: int, size: int) -> int:
            return self.answer(Event("truncate", name, size)) or real["truncate"](file, size)

        def sync(file: int, flags: int) -> int:
            return self.answer(Event("sync", name)) or real["sync"](file, flags)

        ours = (Reads(read), Reads(write), Truncates(truncate), Syncs(sync))
        for called, function in zip(("read", "write", "truncate", "sync"), ours, strict=True):
            setattr(wrapped, called, ctypes.cast(function, c_void_p).value)
        self.kept += [wrapped, ours, real]
        pointer[0] = ctypes.addressof(wrapped)


@contextmanager
def wrapped() -> Iterator[Disk]:
    """Every connection opened in here goes through the disk; those still open afterwards too, and it answers 0."""
    library = ctypes.CDLL(_sqlite3.__file__)
    library.sqlite3_vfs_find.restype = POINTER(Vfs)
    vfs = library.sqlite3_vfs_find(None)[0]
    before, disk = vfs.open, Disk()
    real = Opens(before)

    def open_file(vfs: int, name: int | None, file: int, flags: int, out: int) -> int:
        told = ctypes.string_at(name).decode() if name else ""
        refused = disk.answer(Event("open", told))
        status = refused or real(vfs, name, file, flags, out)
        if status == 0:
            disk.opened(file, told)
        elif refused:
            ctypes.cast(file, POINTER(c_void_p))[0] = None
        return int(status)

    ours = Opens(open_file)
    vfs.open = ctypes.cast(ours, c_void_p).value
    KEPT.extend((disk, ours))
    try:
        yield disk
    finally:
        disk.answer = lambda _event: 0
        vfs.open = before


KEPT: list[object] = []
"""A connection that is still open calls these to the end of the process."""
