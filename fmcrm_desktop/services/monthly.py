"""The month's report as one frozen sheet: figures, history, categories, gaps, exceptions and both registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import and_, case, func, or_, select

from fmcrm_desktop.model.call import Promise
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.complaint import OPEN as OPEN_COMPLAINT
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.put_down import taken_up
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.work_order import OPEN as OPEN_ORDER
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import measures, month_parts, registers, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.measures import frozen
from fmcrm_desktop.services.sheets import CategoryRow, Exceptional, MonthSheet, Names, Point
from fmcrm_desktop.services.territories.belonging import Borders
from fmcrm_desktop.store.work import Work

T = TypeVar("T")

MONTHS = 12


@needs("report.read")
def sheet(work: Work, month: Month) -> MonthSheet:
    """Everything on the month's report; of a closed month what it showed then."""
    closed = frozen.of(work, month)
    return _counted(work, month) if closed is None else _kept(work, closed)


def _kept(work: Work, closed: frozen.Closed) -> MonthSheet:
    """As it was, but for who prints it and when, and what only some may see."""
    sheet = taken_up(MonthSheet, frozen.sheet(work, closed), month_parts.MonthParts)
    allowed = measures.seen(work)
    shown = {name: each for name, each in sheet.figures.measures.items() if name in allowed}
    now = registers.head(work)
    return replace(
        sheet,
        head=replace(sheet.head, printed=now.printed, by=now.by),
        figures=replace(sheet.figures, measures=shown, closed=closed.closed),
    )


def _counted(work: Work, month: Month) -> MonthSheet:
    complaints = registers.complaint_rows(work, month)
    gaps: dict[str, int] = {}
    topics: dict[Names, int] = {}
    for row in complaints:
        gaps[row.gap] = gaps.get(row.gap, 0) + 1
        topics[row.category] = topics.get(row.category, 0) + 1
    return MonthSheet(
        head=registers.head(work),
        month=month,
        figures=measures.month(work, month),
        history=history(work, month),
        categories=_categories(work, month),
        gaps=_most_first(gaps),
        exceptions=exceptions(work, month),
        complaints=tuple(complaints),
        orders=tuple(registers.order_rows(work, month)),
        complaint_categories=_most_first(topics),
        territories=_territories(work, month),
        parts=month_parts.parts(work, month),
    )


def history(work: Work, month: Month) -> tuple[Point, ...]:
    """The twelve months up to this one, oldest first."""
    zone = settings.zone(work)
    months = [month.plus(back) for back in range(1 - MONTHS, 1)]
    starts = [each.period(zone)[0] for each in months]
    end = month.period(zone)[1]
    new = _by_month(work, WorkOrder, WorkOrder.received, (starts, end))
    done = _by_month(work, WorkOrder, WorkOrder.done, (starts, end))
    complaints = _by_month(work, Complaint, Complaint.received, (starts, end))
    return tuple(
        Point(each, new[i][0], done[i][0], done[i][1], complaints[i][0]) for i, each in enumerate(months)
    )


def _by_month(
    work: Work, table: type[WorkOrder | Complaint], moment: Any, span: tuple[list[datetime], datetime]
) -> list[tuple[int, int]]:
    """(how many, how many of them after their due moment) in each month, by one walk along the index."""
    starts, end = span
    place = case(*((moment < start, i) for i, start in enumerate(starts[1:])), else_=len(starts) - 1)
    chosen = (
        select(place, func.count(), func.count(case((moment > table.due, 1))))
        .where(table.archived.is_(None), moment >= starts[0], moment < end)
        .group_by(place)
    )
    found = {int(i): (int(n), int(late)) for i, n, late in work.rows(chosen)}
    return [found.get(i, (0, 0)) for i in range(len(starts))]


def _categories(work: Work, month: Month) -> tuple[CategoryRow, ...]:
    start, end = month.period(settings.zone(work))
    names = {
        id: Names(name, other)
        for id, name, other in work.rows(
            select(Category.id, Category.name, Category.other_name)
            .where(Category.subject == "order")
            .order_by(Category.position, Category.id)
        )
    }

    def counts(moment: Any) -> dict[int | None, tuple[int, int]]:
        chosen = (
            select(WorkOrder.category_id, func.count(), func.count(case((WorkOrder.done > WorkOrder.due, 1))))
            .where(WorkOrder.archived.is_(None), moment >= start, moment < end)
            .group_by(WorkOrder.category_id)
        )
        return {id: (n, late) for id, n, late in work.rows(chosen)}

    new, done = counts(WorkOrder.received), counts(WorkOrder.done)
    wanted: Sequence[int | None] = [*names, None]
    return tuple(
        CategoryRow(
            names.get(id, Names()) if id is not None else Names(),
            new.get(id, (0, 0))[0],
            *done.get(id, (0, 0)),
        )
        for id in wanted
        if id in new or id in done
    )


def _territories(work: Work, month: Month) -> tuple[CategoryRow, ...]:
    """The same by the territory of the day each order came, the orders of none last; nothing where there are none."""
    borders = Borders(work)
    if not borders:
        return ()
    start, end = month.period(settings.zone(work))
    moments = (WorkOrder.received, WorkOrder.done)
    chosen = select(WorkOrder.building_id, *moments, WorkOrder.due).where(
        WorkOrder.archived.is_(None), or_(*(and_(moment >= start, moment < end) for moment in moments))
    )
    found: dict[tuple[str, str], list[int]] = {}
    for building, received, done, due in work.rows(chosen):
        counts = found.setdefault(borders.of(building, received), [0, 0, 0])
        finished = done is not None and start <= done < end
        for at, counted in enumerate(
            (start <= received < end, finished, finished and due is not None and done > due)
        ):
            counts[at] += counted
    return tuple(
        CategoryRow(Names(*names), *found[names])
        for names in sorted(found, key=lambda each: (not each[0], each))
    )


def exceptions(work: Work, month: Month) -> tuple[Exceptional, ...]:
    """What is out of order at the month's end (now, in a month that is still running), worst first."""
    start, end = month.period(settings.zone(work))
    until = min(end, work.now)
    return (
        *_complaints_late(work, until),
        *_orders_late(work, until),
        *_promises_broken(work, start, until),
        *_no_lesson(work, start, end),
    )


def _complaints_late(work: Work, until: datetime) -> list[Exceptional]:
    chosen = (
        select(Complaint.number, Complaint.subject, Complaint.due, Staff.name)
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
    return [Exceptional("complaint_late", n, text, due, who or "") for n, text, due, who in work.rows(chosen)]


def _orders_late(work: Work, until: datetime) -> list[Exceptional]:
    chosen = (
        select(WorkOrder.number, WorkOrder.summary, WorkOrder.due, Staff.name)
        .outerjoin(Staff, Staff.id == WorkOrder.staff_id)
        .where(WorkOrder.archived.is_(None), WorkOrder.due < until)
        .where(or_(and_(WorkOrder.done.is_(None), WorkOrder.state.in_(OPEN_ORDER)), WorkOrder.done >= until))
        .order_by(WorkOrder.due)
    )
    return [Exceptional("order_late", n, text, due, who or "") for n, text, due, who in work.rows(chosen)]


def _promises_broken(work: Work, start: datetime, until: datetime) -> list[Exceptional]:
    number = func.coalesce(Complaint.number, WorkOrder.number, "")
    chosen = (
        select(number, Promise.text, Promise.due, Staff.name)
        .select_from(Promise)
        .outerjoin(Complaint, Complaint.id == Promise.complaint_id)
        .outerjoin(WorkOrder, WorkOrder.id == Promise.order_id)
        .outerjoin(Staff, Staff.id == Promise.staff_id)
        .where(Promise.archived.is_(None), Promise.dropped.is_(None), Promise.kept.is_(None))
        .where(Promise.due >= start, Promise.due < until)
        .order_by(Promise.due)
    )
    return [Exceptional("promise_broken", n, text, due, who or "") for n, text, due, who in work.rows(chosen)]


def _no_lesson(work: Work, start: datetime, end: datetime) -> list[Exceptional]:
    chosen = (
        select(Complaint.number, Complaint.subject, Complaint.resolved, Staff.name)
        .outerjoin(Staff, Staff.id == Complaint.responsible_id)
        .where(Complaint.archived.is_(None), Complaint.resolved >= start, Complaint.resolved < end)
        .where(Complaint.lesson == "")
        .order_by(Complaint.resolved)
    )
    return [Exceptional("no_lesson", n, text, due, who or "") for n, text, due, who in work.rows(chosen)]


def _most_first(counts: dict[T, int]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: -each[1]))
