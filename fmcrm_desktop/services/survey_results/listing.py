"""The rounds with how many were asked and how many answered."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, case, func, select

from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.survey import Survey, SurveySheet
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.survey_results.figures import RoundRow
from fmcrm_desktop.store.work import Work

NAMED = (
    func.count(SurveySheet.person_id),
    func.count(case((SurveySheet.answered.is_not(None), SurveySheet.person_id))),
)
"""Of sheets: how many people are asked by name, and how many of them answered."""


def _columns() -> Any:
    return (
        select(
            Survey.id, Survey.name, Survey.other_name, Survey.from_day, Survey.until_day, Survey.archived,
            func.count(SurveySheet.id), func.count(SurveySheet.answered), *NAMED,
        )
        .outerjoin(SurveySheet, and_(SurveySheet.survey_id == Survey.id, SurveySheet.archived.is_(None)))
        .group_by(Survey.id, Survey.name, Survey.other_name, Survey.from_day, Survey.until_day, Survey.archived)
        .order_by(Survey.from_day.desc(), Survey.id.desc())
    )  # fmt: skip


def _rows(work: Work, chosen: Any) -> list[RoundRow]:
    return [
        RoundRow(id, name, other, start, end, asked, back, (people, answered), archived is not None)
        for id, name, other, start, end, archived, asked, back, people, answered in work.rows(chosen)
    ]


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[RoundRow]:
    """The rounds, newest first: there are few."""
    gone = Survey.archived.is_not(None) if query.archived else Survey.archived.is_(None)
    return few(query, _rows(work, _columns().where(gone)), lambda row: f"{row.name} {row.other_name}")


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[RoundRow]:
    """The rounds of these ids."""
    return in_order(ids, _rows(work, _columns().where(Survey.id.in_(ids))), lambda row: row.id)
