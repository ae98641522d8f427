"""A person's day on one sheet: appointments and visits, calls to make, tasks with their boxes, memos."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import case, or_, select

from fmcrm_desktop.model.call import CallLine, CallList, Promise
from fmcrm_desktop.model.event import Event
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import tasks
from fmcrm_desktop.services.calendar_entries import Entry, chosen, read
from fmcrm_desktop.services.call_lists import number_for, wanted
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.registers import head, staff_names
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.services.tasks import TaskRow
from fmcrm_desktop.store.work import Work

MOST = 60
"""So many calls of a list stand on a day's paper."""


@dataclass(frozen=True)
class CallToMake:
    """Whom to ring, by when, and why."""

    due: datetime | None
    person: str
    number: str
    text: str
    done: bool = False


@dataclass(frozen=True)
class DayList:
    """The day of one of the staff, or of the office where nobody is named."""

    head: Head
    day: date
    name: str
    other_name: str
    entries: tuple[Entry, ...]
    calls: tuple[CallToMake, ...]
    tasks: tuple[TaskRow, ...]
    memos: tuple[str, ...]


@needs("calendar.read")
def sheet(work: Work, day: date | None = None, name: str = "") -> DayList:
    """The list of a day (today) of somebody by name, else of whoever asks. Raises Refusal for a name nobody has."""
    day = day or work.now.astimezone(work.zone).date()
    staff = _whose(work, name)
    called, other = staff_names(work, staff)
    start, end = day_start(day, work.zone), day_start(day + timedelta(1), work.zone)
    found = [each for each in read(work, start, end) if each.table != "promise"]
    own = chosen(found, (staff,) if staff is not None else (), ())
    entries = tuple(each for each in own if each.kind not in ("task", "memo"))
    calls = tuple(_calls(work, staff, end)) if work.who.may("call.read") else ()
    return DayList(
        head(work),
        day,
        called or work.who.name,
        other,
        entries,
        calls,
        tasks.of_day(work, day, staff),
        _memos(work, staff, day),
    )


def _whose(work: Work, name: str) -> int | None:
    if not name:
        return work.who.staff_id
    found: int | None = work.value(
        select(Staff.id).where(or_(Staff.name == name, Staff.other_name == name), Staff.archived.is_(None))
    )
    if found is None:
        raise Refusal(N_("Nobody on the staff is called “{name}”."), name=name)
    return found


def _calls(work: Work, staff: int | None, end: datetime) -> list[CallToMake]:
    """Promised call-backs until the end of the day, and what call lists have for this person."""
    about = case((Promise.order_id.is_not(None), "repairs"), else_="any")
    promised = (
        select(Promise.due, Person.name, number_for(about), Promise.text)
        .outerjoin(Person, Person.id == Promise.person_id)
        .where(
            Promise.kind == "call_back", Promise.kept.is_(None), Promise.dropped.is_(None),
            Promise.archived.is_(None), Promise.due < end,
        )
        .order_by(Promise.due, Promise.id)
        .limit(MOST)
    )  # fmt: skip
    listed = (
        select(Person.name, number_for(wanted(work)), CallList.name)
        .join(CallLine, CallLine.person_id == Person.id)
        .join(CallList, CallList.id == CallLine.list_id)
        .where(
            CallLine.state.in_(("waiting", "not_reached")), CallLine.archived.is_(None), CallList.archived.is_(None),
            CallLine.staff_id == staff,
        )
        .order_by(CallLine.list_id, CallLine.position, CallLine.id)
        .limit(MOST)
    )  # fmt: skip
    if staff is not None:
        promised = promised.where(or_(Promise.staff_id == staff, Promise.staff_id.is_(None)))
    found = [
        CallToMake(due, person or "", said or "", text) for due, person, said, text in work.rows(promised)
    ]
    return found + [CallToMake(None, person, said or "", text) for person, said, text in work.rows(listed)]


def _memos(work: Work, staff: int | None, day: date) -> tuple[str, ...]:
    """One's own of that day and of no day."""
    columns = select(Event.title).where(
        Event.kind == "memo", Event.archived.is_(None), or_(Event.from_day == day, Event.from_day.is_(None))
    )
    if staff is not None:
        columns = columns.where(Event.by_id == staff)
    return tuple(work.column(columns.order_by(Event.id.desc()).limit(MOST)))
