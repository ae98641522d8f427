"""What must hold of every bill, checked after each undo: sums of lines and payments, and the state that follows."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from sqlalchemy import func, select

from fmcrm_desktop.model.charge import Bill, Charge, Payment
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

CHANGED = N_("This has been changed again since and cannot be undone.")


def state_of(total: int, paid: int) -> str:
    """What a bill's sums say about it."""
    return "paid" if paid == total else "partly" if paid else "unpaid"


def still_there(work: Work, lines: Sequence[tuple[str, int, str]]) -> None:
    """Before an undo of these lines (table, id, changes): a charge that was taken out since gave its part back
    already. Raises Refusal."""
    ids = [id for table, id, changes in lines if table == "charge" and "archived" not in json.loads(changes)]
    out = select(Charge.id).where(Charge.id.in_(ids), Charge.archived.is_not(None)).limit(1)
    if ids and work.value(out) is not None:
        raise Refusal(CHANGED)


def still_sound(work: Work, lines: Sequence[tuple[str, int, str]]) -> None:
    """After an undo of these lines (table, id, changes): no bill may be left that its lines or payments contradict.
    Raises Refusal."""
    tables = {table for table, _, _ in lines}
    if not tables & {"bill", "charge", "payment"}:
        return
    work.session.flush()
    touched = {
        name: [id for table, id, _ in lines if table == name] for name in ("bill", "charge", "payment")
    }
    bills = set(touched["bill"])
    bills.update(work.column(select(Payment.bill_id).where(Payment.id.in_(touched["payment"]))))
    chosen = select(Charge.id, Charge.bill_id).where(
        Charge.id.in_(touched["charge"]), Charge.bill_id.is_not(None)
    )
    billed = {row.id: row.bill_id for row in work.rows(chosen)}
    bills.update(billed.values())
    moved = {id for table, id, changes in lines if table == "charge" and "bill_id" in json.loads(changes)}
    if set(billed) - moved or any(not _holds(work, id) for id in bills):
        raise Refusal(CHANGED)


def faults(work: Work, ids: Iterable[int]) -> list[int]:
    """Those of these bills whose sums or states do not hold."""
    return [id for id in ids if not _holds(work, id)]


def _holds(work: Work, id: int) -> bool:
    bill = work.get(Bill, id)
    lines = work.row(
        select(func.count(), func.sum(Charge.amount)).where(Charge.bill_id == id, Charge.archived.is_(None))
    )
    came = work.row(
        select(func.count(), func.sum(Payment.amount)).where(
            Payment.bill_id == id, Payment.archived.is_(None)
        )
    )
    assert lines is not None and came is not None
    if bill.archived is not None:
        return not lines[0] and not came[0]
    countered = work.value(select(func.count()).where(Bill.counter_of_id == id, Bill.archived.is_(None)))
    follows = {
        "cancelled": bool(countered), "written_off": not countered,
    }.get(bill.state, not countered and bill.state == state_of(bill.total, bill.paid))  # fmt: skip
    return follows and bill.total == int(lines[1] or 0) and bill.paid == int(came[1] or 0)
