"""Where the keyboard is after a form was saved: on the row that was saved, so that the next key goes on from there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from fmcrm_desktop.model.link import Link
from tests.ui.at_work import CONTROL, Keys, desk_of, settle

PLACES = [
    ("buildings", "buildings", {"code": "77"}, {"floors": "12"}),
    ("units", "", {"code": "X-1"}, {"notes": "Corner"}),
    ("skills", "skills", {"name": "Welding"}, {"other_name": "焊接"}),
    ("skills", "posts", {"name": "Concierge"}, {"other_name": "管家"}),
    ("rooms", "", {"name": "Hall"}, {"other_name": "大厅"}),
    ("buildings", "sites", {"name": "Linden Yard"}, {"other_name": "椴园"}),
]


def _at(window, qtbot, tab, section):
    desk = desk_of(window)
    desk.go(Link(tab, section=section))
    settle(window, qtbot)
    return desk.present.part if section else desk.present


def _begin(here, place, keys):
    """A new record from the keys, with the keyboard somewhere in the list."""
    place.setFocus()
    keys.press(Qt.Key.Key_N, CONTROL)
    keys.qtbot.waitUntil(lambda: here.detail.form is not None)


def _save(window, qtbot, form, typed):
    for name, text in typed.items():
        form.form.slots[name].editor.setFocus()
        QApplication.processEvents()
        form.form.slots[name].editor.set_text(text) if hasattr(
            form.form.slots[name].editor, "set_text"
        ) else form.form.slots[name].editor.set(text)
    Keys(qtbot).press(Qt.Key.Key_S, CONTROL)


@pytest.mark.parametrize(
    ("tab", "section", "new", "change"), PLACES, ids=[" ".join(place[:2]) for place in PLACES]
)
def test_the_keyboard_is_on_the_row_that_was_saved(window, qtbot, tab, section, new, change):
    here, keys = _at(window, qtbot, tab, section), Keys(qtbot)
    _begin(here, here.list.table, keys)
    before = set(here.list.model.ids)
    _save(window, qtbot, here.detail.form, new)
    qtbot.waitUntil(lambda: here.detail.form is None and set(here.list.model.ids) - before != set())
    settle(window, qtbot)
    [made] = set(here.list.model.ids) - before
    assert here.list.table.current() == made
    if before:  # what was saved first has a list only now; the keyboard is above it
        assert QApplication.focusWidget() is here.list.table, QApplication.focusWidget()
    here.list.table.setFocus()

    keys.press(Qt.Key.Key_E, CONTROL)
    qtbot.waitUntil(lambda: here.detail.form is not None)
    _save(window, qtbot, here.detail.form, change)
    qtbot.waitUntil(lambda: here.detail.form is None)
    settle(window, qtbot)
    assert here.list.table.current() == made
    assert QApplication.focusWidget() is here.list.table, QApplication.focusWidget()


def test_neither_is_it_lost_by_who_presses_the_button_itself(window, qtbot):
    """A button that is held while it saves would hand the keyboard on to the top of the window."""
    here, keys = _at(window, qtbot, "buildings", "buildings"), Keys(qtbot)
    _begin(here, here.list.table, keys)
    form = here.detail.form
    keys.push("Save")
    qtbot.waitUntil(lambda: form.form.slots["code"].fault.text() != "")
    assert form.isAncestorOf(QApplication.focusWidget()), QApplication.focusWidget()

    form.form.slots["code"].editor.set("77")
    keys.push("Save")
    qtbot.waitUntil(lambda: here.detail.form is None)
    settle(window, qtbot)
    assert QApplication.focusWidget() is here.list.table, QApplication.focusWidget()


FIRST = [
    ("quality", "plans", {"gap": "respect"}, {"text": "Greet by name"}),
    ("complaints", "actions", {}, {"text": "A lamp at the gate"}),
    ("rooms", "", {}, {"name": "Hall"}),
]


@pytest.mark.parametrize(
    ("tab", "section", "start", "new"), FIRST, ids=[" ".join(place[:2]) for place in FIRST]
)
def test_the_first_record_of_all_has_the_keyboard(window, qtbot, tab, section, start, new):
    """Or on its page, and not on the message that it was saved, which an empty list that goes would hand it to."""
    here = _at(window, qtbot, tab, section)
    assert not here.list.model.ids
    here.open_new(start)
    qtbot.waitUntil(lambda: here.detail.form is not None)
    _save(window, qtbot, here.detail.form, new)
    qtbot.waitUntil(lambda: here.detail.form is None and len(here.list.model.ids) == 1)
    settle(window, qtbot)
    assert here.list.table.current() == here.list.model.ids[0]
    # its page may be there before its row is: then the keyboard is on the page, as after any record of such a list
    places = (here.list.table,) if here.by_rows else (here.list.table, here.detail.page)
    assert QApplication.focusWidget() in places, QApplication.focusWidget()


def test_who_begins_the_first_record_and_leaves_it_stands_on_the_way_to_it(window, qtbot):
    here, keys = _at(window, qtbot, "quality", "plans"), Keys(qtbot)
    _begin(here, here.list.field, keys)
    keys.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: here.detail.form is None)
    settle(window, qtbot)
    assert QApplication.focusWidget() is here.list._step, QApplication.focusWidget()
