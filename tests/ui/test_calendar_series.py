"""Repeating entries, meetings, rooms and clashes in the calendar's window, by mouse and by keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QMenu
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.services import calendar, complaints, post_room, rooms, work_orders
from fmcrm_desktop.services.calendar import EventForm, GuestForm
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.rooms import RoomForm
from fmcrm_desktop.ui.kit.buttons import Button
from fmcrm_desktop.ui.kit.form_dialog import FormDialog
from fmcrm_desktop.ui.kit.form_page import FormPage
from fmcrm_desktop.ui.kit.repeat_editor import RepeatEditor
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.event_form import EventEditing
from fmcrm_desktop.ui.tabs.rooms import RoomsTab
from tests.sample import Sample
from tests.ui.calendar_hand import START, at, drag, key, opened, point, put, settle, titles


@pytest.fixture
def tab(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> CalendarTab:
    return opened(show, qtbot)


def put_series(office: Office, rule: str, day: int = 0, hour: float = 9, **more: Any) -> int:
    form = EventForm("Stand-up", "meeting", starts=at(day, hour), ends=at(day, hour + 1))
    return office.do(calendar.add, replace(form, repeat=RuleText(rule), **more)).result


def months(office: Office) -> list[Entry]:
    return office.ask(calendar.entries, START, START + timedelta(days=200))


def form_of(tab: CalendarTab) -> FormPage:
    assert tab.detail.form is not None
    return tab.detail.form


def repeat_of(tab: CalendarTab) -> RepeatEditor:
    editor = form_of(tab).form.slots["repeat"].editor
    assert isinstance(editor, RepeatEditor)
    return editor


def choose(combo: Any, value: str) -> None:
    combo.setCurrentIndex(combo.findData(value))
    combo.activated.emit(combo.currentIndex())


def test_a_repeat_is_made_in_plain_words(tab: CalendarTab, qtbot: QtBot, office: Office) -> None:
    tab.open_new({"title": "Fire drill", "starts": at(1, 10), "ends": at(1, 11)})
    editor = repeat_of(tab)
    assert not editor.step.isVisible() and editor.value() == ""
    choose(editor.every, "WEEKLY")
    assert [day.isChecked() for day in editor.days] == [False, True, False, False, False, False, False]
    editor.step.setText("2")
    editor.step.textEdited.emit("2")
    choose(editor.ends, "after")
    editor.count.setText("3")
    editor.count.textEdited.emit("3")
    assert editor.said.text() == "every second Tuesday, 3 times"
    form_of(tab).form.slots["starts"].editor.set(at(3, 10))
    form_of(tab).form.slots["starts"].editor.edited.emit()
    assert editor.said.text() == "every second Thursday, 3 times"
    form_of(tab).save()
    qtbot.waitUntil(lambda: len(months(office)) == 3)
    assert [entry.starts for entry in months(office)] == [at(3, 10), at(17, 10), at(31, 10)]


def test_the_thirty_first_offers_the_last_day_of_the_month(tab: CalendarTab) -> None:
    tab.open_new({"title": "Meters", "whole_day": True, "from_day": date(2026, 12, 31)})
    editor = repeat_of(tab)
    choose(editor.every, "MONTHLY")
    assert "Months without that day are left out" in editor.said.text()
    offered = [editor.place.itemText(n) for n in range(editor.place.count())]
    assert offered == [
        "on the 31st", "on the last day", "on the fifth Thursday", "on the last Thursday", "on the last working day",
    ]  # fmt: skip
    editor.place.setCurrentIndex(1)
    editor.place.activated.emit(1)
    assert editor.said.text() == "on the last day of every month"
    assert editor.value() == "FREQ=MONTHLY;BYMONTHDAY=-1"
    tab.detail.drop_form()


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=WEEKLY", "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE;UNTIL=20270301T155959Z", "FREQ=MONTHLY",
        "FREQ=DAILY;COUNT=4", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=2", "FREQ=MONTHLY;BYMONTHDAY=5",
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8",
        "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,MO;WKST=TU",
    ],
)  # fmt: skip
def test_a_rule_that_nobody_touches_stays_letter_by_letter(tab: CalendarTab, rule: str) -> None:
    form = EventForm("Talk", starts=at(0, 9), ends=at(0, 10), repeat=RuleText(rule))
    tab.beside.open_form(form, None)
    assert repeat_of(tab).value() == rule and not form_of(tab).dirty
    raw = form_of(tab).form.raw()
    form_of(tab).form.restore(raw)
    assert repeat_of(tab).value() == rule
    tab.detail.drop_form()


def test_a_drag_of_a_repeating_entry_asks_how_far_it_goes(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice
) -> None:
    put_series(office, "FREQ=WEEKLY;COUNT=3", 1, 10)
    qtbot.waitUntil(lambda: titles(tab) == ["Stand-up"])
    board = tab.view.board
    for press, wanted in (
        ("1", [at(3, 11), at(8, 10), at(15, 10)]),
        ("3", [at(3, 11), at(10, 11), at(17, 11)]),
    ):
        if press == "3":
            tab.view.go(tab.view.span.step(1))
            qtbot.waitUntil(lambda: len(titles(tab)) == 1)
        drag(board, point(board, 1, 615), point(board, 3, 675))
        asked = tab.deeds.asking
        assert asked is not None and asked.isVisible()
        with qtbot.waitSignal(qt_office.said) as said:
            QTest.keyClicks(asked, press)
        assert [entry.starts for entry in months(office)] == wanted
        settle(tab, qtbot)
    qt_office.undo(said.args[1])
    qtbot.waitUntil(lambda: months(office)[1].starts == at(8, 10))


def test_escape_leaves_a_repeating_entry_where_it_was(tab: CalendarTab, qtbot: QtBot, office: Office) -> None:
    put_series(office, "FREQ=DAILY;COUNT=2", 1, 10)
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    tab.view.board.focus_entry(0)
    key(tab, Qt.Key.Key_Delete)
    asked = tab.deeds.asking
    assert asked is not None
    QTest.keyClick(asked, Qt.Key.Key_Escape)
    settle(tab, qtbot)
    assert len(months(office)) == 2


def test_change_and_delete_by_keyboard_alone(tab: CalendarTab, qtbot: QtBot, office: Office) -> None:
    put_series(office, "FREQ=DAILY;COUNT=4", 0, 10)
    qtbot.waitUntil(lambda: len(titles(tab)) == 4)
    tab.view.board.focus_entry(1)
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.detail.page is not None and tab.detail.isVisible())
    button = next(one for one in tab.detail.findChildren(Button) if one.case is calendar.change)
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert tab.deeds.asking is not None
    QTest.keyClicks(tab.deeds.asking, "2")
    qtbot.waitUntil(lambda: tab.detail.form is not None)
    page = form_of(tab)
    title = page.form.slots["title"].editor.line
    title.selectAll()
    QTest.keyClicks(title, "Longer talk")
    page.save_button.setFocus()
    QTest.keyClick(page.save_button, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: [entry.title for entry in months(office)] == ["Stand-up"] + ["Longer talk"] * 3)
    settle(tab, qtbot)
    tab.view.board.focus_entry(3)
    key(tab, Qt.Key.Key_Delete)
    QTest.keyClicks(tab.deeds.asking, "1")
    qtbot.waitUntil(lambda: len(months(office)) == 3)


def editing(tab: CalendarTab) -> EventEditing:
    return form_of(tab).findChildren(EventEditing)[0]


def test_the_free_slot_is_taken_with_one_press(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Lift, with vendor", 7, 9, 2, sample.plumber)
    tab.open_new({"title": "Drill", "starts": at(7, 10), "ends": at(7, 11), "staff": (sample.plumber,)})
    take = editing(tab).take
    qtbot.waitUntil(take.isVisible)
    assert take.text() == "Take the free slot Mon 23 Nov 11:00–12:00"
    take.click()
    qtbot.waitUntil(lambda: not take.isVisible())
    form_of(tab).save()
    qtbot.waitUntil(lambda: [entry.starts for entry in months(office)] == [at(7, 9), at(7, 11)])


def test_a_common_time_of_all_staff_is_found(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Busy", 7, 8, 2, sample.plumber)
    put(office, "Busy too", 7, 10, 1, sample.clerk)
    tab.open_new({"title": "Meeting", "kind": "meeting", "starts": at(7, 8), "ends": at(7, 9), "staff": ()})
    mine = editing(tab)
    mine.all_staff.click()
    qtbot.waitUntil(lambda: len(form_of(tab).form.value().staff) == 4)
    mine.common.click()
    qtbot.waitUntil(lambda: bool(mine.common.findChildren(QMenu)))
    menu = mine.common.findChildren(QMenu)[0]
    assert menu.actions()[0].text() == "Mon 23 Nov 11:00–12:00"
    menu.actions()[0].trigger()
    menu.close()
    form = form_of(tab).form.value()
    assert (form.starts, form.ends) == (at(7, 11), at(7, 12))
    tab.detail.drop_form()


def test_only_the_fields_of_the_kind_are_shown(tab: CalendarTab) -> None:
    tab.open_new({"title": "Something"})
    slots = form_of(tab).form.slots
    shown = {
        kind: {name for name, slot in slots.items() if slot.isVisibleTo(form_of(tab))}
        for kind in ("meeting", "email", "task", "leave")
        if choose(slots["kind"].editor.combo, kind) is None
    }
    assert {"guests", "room_id", "starts", "ends", "repeat"} <= shown["meeting"]
    assert {"starts"} <= shown["email"] and not {"ends", "guests", "repeat"} & shown["email"]
    assert not {"guests", "room_id"} & shown["task"]
    assert "person_id" not in shown["leave"] and "on_holiday" not in shown["meeting"]
    tab.detail.drop_form()


def test_an_email_to_send_is_logged_in_the_post_room_and_what_was_logged_here_stays(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice, press: Any
) -> None:
    form = EventForm("The new keys", "email", starts=START, staff=(1,), direction="in")
    id = office.do(calendar.add, form).result
    settle(tab, qtbot)
    again = office.ask(calendar.sheet, id).form
    office.do(calendar.change, id, replace(again, title="The new keys again"))
    assert office.ask(calendar.sheet, id).form.direction == "in"
    ways: list[Link] = []
    qt_office.going.connect(ways.append)
    tab.open(Link("calendar", id))
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, post_room.add)
    assert ways[-1].section == "post" and ways[-1].new is not None
    draft = office.ask(post_room.draft, ways[-1].new)
    assert (draft.channel, draft.direction, draft.subject) == ("email", "out", "The new keys again")


def test_what_was_found_on_a_visit_is_written_down_and_followed_up(
    tab: CalendarTab, qtbot: QtBot, office: Office, qt_office: QtOffice, sample: Sample, press: Any
) -> None:
    form = EventForm(
        "Look at the balcony", "visit", starts=START, ends=START + timedelta(hours=1), person_id=sample.owner,
        unit_id=sample.unit, staff=(1,), notes="Bring the lamp",
    )  # fmt: skip
    id = office.do(calendar.add, form).result
    settle(tab, qtbot)
    tab.open(Link("calendar", id))
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    press(tab, calendar.found)
    qtbot.waitUntil(lambda: any(one.isVisible() for one in tab.findChildren(FormDialog)))
    page = next(one for one in tab.findChildren(FormDialog) if one.isVisible()).page
    page.form.slots["found"].editor.set("The drain is blocked")
    with qtbot.waitSignal(qt_office.saved):
        page.save()
    kept = office.ask(calendar.sheet, id)
    assert kept.form.notes == "Bring the lamp\nThe drain is blocked"
    qtbot.waitUntil(lambda: qt_office.quiet)
    ways: list[Link] = []
    qt_office.going.connect(ways.append)
    press(tab, work_orders.enter)
    press(tab, complaints.register)
    about = {"person": sample.owner, "unit": sample.unit}
    assert ways == [Link("work_orders", new=about), Link("complaints", new={**about, "channel": "visit"})]
    drafted = office.ask(complaints.draft, ways[-1].new)
    assert (drafted.person_id, drafted.unit_id, drafted.channel) == (sample.owner, sample.unit, "visit")


def test_a_meetings_page_notes_answers_and_who_came(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample, press: Callable[..., Button]
) -> None:
    guests = (GuestForm(sample.owner), GuestForm(None, "Mr Hale", "hale@example.org"))
    id = put_series(office, "FREQ=DAILY;COUNT=2", 0, 10, staff=(sample.clerk,), guests=guests)
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    tab.view.board.focus_entry(1)
    key(tab, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: tab.detail.page is not None)
    page = tab.detail.page
    assert page is not None
    ticks = {tick.accessibleName(): tick for tick in page.findChildren(QCheckBox)}
    assert set(ticks) == {"Li Na came", "王芳 came", "Mr Hale came"}
    ticks["Mr Hale came"].click()
    qtbot.waitUntil(lambda: months(office)[1].id != id)
    own = months(office)[1].id
    assert [one.attended for one in office.ask(calendar.sheet, own).guests] == [None, True]
    qtbot.waitUntil(lambda: tab.detail.page is not page)
    settle(tab, qtbot)
    assert tab.detail.page is not None
    press(tab.detail.page, calendar.all_came)
    qtbot.waitUntil(lambda: all(one.attended for one in office.ask(calendar.sheet, own).staff))
    settle(tab, qtbot)


def test_the_keyboard_goes_through_the_form_as_the_eye_does(tab: CalendarTab) -> None:
    tab.open_new({"title": "Talk", "kind": "meeting", "starts": at(7, 8), "ends": at(7, 9)})
    first = form_of(tab).form.slots["title"].editor.focusProxy()
    passed, widget = [], first
    while widget is not None and (not passed or widget is not first):
        if widget.isVisible() and widget.isEnabled() and widget.focusPolicy() & Qt.FocusPolicy.TabFocus:
            passed.append(widget.accessibleName())
        widget = widget.nextInFocusChain()
    wanted = [
        "Title", "Kind", "Starts", "Ends", "Repetition", "Staff", "All staff", "Find a common time", "Place", "Room",
        "Person", "Unit", "Add: Guests", "Work order", "Complaint", "Reminder", "Notes", "Cancel",
    ]  # fmt: skip
    assert [name for name in passed if name in wanted] == wanted
    tab.detail.drop_form()


def test_rooms_have_a_page_of_their_own(
    show: Callable[[type[Tab]], Tab], qtbot: QtBot, office: Office, press: Callable[..., Button]
) -> None:
    office.do(rooms.add, RoomForm("Hall"))
    page = show(RoomsTab)
    qtbot.waitUntil(lambda: page.detail.page is not None)
    press(page, rooms.change)
    qtbot.waitUntil(lambda: page.detail.form is not None)
    assert page.detail.form is not None
    page.detail.form.form.slots["name"].editor.line.setText("Great hall")
    page.detail.form.save()
    qtbot.waitUntil(lambda: [one.text for one in office.ask(rooms.choices)] == ["Great hall"])
    qtbot.waitUntil(lambda: page.detail.form is None and page.office._under_way == 0)
    press(page, rooms.archive)
    qtbot.waitUntil(lambda: office.ask(rooms.choices) == [])
    id = office.do(rooms.add, RoomForm("Stairwell")).result
    page.reload()
    assert page.list is not None
    qtbot.waitUntil(lambda: page.list is not None and list(page.list.model.ids) == [id])
    page.list.select(id)
    qtbot.keyClick(page.list.table, Qt.Key.Key_Delete)
    qtbot.waitUntil(lambda: office.ask(rooms.choices) == [])
