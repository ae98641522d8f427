"""The page of an action: in the language of the screen, with the way back to what it follows from."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop import places
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import procedures
from fmcrm_desktop.services.actions import SOURCES
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.procedures import ProcedureForm
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs import PAGES, TABS
from fmcrm_desktop.ui.tabs.complaints.actions import PLACES, ActionsTab
from tests.sample import Sample


def texts(widget: QWidget) -> str:
    return "\n".join(each.text() for each in widget.findChildren(QLabel) if each.isVisible())


def test_every_source_of_an_action_has_its_page_to_go_back_to() -> None:
    assert set(PLACES) == set(SOURCES)
    entries = {entry.name: entry for entry in (*TABS, *PAGES)}
    for tab, section in PLACES.values():
        sections = [each.name for each in getattr(entries[tab].load(), "sections", ())]
        assert section in sections or not section and not sections, tab


def test_an_action_is_told_in_the_language_of_the_screen_with_the_way_back_to_its_procedure(
    show: Callable[[type], Any], qtbot: QtBot, qt_office: QtOffice, office: Office, sample: Sample
) -> None:
    gone: list[Any] = []
    qt_office.going.connect(gone.append)
    form = ProcedureForm("Keys", "钥匙", owner_id=sample.clerk)
    id = office.do(procedures.add, form).result
    form = office.ask(procedures.review_form, id)
    office.do(procedures.review, id, replace(form, action="A second key", responsible_id=sample.clerk))
    qt_office.words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    tab = show(ActionsTab)
    tab.show_id(1)
    qtbot.waitUntil(lambda: tab.detail.page is not None and "李娜" in texts(tab.detail))
    assert "Li Na" not in texts(tab.detail) and "Keys" not in texts(tab.detail)
    way = next(each for each in tab.detail.findChildren(LinkButton) if each.text() == "钥匙")
    way.click()
    assert (gone[-1].tab, gone[-1].id) == ("procedures", id)
