"""Suggestions as a list: which wait for an answer, and which waited too long."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.improvement import SUGGESTION_STATES, Suggestion
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work

SHOWN = {"late": N_("Answer overdue"), **SUGGESTION_STATES}


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """A suggestion in the list and on its page; ``late``: not answered and the day is past."""

    id: int
    number: str
    received: datetime
    channel: str
    anonymous: bool
    person_id: int | None
    person: str
    person_other: str
    unit_id: int | None
    unit: str
    building: str
    category: str
    category_other: str
    own_words: str
    state: str
    responsible: str
    responsible_other: str
    due_day: date | None
    answer: str
    answered: datetime | None
    late: bool
    archived: bool


_FILTERS: dict[str, Any] = {
    "responsible": Suggestion.responsible_id, "building": Suggestion.building_id, "channel": Suggestion.channel,
    "category": Suggestion.category_id, "person": Suggestion.person_id, "unit": Suggestion.unit_id,
    "id": Suggestion.id,
}  # fmt: skip


def _today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def _is_late(today: date) -> ColumnElement[bool]:
    return and_(Suggestion.state == "new", Suggestion.due_day < today)


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[SuggestionRow]:
    """Suggestions, the newest first; filters state (with "late"), responsible, building, channel, category, person,
    unit, month ("2026-11"), id."""
    ids = voices.narrowed(Suggestion, query, _FILTERS)
    wanted = query.where.get("state")
    if wanted:
        parts = [Suggestion.state.in_([state for state in wanted if state in SUGGESTION_STATES])]
        ids = ids.where(or_(*parts, *([_is_late(_today(work))] if "late" in wanted else [])))
    if query.where.get("month"):
        spans = (Month.read(str(said)).period(work.zone) for said in query.where["month"])
        received = Suggestion.received
        ids = ids.where(or_(*(and_(received >= start, received < end) for start, end in spans)))
    return page_of(work, query, "suggestion", ids, rows)


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[SuggestionRow]:
    """The rows of these suggestions, in this order."""
    its = Suggestion
    columns = (
        select(
            its.id, its.number, its.received, its.channel, its.anonymous, its.person_id, Person.name.label("person"),
            Person.other_name.label("person_other"), its.unit_id, Unit.label.label("unit"),
            Building.code.label("building"), Category.name.label("category"),
            Category.other_name.label("category_other"), its.own_words, its.state, Staff.name.label("responsible"),
            Staff.other_name.label("responsible_other"), its.due_day, its.answer, its.answered,
            its.archived.is_not(None).label("archived"),
        )
        .outerjoin(Person, Person.id == its.person_id)
        .outerjoin(Unit, Unit.id == its.unit_id)
        .outerjoin(Building, Building.id == its.building_id)
        .outerjoin(Category, Category.id == its.category_id)
        .outerjoin(Staff, Staff.id == its.responsible_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    today = _today(work)
    return in_order(ids, [_row(row, today) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any, today: date) -> SuggestionRow:
    person, other = voices.said_by(row)
    names = ("unit", "building", "category", "category_other", "responsible", "responsible_other")
    told = {name: row._mapping[name] or "" for name in names}
    late = row.state == "new" and row.due_day is not None and row.due_day < today
    return SuggestionRow(**{**row._mapping, **told, "person": person, "person_other": other}, late=late)


@needs("complaint.read")
def staff_options(work: Work) -> list[tuple[int, str, str]]:
    """Those responsible for suggestions, for a filter."""
    return voices.who_is_named(work, Suggestion.responsible_id)
