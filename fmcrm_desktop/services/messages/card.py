"""The page of one message: its text, who wrote it to whom, what it is about."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.call import Call
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.notice import Notice
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

CALLED: Mapping[str, Any] = {
    "work_order": WorkOrder.number, "complaint": Complaint.number, "event": Event.title, "person": Person.name,
    "unit": Unit.label, "notice": Notice.title, "call": Call.topic, "message": Message.subject,
    "lead": Lead.number,
}  # fmt: skip
"""What a message can be about: the table, and the column by which a person knows the record."""


@dataclass(frozen=True)
class MessageCard:
    """One message in full. ``mine``: it is for whoever is signed in; ``answerable``: somebody of the staff wrote it.
    ``why`` is what the last try met: a marked sentence, on further lines the server's own words."""

    id: int
    version: int
    channel: str
    state: str
    staff_id: int | None
    person_id: int | None
    name: str
    address: str
    subject: str
    text: str
    by_id: int | None
    by: str
    made: datetime
    read: datetime | None
    sent: datetime | None
    tries: int
    next_try: datetime | None
    why: str
    about_table: str
    about_id: int | None
    about: str
    mine: bool

    @property
    def answerable(self) -> bool:
        return self.mine and self.by_id is not None and self.by_id != self.staff_id


@needs("office.read")
def card(work: Work, id: int) -> MessageCard:
    """A message for or by whoever is signed in; any that left the office for who may see people. Else Missing."""
    by = aliased(Staff)
    columns: list[Any] = [
        Message.id, Message.version, Message.channel, Message.state, Message.staff_id, Message.person_id,
        Message.name, Message.address, Message.subject, Message.text, Message.by_id, func.coalesce(by.name, ""),
        Message.made, Message.read, Message.sent, Message.tries, Message.next_try, Message.why, Message.subject_of,
        Message.subject_id,
    ]  # fmt: skip
    row = work.row(select(*columns).outerjoin(by, by.id == Message.by_id).where(Message.id == id))
    if row is None:
        raise Missing("message", id)
    mine = row.channel == "program" and row.staff_id is not None and row.staff_id == work.who.staff_id
    own = row.by_id is not None and row.by_id == work.who.staff_id
    if not (mine or own or (row.channel != "program" and work.who.may("person.read"))):
        raise Missing("message", id)
    about = _matter(work, row.subject_of, row.subject_id)
    values: tuple[Any, ...] = (*row[:-2], *about, called(work, *about), mine)
    return MessageCard(*values)


def _matter(work: Work, table: str, id: int | None) -> tuple[str, int | None]:
    """What is opened from the message: a visit stands on the page of its work order."""
    if table != "visit":
        return table, id
    return "work_order", work.value(select(Visit.order_id).where(Visit.id == id))


@needs("note.write")
def about(work: Work, table: str, id: int) -> str:
    """What a message is to be about, for the form: the number of a matter, the title of an entry."""
    return called(work, table, id) if table != "person" or work.who.may("person.read") else ""


def called(work: Work, table: str, id: int | None) -> str:
    """What the record is called; empty for one that nobody knows by a name."""
    column = CALLED.get(table)
    if column is None or id is None:
        return ""
    return str(work.value(select(column).where(column.class_.id == id)) or "")
