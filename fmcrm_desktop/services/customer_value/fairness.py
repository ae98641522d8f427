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
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from statistics import fmean, median
from typing import Any

from sqlalchemy import func, literal, select

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
from fmcrm_desktop.services.measures.counting import Given, Period
from fmcrm_desktop.services.measures.groups import keys_of
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work

MONTHS, LEAST = 12, 5
LONGER = 1.5
_MEASURES = {"response": "on_site_response", "finish": "median_time_to_repair", "kept": "compliance"}


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


@needs("report.read")
def fairness(work: Work, month: Month | None = None) -> FairSheet:
    """The twelve months until this one, or the one asked for."""
    now = today(work)
    last = month or Month(now.year, now.month)
    since = last.plus(1 - MONTHS)
    zone = settings.zone(work)
    period = Period(last, since.period(zone)[0], last.period(zone)[1], work.now, 0)
    given = {name: given_now(work, period, BY_NAME[measure]) for name, measure in _MEASURES.items()}
    counts = (_people(work), *_received(work, period, None).get(None, (0, 0)))
    whole = replace(_line(None, "", given, counts), whole=True)
    return FairSheet(
        head(work), since, last, whole, _by(work, "tier", given, period, whole),
        _by(work, "building", given, period, whole),
    )  # fmt: skip


def _by(
    work: Work, by: str, given: Mapping[str, Sequence[Given]], period: Period, whole: FairLine
) -> tuple[FairLine, ...]:
    apart: dict[Any, dict[str, list[Given]]] = defaultdict(lambda: defaultdict(list))
    for name, each in given.items():
        keys = keys_of(work, each, by, period.month)
        for one in each:
            apart[keys.get((one.kind, one.id))][name].append(one)
    customers, received = _customers(work, by), _received(work, period, by)
    names = _names(work, by)
    found = []
    for key in sorted(
        {*apart, *received, *customers}, key=lambda key: (key is None, names.get(key, ("",))[0])
    ):
        counts = (customers.get(key, 0), *received.get(key, (0, 0)))
        _, name, other = names.get(key, ("", "", ""))
        line = replace(_line(key, name, apart[key], counts), other_name=other)
        found.append(_judged(line, whole))
    return tuple(found)


def _line(
    key: Any, name: str, given: Mapping[str, Sequence[Given]], counts: tuple[int, int, int]
) -> FairLine:
    times = {
        part: [each.numerator for each in given.get(part, ()) if each.denominator]
        for part in ("response", "finish")
    }
    kept = [each for each in given.get("kept", ()) if each.denominator]
    response, finish = times["response"], times["finish"]
    return FairLine(
        key, name, *counts,
        median(response) if response else None, fmean(response) if response else None,
        median(finish) if finish else None, fmean(finish) if finish else None,
        int(sum(each.numerator for each in kept)), len(kept),
        {"response": len(response), "finish": len(finish), "kept": len(kept)},
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


def _received(work: Work, period: Period, by: str | None) -> dict[Any, tuple[int, int]]:
    """Orders (not preventive) and complaints received, by key; under None what belongs nowhere, or all."""
    found: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    tables: tuple[tuple[Any, Any], ...] = (
        (WorkOrder, WorkOrder.plan_id.is_(None)),
        (Complaint, Complaint.state != "withdrawn"),
    )
    for at, (table, kept) in enumerate(tables):
        key: Any = {"tier": Person.tier, "building": table.building_id}.get(by or "", literal(None))
        chosen = (
            select(key, func.count())
            .select_from(table)
            .outerjoin(Person, Person.id == table.person_id)
            .where(
                table.archived.is_(None), table.received >= period.start, table.received < period.end, kept
            )
        )
        for name, count in work.rows(chosen.group_by(key) if by else chosen):
            found[name or None][at] += count
    return {key: (counts[0], counts[1]) for key, counts in found.items()}


def _people(work: Work) -> int:
    """All who are tied to a unit today."""
    chosen = select(func.count(Relation.person_id.distinct())).join(Person, Person.id == Relation.person_id)
    return int(work.value(chosen.where(holds(today(work)), Person.archived.is_(None))))


def _customers(work: Work, by: str) -> dict[Any, int]:
    count = func.count(Relation.person_id.distinct())
    key: Any = Person.tier if by == "tier" else Unit.building_id
    chosen = (
        select(key, count)
        .select_from(Relation)
        .join(Person, Person.id == Relation.person_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(holds(today(work)), Person.archived.is_(None))
        .group_by(key)
    )
    return {name or None: int(many) for name, many in work.rows(chosen)}


def _names(work: Work, by: str) -> dict[Any, tuple[str, str, str]]:
    """Key → what it is sorted by, its name (a marked word for a tier) and its other name."""
    if by == "tier":
        return {None: ("", N_("No tier"), "")} | {tier: (tier, word, "") for tier, word in TIERS.items()}
    name, other = (called(each) for each in (Building.name, Building.other_name))
    chosen = select(Building.id, Building.sort_key, name, other, Building.other_name != "")
    return {id: (key, said, second if had else "") for id, key, said, second, had in work.rows(chosen)}
