"""Articles written, put right, archived, and made of a closed order in one deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.knowledge import ARTICLE_KINDS, Article, Problem
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import FINISHED, Request, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

LONGEST = 20_000
"""Characters of an article; what is longer is a file kept with it."""


@dataclass
class ArticleForm:
    """An article as it is written; what it is about narrows where it is offered."""

    kind: Annotated[str, Field(N_("Kind"), choices=ARTICLE_KINDS, required=True)] = "tip"
    title: Annotated[str, Field(N_("Title"), longest=200, required=True)] = ""
    other_title: Annotated[str, Field(N_("Title in the other language"), longest=200)] = ""
    category_id: Annotated[int | None, Field(N_("Category"), pick="order_category")] = None
    problem_id: Annotated[int | None, Field(N_("Problem"), pick="problem")] = None
    symptoms: Annotated[
        str,
        Field(
            N_("Symptoms"),
            longest=4000,
            lines=3,
            hint=N_("How it shows, in the words of those who report it"),
        ),
    ] = ""
    cause: Annotated[str, Field(N_("Cause"), longest=4000, lines=2)] = ""
    text: Annotated[
        str, Field(N_("What to do"), longest=LONGEST, lines=8, hint=N_("One step a line"), required=True)
    ] = ""
    skill_id: Annotated[int | None, Field(N_("Skill"), pick="skill")] = None
    equipment_id: Annotated[int | None, Field(N_("Equipment"), pick="equipment")] = None
    version: int | None = None


_NAMES = (
    "kind",
    "title",
    "other_title",
    "category_id",
    "problem_id",
    "symptoms",
    "cause",
    "text",
    "skill_id",
    "equipment_id",
)
_TIED: dict[str, type[Any]] = {
    "category_id": Category, "problem_id": Problem, "skill_id": Skill, "equipment_id": Equipment,
}  # fmt: skip


@needs("note.write")
def add(work: Work, form: ArticleForm) -> int:
    """Write a new article; its author is whoever does."""
    values = _values(work, form)
    return work.add(Article(made=work.now, staff_id=work.who.staff_id, **values)).id


@needs("office.read")
def form_of(work: Work, id: int) -> ArticleForm:
    """The form as it stands, with the version seen."""
    it = work.get(Article, id)
    return ArticleForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("note.write")
def change(work: Work, id: int, form: ArticleForm) -> int:
    """Write it better; the change log keeps how it was."""
    values = _values(work, form)
    it = work.get(Article, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("note.write")
def archive(work: Work, id: int) -> int:
    """Offer it no more."""
    work.archive(work.get(Article, id))
    return id


@needs("note.write")
def restore(work: Work, id: int) -> int:
    """Offer it again."""
    work.restore(work.get(Article, id))
    return id


@needs("note.write")
def make(work: Work, order: int) -> int:
    """Write a finished order down as problem and solution: what was reported, the cause, the fix. An order is
    written down once: asked again, it gives the article there is."""
    it = work.get(WorkOrder, order)
    there = select(Article.id).where(Article.order_id == order, Article.archived.is_(None)).limit(1)
    found = work.value(there)
    if found is not None:
        return int(found)
    if it.state not in FINISHED or not it.fix:
        raise Refusal(
            N_("{number} does not say yet what was done: finish it with a fix first."), number=it.number
        )
    asked = it.request_id and work.value(select(Request.own_words).where(Request.id == it.request_id))
    article = Article(
        kind="solution", title=it.summary, symptoms=asked or it.description, cause=it.cause, text=it.fix,
        category_id=it.category_id, problem_id=it.problem_id, equipment_id=it.equipment_id, order_id=order,
        made=work.now, staff_id=work.who.staff_id,
    )  # fmt: skip
    return work.add(article).id


def _values(work: Work, form: ArticleForm) -> dict[str, Any]:
    """The form's values; a problem brings its category where none is given."""
    check(form)
    for name, table in _TIED.items():
        if getattr(form, name) is not None:
            work.get(table, getattr(form, name))
    if form.problem_id is not None:
        its = work.get(Problem, form.problem_id).category_id
        if form.category_id not in (None, its):
            raise Invalid(problem_id=N_("This problem belongs to another category."))
        form.category_id = its
    return {name: getattr(form, name) for name in _NAMES}
