"""Checklists: templates with typed items, and what was checked on an order."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record
from fmcrm_desktop.model.words import N_

ITEM_KINDS = {
    "tick": N_("Done or not"),
    "pass": N_("In order or not"),
    "number": N_("Measured value"),
    "text": N_("Text"),
    "choice": N_("One of several"),
}
CHECKED = {
    "": N_("To be checked"),
    "ok": N_("In order"),
    "failed": N_("Not in order"),
    "skipped": N_("Not checked"),
}


class Checklist(Record):
    """A template; orders of its category are given it."""

    __tablename__ = "checklist"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)


class ChecklistItem(Record):
    """An item of a template. ``low`` and ``high`` are in thousandths of ``unit``, both allowed."""

    __tablename__ = "checklist_item"

    checklist_id: Mapped[int] = mapped_column(ForeignKey("checklist.id"), index=True)
    position: Mapped[int]
    text: Mapped[str]
    other_text: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="tick")
    unit: Mapped[str] = mapped_column(default="")
    low: Mapped[int | None] = mapped_column(BigInteger)
    high: Mapped[int | None] = mapped_column(BigInteger)
    choices: Mapped[str] = mapped_column(default="")
    """For one of several: a line each; those that begin with ! are faults."""
    required: Mapped[bool] = mapped_column(default=True)


class OrderCheck(Record):
    """An item as an order has it: a copy, so that a changed template changes no old order."""

    __tablename__ = "order_check"

    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist.id"))
    position: Mapped[int]
    text: Mapped[str]
    other_text: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="tick")
    unit: Mapped[str] = mapped_column(default="")
    low: Mapped[int | None] = mapped_column(BigInteger)
    high: Mapped[int | None] = mapped_column(BigInteger)
    choices: Mapped[str] = mapped_column(default="")
    required: Mapped[bool] = mapped_column(default=True)
    state: Mapped[str] = mapped_column(default="")
    value: Mapped[str] = mapped_column(default="")
    """As entered; a measured value with a point for the decimals."""
    note: Mapped[str] = mapped_column(default="")
    checked: Mapped[datetime | None]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    made_order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    """The order made of a failed item."""
