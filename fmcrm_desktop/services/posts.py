"""Posts and what each needs, and the grid of who has it and who lacks what."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from sqlalchemy import func, select

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.skill import LEVELS, Post, PostNeed, Skill, StaffSkill
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import abilities
from fmcrm_desktop.services.abilities import HAS
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.services.trainings import today_of
from fmcrm_desktop.store.work import Work

STATES = {HAS: N_("Has it"), "low": N_("Level too low"), "expired": N_("Run out"), "lacks": N_("Lacks it")}


@dataclass
class NeedLine:
    """A skill the post needs, at least at a level."""

    skill_id: Annotated[int | None, Field(N_("Skill"), pick="skill", required=True)] = None
    level: Annotated[int, Field(N_("At least"), choices=LEVELS, required=True)] = 2


@dataclass
class PostForm:
    """A post, what it needs and who holds it."""

    name: Annotated[str, Field(N_("Post"), longest=80, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=80)] = ""
    note: Annotated[str, Field(N_("Note"), longest=1000, lines=2)] = ""
    needs: Annotated[tuple[NeedLine, ...], Field(N_("Needs the skills"))] = ()
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post in the list: how many hold it, and how many of them lack something."""

    id: int
    name: str
    other_name: str
    needs: int
    people: int
    lacking: int
    archived: bool


@dataclass(frozen=True)
class Need:
    """A column of the grid."""

    skill_id: int
    name: str
    other_name: str
    level: int


@dataclass(frozen=True)
class Cell:
    """Whether somebody has what a column asks for (STATES); ``level`` 0 for none."""

    state: str
    level: int
    expires: date | None


@dataclass(frozen=True)
class Holder:
    """A line of the grid."""

    staff_id: int
    name: str
    other_name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class PostGrid:
    """One post: what it needs across, who holds it down."""

    id: int
    name: str
    other_name: str
    note: str
    archived: bool
    needs: tuple[Need, ...]
    people: tuple[Holder, ...]


@dataclass(frozen=True)
class GridSheet:
    """The grids of all posts, for paper."""

    head: Head
    day: date
    posts: tuple[PostGrid, ...]


@needs("office.read")
def grid(work: Work, ids: Sequence[int] = ()) -> list[PostGrid]:
    """The grids of these posts, or of all there are; four statements."""
    today = today_of(work)
    columns = select(Post.id, Post.name, Post.other_name, Post.note, Post.archived.is_not(None))
    posts = work.rows(
        columns.where(Post.id.in_(ids) if ids else Post.archived.is_(None)).order_by(Post.name, Post.id)
    )
    wanted: dict[int, list[Need]] = {}
    for post, skill, name, other, level in work.rows(
        select(PostNeed.post_id, Skill.id, Skill.name, Skill.other_name, PostNeed.level)
        .join(Skill, Skill.id == PostNeed.skill_id)
        .order_by(Skill.name, PostNeed.id)
    ):
        wanted.setdefault(post, []).append(Need(skill, name, other, level))
    had = {
        (row[0], row[1]): (int(row[2]), row[3])
        for row in work.rows(
            select(StaffSkill.staff_id, StaffSkill.skill_id, StaffSkill.level, StaffSkill.expires).where(
                StaffSkill.archived.is_(None)
            )
        )
    }
    people: dict[int, list[Holder]] = {}
    for staff, name, other, post in work.rows(
        select(Staff.id, Staff.name, Staff.other_name, Staff.post_id)
        .where(Staff.post_id.is_not(None), Staff.archived.is_(None))
        .order_by(Staff.name, Staff.id)
    ):
        cells = []
        for need in wanted.get(post, ()):
            level, expires = had.get((staff, need.skill_id), (0, None))
            cells.append(Cell(abilities.state(level, expires, need.level, today), level, expires))
        people.setdefault(post, []).append(Holder(staff, name, other, tuple(cells)))
    return [
        PostGrid(id, name, other, note, gone, tuple(wanted.get(id, ())), tuple(people.get(id, ())))
        for id, name, other, note, gone in posts
    ]


@needs("office.read")
def sheet(work: Work) -> GridSheet:
    """All grids, to print."""
    return GridSheet(head(work), today_of(work), tuple(grid(work)))


def _listed(work: Work, archived: bool) -> list[PostRow]:
    gone = Post.archived.is_not(None) if archived else Post.archived.is_(None)
    ids = list(work.column(select(Post.id).where(gone)))
    return [_row(each) for each in grid(work, ids)] if ids else []


def _row(post: PostGrid) -> PostRow:
    lacking = sum(any(cell.state != HAS for cell in person.cells) for person in post.people)
    return PostRow(
        post.id, post.name, post.other_name, len(post.needs), len(post.people), lacking, post.archived
    )


@needs("office.read")
def page(work: Work, query: Query) -> Page[PostRow]:
    """The posts by name, narrowed by the words typed: there are few."""
    words = fold(query.text).split()
    kept = [
        row
        for row in _listed(work, query.archived)
        if all(says(f"{row.name} {row.other_name}", word) for word in words)
    ]
    if query.sort in ("needs", "people", "lacking"):
        kept.sort(key=lambda row: int(getattr(row, query.sort)), reverse=query.descending)
    elif query.descending:
        kept.reverse()
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("office.read")
def rows(work: Work, ids: Sequence[int]) -> list[PostRow]:
    """The rows of these posts, in this order."""
    return in_order(ids, [_row(each) for each in grid(work, ids)] if ids else [], lambda row: row.id)


@needs("office.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Posts for pickers."""
    wanted = fold(text)
    columns = select(Post.id, Post.name, Post.other_name).order_by(Post.name)
    return [
        Choice(id, name, other=other)
        for id, name, other in work.rows(columns.where(Post.id.in_(ids) if ids else Post.archived.is_(None)))
        if ids or says(f"{name} {other}", wanted)
    ]


@needs("staff.write")
def add(work: Work, form: PostForm) -> int:
    """A new post."""
    _check(work, form, None)
    made = work.add(Post(name=form.name, other_name=form.other_name, note=form.note))
    _save_needs(work, made.id, form)
    return made.id


@needs("office.read")
def form_of(work: Work, id: int) -> PostForm:
    it = work.get(Post, id)
    lines = work.rows(
        select(PostNeed.skill_id, PostNeed.level).where(PostNeed.post_id == id).order_by(PostNeed.id)
    )
    needed = tuple(NeedLine(skill, level) for skill, level in lines)
    return PostForm(it.name, it.other_name, it.note, needed, it.version)


@needs("staff.write")
def change(work: Work, id: int, form: PostForm) -> int:
    """Change a post and what it needs."""
    _check(work, form, id)
    it = work.get(Post, id, seen=form.version)
    it.name, it.other_name, it.note = form.name, form.other_name, form.note
    _save_needs(work, id, form)
    return id


@needs("staff.write")
def archive(work: Work, id: int) -> int:
    """Have a post no more. Raises InUse while somebody holds it."""
    it = work.get(Post, id)
    held = work.value(select(func.count()).where(Staff.post_id == id, Staff.archived.is_(None)))
    if held:
        raise InUse(N_("{count} members of staff hold “{post}”. Give them another post first."), count=held,
                    post=it.name)  # fmt: skip
    work.archive(it)
    return id


@needs("staff.write")
def restore(work: Work, id: int) -> int:
    work.restore(work.get(Post, id))
    return id


def _check(work: Work, form: PostForm, own: int | None) -> None:
    check(form)
    for line in form.needs:
        check(line)
    named = [line.skill_id for line in form.needs]
    if len(set(named)) < len(named):
        raise Invalid(needs=N_("This skill stands here twice. Keep one of the lines."))
    taken = select(Post.id).where(func.lower(Post.name) == form.name.lower(), Post.archived.is_(None))
    if any(id != own for id in work.column(taken)):
        raise Invalid(name=N_("There is a post of this name already."))


def _save_needs(work: Work, id: int, form: PostForm) -> None:
    """Ties that are there already stay; the others come and go."""
    stored = {each.skill_id: each for each in work.records(select(PostNeed).where(PostNeed.post_id == id))}
    for line in form.needs:
        assert line.skill_id is not None
        kept = stored.pop(line.skill_id, None)
        if kept is None:
            work.add(PostNeed(post_id=id, skill_id=line.skill_id, level=line.level))
        elif kept.level != line.level:
            kept.level = line.level
    for gone in stored.values():
        work.remove(gone)
