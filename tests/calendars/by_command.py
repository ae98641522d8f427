"""Imports every calendar of a folder by the command and counts its months by the command, beside counts.json.

    python tests/calendars/by_command.py FOLDER [WORKERS]          in the program's own environment

Each calendar comes into a new office of its own by `import events`; each month of counts.json (oracle.py) is asked
of `agenda`. Every difference is named; the exit status is 1 where there is one.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

Months = dict[str, int]


def main(folder: str, workers: str = "2") -> int:
    counted = json.loads((Path(folder) / "counts.json").read_text(encoding="utf-8"))
    files: dict[str, Months] = {name: months for name, months in counted["files"].items() if months}
    with TemporaryDirectory() as where, ThreadPoolExecutor(int(workers)) as desk:
        empty = Path(where) / "empty.fmcrm"
        run("new", str(empty), "--name", "Willow Court", "--zone", counted["zone"])
        found = list(
            desk.map(lambda name: months_of(Path(folder) / name, empty, list(files[name])), sorted(files))
        )
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


def months_of(calendar: Path, empty: Path, months: list[str]) -> Months:
    """The entries of each month, without tasks and memos: the other side counts events."""
    office = empty.with_name(f"{calendar.name}.fmcrm")
    shutil.copy(empty, office)
    try:
        run("import", "events", str(calendar), "--office", str(office), "--rejects", f"{office}.csv")
        return {each: len(events(office, each)) for each in months}
    except subprocess.CalledProcessError as error:
        print(f"{calendar.name}: {error.stderr.strip()}")
        return {}


def events(office: Path, month: str) -> list[Any]:
    year, number = map(int, month.split("-"))
    until = f"{year + number // 12:04}-{number % 12 + 1:02}-01"
    said = run("agenda", "--office", str(office), "--from", f"{month}-01", "--until", until)
    return [each for each in said["entries"] if each["kind"] not in ("task", "memo")]


def run(*words: str) -> Any:
    command = [sys.executable, "-m", "fmcrm_desktop", *words, "--json"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)
    return json.loads(done.stdout)


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
