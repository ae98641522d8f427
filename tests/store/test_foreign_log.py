"""A file copied by hand over one whose process was killed: the log that lies there is never written into it, and a log
that belongs to its file is always taken. Plain sqlite3 counts."""

from __future__ import annotations

import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.services import backups, owners
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.store import foreign_log
from fmcrm_desktop.store.soundness import ForeignLog

ENDS = "", "-wal", "-shm"


def add(office: Office, *names: str) -> None:
    for name in names:
        office.do(owners.add, NewPersonForm(name=name))


def killed(office: Path, at: Path) -> Path:
    """What lies there once the process of an open office was killed."""
    for end in ENDS:
        if (source := office.with_name(office.name + end)).exists():
            shutil.copy(source, at.with_name(at.name + end))
    return at


def people(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as file:
        return {row[0] for row in file.execute("select name from person")}


@pytest.fixture
def crashed(office: Office, office_path: Path, tmp_path: Path) -> Path:
    """An office whose process was killed, its last deeds in the log alone."""
    add(office, *(f"Old {n}" for n in range(30)))
    (tmp_path / "here").mkdir()
    return killed(office_path, tmp_path / "here" / "office.fmcrm")


def test_another_office_is_not_mixed_with_the_log_of_the_one_before(crashed: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.fmcrm"
    made = found_office(str(other), OfficeForm(name="Elm Court", zone="UTC"))
    add(made, "New")
    made.close()
    shutil.copy(other, crashed)
    with pytest.raises(ForeignLog) as caught:
        open_office(str(crashed))
    assert "office.fmcrm-wal" in str(caught.value)
    assert crashed.read_bytes() == other.read_bytes()
    log = foreign_log.log_of(crashed).read_bytes()
    assert backups.set_log_aside(crashed).read_bytes() == log, "it is kept under another name"
    open_office(str(crashed)).close()
    assert people(crashed) == {"New"}


def test_a_backup_of_the_same_office_is_not_mixed_with_its_later_log(
    office: Office, office_path: Path, tmp_path: Path
) -> None:
    add(office, "Early")
    copy = backups.back_up(office).path
    add(office, *(f"Late {n}" for n in range(30)))
    crashed = killed(office_path, tmp_path / "crashed.fmcrm")
    shutil.copy(copy, crashed)
    with pytest.raises(ForeignLog):
        open_office(str(crashed))
    backups.set_log_aside(crashed)
    open_office(str(crashed)).close()
    assert people(crashed) == people(copy) and "Early" in people(crashed)


@pytest.mark.parametrize("part", range(4))
def test_the_log_of_a_killed_process_is_never_taken_for_anothers(
    office: Office, office_path: Path, tmp_path: Path, part: int
) -> None:
    """Deeds of two connections, a reader that holds checkpoints up, checkpoints of every kind: killed after each."""
    chance, count = random.Random(part), len(people(office_path))
    second = open_office(str(office_path))
    with (
        closing(sqlite3.connect(office_path, isolation_level=None)) as other,
        closing(sqlite3.connect(office_path, isolation_level=None, timeout=0)) as keeper,
    ):
        for n in range(60):
            what = chance.randrange(6)
            if what == 0:
                keeper.execute(f"pragma wal_checkpoint({chance.choice(['passive', 'restart', 'truncate'])})")
            elif what == 1 and not other.in_transaction:
                other.execute("begin")
                other.execute("select count(*) from person").fetchone()
            elif what == 2 and other.in_transaction:
                other.execute("commit")
            else:
                add(chance.choice([office, second]), f"Person {n}")
                count += 1
            assert not foreign_log.is_foreign(office_path), (part, n)
        crashed = killed(office_path, tmp_path / "crashed.fmcrm")
    second.close()
    crashed.with_name(crashed.name + "-shm").unlink(missing_ok=True)
    open_office(str(crashed)).close()
    assert len(people(crashed)) == count
