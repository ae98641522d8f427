"""Letters: templates with fields to merge, and each letter as it went to a person."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, lived

LETTER = "letter"
"""The kind of a template from which letters are written; every other one is a document's."""


class LetterTemplate(Record):
    """A text in both languages in which fields of the person stand in double braces; of letters and of documents."""

    __tablename__ = "letter_template"

    kind: Mapped[str] = mapped_column(default=LETTER)
    """LETTER, or the kind of document that is made from it (DOCUMENT_KINDS)."""
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    other_subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    other_text: Mapped[str] = mapped_column(default="")


class Letter(Record):
    """A letter to a person with its finished text, so that it can be printed again as it was."""

    __tablename__ = "letter"
    __table_args__ = (lived("letter", "person_id", "made"), lived("letter", "unit_id", "made"))

    number: Mapped[str]
    template_id: Mapped[int | None] = mapped_column(ForeignKey("letter_template.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    made: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    language: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
