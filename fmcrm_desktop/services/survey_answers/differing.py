"""Where the two entries of a sheet differ: the list, and settling one difference after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.survey import HIGHEST, Question, Survey, SurveyAnswer, SurveySheet
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.surveys import codes
from fmcrm_desktop.store.work import Work

First, Second = aliased(SurveyAnswer), aliased(SurveyAnswer)


@dataclass(frozen=True)
class Said:
    """What one entry holds."""

    expected: int | None = None
    value: int | None = None
    text: str = ""


@dataclass(frozen=True)
class Difference:
    """A question that was typed in differently; its id is that of the second answer."""

    id: int
    sheet_id: int
    code: str
    survey: str
    survey_other: str
    question: str
    question_other: str
    scale: str
    first: Said
    second: Said
    first_by: str
    second_by: str


@dataclass
class PaperForm:
    """What the paper says, where neither entry is right; empty: it was left out."""

    expected: Annotated[int | None, Field(N_("Expected"))] = None
    value: Annotated[int | None, Field(N_("Answer on the scale"))] = None
    text: Annotated[str, Field(N_("In their own words"), longest=4_000, lines=3)] = ""


def unlike(first: Any, second: Any) -> ColumnElement[bool]:
    """The criterion that two entries of a question say different things; one that is not there says nothing."""
    return or_(
        first.expected.is_distinct_from(second.expected),
        first.value.is_distinct_from(second.value),
        func.coalesce(first.text, "") != second.text,
    )


def _differences(*columns: Any) -> Select[Any]:
    return (
        select(*columns)
        .select_from(SurveySheet)
        .join(Second, and_(Second.sheet_id == SurveySheet.id, Second.entry == 2))
        .outerjoin(
            First,
            and_(First.sheet_id == SurveySheet.id, First.entry == 1, First.question_id == Second.question_id),
        )
        .join(Question, Question.id == Second.question_id)
        .where(SurveySheet.checked.is_(None), SurveySheet.archived.is_(None), unlike(First, Second))
    )


def count(work: Work, sheet: int) -> int:
    """How many answers of a sheet wait to be settled."""
    return int(work.value(_differences(func.count()).where(SurveySheet.id == sheet)))


def _rows(work: Work, *criteria: Any) -> list[Difference]:
    one, other = aliased(Staff), aliased(Staff)
    columns = (
        _differences(
            Second.id, SurveySheet.id, SurveySheet.code, Survey.name, Survey.other_name,
            Question.text, Question.other_text, Question.scale,
            First.expected, First.value, First.text, Second.expected, Second.value, Second.text, one.name, other.name,
        )
        .join(Survey, Survey.id == SurveySheet.survey_id)
        .outerjoin(one, one.id == SurveySheet.first_id)
        .outerjoin(other, other.id == SurveySheet.second_id)
        .where(*criteria)
        .order_by(SurveySheet.id, Question.position, Question.id)
    )  # fmt: skip
    return [
        Difference(
            id, sheet, code, name, other, text, other_text, scale,
            Said(expected, value, words or ""), Said(*second), by or "", again or "",
        )
        for id, sheet, code, name, other, text, other_text, scale, expected, value, words, *second, by, again
        in work.rows(columns)
    ]  # fmt: skip


@needs("complaint.read")
def page(work: Work, query: Query) -> Page[Difference]:
    """All that waits to be settled, sheet by sheet: of two careful entries that is little."""
    if query.archived:
        return few(query, list[Difference](), _words)
    return few(query, _rows(work), _words)


def _words(row: Difference) -> str:
    return f"{row.code} {codes.said(row.code)} {row.survey} {row.survey_other} {row.question} {row.question_other}"


@needs("complaint.read")
def rows(work: Work, ids: Sequence[int]) -> list[Difference]:
    """The differences of these ids that still wait."""
    return in_order(ids, _rows(work, Second.id.in_(ids)), lambda row: row.id)


@needs("complaint.write")
def take(work: Work, id: int, entry: int) -> int:
    """Settle a difference: the first entry is right, or the second."""
    second, first = _pair(work, id)
    right = first if entry == 1 else second
    return _settle(work, second, Said(right.expected, right.value, right.text) if right else Said())


@needs("complaint.write")
def settle(work: Work, id: int, form: PaperForm) -> int:
    """Settle a difference by what the paper says. Raises Invalid(expected, value)."""
    check(form)
    second, _first = _pair(work, id)
    scale = work.get(Question, second.question_id).scale
    if scale == "text":
        return _settle(work, second, Said(text=form.text))
    wrong: dict[str, str | Refusal] = {}
    most, least = HIGHEST[scale], 0 if scale == "yes" else 1
    for name in ("expected", "value"):
        number = getattr(form, name)
        if number is not None and not least <= number <= most:
            wrong[name] = Refusal(N_("A number from {least} to {most}."), least=least, most=most)
    if wrong:
        raise Invalid(**wrong)
    return _settle(work, second, Said(form.expected if scale == "gap" else None, form.value))


def _pair(work: Work, id: int) -> tuple[SurveyAnswer, SurveyAnswer | None]:
    """Both answers of a difference; raises Refusal when it was settled meanwhile."""
    if not work.value(_differences(func.count()).where(Second.id == id)):
        raise Refusal(N_("This difference is settled already."))
    second = work.get(SurveyAnswer, id)
    first = select(SurveyAnswer).where(
        SurveyAnswer.sheet_id == second.sheet_id,
        SurveyAnswer.question_id == second.question_id,
        SurveyAnswer.entry == 1,
    )
    return second, next(iter(work.records(first)), None)


def _settle(work: Work, second: SurveyAnswer, right: Said) -> int:
    """Both entries get the settled answer (the change log keeps what was typed); the last one closes the sheet."""
    first = _pair(work, second.id)[1] or work.add(
        SurveyAnswer(sheet_id=second.sheet_id, question_id=second.question_id, entry=1)
    )
    for each in (first, second):
        each.expected, each.value, each.text = right.expected, right.value, right.text
    work.session.flush()
    left = count(work, second.sheet_id)
    if not left:
        work.get(SurveySheet, second.sheet_id).checked = work.now
    return left
