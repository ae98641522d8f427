"""What runs out within 60 days or has run out: skills and courses of those who work here; a list, and for Today."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, literal, select, union_all

from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.skill import Skill, StaffSkill, Training
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.trainings import SOON, today_of
from fmcrm_desktop.store.work import Work

WHAT = {"skill": N_("Skill"), "training": N_("Course")}


@dataclass(frozen=True, slots=True)
class ExpiringRow:
    """A skill or course and its last day; ``id`` is twice the record's, and one more for a course; ``left`` days."""

    id: int
    what: str
    staff_id: int
    staff: str
    name: str
    other_name: str
    until_day: date
    left: int
    archived: bool = False


def _asked(work: Work) -> Any:
    """A course that was taken again, or whose skill was renewed since, tells nothing."""
    until = today_of(work) + timedelta(SOON)
    skills = (
        select(
            (StaffSkill.id * 2).label("id"), literal("skill").label("what"), StaffSkill.staff_id, Staff.name,
            Skill.name.label("skill"), Skill.other_name.label("other"), StaffSkill.expires.label("until"),
        )
        .join(Staff, Staff.id == StaffSkill.staff_id)
        .join(Skill, Skill.id == StaffSkill.skill_id)
        .where(StaffSkill.archived.is_(None), Staff.archived.is_(None), Skill.archived.is_(None))
        .where(StaffSkill.expires <= until)
    )  # fmt: skip
    later = Training.__table__.alias("later")
    again = (
        select(later.c.id)
        .where(
            later.c.staff_id == Training.staff_id,
            later.c.course == Training.course,
            later.c.archived.is_(None),
        )
        .where(later.c.passed.is_(True), later.c.day > Training.day)
    )
    taught = select(StaffSkill.id).where(
        StaffSkill.staff_id == Training.staff_id, StaffSkill.skill_id == Training.skill_id,
        StaffSkill.archived.is_(None),
    )  # fmt: skip
    courses = (
        select(
            (Training.id * 2 + 1).label("id"), literal("training").label("what"), Training.staff_id, Staff.name,
            Training.course.label("skill"), literal("").label("other"), Training.until_day.label("until"),
        )
        .join(Staff, Staff.id == Training.staff_id)
        .where(Training.archived.is_(None), Staff.archived.is_(None), Training.passed.is_(True))
        .where(Training.until_day <= until, ~again.exists(), ~taught.exists())
    )  # fmt: skip
    return union_all(skills, courses).subquery()


def _rows(work: Work) -> list[ExpiringRow]:
    today = today_of(work)
    asked = _asked(work)
    found = work.rows(select(asked).order_by(asked.c.until, asked.c.id))
    return [
        ExpiringRow(id, what, staff_id, staff, name, other, until, (until - today).days)
        for id, what, staff_id, staff, name, other, until in found
    ]


@needs("office.read")
def page(work: Work, query: Query) -> Page[ExpiringRow]:
    """What runs out, first what ran out longest ago; a small office's list. Filter: what."""
    words = fold(query.text).split()
    kept = [
        row
        for row in ([] if query.archived else _rows(work))
        if row.what in query.where.get("what", WHAT)
        and all(says(f"{row.staff} {row.name} {row.other_name}", word) for word in words)
    ]
    if query.sort in ("staff", "name", "until_day"):
        kept.sort(key=lambda row: getattr(row, query.sort), reverse=query.descending)
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[ExpiringRow]:
    """The rows with these ids, in this order."""
    wanted = set(ids)
    return in_order(ids, [row for row in _rows(work) if row.id in wanted], lambda row: row.id)


@needs("office.read")
def count(work: Work) -> int:
    """How much runs out within 60 days or has run out."""
    return int(work.value(select(func.count()).select_from(_asked(work))) or 0)
