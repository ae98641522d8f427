"""Days and moments as people write them: ISO, 21/11/2026 or 11/21/2026, Chinese, with times and zones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

DAY = timedelta(days=1)
_MONTHS = {name: number for number, names in enumerate(
    (("jan", "january"), ("feb", "february"), ("mar", "march"), ("apr", "april"), ("may",), ("jun", "june"),
     ("jul", "july"), ("aug", "august"), ("sep", "sept", "september"), ("oct", "october"), ("nov", "november"),
     ("dec", "december")), 1) for name in names}  # fmt: skip

_DAY = re.compile(r"(\d{1,4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,4})\s*[日号]?")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?)?(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([A-Za-z]{3,9})\.?,?[\s-]+(\d{4}|\d{2})(?!\d)")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_WEEKDAY = re.compile(
    r"^(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*|(?:星期|周)[一二三四五六日天])[\s,.]*", re.I
)
_TIME = re.compile(
    r"[T,\s]*(?P<before>上午|下午|晚上|中午|凌晨|am|pm)?\s*"
    r"(?P<hour>\d{1,2})\s*[:时点]\s*(?:(?P<minute>\d{1,2})\s*(?:[:分]\s*(?:(?P<second>\d{1,2})(?:[.,]\d+)?\s*秒?)?)?)?"
    r"\s*(?P<after>[ap]\.?m\.?)?\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?$", re.I)  # fmt: skip
_SLASHED = re.compile(r"^\D{0,12}(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")

_US_ZONES = ("America/", "US/", "Asia/Manila", "Pacific/Guam", "Pacific/Honolulu")


@dataclass
class DayOrder:
    """How the days of a column, or of a whole file, are to be read, and whether the file itself says so."""

    order: str = "dmy"
    ambiguous: bool = False
    examples: list[str] = field(default_factory=list)


def decide(texts: Iterable[str], zone: str = "") -> DayOrder:
    """Day or month first: one day above 12 decides for all; without one the zone's habit is taken and said.

    Texts that begin with the year, and Chinese ones, need no decision.
    """
    doubtful: list[str] = []
    for text in texts:
        found = _SLASHED.match(text)
        if found is None:
            continue
        first, second = int(found.group(1)), int(found.group(2))
        if first > 12 >= second:
            return DayOrder("dmy")
        if second > 12 >= first:
            return DayOrder("mdy")
        if first != second and len(doubtful) < 3 and text not in doubtful:
            doubtful.append(text)
    habit = "mdy" if zone.startswith(_US_ZONES) else "dmy"
    return DayOrder(habit, bool(doubtful), doubtful)


@lru_cache(maxsize=50_000)
def read(text: str, order: str = "dmy", pattern: str = "") -> date | datetime | None:
    """The day, or the moment (with its zone where the text has one, without otherwise); None if it is neither.

    ``pattern`` is one of strptime's; it alone is tried when given.
    """
    if pattern:
        return _by_pattern(text.strip(), pattern)
    plain = _WEEKDAY.sub("", unicodedata.normalize("NFKC", text).strip())
    day, rest = _day(plain, order)
    if day is None:
        return None
    return _with_time(day, rest) if rest.strip() else day


def _by_pattern(text: str, pattern: str) -> date | datetime | None:
    try:
        found = datetime.strptime(text, pattern)
    except ValueError:
        return None
    return found if re.search(r"%[HIMSpcXTR]", pattern) else found.date()


def _day(text: str, order: str) -> tuple[date | None, str]:
    for shape in (_DAY, _COMPACT, _DAY_FIRST, _MONTH_FIRST):
        found = shape.match(text)
        if found is None:
            continue
        try:
            if shape is _DAY:
                return _figures(found.group(1), found.group(2), found.group(3), order), text[found.end() :]
            if shape is _COMPACT:
                hours = (
                    f"{found.group(4)}:{found.group(5)}:{found.group(6) or '00'}" if found.group(4) else ""
                )
                return date(*map(int, found.groups()[:3])), hours + text[found.end() :]
            day, month = (
                (found.group(1), found.group(2)) if shape is _DAY_FIRST else (found.group(2), found.group(1))
            )
            number = _MONTHS.get(month.lower())
            return (date(_year(found.group(3)), number, int(day)) if number else None), text[found.end() :]
        except ValueError:
            return None, ""
    return None, ""


def _figures(one: str, two: str, three: str, order: str) -> date:
    if len(one) > 2:
        return date(int(one), int(two), int(three))
    if order == "ymd":
        return date(_year(one), int(two), int(three))
    day, month = (one, two) if order == "dmy" else (two, one)
    return date(_year(three), int(month), int(day))


def _year(text: str) -> int:
    """Two figures mean 1970 to 2069."""
    year = int(text)
    return year if len(text) > 2 else year + (1900 if year >= 70 else 2000)


def with_time(day: date, text: str) -> datetime | None:
    """The moment of a day at a time that stands by itself ("9:15", "3 pm", "下午3点"); None if it is no time."""
    return _with_time(day, unicodedata.normalize("NFKC", text).strip())


def _with_time(day: date, rest: str) -> datetime | None:
    found = _TIME.match(rest)
    if found is None:
        return None
    hour, minute, second = (int(found.group(name) or 0) for name in ("hour", "minute", "second"))
    half = (found.group("before") or found.group("after") or "").lower().replace(".", "")
    if half in ("pm", "下午", "晚上") and hour < 12:
        hour += 12
    elif half in ("am", "上午", "凌晨") and hour == 12:
        hour = 0
    try:
        moment = datetime(day.year, day.month, day.day, 0 if hour == 24 else hour, minute, second)  # noqa: DTZ001
        if hour == 24:
            moment += timedelta(1)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=_offset(found.group("zone"))) if found.group("zone") else moment


def _offset(text: str) -> tzinfo:
    if text.upper() in ("Z", "UTC", "GMT"):
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def in_utc(moment: datetime, zone: tzinfo) -> tuple[datetime, bool]:
    """The moment in UTC, and whether its local time existed: a time skipped by the clocks did not.

    Such a time is counted with the offset from before the change; one that came twice is the first.
    """
    if moment.tzinfo is not None:
        return moment.astimezone(UTC), True
    ahead = _ahead(zone, moment.date())
    if ahead is not None:  # nearly every day of nearly every place; files bring fifty thousand moments
        return (moment - ahead).replace(tzinfo=UTC), True
    there = moment.replace(tzinfo=zone).astimezone(UTC)
    return there, there.astimezone(zone).replace(tzinfo=None) == moment


@lru_cache(maxsize=5_000)
def _ahead(zone: tzinfo, day: date) -> timedelta | None:
    """How far the local time is ahead of UTC on a day; None where that changes on it or on the day before or after."""
    if not date.min + 2 * DAY < day < date.max - 2 * DAY:
        return None
    seen = {datetime.combine(day + n * DAY, time(), zone).utcoffset() for n in (-1, 0, 1, 2)}
    return seen.pop() if len(seen) == 1 else None
