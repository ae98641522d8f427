"""What people type or paste as a day, a time or a figure, read kindly."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_, SHORT_MONTHS, Words

_NUMERIC = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})[日号]?")
_DAY_FIRST = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_NAMED = re.compile(r"(\d{1,2})\.? *([A-Za-z]{3})[a-z]*\.?,? *(\d{4})?")
_SHORT = re.compile(r"(\d{1,2})[-/月](\d{1,2})[日号]?")
_TIME = re.compile(r"(\d{1,2})[:：.h点]?(\d{2})?分?")
_AHEAD = re.compile(r"([+-])(\d{1,3})")
_DAYS = {"today": 0, "今天": 0, "tomorrow": 1, "明天": 1, "yesterday": -1, "昨天": -1, "后天": 2}


def day_of(text: str, today: date) -> date | None:
    """2026-11-21, 2026/11/21, 21.11.2026, 21 Nov (2026), 11-21, 11月21日, today, 明天, +3; None for nothing typed.
    Without a year it is the day nearest to today. Raises Refusal."""
    said = " ".join(text.split()).lower()
    if not said:
        return None
    if said in _DAYS:
        return today + timedelta(days=_DAYS[said])
    try:
        found = _day(said, today)
    except ValueError:
        found = None
    if found is None:
        raise Refusal(N_("This is not a day: {text}. Write it like 2026-11-21."), text=text)
    return found


def _day(said: str, today: date) -> date | None:
    if match := _AHEAD.fullmatch(said):
        return today + timedelta(days=int(match[1] + match[2]))
    if match := _NUMERIC.fullmatch(said.replace(" ", "")):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if match := _DAY_FIRST.fullmatch(said.replace(" ", "")):
        return date(int(match[3]), int(match[2]), int(match[1]))
    if (match := _NAMED.fullmatch(said)) and match[2].title() in SHORT_MONTHS:
        month = SHORT_MONTHS.index(match[2].title()) + 1
        return date(int(match[3]), month, int(match[1])) if match[3] else _near(month, int(match[1]), today)
    if match := _SHORT.fullmatch(said.replace(" ", "")):
        return _near(int(match[1]), int(match[2]), today)
    return None


def _near(month: int, day: int, today: date) -> date | None:
    """The day of that month that lies nearest to today; of two equally far the one to come."""
    found = []
    for year in (today.year + 1, today.year, today.year - 1):
        try:
            found.append(date(year, month, day))
        except ValueError:  # 29 February, or no day at all
            continue
    return min(found, key=lambda each: abs(each - today), default=None)


def time_of(text: str) -> time | None:
    """9, 930, 9:30, 09：30, 9点30分; None for nothing typed. Raises Refusal."""
    said = "".join(text.split()).lower()
    if not said:
        return None
    if said.isdigit() and len(said) in (3, 4):
        said = f"{said[:-2]}:{said[-2:]}"
    match = _TIME.fullmatch(said)
    if match is None or int(match[1]) > 23 or int(match[2] or 0) > 59:
        raise Refusal(N_("This is not a time: {text}. Write it like 14:30."), text=text)
    return time(int(match[1]), int(match[2] or 0))


def moment_of(day: date, at: time, words: Words) -> datetime:
    """The moment of a local day and time in UTC. Raises Refusal for an hour the clocks leave out."""
    local = datetime.combine(day, at, words.zone)
    moment = local.astimezone(UTC)
    if words.local(moment).replace(tzinfo=None) != local.replace(tzinfo=None):
        raise Refusal(N_("This time does not exist: the clocks change that night."))
    return moment


def whole_of(text: str) -> int | None:
    """A whole number, with or without thousands' marks. Raises Refusal."""
    said = "".join(text.split()).replace(",", "").replace("，", "").replace("−", "-")
    if not said:
        return None
    try:
        return int(said)
    except ValueError:
        raise Refusal(N_("This is not a whole number: {text}"), text=text) from None


def figure_of(text: str) -> float | None:
    """A figure with a decimal point. Raises Refusal."""
    said = "".join(text.split()).replace(",", "").replace("，", "").replace("−", "-")
    if not said:
        return None
    try:
        found = float(said)
    except ValueError:
        found = float("nan")
    if not abs(found) < 1e15:
        raise Refusal(N_("This is not a number: {text}"), text=text)
    return found
