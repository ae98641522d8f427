"""The window: from the start page to the desk, language and theme, signing in and locking, closing, and bugs."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QLineEdit, QMessageBox, QWidget

from fmcrm_desktop import places
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.services import backups, signing, staff
from fmcrm_desktop.services.founding import OfficeForm
from fmcrm_desktop.services.opening import found_office, open_office
from fmcrm_desktop.store.lock import OfficeLock
from fmcrm_desktop.ui import desk as desk_module
from fmcrm_desktop.ui.desk import Desk
from fmcrm_desktop.ui.doors import Doors
from fmcrm_desktop.ui.handbook import Handbook
from fmcrm_desktop.ui.kit import form_page, theme
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.look import DARK, LIGHT, Look
from fmcrm_desktop.ui.qt_office import LastResort
from fmcrm_desktop.ui.sign_in_page import SignInPage
from fmcrm_desktop.ui.start_flow import StartFlow
from fmcrm_desktop.ui.tabs import TabEntry
from fmcrm_desktop.ui.window import MainWindow
from tests.ui.test_kit_tab import PeopleTab, line_of, one

PASSWORD = "correct horse battery"


class SecondTab(PeopleTab):
    name = "second"
    title = N_("Complaints")


TABS = (
    TabEntry("people", N_("Owners"), "tests.ui.test_kit_tab", "PeopleTab"),
    TabEntry("second", N_("Complaints"), "tests.ui.test_window", "SecondTab", "complaints"),
)


@pytest.fixture
def window(qtbot, qapp, monkeypatch):
    """A window in English and light, with two small tabs; its office is closed at the end."""
    monkeypatch.setattr(
        desk_module, "present", lambda entries=TABS: TABS if entries is desk_module.TABS else ()
    )
    monkeypatch.setattr(desk_module, "TABS", TABS)
    look = Look(qapp, ENGLISH)
    look.wear(LIGHT)
    doors = Doors()
    made = MainWindow(doors, look)
    made.show()
    yield made
    while made.desk and (tab := made.desk.unsaved()):
        tab.detail.drop_form()
    if made.isVisible():
        with qtbot.waitSignal(made.gone, timeout=10_000):
            made.close()
    doors.end()
    made.deleteLater()
    look.speak(ENGLISH)


@pytest.fixture
def at_desk(window, qtbot, office_path) -> Desk:
    window.begin(str(office_path))
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.present is not None, timeout=10_000)
    qtbot.waitUntil(lambda: window.desk.present.list.model.rowCount() == 4)
    # Shortcuts work in the active window only.
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    return window.desk


@pytest.fixture
def typing(at_desk, qtbot, sample):
    """A form with something typed and not saved."""
    tab = at_desk.present
    tab.show_id(sample.owner)
    tab.edit(sample.owner)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    line_of(tab.detail.form).setText("half")
    return tab


def flow_of(window, qtbot) -> StartFlow:
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartFlow) and bool(window.centralWidget().page.fault()),
                    timeout=10_000)  # fmt: skip
    return window.centralWidget()


def way_out(flow, text):
    return next(one for one in flow.page.ways_out() if text in one.text())


# the start


def test_without_an_office_the_start_page_offers_four_ways(window):
    window.begin("")
    assert set(window.centralWidget().page.buttons) == {"new", "demo", "open", "restore"}


def test_who_starts_finds_the_handbook_on_the_first_page(window, qtbot):
    window.begin("")
    [help] = [one for one in window.centralWidget().page.findChildren(Button) if "(F1)" in one.text()]
    help.click()
    qtbot.waitUntil(lambda: window.findChild(Handbook) is not None)
    assert window.findChild(Handbook).present.name == "first-hour"
    window.findChild(Handbook).close()


def test_a_new_office_is_founded_and_opened(window, qtbot, tmp_path):
    window.begin("")
    window.centralWidget().found()
    form = window.centralWidget().form
    line_of(form, "name").setText("Willow Court")
    line_of(form, "file").setText(str(tmp_path / "mine"))
    form.save()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=20_000)
    assert window.windowTitle() == "Willow Court — FMCRM"
    assert places.last_office() == str(tmp_path / "mine.fmcrm")


def test_a_new_office_without_a_name_says_so_and_keeps_the_form(window, qtbot):
    window.begin("")
    window.centralWidget().found()
    form = window.centralWidget().form
    form.save()
    qtbot.waitUntil(form.form.slots["name"].fault.isVisible)
    assert window.opened is None


def test_a_file_that_is_none_of_ours_gets_a_sentence_and_stays_as_it_was(window, qtbot, tmp_path):
    other = tmp_path / "letter.fmcrm"
    other.write_text("Dear all", encoding="utf-8")
    window.begin(str(other))
    flow = flow_of(window, qtbot)
    assert str(other) in flow.page.fault()
    assert way_out(flow, "Choose another office")
    assert other.read_text(encoding="utf-8") == "Dear all"


def test_a_missing_file_gets_a_sentence(window, qtbot, tmp_path):
    window.begin(str(tmp_path / "gone.fmcrm"))
    assert "gone.fmcrm" in flow_of(window, qtbot).page.fault()


def test_a_damaged_office_offers_its_newest_backup_and_takes_it(window, qtbot, office_path):
    office = open_office(str(office_path))
    backups.back_up(office)
    office.close()
    content = bytearray(office_path.read_bytes())
    content[100:8192] = bytes(8092)
    office_path.write_bytes(content)
    window.begin(str(office_path))
    flow = flow_of(window, qtbot)
    way_out(flow, "Restore the backup of").click()
    qtbot.waitUntil(lambda: "holds" in flow.page.fault(), timeout=10_000)
    way_out(flow, "Put it back").click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    qtbot.waitUntil(lambda: window.desk.present.list.model.rowCount() == 4)


def test_a_second_window_may_read_only(window, qtbot, office_path):
    first = OfficeLock(office_path)
    first.take()
    window.begin(str(office_path))
    flow = flow_of(window, qtbot)
    assert "open in another window" in flow.page.fault()
    way_out(flow, "Open read only").click()
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    assert window.opened.read_only
    first.release()


# the desk


def test_the_desk_opens_with_its_first_list_filled(window, at_desk, office_path):
    assert window.windowTitle() == "Willow Court — FMCRM"
    assert at_desk.status.where.text() == "office.fmcrm · this computer"
    assert "Zhou Min · Manager" in at_desk.top.who.accessibleName()


def test_tabs_are_made_when_first_opened_and_switched_by_key(at_desk, qtbot):
    assert set(at_desk.tabs) == {"people"}
    qtbot.keyClick(at_desk, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: at_desk.present.name == "second")


@pytest.mark.parametrize(
    ("key", "link"),
    [
        (Qt.Key.Key_F2, Link("calls", new={}, section="log")),
        (Qt.Key.Key_F3, Link("work_orders", new={})),
        (Qt.Key.Key_F4, Link("complaints", new={})),
    ],
)
def test_the_three_deeds_have_their_keys(window, at_desk, qtbot, key, link):
    with qtbot.waitSignal(window.office.going) as going:
        qtbot.keyClick(at_desk, key)
    assert going.args[0] == link


def test_the_search_over_everything_finds_and_opens(window, at_desk, qtbot, sample):
    qtbot.keyClick(at_desk, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClicks(at_desk.top.search, "novak")
    results = at_desk.top.search.results
    qtbot.waitUntil(lambda: bool(results.rows))
    with qtbot.waitSignal(window.office.going) as going:
        qtbot.keyClick(at_desk.top.search, Qt.Key.Key_Return)
    assert going.args[0] == Link("owners", id=sample.second_owner)


def test_enter_pressed_before_anything_is_found_opens_what_was_typed(window, at_desk, qtbot, sample):
    """A scanner types a number and presses Enter at once; so does a clerk in a hurry."""
    search = at_desk.top.search
    qtbot.keyClicks(search, "wang")
    qtbot.waitUntil(lambda: bool(search.results.rows))
    search.selectAll()
    with qtbot.waitSignal(window.office.going) as going:
        qtbot.keyClicks(search, "novak")
        qtbot.keyClick(search, Qt.Key.Key_Return)
    assert going.args[0] == Link("owners", id=sample.second_owner)


def test_ctrl_z_takes_the_last_deed_back(window, at_desk, qtbot, sample, typing):
    typing.detail.form.save()
    qtbot.waitUntil(lambda: at_desk.bar.text() == "half")
    assert at_desk.bar.action.text() == "Undo"
    qtbot.keyClick(at_desk, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: at_desk.bar.text() == "Undone.")
    assert window.opened.office.ask(one, sample.owner).name == "王芳"


def test_every_widget_that_takes_the_focus_has_a_name(at_desk, typing):
    nameless = [
        widget
        for widget in at_desk.findChildren(QWidget)
        if isinstance(widget, QAbstractButton | QLineEdit | QAbstractItemView)
        and widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isVisible()
        and not (widget.accessibleName() or getattr(widget, "text", str)())
    ]
    assert nameless == []


# language and theme


def test_the_language_changes_at_once_and_keeps_what_was_typed(window, typing, qtbot, sample):
    window.speak(CHINESE)
    qtbot.waitUntil(lambda: window.desk.present.detail.form is not None)
    assert window.desk.strip.tabText(0) == "业主"
    assert line_of(window.desk.present.detail.form).text() == "half"
    assert window.desk.present.id == sample.owner


def test_the_theme_changes_at_once(window, at_desk, qapp):
    window.wear(DARK)
    assert qapp.palette().window().color().name().upper() == theme.DARK.window
    window.wear(LIGHT)
    assert qapp.palette().window().color().name().upper() == theme.LIGHT.window


# signing in


@pytest.fixture
def guarded(office_path, sample) -> Path:
    """The office with a manager who must sign in."""
    office = open_office(str(office_path))
    form = office.ask(staff.form_of, sample.manager)
    form.login = "zhou"
    office.do(staff.change, sample.manager, form)
    office.do(signing.set_password, sample.manager, PASSWORD, False)
    office.do(signing.turn_on)
    office.close()
    return office_path


def sign_in(page: SignInPage, password: str) -> None:
    page.name.setText("zhou")
    page.password.setText(password)
    page.button.click()


def test_signing_in_asks_again_after_a_wrong_password(window, qtbot, guarded):
    window.begin(str(guarded))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage), timeout=10_000)
    page = window.centralWidget()
    sign_in(page, "wrong password")
    qtbot.waitUntil(page.fault.isVisible, timeout=10_000)
    assert page.fault.text() == "This name and password do not go together."
    sign_in(page, PASSWORD)
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)


def test_locking_keeps_what_was_typed_until_the_password_is_given(window, qtbot, guarded, sample):
    window.begin(str(guarded))
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), SignInPage), timeout=10_000)
    sign_in(window.centralWidget(), PASSWORD)
    qtbot.waitUntil(lambda: window.desk is not None and window.desk.present is not None, timeout=10_000)
    tab = window.desk.present
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    tab.edit(sample.owner)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    line_of(tab.detail.form).setText("half")
    window.idle.over.emit()
    assert isinstance(window.centralWidget(), SignInPage)
    assert window.opened.office.who.role == ""
    sign_in(window.centralWidget(), PASSWORD)
    qtbot.waitUntil(lambda: window.centralWidget() is window.desk, timeout=10_000)
    assert line_of(window.desk.present.detail.form).text() == "half"


# closing


def test_closing_after_a_change_leaves_a_verified_backup(window, at_desk, qtbot, sample, typing, office_path):
    typing.detail.form.save()
    qtbot.waitUntil(lambda: typing.detail.form is None)
    with qtbot.waitSignal(window.gone, timeout=10_000):
        window.close()
    assert len(backups.listed(office_path)) == 1
    again = OfficeLock(office_path)
    again.take()
    again.release()


def test_closing_without_a_change_makes_no_backup(window, at_desk, qtbot, office_path):
    with qtbot.waitSignal(window.gone, timeout=10_000):
        window.close()
    assert backups.listed(office_path) == []


def test_closing_over_something_typed_can_be_called_off(window, typing, monkeypatch):
    monkeypatch.setattr(form_page, "ask_leave", lambda office, parent: QMessageBox.StandardButton.Cancel)
    window.close()
    assert window.isVisible()
    assert line_of(typing.detail.form).text() == "half"


def test_a_backup_can_be_made_now(window, at_desk, qtbot, office_path):
    window.menu.act("backup")
    qtbot.waitUntil(lambda: "Backup saved and verified" in at_desk.bar.text(), timeout=20_000)
    assert len(backups.listed(office_path)) == 1
    assert "verified" in at_desk.status.backup.text()


# bugs


@pytest.mark.qt_no_exception_capture
def test_a_bug_in_a_slot_shows_a_sentence_and_keeps_what_was_typed(window, at_desk, typing, qtbot, qapp):
    resort = LastResort(window.report)
    try:
        QTimer.singleShot(0, lambda: 1 / 0)
        qtbot.waitUntil(lambda: "Something went wrong" in at_desk.bar.text())
        at_desk.bar.action.click()
        assert qapp.clipboard().text().endswith("ZeroDivisionError")
        assert line_of(typing.detail.form).text() == "half"
        typing.detail.form.save()
        qtbot.waitUntil(lambda: at_desk.bar.text() == "half")
    finally:
        resort.remove()


def test_a_found_office_can_be_opened_twice_in_a_row(window, qtbot, tmp_path):
    path = tmp_path / "two.fmcrm"
    found_office(str(path), OfficeForm(name="Two")).close()
    copy = tmp_path / "copy.fmcrm"
    shutil.copy(path, copy)
    window.begin(str(path))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    window.other()
    qtbot.waitUntil(lambda: isinstance(window.centralWidget(), StartFlow), timeout=10_000)
    window.doors.open(str(copy))
    qtbot.waitUntil(lambda: window.desk is not None, timeout=10_000)
    assert window.windowTitle() == "Two — FMCRM"
