"""Working time against a count of every minute's wall clock, and its laws by property tests."""

# ruff: noqa: DTZ001 - hypothesis wants naive bounds
from __future__ import annotations

import cProfile
import pickle
import pstats
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.working_time import Holiday, Hours, LineKind, MakeUp, OwnTime, Part, WorkingCalendar

OFFICE = (Hours.read("08:30-12:00"), Hours.read("13:30-17:30"))
NIGHT = (Hours.read("22:00-06:00"),)
CLOSED: tuple[Hours, ...] = ()
WEEK = (OFFICE,) * 5 + (CLOSED,) * 2
BERLIN = "Europe/Berlin"


def at(text: str, zone: str = "UTC") -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def counted(calendar: WorkingCalendar, start: datetime, end: datetime) -> int:
    """The oracle: look at every minute's wall clock."""
    zone, minutes = ZoneInfo(calendar.zone), 0
    while start < end:
        local = start.astimezone(zone)
        minute = local.hour * 60 + local.minute
        own, before = local.date(), local.date() - timedelta(1)
        minutes += any(s <= minute < e for s, e in _hours(calendar, own)) or any(
            s <= minute + 1440 < e for s, e in _hours(calendar, before)
        )
        start += timedelta(minutes=1)
    return minutes


def _hours(calendar: WorkingCalendar, day: date) -> list[tuple[int, int]]:
    for make_up in calendar.make_ups:
        if make_up.day == day:
            return list(make_up.hours)
    hours = [(s, e) for s, e in calendar.week[day.weekday()]]
    for holiday in calendar.holidays:
        if holiday.day == day:
            keep = {Part.WHOLE: (0, 0), Part.MORNING: (720, 9999), Part.AFTERNOON: (0, 720)}[holiday.part]
            hours = [(max(s, keep[0]), min(e, keep[1])) for s, e in hours]
    return hours


SPANS = ["00:00-24:00", "00:00-06:00", "08:30-12:00", "09:15-17:45", "13:30-17:30", "22:00-06:00"]


@st.composite
def calendars(draw: st.DrawFn) -> WorkingCalendar:
    def hours() -> tuple[Hours, ...]:
        found: list[Hours] = []
        for each in draw(st.lists(st.sampled_from([Hours.read(s) for s in SPANS]), max_size=3)):
            if all(each.end <= other.start or each.start >= other.end for other in found):
                found.append(each)
        return tuple(found)

    zone = draw(st.sampled_from([BERLIN, "Asia/Shanghai", "America/New_York", "Australia/Lord_Howe", "UTC"]))
    days = st.dates(date(2026, 1, 1), date(2027, 1, 10))
    holidays = [
        Holiday(day, "free", draw(st.sampled_from(list(Part))))
        for day in draw(st.lists(days, max_size=12, unique=True))
    ]
    make_ups = [MakeUp(day, OFFICE) for day in draw(st.lists(days, max_size=3, unique=True))]
    try:
        week = tuple(hours() for _ in range(7))
        return WorkingCalendar(zone, week, tuple(holidays), tuple(make_ups))
    except Invalid:
        return WorkingCalendar(zone, (NIGHT,) * 5 + (CLOSED,) * 2, tuple(holidays), tuple(make_ups))


moments = st.datetimes(datetime(2025, 12, 20), datetime(2027, 1, 20), timezones=st.just(UTC))
whole = moments.map(lambda each: each.replace(second=0, microsecond=0))
edges = st.sampled_from(["2026-03-27", "2026-10-23", "2026-12-29", "2026-03-06", "2026-04-03"]).map(at)


@given(calendars(), st.one_of(whole, edges), st.integers(0, 6 * 1440))
@settings(max_examples=60, deadline=None)
def test_between_counts_the_same_as_looking_at_every_minute(
    calendar: WorkingCalendar, start: datetime, length: int
) -> None:
    end = start + timedelta(minutes=length)
    assert calendar.between(start, end) == counted(calendar, start, end)


@given(calendars(), st.one_of(whole, moments), st.integers(-20_000, 20_000))
@settings(max_examples=150, deadline=None)
def test_after_is_the_inverse_of_between(calendar: WorkingCalendar, start: datetime, minutes: int) -> None:
    due = calendar.after(start, minutes)
    assert calendar.left(start, due) == minutes
    # The first such moment: right before it there is less, whatever the seconds of the start.
    if minutes > 0:
        assert calendar.between(start, due - timedelta(microseconds=1)) < minutes


@given(calendars(), st.lists(moments, min_size=3, max_size=3))
@settings(max_examples=150, deadline=None)
def test_between_is_additive_and_never_negative(calendar: WorkingCalendar, three: list[datetime]) -> None:
    a, b, c = sorted(three)
    assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
    assert calendar.between(c, a) == 0
    assert calendar.left(c, a) == -calendar.between(a, c)


@given(calendars(), moments, moments, st.integers(0, 9000), st.integers(1, 500))
@settings(max_examples=150, deadline=None)
def test_after_is_monotone_in_start_and_in_minutes(
    calendar: WorkingCalendar, one: datetime, two: datetime, minutes: int, more: int
) -> None:
    early, late = sorted((one, two))
    assert calendar.after(early, minutes) <= calendar.after(late, minutes)
    assert calendar.after(early, minutes) < calendar.after(early, minutes + more)
    assert calendar.after(calendar.after(early, minutes), more) == calendar.after(early, minutes + more)


@given(calendars(), moments, st.integers(1, 9000), st.lists(st.tuples(moments, moments), max_size=4))
@settings(max_examples=150, deadline=None)
def test_pauses_take_nothing_from_the_minutes_and_the_explanation_adds_up(
    calendar: WorkingCalendar, start: datetime, minutes: int, pauses: list[tuple[datetime, datetime]]
) -> None:
    due = calendar.after(start, minutes, pauses)
    assert calendar.between(start, due, pauses) == minutes
    # Pauses end within a minute, too, and those before the start decide of which the start is.
    assert due > calendar.after(start, minutes) - timedelta(minutes=1)
    lines = calendar.explain(start, minutes, pauses)
    assert (lines[0].begin, lines[-1].end, lines[-1].minutes) == (start, due, minutes)
    kinds = (LineKind.HOURS, LineKind.MAKE_UP)
    gained = sum((line.end - line.begin for line in lines if line.kind in kinds), timedelta())
    paused = [line for line in lines if line.kind is LineKind.PAUSE]
    lost = sum((b - a for line in paused for a, b in calendar.spans(line.begin, line.end)), timedelta())
    assert timedelta(minutes=minutes - 1) < gained - lost <= timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("start", "minutes", "due"),
    [
        ("2026-11-20 16:30", 60, "2026-11-20 17:30"),  # Friday, exactly at closing
        ("2026-11-20 16:30:40", 60, "2026-11-20 17:30"),  # and not twenty seconds of it on Monday
        ("2026-11-20 12:00:59", -210, "2026-11-20 08:30"),
        ("2026-11-20 16:30", 61, "2026-11-23 08:31"),  # over the weekend
        ("2026-11-21 10:00", 30, "2026-11-23 09:00"),  # from a Saturday
        ("2026-12-24 17:00", 60, "2026-12-28 09:00"),  # over Christmas Day
        ("2026-12-31 17:00", 60, "2027-01-04 09:00"),  # over the year's end
        ("2026-03-27 17:00", 60, "2026-03-30 09:00"),  # over the spring change
        ("2026-10-23 17:00", 60, "2026-10-26 09:00"),  # over the autumn change
    ],
)
def test_a_due_time_falls_where_a_clerk_would_say(start: str, minutes: int, due: str) -> None:
    days_off = (Holiday(date(2026, 12, 25), "Christmas Day"), Holiday(date(2027, 1, 1), "New Year"))
    calendar = WorkingCalendar(BERLIN, WEEK, days_off)
    assert calendar.after(at(start, BERLIN), minutes) == at(due, BERLIN)


def test_a_night_watch_is_an_hour_shorter_in_spring_and_longer_in_autumn() -> None:
    calendar = WorkingCalendar(BERLIN, (NIGHT,) * 7)
    for day, hours in (("2026-03-28", 7), ("2026-10-24", 9), ("2026-11-20", 8)):
        start = at(f"{day} 20:00", BERLIN)
        assert calendar.between(start, start + timedelta(hours=14)) == hours * 60


def test_a_make_up_saturday_is_worked_and_named() -> None:
    make_up = MakeUp(date(2026, 10, 10), OFFICE, "National Day")
    calendar = WorkingCalendar("Asia/Shanghai", WEEK, (), (make_up,))
    lines = calendar.explain(at("2026-10-09 17:00", "Asia/Shanghai"), 60)
    assert [(line.kind, line.minutes) for line in lines] == [
        (LineKind.START, 0),
        (LineKind.HOURS, 30),
        (LineKind.MAKE_UP, 30),
        (LineKind.DUE, 60),
    ]
    assert lines[2].name == "National Day"


def test_the_explanation_names_the_holiday_and_the_pause() -> None:
    calendar = WorkingCalendar("UTC", WEEK, (Holiday(date(2026, 11, 24), "Foundation Day"),))
    pauses = [(at("2026-11-23 09:00"), at("2026-11-23 12:00"))]
    lines = calendar.explain(at("2026-11-23 08:30"), 300, pauses)
    assert [(line.kind, line.minutes) for line in lines] == [
        (LineKind.START, 0),
        (LineKind.HOURS, 210),
        (LineKind.PAUSE, 180),
        (LineKind.HOURS, 240),
        (LineKind.HOLIDAY, 0),
        (LineKind.HOURS, 30),
        (LineKind.DUE, 300),
    ]
    assert lines[-1].end == at("2026-11-25 09:00")


def test_the_account_of_a_moment_somebody_named_ends_with_it_whenever_it_is() -> None:
    calendar = WorkingCalendar("UTC", WEEK)
    start, named = at("2026-11-20 16:30"), at("2026-11-21 10:00")  # a Saturday
    lines = calendar.account(start, named)
    assert [(line.kind, line.minutes) for line in lines] == [
        (LineKind.START, 0), (LineKind.HOURS, 60), (LineKind.DUE, 60),
    ]  # fmt: skip
    assert lines[-1].end == named
    backward = calendar.account(named, start)
    assert [line.minutes for line in backward] == [0, 0]


def test_an_absence_is_a_line_of_somebodys_own_account() -> None:
    own = OwnTime((), ((date(2026, 11, 24), date(2026, 11, 24)),))
    lines = WorkingCalendar("UTC", WEEK, own=own).explain(at("2026-11-23 16:30"), 120)
    assert [line.kind for line in lines] == [
        LineKind.START, LineKind.HOURS, LineKind.AWAY, LineKind.HOURS, LineKind.DUE,
    ]  # fmt: skip
    assert lines[-1].end == at("2026-11-25 09:30")


def test_half_a_holiday_leaves_the_other_half() -> None:
    morning_off = WorkingCalendar("UTC", WEEK, (Holiday(date(2026, 11, 24), part=Part.MORNING),))
    afternoon_off = WorkingCalendar("UTC", WEEK, (Holiday(date(2026, 11, 24), part=Part.AFTERNOON),))
    day = at("2026-11-24 00:00"), at("2026-11-25 00:00")
    assert (morning_off.between(*day), afternoon_off.between(*day)) == (240, 210)


def test_a_calendar_that_could_never_come_to_an_end_is_refused_when_it_is_made() -> None:
    for week in ((CLOSED,) * 7, (OFFICE,) * 5):
        with pytest.raises(Invalid, match="at least one day"):
            WorkingCalendar("UTC", week)
    with pytest.raises(Invalid, match="not a time zone"):
        WorkingCalendar("Mars/Base", WEEK)
    with pytest.raises(Invalid, match="overlap"):
        WorkingCalendar("UTC", ((Hours.read("00:00-07:00"),),) + (CLOSED,) * 5 + (NIGHT,))
    with pytest.raises(Invalid, match="is not a span"):
        Hours.read("nine to five")
    with pytest.raises(Invalid, match="is not a span"):
        WorkingCalendar("UTC", ((Hours(500, 400),),) + (CLOSED,) * 6)


def test_weeks_without_any_hours_are_stepped_over() -> None:
    shut = tuple(Holiday(date(2026, 7, 1) + timedelta(day), "works holiday") for day in range(31))
    calendar = WorkingCalendar(BERLIN, WEEK, shut)
    assert calendar.after(at("2026-06-30 17:30", BERLIN), 1) == at("2026-08-03 08:31", BERLIN)
    assert calendar.after(at("2026-08-03 08:30", BERLIN), -1) == at("2026-06-30 17:29", BERLIN)


def test_ten_years_take_a_few_steps_a_day_even_the_first_time() -> None:
    """Steps and not seconds, since machines differ: minute by minute it would be millions. The calendar is new; what
    weeks of its zone have a daylight change is known."""
    calendar = WorkingCalendar(BERLIN, WEEK)
    counted = cProfile.Profile()
    counted.enable()
    calendar.between(at("2021-01-01 00:00"), at("2031-01-01 00:00"))
    counted.disable()
    assert 0 < pstats.Stats(counted).total_calls < 4 * 3_652


def test_a_calendar_travels_to_another_process_and_counts_the_same() -> None:
    calendar = WorkingCalendar(BERLIN, WEEK, (Holiday(date(2026, 12, 25), "Christmas Day"),))
    copy = pickle.loads(pickle.dumps(calendar))  # noqa: S301
    assert copy == calendar
    start = at("2026-12-24 12:00")
    assert copy.after(start, 5000) == calendar.after(start, 5000)
