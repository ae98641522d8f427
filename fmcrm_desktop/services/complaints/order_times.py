"""The work orders of a complaint: those made for it and those it is about, each with its times beside what was due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import Integer, bindparam, func, select

from fmcrm_desktop.model.complaint import ComplaintOrder
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.services import targets
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class OrderTime:
    """When one of the order's clocks was due and when it was reached (None: not yet); ``left`` are the working minutes
    between them, negative where it was late; until it is reached they count from now."""

    name: str
    state: str
    due: datetime
    reached: datetime | None
    left: int


@dataclass(frozen=True)
class OrderLine:
    """A work order of the complaint; ``visits``: how often somebody came for it. ``times``: arrival and finish, as far
    as something was due."""

    id: int
    number: str
    summary: str
    state: str
    visits: int
    times: tuple[OrderTime, ...]


_TIMED = (
    "target_id",
    "round_the_clock",
    "received",
    "respond_due",
    "arrive_due",
    "due",
    "responded",
    "arrived",
    "done",
)
SHOWN = ("arrive", "finish")


def orders(work: Work, complaint: int) -> tuple[tuple[OrderLine, ...], tuple[OrderLine, ...]]:
    """The orders made for a complaint, and those it is about, the oldest first."""
    rows = work.rows(_orders(), complaint=complaint)
    steps = _steps(work, [row.id for row in rows])
    made, about = [], []
    for row in rows:
        times = _times(targets.clocks(work, row, steps[row.id]))
        line = OrderLine(row.id, row.number, row.summary, row.state, row.visits, times)
        if row.complaint_id == complaint:
            made.append(line)
        if row.told:
            about.append(line)
    return tuple(made), tuple(about)


@cache
def _orders() -> Any:
    """Built once: building it takes longer than its answer."""
    complaint = bindparam("complaint", type_=Integer)
    came = (
        select(func.count())
        .where(Visit.order_id == WorkOrder.id, Visit.arrived.is_not(None), Visit.archived.is_(None))
        .scalar_subquery()
        .label("visits")
    )
    about = select(ComplaintOrder.order_id).where(ComplaintOrder.complaint_id == complaint)
    # By ids alone: "of this complaint or among those" made SQLite look through every order.
    made = select(WorkOrder.id).where(WorkOrder.complaint_id == complaint).correlate(None)
    columns = (WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.state, WorkOrder.complaint_id)
    return (
        select(
            *columns,
            came,
            WorkOrder.id.in_(about).label("told"),
            *(getattr(WorkOrder, name) for name in _TIMED),
        )
        .where(WorkOrder.id.in_(made.union_all(about)), WorkOrder.archived.is_(None))
        .order_by(WorkOrder.id)
    )


def _times(clocks: Sequence[targets.Clock]) -> tuple[OrderTime, ...]:
    return tuple(
        OrderTime(each.name, each.state, each.due, each.reached, each.left)
        for each in clocks
        if each.name in SHOWN
    )


def _steps(work: Work, ids: Sequence[int]) -> dict[int, list[Any]]:
    """The histories of these orders, from which their clocks read when they waited for the owner."""
    found: dict[int, list[Any]] = defaultdict(list)
    if ids:
        columns = select(Move.subject_id, Move.to_state, Move.moment).where(
            Move.subject == "work_order", Move.subject_id.in_(ids)
        )
        for row in work.rows(columns.order_by(Move.id)):
            found[row.subject_id].append(row)
    return found
