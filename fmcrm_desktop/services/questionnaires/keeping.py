"""Questionnaires written and changed. Once answered, a question keeps its place, scale and subject: results of before
and after would otherwise speak of different things."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import Question, Questionnaire
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import lines, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.questionnaires.forms import QuestionLine, QuestionnaireForm
from fmcrm_desktop.services.questionnaires.listing import answered
from fmcrm_desktop.store.work import Work

MOST = 60
"""Questions of a questionnaire: more fill no paper that anybody answers."""
STAYS = N_("It was answered already: its questions stay in their order, new ones come after them.")
_SUBJECTS = {"gap": CRITERIA, "five": NEEDS}


@needs("office.settings")
def add(work: Work, form: QuestionnaireForm) -> int:
    """A new questionnaire."""
    _check(form)
    it = work.add(Questionnaire(**_values(form)))
    for position, line in enumerate(form.questions):
        work.add(Question(questionnaire_id=it.id, position=position, **_said(line)))
    return it.id


@needs("office.settings")
def form_of(work: Work, id: int) -> QuestionnaireForm:
    """The form as it stands, with the version seen."""
    it = work.get(Questionnaire, id)
    asked = tuple(
        QuestionLine(each.text, each.other_text, each.scale, each.topic, each.id, each.version)
        for each in _questions(work, id)
    )
    known = tuple(line.id for line in asked if line.id is not None)
    return QuestionnaireForm(
        it.name, it.other_name, it.kind, it.intro, it.other_intro, asked, known, it.version
    )


@needs("office.settings")
def change(work: Work, id: int, form: QuestionnaireForm) -> int:
    """Change a questionnaire; of one that was answered only the texts, and new questions come after the others."""
    _check(form)
    it = work.get(Questionnaire, id, seen=form.version)
    stored = {each.id: each for each in _questions(work, id)}
    if answered(work, id):
        _only_texts(form, stored)
    together.give(it, _values(form))
    for position, line in enumerate(form.questions):
        kept = stored.get(line.id or 0)
        if kept is None:
            work.add(Question(questionnaire_id=id, position=position, **_said(line)))
        elif together.give(kept, {"position": position, **_said(line)}) and line.seen != kept.version:
            said = N_("“{question}” was changed by somebody else meanwhile. Open the questionnaire anew.")
            raise Refusal(said, question=line.text)
    for gone in set(form.known) - {line.id for line in form.questions}:
        if gone in stored:
            work.archive(stored[gone])
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """Use it for no more rounds; those there are keep it."""
    work.archive(work.get(Questionnaire, id))
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """Offer it again."""
    work.restore(work.get(Questionnaire, id))
    return id


def _check(form: QuestionnaireForm) -> None:
    check(form)
    if not form.questions:
        raise Invalid(questions=N_("A questionnaire without a question asks nothing: add the first one."))
    if len(form.questions) > MOST:
        raise Invalid(questions=Refusal(N_("At most {most} questions."), most=MOST))
    for line in form.questions:
        try:
            check(line)
        except Invalid as wrong:
            raise Invalid(questions=lines.about(line.text, next(iter(wrong.fields.values())))) from None
        if line.scale == "gap" and not line.topic:
            raise Invalid(questions=lines.about(line.text, Refusal(N_("say which criterion it is about."))))
        if line.topic and line.topic not in _SUBJECTS.get(line.scale, {}):
            fault = N_("a criterion is answered as expected and perceived, a need by 1 to 5.")
            raise Invalid(questions=lines.about(line.text, Refusal(fault)))


def _only_texts(form: QuestionnaireForm, stored: dict[int, Question]) -> None:
    """Refuse whatever would change what the answers there are mean."""
    if [line.id for line in form.questions[: len(stored)]] != list(stored):
        raise Invalid(questions=STAYS)
    for line in form.questions[: len(stored)]:
        kept = stored[line.id or 0]
        if (line.scale, line.topic) != (kept.scale, kept.topic):
            fault = N_("it was answered already, only its text can be corrected.")
            raise Invalid(questions=lines.about(line.text, Refusal(fault)))


def _values(form: QuestionnaireForm) -> dict[str, Any]:
    return {name: getattr(form, name) for name in ("kind", "name", "other_name", "intro", "other_intro")}


def _said(line: QuestionLine) -> dict[str, Any]:
    return {name: getattr(line, name) for name in ("text", "other_text", "scale", "topic")}


def _questions(work: Work, id: int) -> Sequence[Question]:
    return work.records(
        select(Question)
        .where(Question.questionnaire_id == id, Question.archived.is_(None))
        .order_by(Question.position, Question.id)
    )
