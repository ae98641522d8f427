"""The office locks itself: nothing of it is seen beside the sign-in page, and what was typed is there again."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QMessageBox

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import owners, signing, staff
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import ask_leave
from fmcrm_desktop.ui.memo_line import MemoLine
from fmcrm_desktop.ui.sign_in_page import SignInPage
from fmcrm_desktop.ui.tabs.owners import household as household_page
from tests.ui.at_work import desk_of, settle

PASSWORD = "correct horse battery"


@pytest.fixture
def locking(open_at, office_path, office, sample, qtbot):
    """The window of a manager who must give a password to come back; he is at his desk."""
    window = open_at(office_path)
    inside = window.opened.office
    form = inside.ask(staff.form_of, sample.manager)
    form.login = "zhou"
    inside.do(staff.change, sample.manager, form)
    inside.do(signing.set_password, sample.manager, PASSWORD, False)
    inside.do(signing.turn_on)
    window.opened.settings["sign_in"] = "1"
    desk = desk_of(window)
    desk.go(Link("owners", sample.owner))
    settle(window, qtbot)
    return window


def come_back(window, qtbot) -> None:
    page = window.centralWidget()
    assert isinstance(page, SignInPage)
    qtbot.waitUntil(page.isVisible)
    assert QApplication.activeModalWidget() is None, "nothing lies over the page"
    page.name.setText("zhou")
    page.password.setText(PASSWORD)
    page.button.click()
    qtbot.waitUntil(lambda: window.centralWidget() is window.desk, timeout=10_000)


def over(window) -> list:
    return [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]


def test_dialogs_go_with_the_desk_and_come_back_with_what_was_typed(locking, qtbot, sample):
    desk = desk_of(locking)
    tab = desk.present
    household_page.add_tie(tab, sample.owner)
    qtbot.waitUntil(lambda: tab.findChild(FormDialog) is not None and tab.findChild(FormDialog).isVisible())
    dialog = tab.findChild(FormDialog)
    typed = dialog.page.form.slots["new_name"].editor.line
    typed.setText("Tan Wei")
    typed.textEdited.emit("Tan Wei")
    memo = MemoLine(desk.office, tab, desk)
    memo.open()
    memo.line.setText("Ring the plumber")
    assert set(over(locking)) == {dialog, memo}
    locking.idle.over.emit()
    assert over(locking) == []
    come_back(locking, qtbot)
    assert set(over(locking)) == {dialog, memo}
    assert memo.line.text() == "Ring the plumber" and typed.text() == "Tan Wei"
    memo.reject()
    assert dialog.isModal() and dialog.page.dirty
    dialog.page.save()
    qtbot.waitUntil(lambda: not over(locking))
    settle(locking, qtbot)
    card = desk.office.office.ask(owners.card, sample.owner)
    assert [each.name for each in card.household] == ["Tan Wei"]


def test_a_question_and_a_menu_are_gone_and_answered_by_nothing(locking, qtbot):
    desk = desk_of(locking)
    answers = []

    def lock() -> None:
        assert isinstance(QApplication.activeModalWidget(), QMessageBox)
        locking.idle.over.emit()

    QTimer.singleShot(50, lock)
    answers.append(ask_leave(desk.office, desk))
    assert answers == [QMessageBox.StandardButton.Cancel]
    assert over(locking) == []
    come_back(locking, qtbot)
    assert over(locking) == [], "it has its answer"
    menu = QMenu(desk)
    menu.addAction("A name")
    menu.popup(desk.mapToGlobal(desk.rect().center()))
    assert over(locking) == [menu]
    locking.idle.over.emit()
    assert over(locking) == []
    come_back(locking, qtbot)


def test_what_was_put_away_before_stays_away(locking, qtbot):
    desk = desk_of(locking)
    dialog = QDialog(desk)
    QLineEdit(dialog)
    dialog.open()
    dialog.hide()
    locking.idle.over.emit()
    come_back(locking, qtbot)
    assert over(locking) == []
