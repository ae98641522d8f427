"""The work orders of a complaint: those made for it and those it is about, each with its times beside what was due."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

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


def orders(work: Work, wanted: Any) -> tuple[OrderLine, ...]:
    """The orders that ``wanted`` (an expression about work_order) chooses, the oldest first."""
    came = (
        select(func.count())
        .where(Visit.order_id == WorkOrder.id, Visit.arrived.is_not(None), Visit.archived.is_(None))
        .scalar_subquery()
        .label("visits")
    )
    columns = (WorkOrder.id, WorkOrder.number, WorkOrder.summary, WorkOrder.state)
    chosen = (
        select(*columns, came, *(getattr(WorkOrder, name) for name in _TIMED))
        .where(wanted, WorkOrder.archived.is_(None))
        .order_by(WorkOrder.id)
    )
    rows = list(work.rows(chosen))
    steps = _steps(work, [row.id for row in rows])
    return tuple(
        OrderLine(
            row.id, row.number, row.summary, row.state, row.visits,
            _times(targets.clocks(work, row, steps[row.id])),
        )
        for row in rows
    )  # fmt: skip


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
