"""Which articles fit an order: of its equipment, of its problem, else of its category by the words of its summary."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, case, false, or_, select

from fmcrm_desktop.model.knowledge import Article, ArticleUse
from fmcrm_desktop.model.refusal import Missing
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.articles.listing import HELPED, JUDGED, STARS
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.work_orders.similar import worded
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

SHOWN = 5
LOOKED_AT = 100
_COLUMNS = select(
    Article.id, Article.kind, Article.title, Article.other_title, Article.text, Article.order_id,
    STARS.label("stars"), JUDGED.label("judged"), HELPED.label("helped"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Fit:
    """An article that may help. ``used``: somebody used it for this order, and it ``helped`` or not, or nobody has
    told. ``good`` of ``judged`` uses it helped elsewhere and here."""

    id: int
    kind: str
    title: str
    other_title: str
    text: str
    stars: float | None
    judged: int
    good: int
    used: bool = False
    helped: bool | None = None


@needs("office.read")
def fitting(
    work: Work, problem: int | None, category: int | None, text: str = "", equipment: int | None = None
) -> list[Fit]:
    """What the office knows of this: of the equipment first, then of the problem, then what shares telling words
    with the text within the category; among them what helped most often, then the best rated."""
    return [_fit(row) for row in _found(work, (problem, category, equipment), text)][:SHOWN]


@needs("office.read")
def of_order(work: Work, order: int, text: str = "") -> list[Fit]:
    """The articles used for an order, then those that fit it besides; with a text those that it finds."""
    row = work.row(
        select(
            WorkOrder.problem_id, WorkOrder.category_id, WorkOrder.equipment_id, WorkOrder.summary,
            WorkOrder.description,
        ).where(WorkOrder.id == order)
    )  # fmt: skip
    if row is None:
        raise Missing("work_order", order)
    problem, category, equipment, summary, description = row
    uses = select(ArticleUse.article_id, ArticleUse.helped).where(ArticleUse.order_id == order)
    helped = {row.article_id: row.helped for row in work.rows(uses)}
    known = work.rows(_COLUMNS.where(Article.id.in_(helped)).order_by(Article.id))
    used = [_fit(each, True, helped[each.id]) for each in known]
    if text.strip():
        found = search.refs(work, text, "article", limit=LOOKED_AT)
        others = work.rows(_COLUMNS.where(Article.id.in_(found)).order_by(Article.id.desc()))
    else:
        others = _found(work, (problem, category, equipment), f"{summary} {description}")
    fits = [_fit(each) for each in others if each.id not in helped and each.order_id != order]
    return [*used, *fits][: max(SHOWN, len(used))]


def _found(work: Work, about: tuple[int | None, int | None, int | None], text: str) -> Sequence[Any]:
    problem, category, equipment = about
    by_words = worded(work, text, "article")
    shared: ColumnElement[bool] = Article.id.in_(by_words)
    if category is not None:
        shared &= or_(Article.category_id == category, Article.category_id.is_(None))
    # Asked of None, a column would be told to be empty, and everything were of no equipment.
    its = Article.equipment_id == equipment if equipment is not None else false()
    same = Article.problem_id == problem if problem is not None else false()
    fits = or_(its, same, shared)
    nearness = case((its, 0), (same, 1), else_=2)
    rows = list(
        work.rows(
            _COLUMNS.add_columns(nearness.label("near"))
            .where(Article.archived.is_(None), fits)
            .order_by(nearness, Article.id.desc())
            .limit(LOOKED_AT)
        )
    )
    place = {id: at for at, id in enumerate(by_words)}
    return sorted(rows, key=lambda row: (row.near, *_worth(row), place.get(row.id, LOOKED_AT), -row.id))


def _worth(row: Any) -> tuple[float, float]:
    """What helped one time of one says less than nine of ten (Laplace's rule); unrated stands in the middle."""
    return -(row.helped + 1) / (row.judged + 2), -float(row.stars if row.stars is not None else 3)


def _fit(row: Any, used: bool = False, helped: bool | None = None) -> Fit:
    stars = float(row.stars) if row.stars is not None else None
    said = row.title, row.other_title, row.text
    return Fit(row.id, row.kind, *said, stars, row.judged, row.helped, used, helped)
