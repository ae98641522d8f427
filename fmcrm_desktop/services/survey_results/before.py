"""What the round before brought, so that a round says whether it became better: the same form, or one of its kind."""

from __future__ import annotations

from sqlalchemy import ColumnElement, and_, or_, select

from fmcrm_desktop.model.survey import (
    Question,
    Questionnaire,
    Survey,
    SurveyAnswer,
    SurveySheet,
)
from fmcrm_desktop.services.sheets import Names
from fmcrm_desktop.services.survey_results.figures import Before, Sums
from fmcrm_desktop.services.survey_results.summing import summed
from fmcrm_desktop.store.work import Work

OWN = "own"
"""Forms of this kind ask what the office likes: only the same one can be compared."""


def before(work: Work, survey: Survey, form: Questionnaire, building: int | None) -> Before | None:
    """The newest earlier round with answers, of one building where one is chosen; None for none."""
    it, asked = Survey, Questionnaire
    same = asked.id == form.id if form.kind == OWN else or_(asked.id == form.id, asked.kind == form.kind)
    earlier = or_(it.from_day < survey.from_day, and_(it.from_day == survey.from_day, it.id < survey.id))
    back: list[ColumnElement[bool]] = [SurveySheet.archived.is_(None), SurveySheet.answered.is_not(None)]
    came = select(SurveySheet.id).where(SurveySheet.survey_id == it.id, *back).exists()
    chosen = (
        select(it.id, it.name, it.other_name, it.from_day)
        .join(asked, asked.id == it.questionnaire_id)
        .where(it.archived.is_(None), same, earlier, came)
        .order_by(it.from_day.desc(), it.id.desc())
        .limit(1)
    )
    for id, name, other, day in work.rows(chosen):
        if building is not None:
            back.append(SurveySheet.building_id == building)
        given = (
            select(Question.scale, Question.topic, *summed())
            .select_from(SurveyAnswer)
            .join(SurveySheet, SurveySheet.id == SurveyAnswer.sheet_id)
            .join(Question, Question.id == SurveyAnswer.question_id)
            .where(SurveyAnswer.entry == 1, SurveySheet.survey_id == id, *back)
            .group_by(Question.scale, Question.topic)
        )
        topics = {(scale, topic): Sums(*map(int, sums)) for scale, topic, *sums in work.rows(given)}
        return Before(id, Names(name, other), day, topics)
    return None
