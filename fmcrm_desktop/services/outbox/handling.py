"""What a person does in the outbox: hold back, send again, say that a text or a slip was passed on; slips to print."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Missing, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Slip:
    """A message as a slip of paper."""

    id: int
    name: str
    other_name: str
    address: str
    language: str
    subject: str
    text: str
    by: str
    made: datetime


@dataclass(frozen=True)
class Slips:
    """Slips under one head: the office's name, telephone and address."""

    office: str
    phone: str
    address: str
    slips: tuple[Slip, ...]


@needs("call.write")
def hold(work: Work, ids: Sequence[int]) -> None:
    """Keep these here until somebody sends them. Raises Refusal for what is gone already."""
    for message in _out(work, ids):
        message.state, message.next_try = "held", None


@needs("call.write")
def again(work: Work, ids: Sequence[int]) -> None:
    """Send these now, whatever they waited for; what was given up begins anew."""
    for message in _out(work, ids):
        message.tries = 0 if message.state in ("failed", "held") else message.tries
        message.state, message.why = "waiting", ""
        message.next_try = work.now if message.channel == "email" else None


@needs("call.write")
def passed_on(work: Work, ids: Sequence[int]) -> None:
    """Somebody has copied the text, handed over the slip, or said it in person."""
    for message in _out(work, ids):
        message.state, message.sent, message.next_try, message.why = "sent", work.now, None, ""


@needs("person.read")
def slips(work: Work, ids: Sequence[int]) -> Slips:
    """These messages as slips, in this order."""
    columns = (
        select(
            Message.id, Message.name, Person.name, Person.other_name, Message.address, Message.channel,
            Message.language, Message.subject, Message.text, Staff.name, Message.made,
        )
        .outerjoin(Person, Person.id == Message.person_id)
        .outerjoin(Staff, Staff.id == Message.by_id)
        .where(Message.id.in_(ids), Message.channel != "program")
    )  # fmt: skip
    found = [
        Slip(id, person or name, other or "", address if channel != "email" else "", language, subject, text,
             by or "", made)
        for id, name, person, other, address, channel, language, subject, text, by, made in work.rows(columns)
    ]  # fmt: skip
    name, phone, address = (
        str(settings.get(work, f"office.{part}")) for part in ("name", "phone", "address")
    )
    return Slips(name, phone, address, tuple(in_order(ids, found, lambda row: row.id)))


def _out(work: Work, ids: Sequence[int]) -> Sequence[Message]:
    """Messages that are still here."""
    found = work.records(select(Message).where(Message.id.in_(ids), Message.channel != "program"))
    if len(found) < len(set(ids)):
        raise Missing("message", ids)
    for message in found:
        if message.state == "sending":
            raise Refusal(N_("“{subject}” is being sent just now."), subject=message.subject)
        if message.state == "sent":
            raise Refusal(N_("“{subject}” has been sent already."), subject=message.subject)
    return found
