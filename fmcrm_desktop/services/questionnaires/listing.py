"""The list of questionnaires, the picker, and one with its questions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.survey import Question, Questionnaire, Survey, SurveyAnswer
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

OFFERED = 20


@dataclass(frozen=True, slots=True)
class QuestionnaireRow:
    """A questionnaire in the list."""

    id: int
    name: str
    other_name: str
    kind: str
    questions: int
    rounds: int
    archived: bool


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question as pages and papers show it."""

    id: int
    scale: str
    topic: str
    text: str
    other_text: str


@dataclass(frozen=True)
class QuestionnaireCard:
    """A questionnaire with its questions; ``answered``: somebody has answered it already."""

    id: int
    archived: bool
    row: QuestionnaireRow
    intro: str
    other_intro: str
    questions: tuple[QuestionRow, ...]
    answered: bool


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[QuestionnaireRow]:
    """The questionnaires by name, narrowed by the words typed and the filter kind."""
    gone = Questionnaire.archived
    chosen = _columns().where(gone.is_not(None) if query.archived else gone.is_(None))
    if query.where.get("kind"):
        chosen = chosen.where(Questionnaire.kind.in_(query.where["kind"]))
    found = [
        QuestionnaireRow(*row) for row in work.rows(chosen.order_by(Questionnaire.name, Questionnaire.id))
    ]
    return few(query, found, lambda row: f"{row.name} {row.other_name}")


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[QuestionnaireRow]:
    """The rows of these questionnaires, in this order."""
    found = [QuestionnaireRow(*row) for row in work.rows(_columns().where(Questionnaire.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("complaint.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Questionnaires for pickers: those whose names hold what was typed, or the ones with these ids."""
    columns = select(Questionnaire.id, Questionnaire.name, Questionnaire.other_name)
    if ids:
        found = work.rows(columns.where(Questionnaire.id.in_(ids)))
        return [Choice(id, name, other=other) for id, name, other in found]
    wanted = fold(text)
    live = columns.where(Questionnaire.archived.is_(None)).order_by(Questionnaire.name, Questionnaire.id)
    found = [row for row in work.rows(live) if says(f"{row.name} {row.other_name}", wanted)]
    return [Choice(id, name, other=other) for id, name, other in found[:OFFERED]]


@needs("complaint.read")
def card(work: Work, id: int) -> QuestionnaireCard:
    """A questionnaire with its questions. Raises Missing."""
    it = work.get(Questionnaire, id)
    (row,) = rows(work, (id,))
    return QuestionnaireCard(
        id, row.archived, row, it.intro, it.other_intro, questions_of(work, id), answered(work, id)
    )


def questions_of(work: Work, id: int) -> tuple[QuestionRow, ...]:
    """The questions in their order."""
    columns = select(Question.id, Question.scale, Question.topic, Question.text, Question.other_text).where(
        Question.questionnaire_id == id, Question.archived.is_(None)
    )
    return tuple(QuestionRow(*row) for row in work.rows(columns.order_by(Question.position, Question.id)))


def answered(work: Work, id: int) -> bool:
    """Whether somebody has answered one of its questions."""
    there = (
        select(SurveyAnswer.id)
        .join(Question, Question.id == SurveyAnswer.question_id)
        .where(Question.questionnaire_id == id)
    )
    return work.value(there.limit(1)) is not None


def _columns() -> Select[Any]:
    asked = (
        select(func.count())
        .where(Question.questionnaire_id == Questionnaire.id, Question.archived.is_(None))
        .scalar_subquery()
    )
    rounds = (
        select(func.count())
        .where(Survey.questionnaire_id == Questionnaire.id, Survey.archived.is_(None))
        .scalar_subquery()
    )
    return select(
        Questionnaire.id, Questionnaire.name, Questionnaire.other_name, Questionnaire.kind, asked, rounds,
        Questionnaire.archived.is_not(None),
    )  # fmt: skip
