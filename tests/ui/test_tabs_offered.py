"""What is offered at first: the languages of the start page, and the tabs in which one finds more than a refusal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QCoreApplication, QEvent

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import LANGUAGES, Words
from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.doors import close_office, open_locked
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.pictures import Still
from fmcrm_desktop.ui.start_page import StartPage
from fmcrm_desktop.ui.tabs import Picks
from tests.ui.at_work import until


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_language_in_use_is_marked_on_the_start_page(qtbot, look, language):
    page = StartPage(Words(language, "Asia/Shanghai", places.resources() / "locale"))
    qtbot.addWidget(page)
    asked = []
    page.language.connect(asked.append)
    buttons = [one for one in page.findChildren(Button) if one.text() in LANGUAGES.values()]
    for button in buttons:
        assert button.isChecked() == (button.text() == LANGUAGES[language])
        button.click()
    assert asked == [code for code in LANGUAGES if code != language]
    assert next(one for one in buttons if one.text() == LANGUAGES[language]).isChecked()


def test_tabs_that_would_only_refuse_are_not_offered_but_a_link_to_one_is_answered(
    qtbot, tidied, look, office_path
):
    opened = open_locked(str(office_path))
    opened.office.who = replace(opened.office.who, role="technician")
    office = Still(opened.office, Words("en", "Asia/Shanghai", places.resources() / "locale"))
    office.picks = Picks()
    refused = []
    office.refused.connect(refused.append)
    desk = Desk(office, opened)

    def offered() -> list[str]:
        return [desk.strip.tabText(at) for at in range(desk.strip.count())]

    try:
        own = ["Today", "Calendar", "Work orders", "Agreements", "Knowledge"]
        assert offered() == own
        desk.go(Link("complaints"))
        assert offered() == [*own, "Complaints"]
        assert until(lambda: bool(refused))
        desk.close_page()
        assert offered() == own
        desk.show_tab("agreements")
        desk.close_page()
        assert offered() == own
    finally:
        assert until(lambda: office.quiet)
        office.close()
        desk.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        close_office(opened, with_backup=False)
