"""The log, what lies in temporary folders and what is remembered of a person's work hold nothing that was typed or
brought in: marked names, numbers and passwords go through hostile imports and every kind of fault, then are looked for
byte by byte."""

from __future__ import annotations

import contextlib
import logging
import os
import tempfile
import time
from collections.abc import Iterator
from logging.handlers import RotatingFileHandler
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmcrm_desktop import app
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.ui.qt_office import LastResort
from fmcrm_desktop.ui.tabs.imports import ImportsTab
from fmcrm_desktop.ui.window import MainWindow
from tests.safety import test_last_resort as breaking
from tests.ui.at_work import desk_of, settle, until

MARKS = (
    "Quillfeather",
    "羿鸑鷟",
    "13700009137",
    "440301199001017777",
    "umbrella-password-77",
    "Ouyang",
    "13812345678",
)
ROWS = "".join(f'"Quillfeather {n}\n羿鸑鷟",13700009137,440301199001017777\n' for n in range(30))
FILES = {
    "good.csv": f"Name,Phone,ID number\n{ROWS}".encode(),
    "quote.csv": f'Name,Phone\n"Quillfeather,13700009137\n{ROWS}'.encode(),
    "bytes.csv": f"Name,Phone\n{ROWS}".encode("utf-16-le")[1:],
    "noise.xlsx": b"PK\x03\x04" + ROWS.encode(),
    "office.csv": b"SQLite format 3\x00" + ROWS.encode(),
    "cut.vcf": "BEGIN:VCARD\nVERSION:3.0\nFN:Quillfeather 羿鸑鷟\nTEL:13700009137".encode(),
}
pytestmark = pytest.mark.qt_no_exception_capture


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The program's own log, and a temporary folder of the test's."""
    monkeypatch.setenv("FMCRM_HOME", str(tmp_path / "home"))
    (tmp_path / "temp").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temp"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    root, level = logging.getLogger(), logging.getLogger().level
    app.keep_log()
    yield tmp_path / "home" / "log" / "fmcrm.log"
    for one in [each for each in root.handlers if isinstance(each, RotatingFileHandler)]:
        root.removeHandler(one)
        one.close()
    root.setLevel(level)


def found(*folders: Path) -> list[tuple[str, str]]:
    """Marks in any file of the folders, and in its name, as UTF-8, UTF-16 and escaped."""
    left = []
    for path in (each for folder in folders for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes() + path.name.encode()
        for mark in MARKS:
            escaped = mark.encode("unicode_escape")
            if any(form in content for form in (mark.encode(), mark.encode("utf-16-le"), escaped)):
                left.append((path.name, mark))
    return left


def test_no_mark_is_in_the_log_or_left_in_a_folder_after_hostile_imports_and_faults(
    log: Path, window: MainWindow, qtbot: QtBot, tmp_path: Path
) -> None:
    desk_of(window).go(Link("imports"))
    settle(window, qtbot)
    page = desk_of(window).present
    assert isinstance(page, ImportsTab)
    for name, content in FILES.items():
        file = tmp_path / name
        file.write_bytes(content)
        page.known.fault = ""
        page.take(file)
        for at, step in enumerate((page.match, page.try_out, page.bring_in, int), 1):
            assert until(lambda at=at: not page.known.busy and window.office.quiet
                         and (bool(page.known.fault) or page.known.step >= at), 60_000), (name, at)  # fmt: skip
            if page.known.fault or not page.known.kind:
                break
            step()
            QApplication.processEvents()
        file.unlink()
    resort = LastResort(window.report)
    before = len(log.read_text("utf-8").splitlines())
    heard: list[object] = []
    window.office.broke.connect(heard.append)
    for many, fault in enumerate(breaking.FAULTS.values(), 1):
        fault(window)
        assert until(lambda many=many: len(heard) >= many, 60_000)
    resort.remove()
    with contextlib.suppress(Refusal):
        window.opened.office.sign_in("Quillfeather", "umbrella-password-77")
    assert len(log.read_text("utf-8").splitlines()) - before >= len(breaking.FAULTS), (
        "each fault has its line"
    )
    assert found(tmp_path / "home", tmp_path / "temp") == []


def test_a_record_is_one_line_and_an_error_is_told_without_its_words(log: Path) -> None:
    logger = logging.getLogger("somebody.elses")
    logger.error("first\r\nsecond\u2028third\x1b[31m")
    try:
        raise ValueError("Quillfeather\n13700009137")
    except ValueError:
        logger.exception("it broke")
    lines = log.read_bytes().split(b"\n")
    assert len(lines) == 3 and lines[2] == b""
    assert b"first\\r\\nsecond\\u2028third\\x1b[31m" in lines[0]
    assert b"ValueError" in lines[1] and b"test_logs.py" in lines[1]
    assert found(log.parent) == []


def test_the_log_is_kept_thirty_days_and_twenty_megabytes(log: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (handler,) = (each for each in logging.getLogger().handlers if isinstance(each, RotatingFileHandler))
    assert handler.maxBytes * (handler.backupCount + 1) <= 20_000_000
    handler.maxBytes = 20_000
    for n in range(2_000):
        logging.getLogger("long").info("%04d %s", n, "x" * 200)
    files = list(log.parent.iterdir())
    assert sum(path.stat().st_size for path in files) <= 200_000 and len(files) == 10
    old, young = sorted(path for path in files if path != log)[:2]
    for path, days in ((old, 31), (young, 29)):
        os.utime(path, (time.time() - days * 86_400,) * 2)
    app.keep_log()
    assert not old.exists() and young.exists()
