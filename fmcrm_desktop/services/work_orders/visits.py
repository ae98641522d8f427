"""Visits of work orders: planned, begun, ended, handed over, called off."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select

from fmcrm_desktop.model.refusal import Invalid
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.model.work_order import Visit, VisitStaff, WorkOrder
from fmcrm_desktop.services import calendar, free_time, held, telling_events, telling_visits
from fmcrm_desktop.services.busy import Span, Wanted
from fmcrm_desktop.services.calendar_entries import LONGEST, Ref
from fmcrm_desktop.services.calendar_of_office import working_calendar
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.work_orders import promised
from fmcrm_desktop.services.work_orders.forms import VisitForm
from fmcrm_desktop.store.work import Work

USUAL = timedelta(hours=1)
"""How long a visit takes when nobody says."""


def span(form: VisitForm) -> tuple[datetime, datetime]:
    """From when until when the form's visit takes. Raises Invalid for times that are none."""
    if form.planned_from is None:
        raise Invalid(planned_from=N_("Fill in this field."))
    until = form.planned_until or form.planned_from + USUAL
    if until <= form.planned_from:
        raise Invalid(planned_until=N_("The end must be after the start."))
    if until - form.planned_from > LONGEST:
        raise Invalid(planned_until=N_("A visit lasts a month at most."))
    return form.planned_from, until


@needs("order.read")
def visit_form(work: Work, id: int) -> VisitForm:
    """The coming visit to plan anew, or the first free hour of whoever has the order."""
    order = work.get(WorkOrder, id)
    visit = coming(work, id)
    if visit is not None:
        staff = tuple(staff_of(work, visit.id))
        start, until = visit.planned_from, visit.planned_until
    else:
        staff = (order.staff_id,) if order.staff_id else ()
        start, until = _free(work, staff)
    return VisitForm(staff, start, until, told=True, tell=telling_events.usually(work), version=order.version)


@needs("order.read")
def free_visit(work: Work, id: int, staff: Collection[int]) -> Span | None:
    """From when until when these people could go there first; None where a visit is planned already, whose time stays
    when somebody else is sent."""
    return _free(work, staff) if coming(work, id) is None else None


def _free(work: Work, staff: Collection[int]) -> Span:
    """The first hour from the next full half hour on at which these work and are free, of the office's working time for
    nobody; where the next two weeks have none, the next hour at which the office works."""
    start = work.now.replace(minute=0, second=0, microsecond=0)
    while start <= work.now:
        start += timedelta(minutes=30)
    found = free_time.first(work, Wanted(staff), USUAL, start)
    worked = working_calendar(work).spans(start, start + free_time.AHEAD)
    begin = next((begin for begin, _ in [*found, *worked]), start)
    return begin, begin + USUAL


@needs("order.read")
def clashes(work: Work, id: int | None, form: VisitForm) -> list[calendar.Clash]:
    """Who would be wanted twice if this were planned; shown while the form is filled in. ``id`` None is a new
    order."""
    try:
        start, end = span(form)
    except Invalid:
        return []
    pending = coming(work, id) if id is not None else None
    return calendar.clashes(work, form.staff, start, end, Ref("visit", pending.id) if pending else None)


def check_clashes(work: Work, order: WorkOrder, form: VisitForm) -> None:
    """Raise calendar.Clashing when somebody is wanted twice."""
    span(form)
    held.people(work, form.staff)
    found = clashes(work, order.id, form)
    if found:
        raise calendar.Clashing(found)


def coming(work: Work, order_id: int) -> Visit | None:
    """The planned visit nobody has arrived for yet."""
    return _visit(work, order_id, arrived=False)


def running(work: Work, order: WorkOrder) -> Visit | None:
    """The visit going on now."""
    return _visit(work, order.id, arrived=True)


def _visit(work: Work, order_id: int, arrived: bool) -> Visit | None:
    there = Visit.arrived.is_not(None) if arrived else Visit.arrived.is_(None)
    found = work.records(
        select(Visit)
        .where(Visit.order_id == order_id, Visit.archived.is_(None), Visit.departed.is_(None), there)
        .order_by(Visit.planned_from.desc(), Visit.id.desc())
        .limit(1)
    )
    return found[0] if found else None


def plan(work: Work, order: WorkOrder, form: VisitForm) -> Visit:
    """Keep the planned visit: the coming one anew, or a further one."""
    start, end = span(form)
    visit = coming(work, order.id)
    if visit is None:
        visit = work.add(Visit(order_id=order.id, planned_from=start, planned_until=end))
    visit.planned_from, visit.planned_until, visit.clash_reason = start, end, form.overrule
    tie(work, visit.id, form.staff)
    held.changed(work, visit)
    telling_visits.changed(work, visit.id, form.tell or None)
    return visit


def coming_or_now(work: Work, order: WorkOrder, begun: datetime | None = None) -> Visit:
    """The visit to begin: the coming one, or one nobody had planned. Raises Invalid when nobody has the order."""
    visit = coming(work, order.id)
    if visit is not None:
        return visit
    staff = order.staff_id
    if staff is None:
        raise Invalid(staff_id=N_("Assign the order first: nobody has it."))
    start = begun or work.now
    visit = work.add(Visit(order_id=order.id, planned_from=start, planned_until=start + USUAL))
    tie(work, visit.id, (staff,))
    return visit


def end(work: Work, order: WorkOrder, moment: datetime | None = None, result: str = "") -> None:
    """Who is there leaves. Who is only on the way is called off."""
    visit = running(work, order)
    if visit is not None:
        visit.departed = max(moment or work.now, visit.arrived or work.now)
        visit.result = result or visit.result
    elif order.state == "on_the_way":
        call_off(work, order)


def call_off(work: Work, order: WorkOrder) -> None:
    """Take the visit nobody arrived for off the calendar, and the promise of it back."""
    promised.take_back(work, order)
    visit = coming(work, order.id)
    if visit is not None:
        work.archive(visit)
        held.changed(work, visit)
        telling_visits.cancelled(work, visit)


def hand_over(work: Work, order: WorkOrder, before: int | None, after: int, why: str) -> None:
    """The coming visit goes from one to another; a clash it makes is kept with the reason given."""
    visit = coming(work, order.id)
    if visit is None:
        return
    staff = [after if each == before else each for each in staff_of(work, visit.id)]
    if after not in staff:
        staff.append(after)
    held.people(work, (after,))
    if calendar.clashes(work, (after,), visit.planned_from, visit.planned_until, Ref("visit", visit.id)):
        visit.clash_reason = why
    tie(work, visit.id, tuple(staff))
    held.changed(work, visit)
    telling_visits.changed(work, visit.id)


def staff_of(work: Work, visit_id: int) -> list[int]:
    ties = select(VisitStaff.staff_id).where(VisitStaff.visit_id == visit_id).order_by(VisitStaff.id)
    return list(work.column(ties))


def tie(work: Work, visit_id: int, wanted: tuple[int, ...]) -> None:
    """Only what differs is untied and tied, so that the change log tells what happened."""
    ties = {
        each.staff_id: each
        for each in work.records(select(VisitStaff).where(VisitStaff.visit_id == visit_id))
    }
    for staff in dict.fromkeys(wanted):
        if staff in ties:
            del ties[staff]
        else:
            work.get(Staff, staff)
            work.add(VisitStaff(visit_id=visit_id, staff_id=staff))
    for tied in ties.values():
        work.remove(tied)
