"""What staff can do: skills with level and expiry, training, the needs of a post, recognition."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record
from fmcrm_desktop.model.words import N_

LEVELS = {1: N_("Learning"), 2: N_("Works alone"), 3: N_("Teaches others")}
RECOGNITIONS = {"commendation": N_("Commendation"), "reward": N_("Reward"), "thanks": N_("Thanks")}


class Skill(Record):
    """Something that must be learnt: a trade, a licence, a language."""

    __tablename__ = "skill"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")


class StaffSkill(Record):
    """Somebody has a skill, at a level (LEVELS), until it expires (inclusive, None for never)."""

    __tablename__ = "staff_skill"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    level: Mapped[int] = mapped_column(default=2)
    expires: Mapped[date | None]
    note: Mapped[str] = mapped_column(default="")


class Post(Record):
    """A post of the office; those who hold it are named by ``staff.post_id``."""

    __tablename__ = "post"

    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")


class PostNeed(Link):
    """A post needs a skill at least at a level."""

    __tablename__ = "post_need"

    post_id: Mapped[int] = mapped_column(ForeignKey("post.id"), index=True)
    skill_id: Mapped[int] = mapped_column(ForeignKey("skill.id"), index=True)
    level: Mapped[int] = mapped_column(default=2)


class Training(Record):
    """A course somebody took, is to take, or must take again after ``until_day`` (inclusive)."""

    __tablename__ = "training"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    course: Mapped[str]
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)
    day: Mapped[date]
    until_day: Mapped[date | None]
    passed: Mapped[bool | None]
    """None while it is still to come."""
    complaint_id: Mapped[int | None] = mapped_column(ForeignKey("complaint.id"), index=True)
    """The complaint this training answers."""
    note: Mapped[str] = mapped_column(default="")


class Recognition(Record):
    """What somebody was praised or rewarded for; prints as a certificate."""

    __tablename__ = "recognition"

    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"), index=True)
    kind: Mapped[str] = mapped_column(default="commendation")
    day: Mapped[date]
    text: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))
