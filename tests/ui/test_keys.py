"""Keys pressed in the real window: each does what its hint or the menu says, and no other takes it away."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox
from shiboken6 import delete

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.services import complaints
from fmcrm_desktop.services.complaints import ComplaintForm, ReasonForm
from fmcrm_desktop.ui.office_menu import office_menu
from fmcrm_desktop.ui.tabs.calls.finder import CallerFinder
from tests.ui import judging
from tests.ui.at_work import CONTROL, SHIFT, Keys, answer_dialog, desk_of, settle


def test_the_dispatch_board_and_the_list(window, qtbot):
    desk, keys = desk_of(window), Keys(qtbot)
    desk.go(Link("work_orders"))
    settle(window, qtbot)
    tab = desk.present
    for board in (True, False):
        keys.press(Qt.Key.Key_G, CONTROL)
        qtbot.waitUntil(lambda board=board: tab.ways.board_shown is board)
        settle(window, qtbot)


def test_the_judge_sees_a_key_that_is_wanted_twice(window, qtbot):
    desk = desk_of(window)
    desk.go(Link("owners"))
    settle(window, qtbot)
    assert list(judging.twice(desk.present)) == []
    for keys in ("Ctrl+B", "Ctrl+P"):
        taken = QShortcut(QKeySequence(keys), desk.present)
        [said] = judging.twice(desk.present)
        assert said.startswith(keys)
        delete(taken)


def test_what_was_found_is_where_the_keyboard_is(window, qtbot, sample):
    """Ctrl+K, a name, Enter: the next key is for that record. In the search, Linux takes Ctrl+E for the line's end."""
    desk, keys = desk_of(window), Keys(qtbot)
    keys.press(Qt.Key.Key_K, CONTROL)
    keys.type("Novak")
    qtbot.waitUntil(lambda: bool(desk.top.search.results.rows))
    keys.press(Qt.Key.Key_Return)
    settle(window, qtbot)
    owners = desk.present
    assert owners.name == "owners" and owners.id == sample.second_owner
    assert owners.list.table.hasFocus()
    keys.press(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: owners.detail.form is not None)
    assert owners.detail.form.form.original.name == "A. Novak"


def test_the_record_shown_is_changed_from_the_search_of_its_list(window, qtbot, sample):
    """Linux takes Ctrl+E for the end of the line in other fields; here it is the list's."""
    desk, keys = desk_of(window), Keys(qtbot)
    desk.go(Link("owners", sample.second_owner))
    settle(window, qtbot)
    owners = desk.present
    owners.list.field.setFocus()
    qtbot.waitUntil(owners.list.field.hasFocus)
    keys.press(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: owners.detail.form is not None)
    assert owners.detail.form.form.original.name == "A. Novak"


def test_the_record_on_whose_page_the_keyboard_is_is_changed(window, office, qtbot, sample):
    """Also one that its list does not show, as a complaint that was withdrawn; Delete is for marked rows."""
    shown = office.do(
        complaints.register, ComplaintForm(own_words="Loud music", person_id=sample.owner)
    ).result
    office.do(complaints.register, ComplaintForm(own_words="Cold stairs", person_id=sample.owner))
    office.do(complaints.withdraw, shown, ReasonForm("A mistake"))
    desk, keys = desk_of(window), Keys(qtbot)
    desk.go(Link("complaints", shown))
    settle(window, qtbot)
    tab = desk.present.section("register")
    for focused in (tab.detail.page, tab.list.table):
        focused.setFocus()
        qtbot.waitUntil(focused.hasFocus)
        keys.press(Qt.Key.Key_Delete)
        keys.press(Qt.Key.Key_E, CONTROL)
        qtbot.waitUntil(lambda: tab.detail.form is not None)
        assert tab.detail.form.form.original.own_words == "Loud music"
        keys.press(Qt.Key.Key_Escape)
        qtbot.waitUntil(lambda: tab.detail.form is None)
        settle(window, qtbot)
    assert office.ask(complaints.card, shown).archived is None


def test_a_key_of_the_menu(window, qtbot):
    Keys(qtbot).press(Qt.Key.Key_B, CONTROL | SHIFT)
    qtbot.waitUntil(lambda: desk_of(window).present.name == "money")


@pytest.mark.parametrize(
    ("language", "letter", "named"),
    [
        (ENGLISH, Qt.Key.Key_B, ["Buildings", "Bills and commission", "Back up now"]),
        (CHINESE, Qt.Key.Key_S, ["设备", "设置", "首次使用清单", "使用手册"]),
    ],
)
def test_a_letter_finds_what_begins_with_it_in_the_menu(open_at, office_path, qtbot, language, letter, named):
    """Letter by letter, round and round; in Chinese by how it sounds."""
    window = open_at(office_path, language)
    menu = office_menu(window, desk_of(window).office.words, window.look, window.menu.acts())
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.waitUntil(menu.isVisible)
    found = []
    for _ in range(2 * len(named)):
        qtbot.keyClick(menu, letter)
        found.append(menu.activeAction().text().partition("\t")[0])
    assert found == named * 2
    menu.setActiveAction(next(each for each in menu.actions() if each.data() == "settings"))
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: desk_of(window).present.name == "settings")


@pytest.mark.parametrize(("of", "paper"), [("owner", "owner-page"), ("unit", "unit-passport")])
def test_the_paper_of_the_page_that_is_shown(window, qtbot, sample, of, paper):
    desk = desk_of(window)
    desk.go(Link("owners", sample.owner if of == "owner" else -sample.unit))
    qtbot.waitUntil(lambda: desk.present.detail.page is not None)
    settle(window, qtbot)
    went = []
    desk.office.going.connect(went.append)
    Keys(qtbot).press(Qt.Key.Key_P, CONTROL)
    qtbot.waitUntil(lambda: bool(went))
    assert [link.new["report"] for link in went] == [paper]


def test_what_a_message_offers_is_done_at_one_key(window, qtbot):
    desk, keys, done = desk_of(window), Keys(qtbot), []
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)  # nothing is offered
    desk.office.offer("Somebody is not satisfied.", "Take on a complaint", lambda: done.append("gift"))
    qtbot.waitUntil(desk.bar.isVisible)
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert done == ["gift"] and not desk.bar.isVisible()
    desk.office.offer("Once more.", "Take on a complaint", lambda: done.append("again"))
    keys.press(Qt.Key.Key_Enter, Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.KeypadModifier)
    assert done == ["gift", "again"]
    desk.office.say("Saved")
    keys.press(Qt.Key.Key_Return, Qt.KeyboardModifier.AltModifier)
    assert done == ["gift", "again"] and desk.bar.isVisible()


@pytest.mark.parametrize("where", ["picker", "finder"])
def test_escape_closes_what_a_field_offers_and_nothing_else(window, qtbot, sample, where):
    """It asked about leaving the form, and took the only one found on the way."""
    desk = desk_of(window)
    desk.go(Link("work_orders" if where == "picker" else "calls", new={}))
    qtbot.waitUntil(lambda: desk.present.detail.form is not None)
    form = desk.present.detail.form
    if where == "picker":
        field = form.form.slots["person_id"].editor.picker
    else:
        finder = form.findChild(CallerFinder)
        field = finder.field
    field.setFocus()
    QTest.keyClicks(field, "wang")
    offered = (
        (lambda: field.offered)
        if where == "picker"
        else (lambda: finder.list if finder.list.isVisible() else None)
    )
    qtbot.waitUntil(lambda: offered() is not None)
    asked = []
    answer_dialog(QMessageBox, lambda box: (asked.append(box), box.close()))
    QTest.keyClick(offered() if where == "picker" else field, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: offered() is None)
    assert asked == [] and desk.present.detail.form is form
    assert field.text() == "wang"
    desk.present.detail.drop_form()
