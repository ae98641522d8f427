"""The list of equipment: filters, orders of the list, its rows, pickers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, bindparam, func, select

from fmcrm_desktop.model.equipment import Downtime, Equipment
from fmcrm_desktop.model.link import Choice
from fmcrm_desktop.model.page import Page, Query
from fmcrm_desktop.model.property import Building, Unit
from fmcrm_desktop.model.reading import suiting
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_, Words
from fmcrm_desktop.model.work_order import OVER, WorkOrder
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.paging import in_order, page_of, turned
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

OFFERED = 20
RUNNING = {"stands": N_("Stands still"), "runs": N_("Runs")}


@dataclass(frozen=True, slots=True)
class EquipmentRow:
    """A piece of equipment in the list; ``running`` is a key of RUNNING, ``open`` its open orders."""

    id: int
    version: int
    code: str
    name: str
    other_name: str
    kind: str
    building: str
    building_other: str
    unit: str
    place: str
    other_place: str
    vendor: str
    open: int
    running: str
    warranty_until: date | None
    building_id: int | None
    unit_id: int | None
    archived: bool

    def where(self, words: Words) -> str:
        """Unit or building, named for the reader, and the place in it."""
        building = suiting(self.building, self.building_other, words)
        return " · ".join(part for part in (self.unit or building, self.place_in(words)) if part)

    def place_in(self, words: Words) -> str:
        """The place as the reader calls it."""
        return suiting(self.place, self.other_place, words)


_STANDS = (
    select(Downtime.id)
    .where(Downtime.equipment_id == Equipment.id, Downtime.ended.is_(None), Downtime.archived.is_(None))
    .exists()
)
_OPEN = (
    select(func.count())
    .select_from(WorkOrder)
    .where(
        WorkOrder.equipment_id == Equipment.id, WorkOrder.archived.is_(None),
        WorkOrder.state.not_in(bindparam("over", OVER, expanding=True, literal_execute=True)),
    )
    .scalar_subquery()
)  # fmt: skip
_SORTS: dict[str, Any] = {
    "name": Equipment.name, "kind": Equipment.kind, "where": Building.sort_key, "vendor": Staff.name,
    "warranty_until": Equipment.warranty_until,
}  # fmt: skip


@needs("order.read")
def page(work: Work, query: Query) -> Page[EquipmentRow]:
    """Equipment by its code; filters kind, building, unit, vendor, running."""
    gone = Equipment.archived.is_not(None) if query.archived else Equipment.archived.is_(None)
    ids = select(Equipment.id).where(gone)
    for name in ("kind", "building_id", "unit_id", "vendor_id"):
        values = query.where.get(name.removesuffix("_id"))
        if values:
            ids = ids.where(getattr(Equipment, name).in_(values))
    running = query.where.get("running", ())
    if len(set(running)) == 1:
        ids = ids.where(_STANDS if running[0] == "stands" else ~_STANDS)
    if query.sort == "where":
        ids = ids.outerjoin(Building, Building.id == Equipment.building_id)
    elif query.sort == "vendor":
        ids = ids.outerjoin(Staff, Staff.id == Equipment.vendor_id)
    down = query.descending
    order = [turned(_SORTS[query.sort], down)] if query.sort in _SORTS else []
    ids = ids.order_by(*order, turned(Equipment.sort_key, down), turned(Equipment.id, down))
    return page_of(work, query, "equipment", ids, rows)


@needs("order.read")
def rows(work: Work, ids: Sequence[int]) -> list[EquipmentRow]:
    """The rows of these, in this order."""
    found = [_row(row) for row in work.rows(_columns().where(Equipment.id.in_(ids)))]
    return in_order(ids, found, lambda row: row.id)


@needs("order.read")
def at_place(work: Work, unit: int | None = None, building: int | None = None) -> list[EquipmentRow]:
    """What stands in a unit, or in a building outside its units; for the page of either."""
    here = Equipment.unit_id == unit if unit is not None else Equipment.building_id == building
    columns = _columns().where(here, Equipment.archived.is_(None))
    return [_row(row) for row in work.rows(columns.order_by(Equipment.sort_key, Equipment.id).limit(100))]


@needs("order.read")
def choices(work: Work, text: str = "", ids: Sequence[int] = ()) -> list[Choice]:
    """For pickers: what the words typed find, by code, or the ones with these ids."""
    columns = _columns().order_by(Equipment.sort_key, Equipment.id)
    if ids:
        columns = columns.where(Equipment.id.in_(ids))
    elif text.strip():
        columns = columns.where(Equipment.id.in_(search.refs(work, text, "equipment", limit=OFFERED)))
    else:
        columns = columns.where(Equipment.archived.is_(None)).limit(OFFERED)
    found = [_row(row) for row in work.rows(columns)]
    return [
        Choice(
            row.id, f"{row.code} {row.name}",
            " · ".join(part for part in (row.unit or row.building, row.place) if part),
            f"{row.code} {row.other_name or row.name}",
        )
        for row in found
    ]  # fmt: skip


def _columns() -> Select[Any]:
    columns: list[Any] = [
        Equipment.id, Equipment.version, Equipment.code, Equipment.name, Equipment.other_name, Equipment.kind,
        Building.code.label("building"), Building.name.label("building_name"),
        Building.other_name.label("building_other"), Unit.label.label("unit"), Equipment.place,
        Equipment.other_place, Staff.name.label("vendor"), _OPEN.label("open"), _STANDS.label("stands"),
        Equipment.warranty_until, Equipment.building_id, Equipment.unit_id,
        Equipment.archived.is_not(None).label("gone"),
    ]  # fmt: skip
    return (
        select(*columns)
        .outerjoin(Building, Building.id == Equipment.building_id)
        .outerjoin(Unit, Unit.id == Equipment.unit_id)
        .outerjoin(Staff, Staff.id == Equipment.vendor_id)
    )


def _row(row: Any) -> EquipmentRow:
    return EquipmentRow(
        row.id, row.version, row.code, row.name, row.other_name, row.kind, row.building_name or row.building or "",
        (row.building_other or "") if row.building_name else "", row.unit or "", row.place,
        row.other_place, row.vendor or "", row.open, "stands" if row.stands else "runs", row.warranty_until,
        row.building_id, row.unit_id, bool(row.gone),
    )  # fmt: skip
