"""Telling somebody: the one way in which a case writes messages, each by the channel that reaches its person."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import settings
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
_BY_KIND = {
    "email": "email", "mobile": "text", "wechat": "text", "phone": "text", "other": "text", "fax": "paper",
    "post": "paper",
}  # fmt: skip
"""A way to reach somebody → the channel that takes it: a text is copied into the telephone or WeChat."""


@dataclass(frozen=True)
class Telling:
    """What is told. ``chinese`` is the same (subject, text) for those who read Chinese; ``about`` the table and id of
    what it is about; ``method`` what the calendar file says that goes with it; ``channel`` a key of CHANNELS, empty
    for the one that each person prefers."""

    subject: str
    text: str = ""
    chinese: tuple[str, str] | None = None
    about: tuple[str, int] | None = None
    method: str = ""
    channel: str = ""

    def said(self, language: str) -> tuple[str, str]:
        if self.chinese is not None and language == CHINESE:
            return self.chinese
        return self.subject, self.text


@dataclass(frozen=True)
class _To:
    """Somebody who is told, and how."""

    channel: str
    name: str
    address: str = ""
    language: str = ""
    staff_id: int | None = None
    person_id: int | None = None


def tell(
    work: Work, what: Telling, *, staff: Iterable[int] = (), people: Iterable[int] = (),
    guests: Iterable[tuple[str, str]] = (),
) -> list[int]:  # fmt: skip
    """Write a message to each of these, in this deed: staff and people by id, guests by name and email address. What
    cannot go by the channel named goes by the next best one, so that nobody is left out. The ids of the messages."""
    to = [
        *_staff(work, dict.fromkeys(staff), what.channel),
        *_people(work, list(dict.fromkeys(people)), what.channel),
        *(_To("email" if email else "text", name or email, email) for name, email in guests),
    ]
    own = str(settings.get(work, "office.language"))
    return work.add_many(Message, [_row(work, what, one, one.language or own) for one in to]) if to else []


def _row(work: Work, what: Telling, to: _To, language: str) -> dict[str, Any]:
    subject, text = what.said(language)
    table, id = what.about or ("", None)
    arrived = to.channel == "program"
    return {
        "channel": to.channel, "staff_id": to.staff_id, "person_id": to.person_id, "name": to.name,
        "address": to.address, "language": language, "subject": " ".join(subject.split()), "text": text,
        "method": what.method if to.channel == "email" else "", "subject_of": table, "subject_id": id,
        "by_id": work.who.staff_id, "made": work.now, "state": "sent" if arrived else "waiting",
        "next_try": work.now if to.channel == "email" else None, "sent": work.now if arrived else None,
    }  # fmt: skip


def _staff(work: Work, ids: Iterable[int], channel: str) -> list[_To]:
    """Staff read it in the program; an outside firm, which never sees the program, gets it as people do."""
    columns = select(Staff.id, Staff.name, Staff.email, Staff.phone, Staff.vendor)
    found = []
    for id, name, email, phone, vendor in work.rows(
        columns.where(Staff.id.in_(list(ids)), Staff.archived.is_(None)).order_by(Staff.id)
    ):
        way = channel or (("email" if email else "text") if vendor else "program")
        if way == "email" and not email:
            way = "text"
        address = {"email": email, "text": phone}.get(way, "")
        found.append(_To(way, name, address, staff_id=id))
    return found


def _people(work: Work, ids: Sequence[int], channel: str) -> list[_To]:
    found = []
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        ways: dict[int, list[tuple[str, str]]] = {}
        columns = (
            select(ContactPoint.person_id, ContactPoint.kind, ContactPoint.value)
            .where(
                ContactPoint.person_id.in_(some),
                ContactPoint.archived.is_(None),
                ContactPoint.do_not_use.is_(False),
            )
            .order_by(ContactPoint.preferred.desc(), ContactPoint.purpose != "any", ContactPoint.id)
        )
        for person, kind, value in work.rows(columns):
            ways.setdefault(person, []).append((kind, value))
        people = select(Person.id, Person.name, Person.language, Person.preferred_channel)
        for id, name, language, prefers in work.rows(people.where(Person.id.in_(some)).order_by(Person.id)):
            way, address = _way(ways.get(id, []), prefers, channel)
            found.append(_To(way, name, address, language, person_id=id))
    return found


def _way(ways: list[tuple[str, str]], prefers: str, channel: str) -> tuple[str, str]:
    """The channel and the address on it: what was asked for, what the person prefers, an email, a telephone, paper."""
    if channel == "paper":
        return channel, next((value for kind, value in ways if kind == "post"), "")
    first = [(kind, value) for kind, value in ways if channel and _BY_KIND.get(kind) == channel]
    first += [(kind, value) for kind, value in ways if not channel and kind == prefers]
    first += [(kind, value) for kind, value in ways if kind == "email" and channel != "text"]
    first += [(kind, value) for kind, value in ways if _BY_KIND.get(kind) == "text"]
    first += [(kind, value) for kind, value in ways if kind == "post"]
    if first:
        return _BY_KIND[first[0][0]], first[0][1]
    return ("text" if channel == "text" else "paper"), ""
