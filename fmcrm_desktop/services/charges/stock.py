"""The stock of parts beside the lines of accounts: what a line takes, and what an undo of lines gives back.

An undo reckons from the lines as they were and are, not from what the deed did to the stock: a part that was not
counted then may be counted now, and the other way round.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, func, select

from fmcrm_desktop.model.charge import Charge, Part
from fmcrm_desktop.model.keeping import Audit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.store.work import Work

_USE = {"part_id", "quantity", "archived"}


def take(work: Work, part_id: int | None, quantity: int | None) -> None:
    """What was used leaves the stock where it is counted; below nothing, too: the count was wrong, not the deed.
    ``quantity``: thousandths, below nothing to give back."""
    if part_id is None or not quantity:
        return
    part = work.get(Part, part_id)
    if part.stock is not None:
        part.stock -= quantity


def held(work: Work, charges: Sequence[int]) -> dict[int, int]:
    """What these charges hold of each part, in thousandths; those taken out hold nothing."""
    if not charges:
        return {}
    asked = (
        select(Charge.part_id, func.sum(Charge.quantity))
        .where(Charge.id.in_(charges), Charge.part_id.is_not(None), Charge.archived.is_(None))
        .group_by(Charge.part_id)
    )
    work.session.flush()
    return {part: int(quantity or 0) for part, quantity in work.rows(asked)}


def give_back(work: Work, charges: Sequence[int], before: dict[int, int]) -> None:
    """The stock follows what these charges hold now and held ``before``."""
    now = held(work, charges)
    for part in sorted(now.keys() | before.keys()):
        take(work, part, now.get(part, 0) - before.get(part, 0))


def still_counts(work: Work, lines: Sequence[Row[Any]]) -> None:
    """A count that was given up comes back only while nothing of the part was used or given back, for what was taken
    meanwhile is missing from it. ``lines``: of the change log (id, record_table, record_id, changes). Raises Refusal.
    """
    for line in lines:
        if line.record_table != "part":
            continue
        old, new = json.loads(line.changes).get("stock", (None, None))
        if old is not None and new is None and _used_since(work, line.id, line.record_id):
            raise Refusal(N_("This part was used since. Enter what is in stock now instead."))


def _used_since(work: Work, line: int, part: int) -> bool:
    later = (
        select(Audit.changes, Charge.part_id)
        .join(Charge, Charge.id == Audit.record_id)
        .where(Audit.record_table == "charge", Audit.id > line)
    )
    for changes, held_now in work.rows(later):
        told = json.loads(changes)
        if told.keys() & _USE and part in (held_now, *told.get("part_id", ())):
            return True
    return False
