"""Saved views: how somebody, or everybody, likes to see a list."""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record


class SavedView(Record):
    """Filters, words, order and columns of a list under a name."""

    __tablename__ = "saved_view"
    __table_args__ = (Index(None, "list"),)

    list: Mapped[str]
    """The list's name (ListSetup.name)."""
    name: Mapped[str]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Whose it is; None for everybody's."""
    query: Mapped[str]
    """JSON: text, where, sort, descending, grouped."""
    columns: Mapped[str] = mapped_column(default="")
    """JSON: the keys of the columns in their order; empty for the list's own."""
