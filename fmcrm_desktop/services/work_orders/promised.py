"""The arrival promised to a customer with a visit: given, met, taken back."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.services import promises
from fmcrm_desktop.services.promises import PromiseForm
from fmcrm_desktop.store.work import Work


def give(work: Work, order: WorkOrder, visit: Visit) -> None:
    """The customer knows the time: somebody will have arrived by the end of the planned span. A time told before
    is taken back by it."""
    take_back(work, order)
    if order.person_id is not None and visit.planned_until > work.now:
        promises.give(
            work,
            PromiseForm(
                "arrival",
                visit.planned_until,
                order.summary,
                order.person_id,
                order.staff_id,
                order_id=order.id,
            ),
        )


def meet(work: Work, order: WorkOrder, arrived: datetime) -> None:
    """Somebody is there."""
    for promise in _open(work, order):
        promise.kept = arrived


def take_back(work: Work, order: WorkOrder) -> None:
    """Nobody comes then: planned anew, or called off."""
    for promise in _open(work, order):
        promise.dropped = work.now


def _open(work: Work, order: WorkOrder) -> Sequence[Promise]:
    return work.records(
        select(Promise).where(
            Promise.order_id == order.id, Promise.kind == "arrival", Promise.kept.is_(None),
            Promise.dropped.is_(None), Promise.archived.is_(None),
        )
    )  # fmt: skip
