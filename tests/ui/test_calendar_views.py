"""What all views share: zoom, the week's beginning, changed clocks, overlaps, days off, and every entry spoken."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QLocale, QPoint, QPointF, QSize, Qt
from PySide6.QtGui import QAccessible, QWheelEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from fmcrm_desktop.model.office_hours import Holiday, Hours, MakeUp, Part
from fmcrm_desktop.model.words import Words
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services import calendar
from fmcrm_desktop.services.calendar import EventForm
from fmcrm_desktop.services.calendar_entries import Entry, marked
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.ui.kit import memory
from fmcrm_desktop.ui.kit.tab import Tab
from fmcrm_desktop.ui.tabs.calendar import CalendarTab
from fmcrm_desktop.ui.tabs.calendar.free_days import free_days
from fmcrm_desktop.ui.tabs.calendar.look import conflict_words
from fmcrm_desktop.ui.tabs.calendar.people import People
from fmcrm_desktop.ui.tabs.calendar.placing import Sheet, Stretch, overlapping
from fmcrm_desktop.ui.tabs.calendar.span import DAY, MONTH, TEAM, TEAM_WEEK, WEEK, Shown
from fmcrm_desktop.ui.tabs.calendar.team_plan import TeamPlan
from fmcrm_desktop.ui.tabs.calendar.team_week_plan import TeamWeekPlan
from fmcrm_desktop.ui.tabs.calendar.view import first_weekday
from fmcrm_desktop.ui.tabs.calendar.week_plan import clock_change
from tests.sample import Sample
from tests.ui.calendar_hand import CONTROL, MONDAY, at, key, opened, put, settle, titles

BERLIN = ZoneInfo("Europe/Berlin")
START = datetime(2026, 11, 16, tzinfo=UTC)


@pytest.fixture
def tab(show: Callable[[type[Tab]], Tab], qtbot: QtBot) -> CalendarTab:
    return opened(show, qtbot)


@st.composite
def entries(draw: st.DrawFn) -> list[Entry]:
    found = []
    for id in range(draw(st.integers(0, 25))):
        begins = START + timedelta(minutes=15 * draw(st.integers(-40, 120)))
        ends = begins + timedelta(minutes=15 * draw(st.integers(1, 120)))
        day = begins.date() if draw(st.integers(0, 5)) == 0 else None
        times = (None, None, day, day) if day else (begins, ends, None, None)
        staff = tuple(draw(st.sets(st.integers(1, 3), max_size=3)))
        kind = draw(st.sampled_from(["meeting", "leave", "task"]))
        names = ("",) * len(staff)
        found.append(
            Entry("event", id, 1, kind, "", *times, "", False, "", "", "", None, None, False, staff, names)
        )
    return marked(found, UTC)


def shown_to(people: People, sheet: Sheet) -> set[tuple[int, int]]:
    """Entry and person of everything that falls on the Monday, by plain comparison."""
    day = MONDAY.toordinal()
    return {
        (item.key, who)
        for item in sheet.items
        if item.first <= day <= item.last
        for who in sheet.entries[item.key].staff or (0,)
        if who in people.ids
    }


@given(entries(), st.permutations([0, 1, 2, 3]), st.integers(0, 3), st.integers(0, 2000))
@settings(max_examples=150, deadline=None)
def test_every_person_has_what_is_theirs_within_their_column(
    found: list[Entry], order: list[int], left_out: int, width: int
) -> None:
    ids = tuple(order[left_out:])
    plan = TeamPlan(UTC, MONDAY.toordinal())
    plan.people = People(ids, ("",) * len(ids), ("grey",) * len(ids))
    plan.sheet = Sheet.of(found, UTC)
    plan.arrange(QSize(width, 600))
    told = {(box.key, ids[box.day]) for box in plan.lanes.boxes}
    told |= {(key, ids[more.day]) for more in plan.lanes.mores for key in more.keys}
    told |= {(bar.key, ids[bar.first]) for bar in plan.bars.bars}
    told |= {(key, ids[column]) for column, keys in enumerate(plan.bars.hidden) for key in keys}
    assert told == shown_to(plan.people, plan.sheet)
    for box in plan.lanes.boxes:
        rect = plan.box_rect(box)
        assert plan.x(box.day) <= rect.left() and rect.right() <= plan.x(box.day + 1)
        middle = rect.center().toPoint()
        if rect.width() > 8 and middle.y() >= plan.top:
            assert plan.hit(middle).place.who == ids[box.day]
    for one in plan.lanes.boxes:
        for other in plan.lanes.boxes:
            if one != other:
                assert not plan.box_rect(one).intersects(plan.box_rect(other))


@given(entries(), st.permutations([0, 1, 2, 3]))
@settings(max_examples=100, deadline=None)
def test_rows_of_the_teams_week_lie_below_each_other_and_hold_their_bars(
    found: list[Entry], order: list[int]
) -> None:
    plan = TeamWeekPlan(UTC, MONDAY.toordinal())
    plan.people = People(tuple(order), ("",) * 4, ("grey",) * 4)
    plan.sheet = Sheet.of(found, UTC)
    plan.arrange(QSize(900, 500))
    for row, laid in enumerate(plan.rows):
        assert plan.y(row) < plan.y(row + 1)
        seen = {bar.key for bar in laid.bars} | {key for keys in laid.hidden for key in keys}
        until = MONDAY.toordinal() + 6
        assert seen == {
            item.key
            for item in plan.sheet.items
            if item.first <= until and item.last >= MONDAY.toordinal()
            if order[row] in (plan.sheet.entries[item.key].staff or (0,))
        }
        rects = [plan.bar_rect(row, bar.first, bar.last, bar.row) for bar in laid.bars]
        for rect in rects:
            assert plan.y(row) <= rect.top() and rect.bottom() <= plan.y(row + 1)
            hit = plan.hit(rect.center().toPoint())
            assert hit.place.who == order[row]
        assert not any(a.intersects(b) for n, a in enumerate(rects) for b in rects[:n])


@given(entries())
@settings(max_examples=200, deadline=None)
def test_of_each_conflict_the_later_entry_overlaps(found: list[Entry]) -> None:
    wanted = set()
    for number, one in enumerate(found):
        for other in found:
            (a, b), (c, d) = one.span(UTC), other.span(UTC)
            rival = other.clash and one.clash and set(one.staff) & set(other.staff) and one is not other
            if rival and c <= a < d and ((c, d) < (a, b) or found.index(other) < number and (c, d) == (a, b)):
                wanted.add(number)
    assert overlapping(found, UTC) == wanted


@pytest.mark.parametrize(
    ("day", "zone", "told"),
    [
        (date(2026, 3, 29), BERLIN, (120, 60)),
        (date(2026, 10, 25), BERLIN, (120, -60)),
        (date(2026, 3, 30), BERLIN, (0, 0)),
        (date(2026, 11, 16), ZoneInfo("Asia/Shanghai"), (0, 0)),
        (date(2026, 10, 4), ZoneInfo("Australia/Lord_Howe"), (120, 30)),
    ],
)
def test_days_of_23_and_25_hours_are_known(day: date, zone: ZoneInfo, told: tuple[int, int]) -> None:
    assert clock_change(day, zone) == told


@given(st.integers(0, 23 * 4), st.integers(1, 16))
@settings(deadline=None)
def test_what_is_put_on_a_day_of_23_hours_never_ends_before_it_begins(quarter: int, length: int) -> None:
    start = date(2026, 3, 29).toordinal() * 1440 + quarter * 15
    begins, ends = Stretch(start, start + length * 15).span(BERLIN)
    assert begins < ends


@pytest.mark.parametrize(
    ("begins", "first", "days"), [(0, "2026-10-26", 42), (6, "2026-11-01", 35), (5, "2026-10-31", 35)]
)
def test_weeks_begin_on_the_day_that_is_chosen(begins: int, first: str, days: int) -> None:
    month = Shown(MONTH, date(2026, 11, 18), begins)
    assert month.window == (date.fromisoformat(first).toordinal(), days)
    for mode in (WEEK, TEAM_WEEK):
        start, seven = Shown(mode, date(2026, 11, 18), begins).window
        assert date.fromordinal(start).weekday() == begins and seven == 7


def test_without_a_choice_the_computers_locale_says_where_a_week_begins(tab: CalendarTab) -> None:
    tab.view.week_begins("")
    assert first_weekday() == QLocale.system().firstDayOfWeek().value - 1
    menu = tab.view.choices.made()
    weeks = next(each.menu() for each in menu.actions() if each.menu() is not None)
    next(each for each in weeks.actions() if each.text() == "Sunday").trigger()
    assert first_weekday() == 6 and date.fromordinal(tab.view.span.window[0]) == date(2026, 11, 15)
    assert tab.side.mini._days.begins == 6
    tab.view.week_begins("")
    assert date.fromordinal(tab.view.span.window[0]).weekday() == first_weekday()


def test_hours_grow_and_shrink_by_key_and_wheel_and_are_remembered(
    tab: CalendarTab, show: Callable[[type[Tab]], Tab]
) -> None:
    board = tab.view.week
    before, top = board.plan.hour, board.verticalScrollBar().value()
    key(tab, Qt.Key.Key_Plus, CONTROL)
    assert board.plan.hour > before and tab.view.team.plan.hour == board.plan.hour
    assert board.verticalScrollBar().value() / board.plan.hour == pytest.approx(top / before, abs=0.05)
    wheel = QWheelEvent(
        QPointF(200, 200), QPointF(200, 200), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton, CONTROL,
        Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(board.viewport(), wheel)
    QApplication.sendEvent(board.viewport(), wheel)
    smaller = board.plan.hour
    assert smaller < before
    again = show(CalendarTab)
    assert isinstance(again, CalendarTab) and again.view.week.plan.hour == smaller
    key(tab, Qt.Key.Key_0)
    assert board.plan.hour == before


def test_digits_turn_to_the_five_views(tab: CalendarTab) -> None:
    modes = []
    for which in (Qt.Key.Key_1, Qt.Key.Key_3, Qt.Key.Key_4, Qt.Key.Key_4, Qt.Key.Key_5, Qt.Key.Key_2):
        key(tab, which)
        modes.append(tab.view.span.mode)
        assert tab.view.board.hasFocus()
    assert modes == [DAY, MONTH, TEAM, TEAM_WEEK, "agenda", WEEK]
    memory.put("calendar/team", TEAM)


def test_every_entry_of_every_view_is_spoken_by_its_name_and_place(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Committee call", 0, 9, 1, sample.clerk)
    put(office, "Lift", 0, 14, 1, sample.plumber)
    for mode in (WEEK, DAY, MONTH, TEAM, TEAM_WEEK, "agenda"):
        tab.view.go(Shown(mode, MONDAY))
        settle(tab, qtbot)
        qtbot.waitUntil(lambda: len(titles(tab)) == 2)
        board = tab.view.board
        spoken = QAccessible.queryAccessibleInterface(board)
        items = [spoken.child(n) for n in range(spoken.childCount())]
        names = [item.text(QAccessible.Text.Name) for item in items]
        assert names == [
            "Committee call, 16 Nov 09:00–10:00, Li Na",
            "Lift, 16 Nov 14:00–15:00, Gao Jun",
        ]
        board.focus_entry(1)
        board.setFocus()
        assert items[1].state().focused and not items[0].state().focused
        assert spoken.focusChild().text(QAccessible.Text.Name) == names[1]
        middle = items[1].rect().center()
        assert spoken.childAt(middle.x(), middle.y()).text(QAccessible.Text.Name) == names[1]


def test_holidays_half_ones_and_make_up_days_stand_on_their_days() -> None:
    hours = WorkingCalendar(
        "UTC",
        ((Hours(9 * 60, 17 * 60),),) * 5 + ((), ()),
        (Holiday(date(2026, 11, 18), "Founding day", Part.WHOLE), Holiday(date(2026, 11, 20), "Eve", Part.AFTERNOON)),
        (MakeUp(date(2026, 11, 21), (Hours(9 * 60, 12 * 60),)),),
    )  # fmt: skip
    told = free_days(hours, Shown(WEEK, MONDAY), Words("en"))
    assert [(entry.from_day, entry.title) for entry in told] == [
        (date(2026, 11, 18), "Founding day"),
        (date(2026, 11, 20), "Eve, afternoon"),
        (date(2026, 11, 21), "Make-up working day"),
    ]
    assert free_days(hours, Shown(WEEK, MONDAY + timedelta(7)), Words("en")) == []


@pytest.mark.parametrize(
    ("count", "mode", "said"),
    [
        (1, WEEK, "1 conflict this week"),
        (3, TEAM_WEEK, "3 conflicts this week"),
        (2, MONTH, "2 conflicts on these days"),
    ],
)
def test_conflicts_are_counted_in_words(count: int, mode: str, said: str) -> None:
    assert conflict_words(count, mode, Words("en")) == said


def test_the_status_line_counts_conflicts_once_for_each_pair(
    tab: CalendarTab, qtbot: QtBot, office: Office, sample: Sample
) -> None:
    put(office, "Lift", 1, 9, 2, sample.plumber)
    form = EventForm("Roof", starts=at(1, 10), ends=at(1, 11), staff=(sample.plumber,), overrule="short")
    office.do(calendar.add, form)
    qtbot.waitUntil(lambda: tab.counted == "Entries: 2 · 1 conflict this week")
    sheet = tab.view.board.plan.sheet
    assert [sheet.entries[key].title for key in sheet.overlapping] == ["Roof"]
