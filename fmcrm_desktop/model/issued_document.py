"""Documents made from a template: proposals, contracts, permits, notices, with what was printed."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record


class IssuedDocument(Record):
    """A document to a person; a proposal may belong to a lead, and leads to an agreement when it is accepted."""

    __tablename__ = "issued_document"

    number: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"), index=True)
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    state: Mapped[str] = mapped_column(default="draft")
