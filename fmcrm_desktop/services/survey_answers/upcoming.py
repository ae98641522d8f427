"""Which sheet lies next on the pile: of its code the end, read off the paper, is enough."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select, tuple_

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.survey_answers.sheets import RIGHT, entry_of
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.work import Work

SHORTEST = 2
"""So many characters at least are read off the paper: they hold the check, and of 900 sheets one has the same."""


@dataclass(frozen=True)
class Upcoming:
    """The sheet that is likely to be the next; ``end`` of its code tells it from any other that waits."""

    code: str
    end: str


@needs(RIGHT)
def upcoming(work: Work, id: int) -> Upcoming | None:
    """What lies on the sheet that was just typed in: typed the first time, the one printed after it; the second time,
    the one that was typed after it, or before it where the pile was turned over. None where nothing tells."""
    it = work.get(SurveySheet, id)
    if it.way != "paper":
        return None
    waiting = select(SurveySheet).where(
        SurveySheet.survey_id == it.survey_id, SurveySheet.archived.is_(None), SurveySheet.way == "paper"
    )
    if it.second_id is None and it.checked is None:
        found = _first(
            work, waiting.where(SurveySheet.answered.is_(None), SurveySheet.id > id), SurveySheet.id
        )
    else:
        once = waiting.where(
            SurveySheet.answered.is_not(None), SurveySheet.second_id.is_(None), SurveySheet.checked.is_(None)
        )
        typed, here = (SurveySheet.answered, SurveySheet.id), (it.answered, it.id)
        found = _first(work, once.where(tuple_(*typed) > here), *typed) or _first(
            work, once.where(tuple_(*typed) < here), *(each.desc() for each in typed)
        )
    return _told(work, found) if found is not None else None


def _first(work: Work, chosen: Select[Any], *order: Any) -> SurveySheet | None:
    return next(iter(work.records(chosen.order_by(*order).limit(1))), None)


def _told(work: Work, sheet: SurveySheet) -> Upcoming | None:
    try:
        entry_of(work, sheet)  # one's own is typed the second time by somebody else
    except Refusal:
        return None
    for length in range(SHORTEST, codes.LENGTH):
        end = sheet.code[-length:]
        other = select(SurveySheet.id).where(SurveySheet.code.startswith(end), SurveySheet.id != sheet.id)
        if not sheet.code.startswith(end) and work.value(other.limit(1)) is None:
            return Upcoming(sheet.code, end)
    return None
