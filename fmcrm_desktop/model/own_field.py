"""Own fields: what the office adds to people, units, work orders and complaints without a programmer."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

SUBJECTS = {
    "person": N_("People"),
    "unit": N_("Units"),
    "work_order": N_("Work orders"),
    "complaint": N_("Complaints"),
}
KINDS = {
    "text": N_("Plain text"),
    "number": N_("Decimal number"),
    "date": N_("Date"),
    "choice": N_("Choice"),
    "tick": N_("Tick"),
}
SAID, UNSAID, SAME = "+", "-", "="
"""What a list can be narrowed to: a field that says something, nothing, or this."""


@dataclass(frozen=True)
class OwnEntry:
    """An own field on a form: what it is called and takes, and what it says of the record as text. ``was`` is what
    it said when the form was read."""

    field_id: int
    name: str
    other_name: str
    kind: str
    choices: tuple[str, ...] = ()
    value: str = ""
    was: str = ""

    @property
    def key(self) -> str:
        """What an import calls it among the fields of a record; of a day it says so, for days are read by the file."""
        return f"own:{self.field_id}:day" if self.kind == "date" else f"own:{self.field_id}"


@dataclass(frozen=True)
class OwnLine:
    """What an own field says of a record, for a page and for paper."""

    name: str
    other_name: str
    kind: str
    value: str


@dataclass(frozen=True)
class OwnOption:
    """What can be chosen of an own field: a value it may say, SAID or UNSAID. ``kind`` as in own_field.KINDS."""

    name: str
    other_name: str
    kind: str
    sign: str
    value: str = ""


class OwnField(Record):
    """A field of the office's own on a subject (a table's name)."""

    __tablename__ = "own_field"

    subject: Mapped[str]
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    kind: Mapped[str] = mapped_column(default="text")
    choices: Mapped[str] = mapped_column(default="")
    """What can be chosen, one a line."""
    position: Mapped[int] = mapped_column(default=0)


class OwnValue(Link):
    """What an own field says of one record, as text: a number in plain figures, a day in ISO form, a tick as 1."""

    __tablename__ = "own_value"
    __table_args__ = (
        UniqueConstraint("field_id", "record_id"),
        Index(None, "record_id"),
    )

    field_id: Mapped[int] = mapped_column(ForeignKey("own_field.id"))
    record_id: Mapped[int]
    value: Mapped[str]
