"""Events on their way out into calendar files and invitations: plain values, nothing of the database left in them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from typing import Any, TypeVar

from sqlalchemy import select

from fmcrm_desktop.model.event import Event, EventGuest, EventStaff
from fmcrm_desktop.model.keeping import Deed
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.recurrence import Repeat, read_stamps, stamps
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.calendar_entries import zone_of
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
AHEAD = timedelta(3 * 366)
"""So far from now a series that minds working days is told day by day: calendar files have no word for it."""
T = TypeVar("T")

_COLUMNS = (
    "id", "uid", "sequence", "kind", "title", "starts", "ends", "from_day", "until_day", "place", "notes", "done",
    "rule", "except_days", "extra_days", "zone", "occurrence", "remind_before",
)  # fmt: skip


@dataclass(frozen=True)
class OutgoingGuest:
    """Somebody invited. ``answer`` as in model.event.ANSWERS; ``staff`` for one of the office's own."""

    name: str
    email: str
    answer: str = ""
    staff: bool = False


@dataclass(frozen=True)
class OutgoingEvent:
    """What a calendar file says of an event. Timed: ``starts`` and ``ends`` in UTC; whole days: ``from_day`` to
    ``until_day`` inclusive. ``zone`` is always named; ``occurrence`` is the local start it has in the series of
    ``uid``. ``changed`` are the changed occurrences of a series; ``until_day`` of a task is when it is due."""

    id: int
    uid: str
    sequence: int
    kind: str
    title: str
    starts: datetime | None
    ends: datetime | None
    from_day: date | None
    until_day: date | None
    place: str
    notes: str
    done: datetime | None
    rule: str
    except_days: str
    extra_days: str
    zone: str
    occurrence: str
    remind_before: int | None
    made: datetime
    organizer: str = ""
    organizer_email: str = ""
    guests: tuple[OutgoingGuest, ...] = ()
    changed: tuple[OutgoingEvent, ...] = ()
    series_zone: str = ""
    """The zone in which ``occurrence`` is written."""


@dataclass(frozen=True)
class OutgoingEvents:
    """All events, read as they are walked."""

    events: Iterator[OutgoingEvent]
    count: int


@needs("export.run")
def through(work: Work, to: Callable[[OutgoingEvents], T]) -> T:
    """Hand every event that is not archived to ``to`` inside one moment of the office."""
    ids = list(work.column(select(Event.id).where(Event.archived.is_(None), _own()).order_by(Event.id)))
    return to(OutgoingEvents(_walked(work, ids), len(ids)))


@needs("calendar.read")
def outgoing(work: Work, event_id: int) -> OutgoingEvent:
    """One event with those invited, archived or not: it may be cancelled just now. Raises Missing."""
    found = _read(work, [event_id])
    if not found:
        raise Missing("event", event_id)
    return found[0]


@needs("order.read")
def visit(work: Work, visit_id: int) -> OutgoingEvent:
    """A visit of a work order as an event, with those who go and the customer, called off or not. Raises Missing."""
    columns = select(
        Visit.id, Visit.version, Visit.planned_from, Visit.planned_until, WorkOrder.number, WorkOrder.summary,
        WorkOrder.place, WorkOrder.person_id, Unit.label,
    )  # fmt: skip
    row = work.row(
        columns.join(WorkOrder, WorkOrder.id == Visit.order_id)
        .outerjoin(Unit, Unit.id == WorkOrder.unit_id)
        .where(Visit.id == visit_id)
    )
    if row is None:
        raise Missing("visit", visit_id)
    return OutgoingEvent(
        id=row.id, uid=f"visit-{row.id}-{_mark(work)}@fmcrm", sequence=row.version, kind="visit",
        title=f"{row.number} {row.summary}", starts=row.planned_from, ends=row.planned_until, from_day=None,
        until_day=None, place=", ".join(part for part in (row.label, row.place) if part), notes="", done=None,
        rule="", except_days="", extra_days="", zone=str(work.zone), occurrence="", remind_before=None,
        made=work.now, organizer=settings.get(work, "office.name"), guests=tuple(_who_comes(work, row)),
    )  # fmt: skip


def _who_comes(work: Work, visit: Any) -> Iterator[OutgoingGuest]:
    columns = select(Staff.name, Staff.email).join(VisitStaff, VisitStaff.staff_id == Staff.id)
    for name, email in work.rows(columns.where(VisitStaff.visit_id == visit.id).order_by(VisitStaff.id)):
        yield OutgoingGuest(name, email, staff=True)
    if visit.person_id is not None:
        name = work.value(select(Person.name).where(Person.id == visit.person_id))
        yield OutgoingGuest(name, _emails(work, [visit.person_id]).get(visit.person_id, ""))


def uid_of(work: Work, event_id: int) -> str:
    """The UID that an event of ours has wherever it is sent: always the same, so it need not be kept first."""
    return f"{event_id}-{_mark(work)}@fmcrm"


def id_of(work: Work, uid: str) -> int | None:
    """Which of our events a UID of ours names; None for one of other programs and offices."""
    number, _, rest = uid.partition("-")
    ours = rest == f"{_mark(work)}@fmcrm" and number.isdecimal() and len(number) < 10
    return int(number) if ours else None


def _mark(work: Work) -> str:
    """Tells this office from all others: when it was founded, to the microsecond."""
    cache = work.session.info
    if "office_mark" not in cache:
        founded = work.value(select(Deed.moment).order_by(Deed.id).limit(1))
        cache["office_mark"] = sha256(str(founded and founded.astimezone(UTC)).encode()).hexdigest()[:20]
    return str(cache["office_mark"])


def _own() -> Any:
    """Not a changed occurrence of a series that is there itself, unless it repeats in turn."""
    series = select(Event.id).where(Event.archived.is_(None), Event.rule > "")
    return (Event.series_id.is_(None)) | (Event.rule > "") | (Event.series_id.not_in(series))


def _walked(work: Work, ids: Sequence[int]) -> Iterator[OutgoingEvent]:
    for start in range(0, len(ids), AT_ONCE):
        yield from _read(work, ids[start : start + AT_ONCE])


def _read(work: Work, ids: Sequence[int]) -> list[OutgoingEvent]:
    rows = _rows(work, Event.id.in_(ids))
    series = [row.id for row in rows if row.rule]
    changed: dict[int, list[Any]] = defaultdict(list)
    if series:
        where = Event.series_id.in_(series), Event.rule == "", Event.archived.is_(None)
        for row in _rows(work, *where):
            changed[row.series_id].append(row)
    every = [row.id for row in rows] + [row.id for some in changed.values() for row in some]
    guests = _guests(work, every)
    office = settings.get(work, "office.name")
    found = {}
    for row in rows:
        event = replace(_plain(work, row, guests), organizer=office)
        parts = [_part(work, event, each, guests) for each in changed[row.id]]
        found[row.id] = replace(_by_working_days(work, event, row.on_holiday), changed=tuple(parts))
    return [found[id] for id in ids if id in found]


def _rows(work: Work, *where: Any) -> Sequence[Any]:
    columns = [getattr(Event, name) for name in (*_COLUMNS, "series_id", "on_holiday")]
    return work.rows(select(*columns).where(*where).order_by(Event.id))


def _plain(work: Work, row: Any, guests: dict[int, list[OutgoingGuest]]) -> OutgoingEvent:
    values = {name: getattr(row, name) for name in _COLUMNS}
    values["zone"] = row.zone or str(work.zone)
    # what repeats of its own or has lost its series is nobody's occurrence any more
    alone = bool(row.rule) or row.series_id is not None
    values["uid"] = uid_of(work, row.id) if alone and row.series_id is not None or not row.uid else row.uid
    values["occurrence"] = "" if row.series_id is not None else row.occurrence
    return OutgoingEvent(**values, made=work.now, guests=tuple(guests[row.id]), series_zone=values["zone"])


def _part(
    work: Work, series: OutgoingEvent, row: Any, guests: dict[int, list[OutgoingGuest]]
) -> OutgoingEvent:
    """A changed occurrence under its series' UID."""
    return replace(
        _plain(work, row, guests), uid=series.uid, occurrence=row.occurrence, organizer=series.organizer,
        series_zone=series.zone,
    )  # fmt: skip


def _by_working_days(work: Work, event: OutgoingEvent, on_holiday: str) -> OutgoingEvent:
    if not event.rule or not on_holiday:
        return event
    zone = zone_of(event.zone, work.zone)
    whole = event.from_day is not None
    start = datetime.combine(event.from_day, time()) if event.from_day else None
    if event.starts is not None:
        start = event.starts.astimezone(zone).replace(tzinfo=None)
    if start is None:
        return event
    without, extra = read_stamps(event.except_days), read_stamps(event.extra_days)
    repeat = Repeat(event.rule, start, zone, without, extra)
    until = max(start, work.now.replace(tzinfo=None)) + AHEAD
    kept = repeat.working(start - timedelta(31), until, on_holiday, working_calendar(work).works_on)
    stays = {each for each, at in kept if each == at}
    moved = {at for each, at in kept if each != at}
    gone = set(repeat.starts(start, until)) - stays
    return replace(
        event, except_days=stamps(without | gone, whole), extra_days=stamps((extra - gone) | moved, whole)
    )


def _guests(work: Work, ids: Sequence[int]) -> dict[int, list[OutgoingGuest]]:
    found: dict[int, list[OutgoingGuest]] = defaultdict(list)
    for start in range(0, len(ids), AT_ONCE):
        some = ids[start : start + AT_ONCE]
        staff = (
            select(EventStaff.event_id, Staff.name, Staff.email)
            .join(Staff, Staff.id == EventStaff.staff_id)
            .where(EventStaff.event_id.in_(some))
        )
        for id, name, email in work.rows(staff.order_by(EventStaff.id)):
            found[id].append(OutgoingGuest(name, email, staff=True))
        guest = EventGuest
        guests = (
            select(guest.event_id, guest.name, guest.email, guest.answer, guest.person_id, Person.name)
            .outerjoin(Person, Person.id == guest.person_id)
            .where(guest.event_id.in_(some))
        )
        rows = work.rows(guests.order_by(guest.id))
        emails = _emails(work, [row[4] for row in rows if row[4] is not None and not row[2]])
        for id, name, email, answer, person, known in rows:
            found[id].append(OutgoingGuest(name or known or "", email or emails.get(person, ""), answer))
    return found


def _emails(work: Work, people: Sequence[int]) -> dict[int, str]:
    """The address each person prefers."""
    if not people:
        return {}
    point = ContactPoint
    columns = select(point.person_id, point.value).where(
        point.person_id.in_(people),
        point.kind == "email",
        point.archived.is_(None),
        point.do_not_use.is_(False),
    )
    found: dict[int, str] = {}
    for person, value in work.rows(columns.order_by(point.preferred.desc(), point.id)):
        found.setdefault(person, value)
    return found
