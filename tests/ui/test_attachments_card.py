"""The files on a page in a real window: dropped, opened as a copy, renamed, taken away, brought back, by keyboard."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QMimeData, QObject, QPoint, Qt, QUrl, Slot
from PySide6.QtGui import QColor, QDesktopServices, QDropEvent, QImage
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import attachments, calls
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calls import CallsTab
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from tests.sample import Sample

LONG = 20_000


class System(QObject):
    """Stands for the system's programs: what was to be opened."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def open(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def system() -> Iterator[System]:
    made = System()
    QDesktopServices.setUrlHandler("file", made, "open")
    yield made
    QDesktopServices.unsetUrlHandler("file")


@pytest.fixture
def card(
    show: Callable[[type[OwnersTab]], OwnersTab], qtbot: QtBot, sample: Sample
) -> Callable[[], AttachmentsCard]:
    """The card on the page of Wang Fang as it is now; the page is drawn anew with each piece of news."""
    tab = show(OwnersTab)
    tab.show_id(sample.owner)

    def present() -> AttachmentsCard | None:
        page = tab.detail.page
        found = page.findChildren(AttachmentsCard) if page is not None else []
        return next((one for one in found if one.id == sample.owner), None)

    qtbot.waitUntil(lambda: present() is not None)

    def now() -> AttachmentsCard:
        found = present()
        assert found is not None
        return found

    return now


def drop(card: AttachmentsCard, *paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    event = QDropEvent(
        QPoint(20, 20),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    card.dropEvent(event)


def middle(card: AttachmentsCard) -> QColor:
    """The colour in the middle of the first file's thumbnail."""
    if not card.rows:
        return QColor()
    image = card.rows[0].sign.pixmap().toImage()
    return image.pixelColor(image.rect().center())


def shown(card: AttachmentsCard) -> list[str]:
    return [row.it.name for row in card.rows]


def test_files_are_dropped_opened_taken_away_and_brought_back(
    card: Callable[[], AttachmentsCard], qtbot: QtBot, qt_office: QtOffice, office_path: Path, tmp_path: Path,
    system: System,
) -> None:  # fmt: skip
    picture = QImage(300, 200, QImage.Format.Format_RGB32)
    picture.fill(Qt.GlobalColor.darkGreen)
    picture.save(str(tmp_path / "stain.png"))
    (tmp_path / "a&b <i>租约.txt").write_text("lease", "utf-8")
    said: list[tuple[str, object]] = []
    qt_office.said.connect(lambda text, undo: said.append((text, undo)))
    drop(card(), tmp_path / "a&b <i>租约.txt", tmp_path / "stain.png")
    qtbot.waitUntil(lambda: shown(card()) == ["stain.png", "a&b <i>租约.txt"], timeout=LONG)
    qtbot.waitUntil(lambda: middle(card()) == QColor(Qt.GlobalColor.darkGreen), timeout=LONG)
    assert said[0][0] == "2 files kept"
    way = card().rows[1].way
    assert way._said == "a&b <i>租约.txt"
    way.setFocus()
    qtbot.keyClick(way, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: len(system.opened) == 1)
    [copy] = system.opened
    assert copy.read_text("utf-8") == "lease" and not copy.is_relative_to(
        office_path.parent / "office attachments"
    )
    qtbot.keyClick(card().rows[1].way, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: shown(card()) == ["stain.png"], timeout=LONG)
    text, undo = said[-1]
    assert text == "“a&b <i>租约.txt” removed" and isinstance(undo, int)
    qt_office.undo(undo)
    qtbot.waitUntil(lambda: len(card().rows) == 2, timeout=LONG)
    with closing(sqlite3.connect(office_path)) as connection:
        assert connection.execute("select count(*) from attachment where archived is null").fetchone() == (2,)


def test_a_file_opens_though_the_page_is_drawn_anew_meanwhile(
    card: Callable[[], AttachmentsCard], qtbot: QtBot, tmp_path: Path, system: System
) -> None:
    (tmp_path / "lease.txt").write_bytes(b"x")
    drop(card(), tmp_path / "lease.txt")
    qtbot.waitUntil(lambda: shown(card()) == ["lease.txt"], timeout=LONG)
    qtbot.waitUntil(lambda: card().office.quiet)
    pressed = card()
    qtbot.keyClick(pressed.rows[0].way, Qt.Key.Key_Return)
    shiboken6.delete(pressed)
    qtbot.waitUntil(lambda: [path.read_bytes() for path in system.opened] == [b"x"], timeout=LONG)


def test_a_file_is_renamed_in_a_short_dialog_and_saved_elsewhere(
    card: Callable[[], AttachmentsCard], qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "scan0001.txt").write_bytes(b"x")
    drop(card(), tmp_path / "scan0001.txt")
    qtbot.waitUntil(lambda: shown(card()) == ["scan0001.txt"], timeout=LONG)
    qtbot.waitUntil(lambda: card().office.quiet)  # the page has been drawn anew after the news of the file
    card().rename(card().rows[0].it)
    qtbot.waitUntil(lambda: bool(card().window().findChildren(FormDialog)))
    dialog = card().window().findChildren(FormDialog)[0]
    dialog.page.form.slots["name"].editor.set("Lease.txt")
    dialog.page.save()
    qtbot.waitUntil(lambda: shown(card()) == ["Lease.txt"], timeout=LONG)
    target = tmp_path / "copy.txt"
    monkeypatch.setattr("PySide6.QtWidgets.QFileDialog.getSaveFileName", lambda *_a: (str(target), ""))
    card().save_copy(card().rows[0].it)
    qtbot.waitUntil(target.exists)


def test_a_folder_is_refused_with_a_sentence(
    card: Callable[[], AttachmentsCard], qtbot: QtBot, qt_office: QtOffice, tmp_path: Path
) -> None:
    with qtbot.waitSignal(qt_office.refused, timeout=LONG) as told:
        drop(card(), tmp_path)
    assert "is a folder" in told.args[0].text
    assert card().rows == []


def test_a_recording_of_a_call_asks_for_consent(
    show: Callable[[type[CallsTab]], CallsTab], qtbot: QtBot, office: Office, sample: Sample, tmp_path: Path
) -> None:
    call = office.do(calls.log, CallForm(sample.owner, topic="Lift")).result.id
    (tmp_path / "call.mp3").write_bytes(b"ID3")
    tab = show(CallsTab)
    tab.open(Link("calls", call, section="log"))
    qtbot.waitUntil(
        lambda: tab.detail.page is not None and bool(tab.detail.page.findChildren(AttachmentsCard))
    )
    qtbot.waitUntil(lambda: tab.office.quiet)
    assert tab.detail.page is not None
    [card] = tab.detail.page.findChildren(AttachmentsCard)
    for agrees in (False, True):
        drop(card, tmp_path / "call.mp3")
        qtbot.waitUntil(lambda: bool(tab.findChildren(QMessageBox)))
        box = tab.findChildren(QMessageBox)[-1]
        wanted = QMessageBox.ButtonRole.AcceptRole if agrees else QMessageBox.ButtonRole.RejectRole
        next(button for button in box.buttons() if box.buttonRole(button) == wanted).click()
        qtbot.waitUntil(lambda: not tab.findChildren(QMessageBox))
    qtbot.waitUntil(lambda: shown(card) == ["call.mp3"], timeout=LONG)
    [row] = office.ask(attachments.of, "call", call)
    assert row.consent
