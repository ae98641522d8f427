"""The calendar tab in a real window: seen, made, moved and resized by mouse and by keyboard, clashes before saving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest
from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.board import Board
from fmcrm_desktop.ui.tabs.calendar.placing import Place
from fmcrm_desktop.ui.tabs.calendar.span import DAY, MONTH, WEEK, Shown
from fmcrm_desktop.ui.tabs.calendar.week_plan import WeekPlan
from tests.sample import Sample

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


@pytest.fixture
def tab(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> CalendarTab:
    """The week of Monday 16 November, answers arrived, the keyboard on it."""
    opened = cast(CalendarTab, show(CalendarTab))
    opened.view.go(Shown(WEEK, MONDAY))
    settle(opened, qtbot)
    opened.view.board.setFocus()
    return opened


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


def test_the_week_shows_what_is_kept_and_follows_news(office: Office, tab: CalendarTab, qtbot: QtBot) -> None:
    assert titles(tab) == [] and tab.view.heading.text() == "16 – 22 November 2026"
    put(office, "Committee call", 0, 9)
    qtbot.waitUntil(lambda: titles(tab) == ["Committee call"])
    key(tab, Qt.Key.Key_PageDown)
    assert tab.view.heading.text() == "23 – 29 November 2026"
    qtbot.waitUntil(lambda: titles(tab) == [])


def test_a_drag_on_free_hours_opens_the_form_over_them(
    tab: CalendarTab, qtbot: QtBot, office: Office
) -> None:
    drag(tab.view.board, point(tab.view.board, 2, 600), point(tab.view.board, 2, 690))
    page = tab.detail.form
    assert page is not None and tab.detail.isVisible()
    form = page.form.value()
    assert (form.starts, form.ends) == (at(2, 10), at(2, 11.5))
    page.form.slots["title"].editor.line.setText("Lift inspection")
    page.save()
    qtbot.waitUntil(lambda: titles(tab) == ["Lift inspection"])
    assert not tab.detail.isVisible()
    assert kept(office)[0].starts == at(2, 10)


def test_an_entry_is_moved_and_resized_by_mouse_and_undo_takes_it_back(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice
) -> None:
    put(office, "Meeting", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    board = tab.view.board
    with qtbot.waitSignal(qt_office.said) as said:
        drag(board, point(board, 1, 615), point(board, 3, 675))
    assert said.args[0] == "Meeting moved to Thu 19 Nov 11:00–12:00"
    assert [(entry.starts, entry.ends) for entry in kept(office)] == [(at(3, 11), at(3, 12))]
    settle(tab, qtbot)
    qt_office.undo(said.args[1])
    qtbot.waitUntil(lambda: kept(office)[0].starts == at(1, 10))
    settle(tab, qtbot)
    bottom = point(board, 1, 660) - QPoint(0, 6)
    with qtbot.waitSignal(qt_office.said):
        drag(board, bottom, point(board, 1, 720))
    assert kept(office)[0].ends == at(1, 12)


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


def test_the_form_tells_a_clash_before_saving_and_asks_for_a_reason(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Lift, with vendor", 2, 9, 2, sample.plumber)
    tab.open_new({"title": "Fire drill", "starts": at(2, 10), "ends": at(2, 11), "staff": (sample.plumber,)})
    page = tab.detail.form
    assert page is not None
    overrule = page.form.slots["overrule"]
    qtbot.waitUntil(overrule.isVisible)
    assert page.save_button.text() == "Save anyway"
    page.save()
    settle(tab, qtbot)
    assert tab.detail.form is page and len(kept(office)) == 1
    overrule.editor.line.setText("The drill is short")
    page.save()
    qtbot.waitUntil(lambda: len(kept(office)) == 2)
    qtbot.waitUntil(lambda: [entry.clash for entry in tab.view.board.plan.sheet.entries] == [True, True])


def test_a_clash_made_by_dragging_is_named_and_needs_a_reason(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Lift", 2, 9, 2, sample.plumber)
    put(office, "Drill", 3, 9, 1, sample.plumber)
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    board = tab.view.board
    drag(board, point(board, 3, 555), point(board, 2, 555))
    qtbot.waitUntil(lambda: tab.deeds.dialog is not None)
    dialog = tab.deeds.dialog
    assert dialog is not None and kept(office)[1].starts == at(3, 9)
    assert "Gao Jun is already at “Lift”" in dialog.page.setup.note
    dialog.page.form.slots["reason"].editor.line.setText("Only an hour")
    dialog.page.save()
    qtbot.waitUntil(lambda: {entry.starts for entry in kept(office)} == {at(2, 9)})


def test_the_page_of_an_event_leads_to_its_form_and_archives_with_undo(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice
) -> None:
    put(office, "Meeting", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    board = tab.view.board
    QTest.mouseDClick(board.viewport(), Qt.MouseButton.LeftButton, pos=point(board, 1, 630))
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    tab.beside.open_event(kept(office)[0].id)
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    page = tab.detail.form
    assert page is not None
    page.form.slots["whole_day"].editor.tick.click()
    assert page.form.slots["from_day"].isVisible() and not page.form.slots["starts"].isVisible()
    page.save()
    qtbot.waitUntil(lambda: kept(office)[0].from_day == date(2026, 11, 17))
    settle(tab, qtbot)
    with qtbot.waitSignal(qt_office.said) as said:
        tab.view.board.focus_entry(0)
        key(tab, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: titles(tab) == [])
    qt_office.undo(said.args[1])
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])


def test_ticks_hide_people_and_kinds_at_once_and_are_remembered(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample, show: Callable[[type[Tab]], Tab]
) -> None:
    put(office, "For Li Na", 0, 9, 1, sample.clerk)
    put(office, "For Gao Jun", 1, 9, 1, sample.plumber)
    put(office, "For both", 2, 9, 1, sample.plumber, sample.clerk)
    qtbot.waitUntil(lambda: len(titles(tab)) == 3)
    ticks = {tick.text(): tick for tick in tab.side.findChildren(QCheckBox)}
    ticks["Gao Jun (plumbing)"].click()
    assert titles(tab) == ["For Li Na", "For both"]
    again = cast(CalendarTab, show(CalendarTab))
    again.view.go(Shown(WEEK, MONDAY))
    qtbot.waitUntil(lambda: titles(again) == ["For Li Na", "For both"])
    ticks["Appointments"].click()
    assert titles(tab) == []


def test_the_month_moves_days_by_mouse_and_lists_what_has_no_room(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice
) -> None:
    for n in range(12):
        put(office, f"Event {n:02}", 2, 8 + n / 2, 0.5)
    put(office, "Alone", 4, 9)
    tab.view.turn(MONTH)
    qtbot.waitUntil(lambda: len(titles(tab)) == 13)
    board = tab.view.month
    cell = board.plan.cell(date(2026, 11, 20).toordinal())
    start = QPoint(int(cell.center().x()), int(cell.top()) + 30)
    with qtbot.waitSignal(qt_office.said):
        drag(board, start, start + QPoint(int(cell.width()), 0))
    assert kept(office)[-1].starts == at(5, 9)
    settle(tab, qtbot)
    more = board.plan.bar_rect(3, 2, 2, board.plan.capacity - 1).center().toPoint()
    with qtbot.waitSignal(board.listed) as listed:
        QTest.mouseClick(board.viewport(), Qt.MouseButton.LeftButton, pos=more)
    shown = sum(bar.first <= 2 <= bar.last for bar in board.plan.weeks[3].bars)
    assert len(listed.args[0]) == 12 - shown > 0
    menu = tab.findChildren(QMenu)[-1]
    assert "Show the day" in menu.actions()[-1].text()
    menu.close()


def test_a_link_shows_an_event_or_a_day_and_a_change_of_language_keeps_the_place(
    tab: CalendarTab, qtbot: QtBot, office: Office, show: Callable[[type[Tab]], Tab]
) -> None:
    event = put(office, "Far away", 60, 9)
    tab.open(Link("calendar", id=event))
    qtbot.waitUntil(lambda: titles(tab) == ["Far away"] and tab.detail.isVisible())
    tab.open(Link("calendar", where={"day": ("2026-11-18",)}))
    assert tab.view.span == Shown(DAY, date(2026, 11, 18))
    again = cast(CalendarTab, show(CalendarTab))
    again.restore(tab.place())
    assert again.view.span == Shown(DAY, date(2026, 11, 18))


def test_whoever_may_not_write_sees_the_calendar_and_moves_nothing(
    office: Office, show: Callable[[type[Tab]], Tab], qtbot: QtBot
) -> None:
    put(office, "Meeting", 1, 10)
    office.who = type(office.who)(office.who.staff_id, "Reader", "reader")
    tab = cast(CalendarTab, show(CalendarTab))
    tab.view.go(Shown(WEEK, MONDAY))
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    board = tab.view.board
    assert not tab.view.new_button.isEnabled()
    drag(board, point(board, 1, 615), point(board, 3, 615))
    drag(board, point(board, 5, 615), point(board, 5, 715))
    assert board.drag is None and tab.detail.form is None and kept(office)[0].starts == at(1, 10)


def test_in_a_narrow_window_the_form_takes_the_place_of_the_ticks(tab: CalendarTab, qtbot: QtBot) -> None:
    tab.resize(960, 560)
    assert tab.side.isVisible()
    tab.open_new({})
    assert not tab.side.isVisible() and tab.detail.isVisible()
    assert tab.minimumSizeHint().width() <= 960
    tab.resize(1366, 560)
    assert tab.side.isVisible()
    form = tab.detail.form
    assert form is not None
    form.cancel()
    assert not tab.detail.isVisible() and tab.view.board.hasFocus()


def test_a_half_typed_event_survives_a_change_of_language(
    tab: CalendarTab, qtbot: QtBot, show: Callable[[type[Tab]], Tab], office: Office
) -> None:
    tab.open_new({"title": "Lift inspection", "starts": at(2, 10), "ends": at(2, 11)})
    assert tab.detail.form is not None
    tab.detail.form.form.slots["place"].editor.line.setText("Roof")
    again = cast(CalendarTab, show(CalendarTab))
    again.restore(tab.place())
    form = again.detail.form
    assert form is not None and form.dirty and again.detail.isVisible()
    value = form.form.value()
    assert (value.title, value.place, value.starts) == ("Lift inspection", "Roof", at(2, 10))
    tab.detail.drop_form()
    again.detail.drop_form()


def test_escape_closes_the_page_of_an_entry(tab: CalendarTab, qtbot: QtBot, office: Office) -> None:
    put(office, "Meeting", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Meeting"])
    key(tab, Qt.Key.Key_Down, CONTROL)
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(tab.detail.isVisible)
    key(tab, Qt.Key.Key_Escape)
    assert not tab.detail.isVisible()
