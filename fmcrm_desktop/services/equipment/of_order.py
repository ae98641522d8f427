"""The equipment of a work order as its page shows it: whether it stands still, what its counter showed last."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from fmcrm_desktop.model.equipment import Downtime, Equipment
from fmcrm_desktop.model.work_order import WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.equipment import counters
from fmcrm_desktop.services.equipment.counters import ReadingRow
from fmcrm_desktop.services.equipment.listing import EquipmentRow, rows
from fmcrm_desktop.services.equipment.standstill import now_standing
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True)
class OrderEquipment:
    """``standing`` is the downtime that has no end yet, ``since`` when it began."""

    row: EquipmentRow
    counter: str
    reading: ReadingRow | None
    standing: int | None
    standing_version: int | None
    since: datetime | None
    cause: str


@needs("order.read")
def of_order(work: Work, id: int) -> OrderEquipment | None:
    """What an order is about; None where it names no equipment."""
    equipment = work.value(select(WorkOrder.equipment_id).where(WorkOrder.id == id))
    if equipment is None:
        return None
    (row,) = rows(work, (equipment,))
    read = counters.listed(work, equipment, 1)
    standing = now_standing(work, equipment)
    since = (
        work.row(select(Downtime.version, Downtime.began, Downtime.cause).where(Downtime.id == standing))
        if standing is not None
        else None
    )
    counter = work.value(select(Equipment.counter).where(Equipment.id == equipment)) or ""
    version, began, cause = since if since is not None else (None, None, "")
    return OrderEquipment(row, counter, read[0] if read else None, standing, version, began, cause)
