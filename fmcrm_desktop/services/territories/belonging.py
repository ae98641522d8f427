"""Which territory a building is in on a day, and an order by the day it was received: history keeps old borders."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, false, not_, or_, select

from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class Held:
    """A building is in a territory from one day until another, both inclusive, None for open."""

    territory: int
    building: int
    from_day: date | None
    until_day: date | None

    def on(self, day: date) -> bool:
        return (self.from_day or date.min) <= day <= (self.until_day or date.max)


def held(work: Work) -> list[Held]:
    """All lines there are and ever were; some hundred in a large office."""
    columns = select(
        TerritoryBuilding.territory_id, TerritoryBuilding.building_id, TerritoryBuilding.from_day,
        TerritoryBuilding.until_day,
    )  # fmt: skip
    return [Held(*row) for row in work.rows(columns.where(TerritoryBuilding.archived.is_(None)))]


class Borders:
    """All borders of all times, for naming the territory of many orders."""

    def __init__(self, work: Work) -> None:
        self._zone = work.zone
        self._names: dict[int, tuple[str, str]] = {
            id: (name, other)
            for id, name, other in work.rows(select(Territory.id, Territory.name, Territory.other_name))
        }
        self._held: dict[int, list[Held]] = defaultdict(list)
        for each in held(work):
            self._held[each.building].append(each)

    def __bool__(self) -> bool:
        """Whether the office has, or had, any."""
        return bool(self._held)

    def of(self, building: int | None, received: datetime) -> tuple[str, str]:
        """The name in both languages; empty for a building in none."""
        if building not in self._held:
            return "", ""
        day = received.astimezone(self._zone).date()
        return next((self._names[each.territory] for each in self._held[building] if each.on(day)), ("", ""))


def of_orders(work: Work, territories: Sequence[object]) -> ColumnElement[bool]:
    """The condition that an order was in one of the territories when it was received; None stands for no territory."""
    every = held(work)
    found: list[ColumnElement[bool]] = [
        _within(work, [each for each in every if each.territory in territories])
    ]
    if None in territories:
        found.append(or_(WorkOrder.building_id.is_(None), not_(_within(work, every))))
    return or_(*found)


def _within(work: Work, lines: Iterable[Held]) -> ColumnElement[bool]:
    """Its building stood in one of the lines on the day of the office's clock; lines of the same days together."""
    spans: dict[tuple[date | None, date | None], set[int]] = defaultdict(set)
    for each in lines:
        spans[each.from_day, each.until_day].add(each.building)
    parts: list[Any] = []
    for (begin, end), buildings in spans.items():
        wanted: list[ColumnElement[bool]] = [WorkOrder.building_id.in_(sorted(buildings))]
        if begin is not None:
            wanted.append(WorkOrder.received >= day_start(begin, work.zone))
        if end is not None:
            wanted.append(WorkOrder.received < day_start(end + timedelta(1), work.zone))
        parts.append(and_(*wanted))
    return or_(*parts) if parts else false()
