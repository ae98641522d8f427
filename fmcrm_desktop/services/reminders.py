"""Reminders: what is to be said now, to whom, and that it is said once however many desks are open.

office.do(bring_back)   office.ask(due) -> Due   office.do(show, [key, …]) -> {key: id}   office.do(snooze, id, 15)
office.do(finish, id)
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import and_, func, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm.exc import StaleDataError

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.event import Event, EventStaff, Reminded
from fmcrm_desktop.model.link import Link
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import promises, settings, tasks
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.instances import Columns, spans_of
from fmcrm_desktop.store.work import Work

SOON = timedelta(minutes=10)
"""A promise without a moment of its own for it is reminded of so long before it is due."""
STILL = timedelta(days=14)
"""What should have been said longer ago is in the lists, not in a reminder."""
AHEAD = timedelta(days=32)
"""No reminder comes longer before its moment."""
FIRST_HOUR = timedelta(hours=9)
"""When one is reminded of a whole day on which the office is closed."""
MOST = 50
TASK_TABS = {"task": "tasks", "memo": "tasks"}


class Key(NamedTuple):
    """What a reminder is about: an event or a promise, and which of its moments."""

    source: str
    source_id: int
    moment: datetime


@dataclass(frozen=True)
class Reminder:
    """Something to be said now. ``at`` is when it should have been said, ``kind`` that of the event or of the
    promise, ``id`` the row it was claimed by once it has been put off."""

    key: Key
    at: datetime
    kind: str
    title: str
    person: str = ""
    whole_day: bool = False
    id: int | None = None

    @property
    def link(self) -> Link:
        if self.key.source == "promise":
            return Link("calls", self.key.source_id, section="promises")
        tab = TASK_TABS.get(self.kind, "calendar")
        section = "memos" if self.kind == "memo" else "all" if self.kind == "task" else ""
        return Link(tab, self.key.source_id, section=section)


@dataclass(frozen=True)
class Due:
    """What is to be said at this moment, what was due first first."""

    now: datetime
    reminders: tuple[Reminder, ...]


@needs("office.read")
def due(work: Work) -> Due:
    """Everything to be said now to whoever asks; where nobody signs in, to the office. Nothing that was said is in
    it, unless it was put off until now."""
    found = list(_events(work)) if work.who.may("calendar.read") else []
    if work.who.may("call.read"):
        found += _promises(work)
    said = _said(work, {each.key for each in found})
    fresh = [_again(each, said.get(each.key)) for each in found if _to_say(work, said.get(each.key))]
    return Due(work.now, tuple(sorted(fresh, key=lambda each: (each.at, each.key))[:MOST]))


@needs("office.read")
def show(work: Work, keys: Sequence[Key]) -> dict[Key, int]:
    """Claim reminders: the ids of those that nobody has shown before this desk. Whoever gets an id shows it."""
    claimed: dict[Key, int] = {}
    said = _said(work, set(keys))
    for key in keys:
        known = said.get(key)
        if not _to_say(work, known):
            continue
        try:
            # On PostgreSQL another desk may write the same row at this moment: then it is theirs to show.
            with work.attempt():
                claimed[key] = _claim(work, key, known)
        except (IntegrityError, StaleDataError):
            claimed.pop(key, None)
    return claimed


@needs("office.read")
def bring_back(work: Work) -> None:
    """What hung at this desk and was not closed when the desk was shut is said again. Only of an office in a file,
    which has one desk: of a server's another may be showing it."""
    if work.dialect != "sqlite":
        return
    hanging = select(Reminded).where(
        Reminded.staff_id == (_whose(work) or 0), Reminded.closed.is_(None), Reminded.again.is_(None),
        Reminded.shown > work.now - STILL,
    )  # fmt: skip
    for row in work.records(hanging):
        row.again = row.shown  # said as what was missed, in one line


@needs("office.read")
def snooze(work: Work, id: int, minutes: int) -> None:
    """Say it again after some minutes."""
    _mine(work, id).again = work.now + timedelta(minutes=minutes)


@needs("office.read")
def snooze_to_morning(work: Work, id: int) -> datetime:
    """Say it again when the office next opens on another day; gives the moment."""
    again = next_morning(work)
    _mine(work, id).again = again
    return again


@needs("office.read")
def close(work: Work, id: int) -> None:
    """It was seen."""
    _mine(work, id).closed = work.now


@needs("office.read")
def finish(work: Work, id: int) -> None:
    """Seen and done: a task is ticked off, a promise is kept, of anything else the reminder is closed."""
    row = _mine(work, id)
    row.closed = work.now
    if row.source == "promise":
        _allow(work, "call.write")
        promises.keep(work, row.source_id)
    elif work.value(select(Event.kind).where(Event.id == row.source_id)) == "task":
        _allow(work, "note.write")
        tasks.tick(work, row.source_id)


def next_morning(work: Work) -> datetime:
    """When the office next opens on a day after today."""
    tomorrow = day_start(work.now.astimezone(work.zone).date() + timedelta(1), work.zone)
    spans = working_calendar(work).spans(tomorrow, tomorrow + AHEAD)
    return spans[0][0].astimezone(UTC) if spans else tomorrow + FIRST_HOUR


def _allow(work: Work, right: str) -> None:
    if not work.who.may(right):
        raise NotAllowed(right)


def _whose(work: Work) -> int | None:
    """Who is reminded; None where nobody signs in and one desk is everybody's."""
    return work.who.staff_id if settings.get(work, "sign_in") else None


def _mine(work: Work, id: int) -> Reminded:
    row = work.get(Reminded, id)
    if row.staff_id != (_whose(work) or 0):
        raise Refusal(N_("This reminder is somebody else's."))
    return row


def _said(work: Work, keys: set[Key]) -> dict[Key, Any]:
    """What became of these reminders so far."""
    ids = {key.source_id for key in keys}
    columns = select(
        Reminded.source, Reminded.source_id, Reminded.moment, Reminded.id, Reminded.again, Reminded.closed
    ).where(Reminded.staff_id == (_whose(work) or 0), Reminded.source_id.in_(ids))
    return {Key(*row[:3]): row for row in work.rows(columns)} if ids else {}


def _to_say(work: Work, known: Any) -> bool:
    """Never said, or put off until a moment that has come. A clock set back brings nothing twice."""
    return known is None or (known.closed is None and known.again is not None and known.again <= work.now)


def _again(each: Reminder, known: Any) -> Reminder:
    return each if known is None else replace(each, id=known.id, at=known.again)


def _claim(work: Work, key: Key, known: Any) -> int:
    if known is None:
        return work.add(Reminded(**key._asdict(), staff_id=_whose(work) or 0, shown=work.now)).id
    row = work.get(Reminded, known.id)
    row.shown, row.again = work.now, None
    work.session.flush()
    return row.id


def _promises(work: Work) -> Iterator[Reminder]:
    """Open promises whose reminder has come, or that without one are due within ten minutes or ran out."""
    columns = (
        select(Promise.id, Promise.due, Promise.remind, Promise.kind, Promise.text, Person.name)
        .outerjoin(Person, Person.id == Promise.person_id)
        .where(
            Promise.kept.is_(None), Promise.dropped.is_(None), Promise.archived.is_(None),
            Promise.due > work.now - STILL,
            or_(Promise.remind <= work.now, and_(Promise.remind.is_(None), Promise.due <= work.now + SOON)),
        )
        .order_by(Promise.due, Promise.id)
    )  # fmt: skip
    me = _whose(work)
    if me is not None:
        columns = columns.where(or_(Promise.staff_id == me, Promise.staff_id.is_(None)))
    for id, moment, remind, kind, text, person in work.rows(columns):
        yield Reminder(Key("promise", id, moment), remind or moment - SOON, kind, text, person or "")


def _events(work: Work) -> Iterator[Reminder]:
    """Events and tasks whose reminder has come; of a series the last such occurrence."""
    first = (work.now - STILL).astimezone(work.zone).date()
    last = (work.now + AHEAD).astimezone(work.zone).date()
    kept = and_(
        Event.remind_before.is_not(None), Event.done.is_(None), Event.archived.is_(None), *_concerning(work)
    )
    single = func.length(Event.rule) == 0
    within = (
        and_(kept, single, Event.starts > work.now - STILL, Event.starts < work.now + AHEAD),
        and_(kept, single, Event.from_day >= first, Event.from_day <= last),
        and_(kept, Event.rule > ""),
    )
    # Three questions: joined by OR they would be found by no index.
    for condition in within:
        for event in work.records(select(Event).where(condition)):
            yield from _come(work, event)


def _concerning(work: Work) -> list[Any]:
    me = _whose(work)
    if me is None:
        return []
    ties = select(EventStaff.event_id)
    nobody = and_(Event.id.not_in(ties), or_(Event.by_id == me, Event.by_id.is_(None)))
    return [or_(Event.id.in_(ties.where(EventStaff.staff_id == me)), nobody)]


def _come(work: Work, event: Event) -> Iterator[Reminder]:
    before = timedelta(minutes=event.remind_before or 0)
    come = [moment for moment in _moments(work, event, before) if moment - before <= work.now]
    if come:
        person = (
            work.value(select(Person.name).where(Person.id == event.person_id)) if event.person_id else ""
        )
        key = Key("event", event.id, max(come))
        yield Reminder(key, key.moment - before, event.kind, event.title, person or "", event.starts is None)


def _moments(work: Work, event: Event, before: timedelta) -> list[datetime]:
    """The starts that may be reminded of now; a whole day's is when the office opens."""
    if event.starts is None and event.from_day is None:
        return []
    since = work.now - STILL
    spans = spans_of(work, Columns.of(event), since, work.now + before + timedelta(1))
    starts = [begin for begin, _end in spans if begin >= since or not event.rule]
    if event.starts is None:
        return [_opening(work, each.astimezone(work.zone).date()) for each in starts]
    return starts


def _opening(work: Work, day: date) -> datetime:
    start = day_start(day, work.zone)
    spans = working_calendar(work).spans(start, day_start(day + timedelta(1), work.zone))
    return (spans[0][0] if spans else start + FIRST_HOUR).astimezone(UTC)
