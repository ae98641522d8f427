"""One day of the program in processes of its own, begun with umask 000: no socket to the network is made, and nothing
it leaves behind can be read by anybody else; the same after a restore and a migration."""

from __future__ import annotations

import os
import shutil
import socket
import sqlite3
import stat
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.store.test_migrations import at_revision

HOOK = """
import os, sys
_kept = os.open(os.environ["FMCRM_HEARD"], os.O_WRONLY | os.O_APPEND)
def heard(event, args):
    if event.startswith("socket."):
        family = int(args[1]) if event == "socket.__new__" else ""
        os.write(_kept, f"{event} {family}\\n".encode())
sys.addaudithook(heard)
os.write(_kept, b"python\\n")
"""
"""Loaded by every Python the program begins, before its first line (sitecustomize)."""
PAIR = f"socket.__new__ {int(socket.AF_UNIX)}"
"""Pipes between the program and its own work are pairs of nameless local sockets: they lead nowhere else."""


@dataclass
class Day:
    """What a day left: all its files lie below ``folder``; ``heard`` is what every Python of it did with sockets."""

    folder: Path
    heard: list[str]

    @property
    def office(self) -> Path:
        return self.folder / "data" / "office.fmcrm"


def run(folder: Path, *arguments: str) -> str:
    """A command of the program as a person starts it, but with umask 000."""
    environment = {
        **os.environ,
        "FMCRM_HOME": str(folder / "home"),
        "FMCRM_HEARD": str(folder / "heard.txt"),
        "TMPDIR": str(folder / "temp"),
        "PYTHONPATH": f"{folder / 'hook'}{os.pathsep}{Path.cwd()}",
        "QT_QPA_PLATFORM": "offscreen",
    }
    ended = subprocess.run(
        [sys.executable, "-m", *arguments],
        check=False,
        env=environment,
        capture_output=True,
        text=True,
        umask=0,
        timeout=300,
    )
    assert ended.returncode == 0, ended.stderr[-3000:]
    return ended.stdout


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the hook; what the test itself makes there is private already."""
    folder = tmp_path_factory.mktemp("day")
    for name in ("hook", "data", "temp", "out"):
        (folder / name).mkdir(mode=0o700)
    (folder / "hook" / "sitecustomize.py").write_text(HOOK)
    (folder / "heard.txt").write_text("")
    return folder


@pytest.fixture(scope="session")
def day(place: Path) -> Day:
    """Founded, filled by an import, worked in by the window, exported, printed, backed up and restored."""
    office = str(place / "data" / "office.fmcrm")
    rows = place / "data" / "people.csv"
    rows.write_text("Name,Phone\nA. Novak,+44 20 7946 0018\nJ. Moreau,0755 8888 6666\n,0755 1\n")
    program = "fmcrm_desktop"
    run(place, program, "new", office, "--name", "Willow Court", "--zone", "Asia/Shanghai")
    refused = str(place / "out" / "refused.csv")
    run(place, program, "--office", office, "import", "people", str(rows), "--rejects", refused)
    run(place, "tests.safety.scripted_day", office, str(place / "out"))
    run(
        place,
        program,
        "--office",
        office,
        "export",
        "complaints",
        "--to",
        str(place / "out" / "complaints.xlsx"),
    )
    run(
        place,
        program,
        "--office",
        office,
        "report",
        "month-pack",
        "--month",
        "2026-11",
        "--to",
        str(place / "out" / "month.pdf"),
    )
    run(place, program, "--office", office, "backup", "--to", str(place / "out" / "copies"))
    newest = max((place / "data" / "office backups").glob("*.fmcrm"))
    run(place, program, "--office", office, "restore", str(newest))
    return Day(place, (place / "heard.txt").read_text().splitlines())


def wider(folder: Path, own: set[str]) -> list[str]:
    """Files and folders that others may look into; ``own`` are the test's."""
    return [
        f"{stat.S_IMODE(path.lstat().st_mode):o} {path.relative_to(folder)}"
        for path in sorted(folder.rglob("*"))
        if path.relative_to(folder).parts[0] not in own
        and path.name not in own
        and stat.S_IMODE(path.lstat().st_mode) & 0o077
    ]


OWN = {"hook", "heard.txt", "people.csv", "letter.txt"}


def test_the_day_was_a_day(day: Day) -> None:
    with closing(sqlite3.connect(day.office)) as plain:
        counted = [
            plain.execute(f"select count(*) from {table}").fetchone()[0]
            for table in ("person", "call", "complaint", "attachment")
        ]
    assert counted == [2, 1, 1, 1]
    names = {path.name for path in day.folder.rglob("*")}
    assert {"month.pdf", "people.csv", "complaints.xlsx", "refused.csv", "fmcrm.log", "window.ini"} <= names
    assert day.heard.count("python") >= 10, "every process of the program and of its work was listened to"


def test_no_socket_to_anywhere_is_made_in_an_office_that_is_a_file(day: Day) -> None:
    assert sorted({line for line in day.heard if line not in ("python", PAIR)}) == []


def test_the_listener_hears_a_socket(place: Path, tmp_path: Path) -> None:
    shutil.copytree(place / "hook", tmp_path / "hook")
    (tmp_path / "heard.txt").write_text("")
    (tmp_path / "hook" / "opens.py").write_text("import socket\nsocket.socket(socket.AF_INET).close()\n")
    run(tmp_path, "opens")
    assert f"socket.__new__ {int(socket.AF_INET)}" in (tmp_path / "heard.txt").read_text().splitlines()


def test_nothing_that_a_day_leaves_can_be_read_by_others(day: Day) -> None:
    assert wider(day.folder, OWN) == []
    assert stat.S_IMODE(day.office.stat().st_mode) == 0o600


def test_nothing_that_a_migration_leaves_can_be_read_by_others(place: Path, tmp_path: Path) -> None:
    folder = tmp_path / "old"
    folder.mkdir(mode=0o700)
    office = folder / "office.fmcrm"
    at_revision(office, "0006")
    with closing(sqlite3.connect(office)) as plain:
        plain.execute("pragma user_version = 6")
        plain.execute(f"pragma application_id = {0x464D4352}")
    office.chmod(0o600)
    shutil.copytree(place / "hook", folder / "hook")
    (folder / "heard.txt").write_text("")
    (folder / "temp").mkdir(mode=0o700)
    run(folder, "fmcrm_desktop", "--office", str(office), "upgrade")
    assert list((folder / "office backups").glob("*.fmcrm"))
    assert wider(folder, OWN) == []
