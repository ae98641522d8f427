"""Takes buildings and their entrances."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.property import Building, Entrance
from fmcrm_desktop.services.imports.addresses import address_of
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.outcome import Outcome, What
from fmcrm_desktop.services.imports.places import Place, Places
from fmcrm_desktop.services.imports.reading import first_fault, missing, text, too_long
from fmcrm_desktop.services.imports.sink import Sink, differences

LONGEST = {"building": 60, "entrance": 60, "site": 120, "name": 120, "address": 200}


class BuildingTaker:
    """The rows of a list of buildings: each is an entrance where it names one, else a building."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink = sink
        self.places = Places(sink)
        self.hints: list[Fault] = []
        self.means: dict[int, Alike] = {}

    def key(self, row: Incoming) -> object:
        return address_of(row)

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a building or entrance the office has."""
        return self.places.stands(address_of(row))

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        return [self._one(row) for row in rows]

    def _one(self, row: Incoming) -> Outcome:
        fault = first_fault(row) or too_long(row, LONGEST)
        address = address_of(row)
        if fault is None and not address.building:
            fault = missing("building")
        fault = fault or self.places.put_away([address])[0]
        if fault is not None:
            return Outcome("rejected", fault)
        like = self.means.get(row.line)
        there = like is not None or self.places.stands(address)
        place = Place(building=like.id) if like is not None else self.places.standing([address])[0]
        floors = row.values.get("floors")
        storeys = int(floors) if isinstance(floors, Decimal) and 0 < floors < 1000 else None
        house: dict[str, Any] = {
            "name": text(row, "name"), "kind": meaning("BUILDING_KINDS", text(row, "kind")) or "",
            "address": text(row, "address"),
        }  # fmt: skip
        changed = False
        if place.entrance is not None:
            lift = row.values.get("lift")
            changed = self._fill(Entrance, place.entrance, {"floors": storeys, "lift": lift})
        else:
            house["floors"] = storeys
        if place.building is not None:
            changed |= self._fill(Building, place.building, house)
        what: What = "added" if not there else "updated" if changed else "same"
        return Outcome(what, id=place.building if place.entrance is None else None)

    def _fill(self, table: Any, id: int, wanted: dict[str, Any]) -> bool:
        kept = self.sink.stored(table, [id], tuple(wanted)).get(id, {})
        different = differences(wanted, kept)
        if different:
            self.sink.change(table, {id: different})
        return bool(different)
