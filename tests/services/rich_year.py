"""Fourteen months of whatever the measures count, invented from a seed: orders with visits, money and moves, complaints
with their moves, ratings, sheets, praise, shifts, leave, equipment that stood still."""

from __future__ import annotations

import json
import random
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.customer_value import TimeSpent
from fmcrm_desktop.model.equipment import Downtime, Equipment
from fmcrm_desktop.model.event import Event, EventStaff, StaffHours
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.store.work import Work
from tests.sample import Sample

FIRST = datetime(2025, 9, 25, tzinfo=UTC)
LAST = datetime(2026, 11, 10, tzinfo=UTC)
STATES = (
    "assigned",
    "scheduled",
    "on_the_way",
    "on_site",
    "waiting_parts",
    "waiting_owner",
    "waiting_approval",
)
Rows = list[dict[str, Any]]


def fill(office: Office, sample: Sample, seed: int) -> None:
    office.do(_fill, sample, random.Random(seed))


def _moment(chance: random.Random) -> datetime:
    """Any whole minute, often within an hour of a month's first moment in some zone."""
    if chance.random() < 0.3:
        month = chance.randrange(13)
        first = datetime(2025 + (9 + month) // 12, (9 + month) % 12 + 1, 1, tzinfo=UTC)
        return first + timedelta(hours=chance.choice([-8, 0, 4, 5]), minutes=chance.randrange(-60, 60))
    minutes = int((LAST - FIRST).total_seconds()) // 60
    return FIRST + timedelta(minutes=chance.randrange(minutes))


def _later(chance: random.Random, moment: datetime, hours: float) -> datetime:
    return moment + timedelta(minutes=1 + int(chance.expovariate(1 / (hours * 60))))


def _day(chance: random.Random) -> date:
    return _moment(chance).date()


@needs("office.settings")
def _fill(work: Work, sample: Sample, chance: random.Random) -> None:
    vendor = work.add(Staff(name="Lift firm", role="technician", vendor=True)).id
    staff = [sample.plumber, sample.electrician, vendor]
    agreement = work.add(Agreement(number="A-1", name="Lifts")).id
    categories = list(work.column(select(Category.id).where(Category.subject == "order")))
    _absences(work, sample, chance)
    requests = [
        {"received": _moment(chance), "channel": chance.choice(["phone", "message"]), "own_words": "It drips"}
        for _ in range(60)
    ]
    asked = work.add_many(Request, requests)
    orders = [_order(chance, i, staff, asked, categories, agreement) for i in range(160)]
    for row in orders:
        row |= chance.choice([
            {"building_id": sample.building, "person_id": sample.owner},
            {"building_id": sample.second_building, "person_id": sample.tenant}, {},
        ])  # fmt: skip
    ids = work.add_many(WorkOrder, orders)
    moves = [
        move
        for id, row in zip(ids, orders, strict=True)
        if row["done"]
        for move in _moves(chance, "work_order", id, row)
    ]
    _visits(work, chance, ids, orders, staff)
    _charges(work, chance, ids, agreement)
    complaints = [_complaint(chance, i, [sample.clerk, sample.plumber, None, None]) for i in range(120)]
    for row in complaints:
        row |= {"building_id": chance.choice([sample.building, None])}
    told = work.add_many(Complaint, complaints)
    moves += [
        move
        for id, row in zip(told, complaints, strict=True)
        if row["resolved"]
        for move in _moves(chance, "complaint", id, row)
    ]
    moves += [
        {"subject": "complaint", "subject_id": id, "from_state": "resolved", "to_state": "followed_up",
         "moment": row["followed_up"], "rating": row["follow_up_rating"]}
        for id, row in zip(told, complaints, strict=True)
        if row["followed_up"]
    ]  # fmt: skip
    work.add_many(Move, moves)
    _voices(work, chance, ids)
    _equipment(work, chance)


def _order(
    chance: random.Random, i: int, staff: list[int], asked: list[int], categories: list[int], agreement: int
) -> dict[str, Any]:
    received = _moment(chance)
    arrived = _later(chance, received, 20) if chance.random() < 0.8 else None
    done = _later(chance, arrived or received, 30) if chance.random() < 0.85 else None
    rated = _later(chance, done, 90) if done and chance.random() < 0.5 else None
    return {
        "number": f"R-{i:04}", "received": received, "summary": "Tap", "arrived": arrived, "done": done,
        "state": "closed" if done else "assigned", "staff_id": chance.choice(staff),
        "request_id": chance.choice([None, *asked]), "category_id": chance.choice([None, *categories]),
        "rating": chance.randrange(1, 6) if rated else None, "rated": rated,
        "dispatch_error": chance.choice(["", "", "", "person", "part"]),
        "due": _later(chance, received, 40) if chance.random() < 0.8 else None,
        "respond_due": _later(chance, received, 5) if chance.random() < 0.8 else None,
        "responded": _later(chance, received, 4) if chance.random() < 0.8 else None,
        "reopened": chance.choice([0, 0, 1]), "handed_off": chance.choice([0, 1, 3]),
        "agreement_id": chance.choice([None, agreement]),
        "archived": LAST if chance.random() < 0.04 else None,
    }  # fmt: skip


def _moves(chance: random.Random, subject: str, id: int, row: dict[str, Any]) -> Rows:
    """A walk through states, now and then a hand-over within one; some have none on record."""
    if chance.random() < 0.1:
        return []
    end = row["done"] if subject == "work_order" else row["resolved"]
    states = STATES if subject == "work_order" else ("acknowledged", "investigating", "action_agreed")
    before, moment, found = "requested" if subject == "work_order" else "received", row["received"], []
    for _ in range(chance.randrange(1, 6)):
        state = chance.choice([before, *states])
        moment = min(_later(chance, moment, 6), end)
        found.append({"from_state": before, "to_state": state, "moment": moment})
        before = state
    found.append(
        {"from_state": before, "to_state": "done" if subject == "work_order" else "resolved", "moment": end}
    )
    return [move | {"subject": subject, "subject_id": id} for move in found]


def _visits(work: Work, chance: random.Random, ids: list[int], orders: Rows, staff: list[int]) -> None:
    for id, row in zip(ids, orders, strict=True):
        for _ in range(chance.choice([0, 1, 1, 2])):
            planned = _later(chance, row["received"], 20)
            arrived = (
                planned + timedelta(minutes=chance.randrange(-30, 180)) if chance.random() < 0.9 else None
            )
            departed = (
                arrived + timedelta(minutes=chance.randrange(10, 400))
                if arrived and chance.random() < 0.9
                else None
            )
            visit = work.add(
                Visit(
                    order_id=id, planned_from=planned, planned_until=planned + timedelta(hours=2), arrived=arrived,
                    departed=departed, travel_minutes=chance.choice([None, 15, 40]),
                )
            )  # fmt: skip
            for who in chance.sample(staff, chance.choice([1, 1, 2])):
                work.add(VisitStaff(visit_id=visit.id, staff_id=who))


def _charges(work: Work, chance: random.Random, ids: list[int], agreement: int) -> None:
    work.add_many(Charge, [
        {
            "order_id": id, "kind": chance.choice(["labour", "part", "vendor", "fee"]), "day": _day(chance),
            "amount": chance.choice([12_345, 900, -700, 5_001]), "cost": chance.choice([0, 311, 4_000]),
            "covered": chance.random() < 0.3, "agreement_id": chance.choice([None, None, agreement]),
            "archived": LAST if chance.random() < 0.05 else None,
        }
        for id in ids for _ in range(chance.choice([0, 1, 2]))
    ])  # fmt: skip
    work.add_many(TimeSpent, [
        {
            "kind": chance.choice(["searching", "negotiating", "performing"]), "minutes": chance.choice([5, 30, 90]),
            "day": _day(chance), "order_id": chance.choice(ids), "archived": LAST if chance.random() < 0.1 else None,
        }
        for _ in range(60)
    ])  # fmt: skip


def _complaint(chance: random.Random, i: int, concerned: list[int | None]) -> dict[str, Any]:
    received = _moment(chance)
    answered = _later(chance, received, 30) if chance.random() < 0.9 else None
    resolved = _later(chance, answered, 10) if answered and chance.random() < 0.9 else None
    followed = _later(chance, resolved, 300) if resolved and chance.random() < 0.6 else None
    return {
        "number": f"Q-{i:04}", "received": received, "subject": "Lift", "state": "resolved" if resolved else "received",
        "channel": chance.choice(["phone", "letter"]), "answered": answered, "resolved": resolved,
        "followed_up": followed, "follow_up_rating": chance.choice([None, 1, 3, 4, 5]) if followed else None,
        "concerned_id": chance.choice(concerned), "due": received + timedelta(days=3),
        "archived": LAST if chance.random() < 0.04 else None,
    }  # fmt: skip


def _voices(work: Work, chance: random.Random, orders: list[int]) -> None:
    work.add_many(Commendation, [
        {"number": f"M-{i}", "received": _moment(chance), "own_words": "Well done", "channel": "phone"}
        for i in range(40)
    ])  # fmt: skip
    for kind in ("short", "committee"):
        asked = work.add(Questionnaire(kind=kind, name=kind)).id
        questions = [
            work.add(Question(questionnaire_id=asked, scale=scale, text=scale)).id
            for scale in ("five", "gap", "five")
        ]
        survey = work.add(Survey(questionnaire_id=asked, name="Round", from_day=date(2025, 1, 1))).id
        for i in range(40):
            answered = _moment(chance) if chance.random() < 0.8 else None
            sheet = work.add(
                SurveySheet(
                    survey_id=survey, code=f"{kind}{i}", asked=FIRST, answered=answered, order_id=chance.choice(orders)
                )
            ).id  # fmt: skip
            for question in questions if answered else ():
                for entry in (1, 2):
                    value = chance.choice([None, 1, 3, 4, 5])
                    work.add(SurveyAnswer(sheet_id=sheet, question_id=question, entry=entry, value=value))


def _absences(work: Work, sample: Sample, chance: random.Random) -> None:
    week = {str(day): [["07:00", "11:00"], ["12:00", "16:00"]] for day in range(1, 7)}
    work.add(
        StaffHours(
            staff_id=sample.electrician, from_day=date(2026, 3, 10), until_day=date(2026, 10, 12),
            hours=json.dumps(week),
        )
    )  # fmt: skip
    for _ in range(12):
        day = _day(chance)
        leave = work.add(
            Event(
                kind=chance.choice(["leave", "sick"]), title="Away", from_day=day,
                until_day=day + timedelta(days=chance.randrange(4)),
            )
        )  # fmt: skip
        work.add(EventStaff(event_id=leave.id, staff_id=chance.choice([sample.plumber, sample.electrician])))
    work.add_many(Call, [
        {
            "direction": chance.choice(["in", "out"]), "started": _moment(chance), "staff_id": sample.clerk,
            "seconds": chance.choice([None, 120, 1800]), "outcome": chance.choice(["answered", "missed"]),
        }
        for _ in range(200)
    ])  # fmt: skip


def _equipment(work: Work, chance: random.Random) -> None:
    for i in range(5):
        it = work.add(
            Equipment(code=f"L-{i}", name="Lift", kind="lift", archived=LAST if i == 4 else None)
        ).id
        for _ in range(8):
            began = _moment(chance)
            ended = _later(chance, began, 200) if chance.random() < 0.9 else None
            work.add(Downtime(equipment_id=it, began=began, ended=ended, planned=chance.random() < 0.3))
