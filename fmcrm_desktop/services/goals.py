"""Personal goals: for oneself, or set by the manager; with target, date, progress and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import select

from fmcrm_desktop.model.behaviour import GOAL_STATES, Goal
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import personal
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import few, in_order
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

OVERDUE = "overdue"
STATES = {**GOAL_STATES, OVERDUE: N_("Overdue")}
"""As the list tells them; overdue is running past its day."""


@dataclass
class GoalForm:
    """What somebody wants to reach, and how far it is."""

    title: Annotated[str, Field(N_("Goal"), longest=160, required=True)] = ""
    staff_id: Annotated[int | None, Field(N_("Whose goal"), pick="staff", required=True)] = None
    target: Annotated[
        str, Field(N_("Reached when"), longest=400, lines=2, hint=N_("Something one can count or see"))
    ] = ""
    due_day: Annotated[date | None, Field(N_("Due"))] = None
    progress: Annotated[int, Field(N_("Progress in percent"), required=True)] = 0
    state: Annotated[str, Field(N_("State"), choices=GOAL_STATES, required=True)] = "running"
    result: Annotated[str, Field(N_("Outcome"), longest=1000, lines=2)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class GoalRow:
    """A goal in the list; ``state`` is one of STATES."""

    id: int
    staff_id: int
    staff: str
    staff_other: str
    title: str
    target: str
    made_day: date
    due_day: date | None
    progress: int
    state: str
    result: str
    archived: bool


def _rows(work: Work, *criteria: Any) -> list[GoalRow]:
    today = today_of(work)
    columns = (
        select(
            Goal.id, Goal.staff_id, Staff.name, Staff.other_name, Goal.title, Goal.target, Goal.made_day, Goal.due_day,
            Goal.progress, Goal.state, Goal.result, Goal.archived,
        )
        .join(Staff, Staff.id == Goal.staff_id)
        .where(personal.seen(work, Goal.staff_id), *criteria)
        .order_by(Goal.due_day.is_(None), Goal.due_day, Goal.id)
    )  # fmt: skip
    return [_row(row, today) for row in work.rows(columns)]


def _row(row: Any, today: date) -> GoalRow:
    late = row.state == "running" and row.due_day is not None and row.due_day < today
    return GoalRow(
        row.id, row.staff_id, row.name, row.other_name, row.title, row.target, row.made_day, row.due_day,
        row.progress, OVERDUE if late else row.state, row.result, row.archived is not None,
    )  # fmt: skip


@needs("office.read")
def page(work: Work, query: Query) -> Page[GoalRow]:
    """The goals that may be seen, the next due first. Filters: state (of STATES), staff."""
    away = Goal.archived
    found = _rows(work, away.is_not(None) if query.archived else away.is_(None))
    for name, value in (("state", "state"), ("staff", "staff_id")):
        if query.where.get(name):
            found = [row for row in found if getattr(row, value) in query.where[name]]
    return few(query, found, lambda row: f"{row.title} {row.target} {row.staff} {row.staff_other}")


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[GoalRow]:
    """The rows of these goals, in this order, of those that may be seen."""
    return in_order(ids, _rows(work, Goal.id.in_(ids)), lambda row: row.id)


@needs("note.write")
def new(work: Work, staff_id: int | None = None) -> GoalForm:
    """A goal for oneself, unless somebody is named."""
    return GoalForm(staff_id=staff_id or work.who.staff_id)


@needs("note.write")
def add(work: Work, form: GoalForm) -> int:
    """Set a goal: one's own, or another's with the right."""
    return work.add(Goal(made_day=today_of(work), **_values(work, form))).id


@needs("office.read")
def form_of(work: Work, id: int) -> GoalForm:
    it = _allowed(work, id)
    return GoalForm(
        it.title, it.staff_id, it.target, it.due_day, it.progress, it.state, it.result, it.version
    )


@needs("note.write")
def change(work: Work, id: int, form: GoalForm) -> int:
    """Tell how far it is, or put it in other words."""
    _allowed(work, id)
    values = _values(work, form)
    it = work.get(Goal, id, seen=form.version)
    for name, value in values.items():
        setattr(it, name, value)
    return id


@needs("note.write")
def archive(work: Work, id: int) -> int:
    """It was entered by mistake."""
    work.archive(_allowed(work, id))
    return id


@needs("note.write")
def restore(work: Work, id: int) -> int:
    work.restore(_allowed(work, id))
    return id


def _allowed(work: Work, id: int) -> Goal:
    it = work.get(Goal, id)
    personal.show(work, it)
    return it


def _values(work: Work, form: GoalForm) -> dict[str, Any]:
    check(form)
    if not personal.of_all(work) and form.staff_id != work.who.staff_id:
        raise Invalid(staff_id=N_("Goals of others are set by those with the right to them."))
    if not 0 <= form.progress <= 100:
        raise Invalid(progress=N_("From 0 to 100 percent."))
    return {
        "staff_id": form.staff_id, "title": form.title, "target": form.target, "due_day": form.due_day,
        "progress": form.progress, "state": form.state, "result": form.result,
    }  # fmt: skip
