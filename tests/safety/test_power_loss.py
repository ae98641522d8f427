"""The power fails (R4): of what was written since a file's last sync any part may be on the disk, in any order and torn
between sectors. Plain sqlite3 then finds whole deeds only, and every one that was acknowledged."""

from __future__ import annotations

import os
import random
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store.work import Work
from tests.safety import disk
from tests.safety.disk import Event

CUTS = int(os.environ.get("FMCRM_POWER_CUTS", "60"))
"""How many moments and leftovers are tried; a release runs FMCRM_POWER_CUTS=2000."""
DEEDS = 40
SECTOR = 512
QUESTIONS = (
    "select count(*) from contact_point where value glob '0000*'",
    """select count(distinct record_id) from audit join person on person.id = record_id
       where record_table = 'person' and person.name glob '0*'""",
    """select count(*) from document join person on person.id = ref
       where document.kind = 'person' and person.name glob '0*'""",
)
"""What each person must have: the number they were kept with, a line in the change log, words to be found by."""


@needs("person.write")
def save(work: Work, name: str) -> None:
    person = work.add(Person(name=name, notes=name * 90))
    work.add(ContactPoint(person_id=person.id, value=name, digits=name))


@dataclass
class Recorded:
    """What the disk was told, in order, and how much of it before each acknowledgement."""

    events: list[Event]
    acknowledged: list[tuple[int, str]]


def record(path: Path) -> Recorded:
    """Deeds one after the other, the log folded into the file now and then as in a long day."""
    told = Recorded([], [])

    def hear(event: Event) -> int:
        if event.what in ("write", "truncate", "sync"):
            told.events.append(event)
        return 0

    with disk.wrapped() as wrapped:
        office = open_office(str(path))
        with office.store.writer.connect() as connection:
            connection.exec_driver_sql("pragma wal_autocheckpoint = 60")
            connection.rollback()
        wrapped.answer = hear
        for number in range(DEEDS):
            name = f"{number:06d}"
            office.do(save, name)
            told.acknowledged.append((len(told.events), name))
        wrapped.answer = lambda _event: 0
        office.close()
    return told


def left_over(base: dict[str, bytes], events: list[Event], dice: random.Random) -> dict[str, bytes]:
    """What may be on the disk when the power fails after these events: all before a file's last sync, and of the rest
    whatever the disk had got to."""
    synced = {event.file: at for at, event in enumerate(events) if event.what == "sync"}
    share = dice.choice((0.0, 0.1, 0.5, 0.9, 1.0))
    found = {name: bytearray(content) for name, content in base.items()}
    for at, event in enumerate(events):
        content = found.setdefault(event.file, bytearray())
        sure = at < synced.get(event.file, -1)
        if event.what == "truncate":
            if sure or dice.random() < share:
                del content[event.at :]
        elif event.what == "write":
            for start in range(0, len(event.content), SECTOR):
                if sure or dice.random() < share:
                    put(content, event.at + start, event.content[start : start + SECTOR])
    return {name: bytes(content) for name, content in found.items()}


def put(content: bytearray, at: int, piece: bytes) -> None:
    if len(content) < at:
        content.extend(bytes(at - len(content)))
    content[at : at + len(piece)] = piece


def test_whatever_was_not_synced_is_lost_whole_and_nothing_acknowledged_is(
    office_path: Path, tmp_path: Path
) -> None:
    open_office(str(office_path)).close()
    before = tmp_path / "before.fmcrm"
    shutil.copy(office_path, before)
    assert not office_path.with_name(office_path.name + "-wal").exists()
    told = record(office_path)
    folded = [each for each in told.events if each.file == str(office_path) and each.what == "write"]
    assert len(folded) > 20, "the log was never folded into the file"
    base, lost = {str(office_path): before.read_bytes()}, 0
    for number in range(CUTS):
        dice = random.Random(number)
        moment = dice.randrange(len(told.events) + 1)
        place = tmp_path / "after"
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        for name, content in left_over(base, told.events[:moment], dice).items():
            (place / Path(name).name).write_bytes(content)
        sure = [name for at, name in told.acknowledged if at <= moment]
        with closing(sqlite3.connect(place / office_path.name)) as plain:
            assert plain.execute("pragma integrity_check").fetchall() == [("ok",)], number
            assert plain.execute("pragma foreign_key_check").fetchall() == [], number
            names = [
                row[0] for row in plain.execute("select name from person where name glob '0*' order by id")
            ]
            assert names == [f"{n:06d}" for n in range(len(names))], number
            assert names[: len(sure)] == sure, f"{number}: acknowledged and gone"
            for question in QUESTIONS:
                assert plain.execute(question).fetchone()[0] == len(names), (number, question)
        lost += len(names) < DEEDS
    assert lost, "no cut lost anything: nothing was tried"
