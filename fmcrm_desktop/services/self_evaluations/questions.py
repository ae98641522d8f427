"""The questions of the self-evaluation, by groups; the office words them as it likes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import func, select

from fmcrm_desktop.model.behaviour import QUESTION_GROUPS, SelfQuestion
from fmcrm_desktop.model.complaint import NEEDS
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import CHINESE, N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.self_evaluations.ready import QUESTIONS
from fmcrm_desktop.store.work import Work


@dataclass
class QuestionForm:
    """A question, answered 1 to 5."""

    text: Annotated[str, Field(N_("Question"), longest=300, lines=2, required=True)] = ""
    other_text: Annotated[str, Field(N_("Question in the other language"), longest=300, lines=2)] = ""
    group: Annotated[str, Field(N_("Group"), choices=QUESTION_GROUPS, required=True)] = "needs"
    need: Annotated[str, Field(N_("Need"), choices=NEEDS)] = ""
    position: Annotated[int | None, Field(N_("Place in the order"), hint=N_("Empty: at the end"))] = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """A question in the list."""

    id: int
    position: int
    group: str
    need: str
    text: str
    other_text: str
    archived: bool


def listed(work: Work, *criteria: Any) -> list[QuestionRow]:
    """The questions: the needs first, then trust, then the sense of mission, each group in its order."""
    chosen = select(
        SelfQuestion.id, SelfQuestion.position, SelfQuestion.group, SelfQuestion.need, SelfQuestion.text,
        SelfQuestion.other_text, SelfQuestion.archived.is_not(None),
    ).where(*criteria)  # fmt: skip
    found = [QuestionRow(*row) for row in work.rows(chosen)]
    order = list(QUESTION_GROUPS)
    return sorted(found, key=lambda row: (order.index(row.group), row.position, row.id))


@needs("office.read")
def question_page(work: Work, query: Query) -> Page[QuestionRow]:
    """The questions; filter: group."""
    away = SelfQuestion.archived
    criteria = [away.is_not(None) if query.archived else away.is_(None)]
    if query.where.get("group"):
        criteria.append(SelfQuestion.group.in_(query.where["group"]))
    return few(query, listed(work, *criteria), lambda row: f"{row.text} {row.other_text}")


@needs("office.read")
def question_rows(work: Work, ids: Sequence[int]) -> list[QuestionRow]:
    """The rows of these questions, in this order."""
    return in_order(ids, listed(work, SelfQuestion.id.in_(ids)), lambda row: row.id)


@needs("quality.staff")
def add_ready(work: Work) -> int:
    """The ready questions; those that are there already are left out. Gives how many were added."""
    known = {text for row in listed(work) for text in (row.text, row.other_text)}
    chinese = settings.get(work, "office.language") == CHINESE
    fresh = [each for each in QUESTIONS if not known & set(each[2:])]
    for group, need, english, other in fresh:
        text, second = (other, english) if chinese else (english, other)
        add_question(work, QuestionForm(text, second, group, need))
    return len(fresh)


@needs("quality.staff")
def add_question(work: Work, form: QuestionForm) -> int:
    """A new question."""
    last = work.value(select(func.max(SelfQuestion.position)))
    return work.add(SelfQuestion(**_values(form, (last or 0) + 1))).id


@needs("office.read")
def question_form(work: Work, id: int) -> QuestionForm:
    it = work.get(SelfQuestion, id)
    return QuestionForm(it.text, it.other_text, it.group, it.need, it.position, it.version)


@needs("quality.staff")
def change_question(work: Work, id: int, form: QuestionForm) -> int:
    """Put a question in other words. What was answered stays under it: for another question make a new one."""
    it = work.get(SelfQuestion, id, seen=form.version)
    for name, value in _values(form, it.position).items():
        setattr(it, name, value)
    return id


@needs("quality.staff")
def archive_question(work: Work, id: int) -> int:
    """Ask it no more."""
    work.archive(work.get(SelfQuestion, id))
    return id


@needs("quality.staff")
def restore_question(work: Work, id: int) -> int:
    work.restore(work.get(SelfQuestion, id))
    return id


def _values(form: QuestionForm, usual: int) -> dict[str, Any]:
    check(form)
    if (form.group == "needs") != bool(form.need):
        said = N_("Say which of the six needs.") if form.group == "needs" else N_("Only for the six needs.")
        raise Invalid(need=said)
    place = usual if form.position is None else form.position
    if not 1 <= place <= 999:
        raise Invalid(position=N_("A number from 1 to 999."))
    return {
        "text": form.text, "other_text": form.other_text, "group": form.group, "need": form.need, "position": place,
    }  # fmt: skip
