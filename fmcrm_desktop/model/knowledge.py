"""What the office knows: problems by category, solutions, guides, policies and tips, and what staff think of them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from fmcrm_desktop.model.base import Link, Record, listed
from fmcrm_desktop.model.words import N_

ARTICLE_KINDS = {
    "solution": N_("Problem and solution"),
    "guide": N_("Repair guide"),
    "policy": N_("Policy"),
    "tip": N_("Tip"),
}


class Problem(Record):
    """A usual problem of a category: what it needs, how long it takes."""

    __tablename__ = "problem"

    category_id: Mapped[int] = mapped_column(ForeignKey("category.id"), index=True)
    name: Mapped[str]
    other_name: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    priority: Mapped[str] = mapped_column(default="")
    """Suggested at entry; empty for none."""
    minutes: Mapped[int | None]
    """What the work usually takes on site."""
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"))
    checklist_id: Mapped[int | None] = mapped_column(ForeignKey("checklist.id"))
    hint: Mapped[str] = mapped_column(default="")
    """To ask or to tell on the telephone."""
    other_hint: Mapped[str] = mapped_column(default="")


class Article(Record):
    """Something worth knowing, written by staff."""

    __tablename__ = "article"
    __table_args__ = (listed("article", "made", "id"),)

    kind: Mapped[str] = mapped_column(default="tip")
    title: Mapped[str]
    other_title: Mapped[str] = mapped_column(default="")
    """In the other language; empty where it has one only."""
    text: Mapped[str] = mapped_column(default="")
    symptoms: Mapped[str] = mapped_column(default="")
    cause: Mapped[str] = mapped_column(default="")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("category.id"), index=True)
    problem_id: Mapped[int | None] = mapped_column(ForeignKey("problem.id"), index=True)
    skill_id: Mapped[int | None] = mapped_column(ForeignKey("skill.id"), index=True)
    equipment_id: Mapped[int | None] = mapped_column(ForeignKey("equipment.id"), index=True)
    order_id: Mapped[int | None] = mapped_column(ForeignKey("work_order.id"), index=True)
    """The closed order it was made of."""
    made: Mapped[datetime]
    staff_id: Mapped[int | None] = mapped_column(ForeignKey("staff.id"))


class ArticleRating(Record):
    """What somebody thinks of an article: 1 to 5, one each."""

    __tablename__ = "article_rating"
    __table_args__ = (Index(None, "article_id", "staff_id", unique=True),)

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"))
    staff_id: Mapped[int] = mapped_column(ForeignKey("staff.id"))
    stars: Mapped[int]


class ArticleUse(Link):
    """An article was used for an order; whether it helped is known afterwards."""

    __tablename__ = "article_use"

    article_id: Mapped[int] = mapped_column(ForeignKey("article.id"), index=True)
    order_id: Mapped[int] = mapped_column(ForeignKey("work_order.id"), index=True)
    helped: Mapped[bool | None]
