"""Looks at an old XLS workbook before it is opened: a damaged address would lay out a sheet of terabytes.

The file is a small file system (OLE compound file) with the workbook as one stream of records; only the
addresses of cells are read here. Source: [MS-CFB] 2.2 to 2.6, [MS-XLS] 2.1.4.
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from fmcrm_desktop.exchange import limits
from fmcrm_desktop.exchange.workbook_guard import DAMAGED, LOCKED, TOO_FAR
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NO_SECTOR = 0xFFFFFFF0
_FILE_PASSWORD = 0x002F
_CELLS = frozenset(
    (
        0x0201,
        0x0203,
        0x0204,
        0x0205,
        0x00D6,
        0x00FD,
        0x027E,
        0x00BD,
        0x00BE,
        0x0006,
        0x0001,
        0x0003,
        0x0004,
        0x0005,
        0x0007,
    )
)
"""BLANK, NUMBER, LABEL, BOOLERR, RSTRING, LABELSST, RK, MULRK, MULBLANK, FORMULA and their oldest kinds."""
_SEVERAL = frozenset((0x00BD, 0x00BE))
"""MULRK and MULBLANK: their last column stands at their end."""
_DIMENSIONS, _SHARED_TEXTS = 0x0200, 0x00FC
_BEGIN = frozenset((0x0809, 0x0409, 0x0209, 0x0009))


def check(path: Path) -> None:
    """Raises Unreadable for a file that is no XLS workbook, is locked, damaged or asks for too much."""
    content = path.read_bytes()
    if not content.startswith(_SIGNATURE):
        raise Unreadable(N_("This file is no table. Choose a CSV, XLSX, XLS or ODS file."))
    try:
        stream = _workbook(content)
    except (struct.error, IndexError, ValueError) as error:
        raise Unreadable(DAMAGED) from error
    _check_addresses(stream)


def _workbook(content: bytes) -> bytes:
    """The stream of records. Raises ValueError where a length cannot be true: the reader would reserve it."""
    size = 1 << struct.unpack_from("<H", content, 30)[0]
    if size not in (512, 4096):
        raise ValueError
    sectors = len(content) // size + 1
    if any(struct.unpack_from("<I", content, at)[0] > sectors for at in (40, 44, 64, 72)):
        raise ValueError("more sectors than the file has")
    table = _sector_table(content, size)
    entries = b"".join(_sectors(content, size, table, struct.unpack_from("<I", content, 48)[0]))
    found = [_entry(entries, at) for at in range(0, len(entries) - 127, 128)]
    names = {name for name, _, _ in found}
    if names & {"encryptedpackage", "encryptioninfo"}:
        raise Unreadable(LOCKED)
    if any(length > len(content) for _, _, length in found):
        raise ValueError("a stream longer than the file")
    for name, start, length in found:
        if name in ("workbook", "book"):
            if length >= struct.unpack_from("<I", content, 56)[0]:
                return b"".join(_sectors(content, size, table, start))[:length]
            return _short(content, size, table, found[0], start)[:length]
    raise Unreadable(N_("This file is no table. Choose a CSV, XLSX, XLS or ODS file."))


def _entry(entries: bytes, at: int) -> tuple[str, int, int]:
    """Name, first sector and length of a directory entry."""
    written = max(0, struct.unpack_from("<H", entries, at + 64)[0] - 2)
    name = entries[at : at + min(written, 64)].decode("utf-16-le", "replace").lower()
    start, length = struct.unpack_from("<II", entries, at + 116)
    return name, start, length


def _short(content: bytes, size: int, table: list[int], root: tuple[str, int, int], start: int) -> bytes:
    """A small stream, which lies in sectors of 64 bytes inside the root's stream."""
    inside = b"".join(_sectors(content, size, table, root[1]))
    follow = b"".join(_sectors(content, size, table, struct.unpack_from("<I", content, 60)[0]))
    short_table = list(struct.unpack(f"<{len(follow) // 4}I", follow[: len(follow) // 4 * 4]))
    # _sectors skips a header of one sector, which the inner stream does not have
    return b"".join(_sectors(bytes(64) + inside, 64, short_table, start))


def _sector_table(content: bytes, size: int) -> list[int]:
    """Which sector follows which."""
    places = [at for at in struct.unpack_from("<109I", content, 76) if at < _NO_SECTOR]
    more, hops = struct.unpack_from("<I", content, 68)[0], 0
    while more < _NO_SECTOR and hops <= len(content) // size:
        part = struct.unpack_from(f"<{size // 4}I", content, (more + 1) * size)
        places += [at for at in part[:-1] if at < _NO_SECTOR]
        more, hops = part[-1], hops + 1
    table: list[int] = []
    for at in places[: len(content) // size + 1]:
        table += struct.unpack_from(f"<{size // 4}I", content, (at + 1) * size)
    return table


def _sectors(content: bytes, size: int, table: list[int], at: int) -> Iterator[bytes]:
    for _ in range(len(content) // size + 1):
        if at >= _NO_SECTOR:
            return
        yield content[(at + 1) * size : (at + 2) * size]
        at = table[at]
    raise ValueError("the sectors go round in a ring")


def _check_addresses(stream: bytes) -> None:
    """Walks the records and measures the used corner of each sheet."""
    at, sheet, corners = 0, 0, {0: (0, 0)}
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        record = stream[at + 4 : at + 4 + length]
        if kind in _BEGIN:
            sheet += 1
            corners[sheet] = (0, 0)
        elif kind == _FILE_PASSWORD:
            raise Unreadable(LOCKED)
        elif (
            kind == _SHARED_TEXTS
            and len(record) >= 8
            and struct.unpack_from("<I", record, 4)[0] > len(stream)
        ):
            raise Unreadable(DAMAGED)
        elif kind in _CELLS or kind == _DIMENSIONS:
            row, column = _corner(kind, record)
            known = corners[sheet]
            corners[sheet] = (max(known[0], row), max(known[1], column))
        at += 4 + length
    for number, (rows, columns) in corners.items():
        if rows * columns > limits.MOST_CELLS or columns > 1024:
            raise Unreadable(TOO_FAR, sheet=str(number), row=rows, column=columns)


def _corner(kind: int, record: bytes) -> tuple[int, int]:
    """How many rows and columns a record reaches to; the reader reserves what DIMENSIONS announces."""
    if kind == _DIMENSIONS:
        shape = "<IIHH" if len(record) >= 14 else "<HHHH"
        if len(record) < struct.calcsize(shape):
            return 0, 0
        first, last, left, right = struct.unpack_from(shape, record)
        backward = last < first or right < left  # the reader subtracts one from the other
        return (1 << 20, 1 << 20) if backward and (last or right) else (last, right)
    if len(record) < 4:
        return 0, 0
    row, column = struct.unpack_from("<HH", record)
    if kind in _SEVERAL and len(record) >= 6:
        column = max(column, struct.unpack_from("<H", record, len(record) - 2)[0])
    return row + 1, column + 1
