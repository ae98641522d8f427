"""What commission needs to know of orders and rules, asked for some hundreds at a time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.charge import Bill, Charge, CommissionLine, CommissionMonth, CommissionRule
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.commission.working import LATER, ChargeFact, Key, OrderFact, Rule
from fmcrm_desktop.store.work import Work

AT_ONCE = 500


def rules(work: Work) -> list[Rule]:
    """The rules in force."""
    it = CommissionRule
    columns = select(
        it.id, it.staff_id, it.category_id, it.basis, it.percent, it.fixed, it.from_day, it.until_day
    )
    return [Rule(*row) for row in work.rows(columns.where(it.archived.is_(None)))]


def orders_of(work: Work, month: Month) -> list[int]:
    """Those finished in a month, and those that an earlier closed month left out for what may still come right."""
    first, end = month.period(work.zone)
    done = select(WorkOrder.id).where(
        WorkOrder.done >= first,
        WorkOrder.done < end,
        WorkOrder.state.in_(FINISHED),
        WorkOrder.archived.is_(None),
    )
    last: dict[int, tuple[str, set[str]]] = {}
    waiting = (
        select(CommissionLine.order_id, CommissionMonth.month, CommissionLine.left_out)
        .join(CommissionMonth, CommissionMonth.id == CommissionLine.month_id)
        .join(WorkOrder, WorkOrder.id == CommissionLine.order_id)
        .where(
            CommissionMonth.month < str(month), WorkOrder.archived.is_(None), WorkOrder.state.in_(FINISHED)
        )
        .where(
            CommissionLine.order_id.in_(
                select(CommissionLine.order_id).where(CommissionLine.left_out.in_(LATER))
            )
        )
    )
    for order, said, reason in work.rows(waiting):
        before = last.get(order)
        if before is None or said > before[0]:
            last[order] = (said, {reason})
        elif said == before[0]:
            before[1].add(reason)
    again = [order for order, (_, reasons) in last.items() if reasons & set(LATER)]
    return sorted({*work.column(done), *again})


def counted(work: Work, ids: Sequence[int], before: str) -> frozenset[Key]:
    """What closed months before this one have paid already of these orders."""
    found: set[Key] = set()
    for start in range(0, len(ids), AT_ONCE):
        columns = (
            select(CommissionLine.order_id, CommissionLine.staff_id, CommissionRule.basis)
            .join(CommissionRule, CommissionRule.id == CommissionLine.rule_id)
            .join(CommissionMonth, CommissionMonth.id == CommissionLine.month_id)
            .where(
                CommissionLine.order_id.in_(ids[start : start + AT_ONCE]), CommissionLine.left_out == "",
                CommissionMonth.month != before,
            )
        )  # fmt: skip
        found.update((order, staff, basis) for order, staff, basis in work.rows(columns))
    return frozenset(found)


def facts(work: Work, ids: Sequence[int]) -> list[OrderFact]:
    """The facts of these orders, in their order."""
    found: list[OrderFact] = []
    for start in range(0, len(ids), AT_ONCE):
        found += _some(work, list(ids[start : start + AT_ONCE]))
    return found


def _some(work: Work, ids: list[int]) -> list[OrderFact]:
    lines: dict[int, list[ChargeFact]] = defaultdict(list)
    helpers: dict[int, dict[int, None]] = defaultdict(dict)
    charges = (
        select(
            Charge.order_id, Charge.kind, Charge.staff_id, Charge.amount, Charge.cost, Charge.covered, Charge.bill_id,
            Bill.state, Staff.vendor,
        )
        .outerjoin(Bill, Bill.id == Charge.bill_id)
        .outerjoin(Staff, Staff.id == Charge.staff_id)
        .where(Charge.order_id.in_(ids), Charge.archived.is_(None))
        .order_by(Charge.id)
    )  # fmt: skip
    for order, kind, staff, amount, cost, covered, bill, state, vendor in work.rows(charges):
        lines[order].append(ChargeFact(kind, staff, amount, cost, covered, state if bill else ""))
        if kind == "labour" and staff is not None and not vendor:
            helpers[order][staff] = None
    repeated = set(work.column(select(WorkOrder.repeat_of_id).where(
        WorkOrder.repeat_of_id.in_(ids), WorkOrder.archived.is_(None), WorkOrder.state.not_in(("cancelled", "declined"))
    )))  # fmt: skip
    columns = (
        select(
            WorkOrder.id, WorkOrder.state, WorkOrder.reopened, WorkOrder.category_id, WorkOrder.staff_id,
            Staff.vendor, WorkOrder.done,
        )
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(WorkOrder.id.in_(ids))
    )  # fmt: skip
    return [_fact(work, row, lines, helpers, row.id in repeated) for row in work.rows(columns)]


def _fact(work: Work, row: Any, lines: Any, helpers: Any, repeated: bool) -> OrderFact:
    # Reopened and not done again, an order has no day of its own; it is not closed, and no rule is asked.
    done = (row.done or work.now).astimezone(work.zone).date()
    return OrderFact(
        row.id, row.state, row.reopened > 0, repeated, row.category_id, row.staff_id, bool(row.vendor), done,
        tuple(helpers.get(row.id, ())), tuple(lines.get(row.id, ())),
    )  # fmt: skip
