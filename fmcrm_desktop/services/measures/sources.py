"""Which records the measures count over, and the conditions they share."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, exists, func, literal, or_, select
from sqlalchemy.orm import aliased, join

from fmcrm_desktop.model.agreement import AgreementCharge
from fmcrm_desktop.model.call import Call, Promise
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.customer_value import TimeSpent
from fmcrm_desktop.model.improvement import Commendation
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.work_order import Request, Visit, WorkOrder
from fmcrm_desktop.services.measures.declared import (
    DAY,
    LAST_DAY,
    REPEAT_SECONDS,
    START,
    UNTIL,
    Source,
    seconds,
)

_kept_complaint = (Complaint.archived.is_(None), Complaint.state != "withdrawn")
_kept_order = (WorkOrder.archived.is_(None), WorkOrder.state.not_in(("cancelled", "declined")))

COMPLAINT_RECEIVED = Source("complaint", Complaint, Complaint.received, (Complaint.archived.is_(None),))
COMPLAINT_RESOLVED = Source("complaint", Complaint, Complaint.resolved, (Complaint.archived.is_(None),))
ACKNOWLEDGE_DUE = Source("complaint", Complaint, Complaint.acknowledge_due, _kept_complaint, judged=True)
ANSWER_DUE = Source("complaint", Complaint, Complaint.due, _kept_complaint, judged=True)
ORDER_RECEIVED = Source("work_order", WorkOrder, WorkOrder.received, (WorkOrder.archived.is_(None),))
ORDER_DONE = Source("work_order", WorkOrder, WorkOrder.done, (WorkOrder.archived.is_(None),))
PROMISE_DUE = Source(
    "promise", Promise, Promise.due, (Promise.archived.is_(None), Promise.dropped.is_(None)), judged=True
)
VISIT_PLANNED = Source("visit", Visit, Visit.planned_from, (Visit.archived.is_(None),), judged=True)

# What an imported matter lacks is taken from the next thing known: who has an answer was also acknowledged.
acknowledged = func.coalesce(Complaint.acknowledged, Complaint.answered, Complaint.resolved)
answered = func.coalesce(Complaint.answered, Complaint.resolved)
responded = func.coalesce(WorkOrder.responded, WorkOrder.arrived, WorkOrder.done)
arrived = func.coalesce(WorkOrder.arrived, WorkOrder.done)

_CLOCKS = (
    (WorkOrder.respond_due, responded),
    (WorkOrder.arrive_due, arrived),
    (WorkOrder.due, WorkOrder.done),
)
_fell_due = [and_(due >= START, due < UNTIL) for due, _ in _CLOCKS]
CLOCK_DUE = Source("work_order", WorkOrder, None, (or_(*_fell_due), *_kept_order))
clock_broken: ColumnElement[bool] = or_(
    *(
        and_(fell, or_(kept.is_(None), kept > due))
        for fell, (due, kept) in zip(_fell_due, _CLOCKS, strict=True)
    )
)

_later = aliased(WorkOrder)
_repeated = exists().where(
    _later.repeat_of_id == WorkOrder.id,
    _later.archived.is_(None),
    seconds(_later.received, WorkOrder.done) <= REPEAT_SECONDS,
)
_visits = (
    select(func.count())
    .where(Visit.order_id == WorkOrder.id, Visit.archived.is_(None))
    .correlate(WorkOrder)
    .scalar_subquery()
)
_request_answered = exists().where(
    WorkOrder.request_id == Request.id,
    WorkOrder.archived.is_(None),
    seconds(responded, Request.received) <= DAY,
)
_call_back_kept = exists().where(
    Promise.call_id == Call.id, Promise.archived.is_(None), seconds(Promise.kept, Call.started) <= DAY
)

ORDER_VISITED = Source(
    "work_order",
    WorkOrder,
    WorkOrder.done,
    (WorkOrder.archived.is_(None),),
    facts=(
        WorkOrder.id.label("id"),
        WorkOrder.done.label("done"),
        _visits.label("visits"),
        _repeated.label("repeated"),
    ),
)
REQUEST_RECEIVED = Source(
    "request",
    Request,
    Request.received,
    (Request.archived.is_(None),),
    facts=(Request.id.label("id"), Request.received.label("received"), _request_answered.label("answered")),
)
CALL_IN = Source(
    "call",
    Call,
    Call.started,
    (Call.archived.is_(None), Call.direction == "in"),
    facts=(
        Call.id.label("id"),
        Call.started.label("received"),
        or_(Call.outcome.in_(("answered", "passed_on")), _call_back_kept).label("answered"),
    ),
)

OCCUPIED = Source(
    "unit",
    join(Relation, Unit, Unit.id == Relation.unit_id),
    None,
    (
        Unit.kind == "unit",
        Unit.archived.is_(None),
        Relation.archived.is_(None),
        Relation.role.in_(("owner", "tenant", "occupant")),
        func.coalesce(Relation.from_day, LAST_DAY) <= LAST_DAY,
        func.coalesce(Relation.until_day, LAST_DAY) >= LAST_DAY,
    ),
    facts=(Unit.id.label("id"),),
    once=True,
)
"""Units (not parking or storage) in which somebody had a home or a business on the month's last day."""

# spelt out, or the index over just these orders is not seen
_right = literal("", literal_execute=True)
MISDIRECTED = Source(
    "work_order",
    WorkOrder,
    WorkOrder.done,
    (WorkOrder.archived.is_(None), WorkOrder.dispatch_error != _right),
)
"""Orders done that had gone to the wrong person, place or time, or with the wrong part."""
CONCERNED = Source(
    "staff",
    Complaint,
    Complaint.received,
    (Complaint.archived.is_(None), Complaint.concerned_id.is_not(None)),
    facts=(Complaint.concerned_id.label("id"),),
    once=True,
)
"""The members of staff whom complaints name."""
COMMENDED = Source("commendation", Commendation, Commendation.received, (Commendation.archived.is_(None),))

ORDER_RATED = Source(
    "work_order", WorkOrder, WorkOrder.rated, (WorkOrder.archived.is_(None), WorkOrder.rating.is_not(None))
)
COMPLAINT_RATED = Source(
    "complaint",
    join(Move, Complaint, and_(Move.subject == "complaint", Move.subject_id == Complaint.id)),
    Move.moment,
    (Complaint.archived.is_(None), Move.rating.is_not(None)),
    id=Complaint.id,
)
"""The answers of those who complained: each counts in its month, the one that led to taking it up again, too."""
SURVEY_ANSWERED = Source(
    "survey_sheet",
    join(SurveySheet, SurveyAnswer, SurveyAnswer.sheet_id == SurveySheet.id)
    .join(Question, Question.id == SurveyAnswer.question_id)
    .join(Survey, Survey.id == SurveySheet.survey_id)
    .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id),
    SurveySheet.answered,
    (
        SurveySheet.archived.is_(None),
        Survey.archived.is_(None),
        SurveyAnswer.entry == 1,
        SurveyAnswer.value.is_not(None),
        Question.scale == "five",
        Questionnaire.kind != "committee",
    ),
    id=SurveySheet.id,
)
"""The answers from 1 to 5 on the sheets that came back; the committee's own are none on a service."""

CHARGED = Source("charge", Charge, Charge.day, (Charge.archived.is_(None),))
TIME_SPENT = Source("time_spent", TimeSpent, TimeSpent.day, (TimeSpent.archived.is_(None),))
AGREED = Source(
    "agreement_charge", AgreementCharge, AgreementCharge.day, (AgreementCharge.archived.is_(None),)
)
"""What agreements came to in a month, less what was cancelled."""
CHARGE_OF_DONE = Source(
    "charge",
    join(WorkOrder, Charge, Charge.order_id == WorkOrder.id),
    WorkOrder.done,
    (WorkOrder.archived.is_(None), Charge.archived.is_(None)),
    id=Charge.id,
)
