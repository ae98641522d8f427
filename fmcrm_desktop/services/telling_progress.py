"""Telling customers how their matter goes on (J17): the office sets at which points, each tells the people whose matter
it is by the way they prefer, and the matter's page shows what they were told.

What is told anyway is no point here: that a visit is planned (telling_visits.py), that a complaint was acknowledged,
and its answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, or_, select

from fmcrm_desktop.model.complaint import Complaint, ComplaintPerson
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.messages.telling import Telling, tell
from fmcrm_desktop.store.work import Work

ORDER_POINTS = {
    "assigned": N_("A technician has it"),
    "on_the_way": N_("The technician is on the way"),
    "waiting_parts": N_("Waiting for parts"),
    "waiting_vendor": N_("Waiting for a vendor"),
    "waiting_approval": N_("Waiting for approval"),
    "done": N_("The work is done"),
}
COMPLAINT_POINTS = {
    "investigating": N_("It is being looked into"),
    "action_agreed": N_("It was decided what will be done"),
}
_SAID = {
    ("work_order", ENGLISH): {
        "assigned": "A technician has been given your request and will arrange a time with you.",
        "on_the_way": "The technician is on the way to you.",
        "waiting_parts": "We need a part that has been ordered. We go on as soon as it is here.",
        "waiting_vendor": "A specialist firm is needed. We have asked them and will tell you when they come.",
        "waiting_approval": "The work needs an approval. We will tell you as soon as we have it.",
        "done": "The work is done. Let us know if anything is not as it should be.",
    },
    ("work_order", CHINESE): {
        "assigned": "您的报修已安排维修人员，稍后与您约定上门时间。",
        "on_the_way": "维修人员已出发，请您稍候。",
        "waiting_parts": "维修所需材料已订购，到货后立即继续。",
        "waiting_vendor": "此项维修需外协单位处理，我们已联系，上门时间确定后告知您。",
        "waiting_approval": "此项维修需经审批，批复后我们立即告知您。",
        "done": "维修已完工。如有不妥之处，请随时告诉我们。",
    },
    ("complaint", ENGLISH): {
        "investigating": "We are looking into what you told us and will come back to you.",
        "action_agreed": "We have decided what will be done about it and will tell you when it is done.",
    },
    ("complaint", CHINESE): {
        "investigating": "您反映的问题正在调查，有结果即告知您。",
        "action_agreed": "针对您反映的问题，整改措施已确定，完成后告知您。",
    },
}
_SUBJECT = {ENGLISH: "{number}: {what}", CHINESE: "{number}：{what}"}
SHOWN = 6


@dataclass(frozen=True)
class Told:
    """Something a person was told: ``channel`` and ``state`` as in model.message."""

    made: datetime
    name: str
    channel: str
    state: str
    subject: str


def moved(work: Work, record: Complaint | WorkOrder, to: str) -> None:
    """Tell those whose matter it is that it has come to a point, where the office has set it."""
    subject = record.__tablename__
    if to not in settings.get(work, f"progress.{subject}"):
        return
    people = _people(work, record)
    if people:
        about = record.subject if isinstance(record, Complaint) else record.summary
        told = {
            language: (
                _SUBJECT[language].format(number=record.number, what=about),
                _SAID[subject, language][to],
            )
            for language in _SUBJECT
        }
        tell(work, Telling(*told[ENGLISH], told[CHINESE], about=(subject, record.id)), people=people)


def told(work: Work, subject: str, id: int) -> tuple[Told, ...]:
    """What people outside were told of a matter and its visits, the latest first."""
    about: Any = and_(Message.subject_of == subject, Message.subject_id == id)
    if subject == "work_order":
        visits = select(Visit.id).where(Visit.order_id == id)
        about = or_(about, and_(Message.subject_of == "visit", Message.subject_id.in_(visits)))
    columns = (
        select(Message.made, Message.name, Message.channel, Message.state, Message.subject)
        .where(about, Message.person_id.is_not(None), Message.archived.is_(None))
        .order_by(Message.id.desc())
        .limit(SHOWN)
    )
    return tuple(Told(*row) for row in work.rows(columns))


def _people(work: Work, record: Complaint | WorkOrder) -> list[int]:
    first = [record.person_id] if record.person_id is not None else []
    if not isinstance(record, Complaint):
        return first
    others = select(ComplaintPerson.person_id).where(ComplaintPerson.complaint_id == record.id)
    return [*first, *work.column(others.order_by(ComplaintPerson.id))]
