"""Looks at a workbook before it is opened: bombs, cut files and far-away cells are refused, not unpacked.

The reader lays a sheet out as rows times columns up to the last used cell and writes a shared text into every
cell that uses it, so a file of a few kilobytes could ask for all the memory there is.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from fmcrm_desktop.exchange import limits
from fmcrm_desktop.model.refusal import Unreadable
from fmcrm_desktop.model.words import N_

_BLOCK = 256 * 1024

_PLACE = re.compile(rb"\sr\s*=\s*[\"']([A-Za-z]{0,4})(\d{1,10})[\"']")
_SHARED_CELL = re.compile(rb"<(?:\w+:)?v>\s*(\d{1,9})\s*</")
_SHARED_ITEM = re.compile(rb"<(?:\w+:)?si[\s>/]")
_REPEATED = re.compile(rb"number-(columns|rows)-repeated\s*=\s*[\"'](\d{1,12})[\"']")

DAMAGED = N_(
    "The file is damaged or cut off. Open it in a spreadsheet program, save it anew, and import that."
)
LOCKED = N_("The file is protected by a password. Save a copy without one and import that.")
TOO_MUCH = N_("The workbook unpacks to more than {most} MB. Save the sheet you need as CSV and import that.")
TOO_FAR = N_(
    "Sheet {sheet} is too large: cells are used as far as row {row}, column {column}. "
    "Delete what stands outside the table, or save it as CSV."
)


def check(path: Path) -> None:
    """Raises Unreadable for a zipped workbook (XLSX, ODS) that is damaged or asks for too much."""
    try:
        with zipfile.ZipFile(path) as archive, path.open("rb") as raw:
            _check_entries(archive, raw)
    except (
        zipfile.BadZipFile,
        zipfile.LargeZipFile,
        zlib.error,
        struct.error,
        EOFError,
        NotImplementedError,
        ValueError,
        OverflowError,
    ) as error:
        raise Unreadable(DAMAGED) from error


def _check_entries(archive: zipfile.ZipFile, raw: BinaryIO) -> None:
    entries = archive.infolist()
    if len(entries) > limits.MOST_ENTRIES:
        raise Unreadable(DAMAGED)
    meter = _Meter()
    names = {entry.filename.lower(): entry for entry in entries}
    lengths: list[int] = []
    shared = names.get("xl/sharedstrings.xml")
    if shared is not None:
        lengths = _shared_lengths(_inflated(raw, shared, meter))
    for name, entry in names.items():
        if entry is shared:
            continue
        blocks = _inflated(raw, entry, meter)
        if name.startswith("xl/") and "sheet" in name and name.endswith(".xml"):
            _check_sheet(blocks, entry.filename, lengths)
        elif name == "content.xml":
            _check_repeats(blocks)
        else:
            for _ in blocks:
                pass


class _Meter:
    """Counts what the entries unpack to, all together."""

    def __init__(self) -> None:
        self.seen = 0

    def add(self, size: int) -> None:
        self.seen += size
        if self.seen > limits.LARGEST_INFLATED:
            raise Unreadable(TOO_MUCH, most=limits.LARGEST_INFLATED // limits.MEGABYTE)


def _inflated(raw: BinaryIO, entry: zipfile.ZipInfo, meter: _Meter) -> Iterator[bytes]:
    """The entry unpacked from its raw bytes: zipfile stops at the size it claims, other readers do not."""
    if entry.flag_bits & 1:
        raise Unreadable(LOCKED)
    if entry.header_offset < 0:
        raise zipfile.BadZipFile
    raw.seek(entry.header_offset)
    head = raw.read(30)
    if len(head) < 30 or head[:4] != b"PK\x03\x04":
        raise zipfile.BadZipFile
    name_length, extra_length = struct.unpack("<HH", head[26:30])
    raw.seek(entry.header_offset + 30 + name_length + extra_length)
    left = entry.compress_size
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    if inflate is None and entry.compress_type != zipfile.ZIP_STORED:
        raise NotImplementedError
    while left > 0:
        packed = raw.read(min(_BLOCK, left))
        if not packed:
            raise EOFError
        left -= len(packed)
        if inflate is None:
            meter.add(len(packed))
            yield packed
            continue
        while packed:
            block = inflate.decompress(packed, _BLOCK)
            packed = inflate.unconsumed_tail
            meter.add(len(block))
            if block:
                yield block
    if inflate is not None:
        if not inflate.eof:
            raise EOFError
        yield inflate.flush()


def _windows(blocks: Iterator[bytes]) -> Iterator[bytes]:
    """Blocks that end at a tag, so that no pattern is cut in two."""
    rest = b""
    for block in blocks:
        whole = rest + block
        at = whole.rfind(b"<")
        if at <= 0 or len(whole) - at > 4 * _BLOCK:
            at = len(whole)
        yield whole[:at]
        rest = whole[at:]
    yield rest


def _check_sheet(blocks: Iterator[bytes], name: str, lengths: list[int]) -> None:
    last_row = last_column = text = 0
    for window in _windows(blocks):
        for letters, digits in set(_PLACE.findall(window)) if b"r=" in window or b"r =" in window else ():
            last_row = max(last_row, int(digits))
            last_column = max(last_column, _column_number(letters))
        if lengths and max(lengths) > 1000:
            text += sum(
                lengths[at] for found in _SHARED_CELL.findall(window) if (at := int(found)) < len(lengths)
            )
    if last_row * last_column > limits.MOST_CELLS or last_row > 2_000_000 or text > limits.MOST_CELL_TEXT:
        raise Unreadable(TOO_FAR, sheet=name.rsplit("/", 1)[-1], row=last_row, column=last_column)


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _shared_lengths(blocks: Iterator[bytes]) -> list[int]:
    """Bytes of each shared text, markup counted in: enough to tell a bomb from a table."""
    lengths: list[int] = []
    for window in _windows(blocks):
        starts = [match.start() for match in _SHARED_ITEM.finditer(window)]
        if not starts:
            if lengths:
                lengths[-1] += len(window)
            continue
        if lengths:
            lengths[-1] += starts[0]
        lengths.extend(after - start for start, after in zip(starts, [*starts[1:], len(window)], strict=True))
    return lengths


def _check_repeats(blocks: Iterator[bytes]) -> None:
    """OpenDocument writes a repeated cell once: a thousand repeats of a thousand rows are a million cells.

    Spreadsheet programs pad honest sheets with empty repeats up to the last row and column of the grid; the
    reader drops those. What must not be repeated is a cell with something in it.
    """
    cells = 0
    rows_repeated = 1
    for window in _windows(blocks):
        for tag in re.finditer(rb"<table:table-(cell|row)\b([^>]*)>", window):
            repeats = {kind: int(number) for kind, number in _REPEATED.findall(tag.group(2))}
            if tag.group(1) == b"row":
                rows_repeated = repeats.get(b"rows", 1)
            elif not tag.group(2).rstrip().endswith(b"/") or b"value" in tag.group(2):
                cells += rows_repeated * repeats.get(b"columns", 1)
    if cells > limits.MOST_CELLS:
        raise Unreadable(TOO_MUCH, most=limits.LARGEST_INFLATED // limits.MEGABYTE)
