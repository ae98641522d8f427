"""The list of what goes out of the office: email, texts to copy, slips; their state, why they wait, the next try."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.message import STATES, Message
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

NO_SERVER = N_("No mail server is set.")
ITS_TURN = N_("It is sent when its turn comes.")
TO_COPY = N_("Copy the text and pass it on.")
TO_PRINT = N_("Print the slip and pass it on.")
BY_HAND = {"text": TO_COPY, "paper": TO_PRINT}


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """Something on its way out; ``why`` is a marked sentence, on further lines the server's own words."""

    id: int
    version: int
    channel: str
    state: str
    name: str
    address: str
    subject: str
    by: str
    made: datetime
    next_try: datetime | None
    sent: datetime | None
    why: str


@dataclass(frozen=True)
class Standing:
    """How the outbox stands: mails that wait, whether a server is set, texts and slips to pass on, given up."""

    server: str
    mails: int
    by_hand: int
    failed: int


@needs("person.read")
def page(work: Work, query: Query) -> Page[OutboxRow]:
    """What goes out, the newest first; filters "state" and "channel"; sorts by made, next_try or name."""
    gone = Message.archived.is_not(None) if query.archived else Message.archived.is_(None)
    ids = select(Message.id).where(gone, Message.channel != "program")
    for name in ("state", "channel"):
        if query.where.get(name):
            ids = ids.where(getattr(Message, name).in_(query.where[name]))
    for word in query.text.split():
        places = (Message.subject, Message.text, Message.name, Message.address)
        ids = ids.where(or_(*(func.lower(one).contains(word.lower(), autoescape=True) for one in places)))
    columns: list[Any] = [Message.made, Message.id]
    if query.sort in ("next_try", "name", "sent"):
        columns.insert(0, getattr(Message, query.sort))
    down = query.descending if query.sort else True
    found = work.ids(ids.order_by(*([each.desc() for each in columns] if down else columns)))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[OutboxRow]:
    """The rows of these messages, in this order."""
    by = aliased(Staff)
    columns: list[Any] = [
        Message.id, Message.version, Message.channel, Message.state, Message.name, Message.address, Message.subject,
        func.coalesce(by.name, ""), Message.made, Message.next_try, Message.sent, Message.why,
    ]  # fmt: skip
    wanted = select(*columns).outerjoin(by, by.id == Message.by_id)
    server = bool(settings.get(work, "mail.server"))
    found = []
    for row in work.rows(wanted.where(Message.id.in_(ids), Message.channel != "program")):
        values: tuple[Any, ...] = (*row[:-1], reason(server, row.channel, row.state, row.why))
        found.append(OutboxRow(*values))
    return in_order(ids, found, lambda row: row.id)


@needs("person.read")
def standing(work: Work) -> Standing:
    """The figures over the list."""
    counted = select(Message.channel, Message.state, func.count()).where(
        Message.channel != "program", Message.archived.is_(None), Message.state.in_(("waiting", "sending", "failed"))
    )  # fmt: skip
    mails = by_hand = failed = 0
    for channel, state, count in work.rows(counted.group_by(Message.channel, Message.state)):
        if state == "failed":
            failed += count
        elif channel == "email":
            mails += count
        else:
            by_hand += count
    return Standing(str(settings.get(work, "mail.server")), mails, by_hand, failed)


def reason(server: bool, channel: str, state: str, why: str) -> str:
    """Why something is still here."""
    if state in ("sent", "sending"):
        return ""
    if channel in BY_HAND and state == "waiting":
        return BY_HAND[channel]
    if state == "waiting" and not server:
        return NO_SERVER
    return why or (ITS_TURN if state == "waiting" else "")


__all__ = ["STATES", "OutboxRow", "Standing", "page", "reason", "rows", "standing"]
