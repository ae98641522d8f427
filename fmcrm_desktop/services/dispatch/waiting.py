"""The left of the dispatch board: orders that nobody has, or for which no visit is planned, the urgent ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.work_order import PRIORITIES, Visit, WorkOrder
from fmcrm_desktop.services import targets
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.dispatch.facts import USUAL, Job, Name
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.services.work_orders import listing
from fmcrm_desktop.store.work import Work

UNPLANNED = ("requested", "assigned")


@dataclass(frozen=True)
class Card:
    """One order that is still to be planned. ``left``: working minutes until it is due, negative beyond."""

    id: int
    job: Job
    priority: str
    place: str
    person: str
    person_other: str
    category: str
    category_other: str
    staff: str
    left: int | None
    late: bool


PLANNED = (
    select(Visit.id)
    .where(Visit.order_id == WorkOrder.id, Visit.archived.is_(None), Visit.departed.is_(None))
    .exists()
)
_URGENCY = case(
    {name: at for at, name in enumerate(PRIORITIES)}, value=WorkOrder.priority, else_=len(PRIORITIES)
)


@needs("order.read")
def page(work: Work, query: Query) -> Page[Card]:
    """The orders not yet planned, by urgency and by when they are due. Filters: territory."""
    ids = (
        select(WorkOrder.id)
        .where(listing.still_open(), WorkOrder.state.in_(UNPLANNED), ~PLANNED, *_within(work, query))
        .order_by(_URGENCY, WorkOrder.due.asc().nulls_last(), WorkOrder.id)
    )
    return page_of(work, query, "work_order", ids, rows)


def _within(work: Work, query: Query) -> Iterable[ColumnElement[bool]]:
    wanted = [value for value in query.where.get("territory", ()) if isinstance(value, int)]
    if wanted:
        today = work.now.astimezone(work.zone).date()
        yield WorkOrder.building_id.in_(buildings_of(wanted, today))


def buildings_of(territories: Sequence[int], day: date) -> Select[Any]:
    """The buildings that belong to any of these territories on a day."""
    return select(TerritoryBuilding.building_id).where(
        TerritoryBuilding.territory_id.in_(territories), TerritoryBuilding.archived.is_(None),
        on_day(TerritoryBuilding, day),
    )  # fmt: skip


def on_day(tie: Any, first: date, last: date | None = None) -> ColumnElement[bool]:
    """The condition that a tie with dates holds on a day, or on some day until ``last``."""
    return and_(
        or_(tie.from_day.is_(None), tie.from_day <= (last or first)),
        or_(tie.until_day.is_(None), tie.until_day >= first),
    )


JOB_COLUMNS = (
    WorkOrder.id.label("order_id"), WorkOrder.number, WorkOrder.summary, WorkOrder.version.label("order_version"),
    WorkOrder.minutes, Problem.minutes.label("usual"), WorkOrder.building_id, Building.code.label("building_code"),
    Building.name.label("building_name"), Building.other_name.label("building_other"), Skill.id.label("skill_id"),
    Skill.name.label("skill"), Skill.other_name.label("skill_other"), WorkOrder.due,
    WorkOrder.staff_id, WorkOrder.priority, WorkOrder.state, WorkOrder.place, Unit.label.label("unit"),
)  # fmt: skip
"""What a Job is made of; ``with_job`` joins it."""


def with_job(columns: Select[*tuple[Any, ...]]) -> Select[*tuple[Any, ...]]:
    return (
        columns.outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .outerjoin(Building, Building.id == WorkOrder.building_id)
        .outerjoin(Category, Category.id == WorkOrder.category_id)
        .outerjoin(Problem, Problem.id == WorkOrder.problem_id)
        .outerjoin(Skill, Skill.id == func.coalesce(Problem.skill_id, Category.skill_id))
    )


def job_from(row: Any, **visit: Any) -> Job:
    return Job(
        row.order_id, row.number, row.summary, row.order_version, row.minutes or row.usual or USUAL,
        row.building_id, Name(row.building_name or row.building_code or "", row.building_other or ""), row.skill_id,
        Name(row.skill or "", row.skill_other or ""), row.due, row.staff_id, **visit,
    )  # fmt: skip


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[Card]:
    """The cards of these orders, in the order asked."""
    columns = select(
        *JOB_COLUMNS, Person.name.label("person"), Person.other_name.label("person_other"),
        Category.name.label("category"), Category.other_name.label("category_other"), Staff.name.label("staff"),
        WorkOrder.round_the_clock, WorkOrder.respond_due, WorkOrder.arrive_due, WorkOrder.responded, WorkOrder.arrived,
    ).select_from(WorkOrder)  # fmt: skip
    asked = (
        with_job(columns)
        .outerjoin(Person, Person.id == WorkOrder.person_id)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(WorkOrder.id.in_(ids))
    )
    return in_order(ids, [_card(work, row) for row in work.rows(asked)], lambda card: card.id)


def _card(work: Work, row: Any) -> Card:
    _clock, due = listing.next_clock(row)
    return Card(
        row.order_id, job_from(row), row.priority, row.unit or row.place, row.person or "", row.person_other or "",
        row.category or "", row.category_other or "", row.staff or "",
        targets.left(work, row.round_the_clock, due) if due is not None else None,
        due is not None and due < work.now,
    )  # fmt: skip


def job_of(work: Work, order_id: int) -> Job:
    """The job of one order, with its coming visit where there is one. Raises Missing."""
    row = work.row(with_job(select(*JOB_COLUMNS).select_from(WorkOrder)).where(WorkOrder.id == order_id))
    if row is None:
        raise Missing("work_order", order_id)
    coming = work.value(
        select(Visit.id)
        .where(Visit.order_id == order_id, Visit.archived.is_(None), Visit.arrived.is_(None))
        .order_by(Visit.planned_from.desc(), Visit.id.desc())
    )
    return job_from(row, visit_id=coming)


@needs("order.read")
def territory_options(work: Work) -> list[tuple[int, str, str]]:
    """The territories with their names in both languages, for the filter."""
    columns = select(Territory.id, Territory.name, Territory.other_name).where(Territory.archived.is_(None))
    return [tuple(row) for row in work.rows(columns.order_by(Territory.name, Territory.id))]
