"""From moments to places and back, over daylight changes, and where a drag puts an entry."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.words import Words
from fmcrm_desktop.services.calendar_entries import Entry
from fmcrm_desktop.ui.kit.layout import DAY, Item, bars
from fmcrm_desktop.ui.tabs.calendar.placing import STEP, Place, Sheet, Stretch, dragged, item_of
from fmcrm_desktop.ui.tabs.calendar.span import Shown

BERLIN = ZoneInfo("Europe/Berlin")
TODAY = date(2026, 3, 27).toordinal()


def entry(starts: datetime | None = None, ends: datetime | None = None, *days: date) -> Entry:
    first, last = days or (None, None)
    return Entry("event", 1, 1, "meeting", "", starts, ends, first, last, "", False, "", "", "", None, None)


def timed(start: str, end: str) -> Item:
    moments = (datetime.fromisoformat(each).replace(tzinfo=BERLIN).astimezone(UTC) for each in (start, end))
    return item_of(entry(*moments), BERLIN, 0)


places = st.builds(Place, st.integers(TODAY - 3, TODAY + 3), st.integers(0, 95).map(lambda n: n * STEP))
stretches = st.builds(lambda place, length: Stretch(place.day * DAY + place.minute, 0)._replace(
    end=place.day * DAY + place.minute + length * STEP), places, st.integers(1, 300))  # fmt: skip


def test_an_entry_lies_where_the_wall_clock_says() -> None:
    day = date(2026, 3, 29).toordinal()
    assert timed("2026-03-29 09:00", "2026-03-29 10:30") == Item(0, day, day, 540, 630)
    assert timed("2026-03-28 22:00", "2026-03-29 00:00") == Item(0, day - 1, day - 1, 1320, DAY)
    assert timed("2026-03-28 22:00", "2026-03-29 06:00") == Item(0, day - 1, day, 1320, 360)
    whole = item_of(entry(None, None, date(2026, 3, 28), date(2026, 3, 29)), BERLIN, 0)
    assert whole == Item(0, day - 1, day) and whole.is_long


def test_in_the_hour_that_comes_twice_an_entry_still_has_a_height() -> None:
    start = datetime(2026, 10, 25, 0, 45, tzinfo=UTC)  # 02:45 the first time
    item = item_of(entry(start, start + timedelta(minutes=30)), BERLIN, 0)  # until 02:15 the second time
    assert item.first == item.last and item.begin < item.end


@given(stretches)
@settings(deadline=None)
def test_what_is_kept_comes_back_to_the_same_place(stretch: Stretch) -> None:
    skipped = date(2026, 3, 29).toordinal() * DAY + 120
    assume(not any(skipped <= minute < skipped + 60 for minute in (stretch.start, stretch.end)))
    assert Stretch.of(item_of(entry(*stretch.span(BERLIN)), BERLIN, 0)) == stretch  # type: ignore[arg-type]


@given(stretches, places, places)
@settings(deadline=None)
def test_moving_keeps_the_length_and_resizing_keeps_the_other_end(
    before: Stretch, grab: Place, at: Place
) -> None:
    moved = dragged(before, grab, at)
    assert moved.end - moved.start == before.end - before.start
    assert moved.start - before.start == (at.day - grab.day) * DAY + at.minute - grab.minute
    later = dragged(before, grab, at, "end")
    earlier = dragged(before, grab, at, "start")
    assert later.start == before.start and later.end >= later.start + STEP
    assert earlier.end == before.end and earlier.start <= earlier.end - STEP


def test_between_the_hours_and_the_whole_days_an_entry_becomes_the_other() -> None:
    hour = Stretch(TODAY * DAY + 540, TODAY * DAY + 600)
    whole = dragged(hour, Place(TODAY, 540), Place(TODAY + 1))
    assert whole == Stretch((TODAY + 1) * DAY, (TODAY + 2) * DAY, True)
    assert dragged(whole, Place(TODAY + 1), Place(TODAY, 600)) == Stretch(
        TODAY * DAY + 600, TODAY * DAY + 660
    )
    longer = dragged(whole, Place(TODAY + 1), Place(TODAY + 3), "end")
    assert longer.span(BERLIN) == (date(2026, 3, 28), date(2026, 3, 30))
    assert dragged(longer, Place(TODAY + 1), Place(TODAY + 9), "start").end == longer.end


def test_a_dragged_stretch_may_begin_at_either_end() -> None:
    one, other = Place(TODAY, 600), Place(TODAY, 540)
    assert (
        Stretch.between(one, other)
        == Stretch.between(other, one)
        == Stretch(TODAY * DAY + 540, TODAY * DAY + 600)
    )
    assert Stretch.between(one, one).end - Stretch.between(one, one).start == 30
    assert Stretch.between(Place(TODAY), other).whole


def test_the_focused_record_is_found_again_in_a_new_sheet() -> None:
    start = datetime(2026, 3, 27, 8, tzinfo=UTC)
    weekly = [entry(start + timedelta(7 * n), start + timedelta(7 * n, hours=1)) for n in range(3)]
    sheet = Sheet.of(weekly, BERLIN)
    assert sheet.key_of(weekly[1]) == 1
    assert sheet.key_of(weekly[1]._replace(starts=start + timedelta(1))) == 0
    assert sheet.key_of(weekly[1]._replace(table="visit")) is None


@pytest.mark.parametrize(
    ("mode", "window", "later", "english", "chinese"),
    [
        ("day", ("2026-01-31", 1), "2026-02-01", "Sat 31 Jan 2026", "周六 2026年1月31日"),
        ("week", ("2026-01-26", 7), "2026-02-07", "26 Jan – 1 Feb 2026", "2026年1月26日–2月1日"),
        ("month", ("2025-12-29", 35), "2026-02-28", "January 2026", "2026年1月"),
    ],
)
def test_the_days_shown_have_a_name_and_neighbours(
    mode: str, window: tuple[str, int], later: str, english: str, chinese: str
) -> None:
    shown = Shown(mode, date(2026, 1, 31))
    assert shown.window == (date.fromisoformat(window[0]).toordinal(), window[1])
    assert shown.step(1).day == date.fromisoformat(later)
    assert shown.title(Words("en")) == english
    assert shown.title(Words("zh_CN")) == chinese


def test_an_appointment_is_not_pushed_out_of_a_full_cell_by_what_is_due_that_day() -> None:
    day = date(2026, 3, 2)
    due = [entry(None, None, day, day)._replace(id=n, table="action", kind="action") for n in range(1, 9)]
    nine = datetime(2026, 3, 2, 8, tzinfo=UTC)
    sheet = Sheet.of([*due, entry(nine, nine + timedelta(hours=1))], BERLIN)
    row = bars(sheet.items, day.toordinal(), 7, 3, only_long=False)
    assert [bar.key for bar in row.bars if bar.row == 0] == [8] and len(row.hidden[0]) == 7
