"""Asking how a service was, during a call or on the spot: the order's own sheet, or a new one of the running round."""

from __future__ import annotations

import random
from datetime import timedelta

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Unit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.survey_answers.sheets import RIGHT
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.services.surveys.sampling import ASKING
from fmcrm_desktop.store.turns import alone
from fmcrm_desktop.store.work import Work

TWICE = N_("This customer was asked on {day} already, and nobody is asked twice within {days} days.")
AFTER_A_SERVICE = ("needs", "short")


@needs(RIGHT)
def ask_about(work: Work, order_id: int) -> int:
    """The sheet on which the customer of an order is asked: one that waits already, else a new one of the newest
    round about services that runs today. Raises Refusal when none runs or the order was asked about."""
    order = work.get(WorkOrder, order_id)
    known = work.row(
        select(SurveySheet.id, SurveySheet.answered)
        .where(SurveySheet.order_id == order_id, SurveySheet.archived.is_(None))
        .order_by(SurveySheet.answered.is_not(None), SurveySheet.id.desc())
    )
    if known is not None:
        if known[1] is not None:
            raise Refusal(N_("The customer has been asked about this work order already."))
        return int(known[0])
    today = work.now.astimezone(work.zone).date()
    round = work.row(
        select(Survey.id, Survey.not_again_days)
        .join(Questionnaire, Questionnaire.id == Survey.questionnaire_id)
        .where(Survey.archived.is_(None), Questionnaire.kind.in_(AFTER_A_SERVICE), Survey.from_day <= today)
        .where(or_(Survey.until_day.is_(None), Survey.until_day >= today))
        .order_by(Survey.from_day.desc(), Survey.id.desc())
    )
    if round is None:
        raise Refusal(N_("No round about services runs today. Begin one under Surveys, then ask."))
    alone(work, ASKING)
    _not_twice(work, order, round.not_again_days)
    return _sheet(work, round.id, order)


def _not_twice(work: Work, order: WorkOrder, days: int) -> None:
    """Nobody is asked twice within the days of the round, whichever round asked before and about what."""
    if order.person_id is None:
        return
    since = work.now - timedelta(days=days)
    last = work.value(
        select(func.max(SurveySheet.asked)).where(
            SurveySheet.person_id == order.person_id,
            SurveySheet.archived.is_(None),
            SurveySheet.asked >= since,
        )
    )
    if last is not None:
        raise Refusal(TWICE, day=last.astimezone(work.zone).date(), days=days)


def _sheet(work: Work, round: int, order: WorkOrder) -> int:
    building = order.building_id
    if building is None and order.unit_id is not None:
        building = work.value(select(Unit.building_id).where(Unit.id == order.unit_id))
    began = func.coalesce(Visit.arrived, Visit.planned_from)
    served = work.value(
        select(VisitStaff.staff_id)
        .join(Visit, Visit.id == VisitStaff.visit_id)
        .where(Visit.order_id == order.id, Visit.archived.is_(None), began <= work.now)
        .order_by(began.desc(), VisitStaff.id)
    )
    language = order.person_id and work.value(select(Person.language).where(Person.id == order.person_id))
    made = SurveySheet(
        survey_id=round, code=_free_code(work), asked=work.now, way="call", order_id=order.id,
        person_id=order.person_id, unit_id=order.unit_id, building_id=building,
        staff_id=served or order.staff_id, language=language or "",
    )  # fmt: skip
    return work.add(made).id


def _free_code(work: Work) -> str:
    source = random.SystemRandom()
    while True:
        code = codes.new_code(source)
        if work.value(select(SurveySheet.id).where(SurveySheet.code == code)) is None:
            return code
