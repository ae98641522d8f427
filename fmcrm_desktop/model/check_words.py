"""Items of checklists in words: when one is in order, what was found."""

from __future__ import annotations

from typing import Protocol

from fmcrm_desktop.model.checklist import CHECKED
from fmcrm_desktop.model.measured import written
from fmcrm_desktop.model.words import N_, Words

FAULT = "!"
"""An answer that begins with it is not in order."""


class Item(Protocol):
    """What is asked of an item of a template or of an order."""

    @property
    def kind(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def low(self) -> int | None: ...
    @property
    def high(self) -> int | None: ...
    @property
    def choices(self) -> tuple[str, ...]: ...


def in_order(item: Item, words: Words) -> str:
    """1.5–3 bar; good, worn; nothing where it is plain."""
    if item.kind == "choice":
        good = [each for each in item.choices if not each.startswith(FAULT)]
        return words.listed(good)
    if item.kind != "number":
        return ""
    low, high = written(item.low), written(item.high)
    if low and high:
        return f"{low}–{high} {item.unit}".strip()
    return f"{'≥' if low else '≤'} {low or high} {item.unit}".strip() if low or high else item.unit


def answer(said: str) -> str:
    """An answer as people read it: !broken is broken."""
    return said.removeprefix(FAULT).strip()


def found(state: str, kind: str, value: str, unit: str, words: Words) -> str:
    """What was found at an item: 2.1 bar; Not in order; nothing as long as it is open."""
    if state == "skipped":
        return words(CHECKED[state])
    if kind == "tick" and state == "ok":
        return words(N_("It is done"))
    if kind == "pass" or not value:
        return words(CHECKED.get(state, "")) if state else ""
    return f"{answer(value)} {unit}".strip()
