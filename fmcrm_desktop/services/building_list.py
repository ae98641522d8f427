"""The lists of buildings and sites, and the page of one: its entrances and how many units of each kind."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, or_, select

from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.property import Building, Entrance, Relation, Site, Unit
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import holds, today
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.store.work import Work


@dataclass(frozen=True, slots=True)
class BuildingRow:
    """A building in the list; ``units`` how many there are."""

    id: int
    code: str
    name: str
    other_name: str
    site: str
    site_other: str
    kind: str
    floors: int | None
    units: int
    archived: bool


@dataclass(frozen=True, slots=True)
class SiteRow:
    """A site in the list."""

    id: int
    name: str
    other_name: str
    address: str
    buildings: int
    units: int
    archived: bool


@dataclass(frozen=True)
class BuildingCard:
    """What the page of a building shows; ``kinds`` counts its units by kind, ``empty`` those nobody belongs to."""

    row: BuildingRow
    site_id: int
    address: str
    entrances: tuple[tuple[str, int | None, bool | None], ...]
    kinds: tuple[tuple[str, int], ...]
    empty: int


def _units(building: Any) -> Any:
    return select(func.count()).select_from(Unit).where(Unit.building_id == building, Unit.archived.is_(None))


@needs("person.read")
def page(work: Work, query: Query) -> Page[BuildingRow]:
    """Buildings by their short name; filters "kind" and "site" (ids)."""
    gone = Building.archived.is_not(None) if query.archived else Building.archived.is_(None)
    ids = select(Building.id).join(Site, Site.id == Building.site_id).where(gone)
    if query.where.get("kind"):
        ids = ids.where(Building.kind.in_(query.where["kind"]))
    if query.where.get("site"):
        ids = ids.where(Building.site_id.in_(query.where["site"]))
    for word in query.text.split():
        ids = ids.where(
            _holds(word, Building.code, Building.name, Building.other_name, Building.address, Site.name)
        )
    sorts: dict[str, Any] = {
        "name": Building.name, "site": Site.name, "kind": Building.kind, "floors": Building.floors,
        "units": _units(Building.id).scalar_subquery(),
    }  # fmt: skip
    order = [*([sorts[query.sort]] if query.sort in sorts else []), Building.sort_key, Building.id]
    found = array(
        "q", work.ids(ids.order_by(*(each.desc() for each in order) if query.descending else order))
    )
    return Page(found, tuple(rows(work, found[:FIRST])))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[BuildingRow]:
    """The rows of these buildings, in this order."""
    columns = (
        select(
            Building.id, Building.code, Building.name, Building.other_name, Site.name, Site.other_name,
            Building.kind, Building.floors, _units(Building.id).scalar_subquery(), Building.archived.is_not(None),
        )
        .join(Site, Site.id == Building.site_id)
        .where(Building.id.in_(ids))
    )  # fmt: skip
    return in_order(ids, [BuildingRow(*row) for row in work.rows(columns)], lambda row: row.id)


@needs("person.read")
def card(work: Work, id: int) -> BuildingCard:
    """Everything the page of a building shows. Raises Missing."""
    it = work.get(Building, id)
    (row,) = rows(work, (id,))
    entrances = (
        select(Entrance.code, Entrance.floors, Entrance.lift)
        .where(Entrance.building_id == id, Entrance.archived.is_(None))
        .order_by(Entrance.id)
    )
    here = (Unit.building_id == id, Unit.archived.is_(None))
    kinds = select(Unit.kind, func.count()).where(*here).group_by(Unit.kind).order_by(func.count().desc())
    lived = select(Relation.id).where(Relation.unit_id == Unit.id, holds(today(work))).exists()
    return BuildingCard(
        row, it.site_id, it.address, tuple(tuple(each) for each in work.rows(entrances)),
        tuple(tuple(each) for each in work.rows(kinds)),
        work.value(select(func.count()).select_from(Unit).where(*here, ~lived)) or 0,
    )  # fmt: skip


@needs("person.read")
def site_page(work: Work, query: Query) -> Page[SiteRow]:
    """Sites by name."""
    gone = Site.archived.is_not(None) if query.archived else Site.archived.is_(None)
    ids = select(Site.id).where(gone)
    for word in query.text.split():
        ids = ids.where(_holds(word, Site.name, Site.other_name, Site.address))
    order = [Site.name, Site.id]
    found = array(
        "q", work.ids(ids.order_by(*(each.desc() for each in order) if query.descending else order))
    )
    return Page(found, tuple(site_rows(work, found[:FIRST])))


@needs("person.read")
def site_rows(work: Work, ids: Sequence[int]) -> list[SiteRow]:
    """The rows of these sites, in this order."""
    buildings = select(func.count()).where(Building.site_id == Site.id, Building.archived.is_(None))
    units = (
        select(func.count())
        .select_from(Unit)
        .join(Building, Building.id == Unit.building_id)
        .where(Building.site_id == Site.id, Unit.archived.is_(None))
    )
    columns = select(
        Site.id, Site.name, Site.other_name, Site.address, buildings.scalar_subquery(), units.scalar_subquery(),
        Site.archived.is_not(None),
    ).where(Site.id.in_(ids))  # fmt: skip
    return in_order(ids, [SiteRow(*row) for row in work.rows(columns)], lambda row: row.id)


@needs("person.read")
def site_options(work: Work) -> list[tuple[int, str, str]]:
    """Every site as (id, name, name in the other language), for a filter."""
    columns = select(Site.id, Site.name, Site.other_name).where(Site.archived.is_(None))
    return [(id, name, other) for id, name, other in work.rows(columns.order_by(Site.name, Site.id))]


def _holds(word: str, *places: Any) -> Any:
    return or_(*(func.lower(place).contains(word.lower(), autoescape=True) for place in places))
