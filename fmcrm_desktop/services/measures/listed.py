"""The office's measures with their exact meaning; a screen or a paper shows the words that stand here."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, WorkOrder
from fmcrm_desktop.services.measures import sources as of
from fmcrm_desktop.services.measures.declared import (
    DAY,
    DAY_AGO,
    EACH,
    HUNDRED,
    MINUTES,
    REPEAT_AGO,
    Measure,
    Part,
    Source,
    count,
    seconds,
)

_fixed = of.ORDER_VISITED.c
_known = _fixed.done < REPEAT_AGO
_judged_complaint = and_(of.acknowledged.is_not(None), seconds(of.acknowledged, Complaint.received) <= DAY)


def _within_a_day(source: Source, answered: ColumnElement[bool], received: Any) -> Part:
    """Answered in 24 hours, of those answered or a day old."""
    return Part(
        source,
        count(answered),
        count(or_(answered, received <= DAY_AGO)),
        pending=count(and_(~answered, received > DAY_AGO)),
    )


MEASURES: tuple[Measure, ...] = (
    Measure(
        "compliance",
        N_("Compliance"),
        N_("work orders whose clocks that fell due were all kept"),
        N_("work orders with a clock that fell due in the period"),
        target=0.95,
        parts=(Part(of.CLOCK_DUE, func.count() - count(of.clock_broken), func.count()),),
    ),
    Measure(
        "first_time_fix",
        N_("First-time fix rate"),
        N_("work orders done in the period with one visit and no repeat within the set days"),
        N_("work orders done in the period with at least one visit, older than the set days"),
        N_("done without a visit on record"),
        target=0.8,
        parts=(
            Part(
                of.ORDER_VISITED,
                count(and_(_known, _fixed.visits == 1, ~_fixed.repeated)),
                count(and_(_known, _fixed.visits >= 1)),
                missing=count(_fixed.visits == 0),
                pending=count(and_(~_known, _fixed.visits >= 1)),
            ),
        ),
    ),
    Measure(
        "on_site_response",
        N_("On-site response"),
        N_("working time from the report to the first arrival, all together; the value is the median"),
        N_("work orders with their first arrival in the period"),
        N_("done without an arrival on record"),
        unit=MINUTES,
        rising=False,
    ),
    Measure(
        "mean_time_to_repair",
        N_("Mean time to repair"),
        N_(
            "working time from the report to done, less waiting for the owner, all together; the value is the mean"
        ),
        N_("work orders done in the period"),
        unit=MINUTES,
        rising=False,
    ),
    Measure(
        "acknowledged_in_time",
        N_("Acknowledged in time"),
        N_("complaints acknowledged by their due moment"),
        N_("complaints whose acknowledgement fell due in the period"),
        target=0.95,
        parts=(
            Part(
                of.ACKNOWLEDGE_DUE,
                count(and_(of.acknowledged.is_not(None), of.acknowledged <= Complaint.acknowledge_due)),
                func.count(),
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
            Part(
                of.ANSWER_DUE,
                count(and_(of.answered.is_not(None), of.answered <= Complaint.due)),
                func.count(),
            ),
            Part(of.COMPLAINT_RECEIVED, missing=count(Complaint.due.is_(None))),
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
    Measure(
        "promises_kept",
        N_("Promises kept"),
        N_("promises kept by their due moment"),
        N_("promises that fell due in the period and were not taken back"),
        target=0.95,
        parts=(
            Part(
                of.PROMISE_DUE,
                count(and_(Promise.kept.is_not(None), Promise.kept <= Promise.due)),
                func.count(),
            ),
        ),
    ),
    Measure(
        "appointments_met",
        N_("Appointments met"),
        N_("visits with an arrival inside the planned time"),
        N_("visits planned in the period with an arrival on record"),
        N_("visits without an arrival on record"),
        target=0.9,
        parts=(
            Part(
                of.VISIT_PLANNED,
                count(and_(Visit.arrived >= Visit.planned_from, Visit.arrived <= Visit.planned_until)),
                count(Visit.arrived.is_not(None)),
                missing=count(Visit.arrived.is_(None)),
            ),
        ),
    ),
    Measure(
        "complaints_per_100_units",
        N_("Complaints per 100 occupied units"),
        N_("complaints received in the period"),
        N_("units with an owner, tenant or occupant on the last day of the period"),
        unit=HUNDRED,
        rising=False,
        parts=(
            Part(of.COMPLAINT_RECEIVED, numerator=func.count()),
            Part(of.OCCUPIED, denominator=func.count(Relation.unit_id.distinct())),
        ),
    ),
    Measure(
        "repeats",
        N_("Repeats"),
        N_("work orders received in the period that repeat an earlier one"),
        N_("work orders received in the period"),
        rising=False,
        parts=(Part(of.ORDER_RECEIVED, count(WorkOrder.repeat_of_id.is_not(None)), func.count()),),
    ),
    Measure(
        "reopenings",
        N_("Reopenings"),
        N_("work orders and complaints among them that were reopened"),
        N_("work orders done and complaints resolved in the period"),
        rising=False,
        parts=(
            Part(of.ORDER_DONE, count(WorkOrder.reopened > 0), func.count()),
            Part(of.COMPLAINT_RESOLVED, count(Complaint.reopened > 0), func.count()),
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
            Part(of.ORDER_DONE, func.coalesce(func.sum(WorkOrder.handed_off), 0), func.count()),
            Part(of.COMPLAINT_RESOLVED, func.coalesce(func.sum(Complaint.handed_off), 0), func.count()),
        ),
    ),
)
BY_NAME = {measure.name: measure for measure in MEASURES}

NOT_YET: tuple[tuple[str, str], ...] = (
    (N_("Satisfaction"), N_("needs answers to surveys")),
    (N_("Service revenue, cost and parts share"), N_("need charges on work orders")),
    (N_("Revenue under contract"), N_("needs service contracts")),
    (N_("Utilization and productivity of technicians"), N_("need shifts and leave of the staff")),
    (N_("Commendations"), N_("need their own register")),
    (N_("Dispatch errors"), N_("need the mark on a visit")),
    (N_("Downtime per equipment"), N_("needs the register of equipment")),
    (N_("Out-of-hours minutes and time in each stage"), N_("are counted in a later edition")),
)
"""What rules of the office name and the office has no records for yet: said, not shown as nought."""
