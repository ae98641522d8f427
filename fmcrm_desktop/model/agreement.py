"""Service agreements, as far as work orders need them: whom and what they cover, from when until when."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

AGREEMENT_STATES = {"draft": N_("Draft"), "running": N_("Running"), "ended": N_("Ended")}


class Agreement(Record):
    """What the office and a customer agreed on; both days are inclusive, None for open."""

    __tablename__ = "agreement"
    __table_args__ = (Index(None, "number"),)

    number: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="running")
    covers_labour: Mapped[bool] = mapped_column(default=True)
    covers_parts: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
    """The prospect it was won from."""


class AgreementUnit(Link):
    """A unit the agreement holds for; without any it holds for all of the person's."""

    __tablename__ = "agreement_unit"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
