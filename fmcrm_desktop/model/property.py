"""Property: sites, buildings, entrances, units, who is what to a unit and since when, and the fees on it."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import BigInteger, ForeignKey, Index, case, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from fmcrm_desktop.model.base import Record, listed
from fmcrm_desktop.model.words import N_, Words

BUILDING_KINDS = {
    "residential": N_("Residential"),
    "office": N_("Office building"),
    "industrial": N_("Industrial"),
    "commercial": N_("Commercial"),
}
UNIT_KINDS = {
    "unit": N_("Unit"),
    "parking": N_("Parking space"),
    "storage": N_("Storage room"),
    "common": N_("Common area"),
}
ROLES = {
    "owner": N_("Owner"),
    "tenant": N_("Tenant"),
    "occupant": N_("Occupant"),
    "contact": N_("Contact"),
    "payer": N_("Payer"),
}
OTHERS = "other"
CUSTOMERS = {**ROLES, OTHERS: N_("Visitor or other")}
"""Kinds of customers: what they are to a unit, or nothing to any."""


class Site(Record):
    """A site (小区): the buildings under one name."""

    __tablename__ = "site"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")


class Building(Record):
    """A building of a site, called by a short code."""

    __tablename__ = "building"

    site_id: Mapped[int] = mapped_column(ForeignKey("site.id"), index=True)
    code: Mapped[str]
    sort_key: Mapped[str] = mapped_column(default="")
    name: Mapped[str] = mapped_column(default="")
    other_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="residential")
    floors: Mapped[int | None]
    address: Mapped[str] = mapped_column(default="")

    site: Mapped[Site] = relationship()


class Entrance(Record):
    """An entrance (单元) of a building; its stair and lift serve the units behind it."""

    __tablename__ = "entrance"

    building_id: Mapped[int] = mapped_column(ForeignKey("building.id"), index=True)
    code: Mapped[str]
    floors: Mapped[int | None]
    lift: Mapped[bool | None]

    building: Mapped[Building] = relationship()


class Unit(Record):
    """A unit (房屋), parking space, storage room or common area."""

    __tablename__ = "unit"
    __table_args__ = (listed("unit", "sort_key", "id"), Index(None, "external_number"))

    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    """None for a parking space or room that belongs to the site as a whole."""
    entrance_id: Mapped[int | None] = mapped_column(ForeignKey("entrance.id"))
    code: Mapped[str]
    label: Mapped[str]
    """What everybody calls it: 3-1202."""
    sort_key: Mapped[str] = mapped_column(default="")
    """The label with its figures padded, so that 3-202 comes before 3-1202."""
    kind: Mapped[str] = mapped_column(default="unit")
    floor: Mapped[str] = mapped_column(default="")
    area: Mapped[int | None]
    """Floor area in square decimetres: 112.50 m² is 11250."""
    notes: Mapped[str] = mapped_column(default="")
    external_number: Mapped[str] = mapped_column(default="")

    building: Mapped[Building | None] = relationship()
    entrance: Mapped[Entrance | None] = relationship()


class Relation(Record):
    """What a person is to a unit, from one day until another (both inclusive, None for open)."""

    __tablename__ = "relation"

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    role: Mapped[str] = mapped_column(default="owner")
    share_numerator: Mapped[int | None]
    share_denominator: Mapped[int | None]
    """An owner's share as a fraction: a third is 1 / 3, never 0.333."""
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class Fee(Record):
    """A fee the office charges regularly or once, as its price list names it."""

    __tablename__ = "fee"

    name: Mapped[str]
    kind: Mapped[str] = mapped_column(default="")
    recurring: Mapped[bool] = mapped_column(default=True)
    months: Mapped[int | None]
    """Length of a paying period in months."""
    price: Mapped[int] = mapped_column(BigInteger, default=0)
    """Per square metre, in ten-thousandths of the currency's main unit, since fees of 1.3 per m² are usual
    and some have four decimals."""
    fixed: Mapped[int] = mapped_column(BigInteger, default=0)
    """Fixed part, in the currency's minor units."""
    formula: Mapped[str] = mapped_column(default="")
    from_day: Mapped[date | None]
    until_day: Mapped[date | None]
    external_number: Mapped[str] = mapped_column(default="")


class UnitFee(Record):
    """A fee that a unit pays, since a day."""

    __tablename__ = "unit_fee"

    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    fee_id: Mapped[int] = mapped_column(ForeignKey("fee.id"), index=True)
    from_day: Mapped[date | None]


def called(name: Any) -> Any:
    """A building's name as an expression, its code before it where the name does not hold the code already; the code
    alone of one without a name. ``name`` is Building.name or Building.other_name."""
    return case((name.contains(Building.code), name), else_=func.trim(Building.code + " " + name))


def share_said(words: Words, share: str) -> str:
    """A share as it is kept (50 %, 1/3) as the language writes it: Chinese without the space."""
    return share.replace(" %", "%") if words.chinese else share
