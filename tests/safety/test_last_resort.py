"""Whatever breaks: one sentence, a line in the log without content, what was typed stays, the program goes on (R25)."""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import event

from fmcrm_desktop.jobs import Job
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services.cases import FREE, needs
from fmcrm_desktop.store.engine import open_engine
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.qt_office import LastResort
from fmcrm_desktop.ui.tabs import PAGES, TABS, present
from fmcrm_desktop.ui.window import MainWindow
from tests.safety import broken_jobs
from tests.ui.at_work import desk_of, rows, settle, told, until

SECRET = "Ouyang 13812345678"
SENTENCE = "Something went wrong in the program. What you have typed is still there."
TYPED = "The lift stands still. " * 400
pytestmark = pytest.mark.qt_no_exception_capture


def fail(*_anything: Any) -> None:
    raise RuntimeError(SECRET)


@needs(FREE)
def failing_question(work: Work, _typed: str) -> None:
    raise RuntimeError(SECRET)


@needs("complaint.write")
def failing_deed(work: Work, _typed: str) -> None:
    raise RuntimeError(SECRET)


@needs(FREE)
def answered(work: Work) -> int:
    return 1


class Bare(QObject):
    heard = Signal()


class Painted(QWidget):
    def paintEvent(self, _event: QPaintEvent) -> None:
        fail()


def a_slot(window: MainWindow) -> None:
    button = QPushButton(window)
    button.clicked.connect(fail)
    button.click()


def a_signal_of_our_own(window: MainWindow) -> None:
    sender = Bare(window)
    sender.heard.connect(fail)
    sender.heard.emit()


def a_painting(window: MainWindow) -> None:
    widget = Painted(window)
    widget.resize(20, 20)
    widget.show()


FAULTS: dict[str, Callable[[MainWindow], object]] = {
    "slot": a_slot,
    "signal": a_signal_of_our_own,
    "painting": a_painting,
    "timer": lambda window: QTimer.singleShot(0, window, fail),
    "thread": lambda window: threading.Thread(target=fail).start(),
    "question": lambda window: window.office.ask(window, failing_question, SECRET, then=print),
    "answer": lambda window: window.office.ask(window, answered, then=fail),
    "deed": lambda window: window.office.do(window, failing_deed, SECRET),
    "what follows a deed": lambda window: window.office.through(window, lambda: 1, then=fail),
    "job": lambda window: window.office.run(
        Job(f"{broken_jobs.__name__}:breaking_job", (SECRET,)), "Work", then=print
    ),
    "job that dies": lambda window: window.office.run(
        Job(f"{broken_jobs.__name__}:dying_job", (SECRET,)), "Work", then=print
    ),
}


@pytest.fixture
def resort(window: MainWindow) -> Iterator[None]:
    kept = LastResort(window.report)
    yield
    kept.remove()


@pytest.fixture
def typing(window: MainWindow, qtbot: QtBot) -> FormPage:
    """A complaint half written down."""
    desk = desk_of(window)
    desk.go(Link("complaints", new={}))
    qtbot.waitUntil(lambda: desk.present.detail.form is not None)
    settle(window, qtbot)
    page: FormPage = desk.present.detail.form
    page.form.slots["own_words"].editor.text.setPlainText(TYPED)
    page.form.slots["anonymous"].editor.tick.click()
    return page


def kept(path: Path) -> list[tuple[str]]:
    return rows(path, "select own_words from complaint")


def save(window: MainWindow, page: FormPage) -> None:
    page.save_button.click()
    told(window, "registered")


@pytest.mark.usefixtures("resort")
@pytest.mark.parametrize("fault", FAULTS)
def test_a_bug_shows_a_sentence_and_keeps_what_is_typed(
    window: MainWindow, typing: FormPage, office_path: Path, caplog: pytest.LogCaptureFixture, fault: str
) -> None:
    with caplog.at_level(logging.INFO):
        FAULTS[fault](window)
        told(window, SENTENCE)
    logged = [record for record in caplog.records if record.levelno >= logging.ERROR]
    assert logged
    assert not any(
        "Ouyang" in record.getMessage() or "138123" in record.getMessage() for record in caplog.records
    )
    assert all("\n" not in record.getMessage() for record in logged)
    assert typing.form.raw()["own_words"] == TYPED
    save(window, typing)
    assert kept(office_path) == [(TYPED.strip(),)]


NOTHING_YET = ("tasks", "messages", "rooms",
    "complaints", "work_orders", "change_log", "calls", "notices", "own_fields", "duplicates", "articles", "skills",
    "territories", "equipment", "plans", "money", "parts", "agreements", "targets", "problems",
    "praise", "procedures", "surveys", "prospects", "issued_documents", "committee", "customer_value", "channels",
)  # fmt: skip
"""What the sample office has none of."""


@pytest.mark.usefixtures("resort")
def test_every_tab_and_page_lives_on_when_all_its_questions_break(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, office = desk_of(window), window.opened.office
    entries = (*present(TABS), *present(PAGES))
    with monkeypatch.context() as broken:
        broken.setattr(office, "ask", fail)
        for entry in entries:
            desk.go(Link(entry.name))
            desk.present.reload()
            settle(window, qtbot)
        told(window, SENTENCE)
    for entry in entries:
        desk.go(Link(entry.name))
        desk.present.reload()
        settle(window, qtbot)
        listed = desk.present.list
        assert listed is None or entry.name in NOTHING_YET or listed.model.rowCount()


# trouble with the file


def test_a_full_disk_leaves_the_form_as_it_is_until_there_is_room(
    window: MainWindow, typing: FormPage, office_path: Path
) -> None:
    """SQLite's own page limit makes the disk full for real: the error comes from its writer."""
    limit = rows(office_path, "pragma page_count")[0][0]
    room = {"pages": limit}

    def small(connection: Any, _record: Any, _proxy: Any) -> None:
        connection.execute(f"pragma max_page_count = {room['pages']}")

    event.listen(window.opened.office.store.writer, "checkout", small)
    typing.save_button.click()
    assert until(typing._sentence.isVisible)
    assert "full" in typing._sentence.text() and str(office_path) in typing._sentence.text()
    assert typing.form.raw()["own_words"] == TYPED
    assert kept(office_path) == []
    room["pages"] = 1_000_000
    save(window, typing)
    assert kept(office_path) == [(TYPED.strip(),)]


def test_another_program_that_holds_the_file_is_named_and_the_same_save_works_after(
    window: MainWindow, typing: FormPage, office_path: Path
) -> None:
    store = window.opened.office.store
    store.writer.dispose()
    store.writer = open_engine(store.url, writing=True, busy_ms=50)
    with closing(sqlite3.connect(office_path, isolation_level=None)) as other:
        other.execute("begin immediate")
        typing.save_button.click()
        assert until(typing._sentence.isVisible)
        assert "Another program" in typing._sentence.text()
        assert typing.form.raw()["own_words"] == TYPED
        other.execute("rollback")
    save(window, typing)
    assert kept(office_path) == [(TYPED.strip(),)]


def test_a_file_taken_away_during_the_work_is_told_and_nothing_typed_is_lost(
    window: MainWindow, typing: FormPage, office_path: Path, tmp_path: Path
) -> None:
    """On Linux a deleted file can still be written to, and all of it would be gone at the end of the day."""
    away = tmp_path / "elsewhere"
    away.mkdir()
    for name in (office_path.name, f"{office_path.name}-wal", f"{office_path.name}-shm"):
        with contextlib.suppress(FileNotFoundError):
            (office_path.parent / name).rename(away / name)
    typing.save_button.click()
    assert until(typing._sentence.isVisible), desk_of(window).bar.text()
    assert str(office_path) in typing._sentence.text()
    assert typing.form.raw()["own_words"] == TYPED
    for path in away.iterdir():
        path.rename(office_path.parent / path.name)
    save(window, typing)
    assert kept(office_path) == [(TYPED.strip(),)]
