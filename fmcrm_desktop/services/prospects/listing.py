"""Prospects as a list and as what is due: late next steps first seen by whoever is responsible."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.prospect import OPEN, STAGES, STILL_OPEN, Lead, LeadUnit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

SHOWN = {"late": N_("Next step overdue"), "open": N_("Still open"), **STAGES}
"""What the filter of the list offers: a stage, all open ones, or those whose next step is late."""
OFFERED = 20
_SORTS: dict[str, Any] = {
    "entered": Lead.entered, "next_day": Lead.next_day, "closed": Lead.closed, "budget": Lead.budget,
}  # fmt: skip
_FILTERS: dict[str, Any] = {
    "source": Lead.source, "responsible": Lead.responsible_id, "campaign": Lead.campaign_id, "purpose": Lead.purpose,
    "person": Lead.person_id, "reason": Lead.lost_reason, "id": Lead.id,
    "recommended_by": Lead.recommended_by_id, "warned_by": Lead.warned_by_id,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class LeadRow:
    """A prospect in the list and on the board; ``late``: the day of its next step is past."""

    id: int
    version: int
    number: str
    name: str
    other_name: str
    company: str
    phone: str
    email: str
    source: str
    purpose: str
    state: str
    budget: int | None
    responsible_id: int
    responsible: str
    responsible_other: str
    campaign: str
    campaign_other: str
    recommended_by: str
    next_step: str
    next_day: date | None
    entered: datetime
    closed: datetime | None
    late: bool
    archived: bool


def is_late(today: date) -> ColumnElement[bool]:
    return and_(Lead.state.in_(OPEN), Lead.next_day < today)


def in_days(work: Work, moment: Any, first: date, last: date) -> ColumnElement[bool]:
    """The moment lies within these days, both included, by the office's clock."""
    start, end = day_start(first, work.zone), day_start(last + timedelta(1), work.zone)
    return and_(moment >= start, moment < end)


@needs("person.read")
def page(work: Work, query: Query) -> Page[LeadRow]:
    """Prospects, the newest first; filters state (with "late" and "open"), source, responsible, campaign (None:
    without one), purpose, reason, person, recommended_by, warned_by, unit, id, reached (a stage they ever came to),
    entered and closed (first and last day)."""
    ids = select(Lead.id).where(Lead.archived.is_not(None) if query.archived else Lead.archived.is_(None))
    for name, values in query.where.items():
        if values and name in _FILTERS:
            ids = ids.where(_accepted(_FILTERS[name], values))
    for condition in _others(work, query):
        ids = ids.where(condition)
    column = _SORTS.get(query.sort, Lead.entered)
    down = query.descending if query.sort in _SORTS else True
    return page_of(work, query, "lead", ids.order_by(turned(column, down), turned(Lead.id, down)), rows)


def _accepted(column: Any, values: Sequence[object]) -> ColumnElement[bool]:
    known = [value for value in values if value is not None]
    accepted: ColumnElement[bool] = column.in_(known)
    return or_(accepted, column.is_(None)) if len(known) < len(values) else accepted


def _others(work: Work, query: Query) -> list[ColumnElement[bool]]:
    """Filters that are no plain column."""
    found: list[ColumnElement[bool]] = []
    today = work.now.astimezone(work.zone).date()
    wanted = query.where.get("state", ())
    if wanted:
        states = {state for state in wanted if state in STAGES} | (set(OPEN) if "open" in wanted else set())
        parts: list[ColumnElement[bool]] = [Lead.state.in_(sorted(map(str, states)))]
        found.append(or_(*parts, *([is_late(today)] if "late" in wanted else [])))
    if query.where.get("unit"):
        found.append(Lead.id.in_(select(LeadUnit.lead_id).where(LeadUnit.unit_id.in_(query.where["unit"]))))
    if query.where.get("reached"):
        found.append(Lead.id.in_(came_to(query.where["reached"])))
    for name, moment in (("entered", Lead.entered), ("closed", Lead.closed)):
        if query.where.get(name):
            first, last = (date.fromisoformat(str(day)) for day in query.where[name])
            found.append(in_days(work, moment, first, last))
    return found


def came_to(states: Sequence[object]) -> Any:
    """The ids of prospects that ever came to one of these stages."""
    return select(Move.subject_id).where(Move.subject == "lead", Move.to_state.in_(states))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[LeadRow]:
    """The rows of these prospects, in this order."""
    by = aliased(Person)
    columns = (
        select(
            Lead.id, Lead.version, Lead.number, Lead.name, Lead.other_name, Lead.company, Lead.phone, Lead.email,
            Lead.source, Lead.purpose, Lead.state, Lead.budget, Lead.responsible_id, Staff.name.label("responsible"),
            Staff.other_name.label("responsible_other"), Campaign.name.label("campaign"),
            Campaign.other_name.label("campaign_other"), by.name.label("recommended_by"), Lead.next_step,
            Lead.next_day, Lead.entered, Lead.closed, Lead.archived.is_not(None).label("archived"),
        )
        .outerjoin(Staff, Staff.id == Lead.responsible_id)
        .outerjoin(Campaign, Campaign.id == Lead.campaign_id)
        .outerjoin(by, by.id == Lead.recommended_by_id)
        .where(Lead.id.in_(ids))
    )  # fmt: skip
    today = work.now.astimezone(work.zone).date()
    return in_order(ids, [_row(row, today) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any, today: date) -> LeadRow:
    names = ("responsible", "responsible_other", "campaign", "campaign_other", "recommended_by")
    told = {name: row._mapping[name] or "" for name in names}
    late = row.state in OPEN and row.next_day is not None and row.next_day < today
    return LeadRow(**{**row._mapping, **told}, late=late)


@needs("person.read")
def staff_options(work: Work) -> list[tuple[int, str, str]]:
    """Those responsible for prospects, for a filter."""
    return voices.who_is_named(work, Lead.responsible_id)


@needs("person.read")
def campaign_options(work: Work) -> list[tuple[int, str, str]]:
    """The campaigns prospects came from, for a filter."""
    used = select(Lead.campaign_id).where(Lead.campaign_id.is_not(None))
    columns = select(Campaign.id, Campaign.name, Campaign.other_name).where(Campaign.id.in_(used))
    return [(id, name, other) for id, name, other in work.rows(columns.order_by(Campaign.id.desc()))]


@needs("person.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: the prospects found by the words typed, newest first, or the ones with these ids."""
    wanted = list(ids) or search.refs(work, text, "lead", OFFERED)
    return [
        Choice(row.id, f"{row.number} {row.name}", row.company, row.other_name) for row in rows(work, wanted)
    ]


def late_count(work: Work) -> int:
    """How many next steps are late, for the tab's badge; from an index of its own."""
    today = work.now.astimezone(work.zone).date()
    late = select(func.count()).select_from(Lead).where(STILL_OPEN, Lead.next_day < today)
    return int(work.value(late))
