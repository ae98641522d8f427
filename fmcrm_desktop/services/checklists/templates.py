"""Templates of checklists: written, changed, put away; the list of them and the picker."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.checklist import Checklist, ChecklistItem
from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.measured import figure, thousandths
from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.reading import fold, says
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import lines, together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.checklists.forms import ChecklistForm, ItemLine
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work

OFFERED = 20
MOST = 200
"""Items of a checklist."""


@dataclass(frozen=True, slots=True)
class ChecklistRow:
    """A template in the list."""

    id: int
    name: str
    other_name: str
    category: str
    category_other: str
    items: int
    archived: bool


@dataclass(frozen=True, slots=True)
class ItemRow:
    """An item as pages and papers show it; ``low`` and ``high`` in thousandths."""

    text: str
    other_text: str
    kind: str
    unit: str
    low: int | None
    high: int | None
    choices: tuple[str, ...]
    required: bool


@dataclass(frozen=True)
class ChecklistCard:
    """A template with its items."""

    id: int
    archived: bool
    row: ChecklistRow
    items: tuple[ItemRow, ...]


@needs("order.read")
def page(work: Work, query: Query) -> Page[ChecklistRow]:
    """The checklists by name, narrowed by the words typed: there are few."""
    words = fold(query.text).split()
    kept = [
        row
        for row in _listed(work, query.archived)
        if all(
            says(f"{row.name} {row.other_name} {row.category} {row.category_other}", word) for word in words
        )
    ]
    return Page(array("q", (row.id for row in kept)), tuple(kept[:FIRST]))


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[ChecklistRow]:
    """The rows of these checklists, in this order."""
    found = [_row(row) for row in work.rows(_columns().where(Checklist.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("order.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """Checklists for pickers: those whose names hold what was typed, or the ones with these ids."""
    if ids:
        return [Choice(row.id, row.name, other=row.other_name) for row in rows(work, ids)]
    wanted = fold(text)
    found = [row for row in _listed(work) if says(f"{row.name} {row.other_name}", wanted)]
    return [Choice(row.id, row.name, other=row.other_name) for row in found[:OFFERED]]


@needs("order.read")
def card(work: Work, id: int) -> ChecklistCard:
    """A checklist with its items. Raises Missing."""
    work.get(Checklist, id)
    (row,) = rows(work, (id,))
    return ChecklistCard(id, row.archived, row, tuple(_item(each) for each in _items(work, id)))


@needs("order.write")
def add(work: Work, form: ChecklistForm) -> int:
    """A new checklist."""
    _check(form)
    it = work.add(Checklist(name=form.name, other_name=form.other_name, category_id=form.category_id))
    _save_items(work, it.id, form)
    return it.id


@needs("order.read")
def form_of(work: Work, id: int) -> ChecklistForm:
    """The form as it stands, with the version seen."""
    it = work.get(Checklist, id)
    items = tuple(
        ItemLine(
            each.text, each.other_text, each.kind, each.unit, figure(each.low), figure(each.high),
            "; ".join(each.choices.splitlines()), each.required, each.id, each.version,
        )
        for each in _items(work, id)
    )  # fmt: skip
    known = tuple(line.id for line in items if line.id is not None)
    return ChecklistForm(it.name, it.other_name, it.category_id, items, known, it.version)


@needs("order.write")
def change(work: Work, id: int, form: ChecklistForm) -> int:
    """Change a checklist; orders that were given it keep it as it was."""
    _check(form)
    it = work.get(Checklist, id, seen=form.version)
    it.name, it.other_name, it.category_id = form.name, form.other_name, form.category_id
    _save_items(work, id, form)
    return id


@needs("order.write")
def archive(work: Work, id: int) -> int:
    """Give it to no more orders."""
    work.archive(work.get(Checklist, id))
    return id


@needs("order.write")
def restore(work: Work, id: int) -> int:
    """Offer it again."""
    work.restore(work.get(Checklist, id))
    return id


def answers(typed: str) -> tuple[str, ...]:
    """ "good; worn; !broken" as its answers, in the order typed."""
    parts = typed.replace("；", ";").replace("\n", ";").replace("！", "!").split(";")
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip(" !")))


def _check(form: ChecklistForm) -> None:
    check(form)
    if not form.items:
        raise Invalid(items=N_("A checklist without an item checks nothing: add the first one."))
    if len(form.items) > MOST:
        raise Invalid(items=Refusal(N_("At most {most} items."), most=MOST))
    for line in form.items:
        try:
            check(line)
            low, high = thousandths(line.low), thousandths(line.high)
        except Invalid as wrong:
            raise Invalid(items=lines.about(line.text, next(iter(wrong.fields.values())))) from None
        except Refusal as refusal:
            raise Invalid(items=lines.about(line.text, refusal)) from None
        if line.kind == "choice" and len(answers(line.choices)) < 2:
            raise Invalid(
                items=lines.about(
                    line.text, Refusal(N_("give two answers at least, such as “good; !broken”."))
                )
            )
        if low is not None and high is not None and low > high:
            raise Invalid(
                items=lines.about(line.text, Refusal(N_("the lower limit is above the upper one.")))
            )


def _save_items(work: Work, id: int, form: ChecklistForm) -> None:
    """Keep the items in the order of the form; those taken out of it are archived."""
    stored = {each.id: each for each in _items(work, id)}
    for position, line in enumerate(form.items):
        values: dict[str, Any] = {
            "position": position, "text": line.text, "other_text": line.other_text, "kind": line.kind,
            "unit": line.unit if line.kind == "number" else "", "required": line.required,
            "low": thousandths(line.low) if line.kind == "number" else None,
            "high": thousandths(line.high) if line.kind == "number" else None,
            "choices": "\n".join(answers(line.choices)) if line.kind == "choice" else "",
        }  # fmt: skip
        kept = stored.get(line.id or 0)
        if kept is None:
            work.add(ChecklistItem(checklist_id=id, **values))
            continue
        if together.give(kept, values) and line.seen != kept.version:
            said = N_("“{item}” was changed by somebody else meanwhile. Open the checklist anew.")
            raise Refusal(said, item=line.text)
    for gone in set(form.known) - {line.id for line in form.items}:
        if gone in stored:
            work.archive(stored[gone])


def _items(work: Work, id: int) -> Sequence[ChecklistItem]:
    return work.records(
        select(ChecklistItem)
        .where(ChecklistItem.checklist_id == id, ChecklistItem.archived.is_(None))
        .order_by(ChecklistItem.position, ChecklistItem.id)
    )


def _item(it: ChecklistItem) -> ItemRow:
    return ItemRow(
        it.text, it.other_text, it.kind, it.unit, it.low, it.high, tuple(it.choices.splitlines()), it.required
    )


def _listed(work: Work, archived: bool = False) -> list[ChecklistRow]:
    gone = Checklist.archived.is_not(None) if archived else Checklist.archived.is_(None)
    return [_row(row) for row in work.rows(_columns().where(gone).order_by(Checklist.name, Checklist.id))]


def _columns() -> Select[Any]:
    items = (
        select(func.count())
        .where(ChecklistItem.checklist_id == Checklist.id, ChecklistItem.archived.is_(None))
        .scalar_subquery()
    )
    return select(
        Checklist.id, Checklist.name, Checklist.other_name, Category.name, Category.other_name, items,
        Checklist.archived.is_not(None),
    ).outerjoin(Category, Category.id == Checklist.category_id)  # fmt: skip


def _row(row: Any) -> ChecklistRow:
    id, name, other, category, category_other, items, gone = row
    return ChecklistRow(id, name, other, category or "", category_other or "", items, bool(gone))
