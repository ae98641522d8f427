"""Imports every calendar of a folder by the command and counts its months by the command, beside counts.json.

    python -m tests.calendars.by_command FOLDER [WORKERS]        in the program's own environment

Each calendar comes into a new office of its own by `import events`; each month of counts.json (oracle.py) is asked
of `agenda`. Every difference is named; the exit status is 1 where there is one.
"""

from __future__ import annotations

import io
import json
import shutil
import sys
from concurrent.futures import ProcessPoolExecutor
from contextlib import redirect_stderr, redirect_stdout
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fmcrm_desktop.cli import main as command

Months = dict[str, int]


def main(folder: str, workers: str = "2") -> int:
    counted = json.loads((Path(folder) / "counts.json").read_text(encoding="utf-8"))
    files: dict[str, Months] = {name: months for name, months in counted["files"].items() if months}
    with TemporaryDirectory() as where, ProcessPoolExecutor(int(workers)) as desks:
        empty = Path(where) / "empty.fmcrm"
        run("new", str(empty), "--name", "Willow Court", "--zone", counted["zone"])
        asked = partial(months_of, Path(folder), empty)
        found = list(desks.map(asked, sorted(files), [list(files[name]) for name in sorted(files)]))
    wrong = 0
    for name, ours in zip(sorted(files), found, strict=True):
        differing = {
            month: (ours.get(month), count)
            for month, count in files[name].items()
            if ours.get(month) != count
        }
        wrong += len(differing)
        for month, (mine, theirs) in differing.items():
            print(f"{name} {month}: {mine} entries, others count {theirs}")
    months = sum(len(each) for each in files.values())
    print(f"{len(files)} calendars, {months} months with {sum(sum(each.values()) for each in files.values())} entries:"
          f" {wrong} months differ")  # fmt: skip
    return 1 if wrong else 0


def months_of(folder: Path, empty: Path, name: str, months: list[str]) -> Months:
    """The entries of each month, without tasks and memos: the other side counts events."""
    office = empty.with_name(f"{name}.fmcrm")
    shutil.copy(empty, office)
    try:
        run("import", "events", str(folder / name), "--office", str(office), "--rejects", f"{office}.csv")
        return {each: len(events(office, each)) for each in months}
    except RuntimeError as refused:
        print(f"{name}: {refused}")
        return {}


def events(office: Path, month: str) -> list[Any]:
    year, number = map(int, month.split("-"))
    until = f"{year + number // 12:04}-{number % 12 + 1:02}-01"
    said = run("agenda", "--office", str(office), "--from", f"{month}-01", "--until", until)
    return [each for each in said["entries"] if each["kind"] not in ("task", "memo")]


def run(*words: str) -> Any:
    """One command as it is typed, without a process of its own for each of thousands."""
    said, complaint = io.StringIO(), io.StringIO()
    with redirect_stdout(said), redirect_stderr(complaint):
        status = command([*words, "--json"])
    if status:
        raise RuntimeError(complaint.getvalue().strip())
    return json.loads(said.getvalue())


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
