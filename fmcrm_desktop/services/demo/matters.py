"""The demo's orders and complaints: each goes as far through its life as the time since it came in allows."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from fmcrm_desktop.model.complaint import Complaint, ComplaintAspect, CorrectiveAction
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.work_order import Request, Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import numbers, settings
from fmcrm_desktop.services.demo import texts
from fmcrm_desktop.services.demo.stage import Dweller, Rows, Stage, how_many
from fmcrm_desktop.services.demo.texts import Grief, Trouble

FRESH = timedelta(days=40)
LONGEST = 200
"""Working minutes from the planned moment until the longest job is done."""
CHANNELS = ("phone", "phone", "phone", "counter", "message", "email")
COMPLAINT_CHANNELS = (
    "phone",
    "phone",
    "counter",
    "counter",
    "message",
    "letter",
    "suggestion_box",
    "committee",
)


def _moments(stage: Stage, days: list[date], rate: float) -> list[datetime]:
    """When matters come in, in order; fewer on Sundays."""
    found = []
    for day in days:
        for _ in range(
            how_many(stage.chance, rate * (0.25 if day.weekday() == 6 and day != stage.until else 1.1))
        ):
            moment = stage.moment(day)
            if moment < stage.now - timedelta(minutes=5):
                found.append(moment)
    return sorted(found)


def dues(stage: Stage, priority: str, received: datetime) -> dict[str, Any]:
    target = settings.get(stage.work, "targets")[priority]

    def due(clock: str) -> datetime:
        if target["round_the_clock"]:
            return received + timedelta(minutes=target[clock])
        return stage.hours.after(received, target[clock])

    return {"respond_due": due("respond"), "arrive_due": due("arrive"), "due": due("finish"),
            "round_the_clock": target["round_the_clock"]}  # fmt: skip


class _Life:
    """A matter's way from state to state, as far as now allows; collects its moves.

    Of the matters of the last ``lately`` days many stand still somewhere on the way, as they do.
    """

    def __init__(self, stage: Stage, state: str, received: datetime, lately: int) -> None:
        self.stage, self.state, self.moment = stage, state, received
        self.moves: Rows = []
        self.stops_after = 99
        if received > stage.now - timedelta(days=lately) and stage.chance.random() < 0.55:
            self.stops_after = stage.chance.choice((0, 1, 1, 2, 2, 3, 4))

    def goes(self, to: str, minutes: int, staff: int) -> datetime | None:
        """The move, ``minutes`` of work later; None when that is still ahead."""
        moment = self.stage.hours.after(self.moment, minutes)
        if moment > self.stage.now or len(self.moves) >= self.stops_after:
            return None
        self.moves.append({"from_state": self.state, "to_state": to, "moment": moment, "staff_id": staff})
        self.state, self.moment = to, moment
        return moment


def orders(stage: Stage, days: list[date]) -> int:
    """Requests, their orders, visits and moves; gives the number of orders."""
    moments = _moments(stage, days, len(stage.cast.dwellers) / 130)
    requests, rows, lives, visits = [], [], [], []
    for received in moments:
        dweller = stage.chance.choice(stage.cast.dwellers)
        code = stage.chance.choice(list(texts.TROUBLES))
        trouble = stage.chance.choice(texts.TROUBLES[code])
        requests.append({"received": received, "channel": stage.chance.choice(CHANNELS), "person_id": dweller.person,
                         "unit_id": dweller.unit, "own_words": stage.say(dweller, trouble.own_words)})  # fmt: skip
        row, life, visit = _order(stage, received, dweller, code, trouble)
        row["number"] = numbers.next(stage.work, "order", received)
        rows.append(row)
        lives.append(life)
        visits.append(visit)
    for row, request in zip(rows, stage.work.add_many(Request, requests), strict=True):
        row["request_id"] = request
    ids = stage.work.add_many(WorkOrder, rows)
    _keep_moves(stage, "work_order", ids, lives)
    going = [
        (visit | {"order_id": id}, row["staff_id"])
        for id, row, visit in zip(ids, rows, visits, strict=True)
        if visit
    ]
    visit_ids = stage.work.add_many(Visit, [visit for visit, _ in going])
    stage.work.add_many(
        VisitStaff,
        ({"visit_id": id, "staff_id": staff} for id, (_, staff) in zip(visit_ids, going, strict=True)),
    )
    return len(ids)


def _order(
    stage: Stage, received: datetime, dweller: Dweller, code: str, trouble: Trouble
) -> tuple[dict[str, Any], _Life, dict[str, Any]]:
    chance = stage.chance
    clerk = chance.choice(stage.cast.clerks)
    worker = stage.cast.trades.get(code) or chance.choice(stage.cast.technicians)
    if stage.cast.helpers and chance.random() < 0.5:
        worker = chance.choice(stage.cast.helpers)
    slow = 4 if chance.random() < 0.12 else 1
    row: dict[str, Any] = {
        "received": received, "person_id": dweller.person, "unit_id": dweller.unit, "building_id": dweller.building,
        "category_id": stage.categories[("order", code)], "summary": stage.say(dweller, trouble.summary),
        "priority": trouble.priority, "staff_id": None, "responded": None, "arrived": None, "done": None,
        "closed": None, "cause": "", "fix": "", **dues(stage, trouble.priority, received),
    }  # fmt: skip
    life = _Life(stage, "requested", received, 12)
    visit: dict[str, Any] = {}
    quick = {"urgent": 5, "high": 25, "normal": 60, "low": 120}[trouble.priority]
    if life.goes("assigned", chance.randrange(2, quick) * slow, clerk):
        row |= {"staff_id": worker, "responded": life.moment}
        planned = _same_day(stage, stage.hours.after(life.moment, quick * chance.randrange(2, 9) * slow))
        visit = {"planned_from": planned, "planned_until": planned + timedelta(minutes=90)}
        life.goes("scheduled", chance.randrange(1, 8), clerk)
        if len(life.moves) >= life.stops_after and planned < stage.now and chance.random() < 0.7:
            planned = stage.later_today()
            visit = {"planned_from": planned, "planned_until": planned + timedelta(minutes=60)}
        if life.state == "scheduled" and planned < stage.now:
            life.moment = planned - timedelta(minutes=20)
            _at_work(stage, row, life, visit, worker, trouble, dweller)
    row["state"] = life.state
    return row, life, visit


def _same_day(stage: Stage, planned: datetime) -> datetime:
    """The moment, or the next morning where the day would not be long enough for the longest job."""
    day = planned.astimezone(stage.work.zone).date()
    if stage.hours.after(planned, LONGEST).astimezone(stage.work.zone).date() == day:
        return planned
    return stage.hours.after(stage.at(day + timedelta(days=1), 0), 1)


def _at_work(  # noqa: PLR0913  a scene needs its whole cast
    stage: Stage,
    row: dict[str, Any],
    life: _Life,
    visit: dict[str, Any],
    worker: int,
    trouble: Trouble,
    dweller: Dweller,
) -> None:
    chance = stage.chance
    life.goes("on_the_way", chance.randrange(1, 15), worker)
    arrived = life.goes("on_site", chance.randrange(5, 25), worker)
    if arrived is None:
        return
    row["arrived"] = visit["arrived"] = arrived
    if chance.random() < 0.06:
        life.goes("waiting_parts", 30, worker)
        if arrived > stage.now - timedelta(days=6):
            return
    done = life.goes("done", chance.randrange(20, 150), worker)
    if done is None:
        return
    visit |= {"departed": done, "result": stage.say(dweller, trouble.fix)}
    row |= {"done": done, "cause": stage.say(dweller, trouble.cause), "fix": stage.say(dweller, trouble.fix)}
    if chance.random() < 0.9:
        row["closed"] = life.goes("closed", chance.randrange(60, 1500), stage.cast.clerks[0])


SHOWED = {
    "courtesy": "tone", "communication": "attention", "credibility": "unfair", "responsiveness": "silent",
    "security": "attempts", "tangibles": "people",
}  # fmt: skip
"""How the gap of a grief showed, by the criterion it touches."""


def complaints(stage: Stage, days: list[date]) -> int:
    """Complaints with their actions, aspects and moves; gives their number."""
    rows, lives, griefs = [], [], []
    for received in _moments(stage, days, len(stage.cast.dwellers) / 900):
        dweller = stage.chance.choice(stage.cast.dwellers)
        code = stage.chance.choice(list(texts.GRIEFS))
        grief = stage.chance.choice(texts.GRIEFS[code])
        row, life = _complaint(stage, received, dweller, code, grief)
        row["number"] = numbers.next(stage.work, "complaint", received)
        rows.append(row)
        lives.append(life)
        griefs.append((grief, dweller))
    ids = stage.work.add_many(Complaint, rows)
    _keep_moves(stage, "complaint", ids, lives)
    aspects, actions = [], []
    for id, row, (grief, dweller) in zip(ids, rows, griefs, strict=True):
        aspects += [{"complaint_id": id, "kind": "criterion", "value": grief.criterion},
                    {"complaint_id": id, "kind": "need", "value": grief.need}]  # fmt: skip
        if grief.criterion in SHOWED:
            aspects.append({"complaint_id": id, "kind": "lack", "value": SHOWED[grief.criterion]})
        if row["state"] in ("action_agreed", "resolved", "followed_up"):
            actions.append(_action(stage, id, row, grief, dweller))
    stage.work.add_many(ComplaintAspect, aspects)
    stage.work.add_many(CorrectiveAction, actions)
    return len(ids)


def _complaint(
    stage: Stage, received: datetime, dweller: Dweller, code: str, grief: Grief
) -> tuple[dict[str, Any], _Life]:
    chance = stage.chance
    clerk = chance.choice(stage.cast.clerks)
    slow = 6 if chance.random() < 0.12 else 1
    anonymous = chance.random() < 0.07
    acknowledge, answer = (
        settings.get(stage.work, f"clock.{name}_minutes") for name in ("acknowledge", "answer")
    )
    row: dict[str, Any] = {
        "received": received, "channel": "suggestion_box" if anonymous else chance.choice(COMPLAINT_CHANNELS),
        "anonymous": anonymous, "person_id": None if anonymous else dweller.person,
        "unit_id": None if anonymous else dweller.unit, "building_id": dweller.building,
        "category_id": stage.categories[("complaint", code)], "subject": stage.say(dweller, grief.subject),
        "own_words": stage.say(dweller, grief.own_words), "expected": stage.say(dweller, grief.expected),
        "delivered": stage.say(dweller, grief.delivered), "gap": grief.gap, "severity": chance.randrange(1, 6),
        "responsible_id": clerk, "acknowledge_due": stage.hours.after(received, acknowledge),
        "due": stage.hours.after(received, answer), "follow_up_due": None, "acknowledged": None, "answered": None,
        "resolved": None, "followed_up": None, "answer": "", "lesson": "", "cause": "", "thanks": "",
        "follow_up_rating": None, "recovered": False, "notice": "", "other_notice": "", "told_day": None,
    }  # fmt: skip
    life = _Life(stage, "received", received, 20)
    row["acknowledged"] = life.goes("acknowledged", chance.randrange(5, 200) * slow, clerk)
    if row["acknowledged"]:
        life.goes("investigating", chance.randrange(20, 300), clerk)
    if life.state == "investigating" and life.goes("action_agreed", chance.randrange(60, 500) * slow, clerk):
        row["cause"] = stage.say(dweller, grief.delivered)
        row["resolved"] = life.goes("resolved", chance.randrange(100, 600), clerk)
    if row["resolved"]:
        row |= {"answered": row["resolved"], "answer": stage.say(dweller, grief.action),
                "follow_up_due": row["resolved"] + timedelta(days=14)}  # fmt: skip
        if chance.random() < 0.97:
            row["followed_up"] = life.goes("followed_up", chance.randrange(9, 16) * 500, clerk)
        if row["followed_up"]:
            row["lesson"] = stage.say(dweller, grief.lesson)
            row |= _loop(row, grief, stage.now)
            life.moves[-1]["rating"] = row["follow_up_rating"]
    row["state"] = life.state
    return row, life


def _loop(row: dict[str, Any], grief: Grief, now: datetime) -> dict[str, Any]:
    """What came of it: thanks, what the customer says now, and what the board of the building tells, without names."""
    rating = 5 - row["severity"] // 2
    return {
        "thanks": "message" if row["channel"] in ("email", "message") else "call",
        "follow_up_rating": None if row["anonymous"] else rating, "recovered": rating >= 4,
        "notice": f"You said: {grief.subject[0]}.\nWe did: {grief.lesson[0]}",
        "other_notice": f"您反映：{grief.subject[1]}。\n我们的改进：{grief.lesson[1]}",
        # What was followed up lately hangs nowhere yet: the notice of the month is still to be printed.
        "told_day": row["followed_up"].date() if row["followed_up"] < now - FRESH else None,
    }  # fmt: skip


def _action(
    stage: Stage, complaint: int, row: dict[str, Any], grief: Grief, dweller: Dweller
) -> dict[str, Any]:
    due = row["received"].date() + timedelta(days=stage.chance.randrange(5, 25))
    done = due - timedelta(days=stage.chance.randrange(-2, 4))
    return {"complaint_id": complaint, "kind": grief.action_kind, "text": stage.say(dweller, grief.action),
            "responsible_id": row["responsible_id"], "due_day": due,
            "done_day": done if done <= stage.until and row["resolved"] else None}  # fmt: skip


def _keep_moves(stage: Stage, subject: str, ids: list[int], lives: list[_Life]) -> None:
    stage.work.add_many(
        Move,
        (
            {"subject": subject, "subject_id": id, **move}
            for id, life in zip(ids, lives, strict=True)
            for move in life.moves
        ),
    )
