"""Training: courses taken or to come, until when they hold, and the complaint they answer."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, Any

from sqlalchemy import ColumnElement, and_, false, func, or_, select

from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.skill import Skill, StaffSkill, Training
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

RESULTS = {"coming": N_("Still to come"), "passed": N_("Passed"), "failed": N_("Not passed")}
_PASSED = {"coming": None, "passed": True, "failed": False}
STATES = {**RESULTS, "expiring": N_("Runs out within 60 days"), "expired": N_("Run out")}
SOON = 60
"""Days ahead of which what runs out is told."""


@dataclass
class TrainingForm:
    """A course of somebody. Passed, it gives or renews the skill it teaches."""

    staff_id: Annotated[int | None, Field(N_("Staff"), pick="staff", required=True)] = None
    course: Annotated[str, Field(N_("Course"), longest=120, required=True)] = ""
    day: Annotated[date | None, Field(N_("Date"), required=True)] = None
    result: Annotated[str, Field(N_("Result"), choices=RESULTS, required=True)] = "coming"
    until_day: Annotated[date | None, Field(N_("Good until"))] = None
    skill_id: Annotated[int | None, Field(N_("Teaches the skill"), pick="skill")] = None
    complaint_id: Annotated[int | None, Field(N_("Answers the complaint"), pick="complaint")] = None
    note: Annotated[str, Field(N_("Note"), longest=400, lines=2)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TrainingRow:
    """A course in the list; ``state`` is one of STATES."""

    id: int
    staff_id: int
    staff: str
    course: str
    skill: str
    skill_other: str
    day: date
    until_day: date | None
    state: str
    complaint_id: int | None
    complaint: str
    note: str
    archived: bool


def today_of(work: Work) -> date:
    return work.now.astimezone(work.zone).date()


@needs("office.read")
def new(work: Work, staff_id: int | None = None, complaint_id: int | None = None) -> TrainingForm:
    """A course of today."""
    return TrainingForm(staff_id=staff_id, day=today_of(work), complaint_id=complaint_id)


@needs("staff.write")
def add(work: Work, form: TrainingForm) -> int:
    """Enter a course; gives the id."""
    made = work.add(Training(**_columns(form)))
    _teach(work, form)
    return made.id


@needs("staff.write")
def form_of(work: Work, id: int) -> TrainingForm:
    it = work.get(Training, id)
    result = next(name for name, passed in _PASSED.items() if passed is it.passed)
    return TrainingForm(
        it.staff_id,
        it.course,
        it.day,
        result,
        it.until_day,
        it.skill_id,
        it.complaint_id,
        it.note,
        it.version,
    )


@needs("staff.write")
def change(work: Work, id: int, form: TrainingForm) -> int:
    """Put a course right, or say how it went."""
    it = work.get(Training, id, seen=form.version)
    for name, value in _columns(form).items():
        setattr(it, name, value)
    _teach(work, form)
    return id


@needs("staff.write")
def archive(work: Work, id: int) -> int:
    """It was entered by mistake; a skill it gave stays."""
    work.archive(work.get(Training, id))
    return id


@needs("staff.write")
def restore(work: Work, id: int) -> int:
    work.restore(work.get(Training, id))
    return id


def _columns(form: TrainingForm) -> dict[str, Any]:
    check(form)
    if form.day and form.until_day and form.until_day < form.day:
        raise Invalid(until_day=N_("The last day is before the first."))
    return {
        "staff_id": form.staff_id, "course": form.course, "day": form.day, "passed": _PASSED[form.result],
        "until_day": form.until_day, "skill_id": form.skill_id, "complaint_id": form.complaint_id, "note": form.note,
    }  # fmt: skip


def _teach(work: Work, form: TrainingForm) -> None:
    """Passed, the skill is had until the course runs out; a level somebody has already stays."""
    if form.result != "passed" or form.skill_id is None or form.staff_id is None:
        return
    had = work.records(
        select(StaffSkill).where(
            StaffSkill.staff_id == form.staff_id,
            StaffSkill.skill_id == form.skill_id,
            StaffSkill.archived.is_(None),
        )
    )
    if not had:
        work.add(StaffSkill(staff_id=form.staff_id, skill_id=form.skill_id, expires=form.until_day))
    elif had[0].expires is not None and (form.until_day is None or form.until_day > had[0].expires):
        had[0].expires = form.until_day


def _rows(work: Work, columns: Any) -> list[TrainingRow]:
    today = today_of(work)
    asked = (
        columns.add_columns(
            Training.id, Training.staff_id, Staff.name, Training.course, Skill.name.label("skill"),
            Skill.other_name.label("skill_other"), Training.day, Training.until_day, Training.passed,
            Training.complaint_id, Complaint.number, Training.note, Training.archived,
        )
        .join(Staff, Staff.id == Training.staff_id)
        .outerjoin(Skill, Skill.id == Training.skill_id)
        .outerjoin(Complaint, Complaint.id == Training.complaint_id)
    )  # fmt: skip
    return [
        TrainingRow(
            row.id, row.staff_id, row.name, row.course, row.skill or "", row.skill_other or "", row.day, row.until_day,
            _state(row.passed, row.until_day, today), row.complaint_id, row.number or "", row.note,
            row.archived is not None,
        )
        for row in work.rows(asked)
    ]  # fmt: skip


def _state(passed: bool | None, until: date | None, today: date) -> str:
    if passed is None:
        return "coming"
    if not passed:
        return "failed"
    if until is not None and until <= today + timedelta(SOON):
        return "expired" if until < today else "expiring"
    return "passed"


_SORTS: dict[str, Any] = {
    "staff": Staff.name, "course": Training.course, "day": Training.day, "until_day": Training.until_day,
}  # fmt: skip


@needs("office.read")
def page(work: Work, query: Query) -> Page[TrainingRow]:
    """The courses, latest first. Filters: state (of STATES), staff."""
    ids = select(Training.id).join(Staff, Staff.id == Training.staff_id)
    away = Training.archived
    ids = ids.where(away.is_not(None) if query.archived else away.is_(None))
    if query.where.get("state"):
        ids = ids.where(or_(*(_in_state(str(value), today_of(work)) for value in query.where["state"])))
    if query.where.get("staff"):
        ids = ids.where(Training.staff_id.in_(query.where["staff"]))
    for word in query.text.split():
        said = (Training.course, Training.note, Staff.name, Staff.other_name)
        ids = ids.where(or_(*(func.lower(each).contains(word.lower(), autoescape=True) for each in said)))
    key = _SORTS.get(query.sort, Training.day)
    down = query.descending if query.sort else True
    found = array("q", work.ids(ids.order_by((key.desc() if down else key.asc()).nulls_last(), Training.id)))
    return Page(found, tuple(rows(work, found[:FIRST])))


def _in_state(state: str, today: date) -> ColumnElement[bool]:
    soon = today + timedelta(SOON)
    until = Training.until_day
    passed = Training.passed.is_(True)
    return {
        "coming": Training.passed.is_(None), "failed": Training.passed.is_(False),
        "passed": and_(passed, or_(until.is_(None), until > soon)),
        "expiring": and_(passed, until >= today, until <= soon), "expired": and_(passed, until < today),
    }.get(state, false())  # fmt: skip


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[TrainingRow]:
    """The rows of these courses, in the order asked."""
    return in_order(ids, _rows(work, select().where(Training.id.in_(ids))), lambda row: row.id)


def of(work: Work, staff_id: int) -> Sequence[TrainingRow]:
    """Somebody's courses, latest first."""
    mine = select().where(Training.staff_id == staff_id, Training.archived.is_(None))
    return _rows(work, mine.order_by(Training.day.desc(), Training.id.desc()))
