"""What an undo leaves of sheets: nobody asked twice, nothing settled that differs, nothing that counts put away."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.survey import SurveyAnswer, SurveySheet
from fmcrm_desktop.services import survey_answers, surveys
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.services.surveys import CopiesForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.complaining import kept
from tests.services.rows import added, put
from tests.services.test_survey_bounds import BOTH, round_of

DAY, MOMENT = timedelta(days=1), timedelta(microseconds=1)


@pytest.fixture
def taken(office: Office, office_path: Path) -> tuple[int, Any]:
    """The sheet of one person, asked now by a round of ten days, and the deed that took it out."""
    round = round_of(office, not_again_days=10)
    office.do(surveys.ask_people, round, BOTH)
    [(sheet,)] = kept(office_path, "select id from survey_sheet order by id limit 1")
    return int(str(sheet)), office.do(surveys.take_out, sheet)


@pytest.mark.parametrize(
    ("after", "more", "refused"),
    [
        (timedelta(), {}, True), (30 * DAY - MOMENT, {}, True), (30 * DAY, {}, False), (-MOMENT, {}, False),
        (10 * DAY, {}, True), (DAY, {"archived": NOW}, False), (DAY, {"person_id": None}, False),
        (DAY, {"person_id": 9}, False),
    ],
)  # fmt: skip
def test_a_form_comes_back_unless_the_person_was_asked_again_within_the_days_of_that_round(
    office: Office, office_path: Path, sample: Sample, taken: tuple[int, Any], after: timedelta,
    more: dict[str, Any], refused: bool,
) -> None:  # fmt: skip
    """The days are those of the round that asked again, as they were when it did."""
    sheet, deed = taken
    [(person,)] = kept(office_path, "select person_id from survey_sheet where id = ?", sheet)
    if more.get("person_id"):
        more = {"person_id": sample.company if person != sample.company else sample.owner}
    other = round_of(office, "short", not_again_days=30)
    values = {"survey_id": other, "code": "ABCDEF", "asked": NOW + after, "person_id": person, **more}
    office.do(added, SurveySheet, **values)
    if refused:
        with pytest.raises(Refusal, match="nobody is asked twice within 30 days"):
            office.undo(deed.deed)
    else:
        office.undo(deed.deed)
    gone = "select archived is not null from survey_sheet where id = ?"
    assert kept(office_path, gone, sheet) == [(int(refused),)]


def test_what_is_taken_out_once_more_by_an_undo_asks_for_nothing(
    office: Office, office_path: Path, taken: tuple[int, Any]
) -> None:
    sheet, deed = taken
    back = office.undo(deed.deed)
    [(person,)] = kept(office_path, "select person_id from survey_sheet where id = ?", sheet)
    other = round_of(office, "short", not_again_days=30)
    office.do(added, SurveySheet, survey_id=other, code="ABCDEF", asked=NOW + DAY, person_id=person)
    office.undo(back.deed)
    assert kept(office_path, "select archived is not null from survey_sheet where id = ?", sheet) == [(1,)]


def typed(office: Office, sheet: int, questions: list[int], *values: int) -> Any:
    given = [Given(question, None, value) for question, value in zip(questions, values, strict=True)]
    entry = (
        1
        if kept(Path(office.store.path), "select answered from survey_sheet where id = ?", sheet) == [(None,)]
        else 2
    )
    return office.do(survey_answers.save, sheet, entry, given)


@pytest.mark.parametrize(
    "wrong",
    [{"value": 2}, {"value": None}, {"expected": 3}, {"text": "Late"}],
)
def test_no_undo_leaves_a_sheet_settled_whose_entries_differ(
    office: Office, office_path: Path, wrong: dict[str, Any]
) -> None:
    """The second entry is put beside the first, each by its question: what one says and the other does not differs."""
    round = surveying.make(office, (("five", "empathy"), ("five", "control")), sheets=3)
    for sheet in round.sheets[:2]:
        typed(office, sheet, round.questions, 4, 4)
        typed(office, sheet, round.questions, 4, 4)
    assert kept(office_path, "select count(*) from survey_sheet where checked is not null") == [(2,)]
    [(answer,)] = kept(
        office_path, "select id from survey_answer where sheet_id = ? and entry = 1 and question_id = ?",
        round.sheets[0], round.questions[1],
    )  # fmt: skip
    changed = office.do(put, SurveyAnswer, answer, **wrong)
    office.undo(changed.deed)
    for sheet in round.sheets:
        again = office.do(put, SurveyAnswer, answer, **wrong)
        other = office.do(put, SurveySheet, sheet, language="en")
        if sheet == round.sheets[0]:
            with pytest.raises(Refusal, match="gone on from this with the sheet"):
                office.undo(other.deed)
        else:
            office.undo(other.deed)
        office.undo(again.deed)


def test_an_undo_of_many_sheets_names_the_one_that_came_back(office: Office, office_path: Path) -> None:
    """However many were made at once: more than are looked at in one question."""
    round = surveying.make(office, (("five", "empathy"),), sheets=0)
    made = office.do(surveys.make_copies, round.survey, CopiesForm(502))
    [(sheet, code)] = kept(office_path, "select id, code from survey_sheet order by id desc limit 1")
    saved = typed(office, int(str(sheet)), round.questions, 4)
    with pytest.raises(Refusal) as refused:
        office.undo(made.deed)
    assert refused.value.values["code"] == f"{str(code)[:3]}-{str(code)[3:]}"
    office.undo(saved.deed)
    office.undo(made.deed)
    assert kept(office_path, "select count(*) from survey_sheet where archived is null") == [(0,)]
