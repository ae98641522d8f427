"""What a set of buildings asks of its people: open orders, hours of work, response; for a territory as it is or would
be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from statistics import median

from sqlalchemy import and_, bindparam, func, select

from fmcrm_desktop.model.work_order import OVER, Visit, WorkOrder
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


def measure(work: Work, sets: Mapping[int, frozenset[int]], people: Mapping[int, int]) -> dict[int, Measured]:
    """The figures of each set of buildings; asked once for all of them."""
    wanted = sorted(frozenset().union(*sets.values()))
    since = work.now - timedelta(days=DAYS)
    open_orders = _open(work, wanted)
    minutes: dict[int, float] = defaultdict(float)
    arrivals: dict[int, list[int]] = defaultdict(list)
    visits = (
        select(WorkOrder.building_id, Visit.arrived, Visit.departed)
        .join(WorkOrder, WorkOrder.id == Visit.order_id)
        .where(
            WorkOrder.building_id.in_(wanted), WorkOrder.archived.is_(None), Visit.archived.is_(None),
            Visit.planned_from >= since - LONGEST, Visit.arrived >= since, Visit.departed.is_not(None),
        )
    )  # fmt: skip
    for building, begin, end in work.rows(visits):
        minutes[building] += max(0.0, (end - begin).total_seconds() / 60)
    hours = working_calendar(work)
    came = select(WorkOrder.building_id, WorkOrder.received, WorkOrder.arrived).where(
        WorkOrder.building_id.in_(wanted), WorkOrder.archived.is_(None), WorkOrder.arrived >= since
    )
    for building, received, arrived in work.rows(came):
        arrivals[building].append(hours.between(received, arrived))
    found = {}
    for id, buildings in sets.items():
        response = [each for building in buildings for each in arrivals.get(building, ())]
        found[id] = Measured(
            len(buildings), sum(open_orders.get(building, 0) for building in buildings),
            round(sum(minutes.get(building, 0.0) for building in buildings)),
            median(response) if response else None, people.get(id, 0),
        )  # fmt: skip
    return found


def _open(work: Work, buildings: list[int]) -> dict[int, int]:
    counted = (
        select(WorkOrder.building_id, func.count())
        .where(WorkOrder.building_id.in_(buildings), STILL_OPEN)
        .group_by(WorkOrder.building_id)
    )
    return {building: count for building, count in work.rows(counted) if building is not None}
