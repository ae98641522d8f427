"""A ruler measures as the working calendar does, whatever lies before it or after."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta

from fmcrm_desktop.model.working_ruler import ruler_of
from fmcrm_desktop.model.working_time import Hours, WorkingCalendar

DAY = 24 * 3600
START = int(datetime(2026, 1, 1, tzinfo=UTC).timestamp())


def test_any_two_moments_are_as_far_apart_as_the_calendar_says() -> None:
    open_hours = (Hours.read("08:30-12:00"), Hours.read("13:30-18:00"))
    calendar = WorkingCalendar(zone="Asia/Shanghai", week=(*(open_hours,) * 6, ()))
    ruler = ruler_of(calendar, START, START + 60 * DAY)
    assert ruler_of(calendar, START, START + 60 * DAY) is ruler
    chance = random.Random(5)
    for _ in range(300):
        since, until = sorted(START + chance.randrange(0, 60 * DAY) for _ in range(2))
        spans = calendar.spans(*(datetime.fromtimestamp(each, UTC) for each in (since, until)))
        worked = sum((b - a for a, b in spans), timedelta())
        assert ruler.minutes(since, until) == worked.total_seconds() / 60
        assert ruler.minutes(until, since) == 0
    # a move that came in from elsewhere may lie years before the order
    assert ruler.at(START - 400 * DAY) == ruler.at(START - 1) == 0
