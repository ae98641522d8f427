"""The office's locks outlive a file closed by others in the process; what is written then is still there."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import rooms
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.services.rooms import RoomForm
from fmcrm_desktop.store.guard import WIDE

COUNT = "select count(*) from room"


def names(path):
    with closing(sqlite3.connect(path)) as plain:
        return [name for (name,) in plain.execute("select name from room order by id")]


def elsewhere(path, code):
    """What another process sees, which goes away again."""
    told = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); print(*c.execute(sys.argv[2]).fetchone()); c.close()"
    done = subprocess.run(
        [sys.executable, "-c", told, str(path), code], check=True, capture_output=True, text=True
    )
    return int(done.stdout)


def test_what_is_written_after_a_dialog_looked_into_the_file_is_kept(founded, tmp_path):
    path, wal, shm = (tmp_path / f"office.fmcrm{end}" for end in ("", "-wal", "-shm"))
    path.write_bytes(founded.read_bytes())
    office = open_office(str(path))
    office.do(rooms.add, RoomForm(name="Before"))
    office.ask(rooms.page, Query())
    for each in (path, shm, wal) if WIDE else ():  # as Qt's own dialog of files does, to tell a file's kind
        each.read_bytes()
    journal = wal.stat().st_ino
    assert elsewhere(path, COUNT) == 1
    assert wal.stat().st_ino == journal
    office.do(rooms.add, RoomForm(name="After"))
    assert elsewhere(path, COUNT) == 2
    office.close()
    assert not wal.exists(), "the last to go folds it up as ever"
    assert names(path) == ["Before", "After"]


def test_two_stores_of_one_process_and_closing_one_of_them(founded, tmp_path):
    path = tmp_path / "office.fmcrm"
    path.write_bytes(founded.read_bytes())
    first, second = open_office(str(path)), open_office(str(path))
    first.do(rooms.add, RoomForm(name="One"))
    second.do(rooms.add, RoomForm(name="Two"))
    first.close()
    assert elsewhere(path, COUNT) == 2
    second.do(rooms.add, RoomForm(name="Three"))
    second.close()
    assert names(path) == ["One", "Two", "Three"]
    assert not (tmp_path / "office.fmcrm-wal").exists()
