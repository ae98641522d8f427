"""What a set of buildings asks of its people: open orders, hours of work, response; for a territory as it is or would
be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median
from typing import Any

from sqlalchemy import and_, bindparam, extract, func, select

from fmcrm_desktop.model.work_order import OVER, Visit, WorkOrder
from fmcrm_desktop.model.working_ruler import Ruler
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.store.work import Work

DAYS = 90
"""How far back work and response are measured."""
LONGEST = timedelta(days=31)
"""Of a visit; so far back it may have been planned."""
STILL_OPEN = and_(
    WorkOrder.state.not_in(bindparam("over", OVER, expanding=True, literal_execute=True)),
    WorkOrder.archived.is_(None),
)
"""Written out as the list of work orders does, so that the index of open orders is used."""


@dataclass(frozen=True)
class Measured:
    """Figures of a territory; ``worked`` are minutes on site of the last 90 days, ``response`` the median of working
    minutes from the report to the first arrival in them, None without an arrival."""

    buildings: int
    open: int
    worked: int
    response: float | None
    people: int


class Figures:
    """What each of some buildings asks, read once: a territory as it is and as it would be are sums of it."""

    def __init__(self, work: Work, buildings: Iterable[int]) -> None:
        wanted = sorted(set(buildings))
        since = work.now - timedelta(days=DAYS)
        self._open = _by_building(work, _open(wanted))
        self._worked = _by_building(work, _worked(wanted, since))
        self._response = _responses(work, wanted, since)

    def of(self, buildings: Collection[int], people: int) -> Measured:
        response = [each for building in buildings for each in self._response.get(building, ())]
        return Measured(
            len(buildings), round(sum(self._open.get(building, 0) for building in buildings)),
            round(sum(self._worked.get(building, 0) for building in buildings) / 60),
            median(response) if response else None, people,
        )  # fmt: skip


def _by_building(work: Work, counted: Any) -> dict[int, float]:
    return {building: float(count or 0) for building, count in work.rows(counted)}


def _open(buildings: list[int]) -> Any:
    return (
        select(WorkOrder.building_id, func.count())
        .where(WorkOrder.building_id.in_(buildings), STILL_OPEN)
        .group_by(WorkOrder.building_id)
    )


def _worked(buildings: list[int], since: datetime) -> Any:
    """Seconds on site of the visits that began since."""
    seconds = extract("epoch", Visit.departed) - extract("epoch", Visit.arrived)
    return (
        select(WorkOrder.building_id, func.sum(seconds))
        .select_from(Visit)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(
            WorkOrder.building_id.in_(buildings), WorkOrder.archived.is_(None), Visit.archived.is_(None),
            Visit.planned_from >= since - LONGEST, Visit.arrived >= since, Visit.departed >= Visit.arrived,
        )
        .group_by(WorkOrder.building_id)
    )  # fmt: skip


def _responses(work: Work, buildings: list[int], since: datetime) -> dict[int, list[float]]:
    """Working minutes from the report to the first arrival of each order that was arrived at since, by building."""
    found = work.rows(
        select(
            WorkOrder.building_id, extract("epoch", WorkOrder.received), extract("epoch", WorkOrder.arrived)
        ).where(
            WorkOrder.building_id.in_(buildings), WorkOrder.archived.is_(None), WorkOrder.arrived >= since
        )
    )
    if not found:
        return {}
    begin = min(int(received) for _building, received, _arrived in found)
    ruler = Ruler(working_calendar(work), begin, int(work.now.timestamp()) + 1)
    minutes: dict[int, list[float]] = defaultdict(list)
    for building, received, arrived in found:
        minutes[building].append(ruler.minutes(int(received), int(arrived)))
    return minutes
