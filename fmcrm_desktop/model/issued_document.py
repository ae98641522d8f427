"""Documents made from a template: proposals, contracts, permits, notices, with each edition as it was issued."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, counted, listed, lived, pointed
from fmcrm_desktop.model.words import CHINESE, ENGLISH, N_

DOCUMENT_KINDS = {
    "proposal": N_("Proposal"),
    "contract": N_("Service contract"),
    "permit": N_("Decoration permit"),
    "quotation": N_("Repair quotation"),
    "parking": N_("Parking agreement"),
    "announcement": N_("Written notice"),
    "reminder_1": N_("Payment reminder, first step"),
    "reminder_2": N_("Payment reminder, second step"),
    "reminder_3": N_("Payment reminder, third step"),
    "welcome": N_("Welcome letter with handbook"),
    "other": N_("Other document"),
}
DOCUMENT_STATES = {
    "draft": N_("Draft"),
    "issued": N_("Sent out"),
    "accepted": N_("Accepted"),
    "refused": N_("Refused"),
    "withdrawn": N_("Withdrawn"),
}
BOTH = "both"
WRITTEN = {ENGLISH: "English", CHINESE: "中文", BOTH: N_("Both languages")}
"""In which languages a document is printed."""


class IssuedDocument(Record):
    """A document to a person; a proposal may belong to a lead, and leads to an agreement when it is accepted.

    ``title`` and ``text`` are English, the others Chinese: filled from the template and changed by hand. What is
    issued is copied into an edition; afterwards they are the draft of the next one.
    """

    __tablename__ = "issued_document"
    __table_args__ = (
        listed("issued_document", "made", "id"),
        lived("issued_document", "person_id", "made"),
        lived("issued_document", "unit_id", "made"),
        pointed("issued_document", "order_id"),
        counted("issued_document", "state_valid_until", "state", "valid_until"),
        Index(None, "number"),
    )

    number: Mapped[str]
    kind: Mapped[str] = mapped_column(default="other")
    template_id: Mapped[int | None] = mapped_column(ForeignKey("letter_template.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    """What a contract is of, and what an accepted proposal became."""
    language: Mapped[str] = mapped_column(default=ENGLISH)
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    other_title: Mapped[str] = mapped_column(default="")
    other_text: Mapped[str] = mapped_column(default="")
    made: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    state: Mapped[str] = mapped_column(default="draft")
    edition: Mapped[int] = mapped_column(default=0)
    """The last one issued; 0 before the first."""
    issued: Mapped[datetime | None]
    """When that was."""
    valid_until: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    """Why it was refused or withdrawn."""
    price: Mapped[int | None] = mapped_column(BigInteger)
    """In minor units."""
    charged: Mapped[str] = mapped_column(default="none")
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    notice_days: Mapped[int | None]
    renewal: Mapped[str] = mapped_column(default="none")
    covers_labour: Mapped[bool] = mapped_column(default=True)
    covers_parts: Mapped[bool] = mapped_column(default=False)


class IssuedEdition(Record):
    """A document as it went out: text, address and the office's head, none of which changes any more."""

    __tablename__ = "issued_edition"
    __table_args__ = (Index(None, "document_id", "edition"),)

    document_id: Mapped[int] = mapped_column(ForeignKey("issued_document.id"))
    edition: Mapped[int]
    issued: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    language: Mapped[str]
    address: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    other_title: Mapped[str] = mapped_column(default="")
    other_text: Mapped[str] = mapped_column(default="")
    office_name: Mapped[str] = mapped_column(default="")
    office_phone: Mapped[str] = mapped_column(default="")
    office_address: Mapped[str] = mapped_column(default="")
