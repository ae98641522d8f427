"""What is entered in the calendar as one list, a repeating event once: for the command line and for files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class EventRow:
    """An event: at moments, or on whole days; ``rule`` is its rule of repeats."""

    id: int
    kind: str
    title: str
    starts: datetime | None
    ends: datetime | None
    from_day: date | None
    until_day: date | None
    place: str
    person: str
    unit: str
    rule: str


@needs("calendar.read")
def page(work: Work, query: Query) -> Page[EventRow]:
    """Events by their beginning, those of whole days first."""
    gone = Event.archived.is_not(None) if query.archived else Event.archived.is_(None)
    order = (Event.starts.nulls_first(), Event.from_day.nulls_first(), Event.id)
    ids = work.ids(select(Event.id).where(gone).order_by(*order))
    return Page(ids, tuple(rows(work, ids[:FIRST])))


@needs("calendar.read")
def rows(work: Work, ids: Sequence[int]) -> list[EventRow]:
    """The rows of these events, in this order."""
    it = Event
    chosen = (
        select(
            it.id, it.kind, it.title, it.starts, it.ends, it.from_day, it.until_day, it.place,
            func.coalesce(Person.name, ""), func.coalesce(Unit.label, ""), it.rule,
        )
        .outerjoin(Person, Person.id == it.person_id)
        .outerjoin(Unit, Unit.id == it.unit_id)
        .where(it.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [EventRow(*row) for row in work.rows(chosen)], lambda row: row.id)
