"""Many work orders at once: assigned, put off, ranked, moved on, put away and brought back, each by its own rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.refusal import Invalid, NotAllowed, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER, PRIORITIES, WorkOrder
from fmcrm_desktop.services import together
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.together import Together
from fmcrm_desktop.services.work_orders import entering, moving
from fmcrm_desktop.services.work_orders.forms import WAITS, AssignForm, WaitForm, WhyForm
from fmcrm_desktop.store.work import Work

GOES = {**WAITS, "closed": N_("Close order"), "cancelled": N_("Cancel order")}
"""The moves that need nothing told of each order alone."""
RIGHTS: dict[str, Callable[..., object]] = {"closed": moving.close, "cancelled": moving.cancel}


@dataclass
class ManyOrdersForm:
    """What changes on all of them; a field left empty changes nothing."""

    staff_id: Annotated[int | None, Field(N_("Assign to"), pick="technician")] = None
    priority: Annotated[str, Field(N_("Priority"), choices=PRIORITIES)] = ""
    due: Annotated[datetime | None, Field(N_("Due"), until=True)] = None
    step: Annotated[str, Field(N_("Move to"), choices=GOES)] = ""
    why: Annotated[
        str,
        Field(
            N_("Why"), longest=500, lines=2, hint=N_("Needed to take an order from somebody, and to cancel")
        ),
    ] = ""


@needs("order.write")
def change_many(work: Work, ids: Sequence[int], form: ManyOrdersForm) -> Together:
    """Change the fields that are filled in on every order that may be changed so; names those that may not."""
    check(form)
    if not (form.staff_id or form.priority or form.due or form.step):
        raise Invalid(staff_id=N_("Fill in what is to change."))
    if form.step == "cancelled" and not form.why:
        raise Invalid(why=N_("Fill in this field."))
    for wanted, case in ((form.staff_id, moving.assign), (form.step, RIGHTS.get(form.step, moving.wait))):
        right = getattr(case, "right", "")
        if wanted and not work.who.may(right):
            raise NotAllowed(right)
    return together.each(work, WorkOrder, ids, lambda order: _change(work, order, form), _number)


@needs("order.write")
def archive_many(work: Work, ids: Sequence[int]) -> Together:
    """Put orders away that should not have been entered."""
    return together.each(work, WorkOrder, ids, lambda order: together.archive(work, order), _number)


@needs("order.write")
def restore_many(work: Work, ids: Sequence[int]) -> Together:
    """Take archived orders back."""
    return together.each(work, WorkOrder, ids, together.restore_by(work, entering.restore), _number)


def _change(work: Work, order: WorkOrder, form: ManyOrdersForm) -> bool:
    changed = False
    if order.state in OVER and (form.priority or form.due):
        raise Refusal(N_("{number} is finished. Reopen it first."), number=order.number)
    if form.staff_id and form.staff_id != order.staff_id:
        moving.assign(work, order.id, AssignForm(form.staff_id, form.why))
        changed = True
    if form.priority and form.priority != order.priority:
        again = entering.change_form(work, order.id)
        again.priority = form.priority
        entering.change(work, order.id, again)
        changed = True
    if form.step and form.step != order.state:
        _step(work, order, form)
        changed = True
    if form.due and form.due != order.due:
        if form.due < order.received:
            raise Refusal(N_("This is before the order was received."))
        order.due = form.due
        changed = True
    return changed


def _step(work: Work, order: WorkOrder, form: ManyOrdersForm) -> None:
    if form.step == "closed":
        moving.close(work, order.id)
    elif form.step == "cancelled":
        moving.cancel(work, order.id, WhyForm(form.why))
    else:
        moving.wait(work, order.id, WaitForm(form.step, form.why))


def _number(order: WorkOrder) -> str:
    return order.number
