"""The case book as a list, and its cases on paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.improvement import CaseStudy, Commendation
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class CaseRow:
    """A case in the list and on its page."""

    id: int
    kind: str
    made: datetime
    title: str
    other_title: str
    told: str
    lesson: str
    questions: str
    category: str
    category_other: str
    gap: str
    scale: str
    scale_other: str
    complaint_id: int | None
    complaint: str
    commendation_id: int | None
    commendation: str
    staff: str
    staff_other: str
    archived: bool


@dataclass(frozen=True)
class Handout:
    """One case for the paper."""

    head: Head
    case: CaseRow


_FILTERS: dict[str, Any] = {
    "kind": CaseStudy.kind, "category": CaseStudy.category_id, "gap": CaseStudy.gap, "id": CaseStudy.id,
    "complaint": CaseStudy.complaint_id,
}  # fmt: skip


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[CaseRow]:
    """Cases, the newest first; filters kind, category, gap, complaint, id."""
    gone = CaseStudy.archived.is_not(None) if query.archived else CaseStudy.archived.is_(None)
    ids = select(CaseStudy.id).where(gone)
    for name, values in query.where.items():
        if values and name in _FILTERS:
            ids = ids.where(_FILTERS[name].in_(values))
    down = query.descending if query.sort else True
    ids = ids.order_by(turned(CaseStudy.made, down), turned(CaseStudy.id, down))
    return page_of(work, query, "case_study", ids, rows)


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[CaseRow]:
    """The rows of these cases, in this order."""
    its = CaseStudy
    columns = (
        select(
            its.id, its.kind, its.made, its.title, its.other_title, its.told, its.lesson, its.questions,
            Category.name.label("category"), Category.other_name.label("category_other"), its.gap,
            BehaviourScale.name.label("scale"), BehaviourScale.other_name.label("scale_other"), its.complaint_id,
            Complaint.number.label("complaint"), its.commendation_id, Commendation.number.label("commendation"),
            Staff.name.label("staff"), Staff.other_name.label("staff_other"),
            its.archived.is_not(None).label("archived"),
        )
        .outerjoin(Category, Category.id == its.category_id)
        .outerjoin(BehaviourScale, BehaviourScale.id == its.scale_id)
        .outerjoin(Complaint, Complaint.id == its.complaint_id)
        .outerjoin(Commendation, Commendation.id == its.commendation_id)
        .outerjoin(Staff, Staff.id == its.staff_id)
        .where(its.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [_row(row) for row in work.rows(columns)], lambda row: row.id)


def _row(row: Any) -> CaseRow:
    names = (
        "category",
        "category_other",
        "complaint",
        "commendation",
        "staff",
        "staff_other",
        "scale",
        "scale_other",
    )
    return CaseRow(**{**row._mapping, **{name: row._mapping[name] or "" for name in names}})


@needs("complaint.read")
def category_options(work: Work) -> list[tuple[int, str, str]]:
    """The categories of the cases, for a filter."""
    about = select(CaseStudy.category_id).where(CaseStudy.category_id.is_not(None))
    named = select(Category.id, Category.name, Category.other_name).where(Category.id.in_(about))
    return [
        (id, name, other) for id, name, other in work.rows(named.order_by(Category.position, Category.id))
    ]


@needs("complaint.read")
def handouts(work: Work, ids: Sequence[int]) -> list[Handout]:
    """These cases for the paper, in this order."""
    of = head(work)
    return [Handout(of, case) for case in rows(work, ids)]
