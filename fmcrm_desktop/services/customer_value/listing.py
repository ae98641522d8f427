"""Customers with their score and tier as a list, the most valuable first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, exists, false, or_, select

from fmcrm_desktop.model.customer_value import CustomerWorth
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.customer_value import completeness
from fmcrm_desktop.services.customer_value.scoring import Scored, rule, scored
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.paging import in_order, page_of
from fmcrm_desktop.store.work import Work

STANDING = {
    "by_hand": N_("Set by hand"),
    "computed": N_("As computed"),
    "differs": N_("Computed differs"),
}
"""Where a customer's tier comes from."""


@dataclass(frozen=True, slots=True)
class ValueRow:
    """A customer in the list. ``score`` in hundredths, ``known`` of the five factors; ``tier`` is what holds today,
    ``computed`` what the score says; ``margin`` None without the right to see costs; ``profile`` in percent."""

    id: int
    name: str
    other_name: str
    score: int | None
    known: int
    tier: str
    computed: str
    standing: str
    revenue: int
    margin: int | None
    profile: int
    archived: bool = False


@needs("money.read")
def page(work: Work, query: Query) -> Page[ValueRow]:
    """Customers by score; filters tier, standing, building (ids). Sorts: score, name, revenue, margin, profile."""
    its = scored(rule(work))
    plain = select(Person.id).join(CustomerWorth, CustomerWorth.id == Person.id)
    whole = query.sort not in _columns(work) or query.where.get("standing")
    # what was entered is looked at only where it decides
    ids = select(Person.id).select_from(its.source) if whole else plain
    ids = ids.where(Person.archived.is_not(None) if query.archived else Person.archived.is_(None))
    if query.where.get("tier"):
        ids = ids.where(Person.tier.in_(query.where["tier"]))
    if query.where.get("standing"):
        differs = its.would_change
        conditions = {
            "by_hand": its.by_hand != "", "differs": differs, "computed": and_(its.by_hand == "", ~differs)
        }  # fmt: skip
        ids = ids.where(
            or_(false(), *(conditions[name] for name in query.where["standing"] if name in conditions))
        )
    if query.where.get("building"):
        tie = select(Relation.id).join(Unit, Unit.id == Relation.unit_id)
        of = (
            Relation.person_id == Person.id,
            holds(today(work)),
            Unit.building_id.in_(query.where["building"]),
        )
        ids = ids.where(exists(tie.where(*of)))
    return page_of(work, query, "person", ids.order_by(*_order(work, query, its)), rows)


def _order(work: Work, query: Query, its: Scored) -> list[Any]:
    """The most valuable first, unless something else is asked for."""
    columns = _columns(work)
    if query.sort not in columns:
        down = query.descending if query.sort == "score" else True
        return [its.score.desc() if down else its.score, Person.id]
    column = columns[query.sort]
    return [column.desc() if query.descending else column, Person.id]


def _columns(work: Work) -> dict[str, Any]:
    """What a list can be sorted by besides the score."""
    columns: dict[str, Any] = {
        "name": Person.sort_key, "revenue": CustomerWorth.revenue, "profile": completeness.percent,
        "tier": Person.tier,
    }  # fmt: skip
    if work.who.may("money.margin"):
        columns["margin"] = CustomerWorth.revenue - CustomerWorth.cost
    return columns


@needs("money.read")
def rows(work: Work, ids: Sequence[int]) -> list[ValueRow]:
    """The rows of these people, in this order."""
    its = scored(rule(work))
    chosen = (
        select(
            Person.id, Person.name, Person.other_name, its.score, its.known, Person.tier, its.computed, its.by_hand,
            CustomerWorth.revenue, CustomerWorth.cost, completeness.percent, Person.archived,
        )
        .select_from(its.source)
        .where(Person.id.in_(ids))
    )  # fmt: skip
    sees = work.who.may("money.margin")
    return in_order(ids, [_row(row, sees) for row in work.rows(chosen)], lambda row: row.id)


def _row(row: Any, sees: bool) -> ValueRow:
    id, name, other, score, known, tier, computed, by_hand, revenue, cost, profile, archived = row
    return ValueRow(
        id, name, other, score, known, tier, computed, standing_of(tier, computed, by_hand), revenue,
        revenue - cost if sees else None, profile, archived is not None,
    )  # fmt: skip


def standing_of(tier: str, computed: str, by_hand: str) -> str:
    """One of STANDING: what was set by hand wins."""
    if by_hand:
        return "by_hand"
    return "differs" if computed and tier != computed else "computed"
