"""The words of stored values in the change log: of columns that hold one of a few codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from fmcrm_desktop.model import (
    agreement,
    behaviour,
    call,
    category,
    channel,
    charged,
    checklist,
    committee,
    complaint,
    customer_value,
    equipment,
    event,
    improvement,
    issued_document,
    matter,
    notice,
    person,
    plan,
    prospect,
    staff,
    survey,
    voting,
    work_order,
)
from fmcrm_desktop.model.typed_minutes import shown
from fmcrm_desktop.model.words import CHINESE, ENGLISH, LANGUAGES, N_
from fmcrm_desktop.services.targets.clocks import CLOCKS

STAGES = {**prospect.STAGES, **agreement.AGREEMENT_STATES, **complaint.STATES, **work_order.STATES}
MATTERS = {
    "work_order": N_("Work order"), "complaint": N_("Complaint"), "lead": N_("Prospect"),
    "agreement": N_("Agreement"), "article": N_("Article"), "person": N_("Person"), "unit": N_("Unit"),
    "call": N_("Call"), "event": N_("Event"), "promise": N_("Promise"), "equipment": N_("Equipment"),
}  # fmt: skip
SPOKEN = {"": "", ENGLISH: LANGUAGES[ENGLISH], CHINESE: LANGUAGES[CHINESE], "both": N_("Both languages")}

WORDS: dict[str, Mapping[str, str]] = {
    "agreement_line.included": agreement.INCLUDED,
    "attachment.purpose": matter.PURPOSES,
    "attachment.subject": MATTERS,
    "attendance.presence": {"invited": N_("Invited"), **committee.PRESENCE},
    "call_topic.makes": call.MAKES,
    "case_study.gap": complaint.GAPS,
    "case_study.kind": improvement.CASE_KINDS,
    "call_line.state": call.LINE_STATES,
    "category.need": category.NEEDS,
    "category.subject": category.SUBJECTS,
    "checklist_item.kind": checklist.ITEM_KINDS,
    "commendation.channel": complaint.CHANNELS,
    "commendation.need": complaint.NEEDS,
    "committee_body.base": voting.BASES,
    "committee_body.counts": voting.COUNTS,
    "committee_body.kind": committee.BODY_KINDS,
    "committee_meeting.base": voting.BASES,
    "committee_meeting.counts": voting.COUNTS,
    "committee_member.post": committee.POSTS,
    "committee_vote.vote": committee.VOTES,
    "complaint.consequence": complaint.CONSEQUENCES,
    "complaint.loss": complaint.LOSSES,
    "complaint.thanks": complaint.THANKS,
    "complaint_aspect.kind": {
        "criterion": N_("Criterion"),
        "need": N_("Need"),
        "gap": N_("Gap"),
        "lack": N_("How it showed"),
        "consequence": N_("Consequences"),
    },
    "complaint_aspect.value": {
        **complaint.CRITERIA,
        **complaint.NEEDS,
        **complaint.GAPS,
        **complaint.LACKS,
        **complaint.CONSEQUENCES,
    },
    "counter_visit.kind": channel.VISIT_KINDS,
    "decision.state": committee.DECISION_STATES,
    "dispute.state": committee.DISPUTE_STATES,
    "dispute_party.kind": committee.PARTY_KINDS,
    "equipment.kind": equipment.EQUIPMENT_KINDS,
    "escalation_rule.clock": CLOCKS,
    "escalation_rule.role": staff.ROLE_NAMES,
    "escalation_rule.subject": MATTERS,
    "gap_plan.gap": complaint.GAPS,
    "goal.state": behaviour.GOAL_STATES,
    "group_message.channel": channel.GROUP_CHANNELS,
    "group_message_person.language": SPOKEN,
    "issued_document.charged": charged.CHARGED,
    "issued_document.kind": issued_document.DOCUMENT_KINDS,
    "issued_document.language": SPOKEN,
    "issued_document.renewal": charged.RENEWALS,
    "issued_document.state": issued_document.DOCUMENT_STATES,
    "issued_edition.language": SPOKEN,
    "leaving_entry.kind": customer_value.LEAVING_KINDS,
    "leaving_entry.mouth": customer_value.MOUTHS,
    "leaving_entry.reason": customer_value.LEAVING_REASONS,
    "letter.language": SPOKEN,
    "letter_template.kind": {"letter": N_("Letter"), **issued_document.DOCUMENT_KINDS},
    "move.from_state": STAGES,
    "move.subject": MATTERS,
    "move.to_state": STAGES,
    "move.why": {"answered": N_("Was answered")},
    "note.subject": MATTERS,
    "notice.kind": notice.KINDS,
    "notice_place.kind": channel.PLACE_KINDS,
    "offer.answer": customer_value.ANSWERS,
    "offer.kind": customer_value.OFFER_KINDS,
    "order_check.kind": checklist.ITEM_KINDS,
    "order_check.result": checklist.CHECKED,
    "plan.basis": plan.PLAN_BASES,
    "plan.on_holiday": event.ON_HOLIDAY,
    "person.age_band": person.AGE_BANDS,
    "person.gender": person.GENDERS,
    "person.identity_kind": person.IDENTITY_KINDS,
    "person.preferred_channel": person.CONTACT_KINDS,
    "plan.priority": work_order.PRIORITIES,
    "problem.priority": work_order.PRIORITIES,
    "post_item.channel": channel.POST_CHANNELS,
    "post_item.direction": channel.DIRECTIONS,
    "question.scale": survey.SCALES,
    "question.topic": {**complaint.CRITERIA, **complaint.NEEDS},
    "questionnaire.kind": survey.QUESTIONNAIRE_KINDS,
    "reminded.source": MATTERS,
    "self_question.group": behaviour.QUESTION_GROUPS,
    "self_question.need": complaint.NEEDS,
    "suggestion.channel": complaint.CHANNELS,
    "suggestion.state": improvement.SUGGESTION_STATES,
    "survey_sheet.way": survey.WAYS,
    "time_spent.kind": customer_value.TIME_KINDS,
    "value_entry.factor": customer_value.FACTORS,
    "work_order.dispatch_error": work_order.DISPATCH_ERRORS,
    "work_order.way": work_order.WAYS,
}

AMOUNTS = frozenset({
    "agreement.price", "agreement_charge.amount", "agreement_terms.price", "bill.paid", "bill.total",
    "campaign_cost.amount", "charge.amount", "charge.cost", "charge.rate", "commission_line.amount",
    "commission_line.base", "commission_rule.fixed", "complaint.remedy_amount", "fee.fixed", "issued_document.price",
    "lead.budget", "part.cost", "part.price", "payment.amount", "staff.charge_rate", "staff.cost_rate",
    "staff.remedy_limit",
})  # fmt: skip
"""Columns of minor units of the office's currency."""
STRUCTURED = frozenset({
    "staff_hours.hours", "setting.value", "saved_view.query", "saved_view.columns", "own_report.definition",
    "import_mapping.mapping",
})  # fmt: skip
"""Columns of JSON that people read as something else."""
POINTS = frozenset({"gap_plan.before", "gap_plan.target", "gap_plan.after"})
"""Columns of thousandths of a point where a criterion is measured, and of complaints where none is."""
SCALED = {
    "agreement.index_percent": 100, "agreement_terms.index_percent": 100, "charge.quantity": 1000,
    "checklist_item.high": 1000, "checklist_item.low": 1000, "commission_rule.percent": 100,
    "counter_reading.value": 1000, "fee.price": 10_000, "order_check.high": 1000, "order_check.low": 1000,
    "order_check.value": 1000, **dict.fromkeys(POINTS, 1000), "part.least": 1000, "part.stock": 1000,
    "plan.counter_every": 1000, "unit.area": 100,
}  # fmt: skip
"""Columns of whole numbers, and how many of them are one of what people count in."""
MINUTES = frozenset({
    "escalation_rule.minutes", "event.remind_before", "plan.minutes", "problem.minutes", "time_spent.minutes",
    "work_order.minutes",
})  # fmt: skip
CLOCKED = frozenset({"target_rule.respond", "target_rule.arrive", "target_rule.finish"})
"""Columns of minutes that are typed and shown as 4:00."""
WEIGHTS = frozenset({
    "attendance.weight", "committee_meeting.entitled", "committee_meeting.more_present", "committee_vote.weight",
})  # fmt: skip
"""Columns of fractions of what votes count by."""
UNTOLD = frozenset({
    "sort_key", "digits", "e164", "signature", "sha256", "stored_name", "message_id", "category.code",
    "agreement_charge.pieces", "survey.draws", "closed_month.flows", "frozen_measure.figure",
})  # fmt: skip
"""What the program works out for itself from what stands beside it."""


@dataclass(frozen=True)
class Repeat:
    """A rule of repetition and the day it begins on."""

    rule: str
    start: date


@dataclass(frozen=True)
class Minutes:
    """A stretch of time, negative before what it is counted from."""

    minutes: int


@dataclass(frozen=True)
class Weight:
    """What somebody's vote weighs, and by what votes count (voting.COUNTS)."""

    counts: str
    of: Fraction


def measured(column: str, kept: object) -> object:
    """What people count in: 8950 hundredths as 89.5, minutes as what they are; of other columns as it is."""
    if not isinstance(kept, int):
        return kept
    if column in CLOCKED:
        return shown(kept)
    if column in MINUTES:
        return Minutes(kept)
    return f"{(Decimal(kept) / SCALED[column]).normalize():f}" if column in SCALED else kept


def told(table: str, name: str) -> bool:
    return name not in UNTOLD and f"{table}.{name}" not in UNTOLD
