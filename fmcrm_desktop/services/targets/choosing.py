"""Which target holds for a work order: the agreement's, else the customer tier's, the category's, the office's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import and_, exists, false, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.agreement import Agreement, AgreementUnit
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.target import TargetRule
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreed, settings
from fmcrm_desktop.store.work import Work

OFFICE_TARGET = N_("The office's target for this priority")
BY_AGREEMENT = N_("The agreement {name}")
BY_TIER = N_("The target of customer tier {name}")
BY_CATEGORY = N_("The target of {name}")


@dataclass(frozen=True)
class Target:
    """Minutes within which to respond, arrive and finish; ``source`` and its ``name`` say who set them."""

    respond: int
    arrive: int
    finish: int
    round_the_clock: bool
    source: str = OFFICE_TARGET
    name: str = ""
    rule_id: int | None = None


class Aimed(Protocol):
    """What decides about the target of an order."""

    @property
    def priority(self) -> str: ...
    @property
    def agreement_id(self) -> int | None: ...
    @property
    def person_id(self) -> int | None: ...
    @property
    def category_id(self) -> int | None: ...


def office_target(work: Work, priority: str) -> Target:
    """The office's own target for a priority."""
    kept = settings.get(work, "targets")
    chosen = kept.get(priority) or kept["normal"]
    return Target(
        int(chosen["respond"]), int(chosen["arrive"]), int(chosen["finish"]), bool(chosen["round_the_clock"])
    )


def choose(work: Work, order: Aimed) -> Target:
    """The target that holds. Among rules of one source the one for the priority comes before the one for all."""
    tier = select(Person.tier).where(Person.id == order.person_id).scalar_subquery()
    of = or_(
        TargetRule.agreement_id == order.agreement_id if order.agreement_id is not None else false(),
        and_(TargetRule.tier != "", TargetRule.tier == tier) if order.person_id is not None else false(),
        TargetRule.category_id == order.category_id if order.category_id is not None else false(),
    )
    rules = work.rows(
        _RULES.where(of, TargetRule.priority.in_((order.priority, "")), TargetRule.archived.is_(None))
    )
    best = min(rules, key=_rank, default=None)
    return office_target(work, order.priority) if best is None else _target(best)


def source(work: Work, rule_id: int | None) -> tuple[str, str]:
    """Who set an order's target: a marked text, and the name in it."""
    if rule_id is None:
        return OFFICE_TARGET, ""
    row = work.row(_RULES.where(TargetRule.id == rule_id))
    return (OFFICE_TARGET, "") if row is None else (_target(row).source, _target(row).name)


_OF = aliased(Category)
_RULES = (
    select(
        TargetRule.id, TargetRule.agreement_id, TargetRule.tier, TargetRule.priority, TargetRule.respond,
        TargetRule.arrive, TargetRule.finish, TargetRule.round_the_clock, Agreement.number, Agreement.name,
        _OF.name.label("category"),
    )
    .outerjoin(Agreement, Agreement.id == TargetRule.agreement_id)
    .outerjoin(_OF, _OF.id == TargetRule.category_id)
)  # fmt: skip


def _rank(rule: Sequence[Any]) -> tuple[int, bool, int]:
    id, agreement, tier, priority = rule[:4]
    return 0 if agreement is not None else 1 if tier else 2, priority == "", id


def _target(row: Sequence[Any]) -> Target:
    id, agreement, tier, _priority, respond, arrive, finish, round_the_clock, number, name, category = row
    if agreement is not None:
        source, called = BY_AGREEMENT, " ".join(part for part in (number, name) if part)
    elif tier:
        source, called = BY_TIER, tier
    else:
        source, called = BY_CATEGORY, category
    return Target(respond, arrive, finish, round_the_clock, source, called, id)


def agreement_for(work: Work, person: int | None, unit: int | None, moment: datetime) -> int | None:
    """The running agreement an order is done under: one that names the unit, else one of the person, or of an owner
    of the unit, that names none."""
    day = moment.astimezone(settings.zone(work)).date()
    newest = (Agreement.from_day.desc(), Agreement.id.desc())
    ids = select(Agreement.id).where(agreed.holds(day)).order_by(*newest).limit(1)
    if unit is not None:
        named = ids.where(
            exists().where(AgreementUnit.agreement_id == Agreement.id, AgreementUnit.unit_id == unit)
        )
        if (found := work.value(named)) is not None:
            return int(found)
    owners = select(Relation.person_id).where(
        Relation.unit_id == unit, Relation.role == "owner", Relation.archived.is_(None),
        or_(Relation.from_day.is_(None), Relation.from_day <= day),
        or_(Relation.until_day.is_(None), Relation.until_day >= day),
    )  # fmt: skip
    whole = ids.where(
        or_(Agreement.person_id == person, Agreement.person_id.in_(owners)),
        ~exists().where(AgreementUnit.agreement_id == Agreement.id),
    )
    found = work.value(whole) if person is not None or unit is not None else None
    return None if found is None else int(found)
