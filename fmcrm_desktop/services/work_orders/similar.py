"""The office's own history as a solution finder: what was done about the same problem before, and whether it held."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.reading import fold, tokens
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

LOOKED_AT = 200
"""So many of the latest such orders; what was done ten years ago helps nobody."""
SHOWN = 5
WORDS = 8
SHORT = 3
"""Words of fewer letters say nothing about a problem in Latin letters."""


@dataclass(frozen=True)
class Fix:
    """A fix as it was worded last, of ``times`` orders, of which ``held`` saw no repeat; the latest of them by id."""

    text: str
    cause: str
    times: int
    held: int
    order_id: int
    number: str


@needs("order.read")
def similar(work: Work, problem: int | None, category: int | None, text: str = "") -> list[Fix]:
    """Fixes of finished orders of the same problem, else of those of the category that share a word of the summary;
    what held most often first. None of them without a fix."""
    again = aliased(WorkOrder)
    repeated = select(again.id).where(again.repeat_of_id == WorkOrder.id, again.archived.is_(None)).exists()
    columns = select(
        WorkOrder.id,
        WorkOrder.number,
        WorkOrder.fix,
        WorkOrder.cause,
        repeated.label("repeated"),
        WorkOrder.reopened,
    ).where(WorkOrder.state.in_(FINISHED), WorkOrder.archived.is_(None), WorkOrder.fix != "")
    if problem is not None:
        columns = columns.where(WorkOrder.problem_id == problem)
    else:
        found = worded(work, text, "work_order")
        if not found:
            return []
        columns = columns.where(WorkOrder.id.in_(found))
        if category is not None:
            columns = columns.where(WorkOrder.category_id == category)
    rows = work.rows(columns.order_by(WorkOrder.done.desc(), WorkOrder.id.desc()).limit(LOOKED_AT))
    by_fix = defaultdict(list)
    for row in rows:
        by_fix[" ".join(fold(row.fix).split())].append(row)
    fixes = [
        Fix(
            some[0].fix, some[0].cause, len(some), sum(not (row.repeated or row.reopened) for row in some),
            some[0].id, some[0].number,
        )
        for some in by_fix.values()
    ]  # fmt: skip
    # One success of one says less than nine of ten: as if each had failed and held once before (Laplace's rule).
    return sorted(fixes, key=lambda fix: (-(fix.held + 1) / (fix.times + 2), -fix.order_id))[:SHOWN]


def worded(work: Work, text: str, kind: str) -> list[int]:
    """Records of a kind that share telling words with the text, the most alike first. A word counts the more the
    fewer records have it; those are kept that come to at least half of what the best one shares."""
    words = [word for word in dict.fromkeys(tokens(text)) if len(word) >= SHORT or not word.isascii()]
    shared: dict[int, float] = defaultdict(float)
    for word in words[:WORDS]:
        found = list(search.refs(work, word, kind, limit=LOOKED_AT))
        for id in found:
            shared[id] += 1 / len(found)
    best = max(shared.values(), default=0)
    kept = sorted((-worth, -id) for id, worth in shared.items() if worth >= best / 2)
    return [-id for _, id in kept[:LOOKED_AT]]
