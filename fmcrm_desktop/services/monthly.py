"""The month's report as one frozen sheet: figures, history, categories, gaps, exceptions and both registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import and_, case, func, or_, select

from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.charge import Charge
from fmcrm_desktop.model.complaint import Complaint
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.put_down import taken_up
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services import exceptions, measures, month_parts, month_setup, registers, settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.measures import frozen, vended
from fmcrm_desktop.services.month_sheet import MonthSheet
from fmcrm_desktop.services.sheets import CategoryRow, Names, Point
from fmcrm_desktop.services.territories.belonging import Borders
from fmcrm_desktop.store.work import Work

T = TypeVar("T")

MONTHS = 12


@needs("report.read")
def sheet(work: Work, month: Month) -> MonthSheet:
    """Everything on the month's report; of a closed month what it showed then."""
    closed = frozen.of(work, month)
    found = _counted(work, month) if closed is None else _kept(work, closed)
    return replace(found, chosen=month_setup.chosen(work))


def _kept(work: Work, closed: frozen.Closed) -> MonthSheet:
    """As it was, but for who prints it and when, and what only some may see."""
    sheet = taken_up(MonthSheet, frozen.sheet(work, closed))
    allowed = measures.seen(work)
    shown = {name: each for name, each in sheet.figures.measures.items() if name in allowed}
    now = registers.head(work)
    if not work.who.may(vended.COSTS):
        sheet = replace(sheet, categories=tuple(replace(each, cost=None) for each in sheet.categories))
    return replace(
        sheet,
        parts=month_parts.allowed(work, sheet.parts),
        head=replace(sheet.head, printed=now.printed, by=now.by, by_other=now.by_other),
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
        exceptions=exceptions.of_month(work, month),
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
    costs = _costs(work, month)
    wanted: Sequence[int | None] = [*names, None]
    return tuple(
        CategoryRow(
            names.get(id, Names()) if id is not None else Names(),
            new.get(id, (0, 0))[0],
            *done.get(id, (0, 0)),
            costs.get(id, 0) if costs is not None else None,
        )
        for id in wanted
        if id in new or id in done
    )


def _costs(work: Work, month: Month) -> dict[int | None, int] | None:
    """What the orders done in the month cost, by category; None where one may not see it."""
    if not work.who.may(vended.COSTS):
        return None
    start, end = month.period(settings.zone(work))
    chosen = (
        select(WorkOrder.category_id, func.sum(Charge.cost))
        .join(Charge, Charge.order_id == WorkOrder.id)
        .where(WorkOrder.archived.is_(None), Charge.archived.is_(None))
        .where(WorkOrder.done >= start, WorkOrder.done < end)
        .group_by(WorkOrder.category_id)
    )
    return {id: int(cost or 0) for id, cost in work.rows(chosen)}


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


def _most_first(counts: dict[T, int]) -> tuple[tuple[T, int], ...]:
    return tuple(sorted(counts.items(), key=lambda each: -each[1]))
