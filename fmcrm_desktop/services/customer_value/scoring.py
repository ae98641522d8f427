"""The score: the weighted mean of the factors that are known, and the tier it means by the office's thresholds.

In hundredths of a point, half rounded up: (2 × Σ weight × points + W) ÷ (2 × W), whole, W the weights of what is known.
An entered factor that nobody entered is not known: it counts neither for nor against, and is named as missing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Integer, and_, case, cast, func, literal, null, select

from fmcrm_desktop.model.customer_value import ENTERED, FACTORS, CustomerWorth, ValueEntry
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.services import settings
from fmcrm_desktop.store.work import Work

WEIGHTS, THRESHOLDS = "value.weights", "value.thresholds"
TIER = "tier"
"""The factor of an entry that sets the tier by hand."""


@dataclass(frozen=True)
class Rule:
    """The office's weights by factor, and from how many points on a customer is in tier A and in tier B."""

    weights: Mapping[str, int]
    tier_a: int
    tier_b: int

    def score(self, points: Mapping[str, int | None]) -> int | None:
        """The score in hundredths of points in hundredths; None when nothing is known that weighs anything."""
        known = {name: given for name in FACTORS if (given := points.get(name)) is not None}
        whole = sum(self.weights[name] for name in known)
        if not whole:
            return None
        return (2 * sum(self.weights[name] * given for name, given in known.items()) + whole) // (2 * whole)

    def tier(self, score: int | None) -> str:
        if score is None:
            return ""
        return "A" if score >= 100 * self.tier_a else "B" if score >= 100 * self.tier_b else "C"


def rule(work: Work) -> Rule:
    """The rule as the settings have it."""
    limits = settings.get(work, THRESHOLDS)
    return Rule(dict(settings.get(work, WEIGHTS)), int(limits["A"]), int(limits["B"]))


def entered() -> Any:
    """By person the newest entry of each factor: columns potential, insight, influence (hundredths) and by_hand."""
    newest = (
        select(func.max(ValueEntry.id))
        .where(ValueEntry.archived.is_(None))
        .group_by(ValueEntry.person_id, ValueEntry.factor)
    )
    points = [
        func.max(case((ValueEntry.factor == name, ValueEntry.points * 100))).label(name) for name in ENTERED
    ]
    by_hand = func.max(case((ValueEntry.factor == TIER, ValueEntry.tier), else_="")).label("by_hand")
    chosen = select(ValueEntry.person_id, *points, by_hand).where(ValueEntry.id.in_(newest))
    return chosen.group_by(ValueEntry.person_id).subquery("entered")


@dataclass(frozen=True)
class Scored:
    """What a statement over customers is made of: what to select from, and the columns worked out."""

    source: Any
    points: Mapping[str, Any]
    score: Any
    computed: Any
    by_hand: Any
    known: Any

    @property
    def would_change(self) -> Any:
        """Customers whose tier is not set by hand and not the one computed."""
        return and_(self.by_hand == "", self.computed != "", Person.tier != self.computed)


def scored(rule: Rule) -> Scored:
    """All customers with their score, worked out by the database."""
    given = entered()
    source = CustomerWorth.__table__.join(Person.__table__, Person.id == CustomerWorth.id).outerjoin(
        given, given.c.person_id == CustomerWorth.id
    )
    points = {
        "total": CustomerWorth.total, "potential": given.c.potential, "profit": CustomerWorth.profit,
        "insight": given.c.insight, "influence": given.c.influence,
    }  # fmt: skip
    whole: Any = literal(0, Integer)
    summed: Any = literal(0, Integer)
    known: Any = literal(0, Integer)
    for name, column in points.items():
        weight = rule.weights[name]
        whole = whole + case((column.is_(None), 0), else_=weight)
        summed = summed + weight * func.coalesce(column, 0)
        known = known + case((column.is_(None), 0), else_=1)
    score = case((whole == 0, cast(null(), Integer)), else_=(2 * summed + whole) // (2 * whole))
    computed = case(
        (score.is_(None), ""), (score >= 100 * rule.tier_a, "A"), (score >= 100 * rule.tier_b, "B"), else_="C"
    )
    return Scored(source, points, score, computed, func.coalesce(given.c.by_hand, ""), known)
