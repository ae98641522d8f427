"""The list of people: filters, orders, one statement for the rows on the screen; and people for a picker."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, bindparam, case, exists, func, or_, select

from fmcrm_desktop.model import complaint, work_order
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import UNKEPT
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import is_end
from fmcrm_desktop.model.property import OTHERS, ROLES, Relation, Unit
from fmcrm_desktop.model.reading import fold, sort_key
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.building_kinds import of_kinds
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.own_filter import narrowed
from fmcrm_desktop.services.owners import technologies
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

RANK = {role: rank for rank, role in enumerate(ROLES)}
MOST_CHOICES = 12
FEW = 3


@dataclass(frozen=True, slots=True)
class OwnerRow:
    """A person in a list: ``units`` the labels they belong to today, ``role`` the weightiest, ``open`` matters."""

    id: int
    name: str
    other_name: str
    kind: str
    units: str
    role: str
    phone: str
    open: int
    warning: str
    archived: bool


def today(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


def holds(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """A tie that is kept, has begun by the day and not ended before it."""
    return lasts(day) & or_(Relation.from_day.is_(None), Relation.from_day <= day)


def lasts(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """The same or one to come: who moves in next month rings up before, and is written to."""
    return Relation.archived.is_(None) & or_(Relation.until_day.is_(None), Relation.until_day >= day)


def open_count(person: Any) -> Any:
    """Open complaints and work orders of a person, as one column."""
    return sum_of(
        select(func.count())
        .select_from(table)
        .where(table.person_id == person, table.archived.is_(None), table.state.in_(states))
        .scalar_subquery()
        for table, states in ((Complaint, complaint.OPEN), (WorkOrder, work_order.OPEN))
    )


def sum_of(parts: Any) -> Any:
    first, *rest = parts
    for part in rest:
        first = first + part
    return first


@needs("person.read")
def page(work: Work, query: Query) -> Page[OwnerRow]:
    """People by name; filters "building" and "unit" (ids), "role" (property.CUSTOMERS), "kind",
    "building_kind", "own" (own_filter); sorts by name, units, phone or open."""
    gone = Person.archived.is_not(None) if query.archived else Person.archived.is_(None)
    ids = _filtered(select(Person.id).where(gone), query, today(work))
    return page_of(work, query, "person", ids.order_by(*_order(query, today(work))), rows)


def _filtered(ids: Select[Any], query: Query, day: date) -> Select[Any]:
    where = query.where
    if where.get("kind"):
        ids = ids.where(Person.kind.in_(where["kind"]))
    if where.get("technology"):
        ids = ids.where(technologies.uses(where["technology"]))
    ids = ids.where(*narrowed(Person.id, where.get("own", ())))
    roles = where.get("role", ())
    placed = where.get("building") or where.get("unit") or where.get("building_kind")
    if OTHERS in roles and not placed:  # who is nothing to any unit is in no building either
        tied = select(Relation.id).where(Relation.person_id == Person.id, holds(day))
        return ids.where(or_(exists(tied.where(Relation.role.in_(roles))), ~exists(tied)))
    if where.get("building") or where.get("role") or where.get("unit") or where.get("building_kind"):
        tie = select(Relation.id).where(Relation.person_id == Person.id, holds(day))
        if where.get("role"):
            tie = tie.where(Relation.role.in_(where["role"]))
        if where.get("unit"):
            tie = tie.where(Relation.unit_id.in_(where["unit"]))
        if where.get("building") or where.get("building_kind"):
            tie = tie.join(Unit, Unit.id == Relation.unit_id).where(Unit.archived.is_(None))
        if where.get("building"):
            tie = tie.where(Unit.building_id.in_(where["building"]))
        if where.get("building_kind"):
            tie = tie.where(Unit.building_id.in_(of_kinds(where["building_kind"])))
        ids = ids.where(exists(tie))
    return ids


def _order(query: Query, day: date) -> list[Any]:
    columns: list[Any] = [Person.sort_key, Person.id]
    if query.sort == "units":
        first = (
            select(func.min(Unit.sort_key))
            .join(Relation, Relation.unit_id == Unit.id)
            .where(Relation.person_id == Person.id, holds(day), Unit.archived.is_(None))
            .scalar_subquery()
        )
        columns = [first.is_(None), first, *columns]
    elif query.sort == "open":
        columns = [open_count(Person.id), *columns]
    elif query.sort == "kind":
        columns = [Person.kind, *columns]
    return [column.desc() for column in columns] if query.descending else columns


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[OwnerRow]:
    """The rows of these people, in this order."""
    found = work.rows(_rows(), ids=ids, day=today(work))
    return in_order(ids, [_row(row) for row in found], lambda row: row.id)


@cache
def _rows() -> Any:
    """Built once: it is asked at every key of the call desk, and building it takes longer than its answer."""
    day = bindparam("day", type_=Date)
    tied = select(Relation.id).where(Relation.person_id == Person.id, holds(day))
    of_units = tied.join(Unit, Unit.id == Relation.unit_id).where(Unit.archived.is_(None))
    units = of_units.with_only_columns(func.aggregate_strings(Unit.label, "\n"))
    rank = tied.with_only_columns(func.min(case(RANK, value=Relation.role, else_=len(RANK))))
    phone = (
        select(ContactPoint.value)
        .where(
            ContactPoint.person_id == Person.id,
            ContactPoint.archived.is_(None),
            ContactPoint.digits != "",
            ContactPoint.do_not_use.is_(False),
        )
        .order_by(ContactPoint.preferred.desc(), ContactPoint.id)
        .limit(1)
    )
    return select(
        Person.id, Person.name, Person.other_name, Person.kind, units.scalar_subquery(), rank.scalar_subquery(),
        phone.scalar_subquery(), open_count(Person.id), Person.warning, Person.archived,
    ).where(Person.id.in_(bindparam("ids", expanding=True)))  # fmt: skip


def _row(row: Any) -> OwnerRow:
    id, name, other, kind, labels, rank, phone, count, warning, archived = row
    role = list(RANK)[rank] if rank is not None and rank < len(RANK) else ""
    return OwnerRow(
        id, name, other, kind, together(labels), role, phone or "", count, warning, archived is not None
    )


def together(labels: str | None) -> str:
    """Labels of units in their order, each once: 3-202, 3-1202."""
    return ", ".join(sorted(set((labels or "").split("\n")) - {""}, key=sort_key))


@needs("person.read")
def totals(work: Work) -> tuple[int, int]:
    """How many people and how many units there are."""
    people, units = (
        work.value(select(func.count()).select_from(table).where(table.archived.is_(None)))
        for table in (Person, Unit)
    )
    return people, units


def named(work: Work, typed: str, most: int) -> list[int]:
    """Those who are called exactly what was typed, the newest first."""
    typed = UNKEPT.sub("", typed).strip()
    if not typed:
        return []
    called = select(Person.id, Person.name, Person.other_name).where(
        Person.sort_key == sort_key(typed), Person.archived.is_(None)
    )
    exact = fold(typed)
    rows = work.rows(called.order_by(Person.id.desc()).limit(most))
    return [id for id, *names in rows if exact in (fold(name) for name in names)]


def found(work: Work, typed: str, most: int) -> list[int]:
    """The people the words mean: who is called so comes before those of whom a number or another name holds it."""
    both = [*named(work, typed, most), *search.refs(work, typed, "person", most)]
    return list(dict.fromkeys(both))[:most]


def by_end(work: Work, typed: str) -> list[int]:
    """A few whose telephone number ends with the three figures typed, the least sure of all: the search's words are
    longer ends (model/reading.py: number_tokens)."""
    if not is_end(typed):
        return []
    columns = (
        select(ContactPoint.person_id)
        .join(Person, Person.id == ContactPoint.person_id)
        .where(
            ContactPoint.digits.endswith(typed), ContactPoint.archived.is_(None), Person.archived.is_(None)
        )
        .order_by(ContactPoint.do_not_use, ContactPoint.id)
        .limit(FEW)
    )
    return list(dict.fromkeys(work.column(columns)))


@needs("person.read")
def choices(work: Work, typed: str, ids: Sequence[int] = ()) -> list[Choice]:
    """People for a picker: those the words find, or those with these ids."""
    wanted = list(ids) or found(work, typed, MOST_CHOICES)
    return [
        Choice(
            row.id,
            f"{row.name} {row.other_name}".strip(),
            " · ".join(part for part in (row.units, row.phone) if part),
        )
        for row in rows(work, wanted)
    ]
