"""Messages: what must reach somebody, in the program, by email, as text to copy or on paper; the outbox."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.words import N_

CHANNELS = {
    "program": N_("In the program"),
    "email": N_("Email"),
    "text": N_("Text to copy"),
    "paper": N_("Printed slip"),
}

STATES = {
    "waiting": N_("Waiting"),
    "sending": N_("Being sent"),
    "sent": N_("Sent"),
    "failed": N_("Not sent"),
    "held": N_("Held back"),
}
"""A message in the program is sent at once; a text or slip when somebody says it was passed on."""

_WAITING = text("state in ('waiting', 'sending') and archived is null")
_IN_PROGRAM = text("channel = 'program' and archived is null")


class Message(Record):
    """One message to one person or staff member; written in the transaction that makes it necessary."""

    __tablename__ = "message"
    __table_args__ = (
        Index("ix_message_waiting", "next_try", sqlite_where=_WAITING),
        # all that the inbox asks for: SQLite does not open the messages themselves for it
        Index(
            "ix_message_inbox", "staff_id", "made", "id", "read", "archived", "channel",
            sqlite_where=_IN_PROGRAM,
        ),
        Index(None, "made"),
        Index(None, "subject_of", "subject_id"),
    )  # fmt: skip

    channel: Mapped[str] = mapped_column(default="program")
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The staff member it is for."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """The person it is for."""
    name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    language: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    method: Mapped[str] = mapped_column(default="")
    """REQUEST, CANCEL or PUBLISH: what the iCalendar file says that goes with a dated thing; made when it is sent."""
    subject_of: Mapped[str] = mapped_column(default="")
    """The table of what it is about: event, work_order, complaint …"""
    subject_id: Mapped[int | None]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    made: Mapped[datetime]
    read: Mapped[datetime | None]
    state: Mapped[str] = mapped_column(default="waiting")
    message_id: Mapped[str] = mapped_column(default="")
    """Message-ID of the mail, given once, so that a mail sent twice is known to be one."""
    tries: Mapped[int] = mapped_column(default=0)
    next_try: Mapped[datetime | None]
    taken_until: Mapped[datetime | None]
    """A desk that is sending it has it until then; after that it died, and another may."""
    sent: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(default="")
    """What the last try met, in the mail server's or the system's words."""
