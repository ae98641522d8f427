"""The list of articles: page, rows and what it is narrowed by."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, case, func, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.knowledge import Article, ArticleRating, ArticleUse, Problem
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class ArticleRow:
    """An article in a list; ``stars`` is the mean of ``ratings`` voices, ``helped`` counts among ``judged`` uses."""

    id: int
    kind: str
    title: str
    other_title: str
    category: str
    category_other: str
    author: str
    made: datetime
    stars: float | None
    ratings: int
    uses: int
    judged: int
    helped: int
    archived: bool


def _counted(of: Any, table: Any) -> Any:
    return select(of).where(table.article_id == Article.id)


STARS = (
    _counted(func.avg(ArticleRating.stars), ArticleRating)
    .where(ArticleRating.archived.is_(None))
    .scalar_subquery()
)
RATINGS = _counted(func.count(), ArticleRating).where(ArticleRating.archived.is_(None)).scalar_subquery()
USES = _counted(func.count(), ArticleUse).scalar_subquery()
JUDGED = _counted(func.count(ArticleUse.helped), ArticleUse).scalar_subquery()
HELPED = _counted(func.count(case((ArticleUse.helped.is_(True), 1))), ArticleUse).scalar_subquery()

_SORTS: dict[str, Any] = {
    "title": Article.title, "kind": Article.kind, "made": Article.made, "stars": STARS, "helped": HELPED,
    "author": Staff.name,
}  # fmt: skip
_FILTERS: dict[str, Any] = {
    "kind": Article.kind, "category": Article.category_id, "problem": Article.problem_id, "skill": Article.skill_id,
    "equipment": Article.equipment_id, "author": Article.staff_id, "id": Article.id,
}  # fmt: skip


@needs("office.read")
def page(work: Work, query: Query) -> Page[ArticleRow]:
    """Articles, the newest first; filters kind, category, problem, skill, equipment, author, id."""
    gone = Article.archived.is_not(None) if query.archived else Article.archived.is_(None)
    ids = select(Article.id).where(gone)
    for name, values in query.where.items():
        if values and name in _FILTERS:
            ids = ids.where(_FILTERS[name].in_(values))
    down = query.descending if query.sort else True
    if query.sort == "author":
        ids = ids.outerjoin(Staff, Staff.id == Article.staff_id)
    key = _SORTS.get(query.sort)
    order = (
        []
        if key is None or query.sort == "made"
        else [key.desc().nulls_last() if down else key.asc().nulls_last()]
    )
    ids = ids.order_by(*order, turned(Article.made, down), turned(Article.id, down))
    return page_of(work, query, "article", ids, rows)


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[ArticleRow]:
    """The rows of these articles, in this order."""
    found = [row_of(row) for row in work.rows(columns().where(Article.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


def columns() -> Select[Any]:
    plain: list[Any] = [
        Article.id, Article.kind, Article.title, Article.other_title, Category.name, Category.other_name, Staff.name,
        Article.made, STARS, RATINGS, USES, JUDGED, HELPED, Article.archived.is_not(None),
    ]  # fmt: skip
    return (
        select(*plain)
        .outerjoin(Category, Category.id == Article.category_id)
        .outerjoin(Staff, Staff.id == Article.staff_id)
    )


def row_of(row: Any) -> ArticleRow:
    id, kind, title, other_title, category, other, author, made, stars, *counts = row
    mean = float(stars) if stars is not None else None  # PostgreSQL gives a Decimal
    about = category or "", other or "", author or ""
    return ArticleRow(id, kind, title, other_title, *about, made, mean, *counts)


@needs("office.read")
def category_options(work: Work) -> list[tuple[int, str, str]]:
    """The categories that articles are about, for a filter."""
    return _options(work, Category, Article.category_id, (Category.position, Category.id))


@needs("office.read")
def problem_options(work: Work) -> list[tuple[int, str, str]]:
    """The problems that articles are about, for a filter."""
    return _options(work, Problem, Article.problem_id, (Problem.category_id, Problem.position, Problem.id))


@needs("office.read")
def skill_options(work: Work) -> list[tuple[int, str, str]]:
    """The skills that articles are about, for a filter."""
    return _options(work, Skill, Article.skill_id, (Skill.name, Skill.id))


@needs("office.read")
def equipment_options(work: Work) -> list[tuple[int, str]]:
    """The equipment that articles are about, for a filter."""
    about = select(Article.equipment_id).where(Article.equipment_id.is_not(None))
    named = select(Equipment.id, Equipment.code, Equipment.name).where(Equipment.id.in_(about))
    return [
        (id, f"{code} {name}".strip()) for id, code, name in work.rows(named.order_by(Equipment.sort_key))
    ]


@needs("office.read")
def author_options(work: Work) -> list[tuple[int, str, str]]:
    """Those who wrote articles, for a filter."""
    return _options(work, Staff, Article.staff_id, (Staff.name, Staff.id))


def _options(work: Work, table: Any, tie: Any, order: Sequence[Any]) -> list[tuple[int, str, str]]:
    about = select(tie).where(tie.is_not(None))
    named = select(table.id, table.name, table.other_name).where(table.id.in_(about)).order_by(*order)
    return [(id, name, other) for id, name, other in work.rows(named)]
