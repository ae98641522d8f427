"""Territories: sets of buildings with dates, and the staff who work in them."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.words import N_

TERRITORY_ROLES = {"worker": N_("Works there"), "lead": N_("Leads"), "stand_in": N_("Stands in")}


class Territory(Record):
    """A part of the office's buildings that has its own people."""

    __tablename__ = "territory"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class TerritoryBuilding(Record):
    """A building belongs to a territory from one day until another (both inclusive, None for open)."""

    __tablename__ = "territory_building"

    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]


class TerritoryStaff(Record):
    """Somebody works in a territory from one day until another (both inclusive, None for open)."""

    __tablename__ = "territory_staff"

    territory_id: Mapped[int] = mapped_column(ForeignKey("territory.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    role: Mapped[str] = mapped_column(default="worker")
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
