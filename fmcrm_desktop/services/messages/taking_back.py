"""What a deed told and somebody has read or got already cannot be taken back in silence: they hear that it was."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import and_, or_, select

from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.model.work_order import Visit
from fmcrm_desktop.services.messages.telling import Telling, tell
from fmcrm_desktop.store.work import Work


def taken_back(work: Work, ids: Sequence[int]) -> None:
    """Tell those whom these messages have reached that what they say holds no more."""
    reached = or_(
        and_(Message.channel == "program", Message.read.is_not(None)),
        and_(Message.channel != "program", Message.state.in_(("sent", "sending"))),
    )
    for told in work.records(select(Message).where(Message.id.in_(ids), reached).order_by(Message.id)):
        subject = f"已撤回：{told.subject}" if told.language == CHINESE else f"Taken back: {told.subject}"
        about = (told.subject_of, told.subject_id) if told.subject_id is not None else None
        what = Telling(subject, told.text, about=about, method=_method(work, told), channel=told.channel)
        to = (told.name, told.address)
        tell(
            work, what, staff=() if told.staff_id is None else (told.staff_id,),
            people=() if told.person_id is None else (told.person_id,),
            guests=() if told.staff_id or told.person_id else (to,),
        )  # fmt: skip


def _method(work: Work, told: Message) -> str:
    """An entry that is gone by the undoing is cancelled in their calendars too; else they get it as it is now."""
    table = {"event": Event, "visit": Visit}.get(told.subject_of)
    if not told.method or table is None or told.subject_id is None:
        return ""
    return "CANCEL" if work.get(table, told.subject_id).archived is not None else "REQUEST"
