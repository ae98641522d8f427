"""A hand for the calendar's tests: a week of it in a real window, its keys and its mouse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import cast

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.choices import BEGINS
from fmcrm_desktop.ui.tabs.calendar.span import WEEK, Shown
from fmcrm_desktop.ui.tabs.calendar.week_plan import WeekPlan

MONDAY = date(2026, 11, 16)
START = datetime(2026, 11, 15, 16, tzinfo=UTC)  # its midnight in Shanghai
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def at(day: int, hour: float) -> datetime:
    return START + timedelta(days=day, hours=hour)


def put(office: Office, title: str, day: int, hour: float, length: float = 1, *staff: int) -> int:
    form = EventForm(title, starts=at(day, hour), ends=at(day, hour + length), staff=staff)
    return office.do(calendar.add, form).result


def kept(office: Office) -> list[Entry]:
    return office.ask(calendar.entries, START, START + timedelta(7))


def opened(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> CalendarTab:
    """The week of Monday 16 November, answers arrived, the keyboard on it."""
    memory.put(BEGINS, "0")  # whatever the machine's locale says
    tab = cast(CalendarTab, show(CalendarTab))
    tab.view.go(Shown(WEEK, MONDAY))
    settle(tab, qtbot)
    tab.view.board.setFocus()
    return tab


def settle(tab: CalendarTab, qtbot: QtBot) -> None:
    """Until every question under way is answered."""
    qtbot.waitUntil(lambda: tab.office._under_way == 0)


def titles(tab: CalendarTab) -> list[str]:
    return [entry.title for entry in tab.view.board.plan.sheet.entries]


def focused(tab: CalendarTab) -> str:
    board = tab.view.board
    return board.plan.sheet.entries[board.focused].title if board.focused is not None else ""


def key(
    tab: CalendarTab, which: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(tab.view.board, which, modifiers)


def hold(tab: CalendarTab, which: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """A key with modifiers that stay down: keyClick lets them go at once, which would keep what is moved."""
    QApplication.sendEvent(tab.view.board, QKeyEvent(QEvent.Type.KeyPress, which, modifiers))


def point(board: Board, day: int, minute: int) -> QPoint:
    plan = cast(WeekPlan, board.plan)
    return QPoint(int(plan.x(day) + plan.column / 3), int(plan.y(minute)) + 2)


def drag(board: Board, start: QPoint, end: QPoint) -> None:
    view = board.viewport()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, (start + end) / 2)
    QTest.mouseMove(view, end)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
