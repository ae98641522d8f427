"""The line of working time: every moment has a position on it, counted in worked microseconds."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import accumulate
from typing import NamedTuple
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.office_hours import DAY, NOON, NOTHING_OWN, Holiday, Hours, MakeUp, OwnTime, Part
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_

MINUTE = 60_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_ANCHOR = date(2020, 1, 6)  # the Monday from which weeks are counted
_FARTHEST = 2_000  # weeks searched for a due time; nothing in an office is due in forty years

Span = tuple[int, int]  # a stretch in microseconds since 1970, UTC


class _Week(NamedTuple):
    """The worked stretches of one week cut at its ends, and the working time before each within the week."""

    spans: list[Span]
    before: list[int]


_Reached = Callable[[int], bool]


class WorkingLine:
    """Position (working microseconds since the anchor week) of every moment, and the moment of a position.

    Weeks without anything special count as one number, so ten years cost some 520 additions, remembered.
    The remembered numbers live in dicts that two threads may fill with the same values without harm.
    """

    def __init__(
        self,
        zone: ZoneInfo,
        week: Sequence[Sequence[Hours]],
        holidays: Iterable[Holiday],
        make_ups: Iterable[MakeUp],
        own: OwnTime = NOTHING_OWN,
    ) -> None:
        self.zone = zone
        self.week = week
        self.holidays = {each.day: each for each in holidays}
        self.make_ups = {each.day: each for each in make_ups}
        self.days_away = {
            begin + timedelta(more) for begin, end in own.days for more in range((end - begin).days + 1)
        }
        self._away = merged(own.stretches)
        self.away_on = self.days_away | {
            as_moment(begin).astimezone(zone).date() for begin, _end in self._away
        }
        """The days on which somebody is away, in part or whole."""
        self._shifts = [
            (each, _minutes_of(each.week) * MINUTE)
            for each in sorted(own.shifts, key=lambda each: each.from_day, reverse=True)
        ]
        self._usual = _minutes_of(week) * MINUTE
        self._special = _touched([*self.holidays, *self.make_ups, *self.days_away]) | self._own_weeks()
        self._sums: dict[int, int] = {0: 0}
        self._weeks: dict[int, _Week] = {}

    def _own_weeks(self) -> set[int]:
        """The weeks in which shifts begin or end, or somebody is away for hours."""
        found: set[int] = set()
        for shift, _usual in self._shifts:
            found.add(_week_of(shift.from_day))
            if shift.until_day is not None:
                found.add(_week_of(shift.until_day + timedelta(1)))
        for begin, end in self._away:
            found.update(range(self._number(begin), self._number(end) + 1))
        return found

    def position(self, at: int) -> int:
        """Working microseconds from the anchor week to the moment; negative before it."""
        number = self._number(at)
        week = self._spans_of(number)
        index = bisect_right(week.spans, (at, at)) - 1
        within = 0
        if index >= 0:
            begin, end = week.spans[index]
            within = week.before[index] + min(at, end) - begin
        return self._sum_before(number) + within

    def first(self, goal: int, near: int) -> int:
        """The earliest moment at this position, looked for from the week of the moment ``near``."""
        number = self._find(lambda n: self._sum_before(n + 1) >= goal, goal, near)
        week, rest = self._spans_of(number), goal - self._sum_before(number)
        index = bisect_left(week.before, rest) - 1
        return week.spans[index][0] + rest - week.before[index]

    def last(self, goal: int, near: int) -> int:
        """The latest moment at this position, looked for from the week of the moment ``near``."""
        number = self._find(lambda n: self._sum_before(n + 1) > goal, goal, near)
        week, rest = self._spans_of(number), goal - self._sum_before(number)
        index = bisect_right(week.before, rest) - 1
        return week.spans[index][0] + rest - week.before[index]

    def cut(self, start: int, end: int) -> list[Span]:
        """The worked stretches between two moments; one over the week's end comes in two."""
        found: list[Span] = []
        for number in range(self._number(start), self._number(end) + 1):
            for begin, stop in self._spans_of(number).spans:
                a, b = max(begin, start), min(stop, end)
                if a < b:
                    found.append((a, b))
        return found

    def _find(self, reached: _Reached, goal: int, near: int) -> int:
        """The first week for which ``reached`` holds, guessed by the week that holds near it and then walked to. Never
        guessed from the anchor: years of a shift that is longer or shorter would lead far astray."""
        here = self._number(near)
        usual = self._week_on(_monday(here))[1] or self._usual
        number = here + (goal - self._sum_before(here)) // usual
        if abs(number - here) > _FARTHEST * 10:
            raise Invalid(minutes=N_("This is too far away to be a due time."))
        while reached(number - 1):
            number -= 1
        limit = number + _FARTHEST
        while not reached(number):
            number += 1
            if number > limit:
                raise Invalid(minutes=N_("This is too far away to be a due time."))
        return number

    def _sum_before(self, number: int) -> int:
        """Working microseconds between the anchor week and the start of this week."""
        known = self._sums.get(number)
        if known is not None:
            return known
        step = 1 if number > 0 else -1
        near = number
        while near not in self._sums:
            near -= step
        while near != number:
            total = self._total(near) if step > 0 else -self._total(near - 1)
            self._sums[near + step] = self._sums[near] + total
            near += step
        return self._sums[number]

    def _total(self, number: int) -> int:
        if number not in self._special and _even(self.zone, number):
            return self._week_on(_monday(number))[1] if self._shifts else self._usual
        return sum(end - begin for begin, end in self._spans_of(number).spans)

    def _spans_of(self, number: int) -> _Week:
        week = self._weeks.get(number)
        if week is None:
            week = self._weeks[number] = self._build(number)
        return week

    def _build(self, number: int) -> _Week:
        monday = _monday(number)
        start, stop = self._instant(monday, 0), self._instant(monday + timedelta(7), 0)
        even = _even(self.zone, number)
        spans: list[Span] = []
        reached = start
        for offset in range(-1, 7):
            day = monday + timedelta(offset)
            for each in self.hours_of(day):
                if even:  # nothing but a sum: in a week without a daylight change
                    begin, end = (start + (offset * DAY + minute) * MINUTE for minute in each)
                else:
                    begin, end = self._instant(day, each.start), self._instant(day, each.end)
                begin, end = max(begin, reached), min(end, stop)
                if begin < end:
                    spans.append((begin, end))
                    reached = end
        spans = without(spans, self._away)
        return _Week(spans, [0, *accumulate(end - begin for begin, end in spans)][:-1])

    def _week_on(self, day: date) -> tuple[Sequence[Sequence[Hours]], int]:
        """The week that holds on a day, and its usual working time."""
        for shift, usual in self._shifts:
            if shift.from_day <= day and (shift.until_day is None or day <= shift.until_day):
                return shift.week, usual
        return self.week, self._usual

    def hours_of(self, day: date) -> Sequence[Hours]:
        """The hours of a day by its weekday, holidays and make-up days; none on whole days away."""
        if day in self.days_away:
            return ()
        make_up = self.make_ups.get(day)
        if make_up is not None:
            return sorted(make_up.hours)
        hours = self._week_on(day)[0][day.weekday()]
        holiday = self.holidays.get(day)
        if holiday is None:
            return hours
        if holiday.part is Part.WHOLE:
            return ()
        low, high = (NOON, 2 * DAY) if holiday.part is Part.MORNING else (0, NOON)
        kept = (Hours(max(each.start, low), min(each.end, high)) for each in hours)
        return [each for each in kept if each.start < each.end]

    def _instant(self, day: date, minute: int) -> int:
        """The first moment at which the wall clock shows this local time, or, where a daylight change leaves it out,
        a later one: a span that begins in a skipped hour (or on a skipped day) begins when that is over."""
        over, minute = divmod(minute, DAY)
        day += timedelta(over)
        local = datetime(day.year, day.month, day.day, minute // 60, minute % 60, tzinfo=self.zone)
        moment = local.astimezone(UTC)
        if moment.astimezone(self.zone).replace(tzinfo=None) != local.replace(tzinfo=None):
            moment = self._change_between(local.replace(fold=1).astimezone(UTC), moment)
        return in_us(moment)

    def _change_between(self, low: datetime, high: datetime) -> datetime:
        """The moment between two at which the zone's offset changes."""
        before = low.astimezone(self.zone).utcoffset()
        while high - low > timedelta(seconds=1):
            middle = low + (high - low) // timedelta(seconds=2) * timedelta(seconds=1)
            if middle.astimezone(self.zone).utcoffset() == before:
                low = middle
            else:
                high = middle
        return high

    def _number(self, at: int) -> int:
        return _week_of(as_moment(at).astimezone(self.zone).date())


def merged(stretches: Iterable[tuple[datetime, datetime]]) -> list[Span]:
    """Stretches in order, overlapping ones joined, backward ones (a clock set back) left out."""
    found: list[Span] = []
    for begin, end in sorted((in_us(a), in_us(b)) for a, b in stretches):
        if begin < end and found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        elif begin < end:
            found.append((begin, end))
    return found


def without(spans: Sequence[Span], away: Sequence[Span]) -> list[Span]:
    """The spans less the stretches away; both in order and without overlaps."""
    found: list[Span] = []
    for begin, end in spans:
        for low, high in away[max(0, bisect_right(away, (begin, begin)) - 1) :]:
            if low >= end:
                break
            if begin < low:
                found.append((begin, low))
            begin = max(begin, high)
        if begin < end:
            found.append((begin, end))
    return found


@lru_cache(maxsize=8192)
def _even(zone: ZoneInfo, number: int) -> bool:
    """Whether a week has no daylight change. Two within one week do not exist in today's zones: equal ends mean none.

    Remembered for all lines of a zone, since there may be fifty of them.
    """
    first, last = (datetime.combine(_monday(each), time(), zone).utcoffset() for each in (number, number + 1))
    return first == last


def _touched(days: Iterable[date]) -> set[int]:
    """The weeks of these days, and of the days after them: hours may run over midnight."""
    return {_week_of(day + timedelta(more)) for day in days for more in (0, 1)}


def _minutes_of(week: Sequence[Sequence[Hours]]) -> int:
    return sum(each.end - each.start for day in week for each in day)


def _week_of(day: date) -> int:
    return (day - _ANCHOR).days // 7


def _monday(number: int) -> date:
    return _ANCHOR + timedelta(7 * number)


def in_us(moment: datetime) -> int:
    """Microseconds since 1970."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


def as_moment(us: int) -> datetime:
    """The UTC moment of microseconds since 1970."""
    return _EPOCH + timedelta(microseconds=us)
