"""Working the queue: one mail taken at a time, in a deed of its own, and what became of it, in another."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, literal, or_, select

from fmcrm_desktop.model.message import Message
from fmcrm_desktop.services import outgoing_events, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages.telling import Telling, tell
from fmcrm_desktop.services.outgoing_events import OutgoingEvent
from fmcrm_desktop.store.work import Work

TAKEN = timedelta(minutes=10)
"""How long a desk may take to send a mail; the mail server gets a fifth of it (exchange/mail.py)."""
PAUSES = tuple(timedelta(minutes=each) for each in (1, 2, 5, 15, 30, 60, 120, 240, *[360] * 10))
"""After the first try, the second …: three days in all, then a mail that its server puts off is given up. Where the
server itself is the trouble nothing is given up: it waits, however long."""
SENT, LATER, NEVER = "sent", "later", "never"
GIVEN_UP = {
    "en": ("Not sent: {subject}", "Your message to {name} could not be sent to {address}.\n{why}"),
    "zh_CN": ("未能发出：{subject}", "您给{name}的消息未能发送到 {address}。\n{why}"),
}


@dataclass(frozen=True)
class Mail:
    """One mail taken to be sent. ``until`` is the taker's mark: settle knows by it whether it is still theirs."""

    id: int
    until: datetime
    message_id: str
    name: str
    address: str
    subject: str
    text: str
    method: str = ""
    event: OutgoingEvent | None = None
    """The calendar entry that goes with it, as exchange writes it into a file."""


@dataclass(frozen=True)
class Outcome:
    """What became of a try: SENT, LATER or NEVER, and why. ``server``: not this mail but the server is the trouble,
    so that the others need not be tried now."""

    how: str
    why: str = ""
    server: bool = False


def _spelt(text: str) -> ColumnElement[str]:
    """Written out, or SQLite does not see that its index over what waits is meant."""
    return literal(text, literal_execute=True)


_WAITS = and_(
    Message.state.in_([_spelt("waiting"), _spelt("sending")]),
    Message.archived.is_(None),
    Message.channel == "email",
)


@needs("office.settings")
def next_due(work: Work) -> datetime | None:
    """When the next mail is to be tried; None when none waits or no server is set."""
    if not settings.get(work, "mail.server"):
        return None
    first = select(func.min(Message.next_try)).where(_WAITS, Message.state == "waiting")
    died = select(func.min(Message.taken_until)).where(_WAITS, Message.state == "sending")
    found = [moment for moment in (work.value(first), work.value(died)) if moment is not None]
    return min(found, default=None)


@needs("office.settings")
def take(work: Work) -> Mail | None:
    """The mail to be sent next, marked as being sent; None when none is due. Two desks never get the same one: the
    row is theirs from here until ``TAKEN`` is over."""
    if not settings.get(work, "mail.server"):
        return None
    due = or_(
        and_(Message.state == "waiting", Message.next_try <= work.now),
        and_(Message.state == "sending", Message.taken_until <= work.now),
    )
    wanted = select(Message).where(_WAITS, due).order_by(Message.next_try, Message.id).limit(1)
    found = next(iter(work.records(wanted.with_for_update(skip_locked=True))), None)
    if found is None:
        return None
    found.state, found.taken_until = "sending", work.now + TAKEN
    found.tries += 1
    # Given once and kept before anything is sent: a mail that goes out twice is known by it to be one.
    found.message_id = found.message_id or _message_id(str(settings.get(work, "mail.sender_address")))
    return Mail(
        found.id, found.taken_until, found.message_id, found.name, found.address, found.subject, found.text,
        found.method, _event(work, found),
    )  # fmt: skip


@needs("office.settings")
def settle(work: Work, mail: Mail, outcome: Outcome) -> None:
    """Note what became of a mail. What another desk has taken since is left to it, but what was sent is sent."""
    kept = work.get(Message, mail.id)
    if kept.state != "sending" or (kept.taken_until != mail.until and outcome.how != SENT):
        return
    kept.taken_until, kept.why = None, outcome.why
    if outcome.how == SENT:
        kept.state, kept.sent, kept.next_try = "sent", work.now, None
    elif outcome.how == LATER and (outcome.server or kept.tries <= len(PAUSES)):
        kept.state, kept.next_try = "waiting", work.now + pause(kept.tries)
    else:
        kept.state, kept.next_try = "failed", None
        _tell_sender(work, kept)


def pause(tries: int) -> timedelta:
    """How long to wait after so many tries."""
    return PAUSES[min(tries, len(PAUSES)) - 1]


def all_now(work: Work) -> None:
    """Try everything that waits for a better moment now: the server's settings are others."""
    for each in work.records(select(Message).where(_WAITS, Message.next_try > work.now)):
        each.next_try = work.now


@needs("office.settings")
def reclaim(work: Work) -> int:
    """At the start: put back what a program that died had taken. Only in a file, which one program has under its
    lock; on a server another desk may be sending it, and it comes back when its time is over. Gives how many."""
    if work.dialect != "sqlite":
        return 0
    died = work.records(select(Message).where(_WAITS, Message.state == "sending"))
    for each in died:
        each.state, each.taken_until = "waiting", None
    return len(died)


def _tell_sender(work: Work, kept: Message) -> None:
    """Whoever wrote a mail that is given up must hear of it."""
    if kept.by_id is None:
        return
    words = kept.why.partition("\n")[2]  # the server's own; the sentence before them stands in the outbox
    told = {"name": kept.name, "address": kept.address, "why": words, "subject": kept.subject}
    said = {
        language: (subject.format(**told), text.format(**told))
        for language, (subject, text) in GIVEN_UP.items()
    }
    tell(work, Telling(*said["en"], said["zh_CN"], about=("message", kept.id)), staff=(kept.by_id,))


def _message_id(sender: str) -> str:
    domain = sender.rpartition("@")[2]
    return f"<{uuid.uuid4().hex}@{domain if domain.isascii() and domain else 'localhost'}>"


def _event(work: Work, message: Message) -> OutgoingEvent | None:
    """The entry whose calendar file goes with the mail, as it is now: what is sent late is not out of date."""
    if not message.method or message.subject_id is None:
        return None
    if message.subject_of == "visit":
        return outgoing_events.visit(work, message.subject_id)
    return outgoing_events.outgoing(work, message.subject_id) if message.subject_of == "event" else None
