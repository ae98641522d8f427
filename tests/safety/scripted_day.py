"""A day in the program's own process, begun as a person begins it: calls, a complaint, files, every tab, a backup.

``python -m tests.safety.scripted_day OFFICE FOLDER [ROUNDS]``: what goes out of the office goes to FOLDER. Prints one
line a round, for the long run its memory, handles and log.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget

from fmcrm_desktop import app, cli
from fmcrm_desktop.exchange.jobs import Wish
from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.services import attachments
from fmcrm_desktop.ui.tabs import PAGES, TABS, present
from fmcrm_desktop.ui.window import MainWindow
from tests.ui.at_work import Mouse, desk_of, faults_of, on_screen, settle, told, until

Window = MainWindow
WHOLE = bool(os.environ.get("FMCRM_WHOLE_DAY"))


def wait_until(look: Callable[[], bool], timeout: int = 0) -> None:
    """Patiently: how long a paper takes on a busy machine is not what is asked here."""
    assert until(look, max(timeout, 120_000))


hand_for: Any = SimpleNamespace(waitUntil=wait_until)


def play(window: Window, folder: Path) -> None:
    """One day; with FMCRM_WHOLE_DAY every tab and page is opened, else every eighth."""
    hand = Mouse(hand_for)
    hand.press("Log call")
    hand.type("Number, name, unit, email or matter", "novak")
    hand.row(on_screen(QListWidget, "Found"), 0)
    person = on_screen(QLineEdit, "Person")
    wait_until(lambda: "Novak" in person.text())
    hand.type("About", "Ceiling leaks")
    hand.type("What was said", "It drips on the bed.")
    hand.press("Log the call")
    told(window, "Call logged")
    settle(window, hand_for)
    complain(window)
    keep_file(window, folder)
    for entry in (*present(TABS), *present(PAGES))[:: 1 if WHOLE else 8]:
        desk_of(window).go(Link(entry.name))
        settle(window, hand_for)
    export(window, folder)
    desk_of(window).go(Link("reports"))
    settle(window, hand_for)
    job(window, Job("fmcrm_desktop.ui.upkeep:make_backup", (str(window.opened.path),)))


def complain(window: Window) -> None:
    desk = desk_of(window)
    desk.go(Link("complaints", new={}))
    wait_until(lambda: desk.present.detail.form is not None)
    settle(window, hand_for)
    page = desk.present.detail.form
    page.form.slots["own_words"].editor.text.setPlainText("The lift stands still again.")
    page.form.slots["anonymous"].editor.tick.click()
    page.save_button.click()
    told(window, "registered")
    assert not faults_of(window)


def job(window: Window, work: Job) -> Any:
    """Long work in a process of its own, as the pages begin it."""
    ended: list[Any] = []
    window.office.run(work, "Work", then=ended.append, refused=ended.append)
    wait_until(lambda: bool(ended))
    return ended[0]


def keep_file(window: Window, folder: Path) -> None:
    source = folder / "letter.txt"
    source.write_text("Dear sirs")
    place = window.opened.office.ask(attachments.folder)
    kept = job(window, Job("fmcrm_desktop.services.attachments:take_in", (str(place), [str(source)])))
    saved: list[Any] = []
    first = 1
    window.office.do(window, attachments.add, "complaint", first, kept, then=saved.append)
    wait_until(lambda: bool(saved))


def export(window: Window, folder: Path) -> None:
    office = window.opened.office
    for name in ("people.csv", "people.xlsx", "people.vcf")[: 3 if WHOLE else 1]:
        wish = Wish("people", Query(), folder / name, "en", office.who)
        job(window, Job("fmcrm_desktop.exchange.jobs:take_out", (office.store.address, wish)))


def told_of(window: Window, round: int) -> str:
    """Memory in MB, open handles, bytes of the write-ahead log."""
    pages = int(Path("/proc/self/statm").read_text().split()[1]) if Path("/proc/self").exists() else 0
    handles = len(os.listdir("/proc/self/fd")) if pages else 0  # noqa: PTH208
    log = Path(f"{window.opened.path}-wal")
    size = log.stat().st_size if log.exists() else 0
    return f"round {round} memory {pages * 4096 / 1e6:.1f} handles {handles} wal {size}"


def begin(office: str, folder: Path, rounds: int) -> int:
    """The window by the program's own way in; its first quiet moment begins the day."""
    ended: list[BaseException | None] = []
    application = app.application()

    def day() -> None:
        window = next((one for one in QApplication.topLevelWidgets() if isinstance(one, MainWindow)), None)
        if window is None or window.desk is None or window.desk.present is None:
            QTimer.singleShot(50, day)
            return
        try:
            window.activateWindow()
            settle(window, hand_for)
            for round in range(rounds):
                play(window, folder)
                print(told_of(window, round), flush=True)
            ended.append(None)
        except BaseException as fault:  # noqa: BLE001  told at the end, or the window would stay for ever
            ended.append(fault)
        while window.desk and (tab := window.desk.unsaved()):
            tab.detail.drop_form()
        window.close()

    QTimer.singleShot(50, application, day)
    status = cli.main(["--office", office, "--language", "en"])
    if ended[0] is not None:
        raise ended[0]
    return status


if __name__ == "__main__":
    sys.exit(begin(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 1))
