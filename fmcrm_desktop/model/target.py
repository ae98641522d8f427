"""Targets that differ from the office's, and what happens when a clock runs towards or past them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

TIERS = {"A": N_("Tier A"), "B": N_("Tier B"), "C": N_("Tier C")}


class TargetRule(Record):
    """Minutes for one priority (or every one, when it is empty) by exactly one of: agreement, tier, category."""

    __tablename__ = "target_rule"

    agreement_id: Mapped[int | None] = mapped_column(ForeignKey("agreement.id"), index=True)
    tier: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    priority: Mapped[str] = mapped_column(default="")
    respond: Mapped[int]
    arrive: Mapped[int]
    finish: Mapped[int]
    round_the_clock: Mapped[bool] = mapped_column(default=False)


class EscalationRule(Record):
    """Which matters, how long before (negative) or after a clock's due moment, whom to tell."""

    __tablename__ = "escalation_rule"

    name: Mapped[str]
    subject: Mapped[str] = mapped_column(default="work_order")
    priority: Mapped[str] = mapped_column(default="")
    """Only this one; empty for all."""
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    clock: Mapped[str] = mapped_column(default="finish")
    minutes: Mapped[int] = mapped_column(default=0)
    """Working minutes after the due moment; before it when negative."""
    role: Mapped[str] = mapped_column(default="manager")
    """Everybody with this role is told; besides, whoever is responsible when ``tell_responsible``."""
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    tell_responsible: Mapped[bool] = mapped_column(default=True)
    raise_priority: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int] = mapped_column(default=0)


class Escalated(Link):
    """A step taken: once for a rule and a matter, and once more each time the matter was opened again."""

    __tablename__ = "escalated"
    __table_args__ = (
        Index(None, "rule_id", "subject_id", "turn", unique=True),
        Index(None, "subject", "subject_id"),
    )

    rule_id: Mapped[int] = mapped_column(ForeignKey("escalation_rule.id"))
    subject: Mapped[str]
    subject_id: Mapped[int]
    turn: Mapped[int] = mapped_column(default=0)
    """How often the matter had been opened again."""
    due: Mapped[datetime]
    moment: Mapped[datetime]
    level: Mapped[int] = mapped_column(default=1)
    """How many steps this matter has gone up, with this one."""
