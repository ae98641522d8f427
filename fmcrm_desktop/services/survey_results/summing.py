"""How answers are added up by the database: the columns of Sums."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, func

from fmcrm_desktop.model.survey import Question, SurveyAnswer

SATISFIED = 4
"""From here on an answer on the scale five is a satisfied one."""


def summed() -> tuple[Any, ...]:
    """The columns of Sums."""
    both = and_(Question.scale == "gap", SurveyAnswer.expected.is_not(None), SurveyAnswer.value.is_not(None))
    five = and_(Question.scale == "five", SurveyAnswer.value.is_not(None))

    def total(which: Any, what: Any) -> Any:
        return func.coalesce(func.sum(case((which, what), else_=0)), 0)

    return (
        total(both, 1), total(both, SurveyAnswer.expected), total(both, SurveyAnswer.value),
        total(five, 1), total(five, SurveyAnswer.value), total(and_(five, SurveyAnswer.value >= SATISFIED), 1),
    )  # fmt: skip
