"""Somebody's own answers on the six needs beside those of the customers they served; the largest difference first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select

from fmcrm_desktop.model.behaviour import SelfAnswer, SelfEvaluation, SelfQuestion
from fmcrm_desktop.model.complaint import NEEDS
from fmcrm_desktop.model.month import day_start
from fmcrm_desktop.model.survey import Question, SurveyAnswer, SurveySheet
from fmcrm_desktop.services import personal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

DAYS = 365
"""Customers' answers of the last so many days count."""


@dataclass(frozen=True)
class Need:
    """A need: mean and number of the answers of both sides; ``difference`` is own less customers'."""

    need: str
    own: float | None
    own_answers: int
    customers: float | None
    answers: int

    @property
    def difference(self) -> float | None:
        return None if self.own is None or self.customers is None else self.own - self.customers


@dataclass(frozen=True)
class Beside:
    """All six needs, those first where somebody thinks better of themselves than the customers do."""

    staff_id: int
    day: date | None
    """Of the last self-evaluation."""
    needs: tuple[Need, ...]


@needs("office.read")
def beside(work: Work, staff_id: int) -> Beside:
    """The last self-evaluation beside the customers' answers. Raises NotAllowed for another's without the right."""
    personal.allow(work, staff_id)
    last = work.row(
        select(SelfEvaluation.id, SelfEvaluation.day)
        .where(SelfEvaluation.staff_id == staff_id, SelfEvaluation.archived.is_(None))
        .order_by(SelfEvaluation.day.desc(), SelfEvaluation.id.desc())
        .limit(1)
    )
    own = _own(work, last[0]) if last else {}
    said = _customers(work, staff_id)
    found = [Need(need, *_counted(own.get(need)), *_counted(said.get(need))) for need in NEEDS]
    # Without both sides there is no difference: those stand last.
    found.sort(key=lambda each: (each.difference is None, -(each.difference or 0)))
    return Beside(staff_id, last[1] if last else None, tuple(found))


def _counted(counted: tuple[int, int] | None) -> tuple[float | None, int]:
    return (counted[1] / counted[0], counted[0]) if counted else (None, 0)


def _own(work: Work, evaluation: int) -> dict[str, tuple[int, int]]:
    columns = (
        select(SelfQuestion.need, func.count(), func.sum(SelfAnswer.value))
        .join(SelfAnswer, SelfAnswer.question_id == SelfQuestion.id)
        .where(SelfAnswer.evaluation_id == evaluation, SelfAnswer.value.is_not(None))
        .where(SelfQuestion.group == "needs")
        .group_by(SelfQuestion.need)
    )
    return {need: (int(many), int(total)) for need, many, total in work.rows(columns)}


def _customers(work: Work, staff_id: int) -> dict[str, tuple[int, int]]:
    """The first entry is what counts; an answer that was left out has no value and is not counted."""
    since = day_start(today_of(work) - timedelta(DAYS), work.zone)
    columns = (
        select(Question.topic, func.count(), func.sum(SurveyAnswer.value))
        .join(SurveyAnswer, SurveyAnswer.question_id == Question.id)
        .join(SurveySheet, SurveySheet.id == SurveyAnswer.sheet_id)
        .where(
            SurveySheet.staff_id == staff_id, SurveySheet.archived.is_(None), SurveySheet.answered >= since,
            SurveyAnswer.entry == 1, SurveyAnswer.value.is_not(None), Question.scale == "five",
            Question.topic.in_(NEEDS),
        )
        .group_by(Question.topic)
    )  # fmt: skip
    return {need: (int(many), int(total)) for need, many, total in work.rows(columns)}
