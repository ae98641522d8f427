"""One customer's value line by line: what was counted from what, what was entered and why, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import bindparam, case, func, select, union

from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.customer_value import ENTERED, FACTORS, CustomerWorth, ValueEntry
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.customer_value import completeness
from fmcrm_desktop.services.customer_value.hints import Hint, hints
from fmcrm_desktop.services.customer_value.listing import standing_of
from fmcrm_desktop.services.customer_value.scoring import TIER, Rule, rule
from fmcrm_desktop.store.work import Work

BOUGHT = 12
"""Orders with paid services that the card names; the list of work orders has the others."""


@dataclass(frozen=True, slots=True)
class Entered:
    """An entry of a factor, or of the tier."""

    id: int
    version: int
    points: int | None
    tier: str
    why: str
    day: date
    staff: str


@dataclass(frozen=True)
class FactorLine:
    """A factor: its weight and points in hundredths; ``amount`` what a counted one was ranked by."""

    factor: str
    weight: int
    points: int | None
    amount: int | None
    entry: Entered | None
    hints: tuple[Hint, ...]
    hidden: bool = False
    """Counted, and not to be seen by who asks."""


@dataclass(frozen=True, slots=True)
class Bought:
    """An order with what its paid lines came to."""

    order_id: int
    number: str
    summary: str
    day: date
    amount: int


@dataclass(frozen=True)
class ValueCard:
    """What the page of a customer's value shows; ``score`` None where nothing was counted yet."""

    id: int
    name: str
    other_name: str
    tier: str
    computed: str
    standing: str
    set_by: Entered | None
    score: int | None
    known: int
    lines: tuple[FactorLine, ...]
    customers: int
    counted: datetime | None
    currency: str
    bought: tuple[Bought, ...]
    bought_orders: int
    bought_total: int
    profile: int
    unknown: tuple[str, ...]
    """Marked words of what the profile lacks."""
    rule: Rule
    archived: bool = False


PERCENT = select(completeness.percent).where(Person.id == bindparam("whose"))


@needs("money.read")
def card(work: Work, id: int) -> ValueCard:
    """A customer's value. Raises Missing."""
    it = work.get(Person, id)
    how, entries = rule(work), _entries(work, id)
    worth = work.row(select(CustomerWorth.__table__).where(CustomerWorth.id == id))
    lines = tuple(_line(work, how, name, worth, entries.get(name)) for name in FACTORS)
    said = hints(work, id)
    points = {line.factor: line.points for line in lines}
    score = how.score(points) if worth is not None else None
    by_hand = entries.get(TIER)
    hand, computed = by_hand.tier if by_hand else "", how.tier(score)
    bought, orders, total = _bought(work, id)
    percent = int(work.value(PERCENT, whose=id))
    return ValueCard(
        id, it.name, it.other_name, it.tier, computed, standing_of(it.tier, computed, hand),
        by_hand if hand else None, score, sum(each is not None for each in points.values()),
        tuple(_shown(work, line, said) for line in lines),
        int(work.value(select(func.count()).select_from(CustomerWorth))), worth.counted if worth else None,
        str(settings.get(work, "office.currency")), bought, orders, total, percent, _unknown(work, it), how,
        it.archived is not None,
    )  # fmt: skip


def _entries(work: Work, person: int) -> dict[str, Entered]:
    """The newest entry of each factor."""
    chosen = (
        select(
            ValueEntry.factor, ValueEntry.id, ValueEntry.version, ValueEntry.points, ValueEntry.tier, ValueEntry.why,
            ValueEntry.day, func.coalesce(Staff.name, ""),
        )
        .outerjoin(Staff, Staff.id == ValueEntry.staff_id)
        .where(ValueEntry.person_id == person, ValueEntry.archived.is_(None))
        .order_by(ValueEntry.id)
    )  # fmt: skip
    return {factor: Entered(*rest) for factor, *rest in work.rows(chosen)}


def _line(work: Work, how: Rule, factor: str, worth: Any, entry: Entered | None) -> FactorLine:
    weight = how.weights[factor]
    if factor in ENTERED:
        points = entry.points * 100 if entry is not None and entry.points is not None else None
        return FactorLine(factor, weight, points, None, entry, ())
    if worth is None:
        return FactorLine(factor, weight, None, None, None, ())
    amount = worth.revenue if factor == "total" else worth.revenue - worth.cost
    return FactorLine(factor, weight, getattr(worth, factor), amount, None, ())


def _shown(work: Work, line: FactorLine, said: dict[str, tuple[Hint, ...]]) -> FactorLine:
    """The line for whoever asks: without the right to see costs, profitability tells nothing but that it counts."""
    if line.factor == "profit" and not work.who.may("money.margin"):
        return FactorLine(line.factor, line.weight, None, None, None, (), hidden=line.points is not None)
    return FactorLine(
        line.factor, line.weight, line.points, line.amount, line.entry, said.get(line.factor, ())
    )


def paid() -> tuple[Any, Any]:
    """Whose a charge is, and what it brings."""
    return func.coalesce(Bill.person_id, WorkOrder.person_id), case((Charge.covered, 0), else_=Charge.amount)


def _bought(work: Work, person: int) -> tuple[tuple[Bought, ...], int, int]:
    """The newest orders with paid lines, how many there are, and what they come to together."""
    whose, amount = paid()
    summed = func.sum(amount)
    # named first, by their indexes: whose a charge is cannot be looked up in one
    billed = select(Charge.order_id).join(Bill, Bill.id == Charge.bill_id).where(Bill.person_id == person)
    orders = union(select(WorkOrder.id).where(WorkOrder.person_id == person), billed)
    chosen = (
        select(WorkOrder.id, WorkOrder.number, WorkOrder.summary, func.max(Charge.day), summed)
        .join(Charge, Charge.order_id == WorkOrder.id)
        .outerjoin(Bill, Bill.id == Charge.bill_id)
        .where(WorkOrder.id.in_(orders), whose == person)
        .where(Charge.archived.is_(None), WorkOrder.archived.is_(None))
        .group_by(WorkOrder.id, WorkOrder.number, WorkOrder.summary)
        .having(summed != 0)
        .order_by(func.max(Charge.day).desc(), WorkOrder.id.desc())
    )
    found = [Bought(id, number, text, day, int(total)) for id, number, text, day, total in work.rows(chosen)]
    return tuple(found[:BOUGHT]), len(found), sum(each.amount for each in found)


def _unknown(work: Work, person: Person) -> tuple[str, ...]:
    asked: Sequence[tuple[str, Any, bool]] = [
        (word, there, human)
        for word, there, human in completeness.ASKED.values()
        if person.kind == "person" or not human
    ]
    row = work.rows(
        select(*(case((there, 1), else_=0) for _, there, _ in asked))
        .select_from(Person)
        .where(Person.id == person.id)
    )[0]
    return tuple(word for (word, _, _), there in zip(asked, row, strict=True) if not there)
