"""The ages of calls and prospects are set in Settings; what is older is offered there and erased after a look."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import calls
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.ui.window import MainWindow
from tests.sample import Sample
from tests.ui.at_work import Mouse, desk_of, rows, settle, told, until


def test_old_calls_are_offered_in_settings_and_erased_there(
    window: MainWindow, qtbot: QtBot, office_path: Path, sample: Sample
) -> None:
    assert window.office is not None and window.office.office is not None
    office, hand = window.office.office, Mouse(qtbot)
    old, new = (
        office.do(calls.log, CallForm(person_id=sample.owner, topic="Keys", notes=said)).result.id
        for said in ("the brass key", "the steel key")
    )
    with closing(sqlite3.connect(office_path)) as plain:
        plain.execute("update call set started = '2021-01-05 08:00:00.000000' where id = ?", [old])
        plain.commit()
    desk_of(window).go(Link("settings", new={"form": "retention"}))
    settle(window, qtbot)
    hand.type("Calls, months", "300")
    hand.press("Save")
    fault = desk_of(window).present.detail.form.form.slots["calls"].fault
    assert until(fault.isVisible) and fault.text() == "Between 0 and 240 months."
    hand.type("Calls, months", "24")
    hand.press("Save")
    settle(window, qtbot)
    hand.press("Erase what is older…")
    settle(window, qtbot)
    shown = [one.text() for one in desk_of(window).present.findChildren(QLabel) if one.isVisible()]
    assert any(text.startswith("1 call is from before") for text in shown), shown
    hand.press("Erase for good")
    told(window, "Erased in")
    assert dict(rows(office_path, "select id, notes from call")) == {old: "***", new: "the steel key"}
    assert b"the brass key" not in office_path.read_bytes() + Path(f"{office_path}-wal").read_bytes()
