"""The calendar tab in a real window: seen, made, moved and resized by mouse, clashes told before saving."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QMenu, QScrollArea
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.services import actions, calendar
from fmcrm_desktop.services.actions import ActionForm
from fmcrm_desktop.services.calendar import EventForm, StaffRow
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.look import title_of
from fmcrm_desktop.ui.tabs.calendar.side import Side
from fmcrm_desktop.ui.tabs.calendar.span import DAY, MONTH, WEEK, Shown
from tests.sample import Sample
from tests.ui.calendar_hand import (
    MONDAY,
    at,
    drag,
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
    qtbot.waitUntil(lambda: not tab.detail.isVisible())
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


def test_the_end_of_an_agreement_says_that_it_ends_in_wide_and_narrow_boxes(qt_office: QtOffice) -> None:
    plain = Entry(
        "agreement", 1, 0, "agreement", "Lift", None, None, MONDAY, MONDAY, "", False, "", "", "A-1", 0, 0
    )
    assert title_of(plain, qt_office.words) == "A-1 Lift ends"
    assert title_of(plain, qt_office.words, narrow=True) == "Lift ends"


def test_what_is_due_stands_on_its_day_is_hidden_by_its_tick_and_opens_where_it_is_kept(
    office: Office, tab: CalendarTab, qtbot: QtBot
) -> None:
    gone: list[Link] = []
    tab.office.going.connect(gone.append)
    made = office.do(actions.add, ActionForm("Ring back at once", due_day=MONDAY)).result
    qtbot.waitUntil(lambda: titles(tab) == ["Ring back at once"])
    tick = next(each for each in tab.side.findChildren(QCheckBox) if each.text() == "Corrective actions")
    tick.click()
    assert titles(tab) == []
    tick.click()
    tab.view.board.focus_entry(0)
    key(tab, Qt.Key.Key_Return)
    next(each for each in tab.detail.findChildren(Button) if each.text() == "Open").click()
    assert gone == [Link("complaints", made, section="actions")]


def test_whom_an_appointment_is_with_is_called_from_its_page(
    office: Office, sample: Sample, tab: CalendarTab, qtbot: QtBot
) -> None:
    gone: list[Link] = []
    tab.office.going.connect(gone.append)
    form = EventForm("Show the flat", starts=at(0, 9), ends=at(0, 10), person_id=sample.owner)
    office.do(calendar.add, form)
    qtbot.waitUntil(lambda: titles(tab) == ["Show the flat"])
    tab.view.board.focus_entry(0)
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    next(each for each in tab.detail.findChildren(Button) if each.text() == "Call now").click()
    assert gone == [Link("calls", new={"person": sample.owner, "direction": "out"}, section="log")]


def test_the_sheet_to_sign_on_is_printed_from_the_page_of_a_meeting(
    office: Office, tab: CalendarTab, qtbot: QtBot
) -> None:
    gone: list[Link] = []
    tab.office.going.connect(gone.append)
    made = office.do(
        calendar.add, EventForm("Owners meet", "meeting", starts=at(0, 9), ends=at(0, 10))
    ).result
    qtbot.waitUntil(lambda: titles(tab) == ["Owners meet"])
    tab.view.board.focus_entry(0)
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    next(each for each in tab.detail.findChildren(Button) if each.text() == "Attendance sheet").click()
    wanted = (gone[0].new or {})["wanted"]
    assert wanted.given == ((made, ""),)


def test_many_people_scroll_among_themselves_and_leave_what_is_shown_in_sight(
    qt_office: QtOffice, qtbot: QtBot
) -> None:
    side = Side(qt_office)
    qtbot.addWidget(side)
    side.resize(236, 650)
    side.show_people([StaffRow(n, f"Person {n}", "", "clerk") for n in range(1, 31)])
    side.show()
    qtbot.waitExposed(side)
    QApplication.processEvents()
    ticks = {tick.text(): tick for tick in side.findChildren(QCheckBox)}
    for kind in ("Appointments", "Public holidays"):
        tick = ticks[kind]
        assert tick.visibleRegion().boundingRect() == tick.rect(), kind
    assert ticks["Person 30"].visibleRegion().isEmpty()


@pytest.mark.parametrize("high", [300, 420, 520, 570, 610, 650, 800])
def test_one_does_not_scroll_within_what_scrolls(qt_office: QtOffice, qtbot: QtBot, high: int) -> None:
    """With a long memo at its foot there is less room for the ticks: they scroll as one, or the people alone."""
    side = Side(qt_office)
    qtbot.addWidget(side)
    side.show_people([StaffRow(n, f"Person {n}", "", "clerk") for n in range(1, 16)])
    text = "The water is off in the whole house until the evening. " * 8
    side.memos.show_entries(
        [Entry("event", 1, 1, "memo", text, None, None, MONDAY, MONDAY, "", False, "", "", "", None, None)]
    )
    side.resize(236, high)
    side.show()
    qtbot.waitExposed(side)
    QApplication.processEvents()
    areas = side.findChildren(QScrollArea)
    assert len(areas) == 4  # all ticks, the people, the kinds, the memos
    bars = [area for area in areas if area.verticalScrollBar().maximum() > 0]
    assert bars and not [
        area for area in bars if any(area.isAncestorOf(one) for one in bars if one is not area)
    ]
    assert side._slips.height() >= 56


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
