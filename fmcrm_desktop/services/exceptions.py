"""What is out of order in a month: grave, late and reopened matters, broken promises, complaints without a lesson."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import and_, func, or_, select, union_all

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.matter import Move
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import OPEN as OPEN_ORDER
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.sheets import Exceptional
from fmcrm_desktop.store.work import Work

GRAVE = 4
"""A severity from here on, of 1 to 5."""


def of_month(work: Work, month: Month) -> tuple[Exceptional, ...]:
    """What is out of order at the month's end (now, in a month that is still running), worst first."""
    start, end = month.period(settings.zone(work))
    until = min(end, work.now)
    return (
        *_grave(work, start, until),
        *_complaints_late(work, until),
        *_orders_late(work, until),
        *_promises_broken(work, start, until),
        *_reopened(work, start, until),
        *_no_lesson(work, start, end),
    )


def _grave(work: Work, start: datetime, until: datetime) -> list[Exceptional]:
    """Grave complaints that came in the month, or that were still open at its end."""
    chosen = (
        select(
            Complaint.number,
            Complaint.subject,
            Complaint.due,
            Complaint.received,
            Staff.name,
            Staff.other_name,
        )
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(Complaint.archived.is_(None), Complaint.severity >= GRAVE, Complaint.received < until)
        .where(
            or_(
                Complaint.received >= start,
                and_(Complaint.resolved.is_(None), Complaint.state.in_(OPEN_COMPLAINT)),
                Complaint.resolved >= until,
            )
        )
        .order_by(Complaint.severity.desc(), Complaint.received)
    )
    return [
        Exceptional("grave", number, text, due or received, who or "", other or "")
        for number, text, due, received, who, other in work.rows(chosen)
    ]


def _complaints_late(work: Work, until: datetime) -> list[Exceptional]:
    chosen = (
        select(Complaint.number, Complaint.subject, Complaint.due, Staff.name, Staff.other_name)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(Complaint.archived.is_(None), Complaint.due < until)
        .where(
            or_(
                and_(Complaint.resolved.is_(None), Complaint.state.in_(OPEN_COMPLAINT)),
                Complaint.resolved >= until,
            )
        )
        .order_by(Complaint.due)
    )
    return [
        Exceptional("complaint_late", n, text, due, who or "", other or "")
        for n, text, due, who, other in work.rows(chosen)
    ]


def _orders_late(work: Work, until: datetime) -> list[Exceptional]:
    it = select(WorkOrder.id).where(WorkOrder.archived.is_(None))
    # gathered first, each part by its index: else SQLite walks all that ever fell due
    then_open = union_all(
        it.where(WorkOrder.done.is_(None), WorkOrder.state.in_(OPEN_ORDER)), it.where(WorkOrder.done >= until)
    )
    chosen = (
        select(WorkOrder.number, WorkOrder.summary, WorkOrder.due, Staff.name, Staff.other_name)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(WorkOrder.id.in_(then_open), WorkOrder.due < until)
        .order_by(WorkOrder.due)
    )
    return [
        Exceptional("order_late", n, text, due, who or "", other or "")
        for n, text, due, who, other in work.rows(chosen)
    ]


def _promises_broken(work: Work, start: datetime, until: datetime) -> list[Exceptional]:
    number = func.coalesce(Complaint.number, WorkOrder.number, "")
    chosen = (
        select(number, Promise.text, Promise.due, Staff.name, Staff.other_name)
        .select_from(Promise)
        .outerjoin(Complaint, Complaint.id == Promise.complaint_id)
        .outerjoin(WorkOrder, WorkOrder.id == Promise.order_id)
        .outerjoin(Staff, Staff.id == Promise.staff_id)
        .where(Promise.archived.is_(None), Promise.dropped.is_(None), Promise.kept.is_(None))
        .where(Promise.due >= start, Promise.due < until)
        .order_by(Promise.due)
    )
    return [
        Exceptional("promise_broken", n, text, due, who or "", other or "")
        for n, text, due, who, other in work.rows(chosen)
    ]


def _reopened(work: Work, start: datetime, until: datetime) -> list[Exceptional]:
    """What was settled and came back in the month, once each, by when it last did."""
    found = []
    for table, text, staff, open_ones in (
        (Complaint, Complaint.subject, Complaint.responsible_id, OPEN_COMPLAINT),
        (WorkOrder, WorkOrder.summary, WorkOrder.staff_id, OPEN_ORDER),
    ):
        last = func.max(Move.moment)
        chosen = (
            select(table.number, text, last, Staff.name, Staff.other_name)
            .join(Move, and_(Move.subject == table.__tablename__, Move.subject_id == table.id))
            .outerjoin(Staff, Staff.id == staff)
            .where(table.archived.is_(None), table.reopened > 0, Move.moment >= start, Move.moment < until)
            .where(Move.from_state.not_in(("", *open_ones)), Move.to_state.in_(open_ones))
            .group_by(table.id, table.number, text, Staff.name, Staff.other_name)
            .order_by(last)
        )
        found += [
            Exceptional("reopened", n, said, when, who or "", other or "")
            for n, said, when, who, other in work.rows(chosen)
        ]
    return found


def _no_lesson(work: Work, start: datetime, end: datetime) -> list[Exceptional]:
    chosen = (
        select(Complaint.number, Complaint.subject, Complaint.resolved, Staff.name, Staff.other_name)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(Complaint.archived.is_(None), Complaint.resolved >= start, Complaint.resolved < end)
        .where(Complaint.lesson == "")
        .order_by(Complaint.resolved)
    )
    return [
        Exceptional("no_lesson", n, text, due, who or "", other or "")
        for n, text, due, who, other in work.rows(chosen)
    ]
