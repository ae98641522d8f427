"""What is done on the dispatch board: a job planned with somebody, moved, stretched, taken off again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Annotated

from fmcrm_desktop.model.field import Field, check
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.refusal import Invalid, Refusal
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import OVER, Visit, WorkOrder
from fmcrm_desktop.services import held, matters
from fmcrm_desktop.services.calendar import ReasonForm
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.work_orders import moving, visits
from fmcrm_desktop.services.work_orders.forms import VisitForm
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class Seen:
    """The order and its coming visit as the dispatcher saw them; whatever is different by now refuses the deed."""

    order_id: int
    version: int
    visit_id: int | None = None
    visit_version: int | None = None
    staff: tuple[int, ...] = ()


@dataclass
class PlaceForm:
    """Who goes and when. ``before`` is whom the visit is taken from, where it is drawn from one to another."""

    staff_id: Annotated[int | None, Field(N_("Who goes"), pick="technician", required=True)] = None
    starts: Annotated[datetime | None, Field(N_("Visit from"), required=True)] = None
    ends: Annotated[datetime | None, Field(N_("Visit until"), required=True)] = None
    overrule: Annotated[str, Field(N_("Reason to save all the same"), longest=200)] = ""
    before: int | None = None


class Overtaken(Refusal):
    """Somebody else was quicker."""

    def __init__(self, number: str) -> None:
        super().__init__(
            N_("{number} was changed by somebody else meanwhile, so it stays as they left it."), number=number
        )


@needs("order.assign")
def place(work: Work, seen: Seen, form: PlaceForm) -> int:
    """Plan a job with somebody, or the planned visit anew; gives the visit's id. Raises Overtaken when it is not
    any more as it was seen, calendar.Clashing when somebody is taken then and no reason is given."""
    check(form)
    if form.staff_id is None or form.starts is None or form.ends is None:
        raise Invalid(staff_id=N_("Fill in this field."))
    order, visit = _held(work, seen, (form.staff_id,))
    who = _who(work, visit, form)
    moving.schedule(
        work, order.id, VisitForm(who, form.starts, form.ends, told=False, overrule=form.overrule.strip())
    )
    planned = visits.coming(work, order.id)
    assert planned is not None
    if order.staff_id not in who:
        _give(work, order, form.staff_id, form.overrule)
    return planned.id


@needs("order.assign")
def place_anyway(work: Work, seen: Seen, form: PlaceForm, reason: ReasonForm) -> int:
    """Plan it over a clash, with the reason."""
    check(reason)
    return place(work, seen, replace(form, overrule=reason.reason))


@needs("order.assign")
def unschedule(work: Work, seen: Seen) -> None:
    """Take the coming visit off the board: the order waits to be planned again, with whoever has it. Raises
    Overtaken when it is not any more as it was seen."""
    order, visit = _held(work, seen, seen.staff)
    if visit is None:
        raise Refusal(N_("{number} is not planned."), number=order.number)
    visits.call_off(work, order)
    if order.state == "scheduled":
        matters.move(work, order, "assigned")


def _held(work: Work, seen: Seen, staff: Sequence[int]) -> tuple[WorkOrder, Visit | None]:
    """The order with its coming visit, once nobody else can change them or plan the same people."""
    order = held.order(work, seen.order_id)
    held.people(work, (*staff, *seen.staff))
    visit = visits.coming(work, order.id)
    now = (visit.id, visit.version, set(visits.staff_of(work, visit.id))) if visit else (None, None, set())
    if order.version != seen.version or now != (seen.visit_id, seen.visit_version, set(seen.staff)):
        raise Overtaken(order.number)
    if order.archived is not None or order.state in OVER:
        raise Refusal(N_("{number} is finished. Reopen it first."), number=order.number)
    if order.state in ("on_the_way", "on_site"):
        raise Refusal(N_("{number} is under way already, so it stays where it is."), number=order.number)
    return order, visit


def _who(work: Work, visit: Visit | None, form: PlaceForm) -> tuple[int, ...]:
    """Whoever goes already goes on, but for the one it is taken from."""
    assert form.staff_id is not None
    if visit is None:
        return (form.staff_id,)
    before = visits.staff_of(work, visit.id)
    if form.staff_id in before:
        return tuple(before)
    if form.before is None or form.before not in before:
        return (form.staff_id,)
    return tuple(form.staff_id if each == form.before else each for each in before)


def _give(work: Work, order: WorkOrder, staff_id: int, why: str) -> None:
    """The order goes to whoever goes there now, which counts as handed on."""
    order.staff_id = staff_id
    order.handed_off += 1
    work.add(
        Move(
            subject="work_order", subject_id=order.id, from_state=order.state, to_state=order.state,
            moment=work.now, staff_id=work.who.staff_id, why=why, given_to_id=staff_id,
        )
    )  # fmt: skip
