"""Five desks in processes of their own write into the same twenty records of one office on PostgreSQL (R20): every
conflict is told, read anew and done again; plain psycopg then finds every acknowledged save counted and a log line for
each."""

from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter

import psycopg

from fmcrm_desktop.services import owners
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office

SAVES = int(os.environ.get("FMCRM_DESK_SAVES", "12"))
"""Acknowledged saves of each desk; a release runs FMCRM_DESK_SAVES=4000."""
DESK = """
import random, sys
from fmcrm_desktop.model.refusal import Stale
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.opening import open_office

address, desk, saves, ids = sys.argv[1], sys.argv[2], int(sys.argv[3]), [int(id) for id in sys.argv[4].split(",")]
office, dice, stale = open_office(address), random.Random(int(desk)), 0
print("ready", flush=True)
sys.stdin.readline()
for n in range(saves):
    id = dice.choice(ids[: 3 if n % 2 else 20])
    while True:
        form = office.ask(owners.form, id)
        counts = dict(one.split(":") for one in form.notes.split())
        counts[desk] = int(counts.get(desk, 0)) + 1
        form.notes = " ".join(f"{one}:{count}" for one, count in counts.items())
        try:
            office.do(owners.change, id, form)
        except Stale as conflict:
            stale += 1
            theirs = dict(conflict.theirs)
            assert theirs and conflict.table == "person", "both versions are told"
            continue
        print(f"{id} {desk}", flush=True)
        break
print(f"stale {stale}", flush=True)
office.close()
"""


def test_no_desk_loses_what_was_acknowledged(postgres_url: str) -> None:
    office = found_office(postgres_url, OfficeForm(name="Willow Court", manager="Zhou Min"))
    ids = [office.do(owners.add, owners.NewPersonForm(name=f"Somebody {n}")).result for n in range(20)]
    office.close()
    wanted = [postgres_url, "", str(SAVES), ",".join(map(str, ids))]
    desks = [
        subprocess.Popen(
            [sys.executable, "-c", DESK, wanted[0], str(desk), *wanted[2:]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )
        for desk in range(5)
    ]  # fmt: skip
    for desk in desks:
        assert desk.stdout is not None and desk.stdout.readline().strip() == "ready"
    for desk in desks:
        assert desk.stdin is not None
        desk.stdin.write("go\n")
        desk.stdin.flush()
    told = [desk.communicate(timeout=4_000) for desk in desks]
    assert [desk.returncode for desk in desks] == [0] * 5, told[0][1][-1500:]
    lines = [line.split() for said, _ in told for line in said.splitlines()]
    acknowledged = Counter((int(id), desk) for id, desk in lines if id != "stale")
    assert acknowledged.total() == 5 * SAVES
    assert sum(int(count) for word, count in lines if word == "stale") > 0, "nobody met anybody"
    with psycopg.connect(postgres_url) as plain:
        notes = dict(plain.execute("select id, notes from person").fetchall())
        versions = dict(plain.execute("select id, version from person").fetchall())
        audited = plain.execute(
            "select count(*) from audit where record_table = 'person' and action = 'change'"
        ).fetchone()
        waiting = plain.execute("select count(*) from pg_locks where not granted").fetchone()
    kept = {
        (id, desk): int(count)
        for id, text in notes.items()
        for desk, count in (one.split(":") for one in text.split())
    }
    assert kept == acknowledged
    assert audited == (5 * SAVES,) and waiting == (0,)
    assert sum(version - 1 for id, version in versions.items() if id in ids) == 5 * SAVES
