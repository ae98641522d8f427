"""A clerk's day at the phone and with the owners, once by keys alone and once by the mouse alone."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QListWidget

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.words import CHINESE, ENGLISH
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.owners import ContactLine, NewPersonForm
from fmcrm_desktop.ui.kit.listing import List
from tests.ui.at_work import (
    CONTROL,
    SHIFT,
    Keys,
    Mouse,
    desk_of,
    on_screen,
    rows,
    said,
    settle,
    told,
    tomorrow,
    until,
)
from tests.ui.walking import read_out

Key = Qt.Key


@pytest.fixture
def keys(qtbot):
    return Keys(qtbot)


@pytest.fixture
def mouse(qtbot):
    return Mouse(qtbot)


@pytest.fixture
def twin(office, sample):
    """Wang Fang, entered a second time."""
    lines = (ContactLine("mobile", "13800138000"),)
    return office.do(owners.add, NewPersonForm(name="Wang Fang", contacts=lines)).result


def caller_found(keys, number):
    keys.press(Key.Key_F2)
    keys.comes_to("Number, name, unit, email or matter")
    keys.type(number)
    on_screen(QListWidget, "Found")
    keys.press(Key.Key_Return)
    keys.comes_to("About")


def test_a_number_and_a_topic_with_enter_after_each_store_a_call(window, keys, office_path, sample):
    caller_found(keys, "1380013")
    keys.type("Noi")
    keys.press(Key.Key_Return)
    told(window, "Call logged")
    assert rows(
        office_path,
        "select person_id, call.topic, call_topic.name, call.number, outcome from call "
        "join call_topic on call_topic.id = topic_id",
    ) == [(sample.owner, "Noise", "Noise", "13800138000", "answered")]


def test_a_call_with_an_order_and_a_call_back_by_keys(window, keys, office_path, sample):
    day = tomorrow(window)
    caller_found(keys, "wang f")
    keys.type("Repair")
    keys.push("Enter a work order")
    keys.comes_to("Category")
    keys.pick("Category", "plumb")
    keys.tab_to("Promise a call-back", back=True)
    keys.press(Key.Key_Space)
    keys.fill("Call back until", day.isoformat())
    keys.fill("Call back until, time", "9:30")
    keys.press(Key.Key_Return, CONTROL)
    told(window, "W-")
    assert rows(office_path, "select person_id, unit_id, summary from work_order") == [
        (sample.owner, sample.unit, "Repair")
    ]
    [(kind, due, call)] = rows(office_path, "select kind, due, call_id from promise where kind = 'call_back'")
    assert kind == "call_back" and due.startswith(f"{day} 01:30") and call is not None
    assert rows(office_path, "select outcome from call") == [("call_back",)]


def test_tab_goes_through_the_call_form_as_it_is_read(window, keys, qtbot, sample):
    window.setMinimumSize(1366, 700)
    keys.press(Key.Key_F2)
    keys.comes_to("Number, name, unit, email or matter")
    settle(window, qtbot)
    passed = []
    for _ in range(17):
        keys.press(Key.Key_Tab)
        passed.append(said(keys.focus))
    assert passed == [
        "About", "What was said", "Direction", "Outcome", "Length", "Began", "Began, time", "Person",
        "Unit", "Telephone number", "Enter a work order", "Register a complaint", "Make an appointment",
        "Promise a call-back", "Becomes a prospect", "Cancel", "Log the call",
    ]  # fmt: skip


def unit_page(window, qtbot, sample):
    """The page of a unit, by the search over everything."""
    desk = desk_of(window)
    desk.top.search.setFocus()
    qtbot.keyClicks(desk.top.search, "3-1202")
    qtbot.waitUntil(lambda: any(row.kind == "unit" for row in desk.top.search.results.rows))
    at = next(at for at, row in enumerate(desk.top.search.results.rows) if row.kind == "unit")
    for _ in range(at):
        qtbot.keyClick(desk.top.search, Key.Key_Down)
    qtbot.keyClick(desk.top.search, Key.Key_Return)
    qtbot.waitUntil(lambda: desk.present is not None and desk.present.id == -sample.unit)
    settle(window, qtbot)


def owners_of(path, unit):
    return rows(
        path,
        "select person.name, from_day, until_day from relation join person on person.id = person_id "
        "where role = 'owner' and unit_id = ? and relation.archived is null order by relation.id",
        unit,
    )


def test_a_unit_passes_to_a_new_owner_by_keys(window, keys, qtbot, office_path, sample):
    unit_page(window, qtbot, sample)
    keys.push("New owner")
    keys.comes_to("Last day of the old owners")
    keys.fill("Or somebody new: name", "Lin Tao")
    keys.fill("Telephone", "139 1111 2222")
    keys.press(Key.Key_S, CONTROL)
    told(window, "new owners")
    today = desk_of(window).office.words.today()
    assert owners_of(office_path, sample.unit) == [
        ("王芳", "2019-05-01", today.isoformat()),
        ("Lin Tao", (today + timedelta(days=1)).isoformat(), None),
    ]


def test_a_unit_passes_to_somebody_known_by_the_mouse(window, mouse, qtbot, office_path, sample):
    unit_page(window, qtbot, sample)
    mouse.press("New owner")
    mouse.pick("Somebody known", "novak")
    mouse.press("Pass to the new owners")
    told(window, "new owners")
    assert [row[0] for row in owners_of(office_path, sample.unit)] == ["王芳", "A. Novak"]


def test_two_records_become_one_by_keys_and_again_two(window, keys, qtbot, office_path, sample, twin):
    desk_of(window).show_tab("duplicates")
    settle(window, qtbot)
    keys.tab_to("Merge", back=True)
    keys.press(Key.Key_Space)
    told(window, "is now part of")
    assert rows(office_path, "select merged_into_id from person where id = ?", twin) == [(sample.owner,)]
    settle(window, qtbot)
    keys.press(Key.Key_Z, CONTROL)
    assert until(
        lambda: rows(office_path, "select merged_into_id from person where id = ?", twin) == [(None,)]
    )


def chosen_people(window):
    return next(
        one for one in desk_of(window).present.findChildren(List)
        if one.isVisible() and one.setup.name == "letter_people"
    )  # fmt: skip


def test_a_filtered_set_gets_a_letter_by_the_mouse(window, mouse, qtbot, office_path, sample):
    desk_of(window).show_tab("letters")
    settle(window, qtbot)
    mouse.row(desk_of(window).present.list.table, 5)
    settle(window, qtbot)
    mouse.press("Write letters")
    people = chosen_people(window)
    mouse.click(people.field)
    qtbot.keyClicks(people.field, "1-0304")
    mouse.press("All 2 shown")
    mouse.press("Next")
    mouse.press("Write the letters")
    told(window, "2 letters are written")
    assert rows(office_path, "select person_id from letter order by person_id") == [
        (sample.second_owner,), (sample.tenant,)
    ]  # fmt: skip


def test_marked_owners_get_a_letter_by_keys_in_chinese(open_at, qtbot, office_path, sample):
    """The way there is found in the list's menu by the first sound of its name; the letter is in their history."""
    window, keys = open_at(office_path, CHINESE), Keys(qtbot)
    desk = desk_of(window)
    desk.show_tab("owners")
    settle(window, qtbot)
    desk.present.list.table.setFocus()
    keys.press(Qt.Key.Key_A, CONTROL)

    def pick() -> None:
        menu = QApplication.activePopupWidget()
        for _ in menu.actions():
            keys.press(Qt.Key.Key_X)
            if menu.activeAction() is not None and menu.activeAction().text() == "写信…":
                keys.press(Qt.Key.Key_Return)
                return
        menu.close()

    QTimer.singleShot(300, pick)
    keys.press(Qt.Key.Key_F10, SHIFT)
    qtbot.waitUntil(lambda: desk.present.name == "letters")
    settle(window, qtbot)
    keys.pick("模板", "感谢")
    keys.push("下一步")
    settle(window, qtbot)
    keys.push("写好这些信")
    qtbot.waitUntil(lambda: rows(office_path, "select count(*) from letter") == [(4,)])
    desk.go(Link("owners", sample.owner))
    settle(window, qtbot)
    qtbot.waitUntil(lambda: any("L-2611-" in said for said in read_out(desk.present.detail.page)))


def test_a_mailing_that_is_not_written_survives_a_change_of_language(
    window, mouse, qtbot, office_path, sample
):
    desk = desk_of(window)
    desk.show_tab("letters")
    settle(window, qtbot)
    desk.present.open_new({"people": (sample.owner, sample.tenant)})
    settle(window, qtbot)
    assert until(lambda: desk.present.mailing.typing is not None)
    typed = desk.present.mailing.typing.form.slots["text"].editor
    typed.text.setPlainText("Half a sentence for {{ name }}")
    for language in (CHINESE, ENGLISH):
        window.speak(language)
        settle(window, qtbot)
        tab = desk_of(window).present
        assert tab.name == "letters" and tab.mailing is not None
        assert tab.mailing.known.people == (sample.owner, sample.tenant)
        assert tab.mailing.typing.form.slots["text"].editor.value() == "Half a sentence for {{ name }}"
    mouse.press("Next")
    mouse.press("Write the letters")
    told(window, "2 letters are written")
    assert rows(office_path, "select count(*) from letter where text like 'Half a sentence%'") == [(2,)]


@pytest.mark.parametrize("width", [800, 1366])
@pytest.mark.parametrize("language", [ENGLISH, CHINESE])
def test_nothing_of_the_call_form_is_cut_at_the_right(window, keys, qtbot, sample, width, language):
    window.speak(language)
    settle(window, qtbot)
    window.setMinimumSize(width, 600)
    window.resize(width, 768)
    keys.press(Key.Key_F2)
    assert until(lambda: desk_of(window).present.detail.form is not None)
    settle(window, qtbot)
    page = desk_of(window).present.detail.form
    for name in ("make_order", "make_complaint", "make_appointment", "make_call_back"):
        page.form.slots[name].editor.set(True)
        page.form.slots[name].editor.edited.emit()
    settle(window, qtbot)
    seen = page.scroll_area.viewport()
    cut = [
        name
        for name, slot in page.form.slots.items()
        if slot.isVisible() and slot.mapTo(seen, slot.rect().topRight()).x() > seen.width()
    ]
    assert cut == []
    page.form.set(page.form.original)


def test_marked_units_are_changed_at_once_by_keys(window, keys, qtbot, office_path, sample):
    desk_of(window).show_tab("units")
    settle(window, qtbot)
    table = desk_of(window).present.list.table
    table.setFocus()
    table.selectAll()
    keys.press(Key.Key_E, CONTROL | SHIFT)
    keys.fill("Floor", "7")
    keys.press(Key.Key_S, CONTROL)
    told(window, "3 changed")
    assert rows(office_path, "select distinct floor from unit") == [("7",)]
