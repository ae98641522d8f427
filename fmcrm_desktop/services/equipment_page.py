"""The page of a piece of equipment: figures, what it is, and everything that happened to it, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from fmcrm_desktop.model.matter import Attachment
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.plan import Plan
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment import (
    DowntimeRow,
    EquipmentForm,
    EquipmentRow,
    ReadingRow,
    Standing,
    counters,
    form_of,
    rows,
    standstill,
)
from fmcrm_desktop.services.plans import PlanRow, next_for
from fmcrm_desktop.services.plans import rows as plan_rows
from fmcrm_desktop.store.work import Work

LINES = 60
MONTHS = 12


@dataclass(frozen=True, slots=True)
class OrderLine:
    """An order on the equipment."""

    id: int
    number: str
    received: datetime
    summary: str
    state: str
    done: datetime | None
    planned: bool


@dataclass(frozen=True)
class MonthLine:
    """A month and how long it stood still in it; ``minutes`` is the length of the month until now."""

    month: Month
    standing: Standing
    minutes: int


@dataclass(frozen=True)
class EquipmentCard:
    """Everything about one. ``service`` is the last order of a plan that was done, or else any."""

    row: EquipmentRow
    form: EquipmentForm
    month: Standing
    year: Standing
    service: OrderLine | None
    next_day: date | None
    next_plan: int | None
    plans: tuple[PlanRow, ...]
    orders: tuple[OrderLine, ...]
    readings: tuple[ReadingRow, ...]
    downtimes: tuple[DowntimeRow, ...]
    documents: tuple[tuple[str, datetime], ...]
    months: tuple[MonthLine, ...]

    @property
    def standing(self) -> DowntimeRow | None:
        """The downtime that has no end yet."""
        return next((each for each in self.downtimes if each.ended is None), None)


@needs("order.read")
def card(work: Work, id: int) -> EquipmentCard:
    """Everything the page of a piece of equipment shows. Raises Missing."""
    form = form_of(work, id)
    (row,) = rows(work, (id,))
    now = Month.of(work.now, work.zone)
    year = (Month(now.year, 1).period(work.zone)[0], now.period(work.zone)[1])
    plans = work.column(select(Plan.id).where(Plan.equipment_id == id, Plan.archived.is_(None)))
    coming = next_for(work, id)
    orders = _orders(work, id)
    made = _next_made(work, id)
    first = coming[0] if coming else None
    times = [made] if made is not None else []
    times += [(first.day, first.plan_id)] if first is not None else []
    next_day, next_plan = min(times) if times else (None, None)
    return EquipmentCard(
        row, form,
        month=standstill.stood(work, (id,), *now.period(work.zone))[id],
        year=standstill.stood(work, (id,), *year)[id],
        service=_service(work, id), next_day=next_day, next_plan=next_plan,
        plans=tuple(plan_rows(work, plans)), orders=orders,
        readings=tuple(counters.listed(work, id, LINES)), downtimes=tuple(standstill.times_of(work, id, LINES)),
        documents=_documents(work, id), months=_months(work, id, now),
    )  # fmt: skip


def _months(work: Work, id: int, now: Month) -> tuple[MonthLine, ...]:
    """The last twelve months, the newest first."""
    months = [now.plus(-n) for n in range(MONTHS)]
    stood = standstill.by_month(work, (id,), months)[id]
    found = []
    for month, standing in zip(months, stood, strict=True):
        start, end = month.period(work.zone)
        found.append(MonthLine(month, standing, int((min(end, work.now) - start).total_seconds() // 60)))
    return tuple(found)


_LINE = (
    WorkOrder.id, WorkOrder.number, WorkOrder.received, WorkOrder.summary, WorkOrder.state, WorkOrder.done,
    WorkOrder.plan_id.is_not(None),
)  # fmt: skip


def _orders(work: Work, id: int) -> tuple[OrderLine, ...]:
    columns = (
        select(*_LINE)
        .where(WorkOrder.equipment_id == id, WorkOrder.archived.is_(None))
        .order_by(WorkOrder.received.desc(), WorkOrder.id.desc())
        .limit(LINES)
    )
    return tuple(OrderLine(*row) for row in work.rows(columns))


def _service(work: Work, id: int) -> OrderLine | None:
    """The last preventive work done; repairs where there was none."""
    columns = (
        select(*_LINE)
        .where(WorkOrder.equipment_id == id, WorkOrder.archived.is_(None), WorkOrder.state.in_(FINISHED))
        .order_by(WorkOrder.plan_id.is_not(None).desc(), WorkOrder.done.desc())
        .limit(1)
    )
    row = work.row(columns)
    return OrderLine(*row) if row is not None else None


def _next_made(work: Work, id: int) -> tuple[date, int] | None:
    """The day and plan of the next order that a plan has made already."""
    columns = (
        select(WorkOrder.plan_day, WorkOrder.plan_id)
        .where(
            WorkOrder.equipment_id == id, WorkOrder.plan_id.is_not(None), WorkOrder.archived.is_(None),
            WorkOrder.state.not_in((*FINISHED, "cancelled", "declined")),
        )
        .order_by(WorkOrder.plan_day)
        .limit(1)
    )  # fmt: skip
    row = work.row(columns)
    return (row[0], row[1]) if row is not None else None


def _documents(work: Work, id: int) -> tuple[tuple[str, datetime], ...]:
    columns = (
        select(Attachment.name, Attachment.added)
        .where(Attachment.subject == "equipment", Attachment.subject_id == id, Attachment.archived.is_(None))
        .order_by(Attachment.id.desc())
        .limit(LINES)
    )
    return tuple((name, added) for name, added in work.rows(columns))
