"""What a customer is worth to the office, who stays and who leaves, what was offered, and time that serves no job."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Base, Record, listed, pointed
from fmcrm_desktop.model.words import N_

FACTORS = {
    "total": N_("Total value so far"),
    "potential": N_("Possible value"),
    "profit": N_("Profitability"),
    "insight": N_("Insight given"),
    "influence": N_("Influence on others"),
}
"""The five factors, each 0 to 100; the first and the third are counted, the others entered with a reason."""
ENTERED = ("potential", "insight", "influence")
LEAVING_KINDS = {
    "leaving": N_("May leave"),
    "lost": N_("Lost"),
    "stays": N_("Stays after all"),
}
LEAVING_REASONS = {
    "moved": N_("Moved away or sold"),
    "price": N_("The price"),
    "service": N_("Service"),
    "conduct": N_("Conduct of staff"),
    "competitor": N_("Another provider"),
    "no_need": N_("No need any more"),
    "warned": N_("Was warned of us"),
    "other": N_("Other"),
}
MOUTHS = {"": "", "good": N_("Recommended us"), "bad": N_("Warned of us")}
"""What somebody else said of the office, where that mattered."""
OFFER_KINDS = {
    "agreement": N_("Agreement"),
    "service": N_("Paid service"),
    "fee": N_("Fee"),
    "other": N_("Other"),
}
ANSWERS = {
    "open": N_("No answer yet"),
    "yes": N_("Yes"),
    "no": N_("No"),
    "later": N_("Later"),
}
TIME_KINDS = {
    "searching": N_("Searching: quotes and prices"),
    "negotiating": N_("Negotiating: contracts"),
    "performing": N_("Performing: checks and approvals"),
}
"""What a transaction costs besides the work itself (Williamson's transaction cost)."""
TIME_SHORT = {
    "searching": N_("Searching"),
    "negotiating": N_("Negotiating"),
    "performing": N_("Performing"),
}


class CustomerWorth(Base):
    """What was counted of a customer; ``id`` is the person's. No record: it is counted anew as a whole, and says
    nothing that the charges do not say. Points are in hundredths."""

    __tablename__ = "customer_worth"

    id: Mapped[int] = mapped_column(primary_key=True)
    revenue: Mapped[int] = mapped_column(BigInteger)
    cost: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int]
    profit: Mapped[int]
    counted: Mapped[datetime]


class ValueEntry(Record):
    """Points somebody gave a customer for a factor, with the reason; or the tier set by hand (factor "tier", empty:
    by hand no more). The newest of each factor holds."""

    __tablename__ = "value_entry"
    __table_args__ = (Index(None, "person_id", "factor"),)

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    factor: Mapped[str]
    points: Mapped[int | None]
    tier: Mapped[str] = mapped_column(default="")
    why: Mapped[str] = mapped_column(default="")
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class LeavingEntry(Record):
    """Somebody leaves, is lost or stays after all, as the office heard it; why, by which behaviour, and whose word
    mattered."""

    __tablename__ = "leaving_entry"
    __table_args__ = (listed("leaving_entry", "day", "id"), pointed("leaving_entry", "scale_id"))

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str] = mapped_column(default="leaving")
    reason: Mapped[str] = mapped_column(default="other")
    note: Mapped[str] = mapped_column(default="")
    mouth: Mapped[str] = mapped_column(default="")
    """One of MOUTHS: what the other person said."""
    mouth_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    """Who recommended or warned."""
    scale_id: Mapped[int | None] = mapped_column(ForeignKey("behaviour_scale.id"))
    """The behaviour that caused it."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class Offer(Record):
    """Something a customer lacks that was offered to them, and what they said."""

    __tablename__ = "offer"
    __table_args__ = (
        listed("offer", "day", "id"),
        Index("ix_offer_again", "again_day"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    kind: Mapped[str] = mapped_column(default="other")
    what: Mapped[str]
    key: Mapped[str] = mapped_column(default="")
    """What was suggested, as services/customer_value/lacking.py names it; empty for what a clerk thought of."""
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    answer: Mapped[str] = mapped_column(default="open")
    why: Mapped[str] = mapped_column(default="")
    answered_day: Mapped[date | None]
    again_day: Mapped[date | None]
    """When to ask again, of an answer "later"."""


class TimeSpent(Record):
    """Minutes spent on searching, negotiating or performing, for an order, an agreement, a lead, or none of them."""

    __tablename__ = "time_spent"
    __table_args__ = (listed("time_spent", "day", "id"), pointed("time_spent", "order_id"))

    kind: Mapped[str]
    minutes: Mapped[int]
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"))
    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"))
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("lead.id"))
