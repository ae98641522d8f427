"""The measures of what customers say: satisfaction, complaints, commendations, and how soon they are answered."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, or_

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.survey import SurveyAnswer
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.measures import sources as of
from fmcrm_desktop.services.measures.declared import (
    ALL,
    COUNT,
    DAY,
    DAY_AGO,
    EACH,
    HUNDRED,
    Measure,
    Part,
    Source,
    seconds,
)

SATISFIED = 4
"""An answer of 1 to 5 from here on is a satisfied one."""
_ANSWERS = (
    (of.ORDER_RATED, WorkOrder.rating),
    (of.COMPLAINT_RATED, Move.rating),
    (of.SURVEY_ANSWERED, SurveyAnswer.value),
)
_rated = N_("answers from 1 to 5 in the period: ratings of work orders and complaints, survey sheets")
_judged_complaint = and_(of.acknowledged.is_not(None), seconds(of.acknowledged, Complaint.received) <= DAY)


def _within_a_day(source: Source, answered: ColumnElement[bool], received: Any) -> Part:
    """Answered in 24 hours, of those answered or a day old."""
    return Part(
        source,
        answered,
        or_(answered, received <= DAY_AGO),
        pending=and_(~answered, received > DAY_AGO),
    )


SATISFACTION = (
    Measure(
        "satisfaction",
        N_("Satisfaction"),
        N_("answers of 4 or 5 out of 5"),
        _rated,
        target=0.9,
        parts=tuple(Part(source, value >= SATISFIED, ALL) for source, value in _ANSWERS),
    ),
    Measure(
        "satisfaction_mean",
        N_("Satisfaction, mean"),
        N_("the answers from 1 to 5 added up"),
        _rated,
        unit=EACH,
        parts=tuple(Part(source, value, ALL) for source, value in _ANSWERS),
    ),
)

COMPLAINTS = (
    Measure(
        "complaints",
        N_("Complaints received"),
        N_("complaints received in the period"),
        unit=COUNT,
        rising=False,
        parts=(Part(of.COMPLAINT_RECEIVED, ALL),),
    ),
    Measure(
        "complaints_per_100_units",
        N_("Complaints per 100 occupied units"),
        N_("complaints received in the period"),
        N_("units with an owner, tenant or occupant on the last day of the period"),
        unit=HUNDRED,
        rising=False,
        parts=(Part(of.COMPLAINT_RECEIVED, ALL), Part(of.OCCUPIED, denominator=ALL)),
    ),
    Measure(
        "complaints_per_person",
        N_("Complaints per person named"),
        N_("complaints received in the period that name a member of staff"),
        N_("members of staff whom they name"),
        N_("complaints that name nobody"),
        unit=EACH,
        rising=False,
        parts=(
            Part(
                of.COMPLAINT_RECEIVED,
                Complaint.concerned_id.is_not(None),
                missing=Complaint.concerned_id.is_(None),
            ),
            Part(of.CONCERNED, denominator=ALL),
        ),
        right="quality.staff",
    ),
    Measure(
        "commendations",
        N_("Commendations"),
        N_("commendations received in the period"),
        unit=COUNT,
        parts=(Part(of.COMMENDED, ALL),),
    ),
)

ANSWERS = (
    Measure(
        "acknowledged_in_time",
        N_("Acknowledged in time"),
        N_("complaints acknowledged by their due moment"),
        N_("complaints whose acknowledgement fell due in the period"),
        target=0.95,
        parts=(
            Part(
                of.ACKNOWLEDGE_DUE,
                and_(of.acknowledged.is_not(None), of.acknowledged <= Complaint.acknowledge_due),
                ALL,
            ),
        ),
    ),
    Measure(
        "answered_in_time",
        N_("Answered in time"),
        N_("complaints answered by their due moment"),
        N_("complaints whose answer fell due in the period"),
        N_("complaints received without a due moment"),
        target=0.95,
        parts=(
            Part(of.ANSWER_DUE, and_(of.answered.is_not(None), of.answered <= Complaint.due), ALL),
            Part(of.COMPLAINT_RECEIVED, missing=Complaint.due.is_(None)),
        ),
    ),
    Measure(
        "answered_within_a_day",
        N_("Answered within a day"),
        N_("calls, requests and complaints first answered within 24 hours"),
        N_("calls, requests and complaints received in the period"),
        target=0.9,
        parts=(
            *(
                _within_a_day(each, each.c.answered, each.c.received)
                for each in (of.CALL_IN, of.REQUEST_RECEIVED)
            ),
            _within_a_day(of.COMPLAINT_RECEIVED, _judged_complaint, Complaint.received),
        ),
    ),
)

PASSED_ON = (
    Measure(
        "reopenings",
        N_("Reopenings"),
        N_("work orders and complaints among them that were reopened"),
        N_("work orders done and complaints resolved in the period"),
        rising=False,
        parts=(
            Part(of.ORDER_DONE, WorkOrder.reopened > 0, ALL),
            Part(of.COMPLAINT_RESOLVED, Complaint.reopened > 0, ALL),
        ),
    ),
    Measure(
        "hand_offs",
        N_("Hand-offs"),
        N_("times they were passed from desk to desk"),
        N_("work orders done and complaints resolved in the period"),
        unit=EACH,
        rising=False,
        parts=(
            Part(of.ORDER_DONE, WorkOrder.handed_off, ALL),
            Part(of.COMPLAINT_RESOLVED, Complaint.handed_off, ALL),
        ),
    ),
)
