"""Killed while saving: what was acknowledged is there, whole, with its line in the change log."""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

import pytest

from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import soundness
from tests.services.saving import desk, save

KILLS = int(os.environ.get("FMCRM_KILLS", "100"))
"""How many processes are killed; a release runs FMCRM_KILLS=1000."""

CUTS = int(os.environ.get("FMCRM_LOG_CUTS", "500"))
"""In how many places the log is cut at least; a release runs FMCRM_LOG_CUTS=5000."""

WAY = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
"""A process each, forked from one that has saved before: to begin Python anew takes longer than what is killed."""


@pytest.mark.parametrize("part", range(2))
def test_nothing_acknowledged_is_lost_and_nothing_is_half_there(office_path: Path, part: int) -> None:
    chance = random.Random(part)
    acknowledged: list[str] = []
    ways = multiprocessing.get_context(WAY)
    if WAY == "forkserver":
        ways.set_forkserver_preload(["tests.services.saved_before"])
    for kill in range(KILLS // 2):
        here, there = ways.Pipe(duplex=False)
        program = ways.Process(target=desk, args=(str(office_path), f"{kill + 1:03d}", there))
        program.start()
        there.close()
        # The pipe itself is the clock: kill after a chance number of answers, in the middle of the next save.
        acknowledged += [here.recv() for _ in range(1 + chance.randrange(40))]
        program.kill()
        with suppress(EOFError):
            while True:
                acknowledged.append(here.recv())
        program.join()
        assert program.exitcode == -signal.SIGKILL or os.name == "nt"
        here.close()
    open_office(str(office_path)).close()
    with closing(sqlite3.connect(office_path)) as connection:
        people = dict(connection.execute("select name, id from person where name glob '[0-9]*'").fetchall())
        contacts = {row[0] for row in connection.execute("select person_id from contact_point")}
        audited = {
            row[0] for row in connection.execute("select record_id from audit where record_table = 'person'")
        }
        found = {row[0] for row in connection.execute("select ref from document where kind = 'person'")}
    assert set(acknowledged) <= people.keys()
    ids = set(people.values())
    assert ids <= contacts and ids <= audited and ids <= found
    assert soundness.faults(office_path) == []


def test_a_log_cut_off_anywhere_loses_only_whole_deeds_at_its_end(office_path: Path, tmp_path: Path) -> None:
    """Power loss: the write-ahead log is cut at every frame's edge, in its thirds, and with scrambled ends."""
    office = open_office(str(office_path))
    sizes = []
    log = office_path.with_name(office_path.name + "-wal")
    with office.store.writer.connect() as connection:  # all of it stays in the log
        connection.exec_driver_sql("pragma wal_autocheckpoint = 0")
        connection.rollback()
    while not sizes or sizes[-1] < CUTS // 2 * (4096 + 24):
        office.do(save, f"{len(sizes):09d}")
        sizes.append(log.stat().st_size)
    base, content = office_path.read_bytes(), log.read_bytes()
    office.close()
    frame = 4096 + 24
    cuts = [
        32 + at * frame + extra for at in range((len(content) - 32) // frame + 1) for extra in (0, frame // 3)
    ]
    assert len(cuts) >= CUTS
    copy = tmp_path / "cut.fmcrm"
    chance = random.Random(3)
    for cut in (each for each in cuts if each <= len(content)):
        copy.write_bytes(base)
        kept = content[:cut]
        if cut % 2 and len(kept) > 512:
            kept = kept[:-512] + chance.randbytes(512)
        copy.with_name("cut.fmcrm-wal").write_bytes(kept)
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("pragma integrity_check").fetchone() == ("ok",)
            names = [
                row[0]
                for row in connection.execute("select name from person where name glob '0*' order by id")
            ]
            tied = connection.execute("select count(*) from contact_point where value glob '00*'").fetchone()[
                0
            ]
        whole = sum(size <= cut - (512 if cut % 2 else 0) for size in sizes)
        assert names == [f"{n:09d}" for n in range(len(names))]
        assert len(names) >= whole
        assert tied == len(names)
