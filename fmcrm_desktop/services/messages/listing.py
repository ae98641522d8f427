"""Lists of messages: for the person signed in (unread first), and what they have sent, with read marks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

READ_STATES = {"new": N_("Unread"), "read": N_("Read")}
_by = aliased(Staff)


@dataclass(frozen=True, slots=True)
class MessageRow:
    """A message in a list; ``by`` wrote it (empty: the program), ``name`` is whom it is for, ``state`` a key of
    READ_STATES for what is read in the program, else of the outbox's states."""

    id: int
    by: str
    name: str
    channel: str
    subject: str
    made: datetime
    read: datetime | None
    state: str


@needs("office.read")
def inbox(work: Work, query: Query) -> Page[MessageRow]:
    """The messages for whoever is signed in: unread first, then the newest; filter "state"."""
    ids = select(Message.id).where(*_mine(work), *_where(query))
    if query.text:
        ids = ids.outerjoin(_by, _by.id == Message.by_id)
    order: list[Any] = [Message.made.desc(), Message.id.desc()]
    if query.sort == "made":
        found = work.ids(ids.order_by(*(order if query.descending else (Message.made, Message.id))))
    else:  # each half lies in order in its index: nothing is sorted
        unread, seen = Message.read.is_(None), Message.read.is_not(None)
        found = work.ids(ids.where(unread).order_by(*order)) + work.ids(ids.where(seen).order_by(*order))
    return Page(found, tuple(inbox_rows(work, found[:FIRST])))


@needs("office.read")
def inbox_rows(work: Work, ids: Sequence[int]) -> list[MessageRow]:
    """The rows of these messages, as far as they are for whoever is signed in."""
    return _rows(work, ids, and_(*_mine(work)))


@needs("office.read")
def sent(work: Work, query: Query) -> Page[MessageRow]:
    """What the person signed in has sent or made the program send, the newest first; filters "state", "channel"."""
    ids = select(Message.id).where(_by_me(work), *_where(query)).outerjoin(_by, _by.id == Message.by_id)
    if query.where.get("channel"):
        ids = ids.where(Message.channel.in_(query.where["channel"]))
    up = query.sort == "made" and not query.descending
    order = (Message.made, Message.id) if up else (Message.made.desc(), Message.id.desc())
    found = work.ids(ids.order_by(*order))
    return Page(found, tuple(sent_rows(work, found[:FIRST])))


@needs("office.read")
def sent_rows(work: Work, ids: Sequence[int]) -> list[MessageRow]:
    """The rows of these messages, as far as whoever is signed in has sent them."""
    return _rows(work, ids, _by_me(work))


@needs("office.read")
def unread_count(work: Work) -> int:
    """How many messages wait to be read, for the chip in the bar."""
    waiting = select(func.count()).where(*_mine(work), Message.archived.is_(None), Message.read.is_(None))
    return int(work.value(waiting))


def _mine(work: Work) -> tuple[ColumnElement[bool], ...]:
    # spelt out, or the index over just these messages is not seen
    return Message.staff_id == work.who.staff_id, Message.channel == literal("program", literal_execute=True)


def _by_me(work: Work) -> ColumnElement[bool]:
    return Message.by_id == work.who.staff_id


def _where(query: Query) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = [
        Message.archived.is_not(None) if query.archived else Message.archived.is_(None)
    ]
    if query.where.get("state"):
        found.append(or_(*(_state_is(str(state)) for state in query.where["state"])))
    for word in query.text.split():
        places = (Message.subject, Message.text, Message.name, _by.name)
        found.append(or_(*(func.lower(place).contains(word.lower(), autoescape=True) for place in places)))
    return found


def _state_is(state: str) -> ColumnElement[bool]:
    if state not in READ_STATES:
        return Message.state == state
    seen = Message.read.is_(None) if state == "new" else Message.read.is_not(None)
    return and_(Message.channel == "program", seen)


def _rows(work: Work, ids: Sequence[int], among: ColumnElement[bool]) -> list[MessageRow]:
    found = [
        MessageRow(id, by or "", name, channel, subject, made, read, _state(channel, state, read))
        for id, by, name, channel, subject, made, read, state in work.rows(
            _columns().where(Message.id.in_(ids), among)
        )
    ]
    return in_order(ids, found, lambda row: row.id)


def _state(channel: str, state: str, read: datetime | None) -> str:
    if channel != "program":
        return state
    return "read" if read is not None else "new"


def _columns() -> Select[Any]:
    columns: list[Any] = [
        Message.id, _by.name, Message.name, Message.channel, Message.subject, Message.made, Message.read,
        Message.state,
    ]  # fmt: skip
    return select(*columns).outerjoin(_by, _by.id == Message.by_id)
