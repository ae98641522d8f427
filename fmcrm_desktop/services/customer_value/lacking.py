"""What a customer lacks that others like them have: fees, paid services and agreements of the people (or companies) of
the same buildings. At most three, those that most others have; what they have, or were lately offered, is left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import and_, func, or_, select

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.customer_value import Offer
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Fee, Relation, Unit, UnitFee
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.store.work import Work

MOST, LEAST = 3, 2
"""So many are suggested at most, and so many others must have it."""
BOUGHT_WITHIN = timedelta(days=730)
REFUSED_FOR = timedelta(days=365)
"""What was answered with no is not suggested again for a year."""


@dataclass(frozen=True, slots=True)
class Lack:
    """Something to offer: ``have`` of ``of`` others have it. ``key`` says what it is: fee:3, service:7, agreement:…"""

    key: str
    kind: str
    what: str
    other_name: str
    have: int
    of: int


@needs("money.read")
def lacking(work: Work, person: int) -> tuple[Lack, ...]:
    """What to offer this customer."""
    it = work.get(Person, person)
    buildings = (
        select(Unit.building_id)
        .join(Relation, Relation.unit_id == Unit.id)
        .where(Relation.person_id == person, holds(today(work)), Unit.building_id.is_not(None))
    )
    others = (
        select(Relation.person_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .join(Person, Person.id == Relation.person_id)
        .where(Unit.building_id.in_(buildings), holds(today(work)), Person.kind == it.kind)
        .where(Person.archived.is_(None), Relation.person_id != person)
    )
    of = int(work.value(select(func.count(others.subquery().c.person_id.distinct()))))
    if not of:
        return ()
    left_out = _offered(work, person)
    own = {each.key for each in _held(work, Person.id == person, of)}
    found = [
        each
        for each in _held(work, Person.id.in_(others), of)
        if each.key not in own and each.key not in left_out and each.have >= LEAST
    ]
    return tuple(sorted(found, key=lambda each: (-each.have, each.key))[:MOST])


def _offered(work: Work, person: int) -> set[str]:
    """What was offered and is not to be suggested: no answer yet, later, yes, or no within the year."""
    since = today(work) - REFUSED_FOR
    fresh = or_(Offer.answer != "no", Offer.day >= since)
    return set(
        work.column(select(Offer.key).where(Offer.person_id == person, Offer.archived.is_(None), fresh))
    )


def _held(work: Work, who: Any, of: int) -> Iterator[Lack]:
    """What these people have, and how many of them."""
    yield from _fees(work, who, of)
    yield from _services(work, who, of)
    yield from _agreements(work, who, of)


def _fees(work: Work, who: Any, of: int) -> Iterator[Lack]:
    chosen = (
        select(Fee.id, Fee.name, func.count(Person.id.distinct()))
        .join(UnitFee, UnitFee.fee_id == Fee.id)
        .join(Relation, and_(Relation.unit_id == UnitFee.unit_id, Relation.role.in_(("owner", "payer"))))
        .join(Person, Person.id == Relation.person_id)
        .where(who, UnitFee.archived.is_(None), Fee.archived.is_(None), holds(today(work)))
        .group_by(Fee.id, Fee.name)
    )
    for id, name, have in work.rows(chosen):
        yield Lack(f"fee:{id}", "fee", name, "", have, of)


def _services(work: Work, who: Any, of: int) -> Iterator[Lack]:
    chosen = (
        select(Category.id, Category.name, Category.other_name, func.count(Person.id.distinct()))
        .select_from(Charge)
        .join(WorkOrder, WorkOrder.id == Charge.order_id)
        .join(Category, Category.id == WorkOrder.category_id)
        .join(Person, Person.id == WorkOrder.person_id)
        .where(
            who,
            Charge.covered.is_(False),
            Charge.amount > 0,
            Charge.archived.is_(None),
            WorkOrder.archived.is_(None),
        )
        .where(Charge.day >= today(work) - BOUGHT_WITHIN, Category.archived.is_(None))
        .group_by(Category.id, Category.name, Category.other_name)
    )
    for id, name, other, have in work.rows(chosen):
        yield Lack(f"service:{id}", "service", name, other, have, of)


def _agreements(work: Work, who: Any, of: int) -> Iterator[Lack]:
    chosen = (
        select(Agreement.name, func.count(Person.id.distinct()))
        .join(Person, Person.id == Agreement.person_id)
        .where(who, Agreement.archived.is_(None), Agreement.state.in_(("running", "signed")))
        .group_by(Agreement.name)
    )
    for name, have in work.rows(chosen):
        yield Lack(f"agreement:{name}", "agreement", name, "", have, of)
