"""Working time: the two functions every clock uses, between two moments and so many minutes after one.

Every moment has a position on one line of working time. ``between`` subtracts two positions and ``after``
looks a position up, so the two are inverse to each other by construction, over daylight changes too.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from fmcrm_desktop.model.office_hours import (
    NOTHING_OWN,
    Holiday,
    Hours,
    MakeUp,
    OwnTime,
    Part,
    Shift,
    check_day,
    check_week,
    in_order,
)
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.working_line import MINUTE, Span, WorkingLine, as_moment, in_us, merged

__all__ = [
    "Holiday", "Hours", "Line", "LineKind", "MakeUp", "OwnTime", "Part", "Pause", "Shift", "WorkingCalendar",
]  # fmt: skip

Pause = tuple[datetime, datetime]


class LineKind(StrEnum):
    START = "start"
    HOURS = "hours"
    MAKE_UP = "make_up"
    PAUSE = "pause"
    HOLIDAY = "holiday"
    AWAY = "away"
    DUE = "due"


@dataclass(frozen=True)
class Line:
    """One line of the arithmetic behind a due time: a marked text and what fills it.

    ``begin`` and ``end`` are moments, ``day`` the local date, ``minutes`` what the line adds (a pause takes).
    """

    kind: LineKind
    text: str
    day: date
    minutes: int = 0
    begin: datetime | None = None
    end: datetime | None = None
    name: str = ""


_TEXTS = {
    LineKind.START: N_("Start {begin}"),
    LineKind.HOURS: N_("Office hours {day} {begin}–{end}: {minutes}"),
    LineKind.MAKE_UP: N_("Make-up working day {day} {begin}–{end}: {minutes}"),
    LineKind.PAUSE: N_("Paused {begin}–{end}: {minutes} not counted"),
    LineKind.HOLIDAY: N_("Holiday {day} {name}"),
    LineKind.AWAY: N_("Away {day}"),
    LineKind.DUE: N_("Due {end}"),
}


@dataclass(frozen=True)
class WorkingCalendar:
    """When the office works, or with ``own`` one of its staff; ``week`` is seven tuples of Hours, Monday first.

    Raises Invalid(zone, hours).
    """

    zone: str
    week: tuple[tuple[Hours, ...], ...]
    holidays: tuple[Holiday, ...] = ()
    make_ups: tuple[MakeUp, ...] = ()
    own: OwnTime = NOTHING_OWN
    _line: WorkingLine = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        try:
            zone = ZoneInfo(self.zone)
        except (KeyError, ValueError, OSError):
            raise Invalid(zone=Refusal(N_("“{zone}” is not a time zone."), zone=self.zone)) from None
        week = in_order(self.week)
        check_week(week)
        for make_up in self.make_ups:
            check_day(make_up.hours)
        for shift in self.own.shifts:
            check_week(shift.week)
        object.__setattr__(self, "week", week)
        object.__setattr__(self, "_line", WorkingLine(zone, week, self.holidays, self.make_ups, self.own))

    def between(self, start: datetime, end: datetime, pauses: Iterable[Pause] = ()) -> int:
        """Whole working minutes from start to end less the pauses; 0 for a clock set back."""
        held = merged(pauses)
        return max(0, self._position(end, held) // MINUTE - self._position(start, held) // MINUTE)

    def left(self, now: datetime, due: datetime) -> int:
        """Working minutes until due, negative when it has passed."""
        return self.between(now, due) if now <= due else -self.between(due, now)

    def after(self, start: datetime, minutes: int, pauses: Iterable[Pause] = ()) -> datetime:
        """The first moment by which ``between`` counts ``minutes`` since start; pauses push it on.

        Negative minutes count back from start to the last such moment, 0 gives start itself. The seconds of start
        count for nothing, as there: half a minute at the end of the day would be worked at the next opening.
        """
        if minutes == 0:
            return start
        held = merged(pauses) if minutes > 0 else []
        goal = self._line.position(in_us(start)) - self._position(start, held) % MINUTE + minutes * MINUTE
        if minutes < 0:
            return as_moment(self._line.last(goal, in_us(start)))
        for begin, end in held:
            begin = max(begin, in_us(start))
            if begin < end and self._line.position(begin) < goal:
                goal += self._line.position(end) - self._line.position(begin)
        return as_moment(self._line.first(goal, in_us(start)))

    def spans(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The worked stretches between two moments, in order, cut at both."""
        cut = self._line.cut(in_us(start), in_us(end))
        return [(as_moment(a), as_moment(b)) for a, b in cut]

    def works_on(self, day: date) -> bool:
        """True when any hours are worked on a day."""
        return bool(self._line.hours_of(day))

    def day_off(self, day: date) -> Holiday | None:
        """The holiday of a day, unless a make-up day takes it back."""
        return None if day in self._line.make_ups else self._line.holidays.get(day)

    def explain(self, start: datetime, minutes: int, pauses: Iterable[Pause] = ()) -> list[Line]:
        """The arithmetic of ``after`` line by line; hours less pauses add up to ``minutes``."""
        held = list(pauses)
        return self.account(start, self.after(start, minutes, held), held)

    def account(self, start: datetime, due: datetime, pauses: Iterable[Pause] = ()) -> list[Line]:
        """What is worked from start until a moment somebody named, line by line; a backward one has no hours."""
        held = merged(pauses)
        zone = self._line.zone
        lines = [self._hours_line(a, b) for a, b in self.spans(start, due)]
        lines += [
            self._stretch(
                LineKind.PAUSE, as_moment(max(begin, in_us(start))), as_moment(min(end, in_us(due)))
            )
            for begin, end in held
            if begin < in_us(due) and end > in_us(start)
        ]
        first, last = start.astimezone(zone).date(), due.astimezone(zone).date()
        lines += [
            Line(LineKind.HOLIDAY, _TEXTS[LineKind.HOLIDAY], each.day, name=each.name)
            for each in self.holidays
            if first <= each.day <= last and self.day_off(each.day) is not None
        ]
        lines += [
            Line(LineKind.AWAY, _TEXTS[LineKind.AWAY], day)
            for day in self._line.away_on
            if first <= day <= last
        ]
        lines.sort(key=lambda line: (line.day, line.begin or start, line.kind))
        begun = Line(LineKind.START, _TEXTS[LineKind.START], first, begin=start)
        minutes = max(0, self._position(due, held) // MINUTE - self._position(start, held) // MINUTE)
        return [begun, *lines, Line(LineKind.DUE, _TEXTS[LineKind.DUE], last, minutes, end=due)]

    def _hours_line(self, begin: datetime, end: datetime) -> Line:
        day = begin.astimezone(self._line.zone).date()
        return self._stretch(LineKind.MAKE_UP if day in self._line.make_ups else LineKind.HOURS, begin, end)

    def _stretch(self, kind: LineKind, begin: datetime, end: datetime) -> Line:
        name = ""
        day = begin.astimezone(self._line.zone).date()
        if kind is LineKind.MAKE_UP:
            name = self._line.make_ups[day].name
        return Line(kind, _TEXTS[kind], day, self.between(begin, end), begin, end, name)

    def _position(self, moment: datetime, held: Sequence[Span]) -> int:
        """Working microseconds up to the moment, those held by pauses taken out."""
        at = in_us(moment)
        position = self._line.position(at)
        for begin, end in held:
            if begin < at:
                position -= self._line.position(min(end, at)) - self._line.position(begin)
        return position
