"""Calendar events: appointments, meetings, visits, planned calls, leave, tasks, memos; for one person or several."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, lived, pointed
from fmcrm_desktop.model.words import N_

KINDS = {
    "appointment": N_("Appointment"),
    "meeting": N_("Meeting"),
    "activity": N_("Activity"),
    "phone": N_("Telephone call"),
    "email": N_("Email"),
    "fax": N_("Fax"),
    "visit": N_("Visit"),
    "task": N_("Task"),
    "memo": N_("Memo"),
    "leave": N_("Leave"),
    "sick": N_("Sick leave"),
}

IS_LEAVE = text("kind in ('leave', 'sick') and archived is null")
"""Somebody's absence; in the words of its index, which no bound value would match."""

DIRECTIONS = {"in": N_("Came in"), "out": N_("Went out")}
"""Of an email or a fax that was logged here before the post room was: services/post_room."""

ON_HOLIDAY = {
    "": N_("Take place all the same"),
    "skip": N_("Leave it out"),
    "before": N_("On the working day before"),
    "after": N_("On the next working day"),
}
"""What a repeat does on a day the office does not work."""

ANSWERS = {
    "": N_("No answer yet"),
    "accepted": N_("Coming"),
    "tentative": N_("Perhaps"),
    "declined": N_("Not coming"),
}


class Room(Record):
    """A room or a thing that only one event can have at a time."""

    __tablename__ = "room"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")


class Event(Record):
    """Something on the calendar. Timed: ``starts`` and ``ends``; whole days: ``from_day`` to ``until_day``
    inclusive, plain dates and never midnights. A task or memo may have neither: it is then only on its list."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "starts", "ends"),
        Index(None, "from_day", "until_day"),
        Index(None, "rule"),
        lived("event", "person_id", "starts"),
        lived("event", "unit_id", "starts"),
        Index(None, "uid"),
        pointed("event", "lead_id"),
        Index(
            "ix_event_leave",
            "from_day",
            sqlite_where=IS_LEAVE,
        ),
        Index(
            "ix_event_task",
            "from_day",
            sqlite_where=text("kind = 'task' and done is null and archived is null"),
        ),
    )

    kind: Mapped[str] = mapped_column(default="appointment")
    title: Mapped[str]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    """Of a task: the day it is due."""
    place: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    """The call it was arranged in."""
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
    done: Mapped[datetime | None]
    rule: Mapped[str] = mapped_column(default="")
    """RRULE of RFC 5545 in the local time of ``zone``; empty for a single event."""
    except_days: Mapped[str] = mapped_column(default="")
    """EXDATEs of the rule: local starts in ISO form, separated by commas."""
    clash_reason: Mapped[str] = mapped_column(default="")
    """Why it was saved over a clash."""
    external_number: Mapped[str] = mapped_column(default="")
    extra_days: Mapped[str] = mapped_column(default="")
    """RDATEs: local starts in ISO form, separated by commas."""
    zone: Mapped[str] = mapped_column(default="")
    """IANA name of the zone whose clock a repeat goes by; empty: the office's."""
    on_holiday: Mapped[str] = mapped_column(default="")
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    """The series this was one occurrence of, before it was changed (or a task of it done)."""
    occurrence: Mapped[str] = mapped_column(default="")
    """RECURRENCE-ID: the local start in ISO form that it had in the series, which leaves it out."""
    uid: Mapped[str] = mapped_column(default="")
    """UID of an iCalendar file, so that the same entry is known again; ours are given when first sent out."""
    sequence: Mapped[int] = mapped_column(default=0)
    """SEQUENCE of iCalendar: grows with each change that those invited must know of."""
    room_id: Mapped[int | None] = mapped_column(ForeignKey("room.id"), index=True)
    remind_before: Mapped[int | None]
    """Minutes before the start (of each occurrence) at which its people are reminded; None: not at all."""
    direction: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who put it there; of a task: who gave it."""


class EventStaff(Link):
    """Somebody of the staff whose time an event takes; of a meeting, whether they came."""

    __tablename__ = "event_staff"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    attended: Mapped[bool | None]


class EventGuest(Link):
    """Somebody from outside who is invited: one of the people kept, or only a name and an address."""

    __tablename__ = "event_guest"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    attended: Mapped[bool | None]


class StaffHours(Record):
    """A staff member's own working hours from one day until another: a shift in place of the office's hours."""

    __tablename__ = "staff_hours"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    hours: Mapped[str]
    """JSON as in the office's setting: weekday ("0" is Monday) to spans [["08:30", "12:00"], …]."""
    name: Mapped[str] = mapped_column(default="")


class Reminded(Record):
    """A reminder that has come: for whom, of which moment, and what became of it. Two desks cannot both show one:
    whoever adds the row shows it."""

    __tablename__ = "reminded"
    __table_args__ = (
        Index(None, "source", "source_id", "moment", "staff_id", unique=True),
        Index(None, "again"),
    )

    source: Mapped[str]
    """event or promise."""
    source_id: Mapped[int]
    moment: Mapped[datetime]
    """Start (or due) of the occurrence that it is about."""
    staff_id: Mapped[int] = mapped_column(default=0)
    """Whom it is for; 0 where nobody signs in."""
    shown: Mapped[datetime]
    again: Mapped[datetime | None]
    """Put off until then."""
    closed: Mapped[datetime | None]
