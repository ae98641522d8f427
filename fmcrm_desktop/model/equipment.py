"""Equipment: lifts, pumps, systems; their counters and their downtime."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, listed
from fmcrm_desktop.model.words import N_

EQUIPMENT_KINDS = {
    "lift": N_("Lift"), "pump": N_("Pump"), "fire": N_("Fire protection"), "power": N_("Power supply"),
    "heating": N_("Heating and cooling"), "access": N_("Gate and entry system"), "water": N_("Water supply"),
    "other": N_("Other equipment"),
}  # fmt: skip


class Equipment(Record):
    """A piece of equipment the office looks after."""

    __tablename__ = "equipment"
    __table_args__ = (listed("equipment", "sort_key", "id"),)

    code: Mapped[str]
    """As its plate says: L-3B."""
    sort_key: Mapped[str] = mapped_column(default="")
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="other")
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    place: Mapped[str] = mapped_column(default="")
    other_place: Mapped[str] = mapped_column(default="")
    """In the other language; empty where it has one only."""
    maker: Mapped[str] = mapped_column(default="")
    model: Mapped[str] = mapped_column(default="")
    serial: Mapped[str] = mapped_column(default="")
    installed: Mapped[date | None]
    warranty_until: Mapped[date | None]
    vendor_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The outside firm that services it."""
    counter: Mapped[str] = mapped_column(default="")
    """What its counter counts ("h", "km", "starts"); empty without one."""
    note: Mapped[str] = mapped_column(default="")


class CounterReading(Record):
    """What a counter showed, in thousandths of its unit."""

    __tablename__ = "counter_reading"
    __table_args__ = (Index(None, "equipment_id", "moment"),)

    equipment_id: Mapped[int] = mapped_column(ForeignKey("equipment.id"))
    moment: Mapped[datetime]
    value: Mapped[int] = mapped_column(BigInteger)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    exchanged: Mapped[bool] = mapped_column(default=False)
    """The first one of a new counter: it may show less than the one before."""
    note: Mapped[str] = mapped_column(default="")


class Downtime(Record):
    """Equipment stood still from one moment until another (None: it still does)."""

    __tablename__ = "downtime"
    __table_args__ = (Index(None, "equipment_id", "began"),)

    equipment_id: Mapped[int] = mapped_column(ForeignKey("equipment.id"))
    began: Mapped[datetime]
    ended: Mapped[datetime | None]
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    planned: Mapped[bool] = mapped_column(default=False)
    """Shut down for service, told beforehand."""
    cause: Mapped[str] = mapped_column(default="")
