"""A work order made of a failed item of a checklist: linked to it and to the order it was found on, in one deed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from fmcrm_desktop.model.checklist import OrderCheck
from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import PRIORITIES, OrderTie, WorkOrder
from fmcrm_desktop.services import work_orders
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.work_orders import OrderForm
from fmcrm_desktop.store.work import Work


@dataclass
class FailedForm:
    """The order that mends what was found."""

    summary: Annotated[str, Field(N_("Summary"), longest=200, required=True)] = ""
    priority: Annotated[str, Field(N_("Priority"), choices=PRIORITIES, required=True)] = "normal"
    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician")] = None
    description: Annotated[str, Field(N_("Note for the job sheet"), longest=4000, lines=2)] = ""


@needs("order.read")
def draft(work: Work, id: int) -> FailedForm:
    """The form for a failed item, filled from what was found."""
    it = work.get(OrderCheck, id)
    order = work.get(WorkOrder, it.order_id)
    found = " ".join(part for part in (it.value.lstrip("!"), it.unit if it.value else "") if part)
    summary = f"{it.text}: {found}" if found else it.text
    return FailedForm(summary[:200], order.priority, order.staff_id, it.note)


@needs("order.write")
def make_order(work: Work, id: int, form: FailedForm) -> int:
    """Enter the order; it follows from the one the item belongs to, and the item names it."""
    check(form)
    it = work.get(OrderCheck, id)
    if it.state != "failed":
        raise Refusal(N_("Only what is not in order is made an order of."))
    if it.made_order_id is not None:
        raise Refusal(N_("An order was made of this item already."))
    order = work.get(WorkOrder, it.order_id)
    made = work_orders.enter(
        work,
        OrderForm(
            person_id=order.person_id, unit_id=order.unit_id, building_id=order.building_id, place=order.place,
            equipment_id=order.equipment_id, category_id=order.category_id, summary=form.summary,
            priority=form.priority, description=form.description, staff_id=form.staff_id, channel="visit",
        ),
    )  # fmt: skip
    work.add(OrderTie(order_id=made, other_id=order.id, kind="follows_from"))
    it.made_order_id = made
    return made
