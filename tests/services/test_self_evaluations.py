"""Self-evaluation: questions, answers of one's own, trend, and the difference to the customers' answers."""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from fmcrm_desktop.model.complaint import NEEDS
from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import CHINESE
from fmcrm_desktop.services import self_evaluations, settings
from fmcrm_desktop.services.office import Office, needs
from fmcrm_desktop.services.self_evaluations import QuestionForm
from fmcrm_desktop.store.work import Work
from tests.conftest import NOW
from tests.sample import Sample
from tests.services.test_personal import answered


@pytest.fixture
def asking(office: Office) -> Office:
    office.do(self_evaluations.add_ready)
    return office


def test_the_ready_questions_are_two_a_need_and_come_once(office: Office) -> None:
    added = office.do(self_evaluations.add_ready).result
    assert office.do(self_evaluations.add_ready).result == 0
    asked = office.ask(self_evaluations.questions_now)
    assert len(asked) == added
    by_need = [row.need for row in asked if row.group == "needs"]
    assert {need: by_need.count(need) for need in NEEDS} == dict.fromkeys(NEEDS, 2)
    assert {row.group for row in asked} == {"needs", "trust", "culture"}
    assert all(row.text.isascii() and not row.other_text.isascii() for row in asked)


@needs("office.settings")
def _speak_chinese(work: Work) -> None:
    settings.put(work, **{"office.language": CHINESE})


def test_a_chinese_office_gets_them_in_chinese_first(office: Office) -> None:
    office.do(_speak_chinese)
    office.do(self_evaluations.add_ready)
    assert all(not row.text.isascii() for row in office.ask(self_evaluations.questions_now))


def test_a_question_names_its_need_and_only_in_that_group(asking: Office) -> None:
    with pytest.raises(Invalid, match="which of the six"):
        asking.do(self_evaluations.add_question, QuestionForm("Do I smile?"))
    with pytest.raises(Invalid, match="Only for the six"):
        asking.do(self_evaluations.add_question, QuestionForm("Do I trust?", group="trust", need="empathy"))
    id = asking.do(self_evaluations.add_question, QuestionForm("Do I smile?", need="friendliness")).result
    form = asking.ask(self_evaluations.question_form, id)
    asking.do(self_evaluations.change_question, id, replace(form, text="Do I look up?"))
    assert asking.ask(self_evaluations.question_rows, [id])[0].text == "Do I look up?"
    asking.do(self_evaluations.archive_question, id)
    assert id not in [row.id for row in asking.ask(self_evaluations.questions_now)]


def test_what_is_left_out_is_no_nought(asking: Office) -> None:
    id = answered(asking, answer_0="5", answer_1="2", answer_12="3")
    row = asking.ask(self_evaluations.rows, [id])[0]
    assert (row.answered, row.needs, row.trust, row.culture) == (3, 3.5, 3.0, None)
    card = asking.ask(self_evaluations.card, id)
    assert card is not None and [value for _, value in card.answers].count(None) == len(card.answers) - 3
    with pytest.raises(Invalid, match="at least one"):
        answered(asking, note="nothing")


def test_the_trend_grows_and_the_own_one_is_taken_back(asking: Office) -> None:
    clock = asking.store.clock
    asking.store.clock = lambda: NOW - timedelta(40)
    first = answered(asking, answer_0="2")
    asking.store.clock = clock
    second = answered(asking, answer_0="4")
    card = asking.ask(self_evaluations.card, second)
    assert card is not None and [each.needs for each in card.trend] == [2.0, 4.0]
    asking.do(self_evaluations.withdraw, first)
    assert list(asking.ask(self_evaluations.page, Query()).ids) == [second]


def test_without_questions_nothing_can_be_answered(office: Office) -> None:
    with pytest.raises(Refusal, match="no questions yet"):
        office.ask(self_evaluations.questions_now)


@needs("quality.staff")
def survey(work: Work, seed: int, staff: tuple[int, int]) -> None:
    """Random sheets with holes, second entries that differ, sheets of others, old ones and other questions."""
    chance = Random(seed)
    form = work.add(Questionnaire(kind="needs", name="After a service"))
    made = work.add(Survey(questionnaire_id=form.id, name="November", from_day=work.now.date()))
    questions = [
        work.add(Question(questionnaire_id=form.id, scale=scale, topic=topic, text=topic))
        for scale, topic in [*(("five", need) for need in list(NEEDS)[:5]), ("five", ""), ("gap", "access")]
    ]
    for at in range(60):
        sheet = work.add(
            SurveySheet(
                survey_id=made.id, code=f"S{at}", asked=work.now, staff_id=chance.choice([*staff, None]),
                answered=chance.choice([None, work.now, work.now, work.now - timedelta(400)]),
            )
        )  # fmt: skip
        if chance.random() < 0.1:
            work.archive(sheet)
        for question in questions:
            for entry in (1, 2):
                value = chance.choice([None, 1, 2, 3, 4, 5])
                work.add(SurveyAnswer(sheet_id=sheet.id, question_id=question.id, entry=entry, value=value))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_customers_means_and_counts_are_those_counted_by_plain_sqlite(
    asking: Office, sample: Sample, office_path: Path, seed: int
) -> None:
    asking.do(survey, seed, (sample.clerk, asking.who.staff_id))
    answered(asking, answer_0="5", answer_1="4", answer_2="1", answer_6="3")
    found = asking.ask(self_evaluations.beside, asking.who.staff_id)
    values: dict[str, list[int]] = defaultdict(list)
    with closing(sqlite3.connect(office_path)) as plain:
        question = (
            "select q.topic, a.value, s.answered from survey_answer a, survey_sheet s, question q "
            "where a.sheet_id = s.id and a.question_id = q.id and a.entry = 1 and s.staff_id = ? and s.archived is null"
        )
        for topic, value, moment in plain.execute(question, (asking.who.staff_id,)):
            if topic in NEEDS and value is not None and moment and str(moment)[:10] > "2025-11-20":
                values[topic].append(value)
    assert sum(map(len, values.values())) > 20
    own = {"friendliness": 4.5, "empathy": 1.0, "control": 3.0}
    for each in found.needs:
        asked = values[each.need]
        assert each.answers == len(asked)
        assert each.customers == (pytest.approx(sum(asked) / len(asked)) if asked else None)
        assert each.own == own.get(each.need)
    differences = [each.difference for each in found.needs if each.difference is not None]
    assert len(differences) == 3 and differences == sorted(differences, reverse=True)
    assert all(each.difference is None for each in found.needs[3:])


def test_the_whole_office_counts_everybody_once_a_month(
    asking: Office, sample: Sample, office_path: Path
) -> None:
    source, manager = Random(5), asking.who
    for staff_id in (sample.manager, sample.clerk, sample.plumber):
        asking.who = replace(manager, staff_id=staff_id)
        for _ in range(6):
            moment = NOW - timedelta(days=source.randrange(400), hours=source.randrange(12))
            asking.store.clock = lambda moment=moment: moment
            given = {f"answer_{at}": source.choice(("", "1", "3", "5")) for at in range(19)}
            answered(asking, **{**given, "answer_0": "4"})
    asking.store.clock, asking.who = lambda: NOW, manager
    with closing(sqlite3.connect(office_path)) as file:
        rows = file.execute(
            'select e.day, e.id, e.staff_id, q."group", avg(a.value) from self_evaluation e '
            "join self_answer a on a.evaluation_id = e.id join self_question q on q.id = a.question_id "
            'where a.value is not null group by e.id, q."group" order by e.day, e.id'
        ).fetchall()
    last: dict[tuple[str, int], int] = {}
    for day, id, staff_id, _group, _mean in rows:
        last[day[:7], staff_id] = id
    found = asking.ask(self_evaluations.whole)
    assert [str(each.month) for each in found] == sorted({month for month, _ in last})[-12:]
    for each in found:
        newest = [id for (month, _), id in last.items() if month == str(each.month)]
        assert each.people == len(newest)
        for group in ("needs", "trust", "culture"):
            means = [mean for _day, id, _staff, its, mean in rows if id in newest and its == group]
            assert getattr(each, group) == (pytest.approx(sum(means) / len(means)) if means else None)
