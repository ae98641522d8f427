"""What the dispatch board shows at once on a small screen, how high its suggestions are, and by which names."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel

from fmcrm_desktop.services import other_names
from fmcrm_desktop.ui.tabs.work_orders import board_words
from fmcrm_desktop.ui.tabs.work_orders.board_deeds import grow
from fmcrm_desktop.ui.tabs.work_orders.board_plan import Aim
from tests.ui.board_hand import MONDAY, enter, hire, key, opened, plan, settle

PEOPLE = 8


def test_eight_people_are_in_sight_at_once_on_the_smallest_screen(show, qtbot, office, sample):
    office.do(hire, PEOPLE - 2)
    id = enter(office, unit_id=sample.unit)
    plan(office, id, sample.plumber, 9)
    board = opened(show, qtbot)
    # the window's head and tabs above, and its line of state below, leave this much of 768
    board.window().resize(1366, 768 - 88 - 24)
    qtbot.waitUntil(lambda: board.grid.plan.height > 0 and board.grid.viewport().width() > 900)
    assert len(board.grid.plan.rows) == PEOPLE
    assert not board.grid.verticalScrollBar().maximum()


def test_what_is_suggested_is_no_higher_than_its_words(show, qtbot, office, sample):
    office.do(hire, PEOPLE - 2)
    enter(office, summary="The corridor light on the fourth floor flickers; bring the long ladder")
    board = opened(show, qtbot)
    key(board.cards, Qt.Key.Key_S)
    settle(board, qtbot)
    offers = board.deeds.offers
    assert len(offers.buttons) == 3
    lines = len(offers.findChildren(QLabel)) + len(offers.buttons)
    assert offers.height() <= 48 * lines  # two lines of writing each, with the air around them
    assert all(offers.rect().contains(button.geometry()) for button in offers.buttons)
    key(offers, Qt.Key.Key_Escape)


def test_the_time_of_a_suggestion_is_read_behind_a_long_name_too(show, qtbot, office, office_path, sample):
    with closing(sqlite3.connect(office_path)) as file, file:
        file.execute("update staff set name = 'Maximiliane-Friederike Schwarzenberger-Wolfeschlegelstein'")
    enter(office)
    board = opened(show, qtbot)
    key(board.cards, Qt.Key.Key_S)
    settle(board, qtbot)
    offers = board.deeds.offers
    assert offers.buttons
    for button in offers.buttons:
        assert re.search(r"Schwarzenberger-Wolfeschlegelstein,\s.+\d\d:\d\d–\d\d:\d\d$", button.text())
        needed = button.fontMetrics().size(0, button.text())
        assert (needed.width() + 16, needed.height()) <= (button.width(), button.height())
        assert needed.height() <= button.height() - 4
    key(offers, Qt.Key.Key_Escape)


def test_people_are_named_in_the_language_of_the_screen(show, qtbot, qt_office, office, office_path, sample):
    """In the rows, of the blocks, in what is suggested and in what speaks against it."""
    with closing(sqlite3.connect(office_path)) as file, file:
        file.execute("update staff set name = '高军', other_name = 'Gao Jun' where id = ?", (sample.plumber,))
    qt_office.words.names = office.ask(other_names.known)
    plan(office, enter(office, summary="Lift door"), sample.plumber, 9)
    enter(office)
    board = opened(show, qtbot)
    spoken = QAccessible.queryAccessibleInterface(board.grid).child(0).text(QAccessible.Text.Name)
    assert spoken.startswith("Gao Jun: ") and "高军" not in spoken
    worker = board.grid.plan.row_of(sample.plumber).worker
    night = MONDAY.toordinal() * 24 * 60
    found = board.grid.at.against(board.grid.plan.sheet.blocks[0].job, Aim(sample.plumber, night, night + 60))
    against = [board_words.objection(each, qt_office.words) for each in found]
    assert worker.name == "高军" and "Gao Jun is not at work then" in against
    key(board.cards, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: board.deeds.dialog is not None)
    offered = " ".join(each.text() for each in board.deeds.dialog.findChildren(QAbstractButton))
    assert "Gao Jun, " in offered and "高军" not in offered


def test_the_suggestions_push_no_button_below_the_screen(qtbot):
    dialog = QDialog()
    qtbot.addWidget(dialog)
    dialog.resize(560, 390)
    dialog.show()
    room = dialog.screen().availableGeometry()
    dialog.move(100, room.bottom() - 400)
    grow(dialog, 150)
    assert dialog.height() == 540 and dialog.x() == 100
    assert dialog.frameGeometry().bottom() <= room.bottom()
