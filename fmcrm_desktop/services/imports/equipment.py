"""Takes equipment: each piece known by its code in its building, with maker, counter and who services it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.equipment import Equipment
from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.reading import fold, sort_key
from fmcrm_desktop.services.imports.addresses import address_of
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.places import Place, Places
from fmcrm_desktop.services.imports.reading import day, extras, first_fault, missing, text, too_long
from fmcrm_desktop.services.imports.registry import Staffers
from fmcrm_desktop.services.imports.sink import Sink, differences

LONGEST = {"code": 40, "name": 120, "other_name": 120, "place": 200, "other_place": 200, "counter": 20, "maker": 120,
           "model": 120, "serial": 120, "notes": 4000, "unit": 60, "building": 120, "site": 120}  # fmt: skip
PLAIN = ("code", "name", "other_name", "place", "other_place", "counter", "maker", "model", "serial")


class EquipmentTaker:
    """The rows of a list of equipment; a second import of the same file changes nothing."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.columns = sink, columns
        self.places, self.staff = Places(sink), Staffers(sink)
        self.hints, self.means = self.places.hints, dict[int, Alike]()
        it = Equipment
        kept = select(it.code, it.building_id, it.id).where(it.archived.is_(None)).order_by(it.id.desc())
        self._ids = {(fold(code), building): id for code, building, id in sink.work.rows(kept)}

    def key(self, row: Incoming) -> object:
        return fold(text(row, "code")), text(row, "site"), text(row, "building"), text(row, "unit")

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a piece the office has."""
        return (fold(text(row, "code")), self.places.building_of(address_of(row))) in self._ids

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        gone = self.places.put_away([address_of(row) for row in rows])
        faults = [self._fault(row) or away for row, away in zip(rows, gone, strict=True)]
        good = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
        places = iter(self.places.find_all([address_of(row) for row in good]))
        return [
            Outcome("rejected", fault) if fault else self._one(row, next(places))
            for row, fault in zip(rows, faults, strict=True)
        ]

    def _fault(self, row: Incoming) -> Fault | None:
        fault = first_fault(row) or too_long(row, LONGEST)
        for field in ("code", "name"):
            if fault is None and not text(row, field):
                fault = missing(field)
        return fault

    def _one(self, row: Incoming, place: Place) -> Outcome:
        wanted = self._wanted(row, place)
        known = fold(wanted["code"]), place.building
        like = self.means.get(row.line)
        id = like.id if like is not None else self._ids.get(known)
        if id is None:
            filled = {column: value for column, value in wanted.items() if value not in (None, "")}
            id = self._ids[known] = self.sink.add(Equipment, [filled])[0]
            return Outcome("added", id=id)
        self._ids[known] = id
        different = differences(wanted, self.sink.stored(Equipment, [id], tuple(wanted)).get(id, {}))
        if different:
            self.sink.change(Equipment, {id: different})
        return Outcome("updated" if different else "same", id=id)

    def _wanted(self, row: Incoming, place: Place) -> dict[str, Any]:
        """What the row says; a kind or a firm that nobody here knows is kept in the notes."""
        kind = meaning("EQUIPMENT_KINDS", text(row, "kind")) if text(row, "kind") else ""
        vendor = self.staff.find(text(row, "vendor")) if text(row, "vendor") else None
        strange = [name for name, found in (("kind", kind), ("vendor", vendor)) if found is None]
        notes = [text(row, "notes", 2), extras(row, self.columns, tuple(strange))]
        return {name: text(row, name) for name in PLAIN} | {
            "sort_key": sort_key(text(row, "code")), "kind": kind or "", "building_id": place.building,
            "unit_id": place.unit, "vendor_id": vendor, "installed": day(row, "installed"),
            "warranty_until": day(row, "warranty_until"), "note": "\n".join(part for part in notes if part),
        }  # fmt: skip
