"""Backups are whole, checked and never in the way; a restore touches nothing before the copy is proved sound."""

from __future__ import annotations

import os
import sqlite3
import threading
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.services import backups
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import backup, soundness
from fmcrm_desktop.store.lock import Held, OfficeLock
from fmcrm_desktop.store.work import Work

COPIES = int(os.environ.get("FMCRM_BACKUPS", "5"))
"""How many backups are made while somebody writes; a release runs FMCRM_BACKUPS=300."""


@needs("person.write")
def add_pair(work: Work, n: int) -> None:
    """Two people in one deed: a copy must hold both or none."""
    work.add(Person(name=f"left {n}"))
    work.add(Person(name=f"right {n}"))


def names(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {row[0] for row in connection.execute("select name from person")}


def test_a_backup_taken_while_others_write_holds_whole_deeds_only(office: Office, office_path: Path) -> None:
    stop = threading.Event()
    written = []

    def write() -> None:
        n = 0
        while not stop.is_set() and n < 80 * COPIES:
            office.do(add_pair, n)
            written.append(n)
            n += 1

    writer = threading.Thread(target=write)
    writer.start()
    made = [backups.back_up(office, office_path.parent / "copies") for _ in range(COPIES)]
    stop.set()
    writer.join()
    assert written
    for each in made:
        kept = names(each.path)
        assert {name.split()[1] for name in kept if name.startswith("left ")} == {
            name.split()[1] for name in kept if name.startswith("right ")
        }
        assert soundness.faults(each.path) == []
    assert len({each.path for each in made}) == COPIES
    office.close()
    for each in made[:: max(1, COPIES // 20)]:
        kept = names(each.path)
        backups.restore(office_path, each.path)
        assert names(office_path) == kept and soundness.faults(office_path) == []


def test_a_restore_brings_the_moment_back_and_keeps_what_was_there(office: Office, office_path: Path) -> None:
    made = backups.back_up(office)
    office.do(add_pair, 1)
    office.close()
    before = names(office_path)
    looked = backups.preview(office_path, made.path)
    assert looked.now["person"] == looked.then["person"] + 2
    aside = backups.restore(office_path, made.path)
    assert names(office_path) == before - {"left 1", "right 1"}
    assert aside is not None and names(aside) == before
    assert not office_path.with_name(office_path.name + "-wal").exists()


def test_an_office_that_was_put_back_can_be_worked_in(office: Office, office_path: Path) -> None:
    made = backups.back_up(office)
    office.close()
    backups.restore(office_path, made.path)
    again = open_office(str(office_path))
    again.do(add_pair, 7)
    again.close()
    with closing(sqlite3.connect(office_path)) as connection:
        assert connection.execute("pragma journal_mode").fetchall() == [("wal",)]
    assert {"left 7", "right 7"} <= names(office_path)


def test_a_damaged_backup_is_refused_and_the_office_stays(office: Office, office_path: Path) -> None:
    made = backups.back_up(office)
    office.close()
    content = bytearray(made.path.read_bytes())
    content[8192:16384] = bytes(8192)
    made.path.write_bytes(content)
    before = office_path.read_bytes()
    with pytest.raises(Refusal):
        backups.restore(office_path, made.path)
    assert office_path.read_bytes() == before
    assert not [each for each in office_path.parent.iterdir() if ".part" in each.name]


def test_nothing_is_restored_into_an_office_that_is_open(office: Office, office_path: Path) -> None:
    made = backups.back_up(office)
    lock = OfficeLock(office_path)
    lock.take()
    with pytest.raises(Held):
        backups.restore(office_path, made.path)
    lock.release()


def test_a_backup_that_cannot_be_written_says_where(office: Office, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    with pytest.raises(Refusal) as caught:
        backups.back_up(office, blocked)
    assert str(blocked) in str(caught.value)


def test_thinning_keeps_fourteen_days_eight_weeks_twelve_months_and_the_newest(tmp_path: Path) -> None:
    """400 days with gaps, twice a day; the oracle counts calendar periods by itself."""
    office = tmp_path / "office.fmcrm"
    folder = backup.folder_of(office)
    folder.mkdir()
    start = datetime(2025, 10, 1, 9, tzinfo=UTC)
    moments = [start + timedelta(days=n, hours=8 * half) for n in range(400) if n % 17 for half in (0, 1)]
    for moment in moments:
        (folder / f"office-{moment:%Y%m%d-%H%M%S}.fmcrm").touch()
    backup.thin(office)
    kept = {each.made for each in backup.listed(office)}
    last_of_day = {moment.date(): moment for moment in moments}
    assert {last_of_day[day] for day in sorted(last_of_day)[-14:]} <= kept
    last_of_month = {(moment.year, moment.month): moment for moment in moments}
    assert {last_of_month[month] for month in sorted(last_of_month)[-12:]} <= kept
    assert moments[-1] in kept
    assert 26 <= len(kept) <= 14 + 8 + 12 + 3
    assert backup.thin(office) == []
