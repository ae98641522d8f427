"""Play the month from the command line: ``python3 -m tests.month --units 800 --to FOLDER``; the exit code tells."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path


def main() -> int:
    """Play, compare, say what differs."""
    parser = argparse.ArgumentParser(
        prog="tests.month", description="A month of an office, played and reckoned."
    )
    parser.add_argument("--units", type=int, default=800)
    parser.add_argument("--windows", type=int, default=5, help="deeds of each kind done by real widgets")
    parser.add_argument("--seed", type=int, default=26, help="another month of the same kind")
    parser.add_argument("--to", type=Path, required=True, help="a folder for the office and its papers")
    chosen = parser.parse_args()
    chosen.to.mkdir(parents=True, exist_ok=True)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    os.environ["FMCRM_HOME"] = str(chosen.to / "home")
    from tests.month import compare
    from tests.month.playing import play

    path = chosen.to / "office.fmcrm"
    if path.exists():
        print(f"{path} is there already; choose another folder", file=sys.stderr)
        return 2
    book = play(path, chosen.units, chosen.windows, chosen.seed)
    print(
        f"{len(book.orders)} orders, {len(book.complaints)} complaints, {len(book.calls)} calls; by widgets:"
    )
    print(", ".join(f"{kind} {count}" for kind, count in sorted(book.ways.items())))
    faults = compare.everything(book, path)
    print("\n".join(faults) if faults else "The program and the book say the same.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
