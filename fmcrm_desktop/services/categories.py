"""Categories: the office's own list for complaints and work orders, found or added by code or name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated

from sqlalchemy import func, select

from fmcrm_desktop.model.category import NEEDS, SUBJECTS, Category
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.field import Field, check, tidy
from fmcrm_desktop.model.keeping import Audit, Deed
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import InUse, Invalid
from fmcrm_desktop.model.skill import Skill
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class CategoryRow:
    """A category as lists and pickers show it."""

    id: int
    subject: str
    code: str
    name: str
    other_name: str
    position: int
    archived: bool
    need: str = ""
    skill: str = ""
    skill_other: str = ""


@dataclass
class CategoryForm:
    """A category's names; the code is made once and never changes."""

    subject: Annotated[str, Field(N_("Used for"), choices=SUBJECTS, required=True)] = "complaint"
    name: Annotated[str, Field(N_("Name of the category"), longest=60, required=True)] = ""
    other_name: Annotated[str, Field(N_("Name in the other language"), longest=60)] = ""
    position: int = 0
    version: int | None = None
    need: Annotated[str, Field(N_("What the customer needs"), choices=NEEDS)] = ""
    skill_id: Annotated[int | None, Field(N_("Needs the skill"), pick="skill")] = None


@needs("office.read")
def listed(work: Work, subject: str, archived: bool = False) -> list[CategoryRow]:
    """The categories of "order" or "complaint" in the office's order."""
    columns = select(
        Category.id, Category.subject, Category.code, Category.name, Category.other_name, Category.position,
        Category.archived.is_not(None), Category.need, func.coalesce(Skill.name, ""),
        func.coalesce(Skill.other_name, ""),
    ).outerjoin(Skill, Skill.id == Category.skill_id)  # fmt: skip
    columns = columns.where(Category.subject == subject).order_by(Category.position, Category.id)
    if not archived:
        columns = columns.where(Category.archived.is_(None))
    return [CategoryRow(*row) for row in work.rows(columns)]


@needs("office.read")
def for_orders(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """The categories of work orders, for pickers and filters."""
    return choices(work, "order", text, ids)


@needs("office.read")
def for_complaints(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """The categories of complaints, for pickers and filters."""
    return choices(work, "complaint", text, ids)


def choices(work: Work, subject: str, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """The categories whose names hold what was typed, or the ones with these ids, archived ones too."""
    wanted = fold(text)
    return [
        Choice(row.id, row.name, other=row.other_name)
        for row in listed(work, subject, archived=bool(ids))
        if (row.id in ids if ids else says(f"{row.name} {row.other_name}", wanted))
    ]


@needs("office.settings")
def add(work: Work, form: CategoryForm) -> int:
    """Add a category under a name that is free."""
    check(form)
    _name_is_free(work, form, None)
    id = _new(work, form.subject, form.name, form.other_name)
    made = work.get(Category, id)
    made.need, made.skill_id = form.need, form.skill_id
    return id


@needs("office.settings")
def change(work: Work, id: int, form: CategoryForm) -> int:
    """Rename or move a category; what carries it shows the new name at once. What it is used for stays."""
    check(form)
    record = work.get(Category, id, seen=form.version)
    if form.subject != record.subject:
        raise Invalid(subject=N_("What a category is used for stays as it is. Make a new one."))
    _name_is_free(work, form, id)
    record.name, record.other_name, record.position = form.name, form.other_name, form.position
    record.need, record.skill_id = form.need, form.skill_id
    return id


@needs("office.read")
def form_of(work: Work, id: int) -> CategoryForm:
    """The form as it stands, with the version seen."""
    record = work.get(Category, id)
    return CategoryForm(
        record.subject,
        record.name,
        record.other_name,
        record.position,
        record.version,
        record.need,
        record.skill_id,
    )


@needs("office.settings")
def move(work: Work, id: int, by: int) -> None:
    """Up (-1) or down (1) in the office's order; at the end nothing moves."""
    record = work.get(Category, id)
    order = [row.id for row in listed(work, record.subject)]
    at = order.index(id)
    if 0 <= at + by < len(order):
        order.insert(at + by, order.pop(at))
    for position, each in enumerate(order):
        other = work.get(Category, each)
        if other.position != position:
            other.position = position


@needs("office.settings")
def restore(work: Work, id: int) -> None:
    """Offer a category again, when its name is still free."""
    record = work.get(Category, id)
    _name_is_free(work, CategoryForm(record.subject, record.name), id)
    work.restore(record)


@needs("office.settings")
def archive(work: Work, id: int) -> None:
    """Offer a category no more. Raises InUse while open matters carry it."""
    record = work.get(Category, id)
    table = Complaint if record.subject == "complaint" else WorkOrder
    finished = ("resolved", "followed_up", "withdrawn", "done", "closed", "cancelled", "declined")
    count = work.value(
        select(func.count())
        .select_from(table)
        .where(table.category_id == id, table.archived.is_(None), table.state.not_in(finished))
    )
    if count:
        raise InUse(
            N_("{count} open matters carry “{name}”. Give them another category first."),
            count=count,
            name=record.name,
        )
    work.archive(record)


def find_or_add(work: Work, subject: str, said: str) -> int | None:
    """The category of a code or a name in either language as an import says it, made when it is new;
    None for nothing said."""
    said = tidy(said)[:60]
    if not said:
        return None
    rows = listed(work, subject, archived=True)
    wanted = said.casefold()
    for row in rows:
        if wanted in (row.code.casefold(), row.name.casefold(), row.other_name.casefold()):
            return row.id
    return _new(work, subject, said, "")


def bring_back(work: Work, id: int) -> None:
    """Offer a category again that went only because the import that brought it was undone; what the office put away
    itself stays away."""
    last = (
        select(Deed.undoes_id)
        .join(Audit, Audit.deed_id == Deed.id)
        .where(Audit.record_table == "category", Audit.record_id == id)
        .order_by(Audit.id.desc())
        .limit(1)
    )
    if work.value(last) is not None:
        work.restore(work.get(Category, id))


def _new(work: Work, subject: str, name: str, other_name: str) -> int:
    rows = listed(work, subject, archived=True)
    position = max((row.position for row in rows), default=-1) + 1
    code = _code(other_name if other_name.isascii() and not name.isascii() else name)
    taken = {row.code for row in rows}
    free, n = code, 2
    while free in taken:
        free, n = f"{code}_{n}", n + 1
    made = Category(subject=subject, code=free, name=name, other_name=other_name, position=position)
    return work.add(made).id


def _code(name: str) -> str:
    """lower_case_words of a Latin name; "category" where nothing Latin is in it."""
    return re.sub(r"[^a-z0-9]+", "_", name.casefold()).strip("_") or "category"


def _name_is_free(work: Work, form: CategoryForm, own: int | None) -> None:
    for row in listed(work, form.subject):
        if row.id != own and row.name.casefold() == form.name.casefold():
            raise Invalid(name=N_("There is a category of this name already."))
