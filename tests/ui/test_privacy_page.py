"""What is held on a person is handed out, and the person erased for good, from their page in a real window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import calls, owners
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.window import MainWindow
from tests.sample import Sample
from tests.ui.at_work import desk_of, on_screen, rows, said, settle, told

NAME, SAID = "Quillfeather Zebedee", "wants the brass key of the cellar"


@pytest.fixture
def person(window: MainWindow, qtbot: QtBot, sample: Sample) -> int:
    """Somebody who called once and has nothing open, with their page on the screen."""
    assert window.office is not None
    office = window.office.office
    assert office is not None
    id = office.do(owners.add, NewPersonForm(name=NAME)).result
    office.do(calls.log, CallForm(person_id=id, topic="Keys", notes=SAID))
    desk_of(window).go(Link("owners", id=id))
    settle(window, qtbot)
    return id


def press(name: str) -> None:
    unfold()
    QTest.mouseClick(on_screen(Button, name), Qt.MouseButton.LeftButton)


def unfold() -> None:
    """The further details open, where what is seldom done stands."""
    for one in every_button():
        if one.accessibleName() == "Unfold" and one.isVisible():
            one.click()


def every_button() -> list[Button]:
    return [one for one in QApplication.allWidgets() if isinstance(one, Button)]


def test_everything_held_is_handed_out_as_a_folder(
    window: MainWindow, person: int, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(tmp_path))
    press("Hand out everything…")
    told(window, "Look through it before you hand it over")
    (folder,) = (each for each in tmp_path.iterdir() if each.name.startswith("Data of"))
    texts = [each.read_text("utf-8-sig") for each in folder.rglob("*.csv")]
    assert any(NAME in text for text in texts)
    assert any(SAID in text for text in texts)


def test_somebody_is_erased_for_good_after_a_look_at_what_that_means(
    window: MainWindow, person: int, qtbot: QtBot, office_path: Path
) -> None:
    press("Erase…")
    on_screen(Button, "Erase for good")
    press("Cancel")
    settle(window, qtbot)
    assert rows(office_path, "select name from person where id = ?", person) == [(NAME,)]
    press("Erase…")
    press("Erase for good")
    told(window, "Erased in")
    settle(window, qtbot)
    assert NAME not in rows(office_path, "select name from person where id = ?", person)[0]
    assert rows(office_path, "select count(*) from call where person_id = ?", person) == [(1,)]
    for kept in (office_path, office_path.with_name(office_path.name + "-wal")):
        held = kept.read_bytes() if kept.exists() else b""
        assert NAME.encode() not in held and SAID.encode() not in held


def test_who_has_a_flat_is_not_erased_and_it_is_said_why(
    window: MainWindow, qtbot: QtBot, sample: Sample
) -> None:
    desk_of(window).go(Link("owners", id=sample.owner))
    settle(window, qtbot)
    press("Erase…")
    on_screen(QLabel, "To be settled first")
    on_screen(Button, "Cancel")
    assert not [one for one in every_button() if one.isVisible() and said(one) == "Erase for good"]
