"""Telling everyone concerned by a calendar entry: when it is made, moved or changed, and cancelled.

The staff concerned are told, except whoever did it. Guests and the person it is with are told where the form says so
(``guests``), and of what becomes of it later whoever was told of it before.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.event import Event, EventGuest, EventStaff
from fmcrm_desktop.model.keeping import Audit
from fmcrm_desktop.model.message import Message
from fmcrm_desktop.model.words import CHINESE, ENGLISH, Words
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.messages import Telling, tell
from fmcrm_desktop.store.work import Work

TIMES = ("starts", "ends", "from_day", "until_day")
MATTERS = (*TIMES, "title", "place", "room_id", "rule", "extra_days", "except_days")
"""What those concerned must know of; notes and the like concern nobody."""
SUBJECTS = {
    ENGLISH: {
        "made": "New entry: {title}, {when}", "moved": "Moved: {title}, {when}", "changed": "Changed: {title}, {when}",
        "cancelled": "Cancelled: {title}, {when}",
    },
    CHINESE: {
        "made": "新日程：{title}，{when}", "moved": "时间变更：{title}，{when}", "changed": "日程变更：{title}，{when}",
        "cancelled": "已取消：{title}，{when}",
    },
}  # fmt: skip
LINES = {
    ENGLISH: {
        "what": "{title}", "when": "When: {when}", "before": "Before: {before}", "place": "Where: {place}",
        "off": "This does not take place.", "repeats": "It repeats.", "by": "By {by}",
    },
    CHINESE: {
        "what": "{title}", "when": "时间：{when}", "before": "原定时间：{before}", "place": "地点：{place}",
        "off": "该日程已取消。", "repeats": "重复日程。", "by": "操作人：{by}",
    },
}  # fmt: skip
METHODS = {"made": "REQUEST", "moved": "REQUEST", "changed": "REQUEST", "cancelled": "CANCEL"}


@dataclass(frozen=True)
class Entry:
    """What is said of an event, or of what stands on the calendar like one."""

    title: str
    place: str
    starts: datetime | None
    ends: datetime | None
    from_day: date | None = None
    until_day: date | None = None
    rule: str = ""


@dataclass
class Concerned:
    """Whom an entry concerns: staff, people of the office, guests by name and address."""

    staff: list[int] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    guests: list[tuple[str, str]] = field(default_factory=list)


def made(work: Work, event_id: int, guests: bool | None = None) -> int:
    """Tell of a new entry, and give its id back; ``guests`` None: as the office's setting says."""
    event = work.get(Event, event_id)
    outside = bool(settings.get(work, "tell.guests")) if guests is None else guests
    _tell(work, event, "made", _concerned(work, event, outside))
    return event_id


def moved(work: Work, event_id: int, guests: bool | None = None, of: int | None = None) -> int:
    """Tell of what this deed has changed in an entry: its time, its place, who is wanted; gives its id back. Call it
    last in the deed. ``guests`` None: those from outside who were told of it before; ``of`` is the series that this
    was a part of until now."""
    event = work.get(Event, event_id)
    work.session.flush()
    lines = lines_of_deed(work, ("event", "event_staff"))
    own = [line for line in lines if (line.record_table, line.record_id) == ("event", event_id)]
    if any(line.action == "add" for line in own):
        split = event.series_id is not None or of is not None
        return _split_off(work, event, guests, of) if split else made(work, event_id, guests)
    was = {name: pair[0] for line in reversed(own) for name, pair in json.loads(line.changes).items()}
    now = {name: pair[1] for line in own for name, pair in json.loads(line.changes).items()}
    matters = {name for name in was if name in MATTERS and was[name] != now[name]}
    come, gone = staff_changed(lines, "event", event_id)
    told = _concerned(work, event, guests)
    if matters:
        still = Concerned([id for id in told.staff if id not in come], told.people, told.guests)
        before = when_before(_entry(event), was) if matters & set(TIMES) else None
        _tell(work, event, "moved" if before else "changed", still, before)
    _tell(work, event, "made", Concerned([id for id in told.staff if id in come]))
    _tell(work, event, "cancelled", Concerned([id for id in gone if id != work.who.staff_id]))
    return event_id


@needs("calendar.read")
def usually(work: Work) -> bool:
    """Whether guests are told of a new entry unless somebody says no: how the form's tick stands at first."""
    return bool(settings.get(work, "tell.guests"))


def cancelled(work: Work, event_id: int, guests: bool | None = None) -> int:
    """Tell that an entry does not take place; gives its id back. ``guests`` as in moved."""
    event = work.get(Event, event_id)
    _tell(work, event, "cancelled", _concerned(work, event, guests))
    return event_id


def _split_off(work: Work, event: Event, guests: bool | None, of: int | None) -> int:
    """Part of a series has become an entry of its own: for those concerned it was moved or changed."""
    told = _concerned(work, event, guests, of)
    zone = settings.zone(work)
    before: dict[str, Any] | None = None
    if event.occurrence and event.starts is not None and event.ends is not None:
        was = datetime.fromisoformat(event.occurrence).replace(tzinfo=zone).astimezone(UTC)
        if was != event.starts:
            before = {
                "starts": was,
                "ends": was + (event.ends - event.starts),
                "from_day": None,
                "until_day": None,
            }
    _tell(work, event, "moved" if before else "changed", told, before)
    return event.id


def _concerned(work: Work, event: Event, guests: bool | None, of: int | None = None) -> Concerned:
    """Everybody the entry concerns; ``guests`` None: of those from outside only who was told of it before."""
    staff = work.column(
        select(EventStaff.staff_id).where(EventStaff.event_id == event.id).order_by(EventStaff.id)
    )
    found = Concerned([id for id in staff if id != work.who.staff_id])
    if guests is False:
        return found
    invited = select(EventGuest.person_id, EventGuest.name, EventGuest.email).where(
        EventGuest.event_id == event.id
    )
    rows = work.rows(invited.order_by(EventGuest.id))
    people = [id for id in (event.person_id, *(row.person_id for row in rows)) if id is not None]
    others = [(row.name, row.email) for row in rows if row.person_id is None and (row.name or row.email)]
    if guests is None:
        before = _told_before(work, (event.id, event.series_id, of))
        people = [id for id in people if id in before]
        others = [(name, email) for name, email in others if (name or email) in before]
    found.people, found.guests = list(dict.fromkeys(people)), others
    return found


def _told_before(work: Work, entries: Iterable[int | None]) -> set[Any]:
    """The people (by id) and guests (by name) from outside who were told of these: an entry and its series."""
    about = [id for id in entries if id is not None]
    columns = select(Message.person_id, Message.name).where(
        Message.subject_of == "event", Message.subject_id.in_(about), Message.channel != "program",
        Message.archived.is_(None),
    )  # fmt: skip
    return {row.person_id or row.name for row in work.rows(columns)}


def _tell(work: Work, event: Event, what: str, to: Concerned, before: dict[str, Any] | None = None) -> None:
    if not (to.staff or to.people or to.guests) or _over(work, event):
        return
    told = {language: said(work, _entry(event), what, language, before) for language in SUBJECTS}
    telling = Telling(*told[ENGLISH], told[CHINESE], about=("event", event.id), method=METHODS[what])
    tell(work, telling, staff=to.staff, people=to.people, guests=to.guests)


def _over(work: Work, event: Event) -> bool:
    """What has passed already is only written down: nobody need be told."""
    if event.rule:
        return False
    if event.ends is not None:
        return event.ends <= work.now
    last = event.until_day or event.from_day
    return last is not None and last < work.now.astimezone(work.zone).date()


def _entry(event: Event) -> Entry:
    return Entry(
        event.title, event.place, event.starts, event.ends, event.from_day, event.until_day, event.rule
    )


def said(
    work: Work, entry: Entry, what: str, language: str, before: Mapping[str, Any] | None
) -> tuple[str, str]:
    """Subject and text in a language: ``what`` has become of it, and when it was to be before."""
    words = Words(language, str(settings.zone(work)))
    values = {
        "title": entry.title, "place": entry.place, "by": work.who.name,
        "when": _when(words, {name: getattr(entry, name) for name in TIMES}),
        "before": _when(words, before) if before else "",
    }  # fmt: skip
    wanted = {
        "what": True, "when": bool(values["when"]), "before": bool(values["before"]), "place": bool(entry.place),
        "repeats": bool(entry.rule), "off": what == "cancelled", "by": bool(work.who.name),
    }  # fmt: skip
    lines = LINES[words.language]
    text = "\n".join(lines[name].format(**values) for name, fits in wanted.items() if fits)
    return SUBJECTS[words.language][what].format(**values).rstrip(" ,，"), text


def _when(words: Words, times: Mapping[str, Any]) -> str:
    start, end = times["starts"], times["ends"]
    if start is not None and end is not None:
        same = words.local(start).date() == words.local(end).date()
        return f"{words.moment(start)}–{words.time(end) if same else words.moment(end)}"
    first, last = times["from_day"], times["until_day"]
    if first is None and last is None:
        return ""
    days = [words.date(day) for day in (first, last) if day is not None]
    return days[0] if len(set(days)) == 1 else " – ".join(days)


def when_before(entry: Entry, was: Mapping[str, Any]) -> dict[str, Any]:
    """The times as they were before this deed; what it left alone is as it is."""
    kinds = {"starts": datetime, "ends": datetime, "from_day": date, "until_day": date}
    return {
        name: (kind.fromisoformat(was[name]) if was[name] else None) if name in was else getattr(entry, name)
        for name, kind in kinds.items()
    }


def lines_of_deed(work: Work, tables: tuple[str, ...]) -> list[Any]:
    """The change log's lines of this deed so far, about records of these tables."""
    deed = work.session.info.get("deed")
    columns = select(Audit.action, Audit.record_table, Audit.record_id, Audit.changes)
    wanted = columns.where(Audit.deed_id == deed, Audit.record_table.in_(tables))
    return list(work.rows(wanted.order_by(Audit.id))) if deed is not None else []


def staff_changed(lines: Iterable[Any], table: str, id: int) -> tuple[set[int], list[int]]:
    """Who of the staff has come to an entry in this deed, and who has gone from it."""
    come: set[int] = set()
    gone: list[int] = []
    for line in lines:
        changes = json.loads(line.changes)
        if line.record_table == f"{table}_staff" and changes.get(f"{table}_id", [None, None])[1] == id:
            staff = int(changes["staff_id"][1])
            if line.action == "add":
                come.add(staff)
            else:
                gone.append(staff)
    return come, gone
