"""Complaints: what was said, what was expected and delivered, what we answered, learned and changed."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, counted, lived
from fmcrm_desktop.model.words import N_

STATES = {
    "received": N_("Received"),
    "acknowledged": N_("Acknowledged"),
    "investigating": N_("Investigating"),
    "action_agreed": N_("Action agreed"),
    "resolved": N_("Resolved"),
    "followed_up": N_("Followed up"),
    "withdrawn": N_("Withdrawn"),
}
OPEN = ("received", "acknowledged", "investigating", "action_agreed")
MOVES: dict[str, tuple[str, ...]] = {
    "received": ("acknowledged", "withdrawn"),
    "acknowledged": ("investigating", "action_agreed", "resolved", "withdrawn"),
    "investigating": ("action_agreed", "resolved", "withdrawn"),
    "action_agreed": ("resolved", "investigating", "withdrawn"),
    "resolved": ("followed_up", "investigating"),
    "followed_up": ("investigating",),
    "withdrawn": ("received",),
}
"""Allowed moves. Going back from resolved, followed up or withdrawn is reopening, and counts."""
CHANNELS = {
    "phone": N_("Telephone"),
    "counter": N_("Counter"),
    "visit": N_("Visit"),
    "letter": N_("Letter"),
    "email": N_("Email"),
    "message": N_("Message"),
    "suggestion_box": N_("Suggestion box"),
    "survey": N_("Survey"),
    "committee": N_("Owners' committee"),
    "social": N_("Social media"),
    "other": N_("Other"),
}
LACKS = {
    "people": N_("Too few people"),
    "parts": N_("Parts missing"),
    "money": N_("Too little money"),
    "time": N_("Too little time"),
    "late": N_("Came too late"),
    "silent": N_("Left without an answer"),
    "attempts": N_("Needed several attempts"),
    "conduct": N_("Poor conduct"),
    "tone": N_("Wrong tone"),
    "attention": N_("Too little attention"),
    "unfair": N_("Unfair treatment"),
}
"""How a gap showed: of which resources there was not enough, how the response failed, in what respect was missing."""
GAPS = {"resources": N_("Resources"), "response": N_("Response"), "respect": N_("Respect")}
GAP_SHOWN = {
    **dict.fromkeys(("people", "parts", "money", "time"), "resources"),
    **dict.fromkeys(("late", "silent", "attempts"), "response"),
    **dict.fromkeys(("conduct", "tone", "attention", "unfair"), "respect"),
}
"""The gap that each of LACKS is a sign of."""
CRITERIA = {
    "tangibles": N_("Tangibles"),
    "reliability": N_("Reliability"),
    "responsiveness": N_("Responsiveness"),
    "competence": N_("Competence"),
    "courtesy": N_("Courtesy"),
    "credibility": N_("Credibility"),
    "security": N_("Being safe"),
    "access": N_("Ease of access"),
    "communication": N_("Communication"),
    "understanding": N_("Understanding the customer"),
}
NEEDS = {
    "friendliness": N_("Friendliness"),
    "empathy": N_("Empathy"),
    "fairness": N_("Fairness"),
    "control": N_("Control"),
    "alternatives": N_("Alternatives"),
    "information": N_("Information"),
}
GAP_OF = {
    "tangibles": "resources", "competence": "resources", "reliability": "response", "responsiveness": "response",
    "access": "response", "information": "response", "courtesy": "respect", "communication": "respect",
    "understanding": "respect", "friendliness": "respect", "empathy": "respect", "fairness": "respect",
}  # fmt: skip
"""The gap that a criterion or need speaks of where it is rated badly; others may be any."""
CONSEQUENCES = {
    "repeat": N_("It happened again"),
    "loss": N_("Customer lost"),
    "cost": N_("It cost money"),
    "talk": N_("Bad word of mouth"),
}
LOSSES = {"at_risk": N_("At risk of leaving"), "lost": N_("Lost")}
THANKS = {
    "call": N_("By telephone"),
    "letter": N_("By letter"),
    "message": N_("By message"),
    "person": N_("In person"),
}
ACTION_KINDS = {
    "remedy": N_("Remedy"),
    "training": N_("Training"),
    "conduct": N_("Code of conduct"),
    "freedom": N_("More freedom to act"),
    "resources": N_("More resources"),
    "process": N_("Process change"),
    "information": N_("Information to owners"),
}

_OPEN_SQL = "state in ('received', 'acknowledged', 'investigating', 'action_agreed') and archived is null"


def _only(name: str, column: str, where: str) -> Index:
    """An index over the few rows that are still waited for."""
    return Index(f"ix_{name}", column, sqlite_where=text(where))


class Complaint(Record):
    """A complaint as a gift: own words kept apart from the answer, expected from delivered."""

    __tablename__ = "complaint"
    __table_args__ = (
        # What the register filters and sorts by and the board of gaps counts, so that both are read from it alone;
        # SQLite does so only where ``archived`` is in it, too.
        counted(
            "complaint", "listed", "received", "id", "state", "gap", "building_id", "category_id", "concerned_id",
            "responsible_id", "person_id", "unit_id", "severity", "loss", "channel", "archived",
        ),
        counted(
            "complaint", "channels", "channel", "received", "state", "acknowledge_due", "acknowledged", "handed_off",
            "follow_up_rating", "archived",
        ),
        lived("complaint", "person_id", "received"),
        lived("complaint", "unit_id", "received"),
        Index(None, "building_id", "category_id", "received", "archived"),
        Index(None, "resolved"),
        Index(None, "acknowledge_due"),
        Index(None, "due"),
        Index("ix_complaint_number", "number", "id", "archived"),
        Index(None, "external_number"),
        _only("complaint_open", "due", _OPEN_SQL),
        _only("complaint_unacknowledged", "acknowledge_due", f"{_OPEN_SQL} and acknowledged is null"),
        _only("complaint_unfollowed", "follow_up_due", "state = 'resolved' and archived is null"),
        Index("ix_complaint_scale", "scale_id", "loss", sqlite_where=text("scale_id is not null")),
    )  # fmt: skip

    number: Mapped[str]
    received: Mapped[datetime]
    channel: Mapped[str] = mapped_column(default="phone")
    anonymous: Mapped[bool] = mapped_column(default=False)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    building_id: Mapped[int | None] = mapped_column(ForeignKey("building.id"))
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"))
    subject: Mapped[str]
    own_words: Mapped[str] = mapped_column(default="")
    expected: Mapped[str] = mapped_column(default="")
    delivered: Mapped[str] = mapped_column(default="")
    remedy: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    answer: Mapped[str] = mapped_column(default="")
    lesson: Mapped[str] = mapped_column(default="")
    """What we learned and changed."""
    gap: Mapped[str] = mapped_column(default="")
    severity: Mapped[int | None]
    """1 (slight) to 5 (grave)."""
    loss_risk: Mapped[str] = mapped_column(default="")
    state: Mapped[str] = mapped_column(default="received")
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    concerned_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """The staff member the complaint is about."""
    call_id: Mapped[int | None] = mapped_column(ForeignKey("call.id"), index=True)
    acknowledge_due: Mapped[datetime | None]
    due: Mapped[datetime | None]
    """The moment the answer is due."""
    follow_up_due: Mapped[datetime | None]
    acknowledged: Mapped[datetime | None]
    answered: Mapped[datetime | None]
    resolved: Mapped[datetime | None]
    followed_up: Mapped[datetime | None]
    reopened: Mapped[int] = mapped_column(default=0)
    handed_off: Mapped[int] = mapped_column(default=0)
    thanks: Mapped[str] = mapped_column(default="")
    """How the person was thanked (THANKS), with ``acknowledged``; empty while nobody thanked."""
    remedy_amount: Mapped[int | None] = mapped_column(BigInteger)
    """What the remedy was worth, in minor units; a staff member's limit is ``staff.remedy_limit``."""
    loss: Mapped[str] = mapped_column(default="")
    """One of LOSSES; empty for none. Why is in ``loss_risk``, by which behaviour in ``scale_id``."""
    scale_id: Mapped[int | None] = mapped_column(ForeignKey("behaviour_scale.id"))
    recovered: Mapped[bool] = mapped_column(default=False)
    """An honest mistake that was made good."""
    follow_up_rating: Mapped[int | None]
    """1 to 5, what the customer said last when the complaint was followed up; each answer stands with its move."""
    notice: Mapped[str] = mapped_column(default="")
    other_notice: Mapped[str] = mapped_column(default="")
    """What "You said, we did" tells of it, without names, in English and Chinese; empty: it is not told."""
    told_day: Mapped[date | None]
    external_number: Mapped[str] = mapped_column(default="")
    external: Mapped[str] = mapped_column(default="")
    """JSON of what an import brought that the office has no word for, as written."""


class ComplaintAspect(Link):
    """A further gap, how a gap showed, a criterion or a need that a complaint touches."""

    __tablename__ = "complaint_aspect"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    kind: Mapped[str]
    """gap, lack, criterion, need or consequence."""
    value: Mapped[str]


class ComplaintPerson(Link):
    """A further person with the same complaint."""

    __tablename__ = "complaint_person"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)


class ComplaintOrder(Link):
    """A work order the complaint is about."""

    __tablename__ = "complaint_order"

    complaint_id: Mapped[int] = mapped_column(ForeignKey("complaint.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)


class CorrectiveAction(Record):
    """What we change so that it cannot happen again: because of a complaint, or of one of the others."""

    __tablename__ = "corrective_action"
    __table_args__ = (
        counted(
            "corrective_action", "listed", "due_day", "id", "done_day", "kind", "responsible_id", "archived"
        ),
        _only("corrective_action_open", "due_day", "done_day is null and archived is null"),
    )

    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    survey_id: Mapped[int | None] = mapped_column(ForeignKey("survey.id"), index=True)
    criterion: Mapped[str] = mapped_column(default="")
    """Which criterion or need of the survey it is about."""
    plan_id: Mapped[int | None] = mapped_column(ForeignKey("gap_plan.id"), index=True)
    observation_id: Mapped[int | None] = mapped_column(ForeignKey("observation.id"), index=True)
    review_id: Mapped[int | None] = mapped_column(ForeignKey("review.id"), index=True)
    suggestion_id: Mapped[int | None] = mapped_column(ForeignKey("suggestion.id"), index=True)
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"), index=True)
    trained_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    """Who is trained, of an action of that kind; ``training_id`` is the record it wrote."""
    training_id: Mapped[int | None] = mapped_column(ForeignKey("training.id"))
    kind: Mapped[str] = mapped_column(default="remedy")
    text: Mapped[str]
    responsible_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
    due_day: Mapped[date | None]
    done_day: Mapped[date | None]
    proof: Mapped[str] = mapped_column(default="")
