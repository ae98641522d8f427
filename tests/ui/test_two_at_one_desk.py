"""Somebody else signs in at a locked desk: what the first person typed waits for them, and is shown to nobody else."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import signing, staff
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.memo_line import MemoLine
from fmcrm_desktop.ui.sign_in_page import SignInPage
from fmcrm_desktop.ui.tabs.owners import household as household_page
from tests.ui.at_work import desk_of, settle, told, until

PASSWORD = "correct horse battery"


@pytest.fixture
def locking(open_at, office_path, office, sample, qtbot):
    """The window of a manager at an office where a clerk can sign in too."""
    window = open_at(office_path)
    inside = window.opened.office
    for id, login in ((sample.clerk, "lina"), (sample.manager, "zhou")):
        form = inside.ask(staff.form_of, id)
        form.login = login
        inside.do(staff.change, id, form)
        inside.do(signing.set_password, id, PASSWORD, False)
    inside.do(signing.turn_on)
    window.opened.settings["sign_in"] = "1"
    return window


def sign_in(window, qtbot, login: str) -> None:
    """Lock the office, and let this person in."""
    window.idle.over.emit()
    page = window.centralWidget()
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(page.isVisible)
    page.name.setText(login)
    page.password.setText(PASSWORD)
    page.button.click()
    qtbot.waitUntil(lambda: window.centralWidget() is window.desk, timeout=15_000)
    settle(window, qtbot)


def typed(line, text: str) -> None:
    line.setText(text)
    line.textEdited.emit(text)


def open_form(window, qtbot):
    desk_of(window).go(Link("owners", new={}))
    qtbot.waitUntil(lambda: desk_of(window).present.detail.form is not None)
    return desk_of(window).present.detail.form.form


def open_dialog(window, qtbot, owner: int) -> FormDialog:
    tab = desk_of(window).present
    household_page.add_tie(tab, owner)
    assert until(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    return next(one for one in tab.findChildren(FormDialog) if one.isVisible())


def test_a_half_typed_form_waits_for_who_typed_it_and_is_shown_to_nobody_else(locking, qtbot):
    form = open_form(locking, qtbot)
    typed(form.slots["name"].editor.line, "Half Typed")
    typed(form.slots["identity_number"].editor.line, "110101199001011234")
    sign_in(locking, qtbot, "lina")
    assert desk_of(locking).unsaved() is None, "the manager's words are not the clerk's"
    [file] = places.config_dir().glob("draft-*")
    assert "110101199001011234" not in file.read_text(encoding="utf-8")
    sign_in(locking, qtbot, "zhou")
    qtbot.waitUntil(lambda: desk_of(locking).unsaved() is not None)
    form = desk_of(locking).unsaved().detail.form.form
    assert form.slots["name"].editor.raw() == "Half Typed"
    assert desk_of(locking).unsaved().detail.interrupted is not None, "it is told on the form itself"


def test_each_comes_back_to_their_own_pages_and_to_none_they_may_not_see(
    locking, qtbot, office_path, open_at
):
    sign_in(locking, qtbot, "zhou")
    desk_of(locking).go(Link("change_log"))
    desk_of(locking).go(Link("money", section="commission"))
    desk_of(locking).go(Link("change_log"))
    sign_in(locking, qtbot, "lina")
    assert desk_of(locking).present.name == "today", "the manager's page is not the clerk's"
    assert {"money", "settings"} <= locking.menu.acts().keys() and "change_log" not in locking.menu.acts()
    refused = []
    locking.office.refused.connect(refused.append)
    desk_of(locking).go(Link("money"))
    settle(locking, qtbot)
    assert [one.name for one in desk_of(locking).present.sections] == ["bills"] and not refused
    desk_of(locking).go(Link("calls"))
    sign_in(locking, qtbot, "zhou")
    assert desk_of(locking).present.name == "change_log"
    sign_in(locking, qtbot, "lina")
    assert desk_of(locking).present.name == "calls"
    memory.put("tab", "change_log")  # it was hers as long as she was a manager
    sign_in(locking, qtbot, "zhou")
    sign_in(locking, qtbot, "lina")
    assert desk_of(locking).present.name == "today"


def test_each_has_their_own_language_and_look(locking, qtbot):
    sign_in(locking, qtbot, "zhou")
    locking.speak("zh_CN")
    locking.wear("dark")
    settle(locking, qtbot)
    sign_in(locking, qtbot, "lina")
    locking.speak("en")
    locking.wear("light")
    settle(locking, qtbot)
    sign_in(locking, qtbot, "zhou")
    assert desk_of(locking).office.words.language == "zh_CN" and locking.look.dark
    assert desk_of(locking).strip.tabText(0) == "今日"
    sign_in(locking, qtbot, "lina")
    assert desk_of(locking).office.words.language == "en" and not locking.look.dark


def test_what_was_typed_in_a_dialog_waits_in_it(locking, qtbot, sample):
    desk_of(locking).go(Link("owners", sample.owner))
    settle(locking, qtbot)
    dialog = open_dialog(locking, qtbot, sample.owner)
    title = dialog.windowTitle().partition(" · ")[0]
    typed(dialog.page.form.slots["new_name"].editor.line, "Tan Wei")
    sign_in(locking, qtbot, "lina")
    desk_of(locking).go(Link("owners", sample.owner))
    settle(locking, qtbot)
    dialog = open_dialog(locking, qtbot, sample.owner)
    assert dialog.page.form.slots["new_name"].editor.raw() == ""
    dialog.reject()
    sign_in(locking, qtbot, "zhou")
    told(locking, title)
    assert desk_of(locking).present.id == sample.owner, "the record it was about is shown"
    dialog = open_dialog(locking, qtbot, sample.owner)
    assert dialog.page.form.slots["new_name"].editor.raw() == "Tan Wei" and dialog.page.dirty


def test_the_memo_line_keeps_its_words_too(locking, qtbot):
    memo = MemoLine(desk_of(locking).office, desk_of(locking).present, desk_of(locking))
    memo.open()
    memo.line.setText("Ring the plumber")
    sign_in(locking, qtbot, "lina")
    memo = MemoLine(desk_of(locking).office, desk_of(locking).present, desk_of(locking))
    assert memo.line.text() == ""
    memo.deleteLater()
    sign_in(locking, qtbot, "zhou")
    told(locking, "Keep a memo")
    memo = MemoLine(desk_of(locking).office, desk_of(locking).present, desk_of(locking))
    assert memo.line.text() == "Ring the plumber"
    memo.deleteLater()


def test_whoever_closes_a_locked_office_throws_nothing_away(locking, qtbot, qapp, office_path):
    form = open_form(locking, qtbot)
    typed(form.slots["name"].editor.line, "Half Typed")
    locking.idle.over.emit()
    locking.other()
    assert QApplication.activeModalWidget() is None, "a stranger is not asked about the words of another"
    qtbot.waitUntil(lambda: locking.opened is None and locking._flow is not None, timeout=15_000)
    locking.begin(str(office_path))
    qtbot.waitUntil(lambda: isinstance(locking.centralWidget(), SignInPage), timeout=15_000)
    page = locking.centralWidget()
    page.name.setText("zhou")
    page.password.setText(PASSWORD)
    page.button.click()
    qtbot.waitUntil(lambda: locking.desk is not None and locking.desk.unsaved() is not None, timeout=15_000)
    form = desk_of(locking).unsaved().detail.form.form
    assert form.slots["name"].editor.raw() == "Half Typed"
