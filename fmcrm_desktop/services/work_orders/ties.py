"""What orders are to each other: tied, merged into one, split into parts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import or_, select

from fmcrm_desktop.model.field import check
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER, OrderTie, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.work_orders import entering, moving
from fmcrm_desktop.services.work_orders.forms import MergeForm, OrderForm, SplitForm, TieForm, WhyForm
from fmcrm_desktop.store.work import Work

AHEAD = ("part_of", "blocks", "follows_from")
"""Ties that would make no sense in a ring: nothing is a part of its own part."""


@dataclass(frozen=True)
class TieRow:
    """A tie as the page of an order shows it; ``back``: the other order has it towards this one."""

    id: int
    kind: str
    back: bool
    other_id: int
    number: str
    summary: str
    state: str


@needs("order.read")
def ties(work: Work, id: int) -> list[TieRow]:
    """What an order is to others, and they to it."""
    columns = (
        select(
            OrderTie.id, OrderTie.kind, OrderTie.order_id != id, WorkOrder.id, WorkOrder.number, WorkOrder.summary,
            WorkOrder.state,
        )
        .join(WorkOrder, WorkOrder.id.in_((OrderTie.order_id, OrderTie.other_id)))
        .where(or_(OrderTie.order_id == id, OrderTie.other_id == id), WorkOrder.id != id)
        .order_by(OrderTie.id)
    )  # fmt: skip
    return [TieRow(*row) for row in work.rows(columns)]


@needs("order.write")
def tie(work: Work, id: int, form: TieForm) -> int:
    """Say what an order is to another one. Raises Invalid for itself, twice the same, and rings."""
    check(form)
    assert form.other_id is not None
    return _tie(work, id, form.kind, form.other_id)


@needs("order.write")
def untie(work: Work, tie_id: int) -> None:
    """They have nothing to do with each other."""
    work.remove(work.get(OrderTie, tie_id))


@needs("order.write")
def merge(work: Work, id: int, form: MergeForm) -> None:
    """The same matter twice: this order is cancelled as a duplicate of the one that stays."""
    check(form)
    assert form.other_id is not None
    order, other = work.get(WorkOrder, id, seen=form.version), work.get(WorkOrder, form.other_id)
    if other.state in OVER:
        raise Invalid(other_id=N_("That order is finished. Reopen it first, or call this one a repeat."))
    _tie(work, id, "duplicate_of", other.id)
    moving.cancel(work, id, WhyForm(other.number, order.version))


@needs("order.write")
def split(work: Work, id: int, form: SplitForm) -> int:
    """A part of the work as an order of its own, for the same person and place."""
    check(form)
    order = work.get(WorkOrder, id)
    if order.state in OVER:
        raise Refusal(N_("{number} is finished. Reopen it first."), number=order.number)
    part = OrderForm(
        person_id=order.person_id, unit_id=order.unit_id, building_id=order.building_id, place=order.place,
        summary=form.summary, category_id=form.category_id or order.category_id, priority=order.priority,
        staff_id=form.staff_id, complaint_id=order.complaint_id, received=order.received,
    )  # fmt: skip
    made = entering.enter(work, part)
    _tie(work, made, "part_of", id)
    return made


def _tie(work: Work, id: int, kind: str, other: int) -> int:
    work.get(WorkOrder, id)
    work.get(WorkOrder, other)
    if other == id:
        raise Invalid(other_id=N_("This is the order itself."))
    if any(row.other_id == other and row.kind == kind for row in ties(work, id)):
        raise Invalid(other_id=N_("They are tied so already."))
    if kind in AHEAD and id in _reached(work, kind, other):
        raise Invalid(other_id=N_("That would be a ring: the other one comes after this one already."))
    return work.add(OrderTie(order_id=id, kind=kind, other_id=other)).id


def _reached(work: Work, kind: str, start: int) -> set[int]:
    """Where one comes from an order by ties of a kind."""
    seen: set[int] = set()
    fresh: Iterable[int] = [start]
    while fresh:
        seen |= set(fresh)
        others = select(OrderTie.other_id).where(OrderTie.kind == kind, OrderTie.order_id.in_(list(fresh)))
        fresh = set(work.column(others)) - seen
    return seen
