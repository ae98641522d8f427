"""One article with what staff think of it and the orders it was used for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.knowledge import Article, ArticleRating, ArticleUse, Problem
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import notes
from fmcrm_desktop.services.articles.listing import HELPED, JUDGED, RATINGS, STARS, USES
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

SHOWN = 10
"""So many of the latest uses stand on the page; the figures count all."""


@dataclass(frozen=True, slots=True)
class Comment:
    """What somebody said of it."""

    id: int
    moment: datetime
    staff: str
    text: str
    staff_other: str = ""


@dataclass(frozen=True, slots=True)
class Used:
    """An order it was used for; ``helped`` is None while nobody has told."""

    order_id: int
    number: str
    summary: str
    helped: bool | None


@dataclass(frozen=True)
class ArticleCard:
    """Everything about one article; ``mine`` are the stars of whoever asks."""

    id: int
    version: int
    archived: bool
    kind: str
    title: str
    other_title: str
    symptoms: str
    cause: str
    text: str
    category_id: int | None
    category: str
    category_other: str
    problem_id: int | None
    problem: str
    problem_other: str
    skill_id: int | None
    skill: str
    skill_other: str
    equipment_id: int | None
    equipment: str
    order_id: int | None
    order: str
    made: datetime
    author: str
    author_other: str
    stars: float | None
    ratings: int
    mine: int | None
    uses: int
    judged: int
    helped: int
    comments: tuple[Comment, ...]
    used: tuple[Used, ...]


@needs("office.read")
def card(work: Work, id: int) -> ArticleCard:
    """The article with its ratings, comments and uses. Raises Missing."""
    row = _main(work, id)
    texts = (
        "category",
        "category_other",
        "problem",
        "problem_other",
        "skill",
        "skill_other",
        "order",
        "author",
        "author_other",
    )
    said: dict[str, Any] = {name: getattr(row, name) or "" for name in texts}
    names = (
        "id", "version", "kind", "title", "other_title", "symptoms", "cause", "text", "category_id", "problem_id",
        "skill_id", "equipment_id", "order_id", "made", "ratings", "uses", "judged", "helped",
    )  # fmt: skip
    return ArticleCard(
        **{name: getattr(row, name) for name in names}, **said,
        archived=row.archived is not None, equipment=f"{row.code or ''} {row.equipment or ''}".strip(),
        stars=float(row.stars) if row.stars is not None else None, mine=_mine(work, id),
        comments=tuple(
            Comment(note.id, note.moment, note.staff, note.text, note.staff_other)
            for note in notes.of(work, "article", id)
        ),
        used=_used(work, id),
    )  # fmt: skip


def _main(work: Work, id: int) -> Any:
    plain: list[Any] = [
        Article.id, Article.version, Article.archived, Article.kind, Article.title, Article.other_title,
        Article.symptoms, Article.cause, Article.text, Article.category_id, Article.problem_id, Article.skill_id,
        Article.equipment_id, Article.order_id, Article.made, Category.name.label("category"),
        Category.other_name.label("category_other"), Problem.name.label("problem"),
        Problem.other_name.label("problem_other"), Skill.name.label("skill"), Skill.other_name.label("skill_other"),
        Equipment.code, Equipment.name.label("equipment"), WorkOrder.number.label("order"),
        Staff.name.label("author"), Staff.other_name.label("author_other"), STARS.label("stars"),
        RATINGS.label("ratings"), USES.label("uses"), JUDGED.label("judged"), HELPED.label("helped"),
    ]  # fmt: skip
    row = work.row(
        select(*plain)
        .outerjoin(Category, Category.id == Article.category_id)
        .outerjoin(Problem, Problem.id == Article.problem_id)
        .outerjoin(Skill, Skill.id == Article.skill_id)
        .outerjoin(Equipment, Equipment.id == Article.equipment_id)
        .outerjoin(WorkOrder, WorkOrder.id == Article.order_id)
        .outerjoin(Staff, Staff.id == Article.staff_id)
        .where(Article.id == id)
    )
    if row is None:
        raise Missing("article", id)
    return row


def _mine(work: Work, id: int) -> int | None:
    stars: int | None = work.value(
        select(ArticleRating.stars).where(
            ArticleRating.article_id == id, ArticleRating.staff_id == work.who.staff_id,
            ArticleRating.archived.is_(None),
        )
    )  # fmt: skip
    return stars


def _used(work: Work, id: int) -> tuple[Used, ...]:
    columns = (
        select(WorkOrder.id, WorkOrder.number, WorkOrder.summary, ArticleUse.helped)
        .join(WorkOrder, WorkOrder.id == ArticleUse.order_id)
        .where(ArticleUse.article_id == id)
        .order_by(ArticleUse.id.desc())
        .limit(SHOWN)
    )
    return tuple(Used(*row) for row in work.rows(columns))
