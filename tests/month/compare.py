"""The book laid beside the program: measures, lists, papers, exports, tables; what differs is said line by line."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from typing import Any

from tests.month import kept, pages, papers
from tests.month.book import Book
from tests.month.command import MONTH, command
from tests.month.reckoning import Reckoning


@cache
def measures_json(path: Path) -> dict[str, Any]:
    """What the command says of the month."""
    found: dict[str, Any] = json.loads(command(path, "measures", "--month", MONTH, "--json"))
    return found


def measures(book: Book, path: Path) -> list[str]:
    """Flows and measures."""
    said, reckoned = measures_json(path), Reckoning(book)
    faults: list[str] = []
    for kind in ("orders", "complaints"):
        faults += _differ(kind, reckoned.flow(kind), said[kind])
    wanted = reckoned.measures()
    told = said["measures"]
    faults += [f"measure {name}: not in the book" for name in told if name not in wanted]
    for name, figure in wanted.items():
        faults += _differ(f"measure {name}", figure, told.get(name, {}))
    return faults


def _differ(name: str, wanted: dict[str, Any], said: dict[str, Any]) -> list[str]:
    """Each value of the book beside the program's."""
    found = []
    for key, value in wanted.items():
        if isinstance(value, dict) and key != "by_channel":
            found += _differ(f"{name} {key}", value, said.get(key, {}))
        elif not same(value, said.get(key)):
            found.append(f"{name}, {key}: {value} in the book, {said.get(key)} in the program")
    return found


def same(one: Any, other: Any) -> bool:
    """Equal; quotients up to what a float holds."""
    if isinstance(one, float) or isinstance(other, float):
        return one is not None and other is not None and abs(one - other) < 1e-6 * max(1, abs(one))
    return bool(one == other)


def everything(book: Book, path: Path) -> list[str]:
    """All that is compared."""
    checks = (measures, papers.report, pages.other_reports, papers.exports, papers.tables, kept.tables)
    return [*book.seen, *(fault for check in checks for fault in check(book, path))]
