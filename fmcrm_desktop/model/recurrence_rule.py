"""One rule of RFC 5545: read from its text, and its starts within a window however far that is from its beginning.

Every period of a rule (one of its years, months, weeks or days) is looked at by itself, so a window costs what is in
it, and a rule that never comes true ends with the window. COUNT is turned into the last start, once.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache
from itertools import islice, product

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_

STEPS = {"HOURLY": 3600, "MINUTELY": 60}
"""Seconds from one start to the next of what repeats within the day."""
WEEKDAYS = {name: day for day, name in enumerate(("MO", "TU", "WE", "TH", "FR", "SA", "SU"))}
COUNTED_YEARS, COUNTED_WITHIN_DAYS = 200, 10
"""A COUNT that is not reached by then is no end at all; the second is for what repeats within the day."""

_FREQS = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", *STEPS)
_NTH_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{8})(?:T(\d{6})(Z)?)?")
_BOUNDS = {
    "BYMONTH": (1, 12), "BYWEEKNO": (-53, 53), "BYYEARDAY": (-366, 366), "BYMONTHDAY": (-31, 31),
    "BYHOUR": (0, 23), "BYMINUTE": (0, 59), "BYSECOND": (0, 60), "BYSETPOS": (-366, 366),
}  # fmt: skip
_DAY = timedelta(1)
_LEAST = timedelta(microseconds=1)


@dataclass(frozen=True)
class Rule:
    """A rule with what its first start implies filled in; ``days`` are (which one, or 0 for each; weekday)."""

    freq: str
    start: datetime
    interval: int
    count: int | None
    until: datetime | None
    week_start: int
    months: tuple[int, ...]
    weeks: tuple[int, ...]
    year_days: tuple[int, ...]
    month_days: tuple[int, ...]
    days: tuple[tuple[int, int], ...]
    hours: tuple[int, ...]
    minutes: tuple[int, ...]
    seconds: tuple[int, ...]
    positions: tuple[int, ...]

    def starts(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """The starts in [since, until), in order."""
        yield from self._within(since, until, _last(self))

    def counted(self) -> datetime:
        """The last start by UNTIL and COUNT; the end of time for a rule that has neither."""
        last = self.until or datetime.max
        if self.count is None:
            return last
        if each_period := self._regular():
            return min(last, self._counted_by_periods(self.count, each_period))
        years = COUNTED_WITHIN_DAYS if self.freq in STEPS else COUNTED_YEARS
        end = self.start.replace(year=min(self.start.year + years, MAXYEAR), month=12, day=31)
        return next(islice(self._within(self.start, end, last), self.count - 1, None), last)

    def _regular(self) -> int:
        """How many starts each week or day of the rule has, where that is always the same; else 0."""
        if self.months or self.month_days or self.year_days or self.weeks or self.positions:
            return 0
        if self.freq == "WEEKLY":
            return len({day for _, day in self.days}) * len(_times(self))
        return len(_times(self)) if self.freq == "DAILY" and not self.days else 0

    def _counted_by_periods(self, count: int, each_period: int) -> datetime:
        first = [each for each in self._period(self._begins(0) or date.max) if each >= self.start]
        if count <= len(first):
            return first[count - 1]
        periods, rest = divmod(count - len(first) - 1, each_period)
        begins = self._begins(1 + periods)
        found = self._period(begins) if begins is not None else []
        return found[rest] if rest < len(found) else datetime.max

    def _within(self, since: datetime, until: datetime, last: datetime) -> Iterator[datetime]:
        since = max(since, self.start)
        if since > last:
            return
        if self._is_plain():
            yield from self._stepped(since, min(until, last + _LEAST if last < datetime.max else last))
            return
        index = self._index(since.date())
        while (
            (begins := self._begins(index)) is not None and begins <= until.date() and begins <= last.date()
        ):
            for each in self._period(begins):
                if each >= until or each > last:
                    return
                if each >= since:
                    yield each
            index += 1

    def _is_plain(self) -> bool:
        """Whether it goes by whole days, or by weekdays, with nothing else to look at: most rules do."""
        more = (
            self.months,
            self.weeks,
            self.year_days,
            self.month_days,
            self.hours,
            self.minutes,
            self.seconds,
        )
        if any(more) or self.positions:
            return False
        return self.freq == "WEEKLY" or (self.freq == "DAILY" and not self.days)

    def _stepped(self, since: datetime, until: datetime) -> Iterator[datetime]:
        """The starts of a plain rule, day after day without a look at the others."""
        weekly = self.freq == "WEEKLY"
        step = timedelta(7 * self.interval if weekly else self.interval)
        first = self._week(self.start.date()) if weekly else self.start.date()
        each = {(day - first.weekday()) % 7 for _, day in self.days} if weekly else {0}
        ahead = [timedelta(days) for days in sorted(each)]
        at = datetime.combine(first, self.start.time())
        at += max(0, (since - at) // step) * step
        while at < until:
            for days in ahead:
                if days <= datetime.max - at and since <= at + days < until:
                    yield at + days
            if step > datetime.max - at:
                return
            at += step

    def _index(self, day: date) -> int:
        """Which period of the rule a day is in, or the last before it; its first is 0."""
        first = self.start.date()
        if self.freq == "YEARLY":
            return (day.year - first.year) // self.interval
        if self.freq == "MONTHLY":
            return ((day.year - first.year) * 12 + day.month - first.month) // self.interval
        if self.freq == "WEEKLY":
            return (day - self._week(first)).days // (7 * self.interval)
        return (day - first).days // (1 if self.freq in STEPS else self.interval)

    def _begins(self, index: int) -> date | None:
        """The first day of a period; None beyond the calendar's end."""
        first = self.start.date()
        try:
            if self.freq == "YEARLY":
                return date(first.year + index * self.interval, 1, 1)
            if self.freq == "MONTHLY":
                year, month = divmod(first.year * 12 + first.month - 1 + index * self.interval, 12)
                return date(year, month + 1, 1)
            if self.freq == "WEEKLY":
                return self._week(first) + timedelta(7 * index * self.interval)
            return first + timedelta(index * (1 if self.freq in STEPS else self.interval))
        except (ValueError, OverflowError):
            return None

    def _week(self, day: date) -> date:
        """The beginning of a day's week; the calendar itself begins with a Monday."""
        return date.fromordinal(max(1, day.toordinal() - (day.weekday() - self.week_start) % 7))

    def _period(self, begins: date) -> list[datetime]:
        """All starts of the period that begins so, those before the rule's own start among them."""
        if self.freq in STEPS:
            return list(self._within_day(begins)) if self._fits(begins) else []
        days = [day for day in self._days(begins) if self._fits(day)]
        found = [datetime.combine(day, at) for day in days for at in _times(self)]
        return _picked(found, self.positions)

    def _days(self, begins: date) -> Iterator[date]:
        """The days of a period that may fit."""
        if self.freq == "DAILY":
            yield begins
        elif self.freq == "WEEKLY":
            for n in range(begins.toordinal(), min(begins.toordinal() + 7, date.max.toordinal() + 1)):
                yield date.fromordinal(n)
        else:
            months = (begins.month,) if self.freq == "MONTHLY" else self.months or range(1, 13)
            for month in months:
                length = _month_length(begins.year, month)
                for day in self._numbers(length):
                    yield date(begins.year, month, day)

    def _numbers(self, length: int) -> list[int]:
        """The days of a month of that length."""
        if not self.month_days:
            return list(range(1, length + 1))
        said = {day if day > 0 else length + 1 + day for day in self.month_days}
        return sorted(day for day in said if 1 <= day <= length)

    def _fits(self, day: date) -> bool:
        if self.months and day.month not in self.months:
            return False
        if self.month_days:
            length = _month_length(day.year, day.month)
            if day.day not in self.month_days and day.day - length - 1 not in self.month_days:
                return False
        if self.year_days:
            at, length = day.timetuple().tm_yday, 365 + _leap(day.year)
            if at not in self.year_days and at - length - 1 not in self.year_days:
                return False
        if self.weeks and not self._in_week(day):
            return False
        return not self.days or self._on_weekday(day)

    def _on_weekday(self, day: date) -> bool:
        weekday = day.weekday()
        found = [nth for nth, each in self.days if each == weekday]
        if not found or 0 in found:
            return bool(found)
        if self.freq == "YEARLY" and not self.months:
            at, length = day.timetuple().tm_yday, 365 + _leap(day.year)
        elif self.freq in ("YEARLY", "MONTHLY"):
            at, length = day.day, _month_length(day.year, day.month)
        else:
            return True  # "the second Monday" means nothing within a week or day
        return (at - 1) // 7 + 1 in found or -((length - at) // 7 + 1) in found

    def _in_week(self, day: date) -> bool:
        """By the number of its week, forwards or from the year's end; the first week has four days of its year."""
        fourth = self._week(day).toordinal() + 3
        year = date.fromordinal(min(fourth, date.max.toordinal())).year
        number = (fourth - date(year, 1, 1).toordinal()) // 7 + 1
        in_year = 1 + (date(year, 12, 31).toordinal() - fourth) // 7 + number - 1
        return number in self.weeks or number - in_year - 1 in self.weeks

    def _within_day(self, day: date) -> Iterator[datetime]:
        """The starts of a day by the hour or minute, counted from the first one."""
        step = timedelta(seconds=STEPS[self.freq] * self.interval)
        hourly = self.freq == "HOURLY"
        base = self.start.replace(minute=0 if hourly else self.start.minute, second=0, microsecond=0)
        midnight = datetime.combine(day, time())
        steps = -(-max(midnight - base, timedelta()) // step)
        if steps * step > datetime.max - base:
            return
        minutes, seconds = self.minutes or (self.start.minute,), self.seconds or (self.start.second,)
        at, left = base + steps * step, midnight + timedelta(hours=23, minutes=59) - base - steps * step
        for _ in range(left // step + 1 if left >= timedelta() else 0):
            if not self.hours or at.hour in self.hours:
                if hourly:
                    found = [at.replace(minute=m, second=s) for m in minutes for s in seconds]
                    yield from _picked(found, self.positions)
                elif not self.minutes or at.minute in self.minutes:
                    yield from _picked([at.replace(second=s) for s in seconds], self.positions)
            at = min(at, datetime.max - step) + step


_last = lru_cache(maxsize=16_384)(Rule.counted)


@lru_cache(maxsize=4_096)
def _times(rule: Rule) -> tuple[time, ...]:
    hours, minutes = rule.hours or (rule.start.hour,), rule.minutes or (rule.start.minute,)
    return tuple(time(*each) for each in product(hours, minutes, rule.seconds or (rule.start.second,)))


def _picked(found: list[datetime], positions: tuple[int, ...]) -> list[datetime]:
    """The ones at BYSETPOS, or all."""
    if not positions:
        return found
    places = {at - 1 if at > 0 else len(found) + at for at in positions}
    return [each for n, each in enumerate(found) if n in places]


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month_length(year: int, month: int) -> int:
    return 29 if month == 2 and _leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def read_rule(text: str, start: datetime, zone: tzinfo) -> Rule:
    """A rule from its text; an UNTIL in UTC is put on the clock of ``zone``. Raises Invalid(repeat)."""
    parts = dict(_part(each) for each in text.upper().replace(" ", "").split(";") if each)
    freq = parts.pop("FREQ", "")
    if freq not in _FREQS:
        raise Invalid(repeat=N_("Repeats go by minute, hour, day, week, month or year."))
    try:
        rule = _rule(freq, parts, start, zone)
    except (ValueError, KeyError, OverflowError):
        raise Invalid(repeat=N_("This rule for repeating cannot be read.")) from None
    return rule


def _part(said: str) -> tuple[str, str]:
    name, _, value = said.partition("=")
    return name, value


def _rule(freq: str, parts: dict[str, str], start: datetime, zone: tzinfo) -> Rule:
    for name in parts:
        if not name.startswith("X-") and name not in _KNOWN:
            raise ValueError(name)
    if (
        parts.get("RSCALE", "GREGORIAN") not in ("GREGORIAN", "GREGORY")
        or parts.get("SKIP", "OMIT") != "OMIT"
    ):
        raise ValueError("another calendar's rule")
    by = {name: _list(name, parts.get(name)) for name in _BOUNDS}
    days = tuple(_weekday(each) for each in parts["BYDAY"].split(",")) if parts.get("BYDAY") else ()
    months, month_days = by["BYMONTH"], by["BYMONTHDAY"]
    if not (by["BYWEEKNO"] or by["BYYEARDAY"] or month_days or days):
        if freq in ("YEARLY", "MONTHLY"):
            month_days = (start.day,)
            months = months or ((start.month,) if freq == "YEARLY" else ())
        elif freq == "WEEKLY":
            days = ((0, start.weekday()),)
    interval = int(parts.get("INTERVAL") or 1)
    count = int(parts["COUNT"]) if parts.get("COUNT") else None
    if not 1 <= interval <= 1_000_000 or (count is not None and count < 1):
        raise ValueError("out of bounds")
    return Rule(
        freq, start, interval, count, _until(parts.get("UNTIL", ""), zone), WEEKDAYS[parts.get("WKST") or "MO"],
        months, by["BYWEEKNO"], by["BYYEARDAY"], month_days, days,
        by["BYHOUR"], by["BYMINUTE"], tuple(each for each in by["BYSECOND"] if each < 60), by["BYSETPOS"],
    )  # fmt: skip


_KNOWN = frozenset((*_BOUNDS, "BYDAY", "INTERVAL", "COUNT", "UNTIL", "WKST", "RSCALE", "SKIP"))


def _list(name: str, said: str | None) -> tuple[int, ...]:
    if not said:
        return ()
    low, high = _BOUNDS[name]
    values = {int(each) for each in said.split(",")}
    if any(not low <= each <= high or (each == 0 and low < 0) for each in values):
        raise ValueError(said)
    return tuple(sorted(values))


def _weekday(said: str) -> tuple[int, int]:
    found = _NTH_DAY.fullmatch(said)
    if found is None:
        raise ValueError(said)
    return int(found[1] or 0), WEEKDAYS[found[2]]


def _until(said: str, zone: tzinfo) -> datetime | None:
    if not said:
        return None
    found = _UNTIL.fullmatch(said)
    if found is None:
        raise ValueError(said)
    at = datetime.strptime(found[1] + (found[2] or "000000"), "%Y%m%d%H%M%S")
    return at.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None) if found[3] else at
