"""The lists of agreements, prospects, the committee, customers and time spent, as they go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlalchemy import select

from fmcrm_desktop.model import (
    agreement,
    prospect,
)
from fmcrm_desktop.model.agreement import Agreement, AgreementUnit
from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.committee import DECISION_STATES, CommitteeBody, CommitteeMeeting, Decision, Opinion
from fmcrm_desktop.model.customer_value import (
    ANSWERS,
    OFFER_KINDS,
    TIME_KINDS,
    CustomerWorth,
    Offer,
    TimeSpent,
)
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.target import TIERS
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import (
    agreements,
    committee,
    customer_value,
    prospects,
    time_spent,
)
from fmcrm_desktop.services.customer_value import offers
from fmcrm_desktop.services.listed import Listed, Told, Value, joined, units_of
from fmcrm_desktop.store.work import Work


def _agreed_units(work: Work, ids: Sequence[int]) -> Mapping[int, Value]:
    columns = select(AgreementUnit.agreement_id, Unit.label).join(Unit, Unit.id == AgreementUnit.unit_id)
    return joined(work, columns.where(AgreementUnit.agreement_id.in_(ids)).order_by(AgreementUnit.id), ", ")


def _agreed_states(work: Work, ids: Sequence[int]) -> Mapping[int, Told]:
    """As they are today."""
    return {row.id: (agreement.AGREEMENT_STATES[row.state],) for row in agreements.rows(work, ids)}


_AGREEMENTS = Listed(
    agreements.page,
    (
        (N_("No."), Agreement.number), (N_("What was agreed"), Agreement.name), (N_("Person"), Person.name),
        (N_("From"), Agreement.from_day), (N_("Until"), Agreement.until_day),
        (N_("Price"), Agreement.price), (N_("Charged"), Agreement.charged),
        (N_("Index in percent a year"), Agreement.index_percent), (N_("First rise on"), Agreement.index_from),
        (N_("After the last day"), Agreement.renewal), (N_("Days of notice"), Agreement.notice_days),
        (N_("Notes"), Agreement.note),
    ),
    joins=lambda chosen: chosen.outerjoin(Person, Person.id == Agreement.person_id),
    words={"State": {}, "Charged": agreement.CHARGED, "After the last day": agreement.RENEWALS},
    more={N_("Units"): _agreed_units, N_("State"): _agreed_states},
    scaled={"Index in percent a year": 2},
    amounts=("Price",),
    id=Agreement.id,
)  # fmt: skip
_PROSPECTS = Listed(
    prospects.page,
    (
        (N_("No."), Lead.number), (N_("Name"), Lead.name), (N_("Name in the other script"), Lead.other_name),
        (N_("Company"), Lead.company), (N_("Telephone"), Lead.phone), (N_("Email"), Lead.email),
        (N_("Sales stage"), Lead.state), (N_("Next step"), Lead.next_step), (N_("On the day"), Lead.next_day),
        (N_("Responsible"), Staff.name), (N_("Looks for"), Lead.purpose), (N_("Needs in their words"), Lead.needs),
        (N_("Budget"), Lead.budget), (N_("Source"), Lead.source), (N_("Campaign"), Campaign.name),
        (N_("Recommended by"), Person.name), (N_("Entered on"), Lead.entered), (N_("Closed on"), Lead.closed),
        (N_("Reason"), Lead.lost_reason), (N_("In their words"), Lead.lost_text),
    ),
    joins=lambda chosen: (
        chosen.outerjoin(Staff, Staff.id == Lead.responsible_id)
        .outerjoin(Campaign, Campaign.id == Lead.campaign_id)
        .outerjoin(Person, Person.id == Lead.recommended_by_id)
    ),
    words={
        "Sales stage": prospect.STAGES, "Looks for": prospect.PURPOSES, "Source": prospect.SOURCES,
        "Reason": prospect.LOST_REASONS,
    },
    amounts=("Budget",),
    id=Lead.id,
)  # fmt: skip
_DECISIONS = Listed(
    committee.decision_page,
    (
        (N_("No."), Decision.number), (N_("Decided on"), Decision.decided_day), (N_("Body"), CommitteeBody.name),
        (N_("Meeting"), CommitteeMeeting.number), (N_("Decision"), Decision.text),
        (N_("In the other language"), Decision.other_text), (N_("State"), Decision.state),
        (N_("Responsible"), Staff.name), (N_("Due"), Decision.due_day), (N_("Done on"), Decision.done_day),
        (N_("Result"), Decision.result),
    ),
    joins=lambda chosen: (
        chosen.join(CommitteeMeeting, CommitteeMeeting.id == Decision.meeting_id)
        .join(CommitteeBody, CommitteeBody.id == CommitteeMeeting.body_id)
        .outerjoin(Staff, Staff.id == Decision.responsible_id)
    ),
    words={"State": DECISION_STATES},
    id=Decision.id,
)  # fmt: skip
_OPINIONS = Listed(
    committee.opinion_page,
    (
        (N_("No."), Opinion.number), (N_("Received at"), Opinion.received), (N_("Body"), CommitteeBody.name),
        (N_("Brought by"), Person.name), (N_("Own words"), Opinion.own_words), (N_("Responsible"), Staff.name),
        (N_("Answer by"), Opinion.due_day), (N_("Answer"), Opinion.answer), (N_("Answered on"), Opinion.answered_day),
    ),
    joins=lambda chosen: (
        chosen.join(CommitteeBody, CommitteeBody.id == Opinion.body_id)
        .outerjoin(Person, Person.id == Opinion.person_id)
        .outerjoin(Staff, Staff.id == Opinion.responsible_id)
    ),
    id=Opinion.id,
)  # fmt: skip


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
    more={N_("Score"): _scores, N_("Units"): units_of},
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
        (N_("Day"), TimeSpent.day), (N_("Kind"), TimeSpent.kind), (N_("Minutes"), TimeSpent.minutes),
        (N_("Work order"), WorkOrder.number), (N_("Agreement"), Agreement.number), (N_("By"), Staff.name),
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
MORE: Mapping[str, Listed] = {
    "agreements": _AGREEMENTS,
    "prospects": _PROSPECTS,
    "decisions": _DECISIONS,
    "opinions": _OPINIONS,
    "customers": _CUSTOMERS,
    "offers": _OFFERS,
    "time": _TIME,
}
