"""Reports about prospects and agreements."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, cast, func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model import agreement, charged, prospect
from fmcrm_desktop.model.agreement import Agreement, AgreementCharge, AgreementUnit
from fmcrm_desktop.model.campaign import Campaign
from fmcrm_desktop.model.own_report import CHOICE, DAY, MOMENT, MONEY, NAMED, NUMBER, TEXT, TICK
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.prospect import Lead, LeadUnit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import agreed
from fmcrm_desktop.services.own_reports.declared import Column, Scope, Subject, minutes
from fmcrm_desktop.services.own_reports.subjects.parts import person, staff

_L, _A, _sender = Lead, Agreement, aliased(Person)


def _units(link: Any, whose: Any, owner: Any) -> Any:
    """The labels of the units that hang on a record."""
    return (
        select(func.aggregate_strings(Unit.label, ", "))
        .join(link, link.unit_id == Unit.id)
        .where(whose == owner.id)
        .correlate(owner)
        .scalar_subquery()
    )


LEADS = Subject(
    "leads",
    N_("Prospects"),
    "person.read",
    _L,
    _L.id,
    (
        Column("number", N_("No."), TEXT, _L.number),
        Column("name", N_("Name"), NAMED, _L.name, other=_L.other_name, same=_L.id),
        Column("company", N_("Company"), TEXT, _L.company),
        Column("phone", N_("Telephone"), TEXT, _L.phone),
        Column("email", N_("Email"), TEXT, _L.email),
        Column("entered", N_("Entered"), MOMENT, _L.entered),
        Column("state", N_("Stage"), CHOICE, _L.state, prospect.STAGES),
        Column("source", N_("Source"), CHOICE, _L.source, prospect.SOURCES),
        Column("campaign", N_("Campaign"), NAMED, Campaign.name, other=Campaign.other_name, same=Campaign.id),
        Column(
            "sender", N_("Recommended by"), NAMED, _sender.name, other=_sender.other_name, same=_sender.id,
            order=_sender.sort_key,
        ),
        Column("purpose", N_("Purpose"), CHOICE, _L.purpose, prospect.PURPOSES),
        Column("units", N_("Units"), TEXT, _units(LeadUnit, LeadUnit.lead_id, _L)),
        Column("budget", N_("Budget"), MONEY, _L.budget),
        staff("responsible", N_("Responsible")),
        Column("next_step", N_("Next step"), TEXT, _L.next_step),
        Column("next_day", N_("Next step on"), DAY, _L.next_day),
        Column("closed", N_("Won or lost"), MOMENT, _L.closed),
        minutes("to_close", N_("Time until closed"), _L.entered, _L.closed),
        Column("lost_reason", N_("Why lost"), CHOICE, _L.lost_reason, prospect.LOST_REASONS),
        Column("reopened", N_("Reopened"), NUMBER, _L.reopened),
        person(N_("Became the customer")),
        Column("needs", N_("Needs"), TEXT, _L.needs),
    ),
    (
        (Campaign, Campaign.id == _L.campaign_id), (_sender, _sender.id == _L.recommended_by_id),
        (Staff, Staff.id == _L.responsible_id), (Person, Person.id == _L.person_id),
    ),
    (_L.archived.is_(None),),
    opens="lead",
    record=_L.id,
    starts=("number", "name", "state", "source", "responsible", "next_day"),
)  # fmt: skip


def _state(scope: Scope) -> Any:
    return agreed.state_of(scope.today)


def _sum() -> Any:
    found = select(func.sum(AgreementCharge.amount)).where(
        AgreementCharge.agreement_id == _A.id, AgreementCharge.archived.is_(None)
    )
    return cast(func.coalesce(found.correlate(_A).scalar_subquery(), 0), BigInteger)


AGREEMENTS = Subject(
    "agreements",
    N_("Agreements"),
    "person.read",
    _A,
    _A.id,
    (
        Column("number", N_("No."), TEXT, _A.number),
        Column("name", N_("What was agreed"), TEXT, _A.name),
        person(),
        Column("units", N_("Units"), TEXT, _units(AgreementUnit, AgreementUnit.agreement_id, _A)),
        Column("state", N_("State"), CHOICE, _state, agreement.AGREEMENT_STATES),
        Column("from_day", N_("From"), DAY, _A.from_day),
        Column("until_day", N_("Until"), DAY, _A.until_day),
        Column("renewal", N_("Renewal"), CHOICE, _A.renewal, charged.RENEWALS),
        Column("notice_days", N_("Days of notice"), NUMBER, _A.notice_days),
        Column("price", N_("Price"), MONEY, _A.price, right="money.read"),
        Column("charged", N_("How it is charged"), CHOICE, _A.charged, charged.CHARGED),
        Column("sum", N_("Charged so far"), MONEY, _sum(), right="money.read"),
        Column("covers_labour", N_("Labour covered"), TICK, _A.covers_labour),
        Column("covers_parts", N_("Parts covered"), TICK, _A.covers_parts),
        Column("lead", N_("Prospect"), TEXT, _L.number),
        Column("note", N_("Note"), TEXT, _A.note),
    ),
    ((Person, Person.id == _A.person_id), (_L, _L.id == _A.lead_id)),
    (_A.archived.is_(None),),
    opens="agreement",
    record=_A.id,
    starts=("number", "name", "person", "state", "from_day", "until_day"),
)
