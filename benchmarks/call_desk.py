"""Whole calls at the call desk by keys alone, every key to its paint, beside a key in bare Qt."""

from __future__ import annotations

import os
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from benchmarks import generate
from benchmarks.pairs import Pair
from benchmarks.window import HERE, Figures, child, late_of, screens, together

ROUNDS = 2
HAND = 0.25
"""Seconds from key to key of a clerk who types four a second and waits for nothing."""
SHORT, LONG = 10, 30
"""Seconds a call may take to type, and one with an order and a call-back."""


def run(size: str) -> Iterator[Pair]:
    for platform, environment in screens():
        with environment as known:
            yield from on(f"{size} {platform}: ", size, known)


def on(name: str, size: str, environment: dict[str, str]) -> Iterator[Pair]:
    with tempfile.TemporaryDirectory() as home:
        office = generate.copy(size)
        (Path(home) / "config").mkdir()
        known = {**os.environ, **environment, "FMCRM_HOME": home, "PYTHONPATH": str(HERE.parent)}
        cold = child("program", "cold", office, known)
        rounds = [
            (child("program", "desk", office, known), child("floor", "desk", office, known))
            for _ in range(ROUNDS)
        ]
        mine, least = together([each[0] for each in rounds]), together([each[1] for each in rounds])
        yield from told(name, mine, least, cold)
        shutil.rmtree(office.parent)


def told(name: str, mine: Figures, least: Figures, cold: Figures) -> Iterator[Pair]:
    page, key = statistics.median(least["first"]), least["typed"]
    note = f"worst {max(mine['opened']) * 1000:.0f} ms"
    yield Pair(name + "F2 to the painted desk", statistics.median(mine["opened"]), page, 2.5, note=note)
    yield Pair(name + "F2 in the second after the start", cold["opened"][0], page, 2.5, note="n=1")
    for what, part in (
        ("a key to the painted callers", "called"), ("any other key of a call", "other"),
        ("the key that saves, to its first paint", "answered"),
    ):  # fmt: skip
        worst = f"worst {max(mine[part]) * 1000:.0f} ms of {len(mine[part])}"
        yield Pair(name + what, statistics.median(mine[part]), statistics.median(key), 1.5, note=worst)
        yield Pair(f"{name}{what}, 95 of 100", late_of(mine[part]), late_of(key), 2)
    worst = f"worst {max(mine['saved']) * 1000:.0f} ms of {len(mine['saved'])}"
    whole, least_of = (statistics.median(each["saved"]) for each in (mine, least))
    yield Pair(f"{name}a call kept and the log there again", whole, least_of, 1.5, note=worst)
    for what, part, most in (("call", "call", SHORT), ("call with order and call-back", "long", LONG)):
        keys = max(mine[f"{part}_keys"])
        whole = max(mine[part]) + keys * HAND
        yield Pair(
            f"{name}a {what} typed",
            whole,
            most,
            1,
            "s",
            f"{keys} keys, program {max(mine[part]) * 1000:.0f} ms",
        )
