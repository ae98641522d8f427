"""What the office learns: praise, suggestions, cases for training, plans to close a gap, procedures looked through."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Record, listed, lived
from fmcrm_desktop.model.words import N_

SUGGESTION_STATES = {
    "new": N_("To be answered"),
    "accepted": N_("Accepted"),
    "done": N_("Put into practice"),
    "declined": N_("Not followed"),
}
CASE_KINDS = {"good": N_("Good example"), "bad": N_("What went wrong")}


class Commendation(Record):
    """Praise, registered like a complaint."""

    __tablename__ = "commendation"
    __table_args__ = (
        listed("commendation", "received", "id"),
        lived("commendation", "person_id", "received"),
        lived("commendation", "unit_id", "received"),
    )

    number: Mapped[str]
    received: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="phone")
    anonymous: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"), index=True)
    """Who is praised; None for the office."""
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    need: Mapped[str] = mapped_column(default="")
    own_words: Mapped[str]
    thanked: Mapped[datetime | None]
    recognition_id: Mapped[int | None] = mapped_column(ForeignKey("recognition.id"))
    """The recognition it became, with its certificate."""


class Suggestion(Record):
    """A slip of the suggestion box, or something said; each is answered."""

    __tablename__ = "suggestion"
    __table_args__ = (
        listed("suggestion", "received", "id"),
        lived("suggestion", "person_id", "received"),
        lived("suggestion", "unit_id", "received"),
    )

    number: Mapped[str]
    received: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="suggestion_box")
    anonymous: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    own_words: Mapped[str]
    state: Mapped[str] = mapped_column(default="new")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_day: Mapped[date | None]
    answer: Mapped[str] = mapped_column(default="")
    answered: Mapped[datetime | None]


class CaseStudy(Record):
    """A case told without names, for training."""

    __tablename__ = "case_study"
    __table_args__ = (listed("case_study", "made", "id"),)

    kind: Mapped[str] = mapped_column(default="bad")
    made: Mapped[datetime]
    title: Mapped[str]
    other_title: Mapped[str] = mapped_column(default="")
    told: Mapped[str]
    lesson: Mapped[str] = mapped_column(default="")
    questions: Mapped[str] = mapped_column(default="")
    """What to talk about, one a line."""
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    gap: Mapped[str] = mapped_column(default="")
    scale_id: Mapped[int | None] = mapped_column(ForeignKey("behaviour_scale.id"))
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    commendation_id: Mapped[int | None] = mapped_column(ForeignKey("commendation.id"), index=True)
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who wrote it down."""


class GapPlan(Record):
    """How a gap is to be closed: what is done, by whom, what is to be reached, what was measured later.

    ``gap`` is one of complaint.GAPS, counted in complaints within 90 days; or ``criterion`` is one of
    complaint.CRITERIA, measured in thousandths of a point of perceived − expected."""

    __tablename__ = "gap_plan"
    __table_args__ = (Index(None, "due_day"),)

    gap: Mapped[str] = mapped_column(default="")
    criterion: Mapped[str] = mapped_column(default="")
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    concerned_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"), index=True)
    text: Mapped[str]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    made_day: Mapped[date]
    due_day: Mapped[date | None]
    """The day of the measurement."""
    before: Mapped[int | None]
    target: Mapped[int | None]
    after: Mapped[int | None]
    measured_day: Mapped[date | None]


class Procedure(Record):
    """A way of doing things that customers meet, looked through from time to time."""

    __tablename__ = "procedure"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    text: Mapped[str] = mapped_column(default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    every_months: Mapped[int] = mapped_column(default=12)
    next_day: Mapped[date | None]


class Review(Record):
    """One looking through of a procedure, and what was found."""

    __tablename__ = "review"

    procedure_id: Mapped[int] = mapped_column(ForeignKey("procedure.id"), index=True)
    day: Mapped[date]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    found: Mapped[str] = mapped_column(default="")
    friendly: Mapped[bool] = mapped_column(default=True)
    """Whether it suits the customer as it is."""
