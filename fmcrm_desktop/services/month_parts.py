"""What the month's report holds besides figures and registers: lessons, gaps, surveys, calls, promises, praise, and the
weeks to come. Each part is there when whoever prints it may see what it tells."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.committee import CommitteeBody
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Survey, SurveySheet
from fmcrm_desktop.services import (
    call_statistics,
    committee,
    customer_value,
    gaps,
    month_ahead,
    personal,
    promise_ledger,
    survey_results,
)
from fmcrm_desktop.services.call_statistics import Statistics
from fmcrm_desktop.services.committee import CommitteeMonth
from fmcrm_desktop.services.customer_value import FairSheet
from fmcrm_desktop.services.forecast import Forecast, forecast
from fmcrm_desktop.services.gaps.paper import GapSheet
from fmcrm_desktop.services.measures import given_now
from fmcrm_desktop.services.measures.counting import Period
from fmcrm_desktop.services.measures.groups import Group, grouped
from fmcrm_desktop.services.measures.listed import BY_NAME
from fmcrm_desktop.services.measures.vended import COSTS, DONE, VendorRow, vendors
from fmcrm_desktop.services.month_ahead import AheadSheet
from fmcrm_desktop.services.plans import workload
from fmcrm_desktop.services.plans.workload import Workload
from fmcrm_desktop.services.promise_ledger import Figures
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.survey_results.figures import Sums
from fmcrm_desktop.store.work import Work

ROUNDS = 6
"""Rounds of questions that are told of; more than a few at once are not sent out."""
WEEKS = 5
ADDED = (DONE, "commendations")
"""What is nothing rather than unknown of somebody it says nothing of."""
STAFFED = (
    DONE,
    "compliance",
    "first_time_fix",
    "satisfaction",
    "promises_kept",
    "out_of_hours",
    "commendations",
)
"""The measures that are told of each member of staff; of DONE what it counts."""
TIERED = ("compliance", "on_site_response", "first_time_fix", "satisfaction", "complaints")
"""The measures that are told of each tier of customers."""


@dataclass(frozen=True)
class Lesson:
    """A complaint that was settled, and what the office changed because of it."""

    number: str
    subject: str
    lesson: str


@dataclass(frozen=True)
class Round:
    """A round of questions: ``back`` of the forms came back in the month, and what they say."""

    name: Names
    back: int
    sums: Sums


@dataclass(frozen=True)
class Praise:
    """A commendation; ``staff`` is empty where the office is praised."""

    number: str
    received: datetime
    own_words: str
    staff: str
    building: Names
    staff_other: str = ""


@dataclass(frozen=True)
class TierRow:
    """How the customers of a tier ("" for those of none) were served: the values of TIERED, in their order, and how
    many work orders fell due."""

    tier: str
    due: int
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class StaffRow:
    """A member of staff's month: the values of STAFFED in their order, None where there is nothing to count."""

    name: Names
    values: tuple[float | None, ...]


@dataclass(frozen=True)
class MonthParts:
    """The parts; None where the right to see one is missing."""

    lessons: tuple[Lesson, ...] | None = None
    gaps: GapSheet | None = None
    rounds: tuple[Round, ...] | None = None
    calls: Statistics | None = None
    promises: Figures | None = None
    praise: tuple[Praise, ...] | None = None
    ahead: Workload | None = None
    entries: tuple[tuple[str, int], ...] | None = None
    """How many entries of each kind the calendar has in the month to come, most first."""
    dated: AheadSheet | None = None
    tiers: tuple[TierRow, ...] | None = None
    committee: CommitteeMonth | None = None
    """None as well in an office that knows of no committee."""
    expected: Forecast | None = None
    """The work of the month to come, as far as it is not known yet."""
    vendors: tuple[VendorRow, ...] | None = None
    fair: FairSheet | None = None
    staff: tuple[StaffRow, ...] | None = None


def parts(work: Work, month: Month) -> MonthParts:
    """The parts of a month, from the same moment as its figures."""
    found: dict[str, Any] = {
        name: told(work, month) for name, (right, told) in _TOLD.items() if work.who.may(right)
    }
    return MonthParts(**found)


def allowed(work: Work, kept: MonthParts | None) -> MonthParts | None:
    """Of what a closed month kept, only what its reader may see."""
    if kept is None:
        return None
    if kept.vendors is not None and not work.who.may(COSTS):
        kept = replace(kept, vendors=tuple(replace(row, cost=None) for row in kept.vendors))
    unseen: dict[str, Any] = {name: None for name, (right, _) in _TOLD.items() if not work.who.may(right)}
    return replace(kept, **unseen)


def _lessons(work: Work, month: Month) -> tuple[Lesson, ...]:
    start, end = month.period(work.zone)
    chosen = (
        select(Complaint.number, Complaint.subject, Complaint.lesson)
        .where(Complaint.archived.is_(None), Complaint.resolved >= start, Complaint.resolved < end)
        .where(Complaint.lesson != "")
        .order_by(Complaint.resolved, Complaint.id)
    )
    return tuple(Lesson(*row) for row in work.rows(chosen))


def _rounds(work: Work, month: Month) -> tuple[Round, ...]:
    start, end = month.period(work.zone)
    chosen = (
        select(Survey.id, Survey.name, Survey.other_name, func.count())
        .join(SurveySheet, SurveySheet.survey_id == Survey.id)
        .where(Survey.archived.is_(None), SurveySheet.archived.is_(None))
        .where(SurveySheet.answered >= start, SurveySheet.answered < end)
        .group_by(Survey.id, Survey.name, Survey.other_name)
        .order_by(func.count().desc(), Survey.id)
        .limit(ROUNDS)
    )
    return tuple(
        Round(Names(name, other), back, survey_results.results(work, id, month=month).sums)
        for id, name, other, back in work.rows(chosen)
    )


def _praise(work: Work, month: Month) -> tuple[Praise, ...]:
    start, end = month.period(work.zone)
    columns: tuple[Any, ...] = (
        Commendation.number,
        Commendation.received,
        Commendation.own_words,
        func.coalesce(Staff.name, ""),
        func.coalesce(Building.name, ""),
        func.coalesce(Building.other_name, ""),
        func.coalesce(Staff.other_name, ""),
    )
    chosen = (
        select(*columns)
        .outerjoin(Staff, Staff.id == Commendation.staff_id)
        .outerjoin(Building, Building.id == Commendation.building_id)
        .where(Commendation.archived.is_(None))
        .where(Commendation.received >= start, Commendation.received < end)
        .order_by(Commendation.received, Commendation.id)
    )
    return tuple(
        Praise(number, received, said, staff, Names(name, other), staff_other)
        for number, received, said, staff, name, other, staff_other in work.rows(chosen)
    )


def _promises(work: Work, month: Month) -> Figures:
    return promise_ledger.figures(work, Query(where={"month": (str(month),)}))


def _ahead(work: Work, month: Month) -> Workload:
    return workload(work, month.plus(1).first, WEEKS)


def _expected(work: Work, month: Month) -> Forecast:
    return forecast(work, month.plus(1).first, WEEKS)


def _tiers(work: Work, month: Month) -> tuple[TierRow, ...]:
    """Nothing where no customer has a tier."""
    period = Period.of(work, month)
    found: dict[str, dict[str, Group]] = {}
    for name in TIERED:
        measure = BY_NAME[name]
        for group in grouped(work, measure, given_now(work, period, measure), "tier", month):
            found.setdefault(str(group.key or ""), {})[name] = group
    if not any(found):
        return ()
    return tuple(
        TierRow(
            tier,
            int(by["compliance"].denominator or 0) if "compliance" in by else 0,
            tuple(by[name].value if name in by else None for name in TIERED),
        )
        for tier, by in sorted(found.items(), key=lambda each: (not each[0], each[0]))
    )


def _committee(work: Work, month: Month) -> CommitteeMonth | None:
    any_body = select(CommitteeBody.id).where(CommitteeBody.archived.is_(None)).limit(1)
    return None if work.value(any_body) is None else committee.month_page(work, month)


def _staff(work: Work, month: Month) -> tuple[StaffRow, ...]:
    """All of whom there is something to tell, those with most work orders first."""
    period = Period.of(work, month)
    found: dict[Any, dict[str, Group]] = {}
    for name in STAFFED:
        measure = BY_NAME[name]
        for group in grouped(work, measure, given_now(work, period, measure), "person", month):
            if group.key is not None:
                found.setdefault(group.key, {})[name] = group

    def value(name: str, group: Group | None) -> float | None:
        if group is None:
            return 0.0 if name in ADDED else None
        return group.denominator if name == DONE else group.value

    rows = [
        StaffRow(
            next(Names(each.name, each.other_name) for each in by.values()),
            tuple(value(name, by.get(name)) for name in STAFFED),
        )
        for by in found.values()
    ]
    return tuple(
        sorted(
            (row for row in rows if any(row.values)), key=lambda row: (-(row.values[0] or 0), row.name.name)
        )
    )


_TOLD: dict[str, tuple[str, Callable[[Work, Month], Any]]] = {
    "lessons": ("complaint.read", _lessons),
    "gaps": ("complaint.read", gaps.paper),
    "rounds": ("complaint.read", _rounds),
    "calls": ("call.read", call_statistics.month),
    "promises": ("call.read", _promises),
    "praise": ("complaint.read", _praise),
    "ahead": ("order.read", _ahead),
    "entries": ("calendar.read", month_ahead.counted),
    "dated": ("calendar.read", month_ahead.listed),
    "expected": ("order.read", _expected),
    "tiers": ("order.read", _tiers),
    "committee": ("complaint.read", _committee),
    "vendors": ("order.read", vendors),
    "fair": ("report.read", customer_value.fairness),
    "staff": (personal.RIGHT, _staff),
}
"""Each part with the right to see it and what tells it of a month."""
