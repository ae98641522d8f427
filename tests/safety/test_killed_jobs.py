"""Killed in the middle of each long job, at the things it does with files and at chance moments: what is there after is
the old state or the new one, and the next start sweeps what was half written (R2). Told apart by plain sqlite3."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pypdf
import pytest

from fmcrm_desktop.ui.doors import close_office, open_locked
from tests.store.test_migrations import at_revision

POINTS = int(os.environ.get("FMCRM_JOB_KILLS", "60")) // 12
"""Of each kind and job; a release runs FMCRM_JOB_KILLS=600."""
FEWER = {"migration": 3, "import": 2, "report": 2}
"""What takes long is killed less often at each change."""


def state(office: Path) -> str:
    """All that is in the office but for when and by which number: a fingerprint of every table of people's."""
    with closing(sqlite3.connect(office)) as plain:
        assert plain.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert plain.execute("pragma foreign_key_check").fetchall() == []
        version = plain.execute("select version_num from alembic_version").fetchone()
        told = [version, *plain.execute("select name, sql from sqlite_master order by name").fetchall()]
        tables = {row[0] for row in plain.execute("select name from sqlite_master where type = 'table'")}
        for table in sorted(tables & {"person", "contact_point", "unit", "building"}):
            told += plain.execute(f"select * from {table} order by id").fetchall()
        told += (
            plain.execute("select name from attachment order by id").fetchall()
            if "attachment" in tables
            else []
        )
        audit = plain.execute("select count(*) from audit").fetchone() if "audit" in tables else None
        return hashlib.sha256(repr((told, audit)).encode()).hexdigest()


@pytest.fixture
def before(office_path: Path, tmp_path: Path) -> Path:
    """The folder as it is before each kill."""
    folder = tmp_path / "place" / "before"
    folder.mkdir(parents=True)
    shutil.copy(office_path, folder / "office.fmcrm")
    with closing(sqlite3.connect(folder / "office.fmcrm")) as plain:
        plain.execute("update person set notes = 'since the copy'")
        plain.commit()
    shutil.copy(office_path, folder / "copy.fmcrm")
    (folder / "letter.txt").write_text("letter" * 1000)
    (folder / "plan.txt").write_text("plan" * 1000)
    (folder / "phones.pdf").write_text("the old list")
    rows = "".join(f"Somebody {n},0755 1000 {n:04}\n" for n in range(60))
    (folder / "people.csv").write_text("Name,Phone\n" + rows)
    return folder


def killed(job: str, before: Path) -> list[Path]:
    points = max(POINTS // FEWER.get(job, 1), 2)
    home = {**os.environ, "FMCRM_HOME": str(before.parent / "home"), "TMPDIR": str(before.parent)}
    ended = subprocess.run(
        [sys.executable, "-m", "tests.safety.killed_jobs", job, str(before.parent), str(points), "7"],
        check=False, env=home, capture_output=True, text=True, timeout=3_000,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr[-2000:]
    found = [each for each in before.parent.iterdir() if each.name.startswith(("event-", "moment-"))]
    assert len([each for each in found if each.name.startswith("event-")]) >= min(points, 2)
    return found


def half_done(folder: Path) -> list[str]:
    return [each.name for each in folder.rglob(".*.part*")]


def begun_again(folder: Path) -> None:
    """The next start, as the window begins; nothing half written is left after it."""
    close_office(open_locked(str(folder / "office.fmcrm")), with_backup=False)
    assert [each for each in half_done(folder) if "phones" not in each] == [], folder.name


@pytest.mark.parametrize("job", ["backup", "restore", "migration", "attachment", "import"])
def test_killed_anywhere_it_is_the_old_state_or_the_new(job: str, before: Path) -> None:
    if job == "migration":
        (before / "office.fmcrm").unlink()
        at_revision(before / "office.fmcrm", "0006")
        with closing(sqlite3.connect(before / "office.fmcrm")) as plain:
            plain.execute("pragma user_version = 6")
            plain.execute(f"pragma application_id = {0x464D4352}")
    after = killed(job, before)
    allowed = {state(before / "office.fmcrm"), state(before.parent / "whole" / "office.fmcrm")}
    dirty = 0
    for folder in after:
        dirty += bool(half_done(folder))
        assert state(folder / "office.fmcrm") in allowed, folder.name
        for copy in folder.glob("office backups/*.fmcrm"):
            assert state(copy) in allowed
        named = files_named(folder / "office.fmcrm")
        assert named <= {each.name for each in folder.glob("office attachments/*")}
        if job != "migration":
            begun_again(folder)
    if job != "migration":
        assert state(before.parent / "whole" / "office.fmcrm") == state(
            before.parent / "loaded" / "office.fmcrm"
        )
    assert dirty or job in ("migration", "import"), "no kill came while something was half written"


def files_named(office: Path) -> set[str]:
    with closing(sqlite3.connect(office)) as plain:
        if not plain.execute("select 1 from sqlite_master where name = 'attachment'").fetchone():
            return set()
        return {row[0] for row in plain.execute("select stored_name from attachment where stored_name <> ''")}


def test_a_paper_is_the_old_one_or_the_new_one_and_the_next_one_sweeps(before: Path) -> None:
    from fmcrm_desktop.cli import main

    for folder in killed("report", before):
        found = folder / "phones.pdf"
        if found.read_bytes() != b"the old list":
            assert "Novak" in "".join(page.extract_text() for page in pypdf.PdfReader(found).pages)
    left = [folder for folder in before.parent.iterdir() if half_done(folder)]
    assert left, "no kill came while the paper was half written"
    office = str(left[0] / "office.fmcrm")
    again = ["--office", office, "report", "phone-list", "--to", str(left[0] / "phones.pdf"), "--json"]
    assert main(again) == 0
    assert half_done(left[0]), "another machine may be writing it still"
    for name in half_done(left[0]):
        os.utime(left[0] / name, (0, 0))
    assert main(again) == 0
    assert half_done(left[0]) == []
