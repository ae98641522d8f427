"""Takes units and parking spaces: with their owner or tenant and the fees they pay, where the row names them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.property import Fee, Unit, UnitFee
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports.addresses import Address, address_of
from fmcrm_desktop.services.imports.alike import Alike
from fmcrm_desktop.services.imports.dwellers import Dwellers
from fmcrm_desktop.services.imports.houses import NOTED as OF_UNITS
from fmcrm_desktop.services.imports.houses import SAID, said_of
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.persons import Persons
from fmcrm_desktop.services.imports.places import Place, Places
from fmcrm_desktop.services.imports.reading import (
    LONGEST_NAME,
    extras,
    first_fault,
    missing,
    noted,
    sums_up,
    text,
    too_long,
)
from fmcrm_desktop.services.imports.several import Several
from fmcrm_desktop.services.imports.sink import Sink, batches, differences
from fmcrm_desktop.services.imports.ties import Ties

LONGEST = {"unit": 60, "building": 60, "entrance": 60, "site": 120, "street": 200, "floor": 40, "number": 60,
           "person_name": LONGEST_NAME, "tenant_name": LONGEST_NAME}  # fmt: skip
COLUMNS = (*SAID, "external_number", "notes")
NOTED = (
    *OF_UNITS,
    "lot",
    "lot_kind",
    "plate",
    "car_brand",
    "car_kind",
    "car_colour",
    "tenure",
)


class UnitTaker:
    """The rows of a list of units, or of parking spaces."""

    def __init__(self, sink: Sink, columns: dict[str, str], kind: str = "unit") -> None:
        self.sink, self.columns, self.kind = sink, columns, kind
        self.places, self.dwellers, self.ties = Places(sink), Dwellers(Persons(sink)), Ties(sink)
        self.fees, self.several = _Fees(sink), Several()
        self._lots: dict[str, str] = {}
        self.means: dict[int, Alike] = {}

    @property
    def hints(self) -> list[Fault]:
        said = N_(
            "{count} rows name an owner by a number that nobody has. Import the people, then this file once more."
        )
        count = self.dwellers.strangers
        strangers = [Fault(said, {"count": count})] if count else []
        return [*self.several.hints, *strangers, *self.places.hints]

    def key(self, row: Incoming) -> object:
        return self._address(row)

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely a unit the office has."""
        return self.places.unit_of(self._address(row)) is not None

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        gone = self.places.put_away([self._address(row) for row in rows])
        faults = [self._fault(row) or away for row, away in zip(rows, gone, strict=True)]
        good = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
        fates = iter(self._take(good))
        return [Outcome("rejected", fault) if fault else next(fates) for fault in faults]

    def _fault(self, row: Incoming) -> Fault | None:
        named = bool(text(row, "unit"))
        fault = sums_up(row, named) or first_fault(row) or too_long(row, LONGEST)
        return fault or (None if named else missing("unit"))

    def _address(self, row: Incoming) -> Address:
        kind = meaning("UNIT_KINDS", text(row, "kind")) or self.kind
        address = address_of(row, kind, whole=self.kind == "parking")
        lot = text(row, "lot")
        if lot and self._lots.setdefault(address.unit, lot) != lot:
            address = replace(address, unit=f"{lot}-{address.unit}")
        return address

    def _take(self, rows: list[Incoming]) -> list[Outcome]:
        addresses = [self._address(row) for row in rows]
        places = [
            replace(place, unit=like.id) if (like := self.means.get(row.line)) else place
            for row, place in zip(rows, self.places.standing(addresses), strict=True)
        ]
        wanted = [said_of(row) | {"external_number": text(row, "number")} for row in rows]
        changed = self._change(rows, places, wanted)
        fresh = [at for at, place in enumerate(places) if place.unit is None]
        ids = self.sink.add(
            Unit, [self._new(rows[at], addresses[at], places[at], wanted[at]) for at in fresh]
        )
        for at, id in zip(fresh, ids, strict=True):
            self.places.remember(places[at], addresses[at].unit, id)
            places[at] = replace(places[at], unit=id)
        units = [place.unit for place in places if place.unit is not None]
        tied = self._tie(rows, units)
        paid = self.fees.tie(rows, units)
        new = set(fresh)
        return [
            Outcome(
                "added" if at in new else "updated" if changed[at] or tied[at] or paid[at] else "same",
                id=unit,
            )
            for at, unit in enumerate(units)
        ]

    def _new(self, row: Incoming, address: Address, place: Place, values: dict[str, Any]) -> dict[str, Any]:
        label = text(row, "label") or self.places.label(address, place.building)
        notes = "\n".join(part for part in (text(row, "notes", 2), extras(row, self.columns, NOTED)) if part)
        filled = {name: value for name, value in values.items() if value not in (None, "")}
        return filled | {
            "building_id": place.building, "entrance_id": place.entrance, "code": address.unit, "label": label,
            "sort_key": sort_key(label), "kind": address.kind, "notes": notes,
        }  # fmt: skip

    def _change(self, rows: list[Incoming], places: list[Place], wanted: list[dict[str, Any]]) -> list[bool]:
        kept = self.sink.stored(Unit, [place.unit for place in places if place.unit is not None], COLUMNS)
        changes: dict[int, dict[str, Any]] = {}
        for row, place, values in zip(rows, places, wanted, strict=True):
            if place.unit is None:
                continue
            before = kept.get(place.unit, {})
            notes = noted(before.get("notes") or "", [text(row, "notes", 2)])
            if different := differences(values | {"notes": notes}, before):
                changes[place.unit] = different
        self.sink.change(Unit, changes)
        return [place.unit in changes for place in places]

    def _tie(self, rows: list[Incoming], units: list[int]) -> list[bool]:
        """Owners and tenants that rows name."""
        for row in rows:
            self.several.look(row.line, text(row, "person_name"), text(row, "tenant_name"))
        ties = [each for role in ("owner", "tenant") for each in self.dwellers.ties(rows, units, role)]
        made = self.ties.make([tie for _, tie in ties])
        new = {at for (at, _), made in zip(ties, made, strict=True) if made}
        return [at in new for at in range(len(rows))]


class _Fees:
    """Which fees the units of a file pay, by the fees' old numbers or names."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self._fees: dict[str, int] | None = None
        self._known: set[tuple[int, int]] = set()
        self._asked: set[int] = set()

    def tie(self, rows: list[Incoming], units: list[int]) -> list[bool]:
        paying = [
            (at, row.values["fees"])
            for at, row in enumerate(rows)
            if isinstance(row.values.get("fees"), tuple)
        ]
        if not paying:
            return [False] * len(rows)
        self._learn({unit for unit in units if unit > 0} - self._asked)
        new: list[dict[str, Any]] = []
        touched = set()
        for at, numbers in paying:
            starts = row_days(rows[at].values.get("fees_from"))
            for order, number in enumerate(numbers if isinstance(numbers, tuple) else ()):
                fee = (self._fees or {}).get(number)
                if fee is None or (units[at], fee) in self._known:
                    continue
                self._known.add((units[at], fee))
                start = starts[min(order, len(starts) - 1)] if starts else None
                new.append({"unit_id": units[at], "fee_id": fee, "from_day": start})
                touched.add(at)
        self.sink.add(UnitFee, new)
        return [at in touched for at in range(len(rows))]

    def _learn(self, units: set[int]) -> None:
        if self._fees is None:
            columns = (
                select(Fee.id, Fee.external_number, Fee.name)
                .where(Fee.archived.is_(None))
                .order_by(Fee.id.desc())
            )
            self._fees = {}
            for id, number, name in self.sink.work.rows(columns):
                self._fees |= {name: id} | ({number: id} if number else {})
        self._asked |= units
        for some in batches(sorted(units)):
            pairs = select(UnitFee.unit_id, UnitFee.fee_id)
            for unit, fee in self.sink.work.rows(
                pairs.where(UnitFee.unit_id.in_(some), UnitFee.archived.is_(None))
            ):
                self._known.add((unit, fee))


def row_days(said: object) -> list[date | None]:
    """The days of a cell such as 2020-06-10#2020-07-10; None where one is no day."""
    days: list[date | None] = []
    for part in said if isinstance(said, tuple) else ():
        figures = part.replace("/", "-").replace(".", "-").split("-")
        try:
            days.append(date(*map(int, figures)) if len(figures) == 3 else None)
        except ValueError:
            days.append(None)
    return days
