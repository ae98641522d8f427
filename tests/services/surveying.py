"""A questionnaire, its round and sheets as plain rows, for the tests of what comes back."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from fmcrm_desktop.model.complaint import CRITERIA
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveySheet
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.office import Office
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.work import Work

TEN = tuple(("gap", topic) for topic in CRITERIA)
"""The scales and topics of ten gap questions: 20 answers on a sheet."""


@dataclass(frozen=True)
class Round:
    """The ids of what was made; ``codes`` belong to ``sheets``."""

    survey: int
    questions: list[int]
    sheets: list[int]
    codes: list[str]


@needs("complaint.write")
def _make(
    work: Work, asked: Sequence[tuple[str, str]], sheets: int, places: Sequence[int | None], kind: str
) -> Round:
    form = work.add(Questionnaire(name=f"Form {kind}", other_name="问卷", kind=kind))
    questions = [
        work.add(
            Question(
                questionnaire_id=form.id,
                position=at,
                scale=scale,
                topic=topic,
                text=f"Question {at}",
                other_text=f"问题{at}",
            )
        ).id
        for at, (scale, topic) in enumerate(asked)
    ]
    survey = work.add(
        Survey(questionnaire_id=form.id, name="Autumn", other_name="秋季", from_day=date(2026, 10, 1))
    )
    source, made = random.Random(survey.id), []
    for at in range(sheets):
        code = codes.new_code(source)
        place = places[at % len(places)] if places else None
        sheet = SurveySheet(survey_id=survey.id, code=code, asked=work.now, building_id=place)
        made.append((work.add(sheet).id, code))
    return Round(survey.id, questions, [id for id, _code in made], [code for _id, code in made])


def make(
    office: Office, asked: Sequence[tuple[str, str]] = TEN, sheets: int = 3, places: Sequence[int | None] = (),
    kind: str = "criteria",
) -> Round:  # fmt: skip
    """A round with so many sheets, in these buildings by turns."""
    return office.do(_make, asked, sheets, places, kind).result


def at(office: Office, moment: datetime) -> None:
    """From now on deeds happen then."""
    office.store.clock = lambda: moment
