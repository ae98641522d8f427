"""What somebody can do: the skills on the staff form, and what the page of a member of staff shows of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from sqlalchemy import and_, or_, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.skill import LEVELS, Post, PostNeed, Skill, StaffSkill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import lines, recognitions, trainings
from fmcrm_desktop.services.recognitions import RecognitionRow
from fmcrm_desktop.services.trainings import TrainingRow
from fmcrm_desktop.store.work import Work

HAS, LOW, EXPIRED, LACKS = "has", "low", "expired", "lacks"


@dataclass
class SkillLine:
    """One skill of somebody on the form, good until its last day (inclusive), empty for ever."""

    skill_id: Annotated[int | None, Field(N_("Skill"), pick="skill", required=True)] = None
    level: Annotated[int, Field(N_("Level"), choices=LEVELS, required=True)] = 2
    expires: Annotated[date | None, Field(N_("Good until"))] = None
    note: str = ""
    """Kept as it was; the form has no room for it."""
    id: int | None = None
    was: tuple[object, ...] = ()


@dataclass(frozen=True)
class Ability:
    """A skill somebody has, or that the post asks for: ``needed`` is the level asked for, 0 for none; ``level`` 0 where
    it is not had at all; ``state`` says whether it will do (has, low, expired, lacks)."""

    skill_id: int
    name: str
    other_name: str
    level: int
    expires: date | None
    needed: int
    state: str


@dataclass(frozen=True)
class Abilities:
    """What the page of somebody shows of ability: post, skills, courses, recognition."""

    post: tuple[str, str]
    skills: tuple[Ability, ...]
    trainings: tuple[TrainingRow, ...]
    recognitions: tuple[RecognitionRow, ...]


def state(level: int, expires: date | None, needed: int, today: date) -> str:
    """Whether a level will do for what is needed on a day."""
    if not level:
        return LACKS
    if expires is not None and expires < today:
        return EXPIRED
    return LOW if level < needed else HAS


def of(work: Work, staff_id: int) -> Abilities:
    """Skills with what the post asks for, latest courses and praise first."""
    today = work.now.astimezone(work.zone).date()
    post = work.row(
        select(Post.id, Post.name, Post.other_name)
        .join(Staff, Staff.post_id == Post.id)
        .where(Staff.id == staff_id)
    )
    asked: dict[int, int] = {}
    if post is not None:
        wanted = select(PostNeed.skill_id, PostNeed.level).where(PostNeed.post_id == post.id)
        asked = {row[0]: int(row[1]) for row in work.rows(wanted)}
    had = {
        row[0]: (int(row[1]), row[2])
        for row in work.rows(
            select(StaffSkill.skill_id, StaffSkill.level, StaffSkill.expires).where(
                StaffSkill.staff_id == staff_id, StaffSkill.archived.is_(None)
            )
        )
    }
    names = (
        select(Skill.id, Skill.name, Skill.other_name)
        .where(Skill.id.in_([*had, *asked]))
        .order_by(Skill.name)
    )
    skills = []
    for id, name, other in work.rows(names):
        level, expires = had.get(id, (0, None))
        needed = asked.get(id, 0)
        skills.append(Ability(id, name, other, level, expires, needed, state(level, expires, needed, today)))
    return Abilities(
        (post.name, post.other_name) if post is not None else ("", ""), tuple(skills),
        tuple(trainings.of(work, staff_id)), tuple(recognitions.of(work, staff_id)),
    )  # fmt: skip


def lines_of(work: Work, staff_id: int) -> tuple[SkillLine, ...]:
    """The skills of somebody for the form."""
    stored = work.records(
        select(StaffSkill)
        .where(StaffSkill.staff_id == staff_id, StaffSkill.archived.is_(None))
        .order_by(StaffSkill.id)
    )
    return tuple(
        lines.as_read(SkillLine(each.skill_id, each.level, each.expires, each.note, each.id))
        for each in stored
    )


def check_lines(skills: Sequence[SkillLine]) -> None:
    """Each skill once. Raises Invalid(skills)."""
    for line in skills:
        check(line)
    named = [line.skill_id for line in skills]
    if len(set(named)) < len(named):
        raise Invalid(skills=N_("This skill stands here twice. Keep one of the lines."))


def save(work: Work, staff_id: int, skills: Sequence[SkillLine], known: Iterable[int]) -> None:
    """Keep the skills of the form."""
    lines.keep(work, StaffSkill, skills, known, staff_id=staff_id)


def good(today: date) -> Any:
    """The condition that a skill somebody has is not over."""
    return and_(StaffSkill.archived.is_(None), or_(StaffSkill.expires.is_(None), StaffSkill.expires >= today))
