"""What the month's report holds besides figures and registers: lessons, gaps, surveys, calls, promises, praise, and the
weeks to come. Each part is there when whoever prints it may see what it tells."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.property import Building
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Survey, SurveySheet
from fmcrm_desktop.services import calendar_entries, call_statistics, gaps, promise_ledger, survey_results
from fmcrm_desktop.services.call_statistics import Statistics
from fmcrm_desktop.services.gaps.paper import GapSheet
from fmcrm_desktop.services.plans import workload
from fmcrm_desktop.services.plans.workload import Workload
from fmcrm_desktop.services.promise_ledger import Figures
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.survey_results.figures import Sums
from fmcrm_desktop.store.work import Work

ROUNDS = 6
"""Rounds of questions that are told of; more than a few at once are not sent out."""
WEEKS = 5


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


def parts(work: Work, month: Month) -> MonthParts:
    """The parts of a month, from the same moment as its figures."""
    complaints, calls, orders = (work.who.may(f"{each}.read") for each in ("complaint", "call", "order"))
    return MonthParts(
        lessons=_lessons(work, month) if complaints else None,
        gaps=gaps.paper(work, month) if complaints else None,
        rounds=_rounds(work, month) if complaints else None,
        calls=call_statistics.month(work, month) if calls else None,
        promises=promise_ledger.figures(work, Query(where={"month": (str(month),)})) if calls else None,
        praise=_praise(work, month) if complaints else None,
        ahead=workload(work, month.plus(1).first, WEEKS) if orders else None,
        entries=_entries(work, month.plus(1)) if work.who.may("calendar.read") else None,
    )


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
        Praise(number, received, said, staff, Names(name, other))
        for number, received, said, staff, name, other in work.rows(chosen)
    )


def _entries(work: Work, month: Month) -> tuple[tuple[str, int], ...]:
    return tuple(
        Counter(each.kind for each in calendar_entries.read(work, *month.period(work.zone))).most_common()
    )
