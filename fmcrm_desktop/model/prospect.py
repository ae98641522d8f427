"""Prospects: somebody who may become a customer, from the first word to won or lost."""

from __future__ import annotations

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record


class Lead(Record):
    """A possible customer. ``person_id`` is given once a proposal is made or a person was known from the start."""

    __tablename__ = "lead"

    name: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    state: Mapped[str] = mapped_column(default="new")
