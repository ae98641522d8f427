"""How fairly small customers are served: twelve months by tier and by building, side by side with the whole office.

Response is from the report to the first arrival, finish from the report to done less waiting for the owner, both in
working time and without preventive work, as the measures count them; kept is the share of orders whose clocks that
fell due were all kept. Complaints stand per hundred customers: of a tier those who have it today, of a building those
tied to one of its units today.

A group is served clearly worse than the office as a whole, and said to be, when it has at least LEAST orders or
complaints that are looked at, and its median response or finish is more than half as long again, or its kept share is
ten points or more below, or its complaints per hundred customers are more than half as many again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from statistics import fmean, median
from typing import Any

from sqlalchemy import and_, func, or_, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Relation, Unit, called
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.measures import given_now
from fmcrm_desktop.services.measures.counting import Period
from fmcrm_desktop.services.measures.declared import ALL, END, START, Source, added
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.sources import COMPLAINT_RECEIVED, ORDER_RECEIVED
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work

MONTHS, LEAST = 12, 5
LONGER = 1.5
_TIMES = {"response": "on_site_response", "finish": "median_time_to_repair"}
_KEPT = BY_NAME["compliance"].parts[0]
_COUNTED: tuple[tuple[Source, Any, dict[str, Any]], ...] = (
    (ORDER_RECEIVED, WorkOrder.plan_id.is_(None), {"orders": func.count()}),
    (COMPLAINT_RECEIVED, Complaint.state != "withdrawn", {"complaints": func.count()}),
    (_KEPT.source, ALL, {"kept": added(_KEPT.numerator), "due": added(_KEPT.denominator)}),
)
_TIMED = (
    select(WorkOrder.id, Person.tier, WorkOrder.building_id)
    .outerjoin(Person, Person.id == WorkOrder.person_id)
    .where(
        or_(
            *(  # archived in each, or SQLite does not see the index over those that are not
                and_(WorkOrder.archived.is_(None), moment >= START, moment < END)
                for moment in (WorkOrder.arrived, WorkOrder.done)
            )
        )
    )
)
_Place = tuple[str | None, int | None]
"""A tier and a building, None for what belongs nowhere."""


@dataclass(frozen=True)
class FairLine:
    """A tier or a building; times in working minutes, None where nothing was measured; ``worse`` names of
    fair_words.WORSE."""

    key: str | int | None
    name: str
    customers: int
    orders: int
    complaints: int
    response_median: float | None
    response_mean: float | None
    finish_median: float | None
    finish_mean: float | None
    kept: int
    due: int
    measured: Mapping[str, int]
    """How many orders the response, the finish and the share kept were taken of."""
    worse: tuple[str, ...] = ()
    other_name: str = ""
    whole: bool = False
    """All of the office together."""

    @property
    def share(self) -> float | None:
        return self.kept / self.due if self.due else None

    @property
    def per_hundred(self) -> float | None:
        return 100 * self.complaints / self.customers if self.customers else None


@dataclass(frozen=True)
class FairSheet:
    """Twelve months until and with ``month``."""

    head: Head
    since: Month
    month: Month
    all: FairLine
    tiers: tuple[FairLine, ...]
    buildings: tuple[FairLine, ...]


@dataclass
class _Served:
    """What was counted of a group, and its times in working minutes."""

    orders: int = 0
    complaints: int = 0
    kept: int = 0
    due: int = 0
    response: list[float] = field(default_factory=list)
    finish: list[float] = field(default_factory=list)

    def add(self, other: _Served) -> None:
        for each in fields(self):
            mine = getattr(self, each.name)
            mine += getattr(other, each.name)
            setattr(self, each.name, mine)


@needs("report.read")
def fairness(work: Work, month: Month | None = None) -> FairSheet:
    """The twelve months until this one, or the one asked for."""
    now = today(work)
    last = month or Month(now.year, now.month)
    since = last.plus(1 - MONTHS)
    zone = settings.zone(work)
    period = Period(last, since.period(zone)[0], last.period(zone)[1], work.now, 0)
    served = _served(work, period)
    customers = [_customers(work, key) for key in (Person.tier, Unit.building_id)]
    everybody = _Served()
    for each in served.values():
        everybody.add(each)
    # a customer has one tier or none, and may be one in several buildings
    whole = replace(_line(None, everybody, sum(customers[0].values())), whole=True)
    tiers, buildings = (
        _lines(names, customers[at], _apart(served, at), whole)
        for at, names in enumerate((_tiers(), _buildings(work)))
    )
    return FairSheet(head(work), since, last, whole, tiers, buildings)


def _apart(served: Mapping[_Place, _Served], at: int) -> dict[Any, _Served]:
    """The same by one of the keys alone."""
    apart: dict[Any, _Served] = defaultdict(_Served)
    for place, each in served.items():
        apart[place[at]].add(each)
    return apart


def _lines(
    names: Mapping[Any, tuple[str, str, str]],
    customers: Mapping[Any, int],
    apart: dict[Any, _Served],
    whole: FairLine,
) -> tuple[FairLine, ...]:
    found = []
    for key in sorted({*apart, *customers}, key=lambda key: (key is None, names.get(key, ("",))[0])):
        _, name, other = names.get(key, ("", "", ""))
        line = _line(key, apart[key], customers.get(key, 0))
        found.append(_judged(replace(line, name=name, other_name=other), whole))
    return tuple(found)


def _line(key: Any, it: _Served, customers: int) -> FairLine:
    return FairLine(
        key, "", customers, it.orders, it.complaints,
        median(it.response) if it.response else None, fmean(it.response) if it.response else None,
        median(it.finish) if it.finish else None, fmean(it.finish) if it.finish else None,
        it.kept, it.due, {"response": len(it.response), "finish": len(it.finish), "kept": it.due},
    )  # fmt: skip


def _judged(line: FairLine, whole: FairLine) -> FairLine:
    """The line with what it is served worse in; what belongs nowhere is no group."""
    worse = []
    for name, own, of_all in (
        ("response", line.response_median, whole.response_median),
        ("finish", line.finish_median, whole.finish_median),
    ):
        if line.measured[name] >= LEAST and own is not None and of_all is not None and own > LONGER * of_all:
            worse.append(name)
    # in whole numbers: ten points are ten points
    lower = 10 * (whole.kept * line.due - line.kept * whole.due) >= whole.due * line.due
    if line.due >= LEAST and lower:
        worse.append("kept")
    own, of_all = line.per_hundred, whole.per_hundred
    if line.complaints >= LEAST and own is not None and of_all is not None and own > LONGER * of_all:
        worse.append("complaints")
    return replace(line, worse=tuple(worse) if line.key is not None else ())


def _served(work: Work, period: Period) -> dict[_Place, _Served]:
    """Everything but the customers, by tier and building together."""
    found: dict[_Place, _Served] = defaultdict(_Served)
    places = {id: (tier or None, building) for id, tier, building in work.rows(_TIMED, **period.values())}
    for name, measure in _TIMES.items():
        for each in given_now(work, period, BY_NAME[measure]):
            if each.denominator:
                getattr(found[places[each.id]], name).append(each.numerator)
    for source, condition, sums in _COUNTED:
        table = source.table
        chosen = (
            source.chosen(Person.tier, table.building_id, *sums.values())
            .outerjoin(Person, Person.id == table.person_id)
            .where(condition)
            .group_by(Person.tier, table.building_id)
        )
        for tier, building, *amounts in work.rows(chosen, **period.values()):
            it = found[tier or None, building]
            for name, amount in zip(sums, amounts, strict=True):
                setattr(it, name, getattr(it, name) + int(amount))
    return found


def _customers(work: Work, key: Any) -> dict[Any, int]:
    chosen = (
        select(key, func.count(Relation.person_id.distinct()))
        .select_from(Relation)
        .join(Person, Person.id == Relation.person_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(holds(today(work)), Person.archived.is_(None))
        .group_by(key)
    )
    return {name or None: int(many) for name, many in work.rows(chosen)}


def _tiers() -> dict[Any, tuple[str, str, str]]:
    """Key → what it is sorted by, its name (a marked word) and its other name."""
    return {None: ("", N_("No tier"), "")} | {tier: (tier, word, "") for tier, word in TIERS.items()}


def _buildings(work: Work) -> dict[Any, tuple[str, str, str]]:
    """The same; the other name is empty where none was given."""
    name, other = (called(each) for each in (Building.name, Building.other_name))
    chosen = select(Building.id, Building.sort_key, name, other, Building.other_name != "")
    return {id: (key, said, second if had else "") for id, key, said, second, had in work.rows(chosen)}
