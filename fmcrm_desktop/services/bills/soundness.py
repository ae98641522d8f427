"""What must hold of every bill, checked after each undo: sums of lines and payments, and the state that follows."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Row, func, select

from fmcrm_desktop.model.agreement import AgreementCharge
from fmcrm_desktop.model.charge import Bill, Charge, Payment
from fmcrm_desktop.model.keeping import Audit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.trail import plain
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
_OF_BILLS = ("bill", "charge", "payment", "agreement_charge")
_TAKEN = {"archived", "part_id", "quantity", "minutes", "rate"}
"""What a line of an account takes from the stock and comes to."""
CHANGED = N_("This has been changed again since and cannot be undone.")


def state_of(total: int, paid: int) -> str:
    """What a bill's sums say about it."""
    return "paid" if paid == total else "partly" if paid else "unpaid"


def still_there(work: Work, lines: Sequence[Row[Any]]) -> None:
    """Before an undo of these lines of the change log (id, record_table, record_id, changes): a line of an account
    must be there as the deed left it, and where the deed tells what it takes from the stock or comes to, this must be
    what the deed left, or the deed's differences are not the ones to take back. What was corrected and is as it was
    again will do. Raises Refusal."""
    last: dict[int, int] = {}
    watched: dict[int, set[str]] = defaultdict(lambda: {"archived"})
    for line in lines:
        if line.record_table == "charge":
            last[line.record_id] = max(line.id, last.get(line.record_id, 0))
            if _TAKEN & json.loads(line.changes).keys():
                watched[line.record_id] |= _TAKEN
    if not last:
        return
    held = select(Charge).where(Charge.id.in_(last)).order_by(Charge.id).with_for_update(key_share=True)
    now = {charge.id: charge for charge in work.records(held)}
    later = (
        select(Audit.id, Audit.record_id, Audit.changes)
        .where(Audit.record_table == "charge", Audit.record_id.in_(last), Audit.id > min(last.values()))
        .order_by(Audit.id)
    )
    for id, charge, changes in work.rows(later):
        left = json.loads(changes) if id > last[charge] else {}
        for name in watched[charge] & left.keys():
            watched[charge].remove(name)  # later lines begin from what this one made
            if plain(getattr(now.get(charge), name, None)) != left[name][0]:
                raise Refusal(CHANGED)


def still_sound(work: Work, lines: Sequence[tuple[str, int, str]]) -> None:
    """After an undo of these lines (table, id, changes): no bill may be left that its lines or payments contradict.
    Raises Refusal."""
    tables = {table for table, _, _ in lines}
    if not tables & set(_OF_BILLS):
        return
    work.session.flush()
    touched = {name: [id for table, id, _ in lines if table == name] for name in _OF_BILLS}
    bills = set(touched["bill"])
    for each in (Payment, AgreementCharge):
        bills.update(work.column(select(each.bill_id).where(each.id.in_(touched[each.__tablename__]))))
    chosen = select(Charge.id, Charge.bill_id).where(
        Charge.id.in_(touched["charge"]), Charge.bill_id.is_not(None)
    )
    billed = {row.id: row.bill_id for row in work.rows(chosen)}
    bills.update(billed.values())
    moved = {id for table, id, changes in lines if table == "charge" and "bill_id" in json.loads(changes)}
    if set(billed) - moved or faults(work, bills):
        raise Refusal(CHANGED)


def faults(work: Work, ids: Iterable[int]) -> list[int]:
    """Those of these bills whose sums or states do not hold; four questions for each five hundred."""
    wanted = sorted(ids)
    return [id for at in range(0, len(wanted), AT_ONCE) for id in _unsound(work, wanted[at : at + AT_ONCE])]


def _unsound(work: Work, some: Sequence[int]) -> Iterable[int]:
    lines = _sums(work, some, Charge, AgreementCharge)
    came = _sums(work, some, Payment)
    countered = set(
        work.column(select(Bill.counter_of_id).where(Bill.counter_of_id.in_(some), Bill.archived.is_(None)))
    )
    bills = select(Bill.id, Bill.total, Bill.paid, Bill.state, Bill.archived).where(Bill.id.in_(some))
    for bill in work.rows(bills):
        count, total = lines.get(bill.id, (0, 0))
        payments, paid = came.get(bill.id, (0, 0))
        off = bill.id in countered
        follows = {"cancelled": off, "written_off": not off}.get(
            bill.state, not off and bill.state == state_of(bill.total, bill.paid)
        )
        holds = follows and bill.total == total and bill.paid == paid
        if not (holds if bill.archived is None else not count and not payments):
            yield bill.id


def _sums(
    work: Work, bills: Sequence[int], *tables: type[Charge | AgreementCharge | Payment]
) -> dict[int, tuple[int, int]]:
    """How many lines of these tables hang on each of the bills, and their sum."""
    found: dict[int, tuple[int, int]] = {}
    for table in tables:
        asked = (
            select(table.bill_id, func.count(), func.sum(table.amount))
            .where(table.bill_id.in_(bills), table.archived.is_(None))
            .group_by(table.bill_id)
        )
        for bill, count, total in work.rows(asked):
            before = found.get(bill, (0, 0))
            found[bill] = (before[0] + count, before[1] + int(total))
    return found
