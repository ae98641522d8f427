"""What the office's own history suggests for an order: the parts it will likely take, and who has done such work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

from fmcrm_desktop.model.charge import Charge, Part
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

LOOKED_AT = 200
"""So many of the latest such orders."""
SHOWN = 3


@dataclass(frozen=True, slots=True)
class Likely:
    """A part or a member of staff, and with how many of the orders looked at."""

    id: int
    name: str
    other_name: str
    times: int


@dataclass(frozen=True)
class Support:
    """``orders`` is how many finished ones of the same problem, else of the same category, were looked at."""

    orders: int
    parts: tuple[Likely, ...] = ()
    staff: tuple[Likely, ...] = ()


@needs("order.read")
def support(work: Work, order: int) -> Support:
    """The parts that finished orders of the same problem took, else of the same category, and who did them; what is
    most usual first."""
    row = work.row(select(WorkOrder.problem_id, WorkOrder.category_id).where(WorkOrder.id == order))
    if row is None:
        raise Missing("work_order", order)
    problem, category = row
    if problem is None and category is None:
        return Support(0)
    same = WorkOrder.problem_id == problem if problem is not None else WorkOrder.category_id == category
    latest = (
        select(WorkOrder.id)
        .where(same, WorkOrder.state.in_(FINISHED), WorkOrder.archived.is_(None), WorkOrder.id != order)
        .order_by(WorkOrder.done.desc(), WorkOrder.id.desc())
        .limit(LOOKED_AT)
    )
    ids = list(work.column(latest))
    took = (
        select(Part.id, Part.name, Part.other_name, func.count(Charge.order_id.distinct()).label("times"))
        .join(Charge, Charge.part_id == Part.id)
        .where(Charge.order_id.in_(ids), Charge.archived.is_(None), Part.archived.is_(None))
        .group_by(Part.id, Part.name, Part.other_name)
    )
    did = (
        select(Staff.id, Staff.name, Staff.other_name, func.count().label("times"))
        .join(WorkOrder, WorkOrder.staff_id == Staff.id)
        .where(WorkOrder.id.in_(ids), Staff.archived.is_(None))
        .group_by(Staff.id, Staff.name, Staff.other_name)
    )
    return Support(len(ids), _most(work, took, Part.id), _most(work, did, Staff.id))


def _most(work: Work, counted: Any, id: Any) -> tuple[Likely, ...]:
    most = counted.order_by(counted.selected_columns.times.desc(), id).limit(SHOWN)
    return tuple(Likely(*row) for row in work.rows(most))
