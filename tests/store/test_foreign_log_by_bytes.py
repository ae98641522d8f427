"""What tells a log of another file, byte by byte after SQLite's description of its files (sqlite.org/fileformat.html):
headers and logs are put together here by hand; test_foreign_log.py has SQLite write them."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.store import foreign_log

MINE, OLD = b"mysalt..", b"oldsalt."
COUNT = 10
"""The counter of changes in the file's header."""


def header(counter: int, mark: int = 0) -> bytes:
    return b"SQLite format 3\0".ljust(24, b"\1") + struct.pack(">I", counter) + bytes([mark]) * 72


def frame(page: int, begin: bytes, salt: bytes = MINE, size: int = 512) -> bytes:
    return struct.pack(">II", page, 0) + salt + bytes(8) + begin.ljust(size, b"\0")


def log(*frames: bytes, magic: int = 0x377F0682, size: int = 512) -> bytes:
    return struct.pack(">IIII", magic, 3007000, size, 0) + MINE + bytes(8) + b"".join(frames)


def judged(tmp_path: Path, written: bytes, file: bytes = header(COUNT)) -> bool:
    path = tmp_path / "office.fmcrm"
    path.write_bytes(file.ljust(9_000, b"\0") if len(file) == 100 else file)
    path.with_name("office.fmcrm-wal").write_bytes(written)
    return foreign_log.is_foreign(path)


def first(counter: int, mark: int = 1, **how: Any) -> bytes:
    return frame(1, header(counter, mark), **how)


@pytest.mark.parametrize(
    ("foreign", "written"),
    [
        pytest.param(False, log(first(COUNT)), id="the file's own counter"),
        pytest.param(False, log(first(COUNT + 1)), id="the next"),
        pytest.param(True, log(first(COUNT + 2)), id="one too far"),
        pytest.param(True, log(first(COUNT - 1)), id="one before"),
        pytest.param(True, log(first(COUNT + 2), magic=0x377F0683), id="sums the other way round"),
        pytest.param(False, log(first(COUNT + 2), magic=0x377F0684), id="no log"),
        pytest.param(False, log(first(COUNT - 2), first(COUNT, 0)), id="it brought this header later"),
        pytest.param(True, log(first(COUNT - 2), first(COUNT, 1)), id="another of the same counter"),
        pytest.param(True, log(first(COUNT - 2), first(COUNT + 1)), id="only the first may be the next"),
        pytest.param(False, log(frame(2, header(77)), first(COUNT + 1)), id="after another page"),
        pytest.param(True, log(frame(2, header(COUNT + 1)), first(77)), id="another page tells nothing"),
        pytest.param(True, log(first(77), frame(2, header(COUNT))), id="nor does a later one"),
        pytest.param(True, log(first(77), first(COUNT, 0, salt=OLD)), id="what is left of an older log"),
        pytest.param(False, log(first(77, salt=OLD)), id="nothing but that"),
        pytest.param(False, log(), id="nothing in it"),
        pytest.param(False, log()[:20], id="not even a head"),
        pytest.param(False, log()[:6], id="hardly a beginning"),
        pytest.param(False, log(first(77)[:10]), id="torn in the frame's head"),
        pytest.param(False, log(first(77)[:44]), id="torn in the page"),
        pytest.param(True, log(frame(2, b"", size=4096), first(77, size=4096), size=4096), id="larger pages"),
    ],
)
def test_whose_log_it_is(tmp_path: Path, foreign: bool, written: bytes) -> None:
    assert judged(tmp_path, written) is foreign


def test_what_is_too_short_or_not_there_is_nobodys(tmp_path: Path) -> None:
    assert not judged(tmp_path, log(first(77)), file=header(COUNT)[:20])
    (tmp_path / "office.fmcrm-wal").unlink()
    assert not foreign_log.is_foreign(tmp_path / "office.fmcrm")
    assert not foreign_log.is_foreign(tmp_path / "elsewhere.fmcrm")


@pytest.mark.parametrize("what", ["file", "log", "neither"])
def test_nothing_is_said_while_somebody_works_on_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    real: Callable[..., bool] = foreign_log._is_foreign

    def meanwhile(*read: Any) -> bool:
        if what != "neither":
            path = tmp_path / ("office.fmcrm" if what == "file" else "office.fmcrm-wal")
            with path.open("r+b") as changed:
                changed.seek(24)
                changed.write(b"\7\7")
        return real(*read)

    monkeypatch.setattr(foreign_log, "_is_foreign", meanwhile)
    assert judged(tmp_path, log(first(77))) is (what == "neither")


def test_a_log_set_aside_takes_the_next_free_name_and_what_was_shared_goes(tmp_path: Path) -> None:
    path = tmp_path / "office.fmcrm"
    for n in range(1, 4):
        path.with_name("office.fmcrm-wal").write_bytes(bytes([n]))
        if n != 2:
            path.with_name("office.fmcrm-shm").write_bytes(b"")
        aside = foreign_log.set_aside(path)
        assert aside == path.with_name(f"office.fmcrm-wal.{n}") and aside.read_bytes() == bytes([n])
        assert not path.with_name("office.fmcrm-shm").exists()
        assert not foreign_log.log_of(path).exists()
