"""Visits as a list, the latest first, and those who wait now, the longest waiting first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from fmcrm_desktop.model.channel import CounterVisit
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month, day_start
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

STATES = {
    "waiting": N_("Waits"), "serving": N_("Being served"), "served": N_("Was served"), "went": N_("Left unserved"),
}  # fmt: skip
SHOWN = 50
"""Of those who wait: more stand in no office."""


@dataclass(frozen=True, slots=True)
class VisitRow:
    """A visit in the list and on its page; ``minutes`` waited until served, gone, or now."""

    id: int
    version: int
    ticket: int
    arrived: datetime
    served: datetime | None
    finished: datetime | None
    went: bool
    person_id: int | None
    person: str
    person_other: str
    name: str
    unit_id: int | None
    unit: str
    kind: str
    topic: str
    answer: str
    staff: str
    staff_other: str
    handed_off: int
    rating: int | None
    order_id: int | None
    order: str
    complaint_id: int | None
    complaint: str
    archived: bool
    state: str
    minutes: int


_it = CounterVisit
_IS: dict[str, ColumnElement[bool]] = {
    "waiting": and_(_it.served.is_(None), _it.finished.is_(None)),
    "serving": and_(_it.served.is_not(None), _it.finished.is_(None)),
    "served": and_(_it.served.is_not(None), _it.finished.is_not(None)),
    "went": _it.went.is_(True),
}


@needs("call.read")
def page(work: Work, query: Query) -> Page[VisitRow]:
    """Visits, the latest first; filters "state", "kind", "staff", "person", "unit", "order", "complaint", "month"
    ("2026-11"), "handed" and "rated" (ticks). Sorts by arrived."""
    gone = _it.archived.is_not(None) if query.archived else _it.archived.is_(None)
    ids = select(_it.id).where(gone)
    plain = {
        "kind": _it.kind, "staff": _it.staff_id, "person": _it.person_id, "unit": _it.unit_id, "id": _it.id,
        "order": _it.order_id, "complaint": _it.complaint_id,
    }  # fmt: skip
    for name, column in plain.items():
        if query.where.get(name):
            ids = ids.where(column.in_(query.where[name]))
    if query.where.get("state"):
        ids = ids.where(or_(*(_IS[str(state)] for state in query.where["state"])))
    if query.where.get("month"):
        spans = (Month.read(str(said)).period(work.zone) for said in query.where["month"])
        ids = ids.where(or_(*(and_(_it.arrived >= start, _it.arrived < end) for start, end in spans)))
    if query.where.get("handed"):
        ids = ids.where(_it.handed_off > 0)
    if query.where.get("rated"):
        ids = ids.where(_it.rating.is_not(None))
    down = query.descending if query.sort else True
    ordered = ids.order_by(turned(_it.arrived, down), turned(_it.id, down))
    return page_of(work, query, "counter_visit", ordered, rows)


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[VisitRow]:
    """The rows of these visits, in this order."""
    columns = (
        select(
            _it.id, _it.version, _it.ticket, _it.arrived, _it.served, _it.finished, _it.went, _it.person_id,
            Person.name.label("person"), Person.other_name.label("person_other"), _it.name, _it.unit_id,
            Unit.label.label("unit"), _it.kind, _it.topic, _it.answer, Staff.name.label("staff"),
            Staff.other_name.label("staff_other"), _it.handed_off, _it.rating, _it.order_id,
            WorkOrder.number.label("order"), _it.complaint_id, Complaint.number.label("complaint"),
            _it.archived.is_not(None).label("archived"),
        )
        .outerjoin(Person, Person.id == _it.person_id)
        .outerjoin(Unit, Unit.id == _it.unit_id)
        .outerjoin(Staff, Staff.id == _it.staff_id)
        .outerjoin(WorkOrder, WorkOrder.id == _it.order_id)
        .outerjoin(Complaint, Complaint.id == _it.complaint_id)
        .where(_it.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [_row(row, work.now) for row in work.rows(columns)], lambda row: row.id)


def turns(work: Work) -> tuple[Any, ...]:
    """The order in which those who wait are called: whoever came today by the time they came; who was forgotten on a
    day before is probably gone, and comes last."""
    today = day_start(work.now.astimezone(work.zone).date(), work.zone)
    return _it.arrived < today, _it.arrived, _it.id


@needs("call.read")
def queue(work: Work) -> list[VisitRow]:
    """Who is being served and who waits, in the order of their turns."""
    present = (
        select(_it.id)
        .where(_it.archived.is_(None), _it.finished.is_(None))
        .order_by(_it.served.is_(None), *turns(work))
        .limit(SHOWN)
    )
    return rows(work, list(work.column(present)))


def _row(row: Any, now: datetime) -> VisitRow:
    state = (
        "went" if row.went else "waiting" if row.served is None and row.finished is None
        else "serving" if row.finished is None else "served"
    )  # fmt: skip
    names = ("person", "person_other", "unit", "staff", "staff_other", "order", "complaint")
    told = {name: row._mapping[name] or "" for name in names}
    waited = ((row.served or row.finished or now) - row.arrived).total_seconds()
    return VisitRow(**{**row._mapping, **told}, state=state, minutes=max(0, int(waited // 60)))
