"""Killed while sending: no mail is lost, and one goes out twice only where the program died between the server's yes
and its own note of it, then with the same Message-ID."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.services.opening import open_office
from fmcrm_desktop.store import soundness
from fmcrm_desktop.store.work import Work
from tests.mail_server import PostBox, serving

KILLS = int(os.environ.get("FMCRM_MAIL_KILLS", "20"))
"""How many programs are killed; a release runs FMCRM_MAIL_KILLS=300."""
ROOT = Path(__file__).resolve().parents[2]
LATEST = 14
"""Steps of the server after which a program dies at the latest: within its third mail."""


@needs("note.write")
def write(work: Work, count: int) -> None:
    for n in range(count):
        tell(work, Telling(f"mail {n}", "今天停水"), guests=[("", f"p{n}@example.com")])


WARM = """
import os, sys
import fmcrm_desktop.cli.posting, fmcrm_desktop.exchange.posting, fmcrm_desktop.services.opening
from fmcrm_desktop.cli import main
for line in sys.stdin:
    child = os.fork()
    if not child:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os._exit(main(["outbox", "--send", "--office", line.strip()]))
    print(child, flush=True)
    os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)
    print("ended", flush=True)
    sys.stdin.readline()
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""
"""The program with everything loaded, which becomes a process of its own for each run: that spares the two seconds
of loading. A process keeps its number until it is asked how it ended, so nothing else is ever killed."""


class Program:
    """The command "outbox --send" as a process of its own, run again and again."""

    def __init__(self, office: Path) -> None:
        self._office = office
        command = [sys.executable, "-c", WARM]
        self._warm = subprocess.Popen(
            command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1
        )

    def _say(self, line: str) -> str:
        assert self._warm.stdin is not None and self._warm.stdout is not None
        if line:
            self._warm.stdin.write(f"{line}\n")
        return self._warm.stdout.readline().strip()

    def begin(self) -> int:
        return int(self._say(str(self._office)))

    def wait(self) -> None:
        assert self._say("") == "ended"

    def status(self) -> int:
        return int(self._say("how"))

    def end(self) -> None:
        self._warm.communicate()


class Hangman:
    """Kills the program at a chance step of the mail server's, or at a chance moment."""

    def __init__(self, program: Program, chance: random.Random) -> None:
        self.program, self.chance = program, chance
        self.killed_at: Counter[str] = Counter()
        self._lock = threading.Lock()
        self._number: int | None = None
        self._left = 0

    def run(self, spare: bool = False) -> int:
        """Run the program to its end, whichever that is; gives its status."""
        by_clock = self.chance.random() < 0.2
        self._left = 10**9 if by_clock or spare else self.chance.randint(1, LATEST)
        with self._lock:
            self._number = self.program.begin()
        clock = threading.Timer(self.chance.random() * 0.6, self._kill, ("by the clock",))
        if by_clock and not spare:
            clock.start()
        self.program.wait()
        clock.cancel()
        with self._lock:
            self._number = None
        status = self.program.status()
        if status == -signal.SIGKILL:
            self.killed_at[self._when] += 1
        return status

    def step(self, name: str) -> None:
        self._left -= 1
        if self._left == 0:
            self._kill(name)

    _when = ""

    def _kill(self, when: str) -> None:
        with self._lock:
            if self._number is not None:
                self._when = when
                os.kill(self._number, signal.SIGKILL)


def test_no_mail_is_lost_and_none_goes_twice_without_the_servers_yes(
    office_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    program = Program(office_path)
    hangman = Hangman(program, random.Random(4))
    box = PostBox(step=hangman.step)
    last_of_killed: set[int] = set()
    with serving(box) as running:
        office = open_office(str(office_path))
        office.do(settings.put, **running.settings())
        office.do(write, 3 * KILLS)
        office.close()
        runs = 0
        while hangman.killed_at.total() < KILLS:
            runs += 1
            assert runs < 3 * KILLS + 10
            if hangman.run() == -signal.SIGKILL:
                last_of_killed.add(len(box.got) - 1)
        assert hangman.run(spare=True) == 0
        program.end()
    with closing(sqlite3.connect(office_path)) as file:
        mails = file.execute(
            "select subject, state, message_id from message where channel = 'email'"
        ).fetchall()
    assert {state for _, state, _ in mails} == {"sent"} and len(mails) == 3 * KILLS
    written = {(subject, number) for subject, _, number in mails}
    assert len({number for _, number in written}) == len(mails)
    assert {(str(one.mail["Subject"]), one.id) for one in box.got} == written, "lost, or never written here"
    # Sent twice: only what was the last that the server kept of a program that then died.
    twice = [number for number, count in Counter(box.ids()).items() if count > 1]
    for number in twice:
        places = [at for at, one in enumerate(box.got) if one.id == number]
        assert set(places[:-1]) <= last_of_killed, number
    assert soundness.faults(office_path) == []
    if KILLS > 20:
        with capsys.disabled():
            print(
                f"\n{KILLS} killed {dict(hangman.killed_at)}: {len(mails)} mails, 0 lost, {len(twice)} twice"
            )
