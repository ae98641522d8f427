"""The demo's usual problems: which order was of which, what customers thought of it, what came back, what was offered."""

from __future__ import annotations

from datetime import timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.work_order import FINISHED, Request, WorkOrder
from fmcrm_desktop.services import settings, telling_progress
from fmcrm_desktop.services.demo import texts
from fmcrm_desktop.services.demo.stage import Stage
from fmcrm_desktop.store.work import Work

HINTS = {
    "plumbing": ("Ask for the stop valve: can it be shut?", "问清角阀能否关上。"),
    "electric": ("Ask them to switch the circuit off and not to touch it.", "请住户断开该回路，不要触碰。"),
    "lift": ("Is anybody inside? Stay on the line.", "轿厢里有人吗？请保持通话。"),
    "carpentry": ("Is the house open to the street now?", "现在楼门是否敞着？"),
}
MINUTES = {"urgent": 60, "high": 60, "normal": 45, "low": 30}
REPEATS = 3
TOLD = 12
WITHIN = timedelta(days=30)
ANY = (("Sunday was asked for; Saturday at nine was offered", "要求周日上门，改为提出周六九点"), ("Took Saturday", "接受周六"))
OFFERS = {
    "plumbing": (("A tap of their own was asked for; ours with two years of warranty was offered", "要求用自购龙头，改为提出本处龙头并保修两年"), ("Took ours", "接受本处龙头")),
    "electric": (("To move the socket was asked for; an extension along the skirting was offered", "要求移插座，改为提出沿踢脚线明装"), ("Wants to think about it", "再考虑")),
}  # fmt: skip
"""What was offered instead of what was asked, and what they chose, by category."""
WORDS = {5: ("Quick and clean.", "又快又干净。"), 4: ("", ""), 3: ("Took two visits.", "来了两趟。"), 2: ("Nobody rang before coming.", "上门前没有来电。")}
WRONG = ("part", "part", "person", "place")


def solving(stage: Stage) -> None:
    """Problems of each category, and their orders; by a chance of their own, so that all else stays as it was."""
    chance = Random(stage.cast.technicians[0])
    problems = _problems(stage)
    english = {each.person: each.english for each in stage.cast.dwellers}
    offers = {stage.categories["order", code]: offer for code, offer in OFFERS.items()}
    orders = list(stage.work.records(select(WorkOrder).order_by(WorkOrder.received, WorkOrder.id)))
    _came_back(stage, chance, orders)
    for order in orders:
        known = problems.get((order.category_id, order.summary))
        if known is not None:
            order.problem_id, order.minutes = known
        said = 0 if english.get(order.person_id or 0) else 1
        if order.state in FINISHED and order.done is not None:
            _judged(stage, chance, order, said)
        if order.person_id is not None and chance.random() < 0.04:
            offered, chosen = offers.get(order.category_id or 0, ANY)
            order.alternative, order.choice = offered[said], chosen[said]
    _told(stage.work, [order for order in orders if order.done is not None][-TOLD:])


def _problems(stage: Stage) -> dict[tuple[int | None, str], tuple[int, int]]:
    """The problem and its usual minutes, by category and by how an order's summary words it."""
    rows: list[dict[str, Any]] = []
    for code, troubles in texts.TROUBLES.items():
        hint, other = HINTS.get(code, ("", ""))
        rows += [
            {"category_id": stage.categories["order", code], "position": at, "priority": each.priority,
             "minutes": MINUTES[each.priority], "name": each.summary[0], "other_name": each.summary[1], "hint": hint,
             "other_hint": other}
            for at, each in enumerate(troubles)
        ]  # fmt: skip
    found = {}
    for id, row in zip(stage.work.add_many(Problem, rows), rows, strict=True):
        for name in (row["name"], row["other_name"]):
            found[row["category_id"], name] = (id, row["minutes"])
    return found


def _came_back(stage: Stage, chance: Random, orders: list[WorkOrder]) -> None:
    """A few of the later orders are the trouble of an earlier one again, at the same place."""
    done = [order for order in orders if order.done is not None and order.unit_id is not None]
    used: set[int] = set()
    for before in chance.sample(done, len(done)):
        later = [it for it in done if _may_be(before, it) and it.id not in used]
        if before.id in used or not later:
            continue
        again = chance.choice(later)
        again.person_id, again.unit_id, again.building_id = before.person_id, before.unit_id, before.building_id
        again.summary, again.cause, again.fix = before.summary, before.cause, before.fix
        again.repeat_of_id = before.id
        asked = stage.work.get(Request, again.request_id) if again.request_id is not None else None
        if asked is not None:
            asked.person_id, asked.unit_id = before.person_id, before.unit_id
        used |= {before.id, again.id}
        if len(used) == 2 * REPEATS:
            break


def _may_be(before: WorkOrder, later: WorkOrder) -> bool:
    """Of the same category, and reported soon after the first was done."""
    assert before.done is not None
    return later.category_id == before.category_id and before.done < later.received < before.done + WITHIN


def _judged(stage: Stage, chance: Random, order: WorkOrder, said: int) -> None:
    assert order.done is not None
    if chance.random() < 0.04:
        order.dispatch_error = chance.choice(WRONG)
    when = order.done + timedelta(days=1)
    if chance.random() < 0.4 and when < stage.now:
        order.rating = chance.choices((5, 4, 3, 2), (50, 35, 11, 4))[0]
        order.rated, order.rated_by, order.rating_words = when, "call", WORDS[order.rating][said]


def _told(work: Work, orders: list[WorkOrder]) -> None:
    """What customers of these finished orders were told of it; all but the last message are passed on already."""
    settings.put(work, **{"progress.work_order": ["waiting_parts", "done"], "progress.complaint": ["action_agreed"]})
    done = {order.id: order.done for order in orders}
    for order in orders:
        telling_progress.moved(work, order, "done")
    about = (Message.subject_of == "work_order", Message.subject_id.in_(done))
    messages = list(work.records(select(Message).where(*about).order_by(Message.id)))
    for message in messages:
        message.made = done[message.subject_id or 0] or work.now
        if message is not messages[-1]:
            message.state, message.sent, message.next_try = "sent", message.made, None
