"""Office hours: the spans of a day, days off and make-up days, and what makes a week of them valid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_

DAY = 24 * 60
NOON = 12 * 60


class Hours(NamedTuple):
    """Office hours of one day in minutes since its midnight; ``end`` beyond 1440 runs into the next day."""

    start: int
    end: int

    @classmethod
    def read(cls, text: str) -> Hours:
        """08:30-12:00, or 22:00-06:00 over midnight. Raises Invalid(hours)."""
        try:
            start, end = (int(h) * 60 + int(m) for h, m in (part.split(":") for part in text.split("-")))
        except ValueError:
            raise Invalid(
                hours=Refusal(N_("“{typed}” is not a span like 08:30-12:00."), typed=text)
            ) from None
        return cls(start, end if end > start else end + DAY)

    def __str__(self) -> str:
        end = self.end if self.end <= DAY else self.end - DAY
        return f"{self.start // 60:02}:{self.start % 60:02}-{end // 60:02}:{end % 60:02}"


class Part(StrEnum):
    """Which part of a day is off."""

    WHOLE = "whole"
    MORNING = "morning"
    AFTERNOON = "afternoon"


@dataclass(frozen=True)
class Holiday:
    """A day off, or half of one (noon parts them); hours begun the day before are still worked."""

    day: date
    name: str = ""
    part: Part = Part.WHOLE


@dataclass(frozen=True)
class MakeUp:
    """A day worked although its weekday or a holiday says otherwise."""

    day: date
    hours: tuple[Hours, ...]
    name: str = ""


@dataclass(frozen=True)
class Shift:
    """A week of somebody's own in place of the office's, from one day to another; None: until further notice."""

    from_day: date
    until_day: date | None
    week: tuple[tuple[Hours, ...], ...]

    def __post_init__(self) -> None:
        object.__setattr__(self, "week", in_order(self.week))


@dataclass(frozen=True)
class OwnTime:
    """What one of the staff has besides the office's week: shifts, whole days away and stretches away.

    Of two shifts that hold on a day the one that began later counts. The office's days off and make-up days are
    everybody's. A whole day away takes that day's hours, also those that run into the night after it.
    """

    shifts: tuple[Shift, ...] = ()
    days: tuple[tuple[date, date], ...] = ()
    stretches: tuple[tuple[datetime, datetime], ...] = ()


NOTHING_OWN = OwnTime()


def in_order(week: Sequence[Sequence[Hours]]) -> tuple[tuple[Hours, ...], ...]:
    """The spans of each day by their beginning."""
    return tuple(tuple(sorted(Hours(*each) for each in day)) for day in week)


def check_week(week: Sequence[Sequence[Hours]]) -> None:
    """Seven days, at least one hour in them, none overlapping (Sunday's late hours reach into Monday)."""
    if len(week) != 7 or not any(week):
        raise Invalid(hours=N_("The office needs hours on at least one day of the week."))
    every = [Hours(i * DAY + each.start, i * DAY + each.end) for i, day in enumerate(week) for each in day]
    every.append(Hours(every[0].start + 7 * DAY, every[0].end + 7 * DAY))
    for day in week:
        check_day(day)
    if any(one.end > next.start for one, next in pairwise(every)):
        raise Invalid(hours=N_("Two spans of office hours overlap."))


def check_day(day: Iterable[Hours]) -> None:
    """Raise Invalid(hours) for spans that begin outside the day or last over 24 hours."""
    for each in day:
        if not (0 <= each.start < DAY and each.start < each.end <= each.start + DAY):
            raise Invalid(hours=Refusal(N_("“{typed}” is not a span like 08:30-12:00."), typed=str(each)))
