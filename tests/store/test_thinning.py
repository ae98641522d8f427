"""Backups over 400 days of a real office: which stay is counted by other code, and with the last backup that names a
file its copy goes, never before (R13)."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from fmcrm_desktop.store import backup


def names(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as plain:
        return {row[0] for row in plain.execute("select stored_name from attachment")}


def small(path: Path, stored: set[str]) -> None:
    """A file that says which attachments it names; 400 copies of a whole office would only take time."""
    with closing(sqlite3.connect(path)) as plain:
        plain.execute("pragma synchronous = off")
        plain.execute("create table attachment (stored_name text, name text, size int, sha256 text)")
        plain.executemany("insert into attachment values (?, 'letter', 4, '')", [(each,) for each in stored])
        plain.commit()


def test_four_hundred_days_with_gaps_jumps_and_two_a_minute(tmp_path: Path) -> None:
    chance, office = random.Random(13), tmp_path / "office.fmcrm"
    folder = backup.folder_of(office)
    files = folder / "office attachments"
    files.mkdir(parents=True)
    clock, made, current, last_names = datetime(2025, 10, 1, 9, tzinfo=UTC), {}, set(), set()
    for day in range(400):
        if day % 17 == 0:
            continue  # nobody worked
        now = clock + timedelta(days=day)
        if day in (120, 300):
            now += timedelta(days=40 if day == 120 else -3, hours=3)  # the clock was wrong for a day
        if chance.random() < 0.1:
            current = {*list(current)[-5:], f"{day:032x}"}
            (files / f"{day:032x}").write_text("file")
        for second in (0, 30):
            moment = now + timedelta(seconds=second)
            path = folder / f"office-{moment:%Y%m%d-%H%M%S}.fmcrm"
            small(path, current)
            made[path], last_names = moment, current
        backup.thin(office)
        there = set(folder.glob("*.fmcrm"))
        newest = sorted(made, key=lambda each: made[each])[-1]
        assert newest in there, "the newest is never deleted"
        kept = {name for path in there for name in names(path)}
        assert kept == {path.name for path in files.iterdir()} & kept, "no file goes before its last backup"
    stay = sorted((made[path] for path in folder.glob("*.fmcrm")), reverse=True)
    assert {moment.date() for moment in stay} >= set(sorted({m.date() for m in made.values()})[-14:])
    assert {m.isocalendar()[:2] for m in stay} >= set(
        sorted({m.isocalendar()[:2] for m in made.values()})[-8:]
    )
    assert {(m.year, m.month) for m in stay} >= set(sorted({(m.year, m.month) for m in made.values()})[-12:])
    assert len(stay) <= 14 + 8 + 12 + 3
    kept = {name for path in folder.glob("*.fmcrm") for name in names(path)}
    assert {path.name for path in files.iterdir()} == kept and last_names <= kept
    assert len(kept) < 40, "most files went with the backups that named them"


def test_no_file_goes_while_a_backup_cannot_be_read_or_another_is_made(tmp_path: Path) -> None:
    office = tmp_path / "office.fmcrm"
    folder = backup.folder_of(office)
    files = folder / "office attachments"
    files.mkdir(parents=True)
    lonely = files / f"{1:032x}"

    def many() -> None:
        shutil.rmtree(folder)
        files.mkdir(parents=True)
        lonely.write_text("file")
        for n in range(20):
            small(folder / f"office-202611{n + 1:02d}-09000{n % 2}.fmcrm", set())
            small(folder / f"office-202611{n + 1:02d}-100000.fmcrm", set())

    many()
    (folder / "office-20261130-090000.fmcrm").write_bytes(b"damaged" * 1000)
    assert backup.thin(office) and lonely.exists()
    many()
    (folder / ".office-20261130-090000.77.part").write_bytes(b"")
    assert backup.thin(office) and lonely.exists()
    many()
    assert backup.thin(office) and not lonely.exists()


def test_for_two_weeks_after_a_restore_nothing_is_thinned_out(tmp_path: Path) -> None:
    office = tmp_path / "office [1].fmcrm"
    folder = backup.folder_of(office)
    folder.mkdir()
    first = datetime(2026, 8, 1, 9, tzinfo=UTC)
    for day in range(60):
        for hour in (0, 3, 6):
            small(folder / f"office [1]-{first + timedelta(day, hours=hour):%Y%m%d-%H%M%S}.fmcrm", set())
    restored = first + timedelta(59, hours=7)
    aside = office.with_name(f"office [1] before restore {restored:%Y%m%d-%H%M%S}.fmcrm")
    small(aside, set())
    for day in range(14):
        small(folder / f"office [1]-{restored + timedelta(day, hours=1):%Y%m%d-%H%M%S}.fmcrm", set())
        assert backup.thin(office) == [], day
    small(folder / f"office [1]-{restored + timedelta(14, hours=1):%Y%m%d-%H%M%S}.fmcrm", set())
    assert len(backup.thin(office)) > 150 and aside.exists()
