"""Campaigns to win and keep customers: what they cost, whom they speak to, who answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, counted, pointed
from fmcrm_desktop.model.words import N_

COSTS = {
    "service": N_("Service to customers"),
    "advertising": N_("Advertising"),
    "market_entry": N_("Market entry"),
    "promotion": N_("Promotion"),
}
"""The four kinds of what it costs to win a customer; a campaign is mainly of one of them."""
ANSWER_WAYS = {
    "call": N_("By telephone"),
    "counter": N_("Came to the counter"),
    "email": N_("By email"),
    "message": N_("By message"),
    "came": N_("Was there"),
    "slip": N_("Sent the slip back"),
    "other": N_("Otherwise"),
}


class Campaign(Record):
    """Something done to win customers, within a period."""

    __tablename__ = "campaign"
    __table_args__ = (Index(None, "from_day"),)

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="advertising")
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class CampaignCost(Record):
    """An amount spent on a day; without a campaign it is the office's general cost of winning customers."""

    __tablename__ = "campaign_cost"
    __table_args__ = (counted("campaign_cost", "spent", "day", "kind", "campaign_id", "amount"),)

    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"), index=True)
    day: Mapped[date]
    kind: Mapped[str]
    amount: Mapped[int] = mapped_column(BigInteger)
    """In minor units of the office's currency."""
    text: Mapped[str] = mapped_column(default="")


class CampaignPerson(Link):
    """Somebody whom a campaign speaks to."""

    __tablename__ = "campaign_person"

    campaign_id: Mapped[int] = mapped_column(ForeignKey("campaign.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class Response(Record):
    """Somebody answered: a campaign, a notice, a survey or an event."""

    __tablename__ = "response"
    __table_args__ = (
        counted("response", "answered", "moment", "id"),
        pointed("response", "campaign_id"),
        pointed("response", "notice_id"),
        pointed("response", "survey_id"),
        pointed("response", "event_id"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    campaign_id: Mapped[int | None] = mapped_column(ForeignKey("campaign.id"))
    notice_id: Mapped[int | None] = mapped_column(ForeignKey("notice.id"))
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"))
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    moment: Mapped[datetime]
    way: Mapped[str] = mapped_column(default="call")
    note: Mapped[str] = mapped_column(default="")
