"""Calls, and the promises given to customers in them and elsewhere."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, listed, lived
from fmcrm_desktop.model.words import N_

DIRECTIONS = {"in": N_("Incoming"), "out": N_("Outgoing")}
OUTCOMES = {
    "answered": N_("Answered"),
    "call_back": N_("Call-back promised"),
    "passed_on": N_("Passed on"),
    "missed": N_("Missed"),
}
PROMISE_KINDS = {
    "call_back": N_("Call-back"),
    "arrival": N_("Arrival"),
    "finish": N_("Finish"),
    "answer": N_("Answer"),
}

MAKES = {
    "order": N_("A work order"),
    "complaint": N_("A complaint"),
    "appointment": N_("An appointment"),
    "call_back": N_("A call-back"),
    "lead": N_("A new prospect"),
}
"""What may follow from a call."""


class Call(Record):
    """A telephone call: who, when, how long, about what, and what came of it."""

    __tablename__ = "call"
    __table_args__ = (
        listed("call", "started", "id"),
        lived("call", "person_id", "started"),
        lived("call", "unit_id", "started"),
    )

    direction: Mapped[str] = mapped_column(default="in")
    started: Mapped[datetime]
    seconds: Mapped[int | None]
    number: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    topic: Mapped[str] = mapped_column(default="")
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("call_topic.id"), index=True)
    """The kind of matter, from the office's list; ``topic`` says it in the clerk's words."""
    notes: Mapped[str] = mapped_column(default="")
    outcome: Mapped[str] = mapped_column(default="answered")


class Promise(Record):
    """A time given to a customer; kept, late or broken is computed from due and kept."""

    __tablename__ = "promise"
    __table_args__ = (
        Index(
            "ix_promise_open",
            "due",
            sqlite_where=text("kept is null and dropped is null and archived is null"),
        ),
        Index(None, "due"),
        lived("promise", "person_id", "made"),
    )

    kind: Mapped[str] = mapped_column(default="call_back")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who gave it, and keeps it."""
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    made: Mapped[datetime]
    due: Mapped[datetime]
    text: Mapped[str] = mapped_column(default="")
    kept: Mapped[datetime | None]
    dropped: Mapped[datetime | None]
    """Taken back with the customer's agreement, or given up."""
    why: Mapped[str] = mapped_column(default="")
    remind: Mapped[datetime | None]
    """When whoever keeps it is reminded."""


class CallTopic(Record):
    """What people call about, and what to say then: the script in both languages."""

    __tablename__ = "call_topic"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    script: Mapped[str] = mapped_column(default="")
    other_script: Mapped[str] = mapped_column(default="")
    makes: Mapped[str] = mapped_column(default="")
    """What usually follows: order, complaint, appointment, call_back, lead or nothing."""
    position: Mapped[int] = mapped_column(default=0)


LINE_STATES = {
    "waiting": N_("To be called"),
    "reached": N_("Reached"),
    "not_reached": N_("Not reached"),
    "call_back": N_("Call-back promised"),
    "refused": N_("Does not want to be called"),
    "left_out": N_("Left out"),
}


class CallList(Record):
    """People to be called about one thing, one after the other."""

    __tablename__ = "call_list"

    name: Mapped[str]
    topic_id: Mapped[int | None] = mapped_column(ForeignKey("call_topic.id"))
    script: Mapped[str] = mapped_column(default="")
    made: Mapped[datetime]
    due_day: Mapped[date | None]


class CallLine(Record):
    """One call to make of a list, and what came of it."""

    __tablename__ = "call_line"

    list_id: Mapped[int] = mapped_column(ForeignKey("call_list.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"))
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who is to call."""
    state: Mapped[str] = mapped_column(default="waiting")
    tries: Mapped[int] = mapped_column(default=0)
    last_try: Mapped[datetime | None]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    """The last call made for it."""
    note: Mapped[str] = mapped_column(default="")
