"""What the dispatch board knows: who works when, what takes their time, what is to be done, the blocks of a day."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, tzinfo
from typing import NamedTuple

from fmcrm_desktop.services.busy import Span, common, merged

USUAL = 60
"""Minutes a visit takes when neither the order nor its problem says."""


class Name(NamedTuple):
    """What the office calls something, in its language and in the other one."""

    own: str = ""
    other: str = ""


@dataclass(frozen=True)
class Held:
    """Something that takes somebody's time; ``visit_id`` 0 is an entry of the calendar."""

    starts: datetime
    ends: datetime
    title: str
    visit_id: int = 0
    building_id: int | None = None
    building: Name = Name()


@dataclass(frozen=True)
class Area:
    """A territory somebody works in, or a building belongs to, from one day until another (None for open)."""

    territory_id: int
    name: Name
    from_day: date | None = None
    until_day: date | None = None

    def holds(self, day: date) -> bool:
        return (self.from_day is None or self.from_day <= day) and (
            self.until_day is None or day <= self.until_day
        )


@dataclass(frozen=True)
class Worker:
    """Somebody work is given to. ``worked``: when they are at work; ``held``: what takes their time, by beginning;
    ``skills``: skill → the last day it is valid (None for always)."""

    id: int
    name: str
    other_name: str = ""
    trade: str = ""
    vendor: bool = False
    skills: Mapping[int, date | None] = field(default_factory=dict)
    areas: tuple[Area, ...] = ()
    worked: tuple[Span, ...] = ()
    held: tuple[Held, ...] = ()

    def taken(self, start: datetime, end: datetime) -> float | None:
        """Which share of the time worked in [start, end) is taken; None where nothing is worked."""
        worked = common(self.worked, [(start, end)])
        whole = _length(worked)
        if not whole:
            return None
        held = merged((each.starts, each.ends) for each in self.held)
        return _length(common(worked, held)) / whole


@dataclass(frozen=True)
class Job:
    """What is to be done, wherever it comes from: a card at the left or a block of the day."""

    order_id: int
    number: str
    summary: str
    version: int
    minutes: int = USUAL
    building_id: int | None = None
    building: Name = Name()
    skill_id: int | None = None
    skill: Name = Name()
    due: datetime | None = None
    staff_id: int | None = None
    visit_id: int | None = None
    visit_version: int | None = None
    staff: tuple[int, ...] = ()
    """Who goes on the visit, as it is now."""


@dataclass(frozen=True)
class Block:
    """A visit on the board. ``late``: its time or its order's is over; ``at_risk``: it is planned too late, or
    should have begun; ``fixed``: somebody is on the way or has arrived, so it stays where it is."""

    id: int
    job: Job
    starts: datetime
    ends: datetime
    state: str
    priority: str
    place: str
    clash_reason: str
    late: bool
    at_risk: bool
    fixed: bool


@dataclass(frozen=True)
class BoardSheet:
    """A day of the board, or several: everything in it is known without a further question."""

    first_day: date
    days: int
    now: datetime
    workers: tuple[Worker, ...]
    blocks: tuple[Block, ...]
    buildings: Mapping[int, tuple[Area, ...]]
    """The territories of each building that is in any."""
    travel: int
    """Minutes to leave between two buildings."""
    window: Span


def areas_on(areas: tuple[Area, ...], day: date) -> tuple[Area, ...]:
    return tuple(area for area in areas if area.holds(day))


def day_of(moment: datetime, zone: tzinfo) -> date:
    return moment.astimezone(zone).date()


def _length(spans: list[Span]) -> float:
    return sum(((end - start) for start, end in spans), timedelta()).total_seconds()
