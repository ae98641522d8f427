"""All charges of orders as one list, for the command line and for files: by their day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import func, select

from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class ChargeRow:
    """A line of an order's account; amounts in minor units, ``cost`` only for those who may see costs."""

    id: int
    day: date
    order: str
    kind: str
    text: str
    amount: int
    cost: int | None
    covered: bool
    bill: str


@needs("money.read")
def page(work: Work, query: Query) -> Page[ChargeRow]:
    """Charges, the latest first."""
    gone = Charge.archived.is_not(None) if query.archived else Charge.archived.is_(None)
    chosen = select(Charge.id).join(WorkOrder, WorkOrder.id == Charge.order_id).where(gone)
    ids = work.ids(chosen.order_by(Charge.day.desc(), Charge.id.desc()))
    return Page(ids, tuple(rows(work, ids[:FIRST])))


@needs("money.read")
def rows(work: Work, ids: Sequence[int]) -> list[ChargeRow]:
    """The rows of these charges, in this order."""
    costs = work.who.may("money.margin")
    it = Charge
    chosen = (
        select(
            it.id,
            it.day,
            WorkOrder.number,
            it.kind,
            it.text,
            it.amount,
            it.cost,
            it.covered,
            func.coalesce(Bill.number, ""),
        )
        .join(WorkOrder, WorkOrder.id == it.order_id)
        .outerjoin(Bill, Bill.id == it.bill_id)
        .where(it.id.in_(ids))
    )
    found = [ChargeRow(*row) for row in work.rows(chosen)]
    if not costs:
        found = [replace(each, cost=None) for each in found]
    return in_order(ids, found, lambda row: row.id)
