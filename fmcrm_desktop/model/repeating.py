"""A repeat as the office says it: what the form's few fields mean as a rule of RFC 5545, and the other way round."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

DAY, WEEK, MONTH, YEAR = "DAILY", "WEEKLY", "MONTHLY", "YEARLY"
SAME_DAY, LAST_DAY, NTH_WEEKDAY, LAST_WORKING = "day", "last_day", "weekday", "last_working"
"""Which day of a month: by its number, the last, the second (…, last) Tuesday, the last of Monday to Friday."""
LETTERS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
WORKING = (0, 1, 2, 3, 4)
LAST = -1
_SAID = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST", "COUNT", "UNTIL"}
_END = time(23, 59, 59)


class RuleText(str):
    """The text of an RRULE in a form; its own type, so that the form gives it its own editor."""


@dataclass(frozen=True)
class Repeating:
    """``days`` are weekdays (0 is Monday) of a weekly repeat, none for the start's; ``nth`` is the place of the
    weekday in the month, -1 for the last; at most one of ``until`` and ``count`` ends it."""

    every: str
    step: int = 1
    days: tuple[int, ...] = ()
    place: str = SAME_DAY
    number: int = 0
    """Day of the month; 0 is the start's."""
    nth: int = 0
    weekday: int = 0
    until: date | None = None
    count: int | None = None
    week_start: int = 0


def parts_of(rule: str) -> dict[str, str]:
    """FREQ=WEEKLY;BYDAY=TU as {"FREQ": "WEEKLY", "BYDAY": "TU"}, in capitals."""
    text = rule.strip().upper().removeprefix("RRULE:")
    return dict(part.partition("=")[::2] for part in text.split(";") if part)


def joined(parts: dict[str, str]) -> str:
    return ";".join(f"{name}={value}" for name, value in parts.items())


def read(rule: str, zone: tzinfo = UTC) -> Repeating | None:
    """What a rule says, None for one that the form has no words for; that one is kept as it is."""
    parts = parts_of(rule)
    if not set(parts) <= _SAID or ("COUNT" in parts and "UNTIL" in parts):
        return None
    try:
        made = Repeating(
            parts["FREQ"],
            int(parts.get("INTERVAL", "1")),
            until=until_day(parts["UNTIL"], zone) if "UNTIL" in parts else None,
            count=int(parts["COUNT"]) if "COUNT" in parts else None,
            week_start=LETTERS.index(parts.get("WKST", "MO")),
        )
        by = {name: said for name, said in parts.items() if name in ("BYDAY", "BYMONTHDAY", "BYSETPOS")}
        return _placed(made, by) if made.step > 0 and (made.count is None or made.count > 0) else None
    except (ValueError, KeyError):
        return None


def _placed(made: Repeating, by: dict[str, str]) -> Repeating | None:
    """With what the BY parts say; None where the form has no words for them. Raises ValueError."""
    if made.every == WEEK and set(by) <= {"BYDAY"}:
        days = [LETTERS.index(each) for each in by["BYDAY"].split(",")] if by else []
        return replace(made, days=tuple(sorted(set(days))))
    if made.every in (DAY, YEAR):
        return None if by else made
    if made.every != MONTH:
        return None
    if not by:
        return made
    if set(by) == {"BYMONTHDAY"}:
        number = int(by["BYMONTHDAY"])
        if number == LAST:
            return replace(made, place=LAST_DAY)
        return replace(made, number=number) if 1 <= number <= 31 else None
    return _weekday_placed(made, by) if "BYMONTHDAY" not in by else None


def _weekday_placed(made: Repeating, by: dict[str, str]) -> Repeating | None:
    position, days = by.get("BYSETPOS", ""), by.get("BYDAY", "").split(",")
    if position == "-1" and sorted(days) == sorted(LETTERS[:5]):
        return replace(made, place=LAST_WORKING)
    if len(days) != 1:
        return None
    nth = int(position or days[0][:-2])
    if position and len(days[0]) > 2 or not (nth == LAST or 1 <= nth <= 5):
        return None
    return replace(made, place=NTH_WEEKDAY, nth=nth, weekday=LETTERS.index(days[0][-2:]))


def write(it: Repeating) -> RuleText:
    """The rule; an end by day is UNTIL=20270301 until ``fitted`` makes it fit the start."""
    parts = {"FREQ": it.every}
    if it.step != 1:
        parts["INTERVAL"] = str(it.step)
    if it.every == WEEK and it.days:
        parts["BYDAY"] = ",".join(LETTERS[day] for day in sorted(it.days))
    if it.every == MONTH:
        parts |= _month_parts(it)
    if it.week_start:
        parts["WKST"] = LETTERS[it.week_start]
    if it.count is not None:
        parts["COUNT"] = str(it.count)
    elif it.until is not None:
        parts["UNTIL"] = f"{it.until:%Y%m%d}"
    return RuleText(joined(parts))


def _month_parts(it: Repeating) -> dict[str, str]:
    if it.place == LAST_DAY:
        return {"BYMONTHDAY": "-1"}
    if it.place == LAST_WORKING:
        return {"BYDAY": ",".join(LETTERS[:5]), "BYSETPOS": "-1"}
    if it.place == NTH_WEEKDAY:
        return {"BYDAY": f"{it.nth}{LETTERS[it.weekday]}"}
    return {"BYMONTHDAY": str(it.number)} if it.number else {}


def until_day(stamp: str, zone: tzinfo) -> date:
    """The last day of an UNTIL, which may be a day, a local time or a moment in UTC. Raises ValueError."""
    day = datetime.strptime(stamp[:8], "%Y%m%d")
    if not stamp.endswith("Z"):
        return day.date()
    moment = datetime.strptime(stamp, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    return moment.astimezone(zone).date()


def fitted(rule: str, whole_day: bool, zone: tzinfo) -> str:
    """The rule with its UNTIL as the RFC asks: a plain day for whole days, else the end of that day in UTC."""
    parts = parts_of(rule)
    stamp = parts.get("UNTIL", "")
    if not stamp:
        return rule
    if whole_day and "T" in stamp:
        parts["UNTIL"] = f"{until_day(stamp, zone):%Y%m%d}"
    elif not whole_day and "T" not in stamp:
        end = datetime.combine(until_day(stamp, zone), _END, zone).astimezone(UTC)
        parts["UNTIL"] = f"{end:%Y%m%dT%H%M%S}Z"
    else:
        return rule
    return joined(parts)


def ended(rule: str, last: date, whole_day: bool, zone: tzinfo) -> str:
    """The rule, ending with ``last``."""
    parts = {name: value for name, value in parts_of(rule).items() if name not in ("COUNT", "UNTIL")}
    return fitted(joined(parts | {"UNTIL": f"{last:%Y%m%d}"}), whole_day, zone)


def count_of(rule: str) -> int | None:
    """How many times a rule gives, where it counts them."""
    count = parts_of(rule).get("COUNT", "")
    return int(count) if count.isdecimal() else None


def counted_on(rule: str, gone: int) -> str:
    """The rule of what is left when ``gone`` of its times are over; without COUNT the same rule."""
    parts = parts_of(rule)
    if "COUNT" not in parts:
        return rule
    parts["COUNT"] = str(max(int(parts["COUNT"]) - gone, 1))
    return joined(parts)


def moved(rule: str, before: date, after: date, zone: tzinfo) -> str | None:
    """The rule of a series of which the time on ``before`` was put on ``after``; None where nobody could say what
    is meant. Weekdays go along; a month's day or weekday becomes the one that ``after`` is."""
    by_days = (after - before).days
    if not by_days:
        return rule
    it = read(rule, zone)
    if it is None:
        return None
    until = it.until + timedelta(by_days) if it.until is not None else None
    it = replace(it, until=until)
    if it.every == WEEK and it.days:
        # the week begins as many days later too, or a repeat every second week would tear apart
        turn = it.step > 1 and len(it.days) > 1
        it = replace(
            it,
            days=tuple(sorted((day + by_days) % 7 for day in it.days)),
            week_start=(it.week_start + by_days) % 7 if turn else it.week_start,
        )
    elif it.every == MONTH:
        it = _put_on(it, after)
    return write(it)


def _put_on(it: Repeating, day: date) -> Repeating:
    """A repeat by months on the place that a day has in its month."""
    if it.place == NTH_WEEKDAY:
        nth = (day.day - 1) // 7 + 1
        ends = (day + timedelta(7)).month != day.month
        last = ends and (it.nth == LAST or nth == 5)
        return replace(it, nth=LAST if last else nth, weekday=day.weekday())
    if it.place == LAST_DAY and (day + timedelta(1)).month != day.month:
        return it
    return replace(it, place=SAME_DAY, number=day.day if it.number or it.place != SAME_DAY else 0)
