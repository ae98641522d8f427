"""Sites, buildings, entrances and units of an import: found by what they are called, made where they are new."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.field import tidy
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.property import Building, Entrance, Site, Unit
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.buildings import site_of_office
from fmcrm_desktop.services.imports import meanings
from fmcrm_desktop.services.imports.put_away import PutAway
from fmcrm_desktop.services.imports.sink import Sink

# 3栋2单元1202室, 3号楼1202, 3-2-1202, 3-1202, Building 3 Unit 1202
_WRITTEN = re.compile(
    r"^(.{1,12}?)(?:栋|幢|座|号楼|楼)(?:(.{1,6}?)(?:单元|门|梯))?-?([0-9A-Za-z]{1,10})(?:室|号|户)?$"
)
_DASHED = re.compile(r"^([0-9A-Za-z]{1,6})[-–—#](?:([0-9A-Za-z]{1,4})[-–—#])?([0-9A-Za-z]{1,8})$")
# Tower A-1501, Block 2 / 0304, Tower A / 15F / 01, Building 3 - Stair 2 - 1202
_WORDED = re.compile(
    r"^((?:tower|block|blk|building|bldg|house|villa)\.?\s*[0-9A-Za-z]{1,8})\s*[-–—#/,]\s*"
    r"(?:([0-9A-Za-z ]{1,12}?)\s*[-–—#/,]\s*)?([0-9A-Za-z ]{1,20})$",
    re.IGNORECASE,
)
_FLOOR = re.compile(r"^(?:\d{1,3}|[BGLMU]\d?)\s*F(?:l|loor)?$|^(?:floor|level)\s*\w+$", re.IGNORECASE)
_BARE = re.compile(r"(?:栋|幢|座|号楼|楼|单元|室)$")
HALF = str.maketrans(
    {chr(wide): chr(wide - 0xFEE0) for wide in range(0xFF01, 0xFF5F) if chr(wide).isalnum() or wide == 0xFF0D}
)
"""１０２ and Ｂ－３ are 102 and B-3: figures and letters of a Chinese keyboard, and the stroke between them."""


@dataclass(frozen=True)
class Place:
    """Where a row belongs: any part may be unknown."""

    unit: int | None = None
    building: int | None = None
    entrance: int | None = None


NOWHERE = Place()


@dataclass(frozen=True)
class Address:
    """What a row says of a place, parts in plain text."""

    site: str = ""
    building: str = ""
    entrance: str = ""
    unit: str = ""
    street: str = ""
    kind: str = "unit"
    written: str = ""
    """The unit as the file has it, where its building was said twice ("3" and "3-2-1501")."""


def address_of(row: Incoming, kind: str = "unit", *, whole: bool = False) -> Address:
    """The place a row names: a building by its code, else by its street address; a unit's code may hold its
    building too (3-1202), unless it is ``whole``."""
    say = row.values.get
    return _address(
        str(say("site") or ""), str(say("building") or ""), str(say("entrance") or ""), str(say("unit") or ""),
        _street(row),
        str(say("district") or ""), kind, whole,
    )  # fmt: skip


def _street(row: Incoming) -> str:
    """21 MAGAW PLACE, from its two parts or as one; the street alone where nothing else is said."""
    say = row.values.get
    number, street, address = (str(say(name) or "") for name in ("house_number", "street", "address"))
    return f"{number} {street}".strip() if number else address or street


@lru_cache(maxsize=20_000)
def _address(  # noqa: PLR0913  the parts of one address; a cache wants them plain
    site: str, building: str, entrance: str, unit: str, street: str, district: str, kind: str, whole: bool
) -> Address:
    site = site or ("" if building else district)
    building, entrance, unit = (_code(tidy(part).translate(HALF)) for part in (building, entrance, unit))
    site, street = tidy(site), tidy(street)
    written = ""
    if unit and not building and not street and not whole:
        building, entrance, unit = _taken_apart(unit)
    elif unit and building and not whole and _says_again(unit, building):
        written, (_, door, unit) = unit, _taken_apart(unit)
        entrance = entrance or door
    if unit and meanings.plain(unit) in meanings.COMMON_AREAS:
        kind = "common"
    return Address(site, building or street, entrance, unit, street, kind, written)


def _code(text: str) -> str:
    """1 for 1栋 and 1单元; long names stay whole."""
    return _BARE.sub("", text).strip() or text.strip()


def _key(code: str) -> str:
    """By which a unit is known in its building: 1202室 is 1202, whoever wrote it."""
    return meanings.plain(_code(code))


def _taken_apart(unit: str) -> tuple[str, str, str]:
    for shape in (_WRITTEN, _DASHED):
        found = shape.match(unit)
        if found:
            return found.group(1), found.group(2) or "", found.group(3)
    if found := _WORDED.match(unit):
        building, between, code = found.group(1), found.group(2) or "", found.group(3)
        # Every floor has its 01: with the floor it is one unit among those of the building.
        return (building, "", f"{between}-{code}") if _FLOOR.match(between) else (building, between, code)
    return "", "", unit


def _says_again(unit: str, building: str) -> bool:
    """Whether a unit's code begins with its building. "1-101" of building 1 may as well mean entrance 1."""
    head, door, _ = _taken_apart(unit)
    return meanings.plain(_code(head)) == meanings.plain(building) and (
        bool(door) or not head.isdecimal() or "-" not in unit
    )


class Places:
    """Every place of the office by its key, learnt as it is asked for; a key is folded text below an id."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.labels: dict[str, list[int]] = {}
        self._sites: dict[str, int] = {}
        self._first_site: int | None = None
        self._buildings: dict[tuple[int, str], int] = {}
        self._by_code: dict[str, list[int]] = {}
        self._entrances: dict[tuple[int, str], int] = {}
        self._units: dict[tuple[int | None, int | None, str], int] = {}
        self._in_building: dict[tuple[int | None, str], list[int]] = {}
        self._codes: dict[int, str] = {}
        self._found: dict[Address, Place] = {}
        self._known_buildings: set[int | None] = set()
        self._gone_buildings, self._gone_units = PutAway(sink, Building), PutAway(sink, Unit)
        self._pattern = settings.get(sink.work, "office.unit_pattern")
        self._learn_sites()

    def _learn_sites(self) -> None:
        rows = self.sink.work.rows
        for id, name, other in rows(
            select(Site.id, Site.name, Site.other_name).where(Site.archived.is_(None))
        ):
            self._first_site = self._first_site or id
            for each in (name, other):
                if each:
                    self._sites.setdefault(meanings.plain(each), id)
        it = Building
        columns = select(it.id, it.site_id, it.code, it.name, it.address, it.archived).order_by(it.id)
        for id, site, code, name, address, archived in rows(columns):
            if archived is not None:
                self._gone_buildings.learn([meanings.plain(each) for each in (code, name) if each], id, code)
                continue
            self._codes[id] = code
            self._by_code.setdefault(meanings.plain(code), []).append(id)
            for each in (code, name, address):
                if each:
                    self._buildings.setdefault((site, meanings.plain(each)), id)
        for id, building, code in rows(
            select(Entrance.id, Entrance.building_id, Entrance.code).where(Entrance.archived.is_(None))
        ):
            self._entrances.setdefault((building, meanings.plain(code)), id)

    def put_away(self, addresses: Sequence[Address]) -> list[Fault | None]:
        """What is wrong with rows that name a building or unit that is archived."""
        known = [self._known_building(address) for address in addresses]
        self._learn_units({*known, None})
        houses = self._gone_buildings.faults(
            [
                meanings.plain(address.building) if building is None else None
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
            door = self._entrances.get((building or 0, meanings.plain(address.entrance)), -1)
        return building, door, _key(address.unit)

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

    def building_of(self, address: Address) -> int | None:
        """The building, where it is there already."""
        return self._known_building(address)

    def unit_of(self, address: Address) -> int | None:
        """The unit, where it is there already; nothing is made."""
        building = self._known_building(address)
        if address.building and building is None:
            return None
        self._learn_units({building, None})
        entrance = None
        if address.entrance:
            entrance = self._entrances.get((building or 0, meanings.plain(address.entrance)), -1)
        return self._unit(address, building, entrance)

    def stands(self, address: Address) -> bool:
        """Whether the entrance, or the building where none is named, is there already."""
        building = self._known_building(address)
        if building is None or not address.entrance:
            return building is not None
        return (building, meanings.plain(address.entrance)) in self._entrances

    def remember(self, place: Place, code: str, unit: int) -> None:
        """A unit that was made elsewhere."""
        self._units.setdefault((place.building, place.entrance, _key(code)), unit)
        self._in_building.setdefault((place.building, _key(code)), []).append(unit)

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

    def _known_building(self, address: Address) -> int | None:
        if not address.building:
            return None
        key = meanings.plain(address.building)
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
        known = self._known_building(address)
        if known is not None:
            return known
        site = self._site(address.site)
        row = {"site_id": site, "code": address.building, "sort_key": sort_key(address.building),
               "address": address.street}  # fmt: skip
        id = self.sink.add(Building, [row])[0]
        key = meanings.plain(address.building)
        self._buildings[site, key] = id
        self._by_code.setdefault(key, []).append(id)
        self._codes[id] = address.building
        self._known_buildings.add(id)
        return id

    def _entrance(self, building: int, code: str) -> int:
        key = (building, meanings.plain(code))
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
                        {(house, door, _key(code)) for door in (entrance, None)}, unit, label
                    )
        if None in new:
            labels = select(Unit.id, Unit.label).where(Unit.archived.is_(None))
            for unit, label in self.sink.work.rows(labels):
                self.labels.setdefault(meanings.plain(label), []).append(unit)

    def _unit(self, address: Address, building: int | None, entrance: int | None) -> int | None:
        if not address.unit:
            return None
        code = _key(address.unit)
        found = self._units.get((building, entrance, code))
        if found is None and entrance is None and building is not None:
            # The file names no entrance: the unit is known all the same where one entrance alone has that code.
            alike = self._in_building.get((building, code), [])
            found = alike[0] if len(alike) == 1 else None
        if found is None and address.written and building is not None:
            alike = self._in_building.get((building, _key(address.written)), [])
            found = alike[0] if len(alike) == 1 else None
        if found is None and building is None:
            named = self.labels.get(meanings.plain(address.unit), [])
            found = named[0] if len(named) == 1 else None
        return found

    def _make_units(
        self, addresses: Sequence[Address], buildings: Sequence[int | None], entrances: Sequence[int | None]
    ) -> None:
        fresh: dict[tuple[int | None, int | None, str], dict[str, Any]] = {}
        for address, building, entrance in zip(addresses, buildings, entrances, strict=True):
            if not address.unit or self._unit(address, building, entrance) is not None:
                continue
            label = self.label(address, building)
            fresh[building, entrance, _key(address.unit)] = {
                "building_id": building, "entrance_id": entrance, "code": address.unit, "label": label,
                "sort_key": sort_key(label), "kind": address.kind,
            }  # fmt: skip
        for (building, entrance, code), id in zip(
            fresh, self.sink.add(Unit, list(fresh.values())), strict=True
        ):
            self.remember(Place(None, building, entrance), code, id)
