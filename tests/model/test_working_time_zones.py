"""The laws of working time in zones of every kind, beside a clock that is read each minute and never goes back."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.working_time import (
    Holiday,
    Hours,
    MakeUp,
    OwnTime,
    Part,
    Shift,
    WorkingCalendar,
)

ZONES = (
    "UTC", "Europe/Berlin", "Europe/London", "Europe/Dublin", "Europe/Lisbon", "Africa/Cairo", "Africa/Casablanca",
    "Asia/Beirut", "Asia/Gaza", "Asia/Tehran", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Shanghai", "Asia/Pyongyang",
    "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham", "Pacific/Apia",
    "Pacific/Kiritimati", "Pacific/Marquesas", "America/New_York", "America/St_Johns", "America/Havana",
    "America/Asuncion", "America/Santiago", "America/Sao_Paulo", "Antarctica/Troll",
)  # fmt: skip
SPANS = (
    "00:00-24:00", "00:00-06:00", "00:30-01:30", "01:45-02:15", "02:30-03:15", "08:30-12:00", "13:30-17:30",
    "22:00-06:00", "23:30-00:30",
)  # fmt: skip
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
laws = settings(
    phases=[Phase.explicit, Phase.generate],  # a failure is told at once: shrinking calendars takes minutes
    max_examples=8,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@lru_cache
def changes(zone: str) -> tuple[datetime, ...]:
    """The days on which a zone's clock was changed, 2010 to 2027, and the year ends and leap days between."""
    found = [datetime(year, 12, 31, tzinfo=UTC) for year in range(2010, 2027)]
    found += [datetime(year, 2, 29, tzinfo=UTC) for year in (2012, 2016, 2020, 2024)]
    day = datetime(2010, 1, 1, tzinfo=UTC)
    while day.year < 2028:
        if day.astimezone(ZoneInfo(zone)).utcoffset() != (day + DAY).astimezone(ZoneInfo(zone)).utcoffset():
            found += [day] * 3  # more often than the others
        day += DAY
    return tuple(found)


@st.composite
def weeks(draw: st.DrawFn) -> tuple[tuple[Hours, ...], ...]:
    def day() -> tuple[Hours, ...]:
        found: list[Hours] = []
        for each in draw(st.lists(st.sampled_from([Hours.read(span) for span in SPANS]), max_size=3)):
            if all(each.end <= other.start or each.start >= other.end for other in found):
                found.append(each)
        return tuple(found)

    week = tuple(day() for _ in range(7))
    try:
        return WorkingCalendar("UTC", week).week
    except Invalid:  # nothing at all, or a night that runs into the next morning's hours
        return (week[0] or (Hours(510, 1050),),) + ((),) * 6


@st.composite
def cases(draw: st.DrawFn, zone: str) -> tuple[WorkingCalendar, datetime, datetime, datetime]:
    """A calendar with days off and make-up days about an edge of its zone, and three moments about it in order."""
    edge = draw(st.sampled_from(changes(zone)))
    days = st.integers(-3, 4).map(lambda n: edge.date() + timedelta(n))
    holidays = [
        Holiday(day, "free", draw(st.sampled_from(list(Part))))
        for day in draw(st.lists(days, max_size=2, unique=True))
    ]
    made = [
        MakeUp(day, draw(weeks().map(lambda week: next(filter(None, week)))))
        for day in draw(st.lists(days, max_size=1))
    ]
    own = OwnTime()
    if draw(st.booleans()):
        shifts = [
            Shift(day, draw(st.sampled_from([None, day, day + 2 * DAY])), draw(weeks()))
            for day in draw(st.lists(days, max_size=2, unique=True))
        ]
        off = [(day, day + draw(st.integers(0, 1)) * DAY) for day in draw(st.lists(days, max_size=1))]
        begins = draw(st.lists(st.integers(-3 * 1440, 3 * 1440), max_size=2))
        away = [(edge + n * MINUTE, edge + (n + draw(st.integers(1, 900))) * MINUTE) for n in begins]
        own = OwnTime(tuple(shifts), tuple(off), tuple(away))
    calendar = WorkingCalendar(zone, draw(weeks()), tuple(holidays), tuple(made), own)
    three = sorted(draw(st.lists(st.integers(-2 * 1440, 4 * 1440), min_size=3, max_size=3)))
    return calendar, *(edge + n * MINUTE for n in three)  # type: ignore[return-value]


def worked_minutes(calendar: WorkingCalendar, start: datetime, end: datetime) -> list[datetime]:
    """The oracle: every minute at which a clock that is never put back stands within the hours of some day."""
    zone, found = ZoneInfo(calendar.zone), []
    moment, clock = start - 2 * DAY, datetime.min
    hours: dict[date, list[tuple[datetime, datetime]]] = {}
    while moment < end:
        clock = max(clock, moment.astimezone(zone).replace(tzinfo=None))
        if moment >= start:
            for day in (clock.date(), clock.date() - DAY):
                if day not in hours:
                    midnight = datetime.combine(day, time())
                    hours[day] = [
                        (midnight + s * MINUTE, midnight + e * MINUTE) for s, e in hours_on(calendar, day)
                    ]
            spans = hours[clock.date()] + hours[clock.date() - DAY]
            away = any(begin <= moment < over for begin, over in calendar.own.stretches)
            if not away and any(begin <= clock < over for begin, over in spans):
                found.append(moment)
        moment += MINUTE
    return found


def hours_on(calendar: WorkingCalendar, day: date) -> list[tuple[int, int]]:
    if any(first <= day <= last for first, last in calendar.own.days):
        return []
    for made in calendar.make_ups:
        if made.day == day:
            return [tuple(span) for span in made.hours]
    week = calendar.week
    for shift in sorted(calendar.own.shifts, key=lambda each: each.from_day):
        if shift.from_day <= day <= (shift.until_day or date.max):
            week = shift.week
    off = {each.day: each.part for each in calendar.holidays}.get(day)
    keep = {None: (0, 9999), Part.WHOLE: (0, 0), Part.MORNING: (720, 9999), Part.AFTERNOON: (0, 720)}[off]
    return [(max(s, keep[0]), min(e, keep[1])) for s, e in week[day.weekday()]]


@pytest.mark.parametrize("zone", ZONES)
def test_between_and_spans_count_what_the_clock_counts(zone: str) -> None:
    @given(cases(zone))
    @laws
    def law(case: tuple[WorkingCalendar, datetime, datetime, datetime]) -> None:
        calendar, start, _, end = case
        minutes = worked_minutes(calendar, start, end)
        assert calendar.between(start, end) == len(minutes)
        spans = calendar.spans(start, end)
        assert sum((over - begin for begin, over in spans), timedelta()) == len(minutes) * MINUTE
        assert all(any(begin <= minute < over for begin, over in spans) for minute in minutes)

    law()


@pytest.mark.parametrize("zone", ZONES)
def test_after_is_inverse_to_between_and_finds_the_first_such_moment(zone: str) -> None:
    @given(cases(zone), st.data())
    @laws
    def law(case: tuple[WorkingCalendar, datetime, datetime, datetime], data: st.DataObject) -> None:
        calendar, start, _, end = case
        minutes = worked_minutes(calendar, start, end)
        if minutes:
            n = data.draw(st.integers(1, len(minutes)))
            assert calendar.after(start, n) == minutes[n - 1] + MINUTE
            assert calendar.after(end, -n) == minutes[-n]
            assert calendar.between(start, calendar.after(start, n)) == n

    law()


@pytest.mark.parametrize("zone", ZONES)
def test_between_is_additive_and_after_is_monotone(zone: str) -> None:
    @given(cases(zone), st.integers(0, 3000), st.integers(1, 600))
    @laws
    def law(case: tuple[WorkingCalendar, datetime, datetime, datetime], minutes: int, more: int) -> None:
        calendar, a, b, c = case
        assert calendar.between(a, b) + calendar.between(b, c) == calendar.between(a, c)
        assert calendar.between(a, b) <= calendar.between(a, c)
        assert calendar.after(a, minutes) <= calendar.after(b, minutes)
        assert calendar.after(a, minutes) < calendar.after(a, minutes + more)
        assert calendar.after(calendar.after(a, minutes), more) == calendar.after(a, minutes + more)

    law()


def test_the_day_that_apia_left_out_is_not_worked_nor_are_its_hours_worked_the_day_after() -> None:
    week = ((Hours.read("08:30-12:00"),),) * 5 + ((), ())
    apia = ZoneInfo("Pacific/Apia")
    calendar = WorkingCalendar("Pacific/Apia", week)  # Friday 30 December 2011 never was
    thursday, saturday = datetime(2011, 12, 29, tzinfo=apia), datetime(2011, 12, 31, tzinfo=apia)
    assert calendar.between(thursday, saturday) == 210
    assert calendar.between(saturday, saturday + DAY) == 0
    assert calendar.after(thursday, 211) == datetime(2012, 1, 2, 8, 31, tzinfo=apia)


def test_a_span_begun_in_the_skipped_hour_begins_when_that_is_over() -> None:
    calendar = WorkingCalendar("Europe/Berlin", ((Hours.read("02:30-04:00"),),) * 7)
    begin = datetime(2026, 3, 29, 1, 0, tzinfo=UTC)  # 02:00 becomes 03:00
    assert calendar.spans(begin - 2 * timedelta(hours=1), begin + DAY / 2) == [
        (begin, begin + timedelta(hours=1))
    ]


def test_an_old_shift_leads_no_search_astray():
    """Of one week an hour, of the other forty: from an anchor years away the guess would be centuries off."""
    long = ((Hours.read("08:00-16:00"),),) * 5 + ((),) * 2
    short = ((Hours.read("08:00-08:10"),),) + ((),) * 6
    for week, own in ((short, long), (long, short)):
        calendar = WorkingCalendar("UTC", week, own=OwnTime((Shift(date(2010, 1, 4), None, own),)))
        start = datetime(2012, 3, 5, 8, tzinfo=UTC)
        assert calendar.after(start, 5) == start + 5 * MINUTE
        assert calendar.after(start + 5 * MINUTE, -5) == start
        assert calendar.after(datetime(2009, 3, 2, 8, tzinfo=UTC), 5) == datetime(
            2009, 3, 2, 8, 5, tzinfo=UTC
        )
