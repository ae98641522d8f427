"""The calendar tab by keyboard alone, and what it tells screen readers."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent, QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.placing import Place
from fmcrm_desktop.ui.tabs.calendar.span import DAY, MONTH, WEEK, Shown
from tests.ui.calendar_hand import (
    ALT,
    CONTROL,
    MONDAY,
    SHIFT,
    at,
    focused,
    hold,
    kept,
    key,
    opened,
    point,
    put,
    settle,
    titles,
)


@pytest.fixture
def tab(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> CalendarTab:
    return opened(show, qtbot)


def test_everything_goes_by_keyboard(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice
) -> None:
    put(office, "Meeting", 0, 9)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    board = tab.view.board
    board.go(Place(MONDAY.toordinal(), 8 * 60))
    key(tab, Qt.Key.Key_Down)
    key(tab, Qt.Key.Key_Down)
    assert focused(tab) == "Meeting" and "Meeting, 16 Nov 09:00–10:00" in board.accessibleDescription()
    for _ in range(2):
        hold(tab, Qt.Key.Key_Down, ALT)
    hold(tab, Qt.Key.Key_Right, ALT)
    assert board.accessibleDescription() == "Tue 17 Nov 09:30–10:30"
    with qtbot.waitSignal(qt_office.said):
        key(tab, Qt.Key.Key_Return)
    settle(tab, qtbot)
    assert kept(office)[0].starts == at(1, 9.5) and focused(tab) == "Meeting"
    hold(tab, Qt.Key.Key_Down, ALT | SHIFT)
    with qtbot.waitSignal(qt_office.said):
        QTest.keyRelease(board, Qt.Key.Key_Alt)
    assert kept(office)[0].ends == at(1, 10.75)
    settle(tab, qtbot)
    hold(tab, Qt.Key.Key_Down, ALT)
    key(tab, Qt.Key.Key_Escape)
    assert board.drag is None and kept(office)[0].starts == at(1, 9.5)
    board.go(Place(MONDAY.toordinal() + 4, 14 * 60))
    assert focused(tab) == "" and board.accessibleDescription() == "Fri 20 Nov 14:00–15:00: free"
    for _ in range(2):
        key(tab, Qt.Key.Key_Down, SHIFT)
    key(tab, Qt.Key.Key_N)
    assert tab.detail.form is not None
    made = tab.detail.form.form.value()
    assert (made.starts, made.ends) == (at(4, 14), at(4, 15))


def test_control_n_begins_an_entry_wherever_the_keyboard_is_in_the_calendar(
    tab: CalendarTab, qtbot: QtBot
) -> None:
    """As in every other tab; N alone works on the painted calendar only."""
    tab.view.modes["month"].setFocus()
    QTest.keyClick(tab.view.modes["month"], Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: tab.detail.form is not None)


def test_control_and_arrows_go_from_entry_to_entry_and_enter_opens_it(
    tab: CalendarTab, qtbot: QtBot, office: Office
) -> None:
    for day, title in ((3, "Third"), (0, "First"), (1, "Second")):
        put(office, title, day, 9)
    qtbot.waitUntil(lambda: len(titles(tab)) == 3)
    seen = []
    for _ in range(4):
        key(tab, Qt.Key.Key_Down, CONTROL)
        seen.append(focused(tab))
    assert seen[:3] in (["First", "Second", "Third"], ["Second", "Third", "First"])
    assert seen[3] == seen[0]
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.detail.isVisible)
    assert tab.detail.page is not None


def test_letters_turn_the_view_and_the_days_stay(tab: CalendarTab, qtbot: QtBot) -> None:
    tab.view.board.focus_day(MONDAY.toordinal() + 2)
    key(tab, Qt.Key.Key_D)
    assert tab.view.span == Shown(DAY, date(2026, 11, 18)) and tab.view.heading.text() == "Wed 18 Nov 2026"
    key(tab, Qt.Key.Key_M)
    assert tab.view.span == Shown(MONTH, date(2026, 11, 18)) and tab.view.heading.text() == "November 2026"
    assert tab.view.board.hasFocus() and tab.view.modes[MONTH].isChecked()
    for _ in range(2):
        key(tab, Qt.Key.Key_Down)
    assert (
        tab.view.span.day == date(2026, 11, 18) and tab.view.board.spot.day == date(2026, 12, 2).toordinal()
    )
    key(tab, Qt.Key.Key_Down)
    assert tab.view.span.month.month == 12
    key(tab, Qt.Key.Key_W)
    assert tab.view.span.mode == WEEK
    key(tab, Qt.Key.Key_T)
    assert tab.view.span.day == tab.words.today()


def test_escape_closes_the_page_of_an_entry(tab: CalendarTab, qtbot: QtBot, office: Office) -> None:
    put(office, "Meeting", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    key(tab, Qt.Key.Key_Down, CONTROL)
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.detail.isVisible)
    key(tab, Qt.Key.Key_Escape)
    assert not tab.detail.isVisible()


def test_the_windows_shortcuts_do_not_take_the_boards_arrows(
    tab: CalendarTab, qtbot: QtBot, office: Office
) -> None:
    put(office, "Meeting", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    taken: list[str] = []
    for keys in ("Ctrl+Down", "Alt+Down"):
        QShortcut(QKeySequence(keys), tab, lambda keys=keys: taken.append(keys))
    key(tab, Qt.Key.Key_Down, CONTROL)
    hold(tab, Qt.Key.Key_Down, ALT)
    assert taken == [] and focused(tab) == "Meeting" and tab.view.board.drag is not None


def test_the_menu_of_an_entry_comes_by_key_and_by_the_right_button(
    tab: CalendarTab, qtbot: QtBot, office: Office
) -> None:
    put(office, "Meeting", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    board = tab.view.board
    key(tab, Qt.Key.Key_Down, CONTROL)
    reasons = QContextMenuEvent.Reason
    QApplication.sendEvent(board, QContextMenuEvent(reasons.Keyboard, QPoint(), QPoint()))
    menu = tab.findChildren(QMenu)[-1]
    assert [each.text().split("\t")[0] for each in menu.actions()] == [
        "Open", "Change", "Mark as done", "Archive", "", "New entry",
    ]  # fmt: skip
    menu.actions()[2].trigger()
    menu.close()
    qtbot.waitUntil(lambda: kept(office)[0].done)
    settle(tab, qtbot)
    free = point(board, 4, 600)
    QApplication.sendEvent(board.viewport(), QContextMenuEvent(reasons.Mouse, free, board.mapToGlobal(free)))
    menu = tab.findChildren(QMenu)[-1]
    menu.actions()[-1].trigger()
    menu.close()
    assert tab.detail.form is not None and tab.detail.form.form.value().starts == at(4, 10)
