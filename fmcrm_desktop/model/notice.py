"""Notices for buildings: an outage, works, an event; what the clerk reads out when somebody calls from there."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

KINDS = {
    "water": N_("Water outage"),
    "power": N_("Power outage"),
    "lift": N_("Lift outage"),
    "heating": N_("Heating outage"),
    "works": N_("Planned works"),
    "event": N_("Event"),
    "other": N_("Other notice"),
}


class Notice(Record):
    """A notice that holds from one moment until another (None: open), for some buildings or for all."""

    __tablename__ = "notice"
    __table_args__ = (Index(None, "until"),)

    kind: Mapped[str] = mapped_column(default="other")
    title: Mapped[str]
    other_title: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    """What is read out."""
    other_text: Mapped[str] = mapped_column(default="")
    starts: Mapped[datetime]
    until: Mapped[datetime | None]


class NoticeBuilding(Link):
    """A building that a notice is for; a notice with none is for everybody."""

    __tablename__ = "notice_building"

    notice_id: Mapped[int] = mapped_column(ForeignKey("notice.id"), index=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
