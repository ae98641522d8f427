"""A year and a half of invented matters, the same each time, for whatever is counted."""

from __future__ import annotations

import random
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import Request, Visit, WorkOrder
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work

FIRST = datetime(2025, 6, 1, tzinfo=UTC)
LAST = datetime(2026, 11, 20, tzinfo=UTC)
MATTERS = 600


def fill(office: Office, unit: int, person: int, staff: int) -> None:
    """Fill the office; every kind of matter, many of them at the very borders of months."""
    office.do(_fill, unit, person, staff)


def _received(chance: random.Random) -> datetime:
    """Any moment, or within two minutes of a month's first moment in Shanghai or in UTC."""
    if chance.random() < 0.25:
        month = chance.randrange(18)
        first = datetime(2025 + (5 + month) // 12, (5 + month) % 12 + 1, 1, tzinfo=UTC)
        return first - timedelta(hours=chance.choice([0, 8])) + timedelta(seconds=chance.randrange(-120, 120))
    return FIRST + (LAST - FIRST) * chance.random()


def _perhaps(chance: random.Random, share: float, moment: datetime) -> datetime | None:
    return moment if chance.random() < share and moment < LAST else None


@needs("office.settings")
def _fill(work: Work, unit: int, person: int, staff: int) -> None:
    chance = random.Random(26)
    categories = {
        subject: list(work.column(select(Category.id).where(Category.subject == subject)))
        for subject in ("order", "complaint")
    }
    common = {"unit_id": unit, "person_id": person}
    complaints = [_complaint(chance, i, categories["complaint"]) | common for i in range(MATTERS)]
    made = work.add_many(Complaint, complaints)
    moves = [
        _move("complaint", id, "withdrawn", row["received"] + timedelta(days=chance.randrange(40)))
        for id, row in zip(made, complaints, strict=True)
        if row["state"] == "withdrawn"
    ]
    requests = [_request(chance) | common for _ in range(MATTERS)]
    asked = work.add_many(Request, requests)
    orders = [_order(chance, i, categories["order"], asked, staff) | common for i in range(MATTERS)]
    ordered = work.add_many(WorkOrder, orders)
    for id, row in zip(ordered, orders, strict=True):
        if row["state"] == "cancelled":
            moves.append(
                _move("work_order", id, "cancelled", row["received"] + timedelta(days=chance.randrange(40)))
            )
        elif row["done"] and chance.random() < 0.2:
            begun = row["received"] + (row["done"] - row["received"]) / 3
            moves.append(_move("work_order", id, "waiting_owner", begun))
            moves.append(_move("work_order", id, "assigned", begun + timedelta(hours=9), "waiting_owner"))
    work.add_many(Move, moves)
    work.add_many(
        Visit, [visit for id, row in zip(ordered, orders, strict=True) for visit in _visits(chance, id, row)]
    )
    calls = [_call(chance) | {"person_id": person} for _ in range(MATTERS)]
    called = work.add_many(Call, calls)
    work.add_many(Promise, [_promise(chance, id, row) for id, row in zip(called, calls, strict=True)])


def _complaint(chance: random.Random, i: int, categories: list[int]) -> dict[str, Any]:
    received = _received(chance)
    answered = _perhaps(chance, 0.9, received + timedelta(hours=chance.expovariate(1 / 60)))
    resolved = _perhaps(chance, 0.95, answered + timedelta(hours=5)) if answered else None
    return {
        "number": f"C-{i:04}", "received": received, "subject": "Lift stopped", "state":
        "withdrawn" if not resolved and chance.random() < 0.3 else "resolved" if resolved else "received",
        "channel": chance.choice(["phone", "counter", "letter"]), "category_id": chance.choice(categories),
        "gap": chance.choice(["", "response", "respect"]), "answered": answered, "resolved": resolved,
        "acknowledged": _perhaps(chance, 0.8, received + timedelta(hours=chance.choice([1, 30]))),
        "acknowledge_due": received + timedelta(hours=8) if chance.random() < 0.9 else None,
        "due": received + timedelta(days=4) if chance.random() < 0.9 else None,
        "reopened": chance.choice([0, 0, 0, 1]), "handed_off": chance.choice([0, 0, 2]),
        "archived": LAST if chance.random() < 0.05 else None,
    }  # fmt: skip


def _request(chance: random.Random) -> dict[str, Any]:
    return {
        "received": _received(chance),
        "channel": chance.choice(["phone", "message"]),
        "own_words": "It drips",
    }


def _order(
    chance: random.Random, i: int, categories: list[int], asked: list[int], staff: int
) -> dict[str, Any]:
    received = _received(chance)
    arrived = _perhaps(chance, 0.8, received + timedelta(hours=chance.expovariate(1 / 30)))
    done = _perhaps(chance, 0.95, (arrived or received) + timedelta(hours=chance.expovariate(1 / 40)))
    cancelled = not done and chance.random() < 0.3
    return {
        "number": f"W-{i:04}", "received": received, "summary": "Tap", "category_id": chance.choice(categories),
        "request_id": asked[i] if chance.random() < 0.9 else None, "staff_id": staff, "arrived": arrived,
        "state": "cancelled" if cancelled else "closed" if done else "assigned", "done": done,
        "responded": _perhaps(chance, 0.8, received + timedelta(hours=chance.choice([1, 30]))),
        "respond_due": received + timedelta(hours=4) if chance.random() < 0.8 else None,
        "arrive_due": received + timedelta(days=1) if chance.random() < 0.8 else None,
        "due": received + timedelta(days=3) if chance.random() < 0.8 else None,
        "repeat_of_id": chance.randrange(1, i) if i > 5 and chance.random() < 0.1 else None,
        "reopened": chance.choice([0, 0, 0, 2]), "handed_off": chance.choice([0, 1]),
        "archived": LAST if chance.random() < 0.05 else None,
    }  # fmt: skip


def _visits(chance: random.Random, order: int, row: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for n in range(chance.choice([0, 1, 1, 2])):
        begin = row["received"] + timedelta(hours=20 + 24 * n)
        arrived = _perhaps(chance, 0.9, begin + timedelta(minutes=chance.randrange(-30, 180)))
        found.append(
            {
                "order_id": order,
                "planned_from": begin,
                "planned_until": begin + timedelta(hours=2),
                "arrived": arrived,
            }
        )
    return found


def _call(chance: random.Random) -> dict[str, Any]:
    return {
        "direction": chance.choice(["in", "in", "out"]), "started": _received(chance),
        "outcome": chance.choice(["answered", "answered", "call_back", "missed", "passed_on"]),
    }  # fmt: skip


def _promise(chance: random.Random, call: int, row: dict[str, Any]) -> dict[str, Any]:
    due = row["started"] + timedelta(hours=6)
    return {
        "call_id": call, "made": row["started"], "due": due, "text": "Ring back",
        "kept": _perhaps(chance, 0.8, row["started"] + timedelta(hours=chance.choice([3, 9, 40]))),
        "dropped": due if chance.random() < 0.1 else None,
    }  # fmt: skip


def _move(subject: str, id: int, to: str, moment: datetime, before: str = "assigned") -> dict[str, Any]:
    return {"subject": subject, "subject_id": id, "from_state": before, "to_state": to, "moment": moment}
