"""The usual problems of each category, as the office words them: what a clerk picks at entry and is reminded of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.store.work import Work

OFFERED = 20


@dataclass
class ProblemForm:
    """A problem and what it usually takes."""

    category_id: Annotated[int | None, Field(N_("Category"), pick="order_category", required=True)] = None
    name: Annotated[str, Field(N_("Problem"), longest=120, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=120)] = ""
    priority: Annotated[str, Field(N_("Usual priority"), choices={"": "", **PRIORITIES})] = ""
    minutes: Annotated[int | None, Field(N_("Usual work in minutes"))] = None
    hint: Annotated[str, Field(N_("What to ask or tell on the telephone"), longest=1000, lines=3)] = ""
    other_hint: Annotated[str, Field(N_("The same in the other language"), longest=1000, lines=3)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class ProblemRow:
    """A problem in the list."""

    id: int
    category_id: int
    category: str
    category_other: str
    name: str
    other_name: str
    priority: str
    minutes: int | None
    hint: str
    other_hint: str
    archived: bool


def _columns() -> Any:
    return (
        select(
            Problem.id, Problem.category_id, Category.name, Category.other_name, Problem.name.label("problem"),
            Problem.other_name, Problem.priority, Problem.minutes, Problem.hint, Problem.other_hint,
            Problem.archived.is_not(None),
        )
        .join(Category, Category.id == Problem.category_id)
        .order_by(Category.position, Category.id, Problem.position, Problem.id)
    )  # fmt: skip


@needs("order.read")
def page(work: Work, query: Query) -> Page[ProblemRow]:
    """The problems by category, narrowed by the words typed and the filter category."""
    chosen = _columns().where(Problem.archived.is_not(None) if query.archived else Problem.archived.is_(None))
    if query.where.get("category"):
        chosen = chosen.where(Problem.category_id.in_(query.where["category"]))
    found = [ProblemRow(*row) for row in work.rows(chosen)]
    return few(query, found, lambda row: f"{row.category} {row.category_other} {row.name} {row.other_name}")


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[ProblemRow]:
    """The rows of these problems, in this order."""
    found = [ProblemRow(*row) for row in work.rows(_columns().where(Problem.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("order.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Problems for pickers: those whose words hold what was typed, or the ones with these ids."""
    if ids:
        found = rows(work, ids)
    else:
        wanted = fold(text)
        live = (ProblemRow(*row) for row in work.rows(_columns().where(Problem.archived.is_(None))))
        found = [
            row
            for row in live
            if says(f"{row.name} {row.other_name} {row.category} {row.category_other}", wanted)
        ]
    return [Choice(row.id, row.name, row.category, row.other_name) for row in found[:OFFERED]]


@needs("office.settings")
def add(work: Work, form: ProblemForm) -> int:
    """A new problem, the last of its category."""
    values = _values(work, form, None)
    return work.add(Problem(position=0, **values)).id


@needs("order.read")
def form_of(work: Work, id: int) -> ProblemForm:
    """The form as it stands, with the version seen."""
    it = work.get(Problem, id)
    return ProblemForm(**{name: getattr(it, name) for name in _NAMES}, version=it.version)


@needs("office.settings")
def change(work: Work, id: int, form: ProblemForm) -> int:
    """Put a problem's words or habits right."""
    values = _values(work, form, id)
    it = work.get(Problem, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("office.settings")
def archive(work: Work, id: int) -> int:
    """Offer it no more; orders keep it."""
    work.archive(work.get(Problem, id))
    return id


@needs("office.settings")
def restore(work: Work, id: int) -> int:
    """Offer it again."""
    work.restore(work.get(Problem, id))
    return id


_NAMES = ("category_id", "name", "other_name", "priority", "minutes", "hint", "other_hint")


def _values(work: Work, form: ProblemForm, own: int | None) -> dict[str, Any]:
    check(form)
    if form.minutes is not None and not 1 <= form.minutes <= 6000:
        raise Invalid(minutes=N_("Between 1 and 6,000 minutes."))
    same = select(Problem.id, Problem.name).where(
        Problem.category_id == form.category_id, Problem.archived.is_(None)
    )
    if any(id != own and fold(name) == fold(form.name) for id, name in work.rows(same)):
        raise Invalid(name=N_("This category has a problem of this name already."))
    return {name: getattr(form, name) for name in _NAMES}
