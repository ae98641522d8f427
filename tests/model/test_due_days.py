"""When preventive work is due, against dateutil and against counting day by day."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from dateutil import rrule
from hypothesis import given
from hypothesis import strategies as st

from fmcrm_desktop.model import due_days
from fmcrm_desktop.model.due_days import Calendar, Reading

ZONE = ZoneInfo("Asia/Shanghai")
DAY = timedelta(1)
START = date(2026, 1, 1)
FREQUENCIES = {
    "DAILY": rrule.DAILY,
    "WEEKLY": rrule.WEEKLY,
    "MONTHLY": rrule.MONTHLY,
    "YEARLY": rrule.YEARLY,
}
days = st.dates(date(2025, 1, 1), date(2027, 12, 31))


def every_day(_day: date) -> bool:
    return True


@given(
    st.sampled_from(sorted(FREQUENCIES)), st.integers(1, 5), days, days, st.integers(0, 500), st.none() | days
)
def test_by_the_calendar_is_what_dateutil_says(
    every: str, step: int, from_day: date, first: date, length: int, until: date | None
) -> None:
    last = first + timedelta(length)
    it = Calendar(f"FREQ={every};INTERVAL={step}", from_day, until)
    found = due_days.by_calendar(it, (first, last), ZONE, every_day)
    start = datetime.combine(from_day, datetime.min.time())
    rule = rrule.rrule(FREQUENCIES[every], interval=step, dtstart=start, until=start + timedelta(366 * 6))
    end = min(last, until) if until is not None else last
    wanted = [each.date() for each in rule if first <= each.date() <= end]
    assert found == [(day, day) for day in wanted]


@given(
    st.sampled_from(("skip", "before", "after")), days, st.integers(1, 200), st.sets(days, max_size=40),
    st.integers(1, 9),
)  # fmt: skip
def test_days_off_are_left_out_or_moved_as_counted_by_hand(
    way: str, first: date, length: int, off: set[date], step: int
) -> None:
    def works(day: date) -> bool:
        return day.weekday() < 5 and day not in off

    last = first + timedelta(length)
    it = Calendar(f"FREQ=DAILY;INTERVAL={step}", first, None, way)
    found = due_days.by_calendar(it, (first, last), ZONE, works)
    assert all(works(real) for _planned, real in found), "nobody works on a day off"
    assert len({real for _planned, real in found}) == len(found), "two on one day are one"
    wanted = set()
    for n in range(0, length + 40, step):
        real = first + timedelta(n)
        while not works(real) and way != "skip":
            real += -DAY if way == "before" else DAY
        if works(real) and first <= real <= last:
            wanted.add(real)
    assert {real for _planned, real in found} == wanted
    assert all((planned - first).days % step == 0 for planned, _real in found)


def test_without_a_rule_it_is_due_once() -> None:
    it = Calendar("", date(2026, 5, 4))
    window = (date(2026, 1, 1), date(2027, 1, 1))
    assert due_days.by_calendar(it, window, ZONE, every_day) == [(date(2026, 5, 4), date(2026, 5, 4))]


steps = st.lists(st.tuples(st.integers(0, 40), st.integers(0, 5_000), st.booleans()), min_size=1, max_size=15)


def readings_of(walk: list[tuple[int, int, bool]]) -> tuple[list[Reading], list[int]]:
    """Readings along a walk of (days on, run on, counter exchanged), and how far it had really run at each."""
    found: list[Reading] = []
    truth: list[int] = []
    day, shown, ran = START, 1_000, 0
    for days_on, run_on, exchanged in walk:
        day += timedelta(days_on)
        if found and exchanged:
            shown = 7
        elif found:
            shown, ran = shown + run_on, ran + run_on
        found.append(Reading(day, shown, bool(found) and exchanged))
        truth.append(ran)
    return found, truth


@given(steps)
def test_a_counter_that_was_exchanged_loses_nothing(walk: list[tuple[int, int, bool]]) -> None:
    readings, truth = readings_of(walk)
    assert due_days.run(readings) == truth


@given(steps, st.integers(1, 20_000), st.none() | st.integers(0, 400))
def test_by_the_counter_it_is_due_when_it_has_run_so_far(
    walk: list[tuple[int, int, bool]], every: int, done: int | None
) -> None:
    readings, truth = readings_of(walk)
    since = START + timedelta(done) if done is not None else None
    base = 0
    for reading, ran in zip(readings, truth, strict=True):
        if since is not None and reading.day <= since:
            base = ran
    found = due_days.by_counter(readings, since, every)
    shown = [reading.day for reading, ran in zip(readings, truth, strict=True) if ran >= base + every]
    if shown:
        assert found == shown[0], "the reading itself shows it"
        return
    last = list(zip(readings, truth, strict=True))[-due_days.TREND :]
    gone, took = last[-1][1] - last[0][1], (last[-1][0].day - last[0][0].day).days
    if not gone or not took:
        assert found is None, "without a pace nobody can say"
        return
    ahead = 0
    while truth[-1] * took + gone * ahead < (base + every) * took:
        ahead += 1
        if ahead > due_days.FARTHEST.days:
            assert found is None
            return
    assert found == readings[-1].day + timedelta(ahead)


def test_from_the_last_completion() -> None:
    first = date(2026, 3, 1)
    assert due_days.after(None, 30, first) == first
    assert due_days.after(date(2026, 4, 10), 30, first) == date(2026, 5, 10)
    assert due_days.after(date(2026, 1, 1), 30, first) == first
