"""How a measure's figure is said, on the screen as on paper: its unit, its light, the change on another month."""

from __future__ import annotations

from fmcrm_desktop.model.money import Money
from fmcrm_desktop.model.tones import BAD, GOOD, GREY, WARNING
from fmcrm_desktop.model.words import N_, Words

SHARE, MINUTES, EACH, HUNDRED, COUNT, MONEY = "share", "minutes", "each", "hundred", "count", "money"
"""Units: 0.94 as 94 %, minutes as a duration, so many for each matter, so many for 100 units, a whole number, minor
units of the office's currency."""
NONE = "—"
NEAR = 0.05
"""Missed by no more than this part of the target: nearly reached."""
LIGHTS = {
    "kept": N_("On target"),
    "near": N_("Just missed"),
    "missed": N_("Off target"),
    "": N_("Not judged"),
}
LIGHT_TONES = {"kept": GOOD, "near": WARNING, "missed": BAD, "": GREY}


def working(words: Words, minutes: float) -> str:
    """Working time in hours and minutes; a working day is not 24 hours, so there are no days."""
    hours, rest = divmod(round(minutes), 60)
    if not hours:
        return words(N_("{minutes} min"), minutes=rest)
    return words(N_("{hours} h {minutes}"), hours=words.number(hours), minutes=f"{rest:02}")


def amount(words: Words, unit: str, value: float | None, currency: str = "CNY") -> str:
    """A measure's value in its unit."""
    if value is None:
        return NONE
    if unit == SHARE:
        return words.percent(value)
    if unit == MINUTES:
        return working(words, value)
    if unit == MONEY:
        return str(Money(round(value), currency))
    return words.number(value, {EACH: 2, COUNT: 0}.get(unit, 1))


def light(rising: bool, value: float | None, target: float | None) -> str:
    """Whether a value reaches its target: a key of LIGHTS."""
    if value is None or target is None:
        return ""
    if value >= target if rising else value <= target:
        return "kept"
    return "near" if abs(value - target) <= abs(target) * NEAR else "missed"


def days(words: Words, count: float) -> str:
    """1 day, 3 days, 12.5 days."""
    if count == 1:
        return words(N_("1 day"))
    return words(N_("{n} days"), n=words.number(count, 0 if float(count).is_integer() else 1))
