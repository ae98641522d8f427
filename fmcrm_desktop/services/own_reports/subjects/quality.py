"""Reports about complaints, what follows from them, answers of surveys, praise and suggestions."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, false, func, or_
from sqlalchemy.orm import aliased

from fmcrm_desktop.model import category, complaint, improvement, survey
from fmcrm_desktop.model.behaviour import BehaviourScale
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import OPEN, Complaint, CorrectiveAction
from fmcrm_desktop.model.improvement import Commendation, Suggestion
from fmcrm_desktop.model.own_report import CHOICE, DAY, MOMENT, MONEY, NAMED, NUMBER, TEXT, TICK
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Site
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import Question, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.own_reports.declared import Column, Scope, Subject, minutes
from fmcrm_desktop.services.own_reports.subjects.parts import (
    CATEGORY,
    PLACES,
    UNIT,
    person,
    place_joins,
    staff,
    territory,
)
from fmcrm_desktop.services.personal import RIGHT

_C, _B, _concerned = Complaint, BehaviourScale, aliased(Staff)


def _late(scope: Scope) -> Any:
    late = or_(_C.answered > _C.due, and_(_C.answered.is_(None), _C.state.in_(OPEN), _C.due < scope.now))
    return func.coalesce(late, false())


COMPLAINTS = Subject(
    "complaints",
    N_("Complaints"),
    "complaint.read",
    _C,
    _C.id,
    (
        Column("number", N_("No."), TEXT, _C.number),
        Column("external_number", N_("Old number"), TEXT, _C.external_number),
        Column("received", N_("Received at"), MOMENT, _C.received),
        Column("channel", N_("Channel"), CHOICE, _C.channel, complaint.CHANNELS),
        Column("state", N_("State"), CHOICE, _C.state, complaint.STATES),
        CATEGORY,
        Column("subject", N_("Subject"), TEXT, _C.subject),
        UNIT,
        *PLACES,
        territory(_C.building_id, _C.received),
        person(unless=_C.anonymous),
        Column("anonymous", N_("Anonymous"), TICK, _C.anonymous),
        Column("gap", N_("Gap"), CHOICE, _C.gap, complaint.GAPS),
        Column("severity", N_("Severity"), NUMBER, _C.severity),
        Column("loss", N_("Loss of the customer"), CHOICE, _C.loss, complaint.LOSSES),
        Column("loss_risk", N_("Why they leave, or may"), TEXT, _C.loss_risk),
        Column("scale", N_("Behaviour that caused it"), NAMED, _B.name, other=_B.other_name, same=_B.id,
               order=_B.position),
        Column("thanks", N_("Thanked"), CHOICE, _C.thanks, complaint.THANKS),
        Column("handed_off", N_("Hand-offs"), NUMBER, _C.handed_off),
        staff("responsible", N_("Responsible")),
        staff("concerned", N_("Staff concerned"), _concerned, RIGHT),
        Column("acknowledged", N_("Acknowledged at"), MOMENT, _C.acknowledged),
        Column("due", N_("Answer due"), MOMENT, _C.due),
        Column("answered", N_("Answered at"), MOMENT, _C.answered),
        Column("resolved", N_("Resolved at"), MOMENT, _C.resolved),
        Column("followed_up", N_("Followed up at"), MOMENT, _C.followed_up),
        minutes("to_resolve", N_("Time until resolved"), _C.received, _C.resolved),
        Column("late", N_("Late"), TICK, _late),
        Column("recovered", N_("Made good"), TICK, _C.recovered),
        Column("reopened", N_("Reopened"), NUMBER, _C.reopened),
        Column("follow_up_rating", N_("Rating"), NUMBER, _C.follow_up_rating),
        Column("remedy", N_("Immediate remedy"), TEXT, _C.remedy),
        Column("remedy_amount", N_("Worth of the remedy"), MONEY, _C.remedy_amount, right="money.read"),
        Column("own_words", N_("Own words"), TEXT, _C.own_words),
        Column("expected", N_("Expected"), TEXT, _C.expected),
        Column("delivered", N_("Delivered"), TEXT, _C.delivered),
        Column("answer", N_("Answer"), TEXT, _C.answer),
        Column("cause", N_("Cause"), TEXT, _C.cause),
        Column("lesson", N_("What we learned and changed"), TEXT, _C.lesson),
    ),
    (
        *place_joins(_C), (Person, Person.id == _C.person_id), (Category, Category.id == _C.category_id),
        (Staff, Staff.id == _C.responsible_id), (_concerned, _concerned.id == _C.concerned_id),
        (_B, _B.id == _C.scale_id),
    ),
    (_C.archived.is_(None),),
    own="complaint",
    opens="complaint",
    record=_C.id,
    starts=("number", "received", "unit", "subject", "gap", "state"),
)  # fmt: skip

_A = CorrectiveAction
_STATES = {"open": N_("To be carried out"), "overdue": N_("Overdue"), "done": N_("Carried out")}


def _state(scope: Scope) -> Any:
    return case((_A.done_day.is_not(None), "done"), (_A.due_day < scope.today, "overdue"), else_="open")


ACTIONS = Subject(
    "actions",
    N_("Corrective actions"),
    "complaint.read",
    _A,
    _A.id,
    (
        Column("text", N_("What will be changed"), TEXT, _A.text),
        Column("kind", N_("Kind"), CHOICE, _A.kind, complaint.ACTION_KINDS),
        Column("state", N_("State"), CHOICE, _state, _STATES),
        staff("responsible", N_("Responsible")),
        Column("due_day", N_("Due"), DAY, _A.due_day),
        Column("done_day", N_("Carried out on"), DAY, _A.done_day),
        Column("proof", N_("Proof"), TEXT, _A.proof),
        Column("complaint", N_("Complaint"), TEXT, _C.number),
        Column("gap", N_("Gap"), CHOICE, _C.gap, complaint.GAPS),
        CATEGORY,
        Column("criterion", N_("Criterion"), CHOICE, _A.criterion, {**complaint.CRITERIA, **complaint.NEEDS}),
    ),
    (
        (Staff, Staff.id == _A.responsible_id), (_C, _C.id == _A.complaint_id),
        (Category, Category.id == _C.category_id),
    ),
    (_A.archived.is_(None),),
    opens="complaint",
    record=_A.complaint_id,
    starts=("text", "kind", "responsible", "due_day", "state"),
)  # fmt: skip

_S = SurveyAnswer
ANSWERS = Subject(
    "answers",
    N_("Survey answers"),
    "complaint.read",
    _S,
    _S.id,
    (
        Column("survey", N_("Round"), NAMED, Survey.name, other=Survey.other_name, same=Survey.id),
        Column("question", N_("Question"), NAMED, Question.text, other=Question.other_text, same=Question.id),
        Column("scale", N_("Scale"), CHOICE, Question.scale, survey.SCALES),
        Column("topic", N_("Criterion"), CHOICE, Question.topic, {**complaint.CRITERIA, **complaint.NEEDS}),
        Column("value", N_("Answer"), NUMBER, _S.value),
        Column("expected", N_("Expected"), NUMBER, _S.expected),
        Column("text", N_("In their own words"), TEXT, _S.text),
        Column("answered", N_("Answered at"), MOMENT, SurveySheet.answered),
        Column("way", N_("Way"), CHOICE, SurveySheet.way, survey.WAYS),
        *PLACES,
        CATEGORY,
        staff("staff", N_("Who served"), right=RIGHT),
    ),
    (
        (SurveySheet, SurveySheet.id == _S.sheet_id), (Survey, Survey.id == SurveySheet.survey_id),
        (Question, Question.id == _S.question_id), (Building, Building.id == SurveySheet.building_id),
        (Site, Site.id == Building.site_id), (WorkOrder, WorkOrder.id == SurveySheet.order_id),
        (Category, Category.id == WorkOrder.category_id), (Staff, Staff.id == SurveySheet.staff_id),
    ),
    (_S.entry == 1, SurveySheet.answered.is_not(None), SurveySheet.archived.is_(None), Survey.archived.is_(None)),
    opens="survey",
    record=SurveySheet.survey_id,
    starts=("survey", "question", "value", "expected", "answered"),
)  # fmt: skip

_P = Commendation
COMMENDATIONS = Subject(
    "commendations",
    N_("Praise"),
    "complaint.read",
    _P,
    _P.id,
    (
        Column("number", N_("No."), TEXT, _P.number),
        Column("received", N_("Received at"), MOMENT, _P.received),
        Column("channel", N_("Channel"), CHOICE, _P.channel, complaint.CHANNELS),
        person(unless=_P.anonymous),
        UNIT,
        *PLACES,
        staff("staff", N_("Who is praised")),
        CATEGORY,
        Column("need", N_("Need"), CHOICE, _P.need, {**category.NEEDS, **complaint.NEEDS}),
        Column("own_words", N_("Own words"), TEXT, _P.own_words),
        Column("thanked", N_("Thanked at"), MOMENT, _P.thanked),
    ),
    (
        *place_joins(_P), (Person, Person.id == _P.person_id), (Staff, Staff.id == _P.staff_id),
        (Category, Category.id == _P.category_id),
    ),
    (_P.archived.is_(None),),
    opens="commendation",
    record=_P.id,
    starts=("number", "received", "staff", "own_words"),
)  # fmt: skip

_G = Suggestion
SUGGESTIONS = Subject(
    "suggestions",
    N_("Suggestions"),
    "complaint.read",
    _G,
    _G.id,
    (
        Column("number", N_("No."), TEXT, _G.number),
        Column("received", N_("Received at"), MOMENT, _G.received),
        Column("channel", N_("Channel"), CHOICE, _G.channel, complaint.CHANNELS),
        Column("state", N_("State"), CHOICE, _G.state, improvement.SUGGESTION_STATES),
        person(unless=_G.anonymous),
        UNIT,
        *PLACES,
        CATEGORY,
        staff("responsible", N_("Responsible")),
        Column("due_day", N_("Due"), DAY, _G.due_day),
        Column("own_words", N_("Own words"), TEXT, _G.own_words),
        Column("answer", N_("Answer"), TEXT, _G.answer),
        Column("answered", N_("Answered at"), MOMENT, _G.answered),
    ),
    (
        *place_joins(_G), (Person, Person.id == _G.person_id), (Staff, Staff.id == _G.responsible_id),
        (Category, Category.id == _G.category_id),
    ),
    (_G.archived.is_(None),),
    opens="suggestion",
    record=_G.id,
    starts=("number", "received", "own_words", "state"),
)  # fmt: skip
