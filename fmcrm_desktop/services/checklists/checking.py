"""Checklists of work orders: given, filled item by item, left out with a reason; what is open holds the order back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from sqlalchemy import Select, bindparam, func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.checklist import Checklist, ChecklistItem, OrderCheck
from fmcrm_desktop.model.field import check, tidy
from fmcrm_desktop.model.knowledge import Problem
from fmcrm_desktop.model.measured import thousandths, written
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.checklists.forms import GiveForm, LeaveOutForm, NoteForm
from fmcrm_desktop.store.work import Work

LONGEST = 400
NAMED = 5
"""So many open items are named when an order cannot be finished; the others are counted."""


@dataclass(frozen=True, slots=True)
class CheckRow:
    """An item on an order; ``state`` is a key of model.checklist.CHECKED, ``value`` what was entered."""

    id: int
    version: int
    checklist: str
    checklist_other: str
    text: str
    other_text: str
    kind: str
    unit: str
    low: int | None
    high: int | None
    choices: tuple[str, ...]
    required: bool
    state: str
    value: str
    note: str
    checked: datetime | None
    staff: str
    made_order_id: int | None
    made_number: str


@needs("order.read")
def of_order(work: Work, id: int) -> tuple[CheckRow, ...]:
    """The items of an order, in the order of their lists."""
    return tuple(_row(row) for row in work.rows(_of_order(), id=id))


@needs("order.work")
def give(work: Work, id: int, form: GiveForm) -> int:
    """Give an order a checklist, below what it has; gives the number of items."""
    check(form)
    assert form.checklist_id is not None
    _open(work, id)
    if _has(work, id, form.checklist_id):
        raise Invalid(checklist_id=N_("The order has this checklist already."))
    return copy(work, id, form.checklist_id)


@needs("order.work")
def take_away(work: Work, id: int, checklist: int | None = None) -> int:
    """Take a checklist (or all) off an order again as long as nothing in it is checked; gives the number of items."""
    wanted = select(OrderCheck).where(OrderCheck.order_id == id, OrderCheck.archived.is_(None))
    if checklist is not None:
        wanted = wanted.where(OrderCheck.checklist_id == checklist)
    items = work.records(wanted)
    if any(each.state for each in items):
        raise Refusal(
            N_("Something in it is checked already: leave its items out one by one, with the reason.")
        )
    for each in items:
        work.archive(each)
    return len(items)


@needs("order.work")
def enter(work: Work, id: int, typed: str, seen: int | None = None) -> int:
    """What was found at an item: a tick is "1", in order or not is "ok" or "failed", else the value; empty opens it
    again. A value beyond the limits and an answer that is a fault are not in order. Raises Invalid(value)."""
    it = _item(work, id, seen)
    typed = tidy(typed)
    if len(typed) > LONGEST:
        raise Invalid(
            value=Refusal(N_("At most {most} characters; these are {count}."), most=LONGEST, count=len(typed))
        )
    state, value = _found(it, typed)
    it.state, it.value = state, value
    it.checked = work.now if state else None
    it.staff_id = work.who.staff_id if state else None
    return id


@needs("order.work")
def leave_out(work: Work, id: int, form: LeaveOutForm) -> int:
    """An item that is not checked this time, and why."""
    check(form)
    it = _item(work, id, form.version)
    it.state, it.value, it.note = "skipped", "", form.why
    it.checked, it.staff_id = work.now, work.who.staff_id
    return id


@needs("order.work")
def note(work: Work, id: int, form: NoteForm) -> int:
    """Say something about an item."""
    check(form)
    _item(work, id, form.version).note = form.note
    return id


def copy(work: Work, id: int, checklist: int) -> int:
    """Copy a template's items to an order, so that a changed template changes no old order."""
    work.get(Checklist, checklist)
    last = work.value(
        select(func.max(OrderCheck.position)).where(OrderCheck.order_id == id, OrderCheck.archived.is_(None))
    )
    begin = -1 if last is None else int(last)
    items = work.records(
        select(ChecklistItem)
        .where(ChecklistItem.checklist_id == checklist, ChecklistItem.archived.is_(None))
        .order_by(ChecklistItem.position, ChecklistItem.id)
    )
    names = ("text", "other_text", "kind", "unit", "low", "high", "choices", "required")
    work.add_many(
        OrderCheck,
        [
            {name: getattr(each, name) for name in names}
            | {
                "order_id": id, "checklist_id": checklist, "position": begin + at, "state": "", "value": "",
                "note": "",
            }
            for at, each in enumerate(items, 1)
        ],
    )  # fmt: skip
    return len(items)


def give_usual(work: Work, order: WorkOrder) -> None:
    """What an order is given when it is entered: the checklist of its problem, and those of its category."""
    wanted: list[int] = []
    if order.problem_id is not None:
        its = work.value(select(Problem.checklist_id).where(Problem.id == order.problem_id))
        wanted += [its] if its is not None else []
    if order.category_id is not None:
        wanted += work.column(
            select(Checklist.id)
            .where(Checklist.category_id == order.category_id, Checklist.archived.is_(None))
            .order_by(Checklist.id)
        )
    for checklist in dict.fromkeys(wanted):
        if not _has(work, order.id, checklist):
            copy(work, order.id, checklist)


def none_open(work: Work, order: WorkOrder) -> None:
    """Raise the Refusal that names what must still be checked before the order can be done."""
    open_items = work.column(
        select(OrderCheck.text)
        .where(
            OrderCheck.order_id == order.id, OrderCheck.archived.is_(None), OrderCheck.required.is_(True),
            OrderCheck.state == "",
        )
        .order_by(OrderCheck.position, OrderCheck.id)
    )  # fmt: skip
    if not open_items:
        return
    said = "; ".join(open_items[:NAMED])
    if len(open_items) > NAMED:
        raise Refusal(
            N_("{number} cannot be done yet. Still to be checked: {items}, and {more} more."),
            number=order.number, items=said, more=len(open_items) - NAMED,
        )  # fmt: skip
    raise Refusal(
        N_("{number} cannot be done yet. Still to be checked: {items}."), number=order.number, items=said
    )


def _found(it: OrderCheck, typed: str) -> tuple[str, str]:
    """State and value of what was typed."""
    if not typed:
        return "", ""
    if it.kind == "tick":
        return "ok", ""
    if it.kind == "pass":
        if typed not in ("ok", "failed"):
            raise Invalid(value=N_("Choose one of the list."))
        return typed, ""
    if it.kind == "number":
        return _measured(it, typed)
    if it.kind == "choice":
        known = it.choices.splitlines()
        if typed not in known:
            raise Invalid(value=N_("Choose one of the list."))
        return ("failed" if typed.startswith("!") else "ok"), typed
    return "ok", typed


def _measured(it: OrderCheck, typed: str) -> tuple[str, str]:
    said = typed.replace("，", ".").replace(",", ".").replace("。", ".").removesuffix(it.unit).strip()
    try:
        kept = thousandths(Decimal(said))
    except (InvalidOperation, Refusal):
        raise Invalid(value=Refusal(N_("“{typed}” is not a number."), typed=typed)) from None
    assert kept is not None
    below = it.low is not None and kept < it.low
    above = it.high is not None and kept > it.high
    return ("failed" if below or above else "ok"), written(kept)


def _open(work: Work, id: int) -> WorkOrder:
    order = work.get(WorkOrder, id)
    if order.state in OVER:
        raise Refusal(N_("{number} is finished. Reopen it first."), number=order.number)
    return order


def _item(work: Work, id: int, seen: int | None) -> OrderCheck:
    it = work.get(OrderCheck, id, seen=seen)
    _open(work, it.order_id)
    return it


def _has(work: Work, id: int, checklist: int) -> bool:
    there = select(OrderCheck.id).where(
        OrderCheck.order_id == id, OrderCheck.checklist_id == checklist, OrderCheck.archived.is_(None)
    )
    return work.value(there.limit(1)) is not None


@cache  # an alias takes longer to make than the rows to read
@cache  # an alias takes longer to make than the rows to read
def _of_order() -> Select[Any]:
    made = aliased(WorkOrder)
    columns: list[Any] = [
        OrderCheck.id, OrderCheck.version, Checklist.name, Checklist.other_name, OrderCheck.text,
        OrderCheck.other_text, OrderCheck.kind, OrderCheck.unit, OrderCheck.low, OrderCheck.high, OrderCheck.choices,
        OrderCheck.required, OrderCheck.state, OrderCheck.value, OrderCheck.note, OrderCheck.checked, Staff.name,
        OrderCheck.made_order_id, made.number,
    ]  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Checklist, Checklist.id == OrderCheck.checklist_id)
        .outerjoin(Staff, Staff.id == OrderCheck.staff_id)
        .outerjoin(made, made.id == OrderCheck.made_order_id)
        .where(OrderCheck.order_id == bindparam("id"), OrderCheck.archived.is_(None))
        .order_by(OrderCheck.position, OrderCheck.id)
    )


def _row(row: Any) -> CheckRow:
    made = CheckRow(*row)
    return replace(
        made, checklist=made.checklist or "", checklist_other=made.checklist_other or "",
        choices=tuple((row.choices or "").splitlines()), staff=row[16] or "", made_number=row[18] or "",
    )  # fmt: skip
