"""Rounds and questionnaires as lists, a round by month and house, typing again: by plain SQL, to the moment."""

from __future__ import annotations

import sqlite3
from collections import Counter
from contextlib import closing
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import Questionnaire, Survey, SurveySheet
from fmcrm_desktop.services import questionnaires, survey_answers, survey_results, surveys
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.questionnaires import QuestionLine, QuestionnaireForm
from fmcrm_desktop.services.survey_answers import Given
from fmcrm_desktop.services.surveys import RoundForm
from tests.conftest import NOW
from tests.sample import Sample
from tests.services import surveying
from tests.services.rows import added, put

INSTANT = timedelta(microseconds=1)
STARTS = {month: datetime(2026, month, 1, tzinfo=UTC) - timedelta(hours=8) for month in (9, 10, 11, 12)}
"""The first moments of months on the office's clock, eight hours ahead."""


def read(path: Path, sql: str) -> list[tuple[Any, ...]]:
    with closing(sqlite3.connect(path)) as plain:
        return plain.execute(sql).fetchall()


def test_what_came_back_is_told_by_month_and_house_to_the_moment(office: Office, sample: Sample) -> None:
    places = (sample.building, None, sample.second_building)
    moments = [
        start + step for start in STARTS.values() for step in (-INSTANT, timedelta(), timedelta(days=3))
    ]  # August to December, September to October nearly empty
    round = surveying.make(
        office, (("five", "empathy"), ("text", "")), sheets=len(moments) + 2, places=places
    )
    wanted: dict[tuple[int, int | None], list[int]] = {}
    for at, (sheet, moment) in enumerate(zip(round.sheets, moments, strict=False)):
        value = 1 + at % 5
        given = [Given(round.questions[0], None, value), Given(round.questions[1], text=f"Word {at}")]
        office.do(survey_answers.save, sheet, 1, given)
        office.do(put, SurveySheet, sheet, answered=moment)
        wanted.setdefault(((moment + timedelta(hours=8)).month, places[at % 3]), []).append(value)
    whole = office.ask(survey_results.results, round.survey)
    assert [(part.key, part.back, part.sums.total) for part in whole.months] == [
        (Month(2026, month), len(values), sum(values))
        for month in range(8, 13)
        for values in [[each for (of, _), said in wanted.items() if of == month for each in said]]
    ]
    asked = Counter(places[at % 3] for at in range(len(round.sheets)))
    assert [(part.key, part.asked) for part in whole.buildings] == [
        (sample.second_building, asked[sample.second_building]), (sample.building, asked[sample.building]),
        (None, asked[None]),
    ]  # fmt: skip
    for month in range(8, 13):
        for place in (None, sample.building, sample.second_building):
            found = office.ask(survey_results.results, round.survey, place, Month(2026, month))
            values = [
                each for (of, where), said in wanted.items() if of == month and place in (None, where) for each in said
            ]  # fmt: skip
            assert (found.back, found.sums.rated, found.sums.total) == (len(values), len(values), sum(values))
            assert sum(len(said) for said in found.words.values()) == len(values)
            assert found.rate is None, "nobody knows of which month who was asked would answer"
            parts = [part.key for part in found.months]
            assert parts == sorted({Month(2026, of) for of, where in wanted if place in (None, where)})
    latest = office.ask(survey_results.results, round.survey).words[round.questions[1]]
    assert latest == tuple(f"Word {at}" for at in range(len(moments) - 1, -1, -1))


@pytest.fixture
def rounds(office: Office) -> list[int]:
    """Four rounds of three questionnaires, two of one name; one round and one questionnaire put away."""
    forms = [office.do(added, Questionnaire, name=name, other_name=other).result for name, other in
             (("Brief", "简短"), ("Long", "详细"), ("Brief", ""))]  # fmt: skip
    made = []
    for at, (form, name, day) in enumerate(
        ((0, "Autumn", 1), (1, "Spring", 9), (0, "Autumn", 1), (2, "Winter", 5))
    ):
        row = {
            "questionnaire_id": forms[form],
            "name": name,
            "other_name": f"轮{at}",
            "from_day": date(2026, 10, day),
        }
        made.append(office.do(added, Survey, **row, archived=NOW if name == "Winter" else None).result)
    office.do(put, Questionnaire, forms[2], archived=NOW)
    for at, (round, answered) in enumerate(((0, True), (0, False), (2, True), (1, False))):
        office.do(
            added, SurveySheet, survey_id=made[round], code=f"C{at}", asked=NOW, answered=NOW if answered else None,
            person_id=1 if at else None,
        )  # fmt: skip
    return made


def test_rounds_are_listed_newest_first(office: Office, office_path: Path, rounds: list[int]) -> None:
    order = "order by from_day desc, s.id desc"
    joined = "survey s join questionnaire q on q.id = s.questionnaire_id"
    for gone in (False, True):
        sql = f"select s.id, s.name, q.name, q.other_name from {joined} where (s.archived is not null) = {gone} {order}"
        wanted = read(office_path, sql)
        page = office.ask(surveys.page, Query(archived=gone))
        assert [
            (row.id, row.name, row.questionnaire, row.questionnaire_other) for row in page.first
        ] == wanted
        told = office.ask(survey_results.page, Query(archived=gone))
        assert [(row.id, row.name, row.archived) for row in told.first] == [
            (id, name, gone) for id, name, *_ in wanted
        ]
    newest = [
        id for id, *_ in read(office_path, f"select s.id from {joined} where s.archived is null {order}")
    ]
    assert [each.id for each in office.ask(surveys.choices)] == newest == [rounds[1], rounds[2], rounds[0]]
    assert [row.id for row in office.ask(survey_results.rows, rounds)] == rounds
    assert [each.id for each in office.ask(surveys.choices, "x", [rounds[3]])] == [rounds[3]]
    assert office.ask(survey_results.by_name, "Autumn").survey_id == rounds[2], "the later of two"
    assert office.ask(survey_results.by_name, f" #{rounds[0]} ").survey_id == rounds[0]
    back = {row.id: (row.asked, row.back, row.named) for row in office.ask(survey_results.rows, rounds)}
    assert (
        back[rounds[0]] == (2, 1, (1, 0))
        and back[rounds[2]] == (1, 1, (1, 1))
        and back[rounds[3]] == (0, 0, (0, 0))
    )


def test_questionnaires_are_listed_by_name_with_their_live_rounds(
    office: Office, office_path: Path, rounds: list[int]
) -> None:
    counted = "(select count(*) from survey s where s.questionnaire_id = q.id and s.archived is null)"
    wanted = read(
        office_path,
        f"select id, name, {counted} from questionnaire q where archived is null order by name, id",
    )
    first = office.ask(questionnaires.page, Query()).first
    assert [(row.id, row.name, row.rounds) for row in first] == wanted
    assert [(id, name) for id, name, _ in office.ask(surveys.questionnaire_options)] == [
        row[:2] for row in wanted
    ]
    [gone] = office.ask(questionnaires.page, Query(archived=True)).ids
    office.do(questionnaires.restore, gone)
    assert office.ask(questionnaires.rows, [gone])[0].rounds == 0, "its one round is put away"
    short = [
        id for (id,) in read(office_path, "select id from questionnaire where name = 'Brief' order by id")
    ]
    assert [row.id for row in office.ask(questionnaires.page, Query("brief")).first] == short
    assert [name for _, name, _ in office.ask(surveys.questionnaire_options)].count("Brief") == 2


def test_what_cannot_be_asked_is_refused(office: Office) -> None:
    line = QuestionLine("Were we kind?")
    office.do(questionnaires.add, QuestionnaireForm("Sixty", questions=(line,) * 60))
    with pytest.raises(Invalid):
        office.do(questionnaires.add, QuestionnaireForm("More", questions=(line,) * 61))
    form = office.do(questionnaires.add, QuestionnaireForm("Few", questions=(line,))).result
    for days in (-1, 3651):
        with pytest.raises(Invalid) as refused:
            office.do(surveys.add, RoundForm(form, "R", "", NOW.date(), not_again_days=days))
        assert set(refused.value.fields) == {"not_again_days"}
    for days, kept in ((None, 0), (0, 0), (3650, 3650)):
        id = office.do(surveys.add, RoundForm(form, "R", "", NOW.date(), not_again_days=days)).result
        assert office.ask(surveys.form_of, id).not_again_days == kept


def test_who_types_again_takes_out_their_own_entry_of_that_sheet_alone(
    office: Office, office_path: Path
) -> None:
    round = surveying.make(office, (("five", "empathy"), ("five", "control")), sheets=3)
    given = [Given(question, None, 4) for question in round.questions]
    for sheet in round.sheets:
        office.do(survey_answers.save, sheet, 1, given)
    office.do(survey_answers.save, round.sheets[1], 2, [replace(given[0], value=2), given[1]])
    office.do(survey_answers.save, round.sheets[2], 2, given)
    for sheet in round.sheets[1:]:
        with pytest.raises(Refusal, match="typed in twice"):
            office.do(survey_answers.type_again, sheet)
    strange = Given(round.questions[0] + 99, None, 4)
    office.do(survey_answers.type_again, round.sheets[0])
    told = "select sheet_id, count(*) from survey_answer group by 1"
    assert read(office_path, told) == [(round.sheets[1], 4), (round.sheets[2], 4)]
    with pytest.raises(Refusal, match="questions were changed"):
        office.do(survey_answers.save, round.sheets[0], 1, [*given, strange])
    office.do(survey_answers.save, round.sheets[0], 1, given)
    assert list(office.ask(survey_answers.page, Query(archived=True)).ids) == []
    [waiting] = office.ask(survey_answers.page, Query()).first
    assert (waiting.sheet_id, waiting.first.value, waiting.second.value) == (round.sheets[1], 4, 2)
    assert waiting.first_by == waiting.second_by == "Zhou Min"
    assert [row.id for row in office.ask(survey_answers.rows, [waiting.id, 999])] == [waiting.id]
