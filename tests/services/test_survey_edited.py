"""What was answered keeps its meaning: no undo changes a question below its answers, or a round's questionnaire."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import SurveySheet
from fmcrm_desktop.services import questionnaires, survey_answers, survey_results, surveys
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.questionnaires import QuestionLine
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.services.surveys import CopiesForm
from tests.services import surveying
from tests.services.complaining import kept
from tests.services.rows import put

ASKED = (("five", "empathy"), ("gap", "courtesy"), ("five", "control"))


def changed(office: Office, form: int, questions: tuple[QuestionLine, ...]) -> int:
    """The deed that gives a questionnaire these questions."""
    opened = office.ask(questionnaires.form_of, form)
    return office.do(questionnaires.change, form, replace(opened, questions=questions)).deed


def lines_of(office: Office, form: int) -> tuple[QuestionLine, ...]:
    return office.ask(questionnaires.form_of, form).questions


@pytest.mark.parametrize("edit", ["scale", "order", "gone", "added"])
def test_no_undo_changes_a_question_below_its_answers(office: Office, office_path: Path, edit: str) -> None:
    round = surveying.make(office, ASKED, sheets=1)
    [(form,)] = kept(office_path, "select questionnaire_id from survey where id = ?", round.survey)
    form = int(str(form))
    first, second, third = lines_of(office, form)
    deed = changed(
        office, form,
        {
            "scale": (replace(first, scale="gap", topic="access"), second, third), "order": (third, first, second),
            "gone": (first, second), "added": (first, second, third, QuestionLine("More?", scale="yes")),
        }[edit],
    )  # fmt: skip
    given = [
        Given(line.id or 0, 7 if line.scale == "gap" else None, 7 if line.scale == "gap" else 1)
        for line in lines_of(office, form)
    ]
    before = kept(office_path, "select id, position, scale, topic, archived from question")
    saved = office.do(survey_answers.save, round.sheets[0], 1, given)
    told = office.ask(survey_results.results, round.survey)
    if edit == "gone":
        office.undo(deed)  # nobody has answered what comes back
        return
    with pytest.raises(Refusal, match="answered already"):
        office.undo(deed)
    assert kept(office_path, "select id, position, scale, topic, archived from question") == before
    assert office.ask(survey_results.results, round.survey) == told
    office.undo(saved.deed)
    office.undo(deed)
    assert [(line.scale, line.id) for line in lines_of(office, form)] == [
        (line.scale, line.id) for line in (first, second, third)
    ]


def test_words_alone_are_taken_back_below_answers(office: Office, office_path: Path) -> None:
    round = surveying.make(office, ASKED, sheets=1)
    [(form,)] = kept(office_path, "select questionnaire_id from survey where id = ?", round.survey)
    form = int(str(form))
    first, *others = lines_of(office, form)
    deed = changed(office, form, (replace(first, text="Were you understood?"), *others))
    office.do(survey_answers.save, round.sheets[0], 1, [Given(round.questions[0], None, 4)])
    office.undo(deed)
    assert lines_of(office, form)[0].text == first.text


def test_no_undo_gives_a_round_with_sheets_another_questionnaire(office: Office, office_path: Path) -> None:
    other = surveying.make(office, ASKED, sheets=0, kind="own")
    round = surveying.make(office, ASKED, sheets=0)
    [(form,)] = kept(office_path, "select questionnaire_id from survey where id = ?", other.survey)
    opened = office.ask(surveys.form_of, round.survey)
    deed = office.do(surveys.change, round.survey, replace(opened, questionnaire_id=int(str(form)))).deed
    made = office.do(surveys.make_copies, round.survey, CopiesForm(2))
    with pytest.raises(Refusal, match="stays with its questionnaire"):
        office.undo(deed)
    assert kept(office_path, "select questionnaire_id from survey where id = ?", round.survey) == [(form,)]
    office.undo(made.deed)
    office.undo(deed)
    assert office.ask(surveys.form_of, round.survey).questionnaire_id == opened.questionnaire_id


def test_a_question_that_came_between_two_entries_is_no_difference_while_it_is_left_out(
    office: Office, office_path: Path
) -> None:
    round = surveying.make(office, ASKED[:1], sheets=1)
    [(form,)] = kept(office_path, "select questionnaire_id from survey where id = ?", round.survey)
    form, sheet = int(str(form)), round.sheets[0]
    given = [Given(round.questions[0], None, 4)]
    office.do(survey_answers.save, sheet, 1, given)
    changed(office, form, (*lines_of(office, form), QuestionLine("More?", scale="yes")))
    assert office.do(survey_answers.save, sheet, 2, given).result.differences == 0
    office.undo(office.do(put, SurveySheet, sheet, language="en").deed)  # as undoing a merger does
    assert kept(office_path, "select language from survey_sheet where id = ?", sheet) == [("",)]


@pytest.mark.parametrize("edit", ["scale", "topic", "order", "gone"])
def test_answers_come_back_to_the_questions_they_were_given_to_or_not_at_all(
    office: Office, office_path: Path, edit: str
) -> None:
    """While the one sheet there was is typed again, nothing is answered, and the questions may be changed."""
    round = surveying.make(office, ASKED, sheets=1)
    [(form,)] = kept(office_path, "select questionnaire_id from survey where id = ?", round.survey)
    form, sheet = int(str(form)), round.sheets[0]
    given = [Given(question, None, 4) for question in round.questions]
    office.do(survey_answers.save, sheet, 1, given)
    again = office.do(survey_answers.type_again, sheet)
    first, second, third = lines_of(office, form)
    changed(office, form, (replace(first, text="Understood?"), second, third))
    told = "select count(*) from survey_answer"
    office.undo(again.deed)  # the words alone are another
    again = office.do(survey_answers.type_again, sheet)
    first = lines_of(office, form)[0]
    edits = {
        "scale": (replace(first, scale="text", topic=""), second, third), "order": (second, first, third),
        "topic": (replace(first, topic="control"), second, third), "gone": (second, third),
    }  # fmt: skip
    changed(office, form, edits[edit])
    with pytest.raises(Refusal, match="changed in the meantime"):
        office.undo(again.deed)
    assert kept(office_path, told) == [(0,)]
