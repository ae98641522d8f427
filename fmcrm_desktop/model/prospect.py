"""Prospects: somebody who may become a customer, from the first word to won or lost."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, counted, pointed
from fmcrm_desktop.model.words import N_

STAGES = {
    "new": N_("New enquiry"),
    "contacted": N_("Contacted"),
    "viewing": N_("Viewing"),
    "offer": N_("Offer made"),
    "negotiation": N_("Negotiation"),
    "won": N_("Won"),
    "lost": N_("Lost"),
}
OPEN = ("new", "contacted", "viewing", "offer", "negotiation")
CLOSED = ("won", "lost")
MOVES: dict[str, tuple[str, ...]] = {
    "new": ("contacted", "viewing", "offer", *CLOSED),
    "contacted": ("viewing", "offer", "negotiation", *CLOSED),
    "viewing": ("contacted", "offer", "negotiation", *CLOSED),
    "offer": ("viewing", "negotiation", *CLOSED),
    "negotiation": ("viewing", "offer", *CLOSED),
    "won": ("negotiation",),
    "lost": ("contacted", "won"),
}
"""Allowed moves, the only places of the board where a card may be let go. From won or lost back to an open stage is
reopening, and counts; who was lost and signs after all is won."""
SOURCES = {
    "phone": N_("Telephone"),
    "counter": N_("Came to the counter"),
    "recommendation": N_("Recommendation"),
    "campaign": N_("Campaign"),
    "web": N_("Internet"),
    "notice": N_("Notice board"),
    "other": N_("Other"),
}
PURPOSES = {
    "buy": N_("To buy"),
    "rent": N_("To rent"),
    "service": N_("A service"),
    "parking": N_("A parking space"),
    "other": N_("Other"),
}
LOST_REASONS = {
    "price": N_("Too expensive"),
    "place": N_("Place or size did not suit"),
    "competitor": N_("Went to somebody else"),
    "time": N_("Took us too long"),
    "warned": N_("Heard something bad of us"),
    "no_need": N_("No need any more"),
    "no_answer": N_("Cannot be reached"),
    "other": N_("Other"),
}
STEP_WAYS = {
    "call": N_("Telephone call"),
    "meeting": N_("Met"),
    "viewing": N_("Viewing"),
    "email": N_("Email"),
    "message": N_("Message"),
    "other": N_("Other"),
}
"""How a step was taken."""

_OPEN_SQL = "state not in ('won', 'lost') and archived is null"
STILL_OPEN = text("lead.state not in ('won', 'lost') and lead.archived is null")
"""In the words of its index, which no bound value would match."""


class Lead(Record):
    """A possible customer. ``person_id`` is given once a proposal is made or a person was known from the start. While
    it is open it has somebody responsible, a next step and its day."""

    __tablename__ = "lead"
    __table_args__ = (
        counted("lead", "listed", "entered", "id", "state", "source", "responsible_id", "campaign_id"),
        counted("lead", "next", "next_day", "id"),
        counted("lead", "closed_on", "closed", "entered", "state"),
        Index(
            "ix_lead_open", "next_day", "responsible_id", "state", "archived", sqlite_where=text(_OPEN_SQL)
        ),
        Index(None, "digits"),
        Index(None, "email"),
        Index(None, "number"),
        pointed("lead", "campaign_id"),
        pointed("lead", "recommended_by_id"),
        pointed("lead", "warned_by_id"),
    )

    number: Mapped[str]
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    company: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    digits: Mapped[str] = mapped_column(default="")
    """Of the telephone number, to find it by."""
    email: Mapped[str] = mapped_column(default="")
    """In small letters, to find it by."""
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    source: Mapped[str]
    recommended_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Good word of mouth: who sent them to us."""
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    purpose: Mapped[str] = mapped_column(default="")
    needs: Mapped[str] = mapped_column(default="")
    budget: Mapped[int | None] = mapped_column(BigInteger)
    """In minor units of the office's currency."""
    responsible_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    next_step: Mapped[str] = mapped_column(default="")
    next_day: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="new")
    entered: Mapped[datetime]
    closed: Mapped[datetime | None]
    """When it was won or lost."""
    lost_reason: Mapped[str] = mapped_column(default="")
    lost_text: Mapped[str] = mapped_column(default="")
    warned_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    """Bad word of mouth: who advised them against us."""
    reopened: Mapped[int] = mapped_column(default=0)


class LeadUnit(Link):
    """A unit that somebody is interested in."""

    __tablename__ = "lead_unit"

    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class LeadStep(Record):
    """A step that was taken: what had been planned for which day, how it was done and what came of it."""

    __tablename__ = "lead_step"
    __table_args__ = (pointed("lead_step", "call_id"),)

    lead_id: Mapped[int] = mapped_column(ForeignKey("lead.id"), index=True)
    way: Mapped[str]
    planned: Mapped[str] = mapped_column(default="")
    planned_day: Mapped[date | None]
    moment: Mapped[datetime]
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"))
    """The call that it was."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    result: Mapped[str]
