"""Skills: the office's own list, and for each who has it, how well, until when, and the tips about it."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import func, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.knowledge import Article
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.skill import Post, PostNeed, Skill, StaffSkill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import abilities
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

OFFERED = 30


@dataclass
class SkillForm:
    """What a skill is called."""

    name: Annotated[str, Field(N_("Skill"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=80)] = ""
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SkillRow:
    """A skill in the list; ``people`` have it today."""

    id: int
    name: str
    other_name: str
    people: int
    archived: bool


@dataclass(frozen=True)
class Holder:
    """Somebody who has the skill; ``state`` is has or expired."""

    staff_id: int
    name: str
    trade: str
    level: int
    expires: date | None
    state: str


@dataclass(frozen=True)
class SkillCard:
    """What the page of a skill shows."""

    row: SkillRow
    holders: tuple[Holder, ...]
    posts: tuple[tuple[str, str], ...]
    categories: tuple[tuple[str, str], ...]
    tips: tuple[tuple[int, str, str], ...]


@needs("office.read")
def page(work: Work, query: Query) -> Page[SkillRow]:
    """The skills by name, narrowed by the words typed: there are few."""
    words = fold(query.text).split()
    kept = [
        row
        for row in _listed(work, query.archived)
        if all(says(f"{row.name} {row.other_name}", word) for word in words)
    ]
    if query.sort == "people":
        kept.sort(key=lambda row: row.people, reverse=query.descending)
    elif query.descending:
        kept.reverse()
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


def _listed(work: Work, archived: bool = False, ids: Sequence[int] | None = None) -> list[SkillRow]:
    counted = (
        select(StaffSkill.skill_id, func.count())
        .join(Staff, Staff.id == StaffSkill.staff_id)
        .where(abilities.good(today_of(work)), Staff.archived.is_(None))
        .group_by(StaffSkill.skill_id)
    )
    people = {row[0]: int(row[1]) for row in work.rows(counted)}
    gone = Skill.archived.is_not(None) if archived else Skill.archived.is_(None)
    columns = select(Skill.id, Skill.name, Skill.other_name, Skill.archived.is_not(None))
    asked = columns.where(gone if ids is None else Skill.id.in_(ids)).order_by(
        func.lower(Skill.name), Skill.id
    )
    return [SkillRow(id, name, other, people.get(id, 0), gone) for id, name, other, gone in work.rows(asked)]


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[SkillRow]:
    """The rows of these skills, in this order."""
    return in_order(ids, _listed(work, ids=ids), lambda row: row.id)


@needs("office.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Skills for pickers."""
    wanted = fold(text)
    found = [
        Choice(row.id, row.name, other=row.other_name)
        for row in _listed(work, ids=list(ids) or None)
        if ids or says(f"{row.name} {row.other_name}", wanted)
    ]
    return found if ids else found[:OFFERED]


@needs("office.read")
def for_filter(work: Work) -> list[tuple[int, str, str]]:
    """The skills with their names in both languages."""
    return [(row.id, row.name, row.other_name) for row in _listed(work)]


@needs("office.read")
def card(work: Work, id: int) -> SkillCard:
    """A skill with those who have it, best first, and what needs it."""
    row = rows(work, [work.get(Skill, id).id])[0]
    today = today_of(work)
    holders = (
        select(Staff.id, Staff.name, Staff.trade, StaffSkill.level, StaffSkill.expires)
        .join(StaffSkill, StaffSkill.staff_id == Staff.id)
        .where(StaffSkill.skill_id == id, StaffSkill.archived.is_(None), Staff.archived.is_(None))
        .order_by(StaffSkill.level.desc(), Staff.name)
    )
    posts = select(Post.name, Post.other_name).join(PostNeed, PostNeed.post_id == Post.id)
    categories = select(Category.name, Category.other_name).where(
        Category.skill_id == id, Category.archived.is_(None)
    )
    tips = select(Article.id, Article.title, Article.other_title).where(
        Article.skill_id == id, Article.archived.is_(None)
    )
    return SkillCard(
        row,
        tuple(
            Holder(staff, name, trade, level, expires, abilities.state(level, expires, 0, today))
            for staff, name, trade, level, expires in work.rows(holders)
        ),
        tuple((a, b) for a, b in work.rows(posts.where(PostNeed.skill_id == id, Post.archived.is_(None)))),
        tuple((a, b) for a, b in work.rows(categories.order_by(Category.position))),
        tuple((a, b, c) for a, b, c in work.rows(tips.order_by(Article.id.desc()).limit(OFFERED))),
    )


@needs("staff.write")
def add(work: Work, form: SkillForm) -> int:
    """A new skill."""
    check(form)
    _name_is_free(work, form.name, None)
    return work.add(Skill(name=form.name, other_name=form.other_name)).id


@needs("office.read")
def form_of(work: Work, id: int) -> SkillForm:
    it = work.get(Skill, id)
    return SkillForm(it.name, it.other_name, it.version)


@needs("staff.write")
def change(work: Work, id: int, form: SkillForm) -> int:
    """Rename a skill."""
    check(form)
    _name_is_free(work, form.name, id)
    it = work.get(Skill, id, seen=form.version)
    it.name, it.other_name = form.name, form.other_name
    return id


@needs("staff.write")
def archive(work: Work, id: int) -> int:
    """Offer a skill no more. Raises InUse while a post or category asks for it."""
    it = work.get(Skill, id)
    known = card(work, id)
    wanted = [name for name, _ in (*known.posts, *known.categories)]
    if wanted:
        raise InUse(N_("“{skill}” is needed for {wanted}. Take it out there first."), skill=it.name,
                    wanted=", ".join(wanted))  # fmt: skip
    work.archive(it)
    return id


@needs("staff.write")
def restore(work: Work, id: int) -> int:
    it = work.get(Skill, id)
    _name_is_free(work, it.name, id)
    work.restore(it)
    return id


def _name_is_free(work: Work, name: str, own: int | None) -> None:
    if any(row.id != own and fold(row.name) == fold(name) for row in _listed(work)):
        raise Invalid(name=N_("There is a skill of this name already."))
