"""What each vote weighs on a day, exactly, and how weights are kept, typed and said.

By head every vote weighs 1. By floor area a vote weighs the sum, over the units owned on that day, of

    floor area of the unit (dm²) × the owner's share of it (numerator / denominator)

and by units owned the same sum with 1 in the place of the area. Units are dwellings, shops and the like (kind "unit")
of the body's building, else of its site, else all. Shares that nobody stated are what the others leave over, in equal
parts.
A unit whose area is not known weighs nothing by area; how many there are is kept with the meeting and said on paper, so
that nobody takes the sum for the whole. In an assembly all owners vote; in a committee or a group the members in office
on the day whose post has a vote.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from sqlalchemy import or_, select

from fmcrm_desktop.model.committee import VOTING_POSTS, CommitteeBody, CommitteeMeeting, CommitteeMember
from fmcrm_desktop.model.property import Building, Relation, Unit
from fmcrm_desktop.model.voting import Rule, shares_of
from fmcrm_desktop.store.work import Work

AREA = 100
"""A square metre in the unit that areas are kept in."""


@dataclass(frozen=True)
class Roll:
    """Who may vote on a day: each one's weight, all together, and the units left out for want of an area."""

    weights: Mapping[int, Fraction]
    entitled: Fraction
    no_area: int = 0


def roll(work: Work, body: CommitteeBody, counts: str, day: date) -> Roll:
    """The roll of a body on a day."""
    members = None if body.kind == "assembly" else _members(work, body.id, day)
    if counts == "head" and members is not None:
        return Roll(dict.fromkeys(members, Fraction(1)), Fraction(len(members)))
    owned, no_area = _owned(work, body, counts, day)
    people = owned if members is None else members
    one = Fraction(1)
    weights = {id: one if counts == "head" else owned.get(id, Fraction(0)) for id in people}
    return Roll(weights, sum(weights.values(), Fraction(0)), no_area)


def _members(work: Work, body: int, day: date) -> list[int]:
    its = CommitteeMember
    chosen = (
        select(its.person_id)
        .where(its.body_id == body, its.archived.is_(None), its.post.in_(VOTING_POSTS))
        .where(
            or_(its.from_day.is_(None), its.from_day <= day),
            or_(its.until_day.is_(None), its.until_day >= day),
        )
        .order_by(its.id)
    )
    return list(dict.fromkeys(work.column(chosen)))


def _owned(work: Work, body: CommitteeBody, counts: str, day: date) -> tuple[dict[int, Fraction], int]:
    """What each owner's vote weighs by area or units, and the number of owned units without an area."""
    its = Relation
    chosen = (
        select(its.unit_id, Unit.area, its.person_id, its.share_numerator, its.share_denominator)
        .join(Unit, Unit.id == its.unit_id)
        .where(its.role == "owner", its.archived.is_(None), Unit.archived.is_(None), Unit.kind == "unit")
        .where(
            or_(its.from_day.is_(None), its.from_day <= day),
            or_(its.until_day.is_(None), its.until_day >= day),
        )
        .order_by(its.unit_id, its.id)
    )
    if body.building_id is not None:
        chosen = chosen.where(Unit.building_id == body.building_id)
    elif body.site_id is not None:
        chosen = chosen.join(Building, Building.id == Unit.building_id).where(
            Building.site_id == body.site_id
        )
    owners: dict[int, list[tuple[int, Fraction | None]]] = defaultdict(list)
    areas: dict[int, int | None] = {}
    for unit, area, person, top, bottom in work.rows(chosen):
        owners[unit].append((person, Fraction(top, bottom) if top and bottom else None))
        areas[unit] = area
    weights: dict[int, Fraction] = defaultdict(Fraction)
    for unit, of_unit in owners.items():
        size = 1 if counts == "unit" else areas[unit] or 0
        for person, share in shares_of(of_unit).items():
            weights[person] += share * size
    lacking = sum(not area for area in areas.values()) if counts == "area" else 0
    return dict(weights), lacking


def rule_of(record: CommitteeBody | CommitteeMeeting) -> Rule:
    """The rule of voting that a body or a meeting keeps."""
    return Rule(
        record.counts, Fraction(record.quorum), record.quorum_more, Fraction(record.majority), record.majority_more,
        record.base,
    )  # fmt: skip


def weight_of(counts: str, typed: Decimal | None) -> Fraction:
    """A weight typed by somebody: heads, square metres or units."""
    return Fraction(typed or 0) * (AREA if counts == "area" else 1)


def typed_of(counts: str, weight: Fraction) -> Decimal | None:
    """A weight as it is typed again; None for nothing. What was typed comes back as it was."""
    if not weight:
        return None
    part = weight / (AREA if counts == "area" else 1)
    return Decimal(part.numerator) / Decimal(part.denominator)
