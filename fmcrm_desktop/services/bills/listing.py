"""The list of bills: filters by state and what is overdue, whose they are, and pickers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select

from fmcrm_desktop.model.charge import BILL_STATES, Bill
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.charges.owing import OPEN
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work

FILTERED = {"overdue": N_("Past due"), **BILL_STATES}
OFFERED = 20


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill in the list; ``open`` is what is still to be paid, below nothing what is to be given back."""

    id: int
    number: str
    made: datetime
    person: str
    person_other: str
    unit: str
    due_day: date | None
    total: int
    paid: int
    open: int
    state: str
    overdue: bool
    version: int
    archived: bool


_SORTS: dict[str, Any] = {
    "number": Bill.number, "made": Bill.made, "person": Person.sort_key, "unit": Unit.sort_key,
    "due_day": Bill.due_day, "total": Bill.total, "paid": Bill.paid, "open": Bill.total - Bill.paid,
    "state": Bill.state,
}  # fmt: skip


@needs("money.read")
def page(work: Work, query: Query) -> Page[BillRow]:
    """Bills, the latest first; filters "state" (FILTERED), "person", "unit", "month" (made) and "id"."""
    gone = Bill.archived.is_not(None) if query.archived else Bill.archived.is_(None)
    ids = select(Bill.id).where(gone, *_conditions(work, query))
    if query.sort == "person":
        ids = ids.outerjoin(Person, Person.id == Bill.person_id)
    elif query.sort == "unit":
        ids = ids.outerjoin(Unit, Unit.id == Bill.unit_id)
    column = _SORTS.get(query.sort)
    if column is None:
        ids = ids.order_by(Bill.made.desc(), Bill.id.desc())
    else:
        down = query.descending
        ids = ids.order_by(turned(column, down), Bill.id.desc() if down else Bill.id.asc())
    return page_of(work, query, "bill", ids, rows)


def overdue(work: Work) -> ColumnElement[bool]:
    """The condition that something of a bill should have been paid by now."""
    today = work.now.astimezone(work.zone).date()
    return and_(Bill.state.in_(OPEN), Bill.due_day < today, Bill.total > Bill.paid)


def _conditions(work: Work, query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    for name, column in (("person", Bill.person_id), ("unit", Bill.unit_id), ("id", Bill.id)):
        if query.where.get(name):
            found.append(column.in_(query.where[name]))
    if states := query.where.get("state"):
        named = Bill.state.in_([state for state in states if state != "overdue"])
        found.append(or_(named, overdue(work)) if "overdue" in states else named)
    months = [Month.read(str(month)).period(work.zone) for month in query.where.get("month", ())]
    if months:
        found.append(or_(*(and_(Bill.made >= first, Bill.made < end) for first, end in months)))
    return found


@needs("money.read")
def rows(work: Work, ids: Sequence[int]) -> list[BillRow]:
    """The rows of these bills, in this order."""
    columns = (
        select(
            Bill.id, Bill.number, Bill.made, Person.name.label("person"), Person.other_name.label("person_other"),
            Unit.label.label("unit"), Bill.due_day, Bill.total, Bill.paid, Bill.state, Bill.version, Bill.archived,
        )
        .outerjoin(Person, Person.id == Bill.person_id)
        .outerjoin(Unit, Unit.id == Bill.unit_id)
        .where(Bill.id.in_(ids))
    )  # fmt: skip
    today = work.now.astimezone(work.zone).date()
    found = [
        BillRow(
            row.id, row.number, row.made, row.person or "", row.person_other or "", row.unit or "", row.due_day,
            row.total, row.paid, open_of(row), row.state,
            bool(row.due_day and row.due_day < today and open_of(row) > 0), row.version, row.archived is not None,
        )
        for row in work.rows(columns)
    ]  # fmt: skip
    return in_order(ids, found, lambda row: row.id)


def open_of(row: Any) -> int:
    """What is still to be paid of a bill that is asked for."""
    return int(row.total - row.paid) if row.state in OPEN and row.archived is None else 0
