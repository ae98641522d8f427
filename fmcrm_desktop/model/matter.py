"""What may hang on any matter: moves of its state, notes, attachments. The matter is named by table and id."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

_WAITING = "to_state = 'waiting_owner' or from_state = 'waiting_owner'"
"""The moves that stop and start the finish clock: few, and asked for by every month's figures."""


PURPOSES = {
    "": N_("No mark"),
    "before": N_("Before the work"),
    "after": N_("After the work"),
    "signature": N_("Signature"),
}
SUMMARY = 80
"""Characters of the own words that make a summary when none was written."""


def beginning(text: str) -> str:
    """The first line of a text, cut at a word where it is long."""
    line = next(iter(text.splitlines()), "").strip()
    if len(line) <= SUMMARY:
        return line
    cut = line[:SUMMARY]
    return (cut.rpartition(" ")[0] if " " in cut[SUMMARY // 2 :] else cut) + "…"


class Move(Link):
    """A change of state: from, to, who, when, why. Order is by id, for clocks can be set back."""

    __tablename__ = "move"
    __table_args__ = (
        Index(None, "subject", "subject_id"),
        Index("ix_move_waiting", "subject_id", sqlite_where=text(_WAITING)),
        Index("ix_move_rated", "moment", "rating", "subject_id", sqlite_where=text("rating is not null")),
    )

    subject: Mapped[str]
    subject_id: Mapped[int]
    from_state: Mapped[str]
    to_state: Mapped[str]
    moment: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[str] = mapped_column(default="")
    given_to_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """To whom the matter was given with this move; the state may stay the same."""
    rating: Mapped[int | None]
    """1 to 5, said by the customer when a complaint was followed up: an answer of its month, also where it is why the
    complaint was taken up again."""


class Note(Record):
    """A note on a matter."""

    __tablename__ = "note"
    __table_args__ = (Index(None, "subject", "subject_id"),)

    subject: Mapped[str]
    subject_id: Mapped[int]
    moment: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    text: Mapped[str]


class Attachment(Record):
    """A file kept with a matter: outside the database under a generated name."""

    __tablename__ = "attachment"
    __table_args__ = (Index(None, "subject", "subject_id"), Index(None, "stored_name"))

    subject: Mapped[str]
    subject_id: Mapped[int]
    name: Mapped[str]
    """As the person named it; never used as a path."""
    stored_name: Mapped[str]
    size: Mapped[int] = mapped_column(BigInteger)
    """Bytes."""
    sha256: Mapped[str]
    added: Mapped[datetime]
    consent: Mapped[bool] = mapped_column(default=False)
    """For recordings: the other side agreed."""
    purpose: Mapped[str] = mapped_column(default="")
    """PURPOSES: a picture from before or after the work, the customer's signature."""
