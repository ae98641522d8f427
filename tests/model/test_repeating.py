"""A repeat as the office says it and its rule: each made of the other, in words, and moved to another day."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from fmcrm_desktop import places
from fmcrm_desktop.model import repeating
from fmcrm_desktop.model.repeat_words import in_words
from fmcrm_desktop.model.repeating import Repeating
from fmcrm_desktop.model.words import Words

SHANGHAI = ZoneInfo("Asia/Shanghai")
DAYS = st.dates(date(2020, 1, 1), date(2040, 12, 28))
TUESDAY = date(2026, 11, 17)


@st.composite
def repeats(draw: st.DrawFn) -> Repeating:
    every = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"]))
    more: dict[str, object] = {"step": draw(st.integers(1, 12))}
    if every == "WEEKLY":
        more["days"] = tuple(sorted(draw(st.sets(st.integers(0, 6)))))
    if every == "MONTHLY":
        more["place"] = draw(st.sampled_from(["day", "last_day", "weekday", "last_working"]))
        if more["place"] == "day":
            more["number"] = draw(st.integers(0, 31))
        if more["place"] == "weekday":
            more |= {"nth": draw(st.sampled_from([1, 2, 3, 4, 5, -1])), "weekday": draw(st.integers(0, 6))}
    end = draw(st.sampled_from(["never", "on", "after"]))
    if end == "on":
        more["until"] = draw(DAYS)
    if end == "after":
        more["count"] = draw(st.integers(1, 500))
    return Repeating(every, **more)  # type: ignore[arg-type]


@given(repeats(), st.booleans(), st.sampled_from(["Asia/Shanghai", "America/New_York", "UTC"]))
def test_a_repeat_and_its_rule_are_each_made_of_the_other(it: Repeating, days: bool, name: str) -> None:
    zone = ZoneInfo(name)
    rule = repeating.write(it)
    assert repeating.read(rule, zone) == it and repeating.write(repeating.read(rule, zone) or it) == rule
    kept = repeating.fitted(rule, days, zone)
    assert repeating.read(kept, zone) == it and repeating.fitted(kept, days, zone) == kept
    assert repeating.fitted(kept, not days, zone) == repeating.fitted(rule, not days, zone)


@given(repeats())
def test_a_fitted_end_takes_the_whole_last_day_along(it: Repeating) -> None:
    if it.until is None:
        return
    stamp = repeating.parts_of(repeating.fitted(repeating.write(it), False, SHANGHAI))["UNTIL"]
    end = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    assert end == datetime.combine(it.until, time(23, 59, 59), SHANGHAI)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=8", "FREQ=MONTHLY;BYMONTHDAY=1,15", "FREQ=MONTHLY;BYMONTHDAY=-2",
        "FREQ=DAILY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=1MO,3MO", "FREQ=MONTHLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=1TU",
        "FREQ=MONTHLY;BYDAY=2TU;BYSETPOS=1", "FREQ=HOURLY", "FREQ=WEEKLY;BYHOUR=9", "FREQ=WEEKLY;INTERVAL=x",
        "FREQ=DAILY;COUNT=0", "FREQ=DAILY;UNTIL=soon", "COUNT=3", "FREQ=WEEKLY;COUNT=2;UNTIL=20270101", "nonsense",
    ],
)  # fmt: skip
def test_a_rule_the_form_has_no_words_for_is_none_and_is_shown_as_it_is(rule: str) -> None:
    assert repeating.read(rule) is None
    assert in_words(rule, TUESDAY, Words()) == f"by its own rule: {rule}"


def test_the_same_thing_said_in_other_ways_is_read() -> None:
    second_tuesday = Repeating("MONTHLY", place="weekday", nth=2, weekday=1)
    assert repeating.read("RRULE:freq=monthly;byday=TU;bysetpos=2") == second_tuesday
    last_working = Repeating("MONTHLY", place="last_working")
    assert repeating.read("FREQ=MONTHLY;BYSETPOS=-1;BYDAY=FR,TH,WE,TU,MO") == last_working
    assert repeating.read("FREQ=DAILY;UNTIL=20270301T155959Z", SHANGHAI) == Repeating(
        "DAILY", until=date(2027, 3, 1)
    )
    assert repeating.read("FREQ=DAILY;UNTIL=20270301T160000Z", SHANGHAI) == Repeating(
        "DAILY", until=date(2027, 3, 2)
    )


@pytest.mark.parametrize(
    ("rule", "english", "chinese"),
    [
        ("", "does not repeat", "不重复"),
        ("FREQ=DAILY", "every day", "每天"),
        ("FREQ=DAILY;INTERVAL=3;COUNT=5", "every 3 days, 5 times", "每3天，共5次"),
        ("FREQ=WEEKLY", "every Tuesday", "每周星期二"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU;UNTIL=20270301", "every second Tuesday until 1 Mar 2027",
         "每两周的星期二，至2027年3月1日"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH,FR", "every second week on Monday, Thursday and Friday",
         "每两周的星期一、星期四、星期五"),
        ("FREQ=WEEKLY;INTERVAL=4;BYDAY=MO", "every 4 weeks on Monday", "每4周的星期一"),
        ("FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "every day from Monday to Friday", "每周一至周五"),
        ("FREQ=MONTHLY", "on the 17th of every month", "每月17日"),
        ("FREQ=MONTHLY;BYMONTHDAY=1", "on the 1st of every month", "每月1日"),
        ("FREQ=MONTHLY;BYMONTHDAY=12", "on the 12th of every month", "每月12日"),
        ("FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=22", "on the 22nd of every second month", "每两个月的22日"),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1", "every 3 months on the last day", "每3个月的最后一天"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "on the last Friday of every month", "每月最后一个星期五"),
        ("FREQ=MONTHLY;BYDAY=3TU", "on the third Tuesday of every month", "每月第三个星期二"),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "on the last working day of every month",
         "每月最后一个工作日"),
        ("FREQ=YEARLY", "every year on 17 Nov", "每年11月17日"),
        ("FREQ=YEARLY;INTERVAL=5", "every 5 years on 17 Nov", "每5年的11月17日"),
    ],
)  # fmt: skip
def test_a_repeat_in_words(rule: str, english: str, chinese: str) -> None:
    assert in_words(rule, TUESDAY, Words("en", "Asia/Shanghai")) == english
    words = Words("zh_CN", "Asia/Shanghai", places.resources() / "locale")
    assert in_words(rule, TUESDAY, words) == chinese


@given(repeats(), DAYS, st.integers(-10, 10))
def test_a_repeat_by_days_or_weeks_moves_each_of_its_times_as_far(
    it: Repeating, start: date, days: int
) -> None:
    if it.every not in ("DAILY", "WEEKLY"):
        return
    first = datetime.combine(start, time())
    begin = next(iter(rrulestr(repeating.write(it), dtstart=first).xafter(first, 1, inc=True)), None)
    if begin is None:
        return
    rule = repeating.moved(repeating.write(it), begin.date(), begin.date() + timedelta(days), UTC)
    assert rule is not None
    before = list(rrulestr(repeating.write(it), dtstart=begin).xafter(begin, 20, inc=True))
    begin += timedelta(days)
    after = list(rrulestr(rule, dtstart=begin).xafter(begin, 20, inc=True))
    assert after == [each + timedelta(days) for each in before]


@pytest.mark.parametrize(
    ("rule", "before", "after", "wanted"),
    [
        ("FREQ=MONTHLY;BYDAY=2TU", "2026-11-10", "2026-11-18", "FREQ=MONTHLY;BYDAY=3WE"),
        ("FREQ=MONTHLY;BYDAY=-1FR", "2026-11-27", "2026-11-30", "FREQ=MONTHLY;BYDAY=-1MO"),
        ("FREQ=MONTHLY;BYDAY=4FR", "2026-11-27", "2026-11-28", "FREQ=MONTHLY;BYDAY=4SA"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30", "2026-12-31", "FREQ=MONTHLY;BYMONTHDAY=-1"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-11-30", "2026-11-29", "FREQ=MONTHLY;BYMONTHDAY=29"),
        ("FREQ=MONTHLY;BYMONTHDAY=17", "2026-11-17", "2026-11-19", "FREQ=MONTHLY;BYMONTHDAY=19"),
        ("FREQ=MONTHLY", "2026-11-17", "2026-11-19", "FREQ=MONTHLY"),
        ("FREQ=YEARLY;UNTIL=20301117", "2026-11-17", "2026-11-19", "FREQ=YEARLY;UNTIL=20301119"),
        ("FREQ=HOURLY", "2026-11-17", "2026-11-19", None),
        ("FREQ=HOURLY", "2026-11-17", "2026-11-17", "FREQ=HOURLY"),
    ],
)
def test_a_repeat_by_months_takes_the_place_of_the_new_day(
    rule: str, before: str, after: str, wanted: str | None
) -> None:
    assert repeating.moved(rule, date.fromisoformat(before), date.fromisoformat(after), UTC) == wanted


def test_a_series_that_is_ended_or_goes_on_counts_what_is_left() -> None:
    assert repeating.ended("FREQ=DAILY;COUNT=9", date(2027, 3, 1), True, UTC) == "FREQ=DAILY;UNTIL=20270301"
    assert (
        repeating.ended("FREQ=DAILY", date(2027, 3, 1), False, SHANGHAI)
        == "FREQ=DAILY;UNTIL=20270301T155959Z"
    )
    assert repeating.counted_on("FREQ=DAILY;COUNT=9", 4) == "FREQ=DAILY;COUNT=5"
    assert repeating.counted_on("FREQ=DAILY", 4) == "FREQ=DAILY"
