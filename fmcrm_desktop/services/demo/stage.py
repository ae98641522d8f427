"""The demo's stage: who lives and works there, what day it is, and chance."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Any

from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.store.work import Work

Rows = list[dict[str, Any]]


@dataclass(frozen=True)
class Dweller:
    """Somebody at a unit; ``english`` says which language the office speaks with them."""

    person: int
    unit: int
    building: int
    english: bool


@dataclass(frozen=True)
class Cast:
    """Who lives and works in the demo."""

    dwellers: list[Dweller]
    clerks: tuple[int, ...]
    technicians: tuple[int, ...]
    trades: dict[str, int]
    helpers: tuple[int, ...] = ()
    """Technicians of a large office, who do whatever comes."""


@dataclass
class Stage:
    """What the scenes need in hand: chance, people, the working calendar, the office's today."""

    work: Work
    chance: Random
    cast: Cast
    until: date
    hours: WorkingCalendar
    categories: dict[tuple[str, str], int] = field(default_factory=dict)

    @property
    def now(self) -> datetime:
        """Twenty to eleven of the office's today, or the deed's moment when that is earlier."""
        return min(self.work.now, self.at(self.until, 10, 40))

    def at(self, day: date, hour: int, minute: int = 0) -> datetime:
        return datetime.combine(day, time(hour, minute), self.work.zone)

    def moment(self, day: date) -> datetime:
        """A moment of a working day, sometimes of its evening."""
        today = day == self.until
        hour = self.chance.choice(
            (8, 8, 9, 9, 10) if today else (8, 9, 9, 10, 10, 11, 14, 15, 15, 16, 17, 19)
        )
        return self.at(day, hour, self.chance.randrange(30 if today else 60))

    def later_today(self) -> datetime:
        """Some quarter of an hour of the rest of the office's day."""
        local = self.now.astimezone(self.work.zone)
        hour = min(20, max(local.hour + 1, self.chance.choice((11, 13, 14, 14, 15, 16))))
        return self.at(self.until, hour, self.chance.choice((0, 15, 30, 45)))

    def say(self, dweller: Dweller, both: tuple[str, str]) -> str:
        return both[0] if dweller.english else both[1]


def how_many(chance: Random, rate: float) -> int:
    """A whole number that is ``rate`` on average."""
    whole = int(rate)
    return whole + (chance.random() < rate - whole)
