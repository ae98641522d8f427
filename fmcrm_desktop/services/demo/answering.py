"""What came back in the demo office: answers on the sheets of its round, and an earlier survey of the ten criteria."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from sqlalchemy import Row, select

from fmcrm_desktop.model.complaint import CRITERIA
from fmcrm_desktop.model.property import Relation, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import HIGHEST, Question, Questionnaire, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.services.surveys.codes import new_code
from fmcrm_desktop.store.work import Work

MOST = 40
TWICE = 6
"""So many sheets were typed in twice."""
SHARE = 0.7
"""So many of those asked answer."""
WEAK = {"responsiveness": 2, "communication": 1}
"""What this office does worse than is expected, in points."""
SAID = ("", "", "", "Please tell us when somebody comes.", "师傅很认真，谢谢。", "上门前请先打电话。")


def answering(work: Work, chance: Random, until: date) -> int:
    """Answers to the round after the work, and a round of ten criteria two months ago; gives how many came back."""
    noon = datetime.combine(until, time(12), work.zone)
    waiting = work.rows(
        select(SurveySheet.id, Survey.questionnaire_id)
        .join(Survey, Survey.id == SurveySheet.survey_id)
        .order_by(SurveySheet.id)
    )
    sheets = {id: form for id, form in waiting if chance.random() < SHARE}
    for id in sheets:
        work.get(SurveySheet, id).answered = noon - timedelta(days=chance.randrange(6))
    ten = _ten(work, chance, noon)
    sheets |= ten
    rows: list[dict[str, Any]] = []
    for form in set(sheets.values()):
        questions = work.rows(
            select(Question.id, Question.scale, Question.topic)
            .where(Question.questionnaire_id == form)
            .order_by(Question.position, Question.id)
        )
        rows += [
            {"sheet_id": sheet, "entry": 1, **_answer(question, chance)}
            for sheet in sorted(id for id, its in sheets.items() if its == form)
            for question in questions
        ]
    work.add_many(SurveyAnswer, rows)
    _typed_twice(work, [row for row in rows if row["sheet_id"] in ten], noon)
    return len(sheets)


def _typed_twice(work: Work, rows: list[dict[str, Any]], noon: datetime) -> None:
    """Some sheets were typed in by two people; the second hand slipped on the first of each pair."""
    clerks = work.column(select(Staff.id).where(Staff.role == "clerk").order_by(Staff.id))
    again = []
    for at, id in enumerate(sorted({row["sheet_id"] for row in rows})[:TWICE]):
        sheet = work.get(SurveySheet, id)
        sheet.first_id, sheet.second_id = clerks[0], clerks[-1]
        typed = [row | {"entry": 2} for row in rows if row["sheet_id"] == id]
        wrong = next((row for row in typed if row["value"] is not None and row["value"] < HIGHEST["gap"]), None)
        if at % 2 or wrong is None:
            sheet.checked = noon
        else:
            wrong["value"] += 1
        again += typed
    work.add_many(SurveyAnswer, again)


def _ten(work: Work, chance: Random, noon: datetime) -> dict[int, int]:
    """The sheets of the survey of ten criteria that came back, with their questionnaire."""
    form = work.value(select(Questionnaire.id).where(Questionnaire.kind == "criteria"))
    asked = noon - timedelta(days=60)
    people = work.rows(
        select(Relation.person_id, Relation.unit_id, Unit.building_id)
        .join(Unit, Unit.id == Relation.unit_id)
        .where(Relation.role == "owner", Unit.building_id.is_not(None))
        .order_by(Relation.id)
    )
    made = work.add(
        Survey(
            questionnaire_id=form, name="Service in ten criteria", other_name="十项服务标准调查",
            from_day=asked.date(), until_day=(asked + timedelta(days=28)).date(),
        )
    )  # fmt: skip
    drawn = chance.sample(list(people), min(MOST, len(people)))
    codes: dict[str, None] = {}
    while len(codes) < len(drawn):
        codes[new_code(chance)] = None
    rows = [
        {"survey_id": made.id, "code": code, "asked": asked, "person_id": person, "unit_id": unit,
         "building_id": building, "answered": _came_back(chance, asked)}
        for code, (person, unit, building) in zip(codes, drawn, strict=True)
    ]  # fmt: skip
    ids = work.add_many(SurveySheet, rows)
    return {id: form for id, row in zip(ids, rows, strict=True) if row["answered"] is not None}


def _came_back(chance: Random, asked: datetime) -> datetime | None:
    return asked + timedelta(days=chance.randrange(1, 28)) if chance.random() < SHARE else None


def _answer(question: Row[int, str, str], chance: Random) -> dict[str, object]:
    """Believable answers, with a hole now and then."""
    id, scale, topic = question
    nothing: dict[str, object] = {"question_id": id, "expected": None, "value": None, "text": ""}
    if scale == "text":
        return nothing | {"text": chance.choice(SAID)}
    if chance.random() < 0.06:
        return nothing
    if scale == "gap":
        expected = chance.choice((5, 6, 6, 7, 7))
        short = WEAK.get(topic, 0) if topic in CRITERIA else 0
        return nothing | {"expected": expected, "value": max(1, min(7, expected - short + chance.choice((-1, 0, 0, 1))))}
    most = 1 if scale == "yes" else 5
    return nothing | {"value": most if scale == "yes" else chance.choice((2, 3, 4, 4, 5, 5, 5))}
