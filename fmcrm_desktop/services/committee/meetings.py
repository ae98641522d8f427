"""Meetings called and put right: agenda, the entry on the calendar, who came, what was said on each item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.committee import (
    PRESENCE,
    AgendaItem,
    Attendance,
    CommitteeBody,
    CommitteeMeeting,
    CommitteeMember,
    Decision,
)
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import calendar, lines, numbers
from fmcrm_desktop.services.calendar import EventForm, GuestForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.committee import bodies, shares, votes
from fmcrm_desktop.store.work import Work

LONG = timedelta(hours=2)
"""A meeting whose end nobody said stands on the calendar for so long."""
MOST_INVITED = 60
"""Of more members than these nobody is asked one by one."""
_PLAIN = ("body_id", "title", "starts", "ends", "place")


@dataclass
class ItemLine:
    """A point of the agenda."""

    in_order = True
    title: Annotated[str, Field(N_("Agenda item"), longest=300, required=True)] = ""
    other_title: Annotated[str, Field(N_("In the other language"), longest=300)] = ""
    position: int = 0
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class MeetingForm:
    """A meeting to call, or put right. It stands on the calendar; members are asked when ``tell`` is ticked."""

    body_id: Annotated[int | None, Field(N_("Body"), pick="committee_body", required=True)] = None
    title: Annotated[str, Field(N_("Title"), longest=200, hint=N_("Empty: the body's name"))] = ""
    starts: Annotated[datetime | None, Field(N_("Starts"), required=True)] = None
    ends: Annotated[datetime | None, Field(N_("Ends"))] = None
    place: Annotated[str, Field(N_("Place"), longest=200)] = ""
    staff: Annotated[tuple[int, ...], Field(N_("Of the office"), pick="staff")] = ()
    agenda: Annotated[tuple[ItemLine, ...], Field(N_("Agenda of the meeting"))] = ()
    tell: Annotated[bool, Field(N_("Tell the members"))] = False
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200)] = ""
    version: int | None = None
    known: tuple[int, ...] = ()


@dataclass
class AttendanceLine:
    """Whether somebody came."""

    person_id: Annotated[int | None, Field(N_("Person"), pick="person", required=True)] = None
    presence: Annotated[str, Field(N_("Came"), choices=PRESENCE, required=True)] = "present"
    by_id: Annotated[int | None, Field(N_("Represented by"), pick="person")] = None
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass
class AttendanceForm:
    """Who came. ``more``: those who came and are not named one by one, as heads, square metres or units."""

    people: Annotated[tuple[AttendanceLine, ...], Field(N_("Attendance"))] = ()
    more: Annotated[
        Decimal | None, Field(N_("Others who came, together"), hint=N_("Heads, m² or units, as votes count"))
    ] = None
    minuted_by: Annotated[str, Field(N_("Minutes taken by"), longest=120)] = ""
    minutes: Annotated[str, Field(N_("Said besides the agenda"), longest=10_000, lines=4)] = ""
    version: int | None = None
    known: tuple[int, ...] = ()


@dataclass
class MinutesForm:
    """What was said on an item of the agenda."""

    minutes: Annotated[str, Field(N_("Minutes of the meeting"), longest=10_000, lines=8)] = ""
    version: int | None = None


@needs("complaint.read")
def draft_meeting(work: Work, given: Mapping[str, Any]) -> MeetingForm:
    """An empty form, with the body of an office that has but one."""
    return MeetingForm(body_id=given.get("body_id") or bodies.the_only(work))


@needs("complaint.write")
def add_meeting(work: Work, form: MeetingForm) -> int:
    """Call a meeting: it gets its number, the body's rule, its members as invited, and its place on the calendar."""
    body = _checked(work, form)
    assert form.starts is not None
    record = CommitteeMeeting(number=numbers.next(work, "meeting", form.starts), **_values(form))
    _rule(record, body)
    work.add(record)
    _keep_agenda(work, record.id, form)
    for person in invited(work, body, form.starts):
        work.add(Attendance(meeting_id=record.id, person_id=person))
    work.session.flush()
    votes.weigh(work, record)
    record.event_id = calendar.add(work, _event(work, record, body, form))
    return record.id


@needs("complaint.read")
def meeting_form(work: Work, id: int) -> MeetingForm:
    """A meeting as it stands, with the version seen."""
    it = work.get(CommitteeMeeting, id)
    kept = work.records(
        select(AgendaItem)
        .where(AgendaItem.meeting_id == id, AgendaItem.archived.is_(None))
        .order_by(AgendaItem.position, AgendaItem.id)
    )
    agenda = tuple(
        lines.as_read(ItemLine(each.title, each.other_title, each.position, each.id)) for each in kept
    )
    staff = calendar.event(work, it.event_id).staff if it.event_id is not None else ()
    return MeetingForm(
        **{name: getattr(it, name) for name in _PLAIN}, staff=staff, agenda=agenda, version=it.version,
        known=tuple(each.id for each in kept),
    )  # fmt: skip


@needs("complaint.write")
def change_meeting(work: Work, id: int, form: MeetingForm) -> int:
    """Move a meeting or put it right. Until something is decided it takes the body's rule of today."""
    body = _checked(work, form)
    record = work.get(CommitteeMeeting, id, seen=form.version)
    if record.body_id != body.id and _decided(work, id):
        raise Invalid(body_id=N_("This meeting has decided already; it stays the meeting of its body."))
    asked = invited(work, work.get(CommitteeBody, record.body_id), record.starts)
    for name, value in _values(form).items():
        setattr(record, name, value)
    if not _decided(work, id):
        _rule(record, body)
    _keep_agenda(work, id, form)
    _ask_instead(work, id, asked, invited(work, body, record.starts))
    votes.count_anew(work, record)
    if record.event_id is not None and work.get(Event, record.event_id).archived is None:
        calendar.change(work, record.event_id, _event(work, record, body, form))
    return id


@needs("complaint.write")
def archive_meeting(work: Work, id: int) -> int:
    """It does not take place, or was entered by mistake; it leaves the calendar. Raises Refusal once it has decided."""
    record = work.get(CommitteeMeeting, id)
    if _decided(work, id):
        raise Refusal(N_("{number} has decided already. Archive its decisions first."), number=record.number)
    work.archive(record)
    if record.event_id is not None and work.get(Event, record.event_id).archived is None:
        calendar.archive(work, record.event_id)
    return id


@needs("complaint.write")
def restore_meeting(work: Work, id: int) -> int:
    """Take an archived meeting back, onto the calendar too."""
    record = work.get(CommitteeMeeting, id)
    work.restore(record)
    if record.event_id is not None and work.get(Event, record.event_id).archived is not None:
        calendar.restore(work, record.event_id)
    return id


@needs("complaint.read")
def attendance_form(work: Work, id: int) -> AttendanceForm:
    """Who was asked, to be ticked off. On the first time everybody asked stands there as present."""
    it = work.get(CommitteeMeeting, id)
    kept = work.records(
        select(Attendance)
        .where(Attendance.meeting_id == id, Attendance.archived.is_(None))
        .order_by(Attendance.id)
    )
    people = tuple(
        lines.as_read(AttendanceLine(each.person_id, each.presence, each.by_id, each.id)) for each in kept
    )
    if all(line.presence == "invited" for line in people):
        for line in people:
            line.presence = "present"
    return AttendanceForm(
        people, shares.typed_of(it.counts, votes.fraction(it.more_present)), it.minuted_by, it.minutes, it.version,
        tuple(each.id for each in kept),
    )  # fmt: skip


@needs("complaint.write")
def attend(work: Work, id: int, form: AttendanceForm) -> int:
    """Keep who came; weights, the quorum and every vote of the meeting are counted anew."""
    check(form)
    record = work.get(CommitteeMeeting, id, seen=form.version)
    _check_people(work, form)
    record.minuted_by, record.minutes = form.minuted_by, form.minutes
    record.more_present = str(shares.weight_of(record.counts, form.more))
    lines.keep(work, Attendance, form.people, form.known, meeting_id=id)
    work.session.flush()
    votes.count_anew(work, record)
    return id


@needs("complaint.read")
def minutes_form(work: Work, item: int) -> MinutesForm:
    """The minutes of an item as far as they are written."""
    it = work.get(AgendaItem, item)
    return MinutesForm(it.minutes, it.version)


@needs("complaint.write")
def write_minutes(work: Work, item: int, form: MinutesForm) -> int:
    """Write down what was said on an item of the agenda."""
    check(form)
    work.get(AgendaItem, item, seen=form.version).minutes = form.minutes
    return item


def invited(work: Work, body: CommitteeBody, starts: datetime) -> list[int]:
    """Who is asked to a meeting: all members in office on its day, those without a vote too."""
    if body.kind == "assembly":
        return []
    its = CommitteeMember
    chosen = (
        select(its.person_id)
        .where(its.body_id == body.id, its.archived.is_(None), *bodies.in_office(_day(work, starts)))
        .order_by(its.id)
    )
    return list(dict.fromkeys(work.column(chosen)))


def _ask_instead(work: Work, meeting: int, before: Sequence[int], now: Sequence[int]) -> None:
    """Moved to another day or body, a meeting asks those in office there and then; once the attendance was taken it
    says who came."""
    kept = {each.person_id: each for each in votes.attendance(work, meeting)}
    if any(each.presence != "invited" for each in kept.values()):
        return
    for person in set(before) - set(now):
        if person in kept:
            work.archive(kept[person])
    for person in now:
        if person not in before and person not in kept:
            work.add(Attendance(meeting_id=meeting, person_id=person))


def _day(work: Work, moment: datetime) -> date:
    return moment.astimezone(work.zone).date()


def _checked(work: Work, form: MeetingForm) -> CommitteeBody:
    check(form)
    assert form.body_id is not None and form.starts is not None
    if form.ends is not None and form.ends <= form.starts:
        raise Invalid(ends=N_("The end must be after the start."))
    for line in form.agenda:
        check(line)
    return work.get(CommitteeBody, form.body_id)


def _check_people(work: Work, form: AttendanceForm) -> None:
    wrong: str | Refusal | None = None
    seen: set[int | None] = set()
    if form.more is not None and form.more < 0:
        raise Invalid(more=N_("Less than nothing cannot be."))
    for line in form.people:
        check(line)
        for person in (line.person_id, line.by_id):
            if person is not None:
                work.get(Person, person)
        if line.person_id in seen:
            wrong = N_("Each person stands here once.")
        elif line.presence == "represented" and line.by_id is None:
            wrong = N_("Say by whom somebody was represented.")
        elif line.by_id is not None and (line.presence != "represented" or line.by_id == line.person_id):
            wrong = N_("Only who is represented by somebody else has a representative.")
        seen.add(line.person_id)
    if wrong is not None:
        raise Invalid(people=wrong)


def _values(form: MeetingForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in _PLAIN}


def _rule(record: CommitteeMeeting, body: CommitteeBody) -> None:
    for name in bodies.RULE:
        setattr(record, name, getattr(body, name))


def _decided(work: Work, meeting: int) -> bool:
    chosen = select(Decision.id).where(Decision.meeting_id == meeting, Decision.archived.is_(None)).limit(1)
    return work.value(chosen) is not None


def _keep_agenda(work: Work, id: int, form: MeetingForm) -> None:
    for at, line in enumerate(form.agenda):
        line.position = at
    lines.keep(work, AgendaItem, form.agenda, form.known, meeting_id=id)


def _event(work: Work, record: CommitteeMeeting, body: CommitteeBody, form: MeetingForm) -> EventForm:
    """The meeting as the calendar keeps it; whoever is a guest there already stays the same guest."""
    kept = calendar.event(work, record.event_id) if record.event_id is not None else EventForm()
    known = {guest.person_id: guest for guest in kept.guests}
    assert form.starts is not None
    people = invited(work, body, form.starts)[:MOST_INVITED]
    kept.title, kept.kind = f"{record.number} {form.title or body.name}", "meeting"
    kept.starts, kept.ends, kept.place, kept.staff = (
        form.starts,
        form.ends or form.starts + LONG,
        form.place,
        form.staff,
    )
    kept.guests = tuple(known.get(person, GuestForm(person)) for person in people)
    kept.notes = "\n".join(f"{at}. {line.title}" for at, line in enumerate(form.agenda, 1))
    kept.tell, kept.overrule = form.tell, form.overrule
    return kept
