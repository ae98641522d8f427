"""Customer value in the demo office: a few entries with reasons, tiers, offers, somebody who may leave, time spent."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select

from fmcrm_desktop.model.customer_value import CustomerWorth, LeavingEntry, Offer, TimeSpent, ValueEntry
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import customer_value, settings
from fmcrm_desktop.services.demo.stage import Cast
from fmcrm_desktop.store.work import Work

ENTRIES = (
    ("influence", 90, "Speaks for the whole entrance", "代表整个单元说话", 200),
    ("insight", 80, "Her complaint led to new lift hours", "其投诉促成电梯时间调整", 120),
    ("potential", 70, "Renovates next year", "明年准备装修", 60),
    ("insight", 40, "Fills in every survey", "每次问卷都认真填写", 30),
)
OFFERS = (
    ("service", "Window cleaning twice a year", "每年两次擦窗", "yes", "", "", 40, 0),
    ("service", "Check of the water heater", "热水器检查", "later", "After the Spring Festival", "春节后再说", 20, 0),
    ("agreement", "Yearly care of the air conditioning", "空调年度保养", "no", "Has somebody already", "已有人做", 12, 0),
    ("service", "Deep cleaning", "深度保洁", "open", "", "", 3, 0),
)
LEAVING = (
    ("leaving", "price", "Finds the parking fee too high", "觉得停车费太高", "", 25),
    ("stays", "service", "Stays since the leak was dealt with", "漏水处理后决定留下", "good", 9),
)
TIMES = (
    ("searching", 90, "Three quotes for the door closers", "三家闭门器报价", 34),
    ("negotiating", 120, "Terms of the lift contract", "电梯合同条款", 27),
    ("performing", 45, "Acceptance of the repaired pump", "水泵维修验收", 6),
)


def valuing(work: Work, cast: Cast, until: date) -> None:
    """All of it, without chance."""
    at = int(settings.get(work, "office.language") == CHINESE)
    customer_value.count(work)
    best = work.column(select(CustomerWorth.id).order_by(CustomerWorth.revenue.desc(), CustomerWorth.id).limit(9))
    if len(best) < 9:
        return
    clerk = cast.clerks[0]
    for person, (factor, points, *reason, days) in zip(best, ENTRIES, strict=False):
        work.add(
            ValueEntry(person_id=person, factor=factor, points=points, why=str(reason[at]), staff_id=clerk,
                       day=until - timedelta(int(days)))
        )  # fmt: skip
    customer_value.apply(work)
    for person, (kind, what, what_zh, answer, why, why_zh, days, ahead) in zip(best[2:], OFFERS, strict=False):
        day = until - timedelta(int(days))
        work.add(
            Offer(person_id=person, kind=kind, what=(what, what_zh)[at], day=day, staff_id=clerk, answer=answer,
                  why=(why, why_zh)[at], answered_day=None if answer == "open" else day,
                  again_day=until + timedelta(int(ahead)) if answer == "later" else None)
        )  # fmt: skip
    for person, (kind, cause, *note, mouth, days) in zip(best[6:], LEAVING, strict=False):
        work.add(
            LeavingEntry(person_id=person, kind=kind, reason=cause, note=str(note[at]), staff_id=clerk,
                         mouth=mouth, mouth_id=best[0] if mouth else None, day=until - timedelta(int(days)))
        )  # fmt: skip
    for kind, minutes, *text, days in TIMES:
        work.add(
            TimeSpent(kind=kind, minutes=minutes, note=str(text[at]), staff_id=clerk, day=until - timedelta(int(days)))
        )  # fmt: skip
