"""The Owners tab in a real window: finding, adding, changing, archiving people, and a call by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import calls, owners, promises, relations, units, work_orders
from fmcrm_desktop.services.calls import CallForm
from fmcrm_desktop.services.owners import NewPersonForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.owners import OwnersTab
from fmcrm_desktop.ui.tabs.owners.forms import Namesakes
from tests.conftest import NOW
from tests.sample import Sample

Press = Callable[[QWidget, Callable[..., object]], Button]


@pytest.fixture
def tab(show: Callable[[type[OwnersTab]], OwnersTab], qtbot: QtBot) -> OwnersTab:
    shown = show(OwnersTab)
    qtbot.waitUntil(lambda: shown.detail.page is not None)
    return shown


@pytest.fixture
def said(qt_office: QtOffice) -> list[str]:
    heard: list[str] = []
    qt_office.said.connect(lambda text, _undo: heard.append(text))
    return heard


def texts(inside: QWidget) -> str:
    """Everything written on a page."""
    found = [one.text() for one in inside.findChildren(QLabel) if one.isVisible()]
    found += [one.accessibleName() for one in inside.findChildren(Button) if one.isVisible()]
    return "\n".join(found)


def show_person(tab: OwnersTab, qtbot: QtBot, person: int, name: str) -> None:
    tab.show_id(person)
    qtbot.waitUntil(lambda: heading(tab).startswith(name))


def heading(tab: OwnersTab) -> str:
    found = tab.detail.page.findChildren(QLabel) if tab.detail.page is not None else []
    return next((one.text() for one in found if one.property("kind") == "heading"), "")


def names(tab: OwnersTab) -> list[str]:
    assert tab.list is not None
    model = tab.list.model
    return [model.index(at, 0).data() for at in range(model.rowCount())]


def fill(tab: OwnersTab, qtbot: QtBot, **values: str) -> None:
    assert tab.detail.form is not None
    for name, value in values.items():
        editor = tab.detail.form.form.slots[name].editor
        editor.setFocus()
        proxy = editor.focusProxy()
        proxy.clear()
        qtbot.keyClicks(proxy, value)


def test_the_list_opens_with_everybody_and_the_first_ones_page(tab: OwnersTab) -> None:
    assert names(tab) == ["A. Novak", "J. Moreau", "Sato Travel 佐藤旅行社", "王芳 Wang Fang"]
    assert tab.detail.page is not None
    assert "Owner of 1-0304 since 2019" in texts(tab.detail.page)


def test_typing_narrows_the_list_and_down_goes_to_it(tab: OwnersTab, qtbot: QtBot, sample: Sample) -> None:
    assert tab.list is not None
    qtbot.keyClicks(tab.list.field, "8000")
    qtbot.waitUntil(lambda: names(tab) == ["王芳 Wang Fang"])
    qtbot.keyClick(tab.list.field, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: tab.id == sample.owner)


def test_the_page_shows_the_warning_contacts_and_units(tab: OwnersTab, qtbot: QtBot, sample: Sample) -> None:
    show_person(tab, qtbot, sample.owner, "王芳 Wang Fang")
    assert tab.detail.page is not None
    written = texts(tab.detail.page)
    for text in ("Elderly mother; ring twice", "13800138000", "3-1202", "P-044", "Owner · 100 % · 112.5 m²"):
        assert text in written, text


def test_a_short_form_over_the_page_names_whom_it_is_about(
    tab: OwnersTab, qtbot: QtBot, sample: Sample
) -> None:
    """The telephone rings meanwhile, and then it must be clear whose note that was."""
    show_person(tab, qtbot, sample.owner, "王芳 Wang Fang")
    tab.deeds.add_note("person", sample.owner)
    dialog = tab.window().findChild(FormDialog)
    assert dialog is not None and dialog.windowTitle() == "Note · 王芳 Wang Fang"
    assert "王芳 Wang Fang" in texts(dialog)
    dialog.page.cancel()
    tab.deeds.add_note("person", sample.second_owner)  # of somebody else the page says nothing
    [other] = [one for one in tab.window().findChildren(FormDialog) if one is not dialog]
    assert other.windowTitle() == "Note"
    other.page.cancel()


def test_a_person_is_added_with_the_keyboard_alone(
    tab: OwnersTab, qtbot: QtBot, qt_office: QtOffice, said: list[str]
) -> None:
    assert tab.list is not None
    qtbot.keyClick(tab.list.field, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    qtbot.keyClicks(QApplication.focusWidget(), "Zhao Yu")
    with qtbot.waitSignal(qt_office.saved):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: "Zhao Yu" in names(tab))
    qtbot.waitUntil(lambda: tab.detail.page is not None and "Zhao Yu" in texts(tab.detail.page))
    assert said == ["Person added"]


def test_a_form_that_cannot_be_saved_says_why_and_keeps_what_was_typed(
    tab: OwnersTab, qtbot: QtBot, press: Press
) -> None:
    tab.open_new({})
    fill(tab, qtbot, other_name="Zhao", warning="Dog")
    page = tab.detail.form
    assert page is not None
    press(page, owners.add)
    qtbot.waitUntil(page.form.slots["name"].fault.isVisible)
    assert page.form.value().warning == "Dog"


def test_a_namesake_is_named_while_typing(tab: OwnersTab, qtbot: QtBot, sample: Sample) -> None:
    tab.open_new({})
    fill(tab, qtbot, name="Wang Fang")
    warning = tab.detail.findChild(Namesakes)
    assert warning is not None
    qtbot.waitUntil(warning.isVisible)
    assert "the same name" in texts(warning)


def test_a_changed_person_is_shown_changed(
    tab: OwnersTab, qtbot: QtBot, sample: Sample, press: Press, said: list[str]
) -> None:
    show_person(tab, qtbot, sample.owner, "王芳")
    assert tab.detail.page is not None
    press(tab.detail.page, owners.change)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    fill(tab, qtbot, prefers="WeChat")
    assert tab.detail.form is not None
    press(tab.detail.form, owners.change)
    qtbot.waitUntil(lambda: tab.detail.page is not None and "prefers WeChat" in texts(tab.detail.page))
    assert said == ["Saved"]


def test_an_archived_person_leaves_the_list_and_undo_brings_them_back(
    tab: OwnersTab, qtbot: QtBot, sample: Sample, qt_office: QtOffice, press: Press
) -> None:
    show_person(tab, qtbot, sample.tenant, "J. Moreau")
    assert tab.detail.page is not None
    with qtbot.waitSignal(qt_office.said) as message:
        press(tab.detail.page, owners.archive)
    qtbot.waitUntil(lambda: "J. Moreau" not in names(tab))
    assert message.args is not None
    qt_office.undo(message.args[1])
    qtbot.waitUntil(lambda: "J. Moreau" in names(tab))


def test_the_next_deed_takes_person_and_home_along(
    tab: OwnersTab, qtbot: QtBot, sample: Sample, qt_office: QtOffice, press: Press
) -> None:
    show_person(tab, qtbot, sample.owner, "王芳")
    assert tab.detail.page is not None
    with qtbot.waitSignal(qt_office.going) as going:
        press(tab.detail.page, work_orders.enter)
    assert going.args == [Link("work_orders", new={"person": sample.owner, "unit": sample.unit})]


def test_a_promise_is_kept_from_the_page(
    tab: OwnersTab, qtbot: QtBot, sample: Sample, qt_office: QtOffice, press: Press
) -> None:
    due = NOW + timedelta(hours=1)
    qt_office.office.do(calls.log, CallForm(sample.owner, topic="Key lost", call_back=due))
    show_person(tab, qtbot, sample.owner, "王芳")
    assert tab.detail.page is not None
    with qtbot.waitSignal(qt_office.saved):
        press(tab.detail.page, promises.keep)
    assert qt_office.office.ask(promises.of_person, sample.owner, False) == []


def test_a_unit_found_shows_its_page_and_narrows_the_list_to_its_people(
    tab: OwnersTab, qtbot: QtBot, sample: Sample, press: Press
) -> None:
    tab.open(Link("owners", where={"unit": (sample.second_unit,)}))
    qtbot.waitUntil(lambda: names(tab) == ["A. Novak", "J. Moreau"])
    qtbot.waitUntil(lambda: tab.detail.page is not None and "building 1" in texts(tab.detail.page))
    assert tab.detail.page is not None
    press(tab.detail.page, relations.add)
    qtbot.waitUntil(lambda: tab.findChild(FormDialog) is not None)
    dialog = tab.findChild(FormDialog)
    assert dialog is not None
    assert dialog.page.form.value().unit_id == sample.second_unit
    dialog.close()
    tab.list.narrowed.click()
    qtbot.waitUntil(lambda: len(names(tab)) == 4)


def test_an_empty_office_offers_the_first_step(
    empty_office: object, qtbot: QtBot, look: None, show: Callable[[type[OwnersTab]], OwnersTab],
    qt_office: QtOffice, press: Press,
) -> None:  # fmt: skip
    qt_office.office = empty_office
    tab = show(OwnersTab)
    assert tab.list is not None
    qtbot.waitUntil(lambda: "appear here" in texts(tab.list))  # type: ignore[arg-type]
    press(tab.list, owners.add)
    qtbot.waitUntil(lambda: tab.detail.form is not None)


def test_a_name_of_sixty_characters_cuts_nothing_off(
    tab: OwnersTab, qtbot: QtBot, qt_office: QtOffice
) -> None:
    name = "Maximiliane-Elisabeth von und zu Hohenstein-Sayn-Wittgenstei"
    new = qt_office.office.do(owners.add, NewPersonForm(name=name)).result
    show_person(tab, qtbot, new, name)
    page = tab.detail.page
    assert page is not None
    inner = page.widget()
    assert inner.minimumSizeHint().width() <= page.viewport().width()


def test_a_reader_may_look_but_not_touch(
    qt_office: QtOffice, qtbot: QtBot, show: Callable[[type[OwnersTab]], OwnersTab]
) -> None:
    from fmcrm_desktop.model.staff import Who

    qt_office.office.who = Who(None, "Guest", "reader")
    tab = show(OwnersTab)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    assert tab.detail.page is not None
    cases = (owners.change, calls.log, relations.add, owners.archive, units.change)
    buttons = [one for one in tab.detail.page.findChildren(Button) if one.case in cases]
    assert buttons
    assert not any(one.isEnabled() for one in buttons)


def test_the_list_is_worked_with_the_keyboard_alone(
    tab: OwnersTab, qtbot: QtBot, qt_office: QtOffice, said: list[str]
) -> None:
    assert tab.list is not None
    qtbot.keyClick(tab.list.field, Qt.Key.Key_Down)
    table = tab.list.table
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: heading(tab).startswith("J. Moreau"))
    qtbot.keyClick(table, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: tab.detail.form is None)
    assert table.hasFocus()
    qtbot.keyClick(table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: "J. Moreau" not in names(tab))
    assert said == ["Archived"]


def test_delete_in_the_search_archives_nobody(
    tab: OwnersTab, qtbot: QtBot, qt_office: QtOffice, said: list[str]
) -> None:
    assert tab.list is not None
    tab.list.field.setFocus()
    qtbot.keyClick(tab.list.field, Qt.Key.Key_Delete)
    with qtbot.waitSignal(qt_office.busy, raising=False, timeout=200):
        pass
    assert said == []
    assert len(names(tab)) == 4


def test_what_is_archived_can_be_looked_at_and_restored(
    tab: OwnersTab, qtbot: QtBot, sample: Sample, qt_office: QtOffice, press: Press
) -> None:
    assert tab.list is not None
    qt_office.office.do(owners.archive, sample.tenant)
    qtbot.waitUntil(lambda: "J. Moreau" not in names(tab))
    menu = tab.list.menu()
    next(action for action in menu.actions() if action.text() == "Show archived").trigger()
    qtbot.waitUntil(lambda: names(tab) == ["J. Moreau"])
    show_person(tab, qtbot, sample.tenant, "J. Moreau")
    assert tab.detail.page is not None
    press(tab.detail.page, owners.restore)
    qtbot.waitUntil(lambda: names(tab) == [])
    tab.list.show_archived(False)
    qtbot.waitUntil(lambda: len(names(tab)) == 4)
