"""One long job at a time, in a fork that ends itself in the middle: without a word, at the nth thing it does with files
or at a chance moment. ``python -m tests.safety.killed_jobs JOB PLACE POINTS SEED``: the fork is of a process that has
loaded everything, so that a kill costs no more than the work up to it. PLACE holds "before", the folder as it is
copied for every kill; after each kill "after" is told apart by tests/safety/test_killed_jobs.py."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

EVENTS = (
    "open",
    "os.rename",
    "os.remove",
    "os.link",
    "os.mkdir",
    "os.chmod",
    "sqlite3.connect",
    "shutil.copyfile",
)
LAST = 6
counted = {"now": 0, "until": 0}


def heard(event: str, args: tuple[Any, ...]) -> None:
    if event not in EVENTS or (event == "open" and str(args[0]).endswith((".py", ".pyc"))):
        return
    counted["now"] += 1
    if counted["now"] == counted["until"]:
        os.kill(os.getpid(), signal.SIGKILL)


def backup(folder: Path) -> None:
    from fmcrm_desktop.store import backup

    backup.make(folder / "office.fmcrm")


def restore(folder: Path) -> None:
    from fmcrm_desktop.store import backup

    backup.restore(folder / "office.fmcrm", folder / "copy.fmcrm")


def migration(folder: Path) -> None:
    from fmcrm_desktop.store import opening

    opening.open_store(str(folder / "office.fmcrm")).close()


def attachment(folder: Path) -> None:
    from fmcrm_desktop.services import attachments
    from fmcrm_desktop.services.opening import open_office

    office = open_office(str(folder / "office.fmcrm"))
    place = office.ask(attachments.folder)
    kept = attachments.take_in(steps, str(place), [str(folder / "letter.txt"), str(folder / "plan.txt")])
    office.do(attachments.add, "unit", 1, kept)
    office.close()


def imported(folder: Path) -> None:
    from fmcrm_desktop.cli import main

    main(["--office", str(folder / "office.fmcrm"), "import", "people", str(folder / "people.csv"), "--json"])


def report(folder: Path) -> None:
    from fmcrm_desktop.cli import main

    target = str(folder / "phones.pdf")
    main(["--office", str(folder / "office.fmcrm"), "report", "phone-list", "--to", target, "--json"])


steps: Any = SimpleNamespace(step=lambda *_args, **_more: None)
JOBS = {
    "backup": backup, "restore": restore, "migration": migration, "attachment": attachment, "import": imported,
    "report": report,
}  # fmt: skip


def in_a_fork(job: str, place: Path, name: str, until: int = 0, after: float = 0.0) -> int:
    """Do it on a fresh copy; gives how it ended."""
    folder = place / name
    shutil.copytree(place / "before", folder)
    child = os.fork()
    if child == 0:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        counted["until"] = until
        if after:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, after)
        sys.addaudithook(heard)
        JOBS[job](folder)
        (folder / "count").write_text(str(counted["now"]))
        os._exit(0)
    return os.waitpid(child, 0)[1]


def run(job: str, place: Path, points: int, seed: int) -> None:
    loaded = place / "loaded"
    shutil.copytree(place / "before", loaded)
    silent = os.dup(1)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    JOBS[job](loaded)  # everything it needs is loaded from now on
    os.dup2(silent, 1)
    begun = time.monotonic()
    assert in_a_fork(job, place, "whole") == 0
    took = time.monotonic() - begun
    events = int((place / "whole" / "count").read_text())
    dice = random.Random(seed)
    last = range(max(1, events - LAST), events + 1)  # a paper is written at the end
    some = dice.sample(range(1, events + 1), events if job == "restore" else min(points, events))
    where = sorted({*some, *last})
    for n in where:
        in_a_fork(job, place, f"event-{n}", until=n)
    for n in range(points):
        in_a_fork(job, place, f"moment-{n}", after=max(0.001, dice.random() * took))
    print(events, len(where), points, flush=True)


if __name__ == "__main__":
    run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
