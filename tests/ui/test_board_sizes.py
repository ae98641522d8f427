"""What the dispatch board shows at once on a small screen, and how high its suggestions are."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from tests.ui.board_hand import enter, hire, key, opened, plan, settle

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
