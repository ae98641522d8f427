"""What the demo office has at its counter, in its post room, on its boards, and in the hands of its owners."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.channel import (
    CounterVisit,
    HandbookEdition,
    HandbookIssue,
    NoticePlace,
    NoticePosting,
    PostItem,
)
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.notice import Notice, NoticeBuilding
from fmcrm_desktop.model.property import Building, Relation
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services import group_messages, numbers
from fmcrm_desktop.services.group_messages import GroupForm
from fmcrm_desktop.store import numbers as counters
from fmcrm_desktop.store.work import Work

ASKED = (
    ("enquiry", "When is the garage cleaned?", "地库什么时候清洗？"), ("payment", "Pays the fee of the quarter", "缴纳本季度物业费"),
    ("papers", "Permit for decoration", "办理装修许可"), ("parcel", "Fetches a parcel", "取快递"),
    ("request", "The intercom is silent", "门禁对讲没有声音"), ("enquiry", "Asks for a second card", "想补办一张门禁卡"),
)  # fmt: skip
ANSWERED = ("Told on the spot.", "已当场答复。")
PARCELS = (("顺丰速运", "SF"), ("京东物流", "JD"), ("中国邮政", "EMS"))
LETTERS = (
    ("letter", "Who pays for the window?", "窗户维修费由谁承担？", 5), ("email", "Minutes of the meeting, please", "请发送会议纪要", 1),
    ("fax", "Insurance of the lift", "电梯保险单", -1),
)  # fmt: skip
DAYS, A_DAY = 60, 3


def channels(work: Work, until: date) -> None:
    """Two months of visits and post, a board in each building, two editions of the handbook, a text to all."""
    chance = Random(8)
    homes = [tuple(row) for row in work.rows(
        select(Relation.person_id, Relation.unit_id).where(Relation.role == "owner", Relation.archived.is_(None))
        .order_by(Relation.id)
    )]  # fmt: skip
    clerks = list(work.column(select(Staff.id).where(Staff.role == "clerk").order_by(Staff.id)))
    days = [until - timedelta(back) for back in range(DAYS, -1, -1)]
    work.add_many(CounterVisit, [
        visit for day in days if day.weekday() < 6 for visit in _visits(work, chance, day, (homes, clerks))
    ])  # fmt: skip
    _post(work, chance, until, (homes, clerks))
    _boards(work, until, clerks[0])
    _handbooks(work, until, homes, clerks[0])
    group_messages.write(work, GroupForm(
        subject="Year's end", text="The counter is closed on 1 January. Emergencies: {{ office_phone }}.",
        other_text="1 月 1 日前台休息，紧急情况请拨打 {{ 物业电话 }}。",
    ))  # fmt: skip


def _now(work: Work, day: date) -> datetime:
    """Twenty to eleven of the office's today, or the deed's moment when that is earlier."""
    return min(work.now, datetime.combine(day, time(10, 40), work.zone))


def _visits(work: Work, chance: Random, day: date, who: tuple[list[Any], list[int]]) -> list[dict[str, Any]]:
    """Some visitors of a day; those of today are still here."""
    homes, clerks = who
    today = work.now.astimezone(work.zone).date()
    found = []
    count = 4 if day == today else chance.randrange(1, 2 * A_DAY)
    begins = sorted(chance.randrange(120 if day == today else 480) for _ in range(count))
    for at, minutes in enumerate(begins):
        arrived = datetime.combine(day, time(8, 35), work.zone) + timedelta(minutes=minutes)
        if arrived > _now(work, day) and day == today:
            continue
        kind, english, chinese = chance.choice(ASKED)
        waited = timedelta(seconds=chance.choice((60, 180, 300, 420, 900, 1500)))
        open = day == today and at >= count - 2
        went = not open and chance.random() < 0.06
        person, unit = chance.choice(homes)
        served = None if open or went else arrived + waited
        found.append({
            "ticket": counters.take(work, "counter", f"{day:%y%m%d}"), "arrived": arrived, "served": served,
            "finished": None if open else arrived + waited + timedelta(minutes=0 if went else 6), "went": went,
            "person_id": person, "unit_id": unit, "kind": kind, "topic": chance.choice((english, chinese)),
            "answer": "" if open or went else chance.choice(ANSWERED), "staff_id": chance.choice(clerks) if served else None,
            "handed_off": int(served is not None and chance.random() < 0.1),
            "rating": chance.choice((None, 3, 4, 5)) if served else None,
        })  # fmt: skip
    return found


def _post(work: Work, chance: Random, until: date, who: tuple[list[Any], list[int]]) -> None:
    homes, clerks = who
    rows = []
    for back in range(DAYS // 2, -1, -2):
        moment = min(_now(work, until), datetime.combine(until - timedelta(back), time(9, 50), work.zone))
        person, unit = chance.choice(homes)
        carrier, code = chance.choice(PARCELS)
        fetched = back > 9 or back % 4 == 0
        rows.append({
            "channel": "parcel", "direction": "in", "moment": moment, "person_id": person, "unit_id": unit,
            "carrier": carrier, "tracking": f"{code}{chance.randrange(10**9, 10**10)}", "place": f"A{back % 6 + 1}",
            "responsible_id": chance.choice(clerks), "handed": moment + timedelta(hours=27) if fetched and back > 1 else None,
            "handed_by_id": clerks[0] if fetched and back > 1 else None,
            "handed_to": "本人" if fetched and back > 1 else "",
        })  # fmt: skip
    for channel, english, chinese, ago in LETTERS:
        moment = datetime.combine(until - timedelta(abs(ago) + 1), time(15, 10), work.zone)
        person, unit = chance.choice(homes)
        day = until - timedelta(ago)
        rows.append({
            "channel": channel, "direction": "in", "moment": moment, "person_id": person, "unit_id": unit,
            "subject": chance.choice((english, chinese)), "responsible_id": clerks[0], "reply_by": day,
            "reply_due": day_start(day + timedelta(1), work.zone),
        })  # fmt: skip
    given = [numbers.next(work, "post", row["moment"]) for row in rows]
    work.add_many(PostItem, [row | {"number": number} for row, number in zip(rows, given, strict=True)])


def _boards(work: Work, until: date, clerk: int) -> None:
    """A board in each building, a window at the office; the notices there are, and pictures for the new year."""
    houses = work.column(select(Building.id).order_by(Building.sort_key, Building.id))
    boards = work.add_many(NoticePlace, [
        {"kind": "board", "building_id": house, "place": "Ground floor, beside the lift", "other_place": "一楼电梯旁"}
        for house in houses
    ])  # fmt: skip
    (window,) = work.add_many(
        NoticePlace, [{"kind": "window", "place": "Window of the office", "other_place": "服务中心橱窗"}]
    )
    by_house = dict(zip(houses, boards, strict=True))
    tied = select(Notice.id, Notice.starts, Notice.until, NoticeBuilding.building_id).join(
        NoticeBuilding, NoticeBuilding.notice_id == Notice.id
    )
    rows: list[dict[str, Any]] = []
    for notice, starts, ends, house in work.rows(tied.order_by(Notice.id)):
        first, last = (moment.astimezone(work.zone).date() for moment in (starts, ends))
        up = work.now if first <= until else None
        down = work.now if last < until else None
        rows.append({
            "notice_id": notice, "place_id": by_house[house], "from_day": first, "until_day": last, "put_up": up,
            "put_up_by_id": clerk if up else None, "taken_down": down, "taken_down_by_id": clerk if down else None,
        })  # fmt: skip
    rows.append({
        "title": "Pictures of the year 一年掠影", "place_id": window, "from_day": until + timedelta(days=9),
        "until_day": until + timedelta(days=40),
    })  # fmt: skip
    work.add_many(NoticePosting, rows)


def _handbooks(work: Work, until: date, homes: list[Any], clerk: int) -> None:
    old, new = work.add_many(HandbookEdition, [
        {"name": "Handbook for owners", "other_name": "业主手册", "edition": edition, "day": until - timedelta(days=ago)}
        for edition, ago in ((f"{until.year - 1}", 400), (f"{until.year}", 45))
    ])  # fmt: skip
    people = list(dict(homes).items())
    issued = datetime.combine(until - timedelta(days=40), time(10), work.zone)
    for edition, some, moment in (
        (old, people[: len(people) * 3 // 4], issued - timedelta(days=300)), (new, people[: len(people) // 3], issued),
    ):  # fmt: skip
        work.add_many(HandbookIssue, [
            {"edition_id": edition, "person_id": person, "unit_id": unit, "issued": moment, "staff_id": clerk,
             "signed": at % 5 != 0}
            for at, (person, unit) in enumerate(some)
        ])  # fmt: skip
