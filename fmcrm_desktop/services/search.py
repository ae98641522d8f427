"""The search over everything: exact numbers first, then people and units, then what happened lately."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from sqlalchemy import literal, select, union_all

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

KINDS = {
    "person": N_("People"),
    "unit": N_("Units"),
    "work_order": N_("Work orders"),
    "complaint": N_("Complaints"),
    "call": N_("Calls"),
    "event": N_("Calendar"),
}
"""The groups of the answer, in their order."""
RIGHTS = {
    "person": "person.read", "unit": "person.read", "work_order": "order.read", "complaint": "complaint.read",
    "call": "call.read", "event": "calendar.read",
}  # fmt: skip
_NUMBER = re.compile(r"[^\W\d_]{1,4}-?\d{2,}(-\d+)?")
FEW = 6
"""So many people and units are found even where newer matters alone would fill the answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: its table, its id, and how it is told from others."""

    kind: str
    ref: int
    title: str
    subtitle: str


@needs("office.read")
def find(work: Work, typed: str, limit: int = 20) -> tuple[Found, ...]:
    """What the words typed mean: an exact number first, then in the groups of KINDS, newest first in each."""
    typed = typed.strip()
    if not typed:
        return ()
    found = [Found(*row) for row in _exact(work, typed)]
    known = {(each.kind, each.ref) for each in found}
    rest: list[Found] = []
    for kind, most in (("person", FEW), ("unit", FEW), ("", limit)):
        for row in search.find(work, typed, kind, most):
            if (row.kind, row.ref) not in known:
                known.add((row.kind, row.ref))
                rest.append(Found(row.kind, row.ref, row.title, row.subtitle))
    order = list(KINDS)
    rest.sort(key=lambda each: order.index(each.kind) if each.kind in order else len(order))
    return tuple(
        [each for each in (*found, *rest) if work.who.may(RIGHTS.get(each.kind, "office.read"))][:limit]
    )


def _exact(work: Work, typed: str) -> list[Any]:
    if not _NUMBER.fullmatch(typed):
        return []
    number = typed.upper()
    complaints = select(literal("complaint"), Complaint.id, Complaint.number, Complaint.subject).where(
        Complaint.number == number, Complaint.archived.is_(None)
    )
    orders = select(literal("work_order"), WorkOrder.id, WorkOrder.number, WorkOrder.summary).where(
        WorkOrder.number == number, WorkOrder.archived.is_(None)
    )
    return list(work.rows(union_all(complaints, orders)))
