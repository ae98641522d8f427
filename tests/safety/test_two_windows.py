"""Two programs on one office, in real processes: the second says so; when the first is killed it can begin (R8)."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import pytest

from fmcrm_desktop.store import soundness

WINDOW = """
import sys, threading
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton
from fmcrm_desktop import app
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.look import Look
from fmcrm_desktop.ui.start_flow import StartFlow
from fmcrm_desktop.ui.window import MainWindow

application = app.application()
application.setQuitOnLastWindowClosed(False)
window = MainWindow(Doors(), Look(application, "en"))
window.gone.connect(application.quit)
window.show()
said, orders = "", []
threading.Thread(target=lambda: [orders.append(line.strip()) for line in sys.stdin], daemon=True).start()

def state():
    inside = window.centralWidget()
    if window.desk is not None and window.desk.present is not None:
        return "desk read only" if window.opened.read_only else "desk"
    if isinstance(inside, StartFlow) and inside.page.fault():
        return "fault " + inside.page.fault()
    return ""

def look():
    global said
    now = state()
    if now != said:
        said = now
        print(now, flush=True)
    if orders:
        order = orders.pop(0)
        if order == "close":
            window.close()
        elif order == "register":
            window.desk.go(Link("complaints", new={}))
            wait_for_form()
        else:
            next(one for one in inside_buttons() if order in one.text()).click()

def wait_for_form():
    form = window.desk.present.detail.form
    if form is None:
        QTimer.singleShot(20, wait_for_form)
        return
    form.form.slots["own_words"].editor.text.setPlainText("Kept before the end")
    form.form.slots["anonymous"].editor.tick.click()
    form.saved.connect(lambda _done: print("saved", flush=True))
    form.save()

def inside_buttons():
    return window.centralWidget().findChildren(QAbstractButton)

timer = QTimer()
timer.timeout.connect(look)
timer.start(20)
QTimer.singleShot(0, lambda: window.begin(sys.argv[1]))
application.exec()
print("ended", flush=True)
"""


class Program:
    """A window in a process of its own; it tells each new state, and hears what to click."""

    def __init__(self, office: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", WINDOW, str(office)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
        )

    def tells(self) -> str:
        """Its next line that says something; a program that ended says an empty one."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            if line.strip():
                return line.strip()
        return ""

    def do(self, order: str) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{order}\n")
        self.process.stdin.flush()

    def end(self) -> None:
        self.process.kill()
        self.process.communicate()


@pytest.fixture
def program() -> Iterator[type[Program]]:
    with ExitStack() as kept:

        def start(office: Path) -> Program:
            made = Program(office)
            kept.callback(made.end)
            return made

        yield start  # type: ignore[misc]


def complaints(path: Path) -> list[tuple[str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select own_words from complaint").fetchall()


def test_a_second_program_says_so_may_read_and_begins_when_the_first_is_killed(program, office_path):
    first = program(office_path)
    assert first.tells() == "desk"
    second = program(office_path)
    assert "open in another window" in (fault := second.tells()) and str(office_path) in fault
    first.do("register")
    assert first.tells() == "saved"
    first.process.kill()
    first.process.wait()
    second.do("Try again")
    assert second.tells() == "desk"
    assert complaints(office_path) == [("Kept before the end",)]
    second.do("register")
    assert second.tells() == "saved"
    second.do("close")
    assert second.tells() == "ended"
    assert len(complaints(office_path)) == 2
    assert soundness.faults(office_path) == []


def test_nothing_is_upgraded_below_a_window(program, office_path):
    first = program(office_path)
    assert first.tells() == "desk"
    command = [sys.executable, "-m", "fmcrm_desktop", "upgrade", "--office", str(office_path)]
    refused = subprocess.run(command, capture_output=True, text=True, check=False)
    assert refused.returncode == 1 and "open in another window" in refused.stderr
    first.process.kill()
    first.process.wait()
    assert subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_second_program_may_read_beside_the_first_and_change_nothing(program, office_path):
    first = program(office_path)
    assert first.tells() == "desk"
    second = program(office_path)
    assert second.tells().startswith("fault")
    second.do("Open read only")
    assert second.tells() == "desk read only"
    second.do("close")
    assert second.tells() == "ended"
    first.do("register")
    assert first.tells() == "saved"
    first.do("close")
    assert first.tells() == "ended"
