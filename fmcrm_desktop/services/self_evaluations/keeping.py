"""Answering for oneself, and the answers seen again with their trend: one's own, or everybody's with the right."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, make_dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.behaviour import QUESTION_GROUPS, SelfAnswer, SelfEvaluation, SelfQuestion
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import personal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.self_evaluations import questions
from fmcrm_desktop.services.self_evaluations.questions import QuestionRow
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

ANSWERS = {
    "1": N_("1 – never"),
    "2": N_("2 – rarely"),
    "3": N_("3 – sometimes"),
    "4": N_("4 – often"),
    "5": N_("5 – always"),
}
TREND = 12
"""So many evaluations make the trend."""


@dataclass
class AnswerForm:
    """The questions are fields of their own (``answer_form``): answer_7; a note stands behind them."""


Asked = tuple[int, str, str]
"""A question as a form asks it: id, group, text, in one language."""


@cache
def answer_form(asked: tuple[Asked, ...]) -> type[AnswerForm]:
    """The form class for these questions."""
    made: list[tuple[str, Any, Any]] = [
        (f"answer_{id}", Annotated[str, Field(text, choices=ANSWERS, group=QUESTION_GROUPS[group])], "")
        for id, group, text in asked
    ]
    made.append(("note", Annotated[str, Field(N_("Note"), longest=1000, lines=2, group=N_("Note"))], ""))
    return make_dataclass("AskedForm", made, bases=(AnswerForm,))


@dataclass(frozen=True, slots=True)
class EvaluationRow:
    """Somebody's answers of a day; means by group, None where nothing was answered."""

    id: int
    staff_id: int
    name: str
    other_name: str
    day: date
    answered: int
    needs: float | None
    trust: float | None
    culture: float | None
    note: str
    archived: bool


@dataclass(frozen=True)
class EvaluationCard:
    """The answers to each question, and the evaluations of the same person until then, oldest first."""

    row: EvaluationRow
    answers: tuple[tuple[QuestionRow, int | None], ...]
    trend: tuple[EvaluationRow, ...]
    own: bool


@needs("office.read")
def page(work: Work, query: Query) -> Page[EvaluationRow]:
    """Evaluations that may be seen, latest first. Filter: staff."""
    away = SelfEvaluation.archived
    chosen = (
        select(SelfEvaluation.id)
        .join(Staff, Staff.id == SelfEvaluation.staff_id)
        .where(away.is_not(None) if query.archived else away.is_(None))
        .where(personal.seen(work, SelfEvaluation.staff_id))
    )
    if query.where.get("staff"):
        chosen = chosen.where(SelfEvaluation.staff_id.in_(query.where["staff"]))
    for word in query.text.lower().split():
        said = (Staff.name, Staff.other_name, SelfEvaluation.note)
        chosen = chosen.where(or_(*(func.lower(each).contains(word, autoescape=True) for each in said)))
    found = array("q", work.ids(chosen.order_by(SelfEvaluation.day.desc(), SelfEvaluation.id.desc())))
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[EvaluationRow]:
    """The rows of these evaluations, in this order, of those that may be seen."""
    return in_order(ids, evaluations(work, SelfEvaluation.id.in_(ids)), lambda row: row.id)


def evaluations(work: Work, *criteria: Any) -> list[EvaluationRow]:
    """Those that may be seen, in the order of their days."""
    columns = (
        select(
            SelfEvaluation.id, SelfEvaluation.staff_id, Staff.name, Staff.other_name, SelfEvaluation.day,
            SelfEvaluation.note, SelfEvaluation.archived,
        )
        .join(Staff, Staff.id == SelfEvaluation.staff_id)
        .where(personal.seen(work, SelfEvaluation.staff_id), *criteria)
        .order_by(SelfEvaluation.day, SelfEvaluation.id)
    )  # fmt: skip
    found = work.rows(columns)
    sums = _sums(work, [row[0] for row in found])
    return [_row(row, sums[row.id]) for row in found]


def _row(row: Any, sums: dict[str, tuple[int, int]]) -> EvaluationRow:
    means = {group: _mean(sums.get(group)) for group in QUESTION_GROUPS}
    answered = sum(many for many, _ in sums.values())
    return EvaluationRow(
        row.id, row.staff_id, row.name, row.other_name, row.day, answered, **means, note=row.note,
        archived=row.archived is not None,
    )  # fmt: skip


def _sums(work: Work, ids: Sequence[int]) -> dict[int, dict[str, tuple[int, int]]]:
    """Number and sum of the answers by evaluation and group; what was left out does not count."""
    columns = (
        select(SelfAnswer.evaluation_id, SelfQuestion.group, func.count(), func.sum(SelfAnswer.value))
        .join(SelfQuestion, SelfQuestion.id == SelfAnswer.question_id)
        .where(SelfAnswer.evaluation_id.in_(ids), SelfAnswer.value.is_not(None))
        .group_by(SelfAnswer.evaluation_id, SelfQuestion.group)
    )
    found: dict[int, dict[str, tuple[int, int]]] = defaultdict(dict)
    for id, group, many, total in work.rows(columns):
        found[id][group] = (int(many), int(total))
    return found


def _mean(counted: tuple[int, int] | None) -> float | None:
    return counted[1] / counted[0] if counted else None


@needs("office.read")
def card(work: Work, id: int) -> EvaluationCard | None:
    """An evaluation in full; None when it is gone or another's."""
    found = evaluations(work, SelfEvaluation.id == id)
    if not found:
        return None
    row = found[0]
    answers = select(SelfAnswer.question_id, SelfAnswer.value).where(SelfAnswer.evaluation_id == id)
    given = dict(work.rows(answers))
    asked = questions.listed(work, SelfQuestion.id.in_(given))
    trend = evaluations(
        work, SelfEvaluation.staff_id == row.staff_id, SelfEvaluation.archived.is_(None),
        SelfEvaluation.day <= row.day,
    )  # fmt: skip
    return EvaluationCard(
        row, tuple((each, given[each.id]) for each in asked), tuple(trend[-TREND:]),
        row.staff_id == work.who.staff_id,
    )  # fmt: skip


@needs("office.read")
def questions_now(work: Work) -> tuple[QuestionRow, ...]:
    """The questions asked today. Raises Refusal when there are none."""
    found = questions.listed(work, SelfQuestion.archived.is_(None))
    if not found:
        raise Refusal(N_("There are no questions yet. The manager adds them under Questions."))
    return tuple(found)


@needs("note.write")
def answer(work: Work, form: AnswerForm) -> int:
    """Keep one's own answers of today: nobody answers for another."""
    check(form)
    if work.who.staff_id is None:
        raise Refusal(N_("Only a member of staff answers for himself or herself."))
    asked = [row.id for row in questions_now(work) if hasattr(form, f"answer_{row.id}")]
    given = {id: getattr(form, f"answer_{id}") for id in asked}
    if not any(given.values()):
        raise Invalid(**{f"answer_{id}": N_("Answer at least one question.") for id in asked[:1]})
    made = work.add(
        SelfEvaluation(staff_id=work.who.staff_id, day=today_of(work), note=getattr(form, "note", ""))
    )
    for id, value in given.items():
        work.add(SelfAnswer(evaluation_id=made.id, question_id=id, value=int(value) if value else None))
    return made.id


@needs("note.write")
def withdraw(work: Work, id: int) -> int:
    """Take one's own answers back; nobody else's, whatever the right."""
    it = work.get(SelfEvaluation, id)
    personal.show(work, it)
    if it.staff_id != work.who.staff_id:
        raise NotAllowed(personal.RIGHT)
    work.archive(it)
    return id
