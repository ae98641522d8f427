"""Applying the computed tiers in one deed: who would change, what that does to targets, and doing it.

A tier set by hand stays, and wins over the computed one. The tier that holds stands on the person; it picks the target
of a work order after an agreement's and before a category's (services/targets/choosing.py).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.target import TIERS, TargetRule
from fmcrm_desktop.model.work_order import OPEN, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.customer_value.scoring import rule, scored
from fmcrm_desktop.services.targets import recounting
from fmcrm_desktop.store.work import Work

NAMED = 100
"""So many of those who change are named in the preview; the list shows all, under "Computed differs"."""


@dataclass(frozen=True, slots=True)
class Change:
    """A customer whose tier changes."""

    id: int
    name: str
    other_name: str
    before: str
    after: str
    score: int


@dataclass(frozen=True)
class Preview:
    """What applying the tiers does: ``counts`` by before and after, the first ``changes``, how many are ``by_hand``;
    ``targets`` by tier the number of its targets, ``orders`` the open work orders of those who change."""

    counts: tuple[tuple[str, str, int], ...]
    changes: tuple[Change, ...]
    by_hand: int
    targets: Mapping[str, int]
    orders: int

    @property
    def total(self) -> int:
        return sum(count for _, _, count in self.counts)


@needs("money.read")
def preview(work: Work) -> Preview:
    """Who would change, without changing anybody."""
    its = scored(rule(work))
    changing = (its.would_change, Person.archived.is_(None))
    grouped = (
        select(Person.tier, its.computed.label("computed"), func.count())
        .select_from(its.source)
        .where(*changing)
        .group_by(Person.tier, its.computed)
    )
    named = (
        select(Person.id, Person.name, Person.other_name, Person.tier, its.computed, its.score)
        .select_from(its.source)
        .where(*changing)
        .order_by(its.score.desc(), Person.id)
        .limit(NAMED)
    )
    by_hand = select(func.count()).select_from(its.source).where(its.by_hand != "", Person.archived.is_(None))
    people = select(Person.id).select_from(its.source).where(*changing)
    orders = select(func.count()).select_from(WorkOrder).where(
        WorkOrder.archived.is_(None), WorkOrder.state.in_(OPEN), WorkOrder.person_id.in_(people)
    )  # fmt: skip
    return Preview(
        tuple(sorted((before, after, count) for before, after, count in work.rows(grouped))),
        tuple(Change(*row) for row in work.rows(named)),
        int(work.value(by_hand)),
        _targets(work),
        int(work.value(orders)),
    )


@needs("office.settings")
def apply(work: Work) -> int:
    """Give every customer the computed tier, but those set by hand; how many changed."""
    its = scored(rule(work))
    chosen = (
        select(Person.id, Person.tier, its.computed)
        .select_from(its.source)
        .where(its.would_change, Person.archived.is_(None))
        .order_by(Person.id)
    )
    moves: dict[tuple[str, str], list[int]] = defaultdict(list)
    for id, before, after in work.rows(chosen):
        moves[before, after].append(id)
    give(work, moves)
    return sum(len(ids) for ids in moves.values())


def give(work: Work, moves: Mapping[tuple[str, str], Sequence[int]]) -> None:
    """Change tiers, before and after → people; what is open runs by the targets of the new tier at once."""
    for (before, after), ids in moves.items():
        work.change_many(Person, ids, "tier", before, after)
    if moves and any(_targets(work).values()):
        recounting.recount(work)


def _targets(work: Work) -> dict[str, int]:
    chosen = (
        select(TargetRule.tier, func.count())
        .where(TargetRule.archived.is_(None), TargetRule.tier != "")
        .group_by(TargetRule.tier)
    )
    found = {str(tier): int(many) for tier, many in work.rows(chosen)}
    return {tier: found.get(tier, 0) for tier in TIERS}
