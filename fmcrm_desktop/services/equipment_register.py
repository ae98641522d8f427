"""The register of equipment on paper: what there is, and how long each stood still, month by month."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.month import Month
from fmcrm_desktop.model.work_order import FINISHED, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment import EquipmentRow, Standing, rows, standstill
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head
from fmcrm_desktop.store.work import Work

MONTHS = 6


@dataclass(frozen=True)
class RegisterLine:
    """One piece of equipment: its data, its last preventive work, and its months (the newest last)."""

    row: EquipmentRow
    maker: str
    model: str
    serial: str
    installed: date | None
    service: datetime | None
    months: tuple[Standing, ...]
    year: Standing


@dataclass(frozen=True)
class Register:
    """All equipment by code, with the months until ``month`` and its year until then."""

    head: Head
    month: Month
    months: tuple[Month, ...]
    lines: tuple[RegisterLine, ...]
    hours: int
    """Minutes of the last month until now: what availability is a share of."""


@needs("order.read")
def register(work: Work, month: Month | None = None) -> Register:
    """The register with the six months until ``month`` (this one)."""
    month = month or Month.of(work.now, work.zone)
    months = tuple(month.plus(-n) for n in range(MONTHS - 1, -1, -1))
    columns = (
        select(Equipment.id, Equipment.maker, Equipment.model, Equipment.serial, Equipment.installed)
        .where(Equipment.archived.is_(None))
        .order_by(Equipment.sort_key, Equipment.id)
    )
    known = {row.id: row for row in work.rows(columns)}
    ids = list(known)
    stood = standstill.by_month(work, ids, months)
    year = standstill.stood(work, ids, Month(month.year, 1).period(work.zone)[0], month.period(work.zone)[1])
    served = _served(work)
    lines = tuple(
        RegisterLine(
            row,
            it.maker,
            it.model,
            it.serial,
            it.installed,
            served.get(row.id),
            tuple(stood[row.id]),
            year[row.id],
        )
        for row in rows(work, ids)
        for it in (known[row.id],)
    )
    start, end = month.period(work.zone)
    return Register(
        head(work), month, months, lines, max(0, int((min(end, work.now) - start).total_seconds() // 60))
    )


def _served(work: Work) -> dict[int, datetime]:
    """When preventive work was done last."""
    columns = (
        select(WorkOrder.equipment_id, func.max(WorkOrder.done))
        .where(
            WorkOrder.equipment_id.is_not(None), WorkOrder.plan_id.is_not(None), WorkOrder.archived.is_(None),
            WorkOrder.state.in_(FINISHED),
        )
        .group_by(WorkOrder.equipment_id)
    )  # fmt: skip
    return {id: done for id, done in work.rows(columns) if done is not None}
