"""The agenda in a real window: what comes by day, by keyboard, printed, and quick with ten thousand entries."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services import agenda, calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import LinkButton
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.agenda import AgendaBoard
from fmcrm_desktop.ui.tabs.calendar.agenda_plan import AgendaPlan
from fmcrm_desktop.ui.tabs.calendar.placing import Sheet
from fmcrm_desktop.ui.tabs.calendar.span import AGENDA, MONTH, WEEK, Shown
from tests.ui.calendar_hand import MONDAY, at, focused, key, opened, put, settle, titles

FIRST = MONDAY.toordinal()


@pytest.fixture
def tab(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> CalendarTab:
    tab = opened(show, qtbot)
    tab.view.go(Shown(AGENDA, MONDAY))
    settle(tab, qtbot)
    tab.view.agenda.setFocus()
    return tab


def many(count: int) -> Sheet:
    start = datetime(2026, 11, 16, tzinfo=UTC)
    starts = [start + timedelta(minutes=4 * n) for n in range(count)]
    entries = [
        Entry("event", n, 1, "meeting", f"Event {n}", each, each + timedelta(minutes=20), None, None, "", False, "",
              "", "", None, None)
        for n, each in enumerate(starts)
    ]  # fmt: skip
    return Sheet.of(entries, UTC)


def test_days_follow_each_other_and_arrows_go_from_line_to_line(
    tab: CalendarTab, qtbot: QtBot, office: Office
) -> None:
    for day, hour, title in ((3, 9, "Third"), (0, 11, "Second"), (0, 9, "First"), (20, 9, "Fourth")):
        put(office, title, day, hour)
    qtbot.waitUntil(lambda: len(titles(tab)) == 4)
    board = tab.view.agenda
    assert tab.view.heading.text() == "16 Nov – 13 Dec 2026"
    days = [line.day - FIRST for line in board.plan.lines if line.key < 0]
    assert days == [0, 3, 20]
    board.focus_day(FIRST)
    seen = [focused(tab)]
    for _ in range(3):
        key(tab, Qt.Key.Key_Down)
        seen.append(focused(tab))
    assert seen == ["First", "Second", "Third", "Fourth"]
    key(tab, Qt.Key.Key_Up)
    key(tab, Qt.Key.Key_Left)
    assert focused(tab) == "First"
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.detail.isVisible)


def test_beyond_the_last_line_come_the_next_weeks(tab: CalendarTab, qtbot: QtBot) -> None:
    key(tab, Qt.Key.Key_Down)
    assert tab.view.span == Shown(AGENDA, MONDAY + timedelta(28))
    key(tab, Qt.Key.Key_PageUp)
    assert tab.view.span.day < MONDAY + timedelta(28)


def test_what_lasts_over_several_days_stands_on_each_with_its_part(
    tab: CalendarTab, qtbot: QtBot, office: Office
) -> None:
    office.do(calendar.add, EventForm("Night work", starts=at(0, 22), ends=at(2, 6)))
    qtbot.waitUntil(lambda: titles(tab) == ["Night work"])
    board = tab.view.agenda
    said = [board._clock(board.plan.sheet.entries[0], line) for line in board.plan.lines if line.key == 0]
    assert said == ["from 22:00", "Whole day", "until 06:00"]


def test_a_memo_stands_in_the_margin_and_the_agenda_and_becomes_a_task(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice
) -> None:
    form = EventForm("Keys are in the red box", "memo", whole_day=True, from_day=MONDAY, until_day=MONDAY)
    office.do(calendar.add, form)
    qtbot.waitUntil(lambda: titles(tab) == ["Keys are in the red box"])
    tab.view.turn(WEEK)
    settle(tab, qtbot)
    assert titles(tab) == []
    slips = tab.side.memos.findChildren(LinkButton)
    button = next(each for each in slips if each.accessibleName() == "Make it a task")
    with qtbot.waitSignal(qt_office.said):
        button.click()
    qtbot.waitUntil(lambda: titles(tab) == ["Keys are in the red box"])
    assert tab.view.board.plan.sheet.entries[0].kind == "task"


def test_only_the_lines_in_sight_are_painted_of_ten_thousand(qtbot: QtBot, look: None) -> None:
    board = AgendaBoard(Words("en", "UTC"))
    qtbot.addWidget(board)
    board.resize(900, 600)
    board.show()
    board.set_sheet(many(10_000), FIRST, 28)
    painted: list[int] = []
    line = board._paint_line
    board._paint_line = lambda painter, at, each: painted.append(each.key) or line(painter, at, each)  # type: ignore[method-assign,func-returns-value]
    board.verticalScrollBar().setValue(board.verticalScrollBar().maximum() // 2)
    painted.clear()
    board.viewport().grab()
    assert 15 <= len(painted) <= 30


def test_a_point_of_the_list_is_the_line_that_lies_there() -> None:
    plan = AgendaPlan(FIRST)
    plan.sheet = many(500)
    plan.arrange(QSize(900, 600))
    plan.scroll = 777
    for line in plan.seen():
        hit = plan.hit(QPoint(50, int(plan.rect(line).center().y())))
        assert hit.key == (line.key if line.key >= 0 else None) and hit.place.day == line.day
        if line.key >= 0:
            assert plan.line_at(hit.place) == line and plan.at(hit.place) == [line.key]


@pytest.mark.parametrize(
    ("mode", "first", "last"),
    [
        (WEEK, date(2026, 11, 16), date(2026, 11, 22)),
        (MONTH, date(2026, 11, 1), date(2026, 11, 30)),
        (AGENDA, date(2026, 11, 16), date(2026, 12, 13)),
    ],
)
def test_print_hands_over_the_days_that_are_seen(
    tab: CalendarTab, qtbot: QtBot, qt_office: QtOffice, mode: str, first: date, last: date
) -> None:
    tab.view.go(Shown(mode, MONDAY))
    with qtbot.waitSignal(qt_office.going) as going:
        QTest.mouseClick(tab.view.print_button, Qt.MouseButton.LeftButton)
    assert going.args[0].new["wanted"].given == ((first, last),)
    with qtbot.waitSignal(qt_office.going):
        key(tab, Qt.Key.Key_P)


def test_the_paper_of_several_days_holds_those_days_and_no_others(office: Office) -> None:
    for day in (0, 3, 9):
        put(office, f"Day {day}", day, 9)
    told = office.ask(agenda.sheet, None, MONDAY, MONDAY + timedelta(6))
    assert [(day, entries[0].title) for day, entries in told.days] == [
        (MONDAY, "Day 0"),
        (MONDAY + timedelta(3), "Day 3"),
    ]
    assert told.until == MONDAY + timedelta(6)
