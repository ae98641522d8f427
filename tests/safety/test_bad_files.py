"""Hostile and damaged files brought to the import page: a sentence or a whole import, never a part of one (R15)."""

from __future__ import annotations

import os
import random
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.tabs.imports import ImportsTab
from fmcrm_desktop.ui.window import MainWindow
from tests.ui.at_work import LONG, desk_of, rows, settle, until

MUTANTS = range(*map(int, os.environ.get("FMCRM_MUTANTS", "6").split("-")))
"""Which damaged files go the whole way; a release runs FMCRM_MUTANTS=500, or 0-100, 100-200 … one after another."""
PATIENCE = 8 * LONG
"""Milliseconds for each step: two are processes of their own, and a release runs beside others."""
SEED = "\r\n".join(
    ["业主名称,手机号,备注"] + [f'"王小{n}",1380000{n:04},"一行\n两行 ""引用"""' for n in range(40)]
).encode("gbk")
HOSTILE = {
    "empty.csv": b"",
    "noise.csv": random.Random(1).randbytes(4_000),
    "noise.xlsx": b"PK\x03\x04" + random.Random(2).randbytes(4_000),
    "letter.pdf": b"%PDF-1.7\n" + b"x" * 100,
    "page.xls": b"<html><table><tr><td>1</td></tr></table></html>",
    "office.csv": b"SQLite format 3\x00" + bytes(4_000),
    "quote.csv": b'Name,Phone\n"never closed,1\n2,3\n' * 50,
    "wide.csv": b"Name," + b"x," * 40_000 + b"\n1\n",
}


@pytest.fixture
def page(window: MainWindow, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ImportsTab:
    """The import page; what it writes on the way goes to a folder of its own."""
    here = tmp_path / "temp"
    here.mkdir()
    monkeypatch.setenv("TMPDIR", str(here))
    monkeypatch.setattr(tempfile, "tempdir", str(here))
    desk_of(window).go(Link("imports"))
    settle(window, qtbot)
    found = desk_of(window).present
    assert isinstance(found, ImportsTab)
    return found


def people(path: Path) -> int:
    return int(rows(path, "select count(*) from person where archived is null")[0][0])


def settled(page: ImportsTab) -> bool:
    return not page.known.busy and page.office.quiet


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_table_gets_a_sentence(
    page: ImportsTab, office_path: Path, tmp_path: Path, name: str
) -> None:
    before = people(office_path)
    file = tmp_path / name
    file.write_bytes(HOSTILE[name])
    page.take(file)
    assert until(lambda: settled(page) and bool(page.known.fault or page.known.step), LONG)
    assert page.known.fault or page.known.look.rows, "nothing was said"
    assert people(office_path) == before
    assert list((tmp_path / "temp").iterdir()) == []


def mutated(dice: random.Random) -> bytes:
    content = bytearray(SEED)
    kind = dice.choice(("flip", "cut", "splice"))
    if kind == "flip":
        for _ in range(dice.randint(1, 30)):
            content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    elif kind == "cut":
        del content[dice.randrange(len(content) // 4, len(content)) :]
    else:
        start, end = sorted(dice.randrange(len(content)) for _ in range(2))
        content[start:end] = content[end:] + content[:start]
    return bytes(content)


def test_a_damaged_file_comes_in_whole_or_not_at_all(
    page: ImportsTab, office_path: Path, tmp_path: Path
) -> None:
    file = tmp_path / "mutant.csv"
    for number in MUTANTS:
        before = people(office_path)
        file.write_bytes(mutated(random.Random(number)))
        page.known.fault = ""
        page.take(file)
        for at, step in enumerate((page.match, page.try_out, page.bring_in, int), 1):
            known = page.known
            assert until(lambda at=at: settled(page) and (bool(page.known.fault) or page.known.step == at), PATIENCE), (
                number, at, known.step, known.busy, known.fault,
            )  # fmt: skip
            if page.known.fault or not page.known.kind:  # refused, or the person must say what is in it
                break
            step()
            QApplication.processEvents()
        if page.known.fault or page.known.step < 4:
            assert people(office_path) == before, number
        else:
            assert people(office_path) == before + page.known.told.result.added, number
            if page.known.told.deed is not None:
                page.undo()
                assert until(lambda: page.known.undone and settled(page), PATIENCE)
            assert people(office_path) == before, "one import, one undo"
    assert list((tmp_path / "temp").iterdir()) == []
