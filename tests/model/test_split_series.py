"""A series split, shifted and begun, where no office is needed: clocks that change, days put in, rules of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from fmcrm_desktop.model.recurrence import ONCE, Repeat
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.series import Times

NEW_YORK = ZoneInfo("America/New_York")
NINE = datetime.fromisoformat("2026-10-26T09:00")
"""A Monday in the week before the clocks go back."""


def weekly(rule: str = "FREQ=WEEKLY", **more: object) -> Times:
    starts = NINE.replace(tzinfo=NEW_YORK).astimezone(UTC)
    return replace(Times(NEW_YORK, starts, starts + timedelta(hours=1), rule=rule), **more)  # type: ignore[arg-type]


def listed(times: Times, days: int = 60) -> list[datetime]:
    repeat = Repeat(times.rule, times.first, times.zone, frozenset(times.without), frozenset(times.extra))
    return repeat.starts(NINE - timedelta(30), NINE + timedelta(days))


def test_nine_stays_nine_when_the_clocks_change() -> None:
    later = weekly().at(NINE + timedelta(7))
    assert later.first == NINE + timedelta(7) and later.ends is not None and later.starts is not None
    assert later.starts - weekly().starts == timedelta(days=7, hours=1)  # type: ignore[operator]
    assert later.ends - later.starts == timedelta(hours=1)
    rest = weekly().from_then(NINE + timedelta(7))
    assert rest.first == NINE + timedelta(7)
    wish = Times(NEW_YORK, *_hours(NINE + timedelta(days=7, hours=2)), rule="FREQ=WEEKLY")
    moved = weekly().shifted(later, wish)
    assert moved.first == NINE + timedelta(hours=2)


def _hours(start: datetime) -> tuple[datetime, datetime]:
    starts = start.replace(tzinfo=NEW_YORK).astimezone(UTC)
    return starts, starts + timedelta(hours=1)


@pytest.mark.parametrize(
    "rule", ["FREQ=WEEKLY", "FREQ=WEEKLY;COUNT=3", "FREQ=DAILY;INTERVAL=5;UNTIL=20261215T045959Z", ONCE]
)
def test_both_halves_of_a_series_are_the_whole_of_it(rule: str) -> None:
    extra = (NINE + timedelta(days=1, hours=3), NINE + timedelta(days=40))
    whole = weekly(rule, extra=extra, without=(NINE + timedelta(7),))
    for at in listed(whole)[1:]:
        before, rest = whole.until_before(at), whole.from_then(at)
        assert listed(before) == [each for each in listed(whole) if each < at], at
        assert listed(rest) == [each for each in listed(whole) if each >= at], at


@pytest.mark.parametrize("rule", ["FREQ=DAILY;BYHOUR=9,15", "FREQ=WEEKLY\nEXRULE:FREQ=MONTHLY"])
def test_a_rule_of_its_own_is_not_cut_or_shifted(rule: str) -> None:
    own = weekly(rule)
    with pytest.raises(Refusal):
        own.until_before(NINE + timedelta(7))
    with pytest.raises(Refusal):
        own.from_then(NINE + timedelta(7))
    shown = own.at(NINE)
    with pytest.raises(Refusal):
        own.shifted(shown, replace(shown.at(NINE + timedelta(hours=1)), rule=rule))
    assert own.shifted(shown, replace(shown, rule=rule)).rule == rule


def test_whole_days_become_hours_and_back() -> None:
    days = Times(NEW_YORK, from_day=NINE.date(), until_day=NINE.date(), rule="FREQ=WEEKLY;UNTIL=20261123")
    days = replace(days, without=(datetime.fromisoformat("2026-11-09"),))
    shown = days.at(datetime.fromisoformat("2026-11-02"))
    timed = days.shifted(shown, Times(NEW_YORK, *_hours(NINE + timedelta(7)), rule=days.rule))
    assert [each.date() for each in listed(timed)] == [
        date(2026, 10, 26), date(2026, 11, 2), date(2026, 11, 16), date(2026, 11, 23),
    ]  # fmt: skip
    wish = Times(NEW_YORK, from_day=NINE.date(), until_day=NINE.date(), rule=timed.rule)
    back = timed.shifted(timed.at(timed.first), wish)
    assert [each.date() for each in listed(back)] == [each.date() for each in listed(timed)]
