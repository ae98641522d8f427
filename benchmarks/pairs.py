"""Timing in pairs: product and floor by turns, so that a noisy machine troubles both; medians and their ratio."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Pair:
    """One benchmark's figures: seconds (or MB) of product and floor, and the ratio that was aimed at."""

    name: str
    product: float
    floor: float
    goal: float
    unit: str = "ms"
    note: str = ""

    @property
    def ratio(self) -> float:
        return self.product / self.floor if self.floor else float("inf")

    def line(self) -> str:
        scale = 1000 if self.unit == "ms" else 1
        verdict = "ok  " if self.ratio <= self.goal else "OVER"
        return (
            f"{verdict} {self.name:<58} {self.product * scale:10.2f} / {self.floor * scale:10.2f} {self.unit:<3}"
            f" = {self.ratio:6.2f}  (goal {self.goal:.2f}) {self.note}"
        )


def timed(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    begin = clock()
    work()
    return clock() - begin


def pair(
    name: str, product: Callable[[], object], floor: Callable[[], object], goal: float, seconds: float = 2.0
) -> Pair:
    """Run both by turns for about ``seconds`` in all, three times at least, after two rounds that do not count."""
    mine, least, note = _turns(product, floor, seconds, time.perf_counter)
    return Pair(name, mine, least, goal, note=note)


def worked(
    name: str, product: Callable[[], object], floor: Callable[[], object], goal: float, seconds: float = 1.0
) -> Pair:
    """The same in processor time: of questions, which wait for nothing, where others use the machine as well."""
    mine, least, note = _turns(product, floor, seconds, time.thread_time)
    return Pair(name, mine, least, goal, note=note)


def _turns(
    product: Callable[[], object], floor: Callable[[], object], seconds: float, clock: Callable[[], float]
) -> tuple[float, float, str]:
    for _ in range(
        2
    ):  # the first round fills caches: it says neither how long one takes nor how many there is time for
        once = timed(product, clock) + timed(floor, clock)
    rounds = max(3, min(200, int(seconds / max(once, 1e-6))))
    times = [(timed(product, clock), timed(floor, clock)) for _ in range(rounds)]
    mine, least = (statistics.median(each) for each in zip(*times, strict=True))
    return mine, least, f"n={rounds}"
