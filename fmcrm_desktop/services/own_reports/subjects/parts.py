"""Columns that many subjects have: unit, building, site, territory, person, category, staff."""

from __future__ import annotations

from typing import Any

from sqlalchemy import case, or_, select

from fmcrm_desktop.model import property
from fmcrm_desktop.model.category import Category
from fmcrm_desktop.model.own_report import CHOICE, NAMED, TEXT
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.property import Building, Site, Unit
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.territory import Territory, TerritoryBuilding
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.own_reports.clock import day_of
from fmcrm_desktop.services.own_reports.declared import Column, Make, Scope

UNIT = Column("unit", N_("Unit"), TEXT, Unit.label, order=Unit.sort_key)
PLACES = (
    Column("building", N_("Building"), TEXT, Building.code, order=Building.sort_key),
    Column("building_kind", N_("Kind of building"), CHOICE, Building.kind, property.BUILDING_KINDS),
    Column("site", N_("Site"), NAMED, Site.name, other=Site.other_name, same=Site.id),
)
CATEGORY = Column(
    "category", N_("Category"), NAMED, Category.name, other=Category.other_name, same=Category.id,
    order=Category.position,
)  # fmt: skip


def place_joins(table: Any) -> tuple[tuple[Any, Any], ...]:
    """Unit, building and site of a table that has both."""
    return (
        (Unit, Unit.id == table.unit_id),
        (Building, Building.id == table.building_id),
        (Site, Site.id == Building.site_id),
    )


UNIT_JOINS = ((Building, Building.id == Unit.building_id), (Site, Site.id == Building.site_id))
"""Building and site of a unit joined before."""


def person(title: str = N_("Person"), unless: Any = None) -> Column:
    """The person joined; ``unless`` is the column that says they want to stay unknown."""
    name, other, same, order = Person.name, Person.other_name, Person.id, Person.sort_key
    if unless is None:
        return Column("person", title, NAMED, name, other=other, same=same, order=order)
    hidden = [case((unless, None), else_=each) for each in (name, other, same, order)]
    return Column("person", title, NAMED, hidden[0], other=hidden[1], same=hidden[2], order=hidden[3])


def staff(key: str, title: str, table: Any = Staff, right: str = "") -> Column:
    return Column(key, title, NAMED, table.name, other=table.other_name, same=table.id, right=right)


def territory(building: Any, moment: Any) -> Column:
    """The territory the building was in on the day of the moment: history keeps its borders."""

    def of(column: Any) -> Make:
        return lambda scope: _territory(scope, column, building, moment)

    return Column(
        "territory",
        N_("Territory"),
        NAMED,
        of(Territory.name),
        other=of(Territory.other_name),
        same=of(Territory.id),
    )


def _territory(scope: Scope, column: Any, building: Any, moment: Any) -> Any:
    day, line = day_of(scope, moment), TerritoryBuilding
    return (
        select(column)
        .join(line, line.territory_id == Territory.id)
        .where(
            line.building_id == building,
            line.archived.is_(None),
            or_(line.from_day.is_(None), line.from_day <= day),
            or_(line.until_day.is_(None), line.until_day >= day),
        )
        .order_by(line.id)
        .limit(1)
        .scalar_subquery()
    )
