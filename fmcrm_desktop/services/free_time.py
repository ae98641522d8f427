"""Free time: the first hours at which some people and a room are all free, in working hours."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from fmcrm_desktop.services.busy import Line, Span, Wanted, common, merged, taken, without
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.calendar_of_staff import working_calendars
from fmcrm_desktop.store.work import Work

AHEAD = timedelta(days=14)
"""How far ahead free time is looked for."""
QUARTER = timedelta(minutes=15)
HALF_HOUR = timedelta(minutes=30)
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)


def first(
    work: Work, wanted: Wanted, length: timedelta, since: datetime, but: tuple[str, int] | None = None
) -> list[Span]:
    """The first time in each stretch of the next two weeks at which all are free for so long, on the quarter
    hour, in everybody's working hours."""
    until = since + AHEAD
    free = without(_worked(work, wanted, since, until), _held(work, wanted, since, until, but))
    found = []
    for start, end in free:
        begin = _rounded(start)
        if begin + length <= end:
            found.append((begin, begin + length))
    return found


def instead(
    work: Work, spans: list[Span], wanted: Wanted, but: tuple[str, int] | None = None, days: int = 1
) -> Span | None:
    """Where the first of these spans could be put instead: one alone at the next free time, a series at another
    time of the same day, or else of the days after it (so many ``days`` in all), at which all its times are free."""
    start, end = spans[0]
    if len(spans) == 1:
        return next(iter(first(work, wanted, end - start, max(start, work.now), but)), None)
    day = start.astimezone(work.zone).replace(hour=0, minute=0, second=0, microsecond=0)
    until = spans[-1][1] + timedelta(days)
    line = Line(_held(work, wanted, spans[0][0] - timedelta(1), until, but))
    for later in range(days):
        morning, night = ((day + timedelta(each)).astimezone(UTC) for each in (later, later + 1))
        tries = _every_half_hour(_worked(work, wanted, morning, night), end - start)
        for begin in sorted(tries, key=lambda begin: (begin < start, begin)):
            by = begin - start
            if by and not any(line.met_by(one + by, other + by) for one, other in spans):
                return begin, begin + (end - start)
    return None


def _worked(work: Work, wanted: Wanted, start: datetime, end: datetime) -> list[Span]:
    # who has nothing of their own shares one calendar with the others
    calendars = {id(each): each for each in working_calendars(work, wanted.staff).values()}
    free: list[Span] | None = None
    for each in calendars.values() or (working_calendar(work),):
        spans = each.spans(start, end)
        free = spans if free is None else common(free, spans)
    return free or []


def _held(
    work: Work, wanted: Wanted, start: datetime, end: datetime, but: tuple[str, int] | None
) -> list[Span]:
    return merged(span for each in taken(work, wanted, (start, end), but) for span in each.spans)


def _rounded(moment: datetime) -> datetime:
    return moment + (_EPOCH - moment) % QUARTER


def _every_half_hour(spans: list[Span], length: timedelta) -> Iterator[datetime]:
    for start, end in spans:
        begin = _rounded(start)
        while begin + length <= end:
            yield begin
            begin += HALF_HOUR
