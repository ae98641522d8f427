"""The demo office's months: calls come in, orders are worked on, complaints become actions, meetings are held."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.notice import Notice, NoticeBuilding
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.services import call_topics
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.call_topics import TopicRow
from fmcrm_desktop.services.demo import texts
from fmcrm_desktop.services.demo.diary import diary
from fmcrm_desktop.services.demo.dispatching import dispatching
from fmcrm_desktop.services.demo.machines import equip
from fmcrm_desktop.services.demo.knowledge import knowledge
from fmcrm_desktop.services.demo.committee import committee_of
from fmcrm_desktop.services.demo.learned import learned
from fmcrm_desktop.services.demo.matters import complaints, orders
from fmcrm_desktop.services.demo.service import service
from fmcrm_desktop.services.demo.solving import solving
from fmcrm_desktop.services.demo.stage import Cast, Rows, Stage, how_many
from fmcrm_desktop.store.work import Work

OUTCOMES = ("answered", "call_back", "passed_on", "missed")


def live(work: Work, chance: Random, cast: Cast, months: int, until: date) -> dict[str, int]:
    """Play the months up to ``until`` and a fortnight of plans beyond; gives how many of each came of it."""
    stage = Stage(work, chance, cast, until, working_calendar(work))
    columns = select(Category.subject, Category.code, Category.id)
    stage.categories = {(row.subject, row.code): row.id for row in work.rows(columns)}
    first = (until.replace(day=1) - timedelta(days=30 * (months - 1))).replace(day=1)
    days = [first + timedelta(days=n) for n in range((until - first).days + 1)]
    done = {"orders": orders(stage, days), "complaints": complaints(stage, days)}
    done["orders"] += dispatching(stage)
    solving(stage)
    done["calls"] = _calls(stage, days)
    done["equipment"] = equip(stage)
    _notices(stage)
    done["events"] = diary(stage, days[-45:][0], until + timedelta(days=14))
    done["articles"] = knowledge(stage)
    learned(stage)
    committee_of(stage)
    service(stage)
    return done


def _calls(stage: Stage, days: list[date]) -> int:
    chance, rows, promises = stage.chance, [], []
    rate = len(stage.cast.dwellers) / 120
    topics = [(row.id, _english_first(row)) for row in call_topics.listed(stage.work)]
    for day in days:
        if day.weekday() == 6 and day != stage.until:
            continue
        today = day == stage.until
        for _ in range(how_many(chance, max(8, 2 * rate) if today else rate)):
            dweller = chance.choice(stage.cast.dwellers)
            started = stage.moment(day)
            if started > stage.now:
                continue
            topic, both = chance.choice(topics)
            outcome = chance.choices(OUTCOMES, (45, 45, 5, 5) if today else (70, 14, 8, 8))[0]
            rows.append({
                "direction": "in" if chance.random() < 0.8 else "out", "started": started,
                "seconds": 0 if outcome == "missed" else chance.randrange(30, 600), "person_id": dweller.person,
                "unit_id": dweller.unit, "staff_id": chance.choice(stage.cast.clerks),
                "topic": stage.say(dweller, both), "topic_id": topic, "outcome": outcome,
            })  # fmt: skip
    rows += _called_back(stage, rows)
    rows.sort(key=lambda row: row["started"])
    ids = stage.work.add_many(Call, rows)
    for id, row in zip(ids, rows, strict=True):
        if row["outcome"] == "call_back":
            promises.append(_call_back(stage, id, row))
    stage.work.add_many(Promise, promises)
    return len(rows)


def _called_back(stage: Stage, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The calls to those whom nobody answered: most within some working hours."""
    chance = Random(len(rows))
    found = []
    for row in rows:
        if row["outcome"] == "missed" and row["direction"] == "in" and chance.random() < 0.85:
            back = stage.hours.after(row["started"], chance.randrange(5, 240))
            if back < stage.now:
                found.append(row | {"direction": "out", "outcome": "answered", "started": back,
                                    "seconds": chance.randrange(30, 400)})  # fmt: skip
    return found


def _english_first(topic: TopicRow) -> tuple[str, str]:
    one, other = topic.name, topic.other_name or topic.name
    return (other, one) if has_chinese(one) else (one, other)


def _notices(stage: Stage) -> None:
    """An outage today, one to come, one of last week; for the first building."""
    building = stage.cast.dwellers[0].building
    for days, (kind, title, text) in zip((0, 3, -6), texts.NOTICES, strict=True):
        day = stage.until + timedelta(days=days)
        notice = stage.work.add(
            Notice(kind=kind, title=title[0], other_title=title[1], text=text[0], other_text=text[1],
                   starts=stage.at(day, 6), until=stage.at(day, 22))
        )  # fmt: skip
        stage.work.add(NoticeBuilding(notice_id=notice.id, building_id=building))


def _call_back(stage: Stage, call: int, row: dict[str, Any]) -> dict[str, Any]:
    """Most call-backs are kept, some late; those that fall due today are open."""
    due = stage.hours.after(row["started"], stage.chance.choice((60, 120, 240, 480)))
    if row["started"] >= stage.at(stage.until, 0):
        due = stage.later_today()
    kept: datetime | None = due - timedelta(minutes=stage.chance.randrange(-40, 90))
    if kept is not None and (kept < row["started"] or kept > stage.now):
        kept = None if due > stage.now - timedelta(hours=60) else due
    return {"kind": "call_back", "person_id": row["person_id"], "staff_id": row["staff_id"], "call_id": call,
            "made": row["started"], "due": due, "text": row["topic"], "kept": kept}  # fmt: skip
