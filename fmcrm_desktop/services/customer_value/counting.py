"""What each customer brought and cost, counted for all at once, and how that becomes points.

A customer is a person or company, not archived, that belongs or belonged to a unit, or of whom there is an amount.
What a line of an order brings belongs to whoever its bill goes to, else to whoever the order is for. A line covered by
an agreement brings nothing of itself (the agreement's own charge is what is paid), but its cost counts.

Points are the percentile rank, PERCENT_RANK of the SQL standard: of all other customers the share that brought less,
times 100; equal amounts give equal points. So a customer of whom nothing is recorded stands at the bottom together
with all like them, and one large bill cannot press all others to nought, as a share of the largest would. In
hundredths, half rounded up: (2 × 10,000 × those below + others) ÷ (2 × others), whole.

It is kept in customer_worth and counted anew by a deed, not on reading: to rank one person all must be counted, which
takes seconds with 100,000 of them, and a list that is sorted by it must stand at once. Scores, weights and tiers are
worked out on reading, from these rows and what was entered, so that they are never out of date among themselves.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    case,
    cast,
    delete,
    func,
    insert,
    literal,
    select,
    union_all,
)

from fmcrm_desktop.model.agreement import Agreement, AgreementCharge
from fmcrm_desktop.model.base import Moment
from fmcrm_desktop.model.charge import Bill, Charge
from fmcrm_desktop.model.customer_value import CustomerWorth
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

FULL = 100 * 100
"""A hundred points, in hundredths."""


def _order_lines() -> Select[Any]:
    return (
        select(
            func.coalesce(Bill.person_id, WorkOrder.person_id).label("person_id"),
            case((Charge.covered, 0), else_=Charge.amount).label("amount"),
            Charge.cost.label("cost"),
        )
        .join(WorkOrder, WorkOrder.id == Charge.order_id)
        .outerjoin(Bill, Bill.id == Charge.bill_id)
        .where(Charge.archived.is_(None), WorkOrder.archived.is_(None))
    )


def _agreement_charges() -> Select[Any]:
    whose: Any = func.coalesce(Bill.person_id, Agreement.person_id)
    return (
        select(whose.label("person_id"), AgreementCharge.amount.label("amount"), literal(0).label("cost"))
        .join(Agreement, Agreement.id == AgreementCharge.agreement_id)
        .outerjoin(Bill, Bill.id == AgreementCharge.bill_id)
        .where(AgreementCharge.archived.is_(None))
    )


SOURCES = (_order_lines, _agreement_charges)
"""What brings money and costs it: selects of person_id, amount, cost."""


def ranked(now: datetime) -> Select[Any]:
    """Each customer's id, amounts and points: the columns of customer_worth."""
    # Those tied to a unit come in with nothing: a join of everybody with the sums would walk all of them for each.
    tied = select(Relation.person_id.label("person_id"), literal(0).label("amount"), literal(0).label("cost"))
    given = union_all(*(each() for each in SOURCES), tied.where(Relation.archived.is_(None))).subquery(
        "given"
    )
    revenue, cost = (cast(func.sum(given.c[name]), BigInteger) for name in ("amount", "cost"))
    known = (
        select(Person.id, revenue.label("revenue"), cost.label("cost"))
        .join(given, given.c.person_id == Person.id)
        .where(Person.archived.is_(None))
        .group_by(Person.id)
        .subquery("known")
    )
    others = func.count().over() - 1
    return select(
        known.c.id, known.c.revenue, known.c.cost, _points(known.c.revenue, others),
        _points(known.c.revenue - known.c.cost, others), literal(now, Moment()),
    )  # fmt: skip


def _points(amount: Any, others: Any) -> Any:
    below = func.rank().over(order_by=amount) - 1
    return case((others == 0, 0), else_=cast((2 * FULL * below + others) // (2 * others), Integer))


@needs("person.write")
def count(work: Work) -> int:
    """Count all customers anew; how many there are."""
    work.session.execute(delete(CustomerWorth))
    into = insert(CustomerWorth).from_select(
        ["id", "revenue", "cost", "total", "profit", "counted"], ranked(work.now), include_defaults=False
    )
    work.session.execute(into)
    return int(work.value(select(func.count()).select_from(CustomerWorth)))


@needs("money.read")
def counted(work: Work) -> datetime | None:
    """When it was counted last."""
    found: datetime | None = work.value(select(func.max(CustomerWorth.counted)))
    return found


@needs("money.read")
def out_of_date(work: Work) -> bool:
    """Whether it was not counted yet today, by the office's clock."""
    last = counted(work)
    return last is None or last.astimezone(work.zone).date() < work.now.astimezone(work.zone).date()
