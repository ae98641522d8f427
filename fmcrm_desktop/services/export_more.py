"""The lists of agreements, prospects, the committee and customers, as they go out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sqlalchemy import select

from fmcrm_desktop.model import (
    agreement,
    prospect,
)
from fmcrm_desktop.model.agreement import Agreement, AgreementUnit
from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.charged import CHARGED, RENEWALS
from fmcrm_desktop.model.committee import DECISION_STATES, CommitteeBody, CommitteeMeeting, Decision, Opinion
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead, LeadUnit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import (
    agreements,
    committee,
    prospects,
)
from fmcrm_desktop.services.export_customers import CUSTOMERS
from fmcrm_desktop.services.listed import Listed, Told, Value, joined
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
        (N_("Price"), Agreement.price), (N_("How it is charged"), Agreement.charged),
        (N_("Index in percent a year"), Agreement.index_percent), (N_("First rise on"), Agreement.index_from),
        (N_("After the last day"), Agreement.renewal), (N_("Days of notice"), Agreement.notice_days),
        (N_("Notes"), Agreement.note),
    ),
    joins=lambda chosen: chosen.outerjoin(Person, Person.id == Agreement.person_id),
    words={"State": {}, "How it is charged": CHARGED, "After the last day": RENEWALS},
    more={N_("Units"): _agreed_units, N_("State"): _agreed_states},
    scaled={"Index in percent a year": 2},
    amounts=("Price",),
    id=Agreement.id,
)  # fmt: skip


def _units_of_interest(work: Work, ids: Sequence[int]) -> Mapping[int, Value]:
    columns = select(LeadUnit.lead_id, Unit.label).join(Unit, Unit.id == LeadUnit.unit_id)
    return joined(work, columns.where(LeadUnit.lead_id.in_(ids)).order_by(LeadUnit.id), ", ")


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
    more={N_("Units of interest"): _units_of_interest},
    amounts=("Budget",),
    id=Lead.id,
)  # fmt: skip
_DECISIONS = Listed(
    committee.decision_page,
    (
        (N_("No."), Decision.number), (N_("Decided on"), Decision.decided_day), (N_("Body"), CommitteeBody.name),
        (N_("Meeting"), CommitteeMeeting.number), (N_("Decision"), Decision.text),
        (N_("In the other language"), Decision.other_text), (N_("State"), Decision.state),
        (N_("Responsible"), Staff.name), (N_("Due"), Decision.due_day), (N_("Carried out on"), Decision.done_day),
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
MORE: Mapping[str, Listed] = {
    **CUSTOMERS,
    "agreements": _AGREEMENTS,
    "prospects": _PROSPECTS,
    "decisions": _DECISIONS,
    "opinions": _OPINIONS,
}
