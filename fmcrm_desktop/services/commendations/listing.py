"""The register of praise as a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, false, or_, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.skill import Recognition
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import voices
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work

STATES = {
    "to_thank": N_("To be thanked"),
    "thanked": N_("Thanked"),
    "recognised": N_("Recognised"),
    "anonymous": N_("Anonymous"),
}


@dataclass(frozen=True, slots=True)
class CommendationRow:
    """Praise in the list and on its page; ``state`` is one of STATES."""

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
    order_id: int | None
    order: str
    staff_id: int | None
    staff: str
    staff_other: str
    category: str
    category_other: str
    need: str
    own_words: str
    thanked: datetime | None
    recognition_id: int | None
    state: str
    archived: bool


_FILTERS: dict[str, Any] = {
    "staff": Commendation.staff_id, "building": Commendation.building_id, "channel": Commendation.channel,
    "need": Commendation.need, "person": Commendation.person_id, "unit": Commendation.unit_id, "id": Commendation.id,
}  # fmt: skip
_IN_STATE: dict[object, Any] = {
    "to_thank": and_(Commendation.thanked.is_(None), Commendation.anonymous.is_(False)),
    "thanked": Commendation.thanked.is_not(None),
    "recognised": Commendation.recognition_id.in_(select(Recognition.id).where(Recognition.archived.is_(None))),
    "anonymous": Commendation.anonymous.is_(True),
}  # fmt: skip


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[CommendationRow]:
    """Praise, the newest first; filters state, staff, building, channel, need, person, unit, id."""
    ids = voices.narrowed(Commendation, query, _FILTERS)
    if query.where.get("state"):
        ids = ids.where(
            or_(false(), *(_IN_STATE[state] for state in query.where["state"] if state in _IN_STATE))
        )
    return page_of(work, query, "commendation", ids, rows)


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[CommendationRow]:
    """The rows of these, in this order."""
    its = Commendation
    columns = (
        select(
            its.id, its.number, its.received, its.channel, its.anonymous, its.person_id, Person.name.label("person"),
            Person.other_name.label("person_other"), its.unit_id, Unit.label.label("unit"),
            Building.code.label("building"), its.order_id, WorkOrder.number.label("order"), its.staff_id,
            Staff.name.label("staff"), Staff.other_name.label("staff_other"), Category.name.label("category"),
            Category.other_name.label("category_other"), its.need, its.own_words, its.thanked,
            Recognition.id.label("recognition_id"), its.archived.is_not(None).label("archived"),
        )
        .outerjoin(Person, Person.id == its.person_id)
        .outerjoin(Unit, Unit.id == its.unit_id)
        .outerjoin(Building, Building.id == its.building_id)
        .outerjoin(WorkOrder, WorkOrder.id == its.order_id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .outerjoin(Category, Category.id == its.category_id)
        .outerjoin(Recognition, and_(Recognition.id == its.recognition_id, Recognition.archived.is_(None)))
        .where(its.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [_row(row) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any) -> CommendationRow:
    person, other = voices.said_by(row)
    told = {name: row._mapping[name] or "" for name in ("unit", "building", "order", "staff", "staff_other")}
    told |= {name: row._mapping[name] or "" for name in ("category", "category_other")}
    return CommendationRow(
        **{**row._mapping, **told, "person": person, "person_other": other}, state=state_of(row)
    )


def state_of(row: Any) -> str:
    """How far praise has come."""
    if row.recognition_id is not None:
        return "recognised"
    if row.thanked is not None:
        return "thanked"
    return "anonymous" if row.anonymous else "to_thank"


@needs("complaint.read")
def staff_options(work: Work) -> list[tuple[int, str, str]]:
    """Those who were praised, for a filter."""
    return voices.who_is_named(work, Commendation.staff_id)
