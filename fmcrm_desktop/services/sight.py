"""What a role sees of the work orders: a technician those of own territories and those given to him. Held at the
door: inside a case every reading of orders, and of what hangs on them, is narrowed, so that no list can forget it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, FromClause, Select, or_, select
from sqlalchemy.orm import with_loader_criteria

from fmcrm_desktop.model.base import Base
from fmcrm_desktop.model.matter import Attachment, Move, Note
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding, TerritoryStaff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.store import narrowing
from fmcrm_desktop.store.work import Work

# The plain tables: what is narrowed must not narrow the question by which it is narrowed.
_ORDER, _VISIT, _GOES, _HAS, _WORKS = (
    cls.__table__ for cls in (WorkOrder, Visit, VisitStaff, TerritoryBuilding, TerritoryStaff)
)
_HANGING = (Move, Note, Attachment)
"""What hangs on a matter by ``subject`` and ``subject_id``."""


def narrowed(work: Work) -> AbstractContextManager[None]:
    """Inside, ``work`` reads only the orders this person may see. Everything is seen by all other roles, where the
    office's setting says so, and as long as it has no territories."""
    if work.who.role != "technician" or settings.get(work, "orders.technicians_see_all"):
        return nullcontext()
    if work.value(select(Territory.id).where(Territory.archived.is_(None)).limit(1)) is None:
        return nullcontext()
    return narrowing.narrowed(work, *_limits(work.who.staff_id or 0, work.now.astimezone(work.zone).date()))


def _limits(me: int, today: date) -> Iterator[Any]:
    seen = select(_ORDER.c.id).where(_own(_ORDER.c, me, today))
    # as a function: a finished criterion is left as it is where an order is joined under another name
    yield with_loader_criteria(WorkOrder, lambda order: _own(order, me, today), include_aliases=True)
    for each in _belonging():
        yield with_loader_criteria(each, each.order_id.in_(seen), include_aliases=True)
    for hanging in _HANGING:
        kept = or_(hanging.subject != WorkOrder.__tablename__, hanging.subject_id.in_(seen))
        yield with_loader_criteria(hanging, kept, include_aliases=True)


def _own(order: Any, me: int, today: date) -> ColumnElement[bool]:
    """Given to him, or he goes there, or its building is today in a territory where he works today."""
    goes = (
        select(_VISIT.c.order_id).join(_GOES, _GOES.c.visit_id == _VISIT.c.id).where(_GOES.c.staff_id == me)
    )
    buildings: Select[Any] = (
        select(_HAS.c.building_id)
        .join(_WORKS, _WORKS.c.territory_id == _HAS.c.territory_id)
        .where(_WORKS.c.staff_id == me, *_holds(_HAS, today), *_holds(_WORKS, today))
    )
    return or_(order.staff_id == me, order.id.in_(goes), order.building_id.in_(buildings))


def _holds(line: FromClause, today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        line.c.archived.is_(None),
        or_(line.c.from_day.is_(None), line.c.from_day <= today),
        or_(line.c.until_day.is_(None), line.c.until_day >= today),
    )


def _belonging() -> list[Any]:
    """The tables whose rows belong to an order, whatever is added to the model."""
    found = []
    for mapper in Base.registry.mappers:
        column = mapper.local_table.columns.get("order_id")
        if column is not None and not column.nullable:
            found.append(mapper.class_)
    return found
