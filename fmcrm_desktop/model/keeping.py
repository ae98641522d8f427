"""What the office keeps about itself: settings, number counters, deeds and their audit lines, search documents,
remembered import columns."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Base, Record, pointed


class Setting(Record):
    """One setting of the office; ``value`` is JSON."""

    __tablename__ = "setting"
    __table_args__ = (UniqueConstraint("name"),)

    name: Mapped[str]
    value: Mapped[str]


class Counter(Base):
    """The last number given in a series and period: ("C", "2611") → 41. Not a record: numbers are never undone."""

    __tablename__ = "counter"

    series: Mapped[str] = mapped_column(primary_key=True)
    period: Mapped[str] = mapped_column(primary_key=True)
    last: Mapped[int]


class Deed(Base):
    """One thing somebody did: one transaction through the door."""

    __tablename__ = "deed"
    __table_args__ = (pointed("deed", "undoes_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    moment: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    who: Mapped[str]
    case: Mapped[str]
    undoes_id: Mapped[int | None] = mapped_column(ForeignKey("deed.id"))
    """The deed that this one took back."""


class Audit(Base):
    """One record changed by a deed: old and new value per column, as JSON. Written by the store alone."""

    __tablename__ = "audit"
    __table_args__ = (Index(None, "record_table", "record_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    deed_id: Mapped[int] = mapped_column(ForeignKey("deed.id"), index=True)
    action: Mapped[str]
    """add, change or remove."""
    record_table: Mapped[str]
    record_id: Mapped[int]
    changes: Mapped[str]
    """{"column": [old, new]}; secret columns say only that they changed."""


class Document(Base):
    """What the search finds: one row for each record that can be found. Written by the store alone."""

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("kind", "ref"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str]
    ref: Mapped[int]
    title: Mapped[str]
    subtitle: Mapped[str]
    words: Mapped[str]
    """The tokens: text folded by NFKC, each CJK character apart, pinyin, digits and last four of numbers."""


class ImportMapping(Record):
    """How the columns of a file were matched, remembered by its heading."""

    __tablename__ = "import_mapping"
    __table_args__ = (Index(None, "signature"),)

    signature: Mapped[str]
    kind: Mapped[str]
    mapping: Mapped[str]
    """JSON as in the command's --map."""
