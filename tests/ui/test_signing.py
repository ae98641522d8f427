"""The customer signs on the screen; files of an order say whether they are from before or after the work."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import attachments, work_orders
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.ui.attachments import AttachmentsCard
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.signing_pad import SigningPad
from tests.sample import Sample


def kept(path: Path) -> list[tuple[str, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("select name, purpose from attachment where archived is null").fetchall()


def test_a_signature_is_drawn_kept_and_marked(
    qtbot: QtBot, qt_office: QtOffice, office: Office, office_path: Path, sample: Sample
) -> None:
    id = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    card = AttachmentsCard(qt_office, "work_order", id)
    qtbot.addWidget(card)
    card.show()
    [sign] = [one for one in card.findChildren(Button) if one.text() == "Sign"]
    sign.click()
    pad = card.findChild(SigningPad)
    assert pad is not None and not pad.keep.isEnabled()
    qtbot.mousePress(pad.sheet, Qt.MouseButton.LeftButton, pos=QPoint(40, 100))
    qtbot.mouseMove(pad.sheet, QPoint(200, 60))
    qtbot.mouseRelease(pad.sheet, Qt.MouseButton.LeftButton, pos=QPoint(200, 60))
    assert pad.again.isEnabled()
    picture = pad.sheet.picture()
    dark = sum(
        picture.pixelColor(x, y).lightness() < 128 for x in range(0, 1120, 2) for y in range(0, 400, 2)
    )
    assert dark > 0 and (picture.width(), picture.height()) == (1120, 400)
    pad.keep.click()
    qtbot.waitUntil(lambda: kept(office_path) == [("Signature.png", "signature")], timeout=20_000)
    qtbot.waitUntil(lambda: len(card.rows) == 1)
    stored = office.ask(attachments.places, "work_order", id)
    assert QImage(str(next(iter(stored.values())))).size() == picture.size()


def test_a_picture_is_said_to_be_from_before_or_after(
    qtbot: QtBot, qt_office: QtOffice, office: Office, office_path: Path, tmp_path: Path
) -> None:
    id = office.do(work_orders.enter, OrderForm(summary="Tap")).result
    (tmp_path / "stain.png").write_bytes(b"x")
    card = AttachmentsCard(qt_office, "work_order", id)
    qtbot.addWidget(card)
    card.show()
    card.add_files([str(tmp_path / "stain.png")])
    qtbot.waitUntil(lambda: len(card.rows) == 1, timeout=20_000)
    before = next(action for action in card.rows[0].menu().actions() if action.text() == "Before the work")
    before.trigger()
    qtbot.waitUntil(lambda: kept(office_path) == [("stain.png", "before")])
