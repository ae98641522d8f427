"""A repeat in words: "every second Tuesday until 1 Mar 2027", 每两周的星期二，至2027年3月1日."""

from __future__ import annotations

from datetime import date

from fmcrm_desktop.model.recurrence import ONCE
from fmcrm_desktop.model.repeating import (
    DAY,
    LAST,
    LAST_DAY,
    LAST_WORKING,
    MONTH,
    NTH_WEEKDAY,
    WEEK,
    WORKING,
    Repeating,
    read,
)
from fmcrm_desktop.model.words import N_, WEEKDAYS, Words

ORDINALS = {
    1: N_("first"), 2: N_("second"), 3: N_("third"), 4: N_("fourth"), 5: N_("fifth"), LAST: N_("last"),
}  # fmt: skip
_DAYS = {1: N_("every day"), 2: N_("every second day")}
_MONTHS = {1: N_("on {place} of every month"), 2: N_("on {place} of every second month")}
_YEARS = {1: N_("every year on {day}"), 2: N_("every second year on {day}")}


def in_words(rule: str, start: date, words: Words) -> str:
    """What a rule that begins on ``start`` says; one that has no words is shown as it is."""
    if not rule:
        return words(N_("does not repeat"))
    if rule == ONCE:
        return words(N_("on chosen days"))
    it = read(rule, words.zone)
    if it is None:
        return words(N_("by its own rule: {rule}"), rule=rule)
    said = _times(it, start, words)
    if it.count is not None:
        return words(N_("{repeat}, {count} times"), repeat=said, count=it.count)
    if it.until is not None:
        return words(N_("{repeat} until {day}"), repeat=said, day=words.date(it.until))
    return said


def _times(it: Repeating, start: date, words: Words) -> str:
    n = it.step
    if it.every == DAY:
        return words(_DAYS[n]) if n in _DAYS else words(N_("every {n} days"), n=n)
    if it.every == WEEK:
        return _weekly(it, it.days or (start.weekday(),), words)
    if it.every == MONTH:
        place = place_in_words(it, start, words)
        return (
            words(_MONTHS[n], place=place)
            if n in _MONTHS
            else words(N_("every {n} months on {place}"), n=n, place=place)
        )
    day = words.short_date(start)
    return words(_YEARS[n], day=day) if n in _YEARS else words(N_("every {n} years on {day}"), n=n, day=day)


def _weekly(it: Repeating, days: tuple[int, ...], words: Words) -> str:
    if it.step == 1 and days == WORKING:
        return words(N_("every day from Monday to Friday"))
    said = _listed([words(WEEKDAYS[day]) for day in days], words)
    if it.step == 1:
        return words(N_("every {days}"), days=said)
    if it.step == 2:
        one = N_("every second {days}") if len(days) == 1 else N_("every second week on {days}")
        return words(one, days=said)
    return words(N_("every {n} weeks on {days}"), n=it.step, days=said)


def _listed(said: list[str], words: Words) -> str:
    if words.chinese or len(said) < 2:
        return "、".join(said)
    return words(N_("{some} and {last}"), some=", ".join(said[:-1]), last=said[-1])


def place_in_words(it: Repeating, start: date, words: Words) -> str:
    """Which day of the month: "the 15th", "the second Tuesday", "the last working day"."""
    if it.place == LAST_DAY:
        return words(N_("the last day"))
    if it.place == LAST_WORKING:
        return words(N_("the last working day"))
    if it.place == NTH_WEEKDAY:
        weekday = words(WEEKDAYS[it.weekday])
        return words(N_("the {nth} {weekday}"), nth=words(ORDINALS[it.nth]), weekday=weekday)
    number = it.number or start.day
    return words(N_("the {number}"), number=number if words.chinese else _numbered(number))


def _numbered(n: int) -> str:
    """1st, 2nd, 3rd, 4th, 11th."""
    ending = "th" if 10 < n % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"
