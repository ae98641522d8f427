"""The window as a clerk meets it, beside a window of bare Qt: start, keys, tabs, scrolling, the calendar, memory.

Without a screen both are painted offscreen; where Xvfb is installed, both on its screen as well.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks import generate
from benchmarks.pairs import Pair

STARTS, ROUNDS = 7, 3
MOST_MB = 190
HERE = Path(__file__).resolve().parent
Figures = dict[str, Any]


def run(size: str) -> Iterator[Pair]:
    for platform, environment in screens():
        with environment as known:
            yield from on(platform, size, known)


def screens() -> Iterator[tuple[str, Any]]:
    yield "offscreen", plain({"QT_QPA_PLATFORM": "offscreen"})
    if shutil.which("Xvfb"):
        yield "X11", screen()


@contextmanager
def plain(more: dict[str, str]) -> Iterator[dict[str, str]]:
    yield more


@contextmanager
def screen() -> Iterator[dict[str, str]]:
    """A screen of our own on a free number."""
    here, there = os.pipe()
    command = [
        "Xvfb",
        "-displayfd",
        str(there),
        "-screen",
        "0",
        "1440x900x24",
        "-nolisten",
        "tcp",
        "-noreset",
    ]
    server = subprocess.Popen(command, pass_fds=[there], stderr=subprocess.DEVNULL)
    os.close(there)
    told = b""
    while not told.endswith(b"\n"):
        told += os.read(here, 16)
    os.close(here)
    try:
        yield {"QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{told.decode().strip()}"}
    finally:
        server.terminate()
        server.wait()


def kept(environment: Mapping[str, str]) -> dict[str, str]:
    """Without the wish to keep no compiled modules: a program that people start has been started before."""
    return {name: said for name, said in environment.items() if name != "PYTHONDONTWRITEBYTECODE"}


def on(platform: str, size: str, environment: dict[str, str]) -> Iterator[Pair]:
    with tempfile.TemporaryDirectory() as home:
        office = generate.copy(size)
        (Path(home) / "config").mkdir()
        known = {**kept(os.environ), **environment, "FMCRM_HOME": home, "PYTHONPATH": str(HERE.parent)}
        starts = [
            (child("program", "start", office, known), child("floor", "start", office, known))
            for _ in range(STARTS)
        ]
        starts = starts[1:]  # the first fills the system's cache
        mine, least = middle([each[0] for each in starts]), middle([each[1] for each in starts])
        name = f"{size} {platform}: "
        yield Pair(
            name + "start to the painted frame", mine["frame"], least["list"], 1.5, note=f"n={len(starts)}"
        )
        yield Pair(
            name + "start to the filled list", mine["list"], least["list"], 2.5, note=f"n={len(starts)}"
        )
        yield Pair(name + "memory at the start", mine["memory"], least["memory"], 1.9, "MB")
        used = [
            (child("program", "use", office, known), child("floor", "use", office, known))
            for _ in range(ROUNDS)
        ]
        yield from handled(name, together([each[0] for each in used]), together([each[1] for each in used]))
        shutil.rmtree(office.parent)


def handled(name: str, mine: Figures, least: Figures) -> Iterator[Pair]:
    for key, what, goal, late in (
        ("typed", "a key to the painted finds", 1.5, 2),
        ("beside", "the same while papers are printed", 1.5, 2),
        ("first", "open a tab the first time", 2.5, 0),
        ("again", "open a tab again", 1.5, 0),
        ("page", "scroll a page", 1.5, 0),
        ("jump", "jump in the list", 2, 0),
        ("month", "turn the calendar's month", 2, 0),
    ):
        worst = f"worst {max(mine[key]) * 1000:.0f} ms"
        yield Pair(name + what, statistics.median(mine[key]), statistics.median(least[key]), goal, note=worst)
        if late:
            yield Pair(f"{name}{what}, 95 of 100", late_of(mine[key]), late_of(least[key]), late)
    note = f"worst {max(mine['called']) * 1000:.0f} ms, the program's part of a whole call "
    note += f"{max(mine['call']) * 1000:.0f} ms, F2 {max(mine['opened']) * 1000:.0f} ms"
    keys, floor = mine["called"], least["typed"]
    what = name + "a key to the painted callers"
    yield Pair(what, statistics.median(keys), statistics.median(floor), 1.5, note=note)
    yield Pair(what + ", 95 of 100", late_of(keys), late_of(floor), 2)
    yield Pair(f"{name}memory after all tabs, beside {MOST_MB} MB", max(mine["memory_all"]), MOST_MB, 1, "MB")


def child(which: str, what: str, office: Path, environment: dict[str, str]) -> Figures:
    # the first list is the orders', each time: the window remembers where it was left
    kept = Path(environment["FMCRM_HOME"]) / "config" / "window.ini"
    kept.write_text("[General]\ntab=work_orders\nlanguage=en\n", encoding="ascii")
    begin = str(time.monotonic())
    command = [sys.executable, str(HERE / f"window_{which}.py"), what, str(office)]
    more = ["beside"] if what == "use" else []
    told = subprocess.run(
        command + more,
        env={**environment, "BENCH_BEGIN": begin},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    if told.returncode or not told.stdout:
        raise RuntimeError(f"{which} {what}: {told.returncode} {told.stderr[-2000:]}")
    found: Figures = json.loads(told.stdout.splitlines()[-1])
    return found


def middle(found: list[Figures]) -> Figures:
    """The median of each figure; lists of names are left."""
    return {key: statistics.median(each[key] for each in found) for key in found[0] if key != "modules"}


def together(found: list[Figures]) -> Figures:
    """All times of all rounds."""
    return {
        key: [time for each in found for time in (each[key] if isinstance(each[key], list) else [each[key]])]
        for key in found[0]
        if key != "modules"
    }


def late_of(times: list[float]) -> float:
    return sorted(times)[int(len(times) * 0.95)]
