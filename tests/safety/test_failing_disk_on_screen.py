"""A disk that fails while somebody works (R5, R6): one sentence with the file's name, what was typed stays, the window
goes on, no success is shown; the disk well again, the same Save keeps it once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.ui.window import MainWindow
from tests.safety import disk
from tests.safety.disk import Event
from tests.ui.at_work import desk_of, faults_of, rows, settle, told, until

TYPED = "The lift stands still. " * 100
BROKEN: dict[str, tuple[dict[str, int], str]] = {
    "no space": ({"write": disk.FULL}, "is full"),
    "write error": ({"write": disk.IOERR_WRITE}, "does not answer"),
    "sync error": ({"sync": disk.IOERR_FSYNC}, "does not answer"),
    "drive pulled": (
        {"write": disk.IOERR_WRITE, "read": disk.IOERR_READ, "sync": disk.IOERR_FSYNC, "open": disk.CANTOPEN},
        "does not answer",
    ),
}


@pytest.mark.parametrize("fault", BROKEN)
def test_what_was_typed_stays_until_the_disk_is_well_again(
    open_at: Callable[[Path], MainWindow], qtbot: QtBot, office_path: Path, fault: str
) -> None:
    answers, sentence = BROKEN[fault]

    def broken(event: Event) -> int:
        return answers.get(event.what, 0)

    with disk.wrapped() as wrapped:
        window = open_at(office_path)
        desk = desk_of(window)
        desk.go(Link("complaints", new={}))
        assert until(lambda: desk.present.detail.form is not None)
        settle(window, qtbot)
        page = desk.present.detail.form
        page.form.slots["own_words"].editor.text.setPlainText(TYPED)
        page.form.slots["anonymous"].editor.tick.click()
        wrapped.answer = broken
        for _ in range(2):
            page.save_button.click()
            assert until(page._sentence.isVisible)
            assert until(lambda: window.office is not None and window.office.quiet)
            assert sentence in page._sentence.text() and str(office_path) in page._sentence.text()
        assert page.form.raw()["own_words"] == TYPED
        wrapped.answer = lambda _event: 0
        assert rows(office_path, "select count(*) from complaint") == [(0,)]
        page.save_button.click()
        told(window, "registered")
    assert rows(office_path, "select own_words from complaint") == [(TYPED.strip(),)]
    assert not faults_of(window)
