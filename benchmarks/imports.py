"""An import of 50,000 orders, through everything the program does to a file, beside csv and plain inserts.

``python -m benchmarks.imports program|floor OFFICE FILE`` does one of them in a process of its own and prints seconds
and the memory that came on top, so that neither finds the other's leavings.
"""

from __future__ import annotations

import csv
import json
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from benchmarks import generate
from benchmarks.memory import peak_mb, reset_peak, resident_mb
from benchmarks.pairs import Pair
from fmcrm_desktop.model.reading import tokens

ROWS = 50_000
MOST_MB = 80
ROUNDS = 3
HEADING = ("Number", "Created Date", "Closed Date", "Category", "Summary", "Description", "Status", "Priority", "Building", "Unit")  # fmt: skip
STATES = ("Open", "In Progress", "Closed", "Closed", "Closed", "Cancelled")
WANTED = {"Open": "requested", "In Progress": "assigned", "Closed": "closed", "Cancelled": "cancelled"}


def run(size: str) -> Iterator[Pair]:
    origin = generate.office(size)
    path = origin.with_name("orders.csv")
    write(path, origin)
    figures: dict[str, list[dict[str, float]]] = {"program": [], "floor": []}
    for _ in range(ROUNDS):
        for which, found in figures.items():
            copy = generate.copy(size)
            command = [sys.executable, "-m", "benchmarks.imports", which, str(copy), str(path)]
            told = subprocess.run(command, check=True, capture_output=True, text=True)
            found.append(json.loads(told.stdout.splitlines()[-1]))
            shutil.rmtree(copy.parent)
    mine, least = (
        {name: statistics.median(each[name] for each in found) for name in ("seconds", "mb")}
        for found in figures.values()
    )
    yield Pair(
        f"{size} import {ROWS:,} orders: read, check, keep, index", mine["seconds"], least["seconds"], 1.7
    )
    yield Pair(f"{size} memory of that import, beside {MOST_MB} MB", mine["mb"], MOST_MB, 1, "MB")


def write(path: Path, office: Path) -> None:
    """Orders of another program: places that are there, categories in words, the usual mixture of states."""
    chance = random.Random(11)
    with closing(sqlite3.connect(office)) as raw:
        units = raw.execute(
            "select b.code, u.code from unit u join building b on b.id = u.building_id"
        ).fetchall()
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(HEADING)
        for n in range(ROWS):
            received = generate.UNTIL - timedelta(minutes=chance.randrange(5 * 365 * 1440))
            state = chance.choice(STATES)
            closed = f"{received + timedelta(hours=30):%Y-%m-%d %H:%M:%S}" if state == "Closed" else ""
            summary = generate.SUBJECTS[n % 8]
            told = f"{summary}, reported by the tenant on line {n % 9}. 厨房水龙头漏水，请尽快处理。"
            out.writerow((f"WX{n:09d}", f"{received:%Y-%m-%d %H:%M:%S}", closed, ("Plumbing", "Electrical", "Lift")[n % 3],
                          summary, told, state, ("Normal", "High", "Urgent", "Low")[n % 4], *chance.choice(units)))  # fmt: skip


def program(office: Path, path: Path) -> int:
    """Through reading, matching of columns, checks, duplicates, change log and search."""
    from fmcrm_desktop.exchange.import_file import Choice, ImportFile
    from fmcrm_desktop.services import imports
    from fmcrm_desktop.services.office import UPKEEP
    from fmcrm_desktop.services.opening import open_office

    opened = open_office(str(office))
    opened.who = UPKEEP
    file = ImportFile.open(Choice(path), "orders", None, opened.store.zone)
    result = opened.do(imports.run, file.source()).result
    opened.close()
    return result.added


def floor(office: Path, path: Path) -> int:
    """Read, check and insert the same rows into the same tables and the search; no change log, no questions."""
    with closing(sqlite3.connect(office, isolation_level=None)) as raw:
        raw.executescript(
            "pragma journal_mode = wal; pragma synchronous = normal; pragma cache_size = -65536; pragma foreign_keys = on; begin"
        )
        units = {
            (building, code): (id, house, label)
            for building, code, id, house, label in raw.execute(
                "select b.code, u.code, u.id, b.id, u.label from unit u join building b on b.id = u.building_id"
            )
        }
        categories = {
            name: id for id, name in raw.execute("select id, name from category where subject = 'order'")
        }
        order = raw.execute("select max(id) from work_order").fetchone()[0] + 1
        document = raw.execute("select max(id) from document").fetchone()[0] + 1
        rows, documents = [], []
        with path.open(encoding="utf-8", newline="") as file:
            lines = csv.reader(file)
            next(lines)
            for number, received, closed, category, summary, told, state, priority, building, code in lines:
                place = units.get((building, code))
                if place is None or state not in WANTED or received[4] != "-" or not summary.strip():
                    continue
                at = len(rows)
                mine = f"W-{at:07d}"
                rows.append((order + at, mine, received, place[0], place[1], categories.get(category), summary, told,
                             WANTED[state], priority.lower(), closed or None, number))  # fmt: skip
                words = " ".join(tokens(f"{mine} {summary} {place[2]} {told} {number}"))
                documents.append(
                    (document + at, "work_order", order + at, f"{mine} {summary}", place[2], words)
                )
        columns = "id number received unit_id building_id category_id summary description state priority done external_number"
        generate.put(raw, "work_order", columns, rows)
        raw.executemany(
            "insert into document (id, kind, ref, title, subtitle, words) values (?, ?, ?, ?, ?, ?)",
            documents,
        )
        raw.executemany(
            "insert into document_fts (rowid, words) values (?, ?)",
            [(each[0], each[5]) for each in documents],
        )
        raw.execute("commit")
        return len(rows)


def main() -> None:
    which, office, path = sys.argv[1:]
    work = program if which == "program" else floor
    before = resident_mb()
    reset_peak()
    begin = time.perf_counter()
    added = work(Path(office), Path(path))
    seconds = time.perf_counter() - begin
    assert added == ROWS, added
    print(json.dumps({"seconds": seconds, "mb": peak_mb() - before}))


if __name__ == "__main__":
    main()
