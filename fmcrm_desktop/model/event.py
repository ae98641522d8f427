"""Calendar events: appointments, meetings, activities, planned calls, leave, memos; for one or several people."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
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
}


class Event(Record):
    """Something on the calendar. Timed: ``starts`` and ``ends``; whole days: ``from_day`` to ``until_day``
    inclusive, plain dates and never midnights."""

    __tablename__ = "event"
    __table_args__ = (
        Index(None, "starts", "ends"),
        Index(None, "from_day", "until_day"),
        Index(None, "rule"),
    )

    kind: Mapped[str] = mapped_column(default="appointment")
    title: Mapped[str]
    starts: Mapped[datetime | None]
    ends: Mapped[datetime | None]
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    place: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    """The call it was arranged in."""
    done: Mapped[datetime | None]
    rule: Mapped[str] = mapped_column(default="")
    """RRULE of RFC 5545 in the office's local time; empty for a single event."""
    except_days: Mapped[str] = mapped_column(default="")
    """EXDATEs of the rule: local starts in ISO form, separated by commas."""
    clash_reason: Mapped[str] = mapped_column(default="")
    """Why it was saved over a clash."""
    external_number: Mapped[str] = mapped_column(default="")


class EventStaff(Link):
    """Somebody of the staff whose time an event takes."""

    __tablename__ = "event_staff"

    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
