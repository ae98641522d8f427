"""Counting the clocks of open orders anew, from when they were received and what they waited for."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import OVER, WorkOrder
from fmcrm_desktop.services.targets.clocks import PAUSING, pauses, set_dues
from fmcrm_desktop.store.work import Work

AT_ONCE = 500


def recount(work: Work) -> int:
    """A target has changed: what is still open runs by the one that holds now. How many orders were counted anew.

    An order that came with its own due moment (imported, or made by a plan) keeps it.
    """
    over: BindParameter[Any] = bindparam("over", OVER, expanding=True, literal_execute=True)
    ids = work.ids(
        select(WorkOrder.id).where(
            WorkOrder.state.not_in(over),
            WorkOrder.archived.is_(None),
            WorkOrder.respond_due.is_not(None),
            WorkOrder.plan_id.is_(None),
        )
    )
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        moves: dict[int, list[Move]] = {}
        waits = select(Move).where(Move.subject == "work_order", Move.subject_id.in_(some)).order_by(Move.id)
        for line in work.records(waits):
            moves.setdefault(line.subject_id, []).append(line)
        for order in work.records(select(WorkOrder).where(WorkOrder.id.in_(some))):
            held = pauses(moves.get(order.id, ()), work.now)
            # The pause that still runs is added when it ends.
            set_dues(work, order, held[:-1] if order.state == PAUSING else held)
    return len(ids)
