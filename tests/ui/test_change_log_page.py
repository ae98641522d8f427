"""The change log in a real window: a change is seen with both values and undone from there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import owners
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.change_log import ChangeLogTab
from tests.sample import Sample


def test_a_change_is_seen_and_undone(
    qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab]
) -> None:
    form = office.ask(owners.form, sample.owner)
    form.prefers = "phone, mornings"
    office.do(owners.change, sample.owner, form)
    tab = show(ChangeLogTab)
    assert tab.list is not None
    qtbot.waitUntil(lambda: tab.list is not None and len(tab.list.model.ids) > 0)
    tab.show_id(tab.list.model.ids[0])
    qtbot.waitUntil(lambda: any("phone, mornings" in each.text() for each in tab.detail.findChildren(QLabel)))
    undo = next(one for one in tab.detail.findChildren(Button) if one.accessibleName() == "Undo")
    undo.click()
    qtbot.waitUntil(lambda: office.ask(owners.form, sample.owner).prefers == "")
