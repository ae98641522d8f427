"""How staff meet customers: scales with described ends, self-evaluation, observation, code of conduct, goals."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, listed
from fmcrm_desktop.model.words import N_

HIGHEST_SCORE = 7
QUESTION_GROUPS = {
    "needs": N_("The six needs"),
    "trust": N_("Trust and respect"),
    "culture": N_("Sense of mission"),
}
GOAL_STATES = {"running": N_("Running"), "reached": N_("Achieved"), "dropped": N_("Given up")}


class BehaviourScale(Record):
    """One of the twelve: 1 is the low end (behaviour that loses customers), 7 the high end (exemplary)."""

    __tablename__ = "behaviour_scale"

    position: Mapped[int] = mapped_column(default=0)
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    low: Mapped[str] = mapped_column(default="")
    other_low: Mapped[str] = mapped_column(default="")
    high: Mapped[str] = mapped_column(default="")
    other_high: Mapped[str] = mapped_column(default="")


class BehaviourScore(Record):
    """What a manager gave somebody on a scale, 1 to 7, and the cases it rests on."""

    __tablename__ = "behaviour_score"
    __table_args__ = (Index("ix_behaviour_score_of", "staff_id", "scale_id", "day"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    scale_id: Mapped[int] = mapped_column(ForeignKey("behaviour_scale.id"))
    day: Mapped[date]
    score: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    note: Mapped[str] = mapped_column(default="")


class ScoreCase(Link):
    """A case a score rests on: exactly one of the three."""

    __tablename__ = "score_case"

    score_id: Mapped[int] = mapped_column(ForeignKey("behaviour_score.id"), index=True)
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    commendation_id: Mapped[int | None] = mapped_column(ForeignKey("commendation.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)


class SelfQuestion(Record):
    """A question staff put to themselves, answered 1 to 5."""

    __tablename__ = "self_question"

    position: Mapped[int] = mapped_column(default=0)
    group: Mapped[str] = mapped_column(default="needs")
    need: Mapped[str] = mapped_column(default="")
    """One of complaint.NEEDS in the group of the needs."""
    text: Mapped[str]
    other_text: Mapped[str] = mapped_column(default="")


class SelfEvaluation(Record):
    """Somebody answered the questions on a day."""

    __tablename__ = "self_evaluation"
    __table_args__ = (Index("ix_self_evaluation_of", "staff_id", "day"),)

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    day: Mapped[date]
    note: Mapped[str] = mapped_column(default="")


class SelfAnswer(Link):
    """One answer of a self-evaluation; None where it was left out."""

    __tablename__ = "self_answer"

    evaluation_id: Mapped[int] = mapped_column(ForeignKey("self_evaluation.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("self_question.id"), index=True)
    value: Mapped[int | None]


class Observation(Record):
    """A manager at the counter: when, how long, what was seen."""

    __tablename__ = "observation"
    __table_args__ = (listed("observation", "started", "id"),)

    manager_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    started: Mapped[datetime]
    minutes: Mapped[int]
    place: Mapped[str] = mapped_column(default="")
    served: Mapped[int | None]
    """How many customers came, and how long the longest waited, in minutes."""
    longest_wait: Mapped[int | None]
    good: Mapped[str] = mapped_column(default="")
    found: Mapped[str] = mapped_column(default="")


class ConductCode(Record):
    """An edition of the code of conduct."""

    __tablename__ = "conduct_code"

    edition: Mapped[str]
    from_day: Mapped[date]
    text: Mapped[str]
    other_text: Mapped[str] = mapped_column(default="")


class ConductReceipt(Record):
    """Somebody acknowledged an edition."""

    __tablename__ = "conduct_receipt"

    code_id: Mapped[int] = mapped_column(ForeignKey("conduct_code.id"), index=True)
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    acknowledged: Mapped[datetime]


class Goal(Record):
    """What somebody wants to reach, with its target, date and progress in percent."""

    __tablename__ = "goal"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    title: Mapped[str]
    target: Mapped[str] = mapped_column(default="")
    made_day: Mapped[date]
    due_day: Mapped[date | None]
    progress: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(default="running")
    result: Mapped[str] = mapped_column(default="")
