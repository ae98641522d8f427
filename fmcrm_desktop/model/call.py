"""Calls, and the promises given to customers in them and elsewhere."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, listed
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


class Call(Record):
    """A telephone call: who, when, how long, about what, and what came of it."""

    __tablename__ = "call"
    __table_args__ = (listed("call", "started", "id"),)

    direction: Mapped[str] = mapped_column(default="in")
    started: Mapped[datetime]
    seconds: Mapped[int | None]
    number: Mapped[str] = mapped_column(default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    topic: Mapped[str] = mapped_column(default="")
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
            postgresql_where=text("kept is null and dropped is null and archived is null"),
        ),
        Index(None, "due"),
    )

    kind: Mapped[str] = mapped_column(default="call_back")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
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
