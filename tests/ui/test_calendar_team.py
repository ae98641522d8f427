"""The team's calendar in a real window: people side by side, handed over by mouse and by keyboard."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox
from pytestqt.qtbot import QtBot

from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit import theme
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.qt_office import QtOffice
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.placing import Place
from fmcrm_desktop.ui.tabs.calendar.span import TEAM, TEAM_WEEK, Shown
from tests.sample import Sample
from tests.ui.calendar_hand import (
    ALT,
    CONTROL,
    MONDAY,
    at,
    drag,
    focused,
    hold,
    kept,
    key,
    opened,
    put,
    settle,
    titles,
)


@pytest.fixture
def tab(show: Callable[[type[Tab]], Tab], qtbot: QtBot, sample: Sample) -> CalendarTab:
    """Monday of the team, Li Na, Gao Jun and the others in columns."""
    tab = opened(show, qtbot)
    tab.view.go(Shown(TEAM, MONDAY))
    settle(tab, qtbot)
    tab.view.team.setFocus()
    return tab


def spot(tab: CalendarTab, who: int, minute: int) -> QPoint:
    plan = tab.view.team.plan
    return QPoint(int(plan.x(plan.people.ids.index(who)) + plan.column / 3), int(plan.y(minute)) + 2)


def test_everybody_has_a_column_and_an_entry_stands_with_each_of_its_people(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Drill", 0, 9, 1, sample.clerk, sample.plumber)
    put(office, "For all", 0, 11)
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    plan = tab.view.team.plan
    where = {(plan.sheet.entries[box.key].title, plan.people.names[box.day]) for box in plan.lanes.boxes}
    assert where == {("Drill", "Li Na"), ("Drill", "Gao Jun"), ("For all", "The whole office")}
    for left, right in zip(range(plan.columns), range(1, plan.columns), strict=False):
        assert plan.x(left) + plan.column == pytest.approx(plan.x(right))


def test_drawn_to_another_column_an_entry_is_handed_over_and_undo_gives_it_back(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample, qt_office: QtOffice
) -> None:
    put(office, "Lift", 0, 10, 1, sample.plumber)
    qtbot.waitUntil(lambda: titles(tab) == ["Lift"])
    board = tab.view.team
    with qtbot.waitSignal(qt_office.said) as said:
        drag(board, spot(tab, sample.plumber, 615), spot(tab, sample.clerk, 675))
    assert said.args[0] == "Lift handed to Li Na"
    assert (kept(office)[0].staff, kept(office)[0].starts) == ((sample.clerk,), at(0, 11))
    settle(tab, qtbot)
    qt_office.undo(said.args[1])
    qtbot.waitUntil(lambda: kept(office)[0].staff == (sample.plumber,))
    assert kept(office)[0].starts == at(0, 10)


def test_alt_and_arrows_hand_over_by_keyboard(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample, qt_office: QtOffice
) -> None:
    put(office, "Lift", 0, 10, 1, sample.plumber)
    qtbot.waitUntil(lambda: titles(tab) == ["Lift"])
    key(tab, Qt.Key.Key_Down, CONTROL)
    board, ids = tab.view.team, tab.view.team.plan.people.ids
    assert focused(tab) == "Lift" and board.spot.who == sample.plumber
    steps = ids.index(sample.clerk) - ids.index(sample.plumber)
    for _ in range(abs(steps)):
        hold(tab, Qt.Key.Key_Right if steps > 0 else Qt.Key.Key_Left, ALT)
    assert board.accessibleDescription() == "Li Na, Mon 16 Nov 10:00–11:00"
    with qtbot.waitSignal(qt_office.said):
        key(tab, Qt.Key.Key_Return)
    assert (kept(office)[0].staff, kept(office)[0].starts) == ((sample.clerk,), at(0, 10))


def test_a_clash_made_by_handing_over_asks_for_a_reason(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Lift", 0, 10, 1, sample.plumber)
    put(office, "Meeting", 0, 10, 1, sample.clerk)
    qtbot.waitUntil(lambda: len(titles(tab)) == 2)
    drag(tab.view.team, spot(tab, sample.plumber, 615), spot(tab, sample.clerk, 615))
    qtbot.waitUntil(lambda: tab.handing.dialog is not None)
    dialog = tab.handing.dialog
    assert dialog is not None and "Li Na is already at “Meeting”" in dialog.page.setup.note
    dialog.page.form.slots["reason"].editor.line.setText("She has the keys")
    dialog.page.save()
    qtbot.waitUntil(lambda: all(entry.staff == (sample.clerk,) for entry in kept(office)))


def test_a_new_entry_is_for_the_person_in_whose_column_it_was_drawn(tab: CalendarTab, sample: Sample) -> None:
    drag(tab.view.team, spot(tab, sample.plumber, 600), spot(tab, sample.plumber, 690))
    page = tab.detail.form
    assert page is not None
    form = page.form.value()
    assert (form.staff, form.starts, form.ends) == ((sample.plumber,), at(0, 10), at(0, 11.5))


def test_in_the_teams_week_days_and_people_change_by_mouse_and_keyboard(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample, qt_office: QtOffice
) -> None:
    put(office, "Lift", 0, 10, 1, sample.plumber)
    key(tab, Qt.Key.Key_4)
    assert tab.view.span.mode == TEAM_WEEK
    settle(tab, qtbot)
    qtbot.waitUntil(lambda: titles(tab) == ["Lift"])
    board = tab.view.team_week
    start = board.plan.rects(0)[0].center().toPoint()
    row = board.plan.people.ids.index(sample.clerk)
    with qtbot.waitSignal(qt_office.said):
        drag(board, start, board.plan.cell(row, 2).center().toPoint())
    assert (kept(office)[0].staff, kept(office)[0].starts) == ((sample.clerk,), at(2, 10))
    settle(tab, qtbot)
    board.focus_entry(0)
    assert board.spot == Place(MONDAY.toordinal() + 2, -1, sample.clerk)
    hold(tab, Qt.Key.Key_Right, ALT)
    with qtbot.waitSignal(qt_office.said):
        QTest.keyRelease(board, Qt.Key.Key_Alt)
    assert (kept(office)[0].staff, kept(office)[0].starts) == ((sample.clerk,), at(3, 10))
    key(tab, Qt.Key.Key_4)
    assert tab.view.span.mode == TEAM


def test_who_is_not_ticked_has_no_column(tab: CalendarTab, qtbot: QtBot, sample: Sample) -> None:
    ticks = {tick.text(): tick for tick in tab.side.findChildren(QCheckBox)}
    ticks["Gao Jun (plumbing)"].click()
    assert sample.plumber not in tab.view.team.plan.people.ids
    assert sample.plumber not in tab.view.team_week.plan.people.ids
    ticks["Gao Jun (plumbing)"].click()
    assert sample.plumber in tab.view.team.plan.people.ids


def test_leave_shades_the_persons_day_and_stands_above_it(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    form = EventForm(
        "Leave", "leave", whole_day=True, from_day=MONDAY, until_day=date(2026, 11, 17), staff=(sample.clerk,)
    )
    office.do(calendar.add, form)
    qtbot.waitUntil(lambda: titles(tab) == ["Leave"])
    plan = tab.view.team.plan
    column = plan.people.ids.index(sample.clerk)
    assert (column, 0, 24 * 60) in plan.shut and [bar.first for bar in plan.bars.bars] == [column]
    other = plan.people.ids.index(sample.plumber)
    assert (other, 0, 24 * 60) not in plan.shut
    image: QImage = tab.view.team.viewport().grab().toImage()
    noon = int(plan.y(10 * 60 + 10))
    assert image.pixelColor(int(plan.x(column) + 10), noon) == theme.colour("window")
    assert image.pixelColor(int(plan.x(other) + 10), noon) == theme.colour("card")


def test_many_people_are_scrolled_sideways_and_the_keyboard_takes_one_along(
    tab: CalendarTab, qtbot: QtBot
) -> None:
    board = tab.view.team
    board.resize(360, board.height())
    bar = board.horizontalScrollBar()
    assert bar.maximum() > 0 and bar.value() == 0
    for _ in range(board.plan.columns):
        key(tab, Qt.Key.Key_Right)
    assert bar.value() == bar.maximum() and board.spot.who == board.plan.people.ids[-1]
