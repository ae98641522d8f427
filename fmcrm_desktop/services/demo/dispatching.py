"""The demo's morning at the dispatch board: orders nobody has yet, visits planned for the rest of today."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import numbers
from fmcrm_desktop.services.demo import texts
from fmcrm_desktop.services.demo.matters import dues
from fmcrm_desktop.services.demo.stage import Stage

WAITING = (
    ("plumbing", 1, 22), ("lift", 0, 35), ("electric", 0, 50), ("carpentry", 0, 65), ("plumbing", 2, 80),
    ("electric", 2, 95), ("cleaning", 0, 110), ("masonry", 0, 125),
)  # fmt: skip
"""Category, which of its troubles, and how many minutes ago it was reported."""
PLANNED = (
    ("plumbing", 0, 11, 0, 60), ("plumbing", 3, 14, 0, 90), ("electric", 1, 11, 0, 60), ("electric", 2, 15, 0, 75),
    ("carpentry", 0, 13, 30, 90), ("cleaning", 0, 14, 0, 120), ("lift", 0, 13, 30, 150),
)  # fmt: skip
"""Category, which of its troubles, hour and minute, and minutes it takes."""


def dispatching(stage: Stage) -> int:
    """Gives how many orders came of it."""
    if not stage.cast.dwellers or stage.now < stage.at(stage.until, 10):
        return 0
    waits = [_row(stage, code, at, stage.now - timedelta(minutes=ago)) for code, at, ago in WAITING]
    planned = [
        _row(stage, code, at, stage.at(stage.until, 8, 10 + n)) for n, (code, at, *_) in enumerate(PLANNED)
    ]
    _keep(stage, waits)
    clerk = stage.cast.clerks[0]
    for row, (code, *_) in zip(planned, PLANNED, strict=True):
        row |= {"state": "scheduled", "responded": row["received"] + timedelta(minutes=6)}
        row["staff_id"] = stage.cast.trades.get(code) or stage.cast.technicians[0]
    ids = _keep(stage, planned)
    visits = [
        {"order_id": id, "planned_from": (start := stage.at(stage.until, hour, minute)),
         "planned_until": start + timedelta(minutes=length)}
        for id, (_code, _at, hour, minute, length) in zip(ids, PLANNED, strict=True)
    ]  # fmt: skip
    ties = zip(stage.work.add_many(Visit, visits), planned, strict=True)
    stage.work.add_many(VisitStaff, ({"visit_id": id, "staff_id": row["staff_id"]} for id, row in ties))
    stage.work.add_many(Move, (
        {"subject": "work_order", "subject_id": id, "from_state": before, "to_state": after, "staff_id": clerk,
         "moment": row["received"] + timedelta(minutes=minutes)}
        for id, row in zip(ids, planned, strict=True)
        for before, after, minutes in (("requested", "assigned", 4), ("assigned", "scheduled", 6))
    ))  # fmt: skip
    return len(waits) + len(planned)


def _row(stage: Stage, code: str, at: int, received: datetime) -> dict[str, Any]:
    known = texts.TROUBLES.get(code) or texts.TROUBLES["plumbing"]
    trouble = known[at % len(known)]
    dweller = stage.chance.choice(stage.cast.dwellers)
    return {
        "received": received, "person_id": dweller.person, "unit_id": dweller.unit, "building_id": dweller.building,
        "category_id": stage.categories[("order", code)], "summary": stage.say(dweller, trouble.summary),
        "priority": trouble.priority, "state": "requested", "staff_id": None, "responded": None,
        "own_words": stage.say(dweller, trouble.own_words), **dues(stage, trouble.priority, received),
    }  # fmt: skip


def _keep(stage: Stage, rows: list[dict[str, Any]]) -> list[int]:
    """The orders with the requests they came by."""
    asked = [
        {"received": row["received"], "channel": "phone", "person_id": row["person_id"], "unit_id": row["unit_id"],
         "own_words": row.pop("own_words")}
        for row in rows
    ]  # fmt: skip
    for row, request in zip(rows, stage.work.add_many(Request, asked), strict=True):
        row |= {"request_id": request, "number": numbers.next(stage.work, "order", row["received"])}
    return stage.work.add_many(WorkOrder, rows)
