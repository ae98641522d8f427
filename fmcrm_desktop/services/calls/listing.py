"""The log of calls, newest first: filtered by direction, outcome, staff, person, unit, topic and time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.building_kinds import of_kinds
from fmcrm_desktop.services.calls import moments
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work

FILTERS: dict[str, Any] = {
    "direction": Call.direction, "outcome": Call.outcome, "staff": Call.staff_id, "person": Call.person_id,
    "unit": Call.unit_id,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class CallRow:
    """A call in the log."""

    id: int
    started: datetime
    direction: str
    number: str
    name: str
    other_name: str
    unit: str
    topic: str
    outcome: str
    seconds: int | None
    staff: str
    person_id: int | None


@needs("call.read")
def page(work: Work, query: Query) -> Page[CallRow]:
    """Calls, newest first; sorts by started, direction, outcome or number."""
    ids = select(Call.id).where(Call.archived.is_not(None) if query.archived else Call.archived.is_(None))
    for name, accepted in query.where.items():
        if accepted and name in FILTERS and None not in accepted:
            ids = ids.where(FILTERS[name].in_(accepted))
    if query.where.get("building_kind"):
        units = select(Unit.id).where(Unit.building_id.in_(of_kinds(query.where["building_kind"])))
        ids = ids.where(Call.unit_id.in_(units))
    columns: list[Any] = [Call.started, Call.id]
    down = query.descending if query.sort else True
    if query.sort in ("direction", "outcome", "number"):
        columns = [getattr(Call, query.sort), *columns]
    ids = ids.where(*moments.condition(work, query.where))
    ids = ids.order_by(*([column.desc() for column in columns] if down else columns))
    found = page_of(work, query, "call", ids, rows)
    kept = moments.narrowed(work, query.where, found.ids)
    return found if kept is found.ids else Page(kept, tuple(rows(work, kept[:FIRST])))


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[CallRow]:
    """The rows of these calls, in this order."""
    columns = (
        select(
            Call.id, Call.started, Call.direction, Call.number, Person.name, Person.other_name, Unit.label, Call.topic,
            Call.outcome, Call.seconds, Staff.name, Call.person_id,
        )
        .outerjoin(Person, Person.id == Call.person_id)
        .outerjoin(Unit, Unit.id == Call.unit_id)
        .outerjoin(Staff, Staff.id == Call.staff_id)
        .where(Call.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [_row(row) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any) -> CallRow:
    id, started, direction, number, *names, topic, outcome, seconds, staff, person = row
    name, other, unit = (each or "" for each in names)
    return CallRow(
        id, started, direction, number, name, other, unit, topic, outcome, seconds, staff or "", person
    )
