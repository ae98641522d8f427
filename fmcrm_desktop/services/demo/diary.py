"""The demo office's diary: what comes each week, leave, tasks, memos, and now and then somebody wanted twice."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from fmcrm_desktop.model.event import Event, EventStaff
from fmcrm_desktop.services.demo import texts
from fmcrm_desktop.services.demo.stage import Stage

ALL, CLERKS, TECHNICIANS = "all", "clerks", "technicians"


class Habit(NamedTuple):
    """What happens on a weekday in most weeks: when, how long, whose time it takes (a group, or somebody's place in
    it), and its title in both languages."""

    weekday: int
    hour: float
    minutes: int
    kind: str
    who: str | tuple[str, int]
    title: tuple[str, str]
    odds: float = 1.0


HABITS = (
    Habit(0, 9, 60, "meeting", (CLERKS, 0), texts.COMMITTEE_CALL),
    Habit(0, 14, 60, "appointment", (CLERKS, 1), texts.HAND_OVER, 0.8),
    Habit(1, 10, 90, "activity", ALL, texts.FIRE_DRILL, 0.3),
    Habit(1, 13.5, 60, "appointment", (CLERKS, 0), texts.SHOW_UNIT, 0.7),
    Habit(1, 15, 30, "phone", (CLERKS, 2), texts.CALL_VENDOR, 0.7),
    Habit(2, 9, 120, "appointment", (TECHNICIANS, 0), texts.LIFT_CHECK, 0.9),
    Habit(2, 10, 90, "appointment", (TECHNICIANS, 0), texts.SHOW_ROOF, 0.6),
    Habit(2, 15, 60, "meeting", (CLERKS, 0), texts.BUDGET, 0.6),
    Habit(3, 10, 60, "appointment", (TECHNICIANS, 1), texts.SHOW_ROOF, 0.5),
    Habit(3, 13.5, 60, "appointment", (CLERKS, 1), texts.SHOW_UNIT, 0.8),
    Habit(4, 9, 30, "phone", (CLERKS, 0), texts.CALL_VENDOR, 0.8),
    Habit(4, 11, 60, "appointment", (CLERKS, 2), texts.HAND_OVER, 0.7),
    Habit(4, 16, 45, "meeting", CLERKS, texts.WEEK_REVIEW, 0.8),
    Habit(5, 14, 120, "activity", (CLERKS, 1), texts.TEA, 0.5),
)  # fmt: skip


def diary(stage: Stage, first: date, last: date) -> int:
    """Fill the diary from one day to another; gives how many events came of it."""
    entries = [*_habits(stage, first, last), *_days(stage), *_round(stage, first)]
    ids = stage.work.add_many(Event, [event for event, _ in entries])
    ties = (
        {"event_id": id, "staff_id": each} for id, (_, who) in zip(ids, entries, strict=True) for each in who
    )
    stage.work.add_many(EventStaff, ties)
    return len(ids)


Made = tuple[dict[str, Any], tuple[int, ...]]


def _habits(stage: Stage, first: date, last: date) -> Iterator[Made]:
    for n in range((last - first).days + 1):
        day = first + timedelta(n)
        for habit in HABITS:
            if habit.weekday == day.weekday() and stage.chance.random() < habit.odds:
                starts = stage.at(day, int(habit.hour), int(habit.hour % 1 * 60))
                ends = starts + timedelta(minutes=habit.minutes)
                yield _made(stage, habit.kind, habit.title, starts=starts, ends=ends), _people(stage, habit.who)


def _days(stage: Stage) -> Iterator[Made]:
    """What takes whole days around the office's today: leave, a course, tasks that are due, memos."""
    clerks, technicians = stage.cast.clerks, stage.cast.technicians
    monday = stage.until - timedelta(stage.until.weekday())
    for kind, title, offset, days, who in (
        ("leave", texts.LEAVE, 3, 2, technicians[1:2]),
        ("leave", texts.LEAVE, 7, 5, clerks[1:2]),
        ("sick", texts.SICK, -7, 2, technicians[2:3]),
        ("activity", texts.COURSE, 8, 3, technicians[3:4]),
        ("task", texts.METERS, 1, 1, technicians[:1]),
        ("task", texts.MINUTES, 4, 1, clerks[:1]),
        ("task", texts.PERMITS, 9, 1, clerks[2:3]),
        ("memo", texts.KEYS, stage.until.weekday(), 1, ()),
        ("memo", texts.PUMP_ROOM, 8, 1, ()),
    ):  # fmt: skip
        from_day = monday + timedelta(offset)
        yield _made(stage, kind, title, from_day=from_day, until_day=from_day + timedelta(days - 1)), who


def _round(stage: Stage, first: date) -> Iterator[Made]:
    """The morning round: one event that repeats."""
    start = first + timedelta(-first.weekday() % 7)
    starts = stage.at(start, 8, 30)
    made = _made(stage, "meeting", texts.ROUND, starts=starts, ends=starts + timedelta(minutes=20))
    yield made | {"rule": "FREQ=WEEKLY;BYDAY=MO,TH"}, stage.cast.clerks[:1] + stage.cast.technicians[:1]


def _made(stage: Stage, kind: str, title: tuple[str, str], **when: Any) -> dict[str, Any]:
    blank: dict[str, Any] = {"starts": None, "ends": None, "from_day": None, "until_day": None, "rule": ""}
    return blank | {"kind": kind, "title": stage.chance.choice(title)} | when


def _people(stage: Stage, who: str | tuple[str, int]) -> tuple[int, ...]:
    clerks, technicians = stage.cast.clerks, stage.cast.technicians
    groups = {ALL: clerks + technicians, CLERKS: clerks, TECHNICIANS: technicians}
    if isinstance(who, str):
        return groups[who]
    return (groups[who[0]][who[1] % len(groups[who[0]])],)
