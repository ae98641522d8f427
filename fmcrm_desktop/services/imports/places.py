"""Sites, buildings, entrances and units of an import: found by what they are called, made where they are new."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault
from fmcrm_desktop.model.property import Building, Entrance, Site, Unit
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.buildings import site_of_office
from fmcrm_desktop.services.imports import meanings
from fmcrm_desktop.services.imports.addresses import Address, house_key, unit_key
from fmcrm_desktop.services.imports.put_away import PutAway
from fmcrm_desktop.services.imports.sink import Sink


@dataclass(frozen=True)
class Place:
    """Where a row belongs: any part may be unknown."""

    unit: int | None = None
    building: int | None = None
    entrance: int | None = None


NOWHERE = Place()
MADE = N_("Buildings that the office did not have come in with this file: {codes}.")
SHOWN = 5
"""So many of them are named."""


class Places:
    """Every place of the office by its key, learnt as it is asked for; a key is folded text below an id."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.labels: dict[str, list[int]] = {}
        self._sites: dict[str, int] = {}
        self._site_names: list[str] = []
        self._first_site: int | None = None
        self._buildings: dict[tuple[int, str], int] = {}
        self._by_code: dict[str, list[int]] = {}
        self._entrances: dict[tuple[int, str], int] = {}
        self._units: dict[tuple[int | None, int | None, str], int] = {}
        self._in_building: dict[tuple[int | None, str], list[int]] = {}
        self._houses: dict[int, int | None] = {}
        self._codes: dict[int, str] = {}
        self._found: dict[Address, Place] = {}
        self._known_buildings: set[int | None] = set()
        self._gone_buildings, self._gone_units = PutAway(sink, Building), PutAway(sink, Unit)
        self._pattern = settings.get(sink.work, "office.unit_pattern")
        self._learn_sites()
        self._had_buildings, self._made = bool(self._codes), list[str]()
        self.hints: list[Fault] = []
        """Buildings that the office did not have: in the first list all are new; later, one that is may be a slip."""

    def _learn_sites(self) -> None:
        rows = self.sink.work.rows
        for id, name, other in rows(
            select(Site.id, Site.name, Site.other_name).where(Site.archived.is_(None))
        ):
            self._first_site = self._first_site or id
            for each in (name, other):
                if each:
                    self._sites.setdefault(meanings.plain(each), id)
                    self._site_names.append(each)
        it = Building
        columns = select(it.id, it.site_id, it.code, it.name, it.address, it.archived).order_by(it.id)
        for id, site, code, name, address, archived in rows(columns):
            if archived is not None:
                self._gone_buildings.learn([house_key(each) for each in (code, name) if each], id, code)
                continue
            self._codes[id] = code
            self._by_code.setdefault(house_key(code), []).append(id)
            for each in (code, name, address):
                if each:
                    self._buildings.setdefault((site, house_key(each)), id)
        for id, building, code in rows(
            select(Entrance.id, Entrance.building_id, Entrance.code).where(Entrance.archived.is_(None))
        ):
            self._entrances.setdefault((building, house_key(code)), id)

    def put_away(self, addresses: Sequence[Address]) -> list[Fault | None]:
        """What is wrong with rows that name a building or unit that is archived."""
        known = [self.building_of(address) for address in addresses]
        self._learn_units({*known, None})
        houses = self._gone_buildings.faults(
            [
                house_key(address.building) if building is None else None
                for address, building in zip(addresses, known, strict=True)
            ]
        )
        units = self._gone_units.faults(
            [self._gone_key(*each) for each in zip(addresses, known, strict=True)]
        )
        return [house or unit for house, unit in zip(houses, units, strict=True)]

    def _gone_key(self, address: Address, building: int | None) -> tuple[int | None, int | None, str] | None:
        if not self._gone_units or not address.unit or self.unit_of(address) is not None:
            return None
        door = None
        if address.entrance:
            door = self._entrances.get((building or 0, house_key(address.entrance)), -1)
        return building, door, unit_key(address.unit)

    def find_all(self, addresses: Sequence[Address]) -> list[Place]:
        """The places of some rows, new ones made."""
        new = list(dict.fromkeys(address for address in addresses if address not in self._found))
        for address, place in zip(new, self._find_new(new), strict=True):
            self._found[address] = place
        return [self._found[address] for address in addresses]

    def _find_new(self, addresses: Sequence[Address]) -> list[Place]:
        buildings = [self._building(address) for address in addresses]
        entrances = [
            self._entrance(building, address.entrance) if building is not None and address.entrance else None
            for building, address in zip(buildings, addresses, strict=True)
        ]
        self._learn_units({*buildings, None})
        self._make_units(addresses, buildings, entrances)
        return [
            Place(self._unit(address, building, entrance), building, entrance)
            for address, building, entrance in zip(addresses, buildings, entrances, strict=True)
        ]

    def standing(self, addresses: Sequence[Address]) -> list[Place]:
        """The same without making units: buildings and entrances are made, an unknown unit stays None."""
        buildings = [self._building(address) for address in addresses]
        self._learn_units({*buildings, None})
        found = []
        for address, building in zip(addresses, buildings, strict=True):
            door = (
                self._entrance(building, address.entrance)
                if building is not None and address.entrance
                else None
            )
            found.append(Place(self._unit(address, building, door), building, door))
        return found

    def unit_of(self, address: Address) -> int | None:
        """The unit, where it is there already; nothing is made."""
        building = self.building_of(address)
        if address.building and building is None:
            return None
        self._learn_units({building, None})
        entrance = None
        if address.entrance:
            entrance = self._entrances.get((building or 0, house_key(address.entrance)), -1)
        return self._unit(address, building, entrance)

    def stands(self, address: Address) -> bool:
        """Whether the entrance, or the building where none is named, is there already."""
        building = self.building_of(address)
        if building is None or not address.entrance:
            return building is not None
        return (building, house_key(address.entrance)) in self._entrances

    def remember(self, place: Place, code: str, unit: int) -> None:
        """A unit that was made elsewhere."""
        self._houses[unit] = place.building
        self._units.setdefault((place.building, place.entrance, unit_key(code)), unit)
        self._in_building.setdefault((place.building, unit_key(code)), []).append(unit)

    def label(self, address: Address, building: int | None) -> str:
        """3-1202, or 3-2-1202 where the entrance is known, or the code alone."""
        if building is None:
            return address.unit
        code = self._codes.get(building, address.building)
        whole = f"{code}-{address.entrance}" if address.entrance else code
        return str(self._pattern.format(building=whole, code=address.unit))

    def _site(self, name: str) -> int:
        key = meanings.plain(name)
        if not key and self._first_site is not None:
            return self._first_site
        if key not in self._sites:
            called = name or site_of_office(self.sink.work)
            self._sites[key] = self.sink.add(Site, [{"name": called}])[0]
            self._first_site = self._first_site or self._sites[key]
        return self._sites[key]

    def _sited(self, address: Address) -> Address:
        """阳光花园3 is building 3 of the site 阳光花园, where the office has one of that name."""
        building = address.building
        if address.site or house_key(building) in self._by_code:
            return address
        for name in self._site_names:
            if building.startswith(name) and (code := building[len(name) :].strip()):
                return replace(address, site=name, building=code)
        return address

    def building_of(self, address: Address) -> int | None:
        """The building, where it is there already."""
        if not address.building:
            return None
        address = self._sited(address)
        key = house_key(address.building)
        if address.site:
            site = self._sites.get(meanings.plain(address.site))
            return self._buildings.get((site, key)) if site is not None else None
        alike = self._by_code.get(key, [])
        if len(alike) == 1:
            return alike[0]
        return self._buildings.get((self._first_site, key)) if self._first_site is not None else None

    def _building(self, address: Address) -> int | None:
        if not address.building:
            return None
        known = self.building_of(address)
        if known is not None:
            return known
        address = self._sited(address)
        site = self._site(address.site)
        row = {"site_id": site, "code": address.building, "sort_key": sort_key(address.building),
               "address": address.street}  # fmt: skip
        id = self.sink.add(Building, [row])[0]
        key = house_key(address.building)
        self._buildings[site, key] = id
        self._by_code.setdefault(key, []).append(id)
        self._codes[id] = address.building
        self._made.append(address.building)
        if self._had_buildings:
            more = ["…"] if len(self._made) > SHOWN else []
            self.hints[:] = [Fault(MADE, {"codes": [*self._made[:SHOWN], *more]})]
        self._known_buildings.add(id)
        return id

    def _entrance(self, building: int, code: str) -> int:
        key = (building, house_key(code))
        if key not in self._entrances:
            self._entrances[key] = self.sink.add(Entrance, [{"building_id": building, "code": code}])[0]
        return self._entrances[key]

    def _learn_units(self, buildings: Iterable[int | None]) -> None:
        """The units of buildings not asked for before; None are those of the site as a whole."""
        new = [id for id in buildings if id not in self._known_buildings]
        columns = select(
            Unit.id, Unit.building_id, Unit.entrance_id, Unit.code, Unit.label, Unit.archived
        ).order_by(Unit.id)
        for id in new:
            self._known_buildings.add(id)
            if id is not None and id < 0:
                continue
            where = Unit.building_id.is_(None) if id is None else Unit.building_id == id
            for unit, house, entrance, code, label, archived in self.sink.work.rows(columns.where(where)):
                if archived is None:
                    self.remember(Place(None, house, entrance), code, unit)
                else:
                    self._gone_units.learn(
                        {(house, door, unit_key(code)) for door in (entrance, None)}, unit, label
                    )
        if None in new:
            labels = select(Unit.id, Unit.label).where(Unit.archived.is_(None))
            for unit, label in self.sink.work.rows(labels):
                self.labels.setdefault(meanings.plain(label), []).append(unit)

    def _unit(self, address: Address, building: int | None, entrance: int | None) -> int | None:
        if not address.unit:
            return None
        code = unit_key(address.unit)
        found = self._units.get((building, entrance, code))
        if found is None and entrance is None and building is not None:
            # The file names no entrance: the unit is known all the same where one entrance alone has that code.
            alike = self._in_building.get((building, code), [])
            found = alike[0] if len(alike) == 1 else None
        if found is None and address.written and building is not None:
            alike = self._in_building.get((building, unit_key(address.written)), [])
            found = alike[0] if len(alike) == 1 else None
        if found is None:  # its whole label, in whatever building or in the one that is named
            named = self.labels.get(meanings.plain(address.unit), [])
            found = named[0] if len(named) == 1 else None
            if building is not None and self._houses.get(found or 0) != building:
                found = None
        return found

    def _make_units(
        self, addresses: Sequence[Address], buildings: Sequence[int | None], entrances: Sequence[int | None]
    ) -> None:
        fresh: dict[tuple[int | None, int | None, str], dict[str, Any]] = {}
        for address, building, entrance in zip(addresses, buildings, entrances, strict=True):
            if not address.unit or self._unit(address, building, entrance) is not None:
                continue
            label = self.label(address, building)
            fresh[building, entrance, unit_key(address.unit)] = {
                "building_id": building, "entrance_id": entrance, "code": address.unit, "label": label,
                "sort_key": sort_key(label), "kind": address.kind,
            }  # fmt: skip
        for (building, entrance, code), id in zip(
            fresh, self.sink.add(Unit, list(fresh.values())), strict=True
        ):
            self.remember(Place(None, building, entrance), code, id)
