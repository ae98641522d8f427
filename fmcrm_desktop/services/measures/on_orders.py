"""The measures of the work: in time, at the first going there, how long it takes, by whom, and where it waits."""

from __future__ import annotations

from sqlalchemy import and_, case

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.complaint import STATES as COMPLAINT_STATES
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OPEN, STATES, Visit, WorkOrder
from fmcrm_desktop.services.measures import sources as of
from fmcrm_desktop.services.measures.declared import (
    ALL,
    EACH,
    MINUTES,
    REPEAT_AGO,
    Measure,
    Part,
)

_fixed = of.ORDER_VISITED.c
_known = _fixed.done < REPEAT_AGO
_came = (
    N_("work orders with their first arrival in the period, without preventive work"),
    N_("done without an arrival on record"),
)
_done = N_("work orders done in the period, without preventive work")

IN_TIME = (
    Measure(
        "compliance",
        N_("Compliance"),
        N_("work orders whose clocks that fell due were all kept"),
        N_("work orders with a clock that fell due in the period"),
        target=0.95,
        parts=(Part(of.CLOCK_DUE, case((of.clock_broken, 0), else_=1), ALL),),
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
                and_(_known, _fixed.visits == 1, ~_fixed.repeated),
                and_(_known, _fixed.visits >= 1),
                missing=_fixed.visits == 0,
                pending=and_(~_known, _fixed.visits >= 1),
            ),
        ),
    ),
    Measure(
        "on_site_response",
        N_("On-site response"),
        N_("working time from the report to the first arrival, all together; the value is the median"),
        *_came,
        unit=MINUTES,
        rising=False,
        worked=("response",),
        middle=True,
    ),
    Measure(
        "on_site_response_mean",
        N_("On-site response, mean"),
        N_("working time from the report to the first arrival, all together; the value is the mean"),
        *_came,
        unit=MINUTES,
        rising=False,
        worked=("response",),
    ),
    Measure(
        "on_site_response_round_the_clock",
        N_("On-site response, all hours"),
        N_("time by the clock from the report to the first arrival, all together; the value is the median"),
        *_came,
        unit=MINUTES,
        rising=False,
        worked=("response_by_clock",),
        middle=True,
    ),
    Measure(
        "on_site_response_round_the_clock_mean",
        N_("On-site response, all hours, mean"),
        N_("time by the clock from the report to the first arrival, all together; the value is the mean"),
        *_came,
        unit=MINUTES,
        rising=False,
        worked=("response_by_clock",),
    ),
    Measure(
        "mean_time_to_repair",
        N_("Mean time to repair"),
        N_(
            "working time from the report to done, less waiting for the owner, all together; the value is the mean"
        ),
        _done,
        unit=MINUTES,
        rising=False,
        worked=("repair",),
    ),
    Measure(
        "median_time_to_repair",
        N_("Median time to repair"),
        N_(
            "working time from the report to done, less waiting for the owner, all together; the value is the median"
        ),
        _done,
        unit=MINUTES,
        rising=False,
        worked=("repair",),
        middle=True,
    ),
)

CARE = (
    Measure(
        "promises_kept",
        N_("Promises kept"),
        N_("promises kept by their due moment"),
        N_("promises that fell due in the period and were not taken back"),
        target=0.95,
        parts=(Part(of.PROMISE_DUE, and_(Promise.kept.is_not(None), Promise.kept <= Promise.due), ALL),),
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
                and_(Visit.arrived >= Visit.planned_from, Visit.arrived <= Visit.planned_until),
                Visit.arrived.is_not(None),
                missing=Visit.arrived.is_(None),
            ),
        ),
    ),
    Measure(
        "repeats",
        N_("Repeats"),
        N_("work orders received in the period that repeat an earlier one"),
        N_("work orders received in the period"),
        rising=False,
        parts=(Part(of.ORDER_RECEIVED, WorkOrder.repeat_of_id.is_not(None), ALL),),
    ),
    Measure(
        "dispatch_errors",
        N_("Dispatch errors"),
        N_("of these, marked as gone to the wrong person or place, at the wrong time or with the wrong part"),
        N_("work orders done in the period"),
        rising=False,
        parts=(Part(of.MISDIRECTED, ALL), Part(of.ORDER_DONE, denominator=ALL)),
    ),
)

PEOPLE = (
    Measure(
        "utilization",
        N_("Technician utilization"),
        N_("minutes of technicians on visits that began in the period: the way there and on site"),
        N_("minutes that technicians had by their working calendars, less time off"),
        N_("visits with an arrival and no departure"),
        worked=("on_visits", "available"),
        made_of=MINUTES,
    ),
    Measure(
        "productivity",
        N_("Technician productivity"),
        N_("work orders done in the period"),
        N_("days on which technicians had working hours, each of them counted, less time off"),
        unit=EACH,
        worked=("person_days",),
        parts=(Part(of.ORDER_DONE, ALL),),
    ),
    Measure(
        "out_of_hours",
        N_("Out-of-hours minutes"),
        N_("minutes on visits, calls and appointments outside each one's own working calendar"),
        lacking=N_("visits and calls whose end nobody wrote down"),
        unit=MINUTES,
        rising=False,
        worked=("out_of_hours",),
    ),
    Measure(
        "downtime",
        N_("Downtime per equipment"),
        N_("minutes round the clock in the period that equipment stood still, planned or not"),
        N_("pieces of equipment in the register"),
        unit=MINUTES,
        rising=False,
        worked=("downtime",),
    ),
)


def _stage(name: str, state: str, about: str) -> Measure:
    complaints = name.startswith("complaint")
    return Measure(
        name,
        N_("Complaint in “{state}”") if complaints else N_("Time in “{state}”"),
        N_("working time in this state, all together; the value is the mean"),
        N_("complaints resolved in the period that were in this state")
        if complaints
        else N_("work orders done in the period that were in this state"),
        N_("resolved without moves on record") if complaints else N_("done without moves on record"),
        unit=MINUTES,
        rising=False,
        worked=(f"{'complaint' if complaints else 'work_order'}.{state}",),
        about=about,
    )


STAGES = (
    *(_stage(f"stage_{state}", state, STATES[state]) for state in OPEN),
    *(_stage(f"complaint_stage_{state}", state, COMPLAINT_STATES[state]) for state in OPEN_COMPLAINT),
)
