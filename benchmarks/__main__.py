"""``python -m benchmarks [x1 x10 x50] [--only NAME]``: prints each figure beside its floor of the same run."""

from __future__ import annotations

import argparse
import importlib
import sys

PARTS = (
    "records", "measures", "quality", "imports", "papers", "job_sheets", "agreements", "calendar", "window", "call_desk",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "sizes", nargs="*", default=["x1"], metavar="SIZE", help="x1 (20,000 orders), x10, x50"
    )
    parser.add_argument("--only", choices=PARTS)
    arguments = parser.parse_args()
    over = 0
    for size in arguments.sizes:
        for part in (arguments.only,) if arguments.only else PARTS:
            for figure in importlib.import_module(f"benchmarks.{part}").run(size):
                print(figure.line(), flush=True)
                over += figure.ratio > figure.goal
    print(f"{over} over their goal")
    return 0


if __name__ == "__main__":
    sys.exit(main())
