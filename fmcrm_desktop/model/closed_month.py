"""Closed months: the figures as they were, with the records behind each, and all that the month's report shows."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record


class ClosedMonth(Record):
    """A month that was closed; archived when it was opened again."""

    __tablename__ = "closed_month"
    __table_args__ = (
        Index(
            "ix_closed_month_month",
            "month",
            unique=True,
            sqlite_where=text("archived is null"),
        ),
    )

    month: Mapped[str]
    """2026-11."""
    closed: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    why: Mapped[str] = mapped_column(default="")
    """Why it was opened again."""
    flows: Mapped[str] = mapped_column(info={"secret": True})
    """How complaints and orders went through it, as JSON."""
    sheet: Mapped[str] = mapped_column(info={"secret": True})
    """All that its report shows, packed; too long for the change log, like the records below."""


class FrozenMeasure(Link):
    """A measure of a closed month."""

    __tablename__ = "frozen_measure"

    closed_id: Mapped[int] = mapped_column(ForeignKey("closed_month.id"), index=True)
    name: Mapped[str]
    figure: Mapped[str]
    """The figure as JSON."""
    records: Mapped[str] = mapped_column(info={"secret": True})
    """What each record gave to it, packed."""
