"""Service agreements: whom and what they cover, from when until when, at what price, and what became of them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

AGREEMENT_STATES = {
    "draft": N_("Draft"), "offered": N_("Offered"), "signed": N_("Signed"), "running": N_("Running"),
    "ended": N_("Ended"), "terminated": N_("Terminated"),
}  # fmt: skip
MOVES: dict[str, tuple[str, ...]] = {
    "draft": ("offered", "signed", "running"),
    "offered": ("signed", "running", "draft"),
    "signed": ("terminated",),
    "running": ("terminated",),
    "ended": ("running",),
    "terminated": (),
}
"""Where an agreement can be brought from where it is. By itself a signed one runs from its first day on, and a running
one has ended after its last."""
INCLUDED = {"included": N_("Included"), "extra": N_("At extra cost")}
MARKS = {
    "": N_("Not compared yet"),
    "match": N_("Matches"),
    "differs": N_("Differs"),
    "settled": N_("Cleared up"),
}


class Agreement(Record):
    """What the office and a customer agreed on; both days are inclusive, None for open. Its price and cover are those
    of today; what held before stands in AgreementTerms."""

    __tablename__ = "agreement"
    __table_args__ = (Index(None, "number"),)

    number: Mapped[str]
    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    state: Mapped[str] = mapped_column(default="running")
    """As it was brought there by hand: what the days make of it is services/agreed.py."""
    covers_labour: Mapped[bool] = mapped_column(default=True)
    covers_parts: Mapped[bool] = mapped_column(default=False)
    note: Mapped[str] = mapped_column(default="")
    price: Mapped[int] = mapped_column(BigInteger, default=0)
    """Minor units a month, for each m² a month, or for each order."""
    charged: Mapped[str] = mapped_column(default="none")
    index_percent: Mapped[int] = mapped_column(default=0)
    """In hundredths of a percent: the price rises by so much on every anniversary of ``index_from``."""
    index_from: Mapped[date | None]
    notice_days: Mapped[int] = mapped_column(default=0)
    renewal: Mapped[str] = mapped_column(default="none")
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
    """The prospect it was won from."""


class AgreementUnit(Link):
    """A unit the agreement holds for; without any it holds for all of the person's."""

    __tablename__ = "agreement_unit"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)


class AgreementParty(Link):
    """Somebody who signs beside the person it is with."""

    __tablename__ = "agreement_party"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class AgreementTerms(Record):
    """Earlier terms, until their last day; what follows is the next ones, and at last the agreement's own."""

    __tablename__ = "agreement_terms"
    __table_args__ = (Index(None, "agreement_id", "until_day"),)

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    until_day: Mapped[date]
    price: Mapped[int] = mapped_column(BigInteger, default=0)
    charged: Mapped[str] = mapped_column(default="none")
    index_percent: Mapped[int] = mapped_column(default=0)
    index_from: Mapped[date | None]
    covers_labour: Mapped[bool] = mapped_column(default=True)
    covers_parts: Mapped[bool] = mapped_column(default=False)
    why: Mapped[str] = mapped_column(default="")
    """Why others followed."""
    changed: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class AgreementLine(Record):
    """A service that is included, or done at extra cost: in words, or a category of orders."""

    __tablename__ = "agreement_line"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    kind: Mapped[str] = mapped_column(default="included")
    text: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))


class AgreementBelief(Record):
    """What the customer thinks is included, beside what the agreement says."""

    __tablename__ = "agreement_belief"

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"), index=True)
    belief: Mapped[str]
    contract: Mapped[str] = mapped_column(default="")
    mark: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class AgreementCharge(Record):
    """What an agreement comes to in a month; it is on a bill from the beginning."""

    __tablename__ = "agreement_charge"
    __table_args__ = (Index(None, "agreement_id", "month"), Index(None, "month"), Index(None, "day"))

    agreement_id: Mapped[int] = mapped_column(ForeignKey("agreement.id"))
    month: Mapped[str]
    """2026-11."""
    day: Mapped[date]
    """The last day of the month that is charged."""
    amount: Mapped[int] = mapped_column(BigInteger)
    pieces: Mapped[str]
    """JSON of how it was worked out: model/agreement_sum.py, Piece."""
    bill_id: Mapped[int] = mapped_column(ForeignKey("bill.id"), index=True)
