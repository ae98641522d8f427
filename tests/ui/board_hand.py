"""A hand for the dispatch board's tests: an office with eight people, the board in a real window, drags and keys."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import cast

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import dispatch, work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.dispatch import Block
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.work_orders import WorkOrdersTab
from fmcrm_desktop.ui.tabs.work_orders.board import Board
from fmcrm_desktop.ui.tabs.work_orders.board_switch import BOARD, REMEMBERED

MONDAY = date(2026, 11, 23)
MIDNIGHT = datetime(2026, 11, 22, 16, tzinfo=UTC)  # of that Monday in Shanghai
NONE = Qt.KeyboardModifier.NoModifier
ALT, SHIFT, CONTROL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


def at(hour: float) -> datetime:
    return MIDNIGHT + timedelta(hours=hour)


@needs("office.settings")
def hire(work: Work, count: int) -> None:
    """So many technicians beside the two there are."""
    work.add_many(
        Staff, ({"name": f"Worker {n}", "role": "technician", "trade": "repairs"} for n in range(count))
    )


def enter(office: Office, **more: object) -> int:
    return office.do(work_orders.enter, OrderForm(**{"summary": "Leaking tap", **more})).result


def blocks(office: Office, day: date = MONDAY) -> list[Block]:
    return list(office.ask(dispatch.board, day).blocks)


def block(office: Office, order: int) -> Block:
    return next(each for each in blocks(office) if each.job.order_id == order)


def plan(office: Office, order: int, staff: int, hour: float, hours: float = 1) -> None:
    form = work_orders.VisitForm((staff,), at(hour), at(hour + hours))
    office.do(work_orders.schedule, order, form)


def opened(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> Board:
    """The board on that Monday, answers arrived, the keyboard on the cards."""
    memory.put(REMEMBERED, BOARD)
    tab = cast(WorkOrdersTab, show(WorkOrdersTab))
    board = tab.ways.board
    board.turn("day")
    board.go_to(MONDAY)
    settle(board, qtbot)
    tab.activateWindow()
    board.cards.setFocus()
    qtbot.waitUntil(board.cards.hasFocus)
    return board


def settle(board: Board, qtbot: QtBot) -> None:
    """Until every deed and question under way is answered and drawn."""
    qtbot.waitUntil(lambda: board.office.quiet and not board.grid.settling)


def key(widget: QWidget, which: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    QTest.keyClick(widget, which, modifiers)


def hold(widget: QWidget, which: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """A key with modifiers that stay down: keyClick lets them go at once, which keeps what is carried."""
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyPress, which, modifiers))


def let_go(widget: QWidget, which: Qt.Key) -> None:
    QApplication.sendEvent(widget, QKeyEvent(QEvent.Type.KeyRelease, which, NONE))


def point(board: Board, who: int, hour: float) -> QPoint:
    """Where an hour of somebody lies in the grid's viewport, once it can be seen."""
    board.grid.reveal(who)
    row = board.grid.plan.row_of(who)
    assert row is not None
    top = row.top - board.grid.verticalScrollBar().value()
    return QPoint(round(board.grid.plan.x(hour * 60)) + 2, round(top + row.high / 2))


def middle(board: Board, order: int) -> QPoint:
    """The middle of an order's block."""
    grid = board.grid
    for box in grid.plan.boxes:
        entry = grid.plan.entries[box.key]
        if isinstance(entry, Block) and entry.job.order_id == order:
            top = box.top - grid.verticalScrollBar().value()
            return QPoint(round(box.left + box.wide / 2), round(top + box.high / 2))
    raise AssertionError(f"order {order} is not on the board")


def drag(view: QWidget, start: QPoint, end: QPoint, drop: bool = True) -> None:
    """Both points in the view's own pixels; the end may lie outside of it."""
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, start + (end - start) / 2)
    QTest.mouseMove(view, end)
    if drop:
        QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)


def drag_card(board: Board, who: int, hour: float, drop: bool = True) -> None:
    """Draw the first card that is seen onto a person at an hour."""
    view, grid = board.cards.viewport(), board.grid.viewport()
    start = board.cards.visualRect(board.cards.rows.index(0, 0)).center()
    drag(view, start, view.mapFromGlobal(grid.mapToGlobal(point(board, who, hour))), drop)
