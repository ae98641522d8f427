"""Opening: what is not ours stays untouched, what is damaged is told in a sentence, one window at a time."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Refusal, Unreadable
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import soundness
from fmcrm_desktop.store.lock import Held, OfficeLock
from fmcrm_desktop.store.schema import VERSION

HITS = int(os.environ.get("FMCRM_DAMAGED", "300"))
"""How many damaged copies are looked at; a release runs FMCRM_DAMAGED=3000."""


def print_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


@pytest.mark.parametrize(
    "content",
    [
        b"name,phone\nA,1\n",
        b"PK\x03\x04" + bytes(200),
        bytes(100),
        random.Random(1).randbytes(5000),
        b"SQLite format 3",
    ],
    ids=["csv", "zip", "zeroes", "noise", "cut header"],
)
def test_a_file_of_another_kind_is_refused_and_not_touched(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "office.fmcrm"
    path.write_bytes(content)
    with pytest.raises(Unreadable):
        open_office(str(path))
    assert path.read_bytes() == content
    assert [each.name for each in tmp_path.iterdir()] == ["office.fmcrm"]


def test_another_programs_database_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("create table person (id integer primary key, name text)")
        connection.execute("pragma application_id = 1234")
        connection.commit()
    before = print_of(path)
    with pytest.raises(soundness.NotOurs):
        open_office(str(path))
    assert print_of(path) == before


def test_an_office_of_a_newer_version_is_refused_and_its_records_not_touched(office_path: Path) -> None:
    with closing(sqlite3.connect(office_path)) as connection:
        connection.execute("update alembic_version set version_num = ?", (f"{VERSION + 1:04d}",))
        connection.commit()
    before = print_of(office_path)
    with pytest.raises(soundness.Newer) as caught:
        open_office(str(office_path))
    assert "newer version" in str(caught.value)
    assert print_of(office_path) == before


@pytest.mark.parametrize(
    ("where", "way_out"),
    [
        ("missing", "make a new office"),
        ("folder", "Choose the office file in it"),
        ("empty", "newest backup"),
    ],
)
def test_what_is_no_file_is_told_with_the_way_out(tmp_path: Path, where: str, way_out: str) -> None:
    path = tmp_path / "office.fmcrm"
    if where == "folder":
        path.mkdir()
    elif where == "empty":
        path.touch()
    with pytest.raises(Unreadable, match=way_out) as caught:
        open_office(str(path))
    assert str(path) in str(caught.value)


def damaged(content: bytes, hit: int) -> bytes:
    """The content with one hit: a byte flipped, a page zeroed, the end cut off, by the hit's own chance."""
    chance = random.Random(hit)
    at = chance.randrange(100, len(content))
    kind = hit % 3
    if kind == 0:
        return content[:at] + bytes([content[at] ^ (1 << chance.randrange(8))]) + content[at + 1 :]
    page = at // 4096 * 4096
    return content[:page] + bytes(4096) + content[page + 4096 :] if kind == 1 else content[:page]


def test_a_damaged_office_opens_only_when_the_full_check_finds_it_sound(
    office_path: Path, tmp_path: Path
) -> None:
    """The oracle is plain sqlite3's integrity check; a crash or another error than ours fails."""
    with closing(sqlite3.connect(office_path)) as connection:
        connection.execute("pragma wal_checkpoint(truncate)")
    content = office_path.read_bytes()
    hit_path = tmp_path / "hit.fmcrm"
    refused = 0
    for hit in range(HITS):
        hit_path.write_bytes(damaged(content, hit))
        try:
            with closing(sqlite3.connect(hit_path)) as connection:
                sound = [row[0] for row in connection.execute("pragma integrity_check")] == ["ok"]
        except (sqlite3.DatabaseError, UnicodeDecodeError):  # what it says of a fault may be no text
            sound = False
        try:
            faults = soundness.examine(hit_path)
        except Unreadable:
            faults = ["refused"]
        refused += bool(faults)
        assert sound or faults, f"hit {hit} was accepted"
    assert refused > HITS // 5


def test_the_log_of_another_file_does_no_harm(office_path: Path) -> None:
    office_path.with_name(office_path.name + "-wal").write_bytes(random.Random(2).randbytes(40_000))
    office = open_office(str(office_path))
    office.close()
    assert soundness.faults(office_path) == []


def test_a_missing_table_is_damage(office_path: Path) -> None:
    with closing(sqlite3.connect(office_path)) as connection:
        connection.execute("drop table alembic_version")
        connection.commit()
    with pytest.raises(soundness.Damaged):
        open_office(str(office_path))


def test_a_file_that_cannot_be_written_is_told(office_path: Path) -> None:
    if os.name == "posix" and os.geteuid() == 0:
        office_path.unlink()
        office_path.symlink_to("/proc/version")  # root may write anything else
    else:
        office_path.chmod(0o400)
    with pytest.raises(Refusal):
        office = open_office(str(office_path))
        office.close()


def test_one_window_holds_the_office_by_whatever_name_it_is_opened(office_path: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.fmcrm"
    link.symlink_to(office_path)
    lock = OfficeLock(office_path)
    lock.take()
    for name in (office_path, link, office_path.parent / "." / office_path.name):
        with pytest.raises(Held):
            OfficeLock(name).take()
    lock.release()
    second = OfficeLock(link)
    second.take()
    second.release()


HOLD = """
import sys, time
from pathlib import Path
from fmcrm_desktop.store.lock import OfficeLock
lock = OfficeLock(Path(sys.argv[1])); lock.take(); print("held", flush=True); sys.stdin.read()
"""


def test_a_killed_window_leaves_no_lock_behind(office_path: Path) -> None:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(office_path)], stdout=subprocess.PIPE, stdin=subprocess.PIPE
    )
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == b"held"
    with pytest.raises(Held):
        OfficeLock(office_path).take()
    holder.kill()
    holder.communicate()
    lock = OfficeLock(office_path)
    lock.take()
    lock.release()


def test_two_programs_that_write_at_once_wait_for_each_other(office_path: Path, tmp_path: Path) -> None:
    """Both write through the door without asking for the lock: nothing is lost and nothing broken."""
    code = (
        "import sys\nfrom fmcrm_desktop.services.opening import open_office\n"
        "from fmcrm_desktop.model.person import Person\nfrom fmcrm_desktop.services.cases import needs\n"
        "@needs('person.write')\ndef add(work, n):\n    work.add(Person(name=f'{sys.argv[2]} {n}'))\n"
        "office = open_office(sys.argv[1])\nfor n in range(25): office.do(add, n)\noffice.close()\n"
    )
    both = [subprocess.Popen([sys.executable, "-c", code, str(office_path), name]) for name in ("one", "two")]
    assert [each.wait(60) for each in both] == [0, 0]
    with closing(sqlite3.connect(office_path)) as connection:
        count = connection.execute(
            "select count(*) from person where name like 'one %' or name like 'two %'"
        ).fetchone()
    assert count == (50,)
    assert soundness.faults(office_path) == []


def test_a_new_office_can_only_be_read_by_its_owner(office_path: Path, tmp_path: Path) -> None:
    from fmcrm_desktop.services.founding import OfficeForm
    from fmcrm_desktop.services.opening import found_office

    if os.name != "posix":
        return
    old = os.umask(0)
    try:
        path = tmp_path / "new" / "office.fmcrm"
        found_office(str(path), OfficeForm(name="New")).close()
    finally:
        os.umask(old)
    assert oct(path.stat().st_mode & 0o777) == "0o600"
    shutil.rmtree(path.parent)
