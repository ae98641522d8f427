"""Repeats in local time: over daylight changes, with ends in UTC, short months and starts left out."""

# ruff: noqa: DTZ001 - repeats are local and naive
from __future__ import annotations

from datetime import date, datetime, timedelta
from itertools import islice, takewhile
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.recurrence import Repeat
from fmcrm_desktop.model.refusal import Invalid

BERLIN = ZoneInfo("Europe/Berlin")


def repeat(rule: str, start: str = "2026-03-23 09:00", *without: str) -> Repeat:
    left_out = frozenset(datetime.fromisoformat(each) for each in without)
    return Repeat(rule, datetime.fromisoformat(start), BERLIN, left_out)


def days(found: list[datetime]) -> list[str]:
    return [f"{each:%m-%d %H:%M}" for each in found]


def test_a_nine_o_clock_meeting_stays_at_nine_over_a_daylight_change() -> None:
    found = repeat("FREQ=WEEKLY").starts(datetime(2026, 3, 1), datetime(2026, 4, 7))
    assert days(found) == ["03-23 09:00", "03-30 09:00", "04-06 09:00"]


def test_an_end_given_in_utc_is_read_on_the_offices_clock() -> None:
    found = repeat("FREQ=DAILY;UNTIL=20260325T080000Z").starts(datetime(2026, 3, 1), datetime(2027, 1, 1))
    assert days(found) == ["03-23 09:00", "03-24 09:00", "03-25 09:00"]


def test_the_thirty_first_skips_short_months_and_the_last_day_does_not() -> None:
    year = datetime(2026, 1, 1), datetime(2026, 7, 1)
    assert days(repeat("FREQ=MONTHLY", "2026-01-31 09:00").starts(*year)) == [
        "01-31 09:00", "03-31 09:00", "05-31 09:00",
    ]  # fmt: skip
    assert len(repeat("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31 09:00").starts(*year)) == 6


def test_a_start_left_out_does_not_appear_and_the_window_is_half_open() -> None:
    found = repeat("FREQ=DAILY;COUNT=4", "2026-03-23 09:00", "2026-03-24 09:00")
    within = found.starts(datetime(2026, 3, 23, 9), datetime(2026, 3, 26, 9))
    assert days(within) == ["03-23 09:00", "03-25 09:00"]
    assert found.starts(datetime(2026, 3, 26), datetime(2026, 3, 26)) == []


UNREADABLE = [
    "",
    "every Monday",
    "FREQ=SECONDLY",
    "FREQ=DAILY;INTERVAL=0",
    "FREQ=WEEKLY;BYDAY=XX",
    "FREQ=DAILY;COUNT=x",
]


@pytest.mark.parametrize("rule", UNREADABLE)
def test_a_rule_that_cannot_be_read_is_refused_with_a_sentence(rule: str) -> None:
    with pytest.raises(Invalid):
        repeat(rule).check()


PARTS = {
    "BYMONTH": st.lists(st.integers(1, 12), max_size=3, unique=True),
    "BYMONTHDAY": st.lists(st.integers(-28, 28).filter(bool), max_size=3, unique=True),
    "BYDAY": st.lists(st.sampled_from(("MO", "TU", "WE", "TH", "FR", "SA", "SU")), max_size=3, unique=True),
    "BYHOUR": st.lists(st.integers(0, 23), max_size=2, unique=True),
}


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_any_rule_starts_when_dateutil_says(data: st.DataObject) -> None:
    freq = data.draw(st.sampled_from(("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY")))
    said = {name: data.draw(values) for name, values in PARTS.items()}
    if freq in ("YEARLY", "MONTHLY") and said["BYDAY"] and not said["BYMONTHDAY"]:
        nth = data.draw(st.sampled_from(("", "1", "2", "-1")))
        said["BYDAY"] = [nth + day for day in said["BYDAY"]]
    rule = (
        f"FREQ={freq};INTERVAL={data.draw(st.integers(1, 4))};WKST={data.draw(st.sampled_from(('MO', 'SU')))}"
    )
    rule += "".join(f";{name}={','.join(map(str, values))}" for name, values in said.items() if values)
    rule += data.draw(st.sampled_from(("", ";COUNT=7", ";COUNT=61", ";UNTIL=20210301T090000")))
    start = datetime(2020, data.draw(st.integers(1, 12)), data.draw(st.integers(1, 28)), 9)
    since = start + timedelta(data.draw(st.integers(0, 400)))
    until = since + timedelta(60)
    try:
        read = rrulestr(rule, dtstart=start)
    except ValueError:  # every second hour from nine on never meets midnight: it does not read such a rule
        assert Repeat(rule, start, BERLIN).starts(since, until) == []
        return
    theirs = takewhile(lambda each: each < until, islice(read.xafter(since, inc=True), 3_000))
    assert Repeat(rule, start, BERLIN).starts(since, until) == list(theirs)


def test_a_rule_that_never_comes_true_or_counts_for_ever_answers_at_once() -> None:
    window = datetime(9998, 1, 1), datetime(9998, 3, 1)
    for rule in ("FREQ=MINUTELY;BYMONTH=2;BYMONTHDAY=30", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;COUNT=5"):
        assert repeat(rule).starts(*window) == []
    assert len(repeat("FREQ=DAILY;COUNT=1000000000").starts(*window)) == 59


@given(st.integers(1, 5), st.integers(0, 3000), st.integers(0, 120))
def test_daily_repeats_are_every_nth_day_in_the_window(every: int, ahead: int, length: int) -> None:
    start = datetime(2020, 1, 1, 9)
    since = start + timedelta(ahead)
    found = Repeat(f"FREQ=DAILY;INTERVAL={every}", start, BERLIN).starts(since, since + timedelta(length))
    wanted = [d for d in range(ahead, ahead + length) if d % every == 0]
    assert found == [start + timedelta(d) for d in wanted]


def test_a_month_is_the_offices_and_has_daylight_hours_in_it() -> None:
    march = Month.read("2026-03")
    begin, end = march.period(BERLIN)
    assert (begin.isoformat(), end.isoformat()) == ("2026-02-28T23:00:00+00:00", "2026-03-31T22:00:00+00:00")
    assert Month.of(begin, BERLIN) == march
    assert Month.of(begin - timedelta(microseconds=1), BERLIN) == march.plus(-1)
    assert str(march.plus(-3)) == "2025-12"
    assert (march.plus(-12), march.last) == (Month(2025, 3), date(2026, 3, 31))
    with pytest.raises(Invalid):
        Month.read("2026-13")
