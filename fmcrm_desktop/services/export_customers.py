"""Customers by their value, offers and time spent as lists that go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from fmcrm_desktop.model.agreement import Agreement
from fmcrm_desktop.model.customer_value import (
    ANSWERS,
    OFFER_KINDS,
    TIME_KINDS,
    CustomerWorth,
    Offer,
    TimeSpent,
)
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import customer_value, time_spent
from fmcrm_desktop.services.customer_value import offers
from fmcrm_desktop.services.listed import Listed, Value
from fmcrm_desktop.store.work import Work


def _scores(work: Work, ids: Sequence[int]) -> Mapping[int, Value]:
    """The score in points, as far as one is known."""
    found = customer_value.rows(work, ids)
    return {row.id: Decimal(row.score) / 100 for row in found if row.score is not None}


_CUSTOMERS = Listed(
    customer_value.page,
    (
        (N_("Name"), Person.name), (N_("Other name"), Person.other_name), (N_("Tier"), Person.tier),
        (N_("Value so far"), CustomerWorth.revenue), (N_("Recorded cost"), CustomerWorth.cost),
    ),
    joins=lambda chosen: chosen.join(CustomerWorth, CustomerWorth.id == Person.id),
    words={"Tier": TIERS},
    more={N_("Score"): _scores},
    amounts=("Value so far", "Recorded cost"),
    hidden=("Recorded cost",),
    id=Person.id,
)  # fmt: skip
_OFFERS = Listed(
    offers.page,
    (
        (N_("Offered on"), Offer.day), (N_("Person"), Person.name), (N_("Kind"), Offer.kind),
        (N_("What was offered"), Offer.what), (N_("Answer"), Offer.answer), (N_("Reason"), Offer.why),
        (N_("Answered on"), Offer.answered_day), (N_("Ask again on"), Offer.again_day), (N_("Offered by"), Staff.name),
    ),
    joins=lambda chosen: (
        chosen.join(Person, Person.id == Offer.person_id).outerjoin(Staff, Staff.id == Offer.staff_id)
    ),
    words={"Kind": OFFER_KINDS, "Answer": ANSWERS},
    id=Offer.id,
)  # fmt: skip
_TIME = Listed(
    time_spent.page,
    (
        (N_("Date"), TimeSpent.day), (N_("Kind"), TimeSpent.kind), (N_("Minutes"), TimeSpent.minutes),
        (N_("Work order"), WorkOrder.number), (N_("Agreement"), Agreement.number), (N_("Member of staff"), Staff.name),
        (N_("Note"), TimeSpent.note),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(WorkOrder, WorkOrder.id == TimeSpent.order_id)
        .outerjoin(Agreement, Agreement.id == TimeSpent.agreement_id)
        .outerjoin(Staff, Staff.id == TimeSpent.staff_id)
    ),
    words={"Kind": TIME_KINDS},
    id=TimeSpent.id,
)  # fmt: skip
CUSTOMERS = {"customers": _CUSTOMERS, "offers": _OFFERS, "time_spent": _TIME}
