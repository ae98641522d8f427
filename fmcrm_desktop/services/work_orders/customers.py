"""What the customer of an order is to its unit, or to any: owner, tenant … or somebody else; and when its work is
likely to end."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select

from fmcrm_desktop.model.property import OTHERS, ROLES, Relation
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.services.owners.listing import RANK, holds, today
from fmcrm_desktop.store.work import Work

_BY_RANK = dict(enumerate(ROLES))


def rank(day: date | ColumnElement[date]) -> Any:
    """The weightiest role to the order's unit, else to any; NULL for who has none, or where nobody is named."""
    tied = select(func.min(case(RANK, value=Relation.role, else_=len(RANK)))).where(
        Relation.person_id == WorkOrder.person_id, holds(day)
    )
    here = tied.where(Relation.unit_id == WorkOrder.unit_id)
    return func.coalesce(*(each.correlate(WorkOrder).scalar_subquery() for each in (here, tied)))


def kind(person: int | None, rank: int | None) -> str:
    """The key of property.CUSTOMERS; nothing where nobody is named."""
    if person is None:
        return ""
    return OTHERS if rank is None else _BY_RANK.get(rank, OTHERS)


def are(work: Work, values: Sequence[Any]) -> ColumnElement[bool]:
    """The condition that an order's customer is of these kinds."""
    day = today(work)
    ranks = [RANK[value] for value in values if value in RANK]
    # by people first: few orders are left to look at one by one
    people = select(Relation.person_id).where(Relation.role.in_(values), holds(day))
    found = [and_(WorkOrder.person_id.in_(people), rank(day).in_(ranks))] if ranks else []
    if OTHERS in values:
        known = select(Relation.person_id).where(holds(day))
        found.append(and_(WorkOrder.person_id.is_not(None), WorkOrder.person_id.not_in(known)))
    return or_(*found)


def likely_end() -> Any:
    """When it was done; of what is not, the end of the last visit that is planned, else when it is due."""
    planned = select(func.max(Visit.planned_until)).where(
        Visit.order_id == WorkOrder.id, Visit.archived.is_(None), Visit.departed.is_(None)
    )
    return func.coalesce(WorkOrder.done, planned.correlate(WorkOrder).scalar_subquery(), WorkOrder.due)
