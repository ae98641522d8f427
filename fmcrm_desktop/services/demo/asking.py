"""Whom the demo office asks how it was: a round after the work of the last weeks, each sheet with its code."""

from __future__ import annotations

import json
from datetime import date, datetime, time, timedelta
from random import Random

from sqlalchemy import select

from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.surveys.codes import new_code
from fmcrm_desktop.store.work import Work

MOST = 40


def asking(work: Work, chance: Random, until: date) -> int:
    """A round put to those served last, a week ago; gives the number of its sheets."""
    questionnaire = work.value(select(Questionnaire.id).where(Questionnaire.kind == "needs"))
    asked = datetime.combine(until - timedelta(days=7), time(9), work.zone)
    orders = work.rows(
        select(
            WorkOrder.person_id, WorkOrder.unit_id, WorkOrder.building_id, WorkOrder.id, WorkOrder.staff_id
        )
        .where(WorkOrder.state.in_(FINISHED), WorkOrder.person_id.is_not(None), WorkOrder.done < asked)
        .order_by(WorkOrder.done.desc(), WorkOrder.id.desc())
        .limit(4 * MOST)
    )
    latest = {person: order for person, *order in reversed(orders)}
    made = work.add(
        Survey(
            questionnaire_id=questionnaire, name="After the work of the last weeks", other_name="近期维修回访",
            from_day=asked.date(), until_day=until + timedelta(days=14), draws=_told(len(latest), asked),
        )
    )  # fmt: skip
    codes: dict[str, None] = {}
    while len(codes) < min(MOST, len(latest)):
        codes[new_code(chance)] = None
    work.add_many(
        SurveySheet,
        (
            {"survey_id": made.id, "code": code, "asked": asked, "person_id": person, "unit_id": unit,
             "building_id": building, "order_id": order, "staff_id": staff}
            for code, (person, (unit, building, order, staff)) in zip(codes, sorted(latest.items(), key=_unit), strict=False)
        ),
    )  # fmt: skip
    return len(codes)


def _unit(served: tuple[int, list[int | None]]) -> int:
    return served[1][0] or 0


def _told(found: int, asked: datetime) -> str:
    """The line that the window would have written."""
    told = {"whom": "served", "most": MOST, "seed": 1, "found": found, "lately": 0, "unwanted": 0}
    return json.dumps(told | {"count": min(MOST, found), "moment": asked.isoformat()})
