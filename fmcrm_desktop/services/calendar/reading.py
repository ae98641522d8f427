"""What is on the calendar, the office's hours, its people; an event as its form and as its page."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.event import Event, EventGuest, EventStaff, Room
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.repeating import RuleText
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.model.working_time import WorkingCalendar
from fmcrm_desktop.services.calendar import timing
from fmcrm_desktop.services.calendar.forms import EventForm, EventSheet, GuestForm, Invited, StaffRow
from fmcrm_desktop.services.calendar_entries import Entry, chosen, read
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@needs("calendar.read")
def entries(
    work: Work, start: datetime, until: datetime, staff: Collection[int] = (), kinds: Collection[str] = ()
) -> list[Entry]:
    """What is on the calendar in [start, until), by beginning; clashes marked. Two statements."""
    return chosen(read(work, start, until), staff, kinds)


@needs("calendar.read")
def hours(work: Work) -> WorkingCalendar:
    """The office's hours and days off, to shade what is outside them."""
    return working_calendar(work)


@needs("calendar.read")
def people(work: Work) -> list[StaffRow]:
    """The staff whose calendars can be shown, by name."""
    columns = select(Staff.id, Staff.name, Staff.trade, Staff.role)
    rows = work.rows(columns.where(Staff.archived.is_(None)).order_by(Staff.name, Staff.id))
    return [StaffRow(*row) for row in rows]


@needs("calendar.read")
def event(work: Work, id: int, occurrence: str = "") -> EventForm:
    """An event as its form, with the version the clerk then saw; of a series the time named."""
    kept = work.get(Event, id)
    staff = work.column(select(EventStaff.staff_id).where(EventStaff.event_id == id).order_by(EventStaff.id))
    guests = select(EventGuest.person_id, EventGuest.name, EventGuest.email, EventGuest.answer, EventGuest.id)
    rows = work.rows(guests.where(EventGuest.event_id == id).order_by(EventGuest.id))
    form = EventForm(
        title=kept.title,
        kind=kept.kind,
        place=kept.place,
        person_id=kept.person_id,
        unit_id=kept.unit_id,
        staff=tuple(staff),
        notes=kept.notes,
        room_id=kept.room_id,
        repeat=RuleText(kept.rule),
        on_holiday=kept.on_holiday,
        guests=tuple(GuestForm(*row) for row in rows),
        remind_before=kept.remind_before,
        direction=kept.direction,
        order_id=kept.order_id,
        complaint_id=kept.complaint_id,
        lead_id=kept.lead_id,
        version=kept.version,
        occurrence=occurrence if kept.rule else "",
    )
    times = timing.times_of(kept, work.zone)
    at = timing.time_named(form.occurrence)
    if times is not None and at is not None:
        times = timing.shown(work, times, kept.on_holiday, at)
    timing.fill_times(form, times)
    return form


@needs("calendar.read")
def sheet(work: Work, id: int, occurrence: str = "") -> EventSheet:
    """What the page of an event says beyond its entry."""
    kept = work.get(Event, id)
    form = event(work, id, occurrence)
    series = timing.times_of(kept, work.zone)
    return EventSheet(
        form,
        work.value(select(Room.name).where(Room.id == kept.room_id)) or "",
        work.value(select(WorkOrder.number).where(WorkOrder.id == kept.order_id)) or "",
        _complaint(work, kept) if work.who.may("complaint.read") else "",
        _lead(work, kept) if work.who.may("person.read") else "",
        work.value(select(Staff.name).where(Staff.id == kept.by_id)) or "",
        kept.clash_reason,
        series.first.date() if series is not None and kept.rule else None,
        kept.series_id is not None,
        _staff(work, id),
        _guests(work, id),
    )


def _complaint(work: Work, kept: Event) -> str:
    return work.value(select(Complaint.number).where(Complaint.id == kept.complaint_id)) or ""


def _lead(work: Work, kept: Event) -> str:
    return work.value(select(Lead.number).where(Lead.id == kept.lead_id)) or ""


def _staff(work: Work, id: int) -> tuple[Invited, ...]:
    ties = select(EventStaff.id, Staff.name, EventStaff.attended).join(Staff, Staff.id == EventStaff.staff_id)
    rows = work.rows(ties.where(EventStaff.event_id == id).order_by(EventStaff.id))
    return tuple(Invited(*row) for row in rows)


def _guests(work: Work, id: int) -> tuple[Invited, ...]:
    ties = (
        select(
            EventGuest.id, Person.name, EventGuest.name, EventGuest.email, EventGuest.attended, EventGuest.answer,
            EventGuest.person_id,
        )
        .outerjoin(Person, Person.id == EventGuest.person_id)
        .where(EventGuest.event_id == id)
        .order_by(EventGuest.id)
    )  # fmt: skip
    return tuple(
        Invited(tie, person or name or email, attended, answer, True, person_id)
        for tie, person, name, email, attended, answer, person_id in work.rows(ties)
    )
