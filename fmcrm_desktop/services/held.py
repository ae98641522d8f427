"""An order, its visits and the people planned, or a complaint, held against other desks until the deed is over.

A file has one writer at a time anyway; on a server the rows are locked, orders before people, so that two desks wait
for each other and the second sees what the first did.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.store import bulk
from fmcrm_desktop.store.work import Work


def order(work: Work, id: int, seen: int | None = None) -> WorkOrder:
    """The order to change, or whose visits are to change. Raises Missing, or Stale as ``Work.get`` does."""
    _hold(work, WorkOrder, (id,))
    return work.get(WorkOrder, id, seen=seen)


def visit(work: Work, id: int, seen: int | None = None) -> Visit:
    """The visit to change, with its order."""
    for order_id in work.column(select(Visit.order_id).where(Visit.id == id)):
        order(work, order_id)
    return work.get(Visit, id, seen=seen)


def complaint(work: Work, id: int, seen: int | None = None) -> Complaint:
    """The complaint to close, or whose people change: nobody joins it while it is closed. Raises Missing, or Stale as
    ``Work.get`` does."""
    complaints(work, (id,))
    return work.get(Complaint, id, seen=seen)


def complaints(work: Work, ids: Sequence[int]) -> None:
    """Who complained, and how far these have come, is as it is read from now on until the deed is over."""
    _hold(work, Complaint, ids)


def people(work: Work, staff: Iterable[int]) -> None:
    """Nobody else plans these people until it is decided whether they are free."""
    _hold(work, Staff, sorted(set(staff)))


def changed(work: Work, visit: Visit) -> None:
    """Who goes or when is not what a clerk saw on the order or on the visit any more."""
    for record in (visit, work.get(WorkOrder, visit.order_id)):
        bulk.touch(work.session, record)


def _hold(work: Work, table: Any, ids: Sequence[int]) -> None:
    """Lock these rows of a server, in the order of their ids."""
    if work.dialect != "sqlite":
        work.column(
            select(table.id).where(table.id.in_(ids)).order_by(table.id).with_for_update(key_share=True)
        )
