"""Questionnaires: ready forms, the editor's rules, what may still change once somebody has answered."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from fmcrm_desktop.model.complaint import CRITERIA, NEEDS
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.reading import has_chinese
from fmcrm_desktop.model.refusal import Invalid, Refusal, Stale
from fmcrm_desktop.model.survey import Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.services import questionnaires
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.questionnaires import READY, QuestionLine, QuestionnaireForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW

FORM = QuestionnaireForm(
    "Noise", "噪音问卷", questions=(QuestionLine("Is it quiet?", "安静吗？", "yes"), QuestionLine("Where is it loud?"))
)  # fmt: skip


@needs("complaint.write")
def _answer(work: Work, questionnaire: int, question: int) -> None:
    survey = work.add(Survey(questionnaire_id=questionnaire, name="Autumn", from_day=NOW.date()))
    sheet = work.add(SurveySheet(survey_id=survey.id, code="ABCDEF", asked=NOW))
    work.add(SurveyAnswer(sheet_id=sheet.id, question_id=question, value=1))


def test_a_new_office_has_the_ready_forms(office: Office) -> None:
    found = office.ask(questionnaires.page, Query()).first
    assert Counter(row.kind for row in found) == Counter(("criteria", "needs", "short", "committee"))
    by_kind = {row.kind: office.ask(questionnaires.card, row.id) for row in found}
    gaps = Counter(each.topic for each in by_kind["criteria"].questions if each.scale == "gap")
    assert gaps == Counter(dict.fromkeys(CRITERIA, 2))
    assert [each.topic for each in by_kind["needs"].questions if each.topic] == list(NEEDS)
    assert len(by_kind["short"].questions) == 3
    for card in by_kind.values():
        for each in card.questions:
            assert not has_chinese(each.text) and has_chinese(each.other_text), each
        assert card.intro and has_chinese(card.other_intro)


def test_ready_forms_are_added_once_and_again_when_put_away(office: Office) -> None:
    with pytest.raises(Refusal):
        office.do(questionnaires.add_ready)
    short = next(row for row in office.ask(questionnaires.page, Query()).first if row.kind == "short")
    office.do(questionnaires.archive, short.id)
    assert office.do(questionnaires.add_ready).result == 1
    assert len(office.ask(questionnaires.page, Query())) == len(READY)
    assert [row.id for row in office.ask(questionnaires.page, Query(archived=True)).first] == [short.id]


def test_questions_are_written_moved_and_taken_out(office: Office, office_path: Path) -> None:
    id = office.do(questionnaires.add, FORM).result
    form = office.ask(questionnaires.form_of, id)
    first, second = form.questions
    form.questions = (second, replace(first, text="Is it quiet at night?"), QuestionLine("By day?"))
    office.do(questionnaires.change, id, form)
    texts = ["Where is it loud?", "Is it quiet at night?", "By day?"]
    assert [each.text for each in office.ask(questionnaires.card, id).questions] == texts
    form = office.ask(questionnaires.form_of, id)
    form.questions = form.questions[1:]
    office.do(questionnaires.change, id, form)
    assert [each.text for each in office.ask(questionnaires.card, id).questions] == texts[1:]
    with closing(sqlite3.connect(office_path)) as kept:
        (gone,) = kept.execute(
            "select count(*) from question where questionnaire_id = ? and archived is not null", (id,)
        ).fetchone()
    assert gone == 1


def test_two_desks_do_not_write_over_each_other(office: Office) -> None:
    id = office.do(questionnaires.add, FORM).result
    mine, theirs = office.ask(questionnaires.form_of, id), office.ask(questionnaires.form_of, id)
    theirs.name = "Loudness"
    office.do(questionnaires.change, id, theirs)
    with pytest.raises(Stale):
        office.do(questionnaires.change, id, mine)
    one, other = office.ask(questionnaires.form_of, id), office.ask(questionnaires.form_of, id)
    one.questions = (replace(one.questions[0], text="Quiet?"), one.questions[1])
    other.questions = (replace(other.questions[0], text="Silent?"), other.questions[1])
    office.do(questionnaires.change, id, one)
    with pytest.raises(Refusal):
        office.do(questionnaires.change, id, other)


@pytest.mark.parametrize(
    "line",
    [
        QuestionLine(""), QuestionLine("What?", scale="gap"), QuestionLine("What?", scale="gap", topic="empathy"),
        QuestionLine("What?", scale="five", topic="courtesy"), QuestionLine("What?", scale="text", topic="empathy"),
        QuestionLine("x" * 301),
    ],
)  # fmt: skip
def test_a_question_that_cannot_be_answered_is_refused(office: Office, line: QuestionLine) -> None:
    with pytest.raises(Invalid) as refused:
        office.do(questionnaires.add, QuestionnaireForm("Noise", questions=(line,)))
    assert list(refused.value.fields) == ["questions"]


def test_a_questionnaire_needs_a_question(office: Office) -> None:
    with pytest.raises(Invalid):
        office.do(questionnaires.add, QuestionnaireForm("Noise"))


def test_once_answered_only_texts_change_and_new_questions_come_last(office: Office) -> None:
    id = office.do(questionnaires.add, FORM).result
    form = office.ask(questionnaires.form_of, id)
    assert not office.ask(questionnaires.card, id).answered
    office.do(_answer, id, form.questions[0].id)
    assert office.ask(questionnaires.card, id).answered
    first, second = form.questions
    for lines in (
        (replace(first, scale="five"), second), (first, replace(second, topic="empathy")), (second, first), (second,),
        (QuestionLine("New"), first, second),
    ):  # fmt: skip
        with pytest.raises(Invalid):
            office.do(questionnaires.change, id, replace(form, questions=lines))
    corrected = (replace(first, text="Is it quiet here?"), second, QuestionLine("And by night?", scale="yes"))
    office.do(questionnaires.change, id, replace(form, questions=corrected))
    assert [each.text for each in office.ask(questionnaires.card, id).questions] == [
        "Is it quiet here?", "Where is it loud?", "And by night?",
    ]  # fmt: skip


def test_choices_and_the_list_find_by_both_languages(office: Office) -> None:
    id = office.do(questionnaires.add, FORM).result
    assert [each.id for each in office.ask(questionnaires.choices, "噪音")] == [id]
    assert [each.id for each in office.ask(questionnaires.choices, "", [id])] == [id]
    assert [row.id for row in office.ask(questionnaires.page, Query(text="noise")).first] == [id]
    assert id in office.ask(questionnaires.page, Query(where={"kind": ("own",)})).ids
