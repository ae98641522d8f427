"""What an order's charges say about money: sums and whether they are billed and paid, for cards, lists and filters."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, and_, bindparam, case, false, func, or_, select

from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.store.work import Work

STATES = {
    "unbilled": N_("Not billed yet"), "unpaid": N_("Unpaid"), "partly": N_("Partly paid"),
    "written_off": N_("Written off"), "paid": N_("Paid"), "covered": N_("Covered by the agreement"),
}  # fmt: skip
"""The worst first: an order is in the first state that any of its lines is in."""
FILTERED = {**STATES, "loss": N_("At a loss")}
_SETTLED = ("paid", "cancelled")


@dataclass(frozen=True, slots=True)
class OrderMoney:
    """Of one order: what is billed or to be billed, its margin for those who may see it, and its state."""

    amount: int | None
    margin: int | None
    state: str


NONE = OrderMoney(None, None, "")
"""Of an order without charges, and of any for those who see no money."""


def state_of(lines: Iterable[tuple[bool, int | None, str]]) -> str:
    """The state of lines given as (covered, bill, state of the bill); empty without lines."""
    found = set()
    for covered, bill, state in lines:
        found.add(
            "covered" if covered else "unbilled" if bill is None else "paid" if state in _SETTLED else state
        )
    return next((state for state in STATES if state in found), "")


def beside(work: Work, ids: Sequence[int]) -> dict[int, OrderMoney]:
    """The money of these orders, for the rows of a list: one question for all of them."""
    if not work.who.may("money.read"):
        return {}
    grouped: dict[int, list[Any]] = {}
    for row in work.rows(_charges(), ids=list(ids)):
        grouped.setdefault(row.order_id, []).append(row)
    costs = work.who.may("money.margin")
    found = {}
    for order, rows in grouped.items():
        amount = sum(row.amount for row in rows if not row.covered)
        margin = amount - sum(row.cost for row in rows) if costs else None
        state = state_of((row.covered, row.bill_id, row.state or "") for row in rows)
        found[order] = OrderMoney(amount, margin, state)
    return found


@cache
def _charges() -> Any:
    """The question, built once: lists ask it with every row that comes into sight."""
    ids: Any = bindparam("ids", expanding=True)
    return (
        select(Charge.order_id, Charge.amount, Charge.cost, Charge.covered, Charge.bill_id, Bill.state)
        .outerjoin(Bill, Bill.id == Charge.bill_id)
        .where(Charge.order_id.in_(ids), Charge.archived.is_(None))
    )


def sums() -> Any:
    """Amount and margin of every order that has charges, to sort a list by."""
    amount = func.sum(case((Charge.covered, 0), else_=Charge.amount))
    return (
        select(
            Charge.order_id, amount.label("amount"), (amount - func.sum(Charge.cost)).label("margin"),
        )
        .where(Charge.archived.is_(None))
        .group_by(Charge.order_id)
        .subquery()
    )  # fmt: skip


def may_sort(work: Work, by: str) -> bool:
    """Whether a list is sorted by one of the sums, and the person may see it."""
    return {"amount": work.who.may("money.read"), "margin": work.who.may("money.margin")}.get(by, False)


def is_in(work: Work, wanted: Sequence[object]) -> ColumnElement[bool]:
    """The condition that an order is in one of these states (FILTERED)."""
    if not work.who.may("money.read"):
        return false()
    ranks = {state: place for place, state in enumerate(STATES)}
    rank = case(
        (Charge.covered, ranks["covered"]),
        (Charge.bill_id.is_(None), ranks["unbilled"]),
        (Bill.state.in_(_SETTLED), ranks["paid"]),
        else_=case(ranks, value=Bill.state, else_=ranks["paid"]),
    )
    worst = (
        select(Charge.order_id)
        .outerjoin(Bill, Bill.id == Charge.bill_id)
        .where(Charge.archived.is_(None))
        .group_by(Charge.order_id)
    )
    found: list[ColumnElement[bool]] = []
    named = [ranks[str(state)] for state in wanted if state in ranks]
    if named:
        found.append(WorkOrder.id.in_(worst.having(func.min(rank).in_(named))))
    if "loss" in wanted and work.who.may("money.margin"):
        every = sums()
        found.append(WorkOrder.id.in_(select(every.c.order_id).where(every.c.margin < 0)))
    return or_(*found) if found else and_(false())
