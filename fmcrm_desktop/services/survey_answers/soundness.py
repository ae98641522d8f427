"""What must hold of every sheet, checked after each undo: what was typed twice and settled stays as it was settled, and
what was answered keeps its meaning."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import ColumnElement, and_, exists, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.keeping import Audit
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.questionnaires.keeping import STAYS
from fmcrm_desktop.services.survey_answers.asking import TWICE
from fmcrm_desktop.services.survey_answers.differing import unlike
from fmcrm_desktop.services.survey_answers.entering import CHANGED
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.services.surveys.keeping import SETTLED
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
_MEANING = {"questionnaire_id", "position", "scale", "topic", "archived"}
"""What of a question its answers are read by."""


def still_typed(work: Work, lines: Sequence[tuple[str, int, str]], since: int) -> None:
    """After an undo of these lines (table, id, changes): no second entry may be left without its first, no sheet
    settled whose entries differ, none put away that has come back, nobody asked twice, and no question another below
    its answers. ``since``: the deed's first line in the change log. Raises Refusal."""
    _as_asked(
        work, [(table, id, json.loads(said)) for table, id, said in lines if table in ("question", "survey")]
    )
    sheets = {id for table, id, _ in lines if table == "survey_sheet"}
    answers = [(id, json.loads(changes)) for table, id, changes in lines if table == "survey_answer"]
    if not sheets and not answers:
        return
    _as_they_were(work, {said["question_id"][1] for _, said in answers if "question_id" in said}, since)
    work.session.flush()
    sheets.update(id for _, said in answers for id in said.get("sheet_id", ()) if id is not None)
    changed = sorted(id for id, said in answers if "sheet_id" not in said)
    for start in range(0, len(changed), AT_ONCE):
        some = changed[start : start + AT_ONCE]
        sheets.update(work.column(select(SurveyAnswer.sheet_id).where(SurveyAnswer.id.in_(some))))
    _once(
        work, [id for table, id, said in lines if table == "survey_sheet" and "archived" in json.loads(said)]
    )
    wanted = sorted(sheets)
    for start in range(0, len(wanted), AT_ONCE):
        wrong = select(SurveySheet.code).where(
            SurveySheet.id.in_(wanted[start : start + AT_ONCE]), _broken(work)
        )
        if (code := work.value(wrong.limit(1))) is not None:
            raise Refusal(
                N_("Somebody has gone on from this with the sheet {code}; it cannot be undone."),
                code=codes.said(code),
            )


def _as_asked(work: Work, lines: Sequence[tuple[str, int, dict[str, list[object]]]]) -> None:
    """Raises Refusal where a question that was answered, or the questionnaire of a round with sheets, is another."""
    asked = [id for table, id, said in lines if table == "question" and _MEANING & said.keys()]
    if work.value(select(SurveyAnswer.id).where(SurveyAnswer.question_id.in_(asked)).limit(1)) is not None:
        raise Refusal(STAYS)
    changed = [
        id
        for table, id, said in lines
        if table == "survey" and said.get("questionnaire_id", [None])[0] is not None
    ]
    sheets = select(SurveySheet.id).where(SurveySheet.survey_id.in_(changed), SurveySheet.archived.is_(None))
    if work.value(sheets.limit(1)) is not None:
        raise Refusal(SETTLED)


def _as_they_were(work: Work, questions: set[int], since: int) -> None:
    """Raises Refusal where answers come back to a question that was made another while they were gone."""
    later = select(Audit.changes).where(
        Audit.id > since, Audit.record_table == "question", Audit.record_id.in_(questions)
    )
    if any(_MEANING & json.loads(changes).keys() for changes in work.column(later)):
        raise Refusal(CHANGED)


def _once(work: Work, back: Sequence[int]) -> None:
    """Of forms that were taken out and are back: raises Refusal where the person was asked by another meanwhile."""
    other = aliased(SurveySheet)
    asked = (
        select(SurveySheet.asked, other.asked, Survey.not_again_days)
        .join(other, and_(other.person_id == SurveySheet.person_id, other.id != SurveySheet.id))
        .join(Survey, Survey.id == other.survey_id)
        .where(SurveySheet.id.in_(back), SurveySheet.archived.is_(None), other.archived.is_(None))
    )
    for first, again, days in work.rows(asked):
        if first <= again < first + timedelta(days=days):
            raise Refusal(TWICE, day=again.astimezone(work.zone).date(), days=days)


def _broken(work: Work) -> ColumnElement[bool]:
    first, second = aliased(SurveyAnswer), aliased(SurveyAnswer)
    twice = exists().where(second.sheet_id == SurveySheet.id, second.entry == 2)
    pair = and_(first.sheet_id == second.sheet_id, first.entry == 1, first.question_id == second.question_id)
    differ = (
        select(second.id)
        .outerjoin(first, pair)
        .where(second.sheet_id == SurveySheet.id, second.entry == 2, unlike(first, second))
        .exists()
    )
    return or_(
        and_(SurveySheet.answered.is_(None), twice),
        and_(SurveySheet.checked.is_not(None), or_(~twice, differ)),
        and_(SurveySheet.answered.is_not(None), SurveySheet.archived == work.now),
    )
