"""Preventive work: what is to be done again and again, by calendar, by counter, or from the last completion."""

from __future__ import annotations

from datetime import date

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.words import N_

PLAN_BASES = {
    "calendar": N_("By the calendar"),
    "counter": N_("By the counter"),
    "completion": N_("From the last completion"),
}


class Plan(Record):
    """A plan makes work orders ahead; each says which plan and day it is of (``work_order.plan_id, plan_day``)."""

    __tablename__ = "plan"

    name: Mapped[str]
    basis: Mapped[str] = mapped_column(default="calendar")
    rule: Mapped[str] = mapped_column(default="")
    """RFC 5545 RRULE, for a plan by the calendar."""
    counter_every: Mapped[int | None] = mapped_column(BigInteger)
    """For a plan by the counter: due again after so many thousandths of the counter's unit."""
    every_days: Mapped[int | None]
    """For a plan from the last completion: due so many days after it."""
    from_day: Mapped[date]
    until_day: Mapped[date | None]
    ahead_days: Mapped[int] = mapped_column(default=14)
    """Its orders are made so many days before they are due."""
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    equipment_id: Mapped[int | None] = mapped_column(ForeignKey("equipment.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    summary: Mapped[str]
    description: Mapped[str] = mapped_column(default="")
    priority: Mapped[str] = mapped_column(default="normal")
    minutes: Mapped[int] = mapped_column(default=60)
    """What one time of it takes."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist.id"))
    on_holiday: Mapped[str] = mapped_column(default="")
    """By the calendar, on days not worked: left out, or done the working day before or after (as events)."""


class PlanSkip(Record):
    """One time of a plan that is left out, and why."""

    __tablename__ = "plan_skip"

    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    day: Mapped[date]
    why: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
