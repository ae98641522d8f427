"""Takes people: with their telephones, and what they are to a unit where the row names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import plain_digits
from fmcrm_desktop.services.imports.meanings import meaning
from fmcrm_desktop.services.imports.outcome import Outcome
from fmcrm_desktop.services.imports.persons import Named, Persons, phones_of
from fmcrm_desktop.services.imports.places import NOWHERE, Address, Place, Places, address_of
from fmcrm_desktop.services.imports.reading import (
    LONGEST_NAME,
    day,
    extras,
    first_fault,
    missing,
    text,
    too_long,
)
from fmcrm_desktop.services.imports.sink import Sink, batches, differences
from fmcrm_desktop.services.imports.ties import Tie, Ties

LONGEST = {"name": LONGEST_NAME, "other_name": LONGEST_NAME, "number": 60, "identity": 60, "unit": 300, "building": 60,
           "entrance": 60, "phone": 300, "phone2": 300, "email": 300, "wechat": 300, "postal": 300}  # fmt: skip
COLUMNS = (
    "name",
    "other_name",
    "kind",
    "gender",
    "birthday",
    "identity_number",
    "occupation",
    "external_number",
)


class PeopleTaker:
    """The rows of a list of people."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.columns = sink, columns
        self.places, self.persons, self.ties = Places(sink), Persons(sink, by_name=True), Ties(sink)
        self.hints: list[Fault] = []
        self._contacts: dict[int, set[str]] = {}

    def key(self, row: Incoming) -> object:
        """What two rows of the same person have in common: they are taken one after the other."""
        return _own_number(row) or (_name(row), plain_digits(text(row, "phone")))

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        faults = [_fault(row) for row in rows]
        good = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
        whats = iter(self._take(good))
        return [Outcome("rejected", fault) if fault else Outcome(next(whats)) for fault in faults]

    def _take(self, rows: list[Incoming]) -> list[Any]:
        places = self._places(rows)
        named = [_named(row, some[0] if some else NOWHERE) for row, some in zip(rows, places, strict=True)]
        found = self.persons.find_all(named)
        wanted = [self._columns(row) for row in rows]
        changed = self._change(found, wanted)
        fresh = [at for at, id in enumerate(found) if id is None]
        ids = self.persons.add([(_new(rows[at], wanted[at], self.columns), named[at]) for at in fresh])
        added = dict(zip(fresh, ids, strict=True))
        everybody = [added.get(at, id) for at, id in enumerate(found)]
        reached = self._reach(rows, named, everybody, added)
        tied = self._tie(rows, places, everybody)
        return [
            "added" if at in added else "updated" if changed[at] or reached[at] or tied[at] else "same"
            for at in range(len(rows))
        ]

    def _places(self, rows: list[Incoming]) -> list[list[Place]]:
        """The units of each row: one cell may name several (3-1202、3-1203)."""
        addresses = [_addresses(row) for row in rows]
        found = iter(self.places.find_all([each for some in addresses for each in some]))
        return [[next(found) for _ in some] for some in addresses]

    def _columns(self, row: Incoming) -> dict[str, Any]:
        return {
            "name": _name(row), "other_name": text(row, "other_name"),
            "kind": meaning("PERSON_KINDS", text(row, "kind")) or ("company" if _is_company(row) else ""),
            "gender": meaning("GENDERS", text(row, "gender")) or text(row, "gender"),
            "birthday": day(row, "birthday"), "identity_number": text(row, "identity"),
            "occupation": text(row, "occupation"), "external_number": _own_number(row),
        }  # fmt: skip

    def _change(self, found: list[int | None], wanted: list[dict[str, Any]]) -> list[bool]:
        kept = self.sink.stored(Person, [id for id in found if id is not None], COLUMNS)
        changes: dict[int, dict[str, Any]] = {}
        for id, values in zip(found, wanted, strict=True):
            if id is not None and (different := differences(values, kept.get(id, {}))):
                changes[id] = different
        self.sink.change(Person, changes)
        return [id in changes for id in found]

    def _reach(
        self, rows: list[Incoming], named: list[Named], ids: list[int | None], added: dict[int, int]
    ) -> list[bool]:
        """Ways to reach people that are not kept yet; whether each row brought one to somebody known."""
        self._learn_contacts([id for id in ids if id is not None and id not in self._contacts])
        points: list[dict[str, Any]] = []
        brought = []
        for at, (row, id) in enumerate(zip(rows, ids, strict=True)):
            assert id is not None
            known = self._contacts.setdefault(id, set())
            if at in added:
                known |= {form for phone in named[at].phones for form in self.persons.forms(phone)}
            new = (
                [] if at in added else [p for p in named[at].phones if not known & set(self.persons.forms(p))]
            )
            points += [self.persons.point(id, phone) for phone in new]
            known |= {form for phone in new for form in self.persons.forms(phone)}
            others = [(kind, text(row, field)) for field, kind in _WAYS if text(row, field)]
            fresh = [(kind, said) for kind, said in others if said.casefold() not in known]
            points += [{"person_id": id, "kind": kind, "value": said} for kind, said in fresh]
            known |= {said.casefold() for _, said in fresh}
            brought.append(bool(new or fresh))
        self.sink.add(ContactPoint, points)
        return brought

    def _learn_contacts(self, ids: list[int]) -> None:
        for some in batches([id for id in ids if id > 0]):
            columns = select(ContactPoint.person_id, ContactPoint.digits, ContactPoint.value)
            for id, digits, value in self.sink.work.rows(
                columns.where(ContactPoint.person_id.in_(some), ContactPoint.archived.is_(None))
            ):
                self._contacts.setdefault(id, set()).update((digits, value.casefold()))

    def _tie(self, rows: list[Incoming], places: list[list[Place]], ids: list[int | None]) -> list[bool]:
        ties: list[Tie] = []
        owners: list[int] = []
        for at, (row, some, id) in enumerate(zip(rows, places, ids, strict=True)):
            assert id is not None
            units = [place.unit for place in some if place.unit is not None] or self._household(row)
            said = text(row, "role")
            role = _role(row)
            note = said if said and meaning("ROLES", said) is None else ""
            share = row.values.get("share") if role == "owner" else None
            for unit in units:
                ties.append(Tie(id, unit, role, share, day(row, "from_day"), day(row, "until_day"), note))  # type: ignore[arg-type]
                owners.append(at)
        new = {at for at, made in zip(owners, self.ties.make(ties), strict=True) if made}
        return [at in new for at in range(len(rows))]

    def _household(self, row: Incoming) -> list[int]:
        """The units of the owner whose number a member of the household carries."""
        number = text(row, "number")
        if not number or _own_number(row):
            return []
        owner = self.persons.find(Named(number))
        return self.ties.units_of(owner) if owner is not None else []


_WAYS = (("email", "email"), ("wechat", "wechat"), ("postal", "post"))


_SEVERAL = re.compile(r"[、,，;；\n]")


def _addresses(row: Incoming) -> list[Address]:
    parts = [part.strip() for part in _SEVERAL.split(text(row, "unit", 2)) if part.strip()]
    if len(parts) < 2:
        return [address_of(row)] if parts else []
    rest = {name: value for name, value in row.values.items() if name != "unit"}
    return [address_of(Incoming(row.line, rest | {"unit": part}, [], {}, [])) for part in parts]


def _fault(row: Incoming) -> Fault | None:
    fault = first_fault(row) or too_long(row, LONGEST)
    return fault or (None if _name(row) else missing("name"))


def _name(row: Incoming) -> str:
    """The full name; of first and last name Chinese puts the family first and nothing between."""
    name = text(row, "name")
    if not name:
        first, last = text(row, "first_name"), text(row, "last_name")
        name = f"{first} {last}".strip() if (first + last).isascii() else last + first
    return name or text(row, "company")


def _is_company(row: Incoming) -> bool:
    return bool(text(row, "company")) and not text(row, "name") and not text(row, "last_name")


def _role(row: Incoming) -> str:
    said = text(row, "role")
    return (meaning("ROLES", said) or "occupant") if said else "owner"


def _own_number(row: Incoming) -> str:
    """The old number, unless it is that of the owner to whose household the person belongs."""
    return text(row, "number") if _role(row) == "owner" else ""


def _named(row: Incoming, place: Place) -> Named:
    phones = phones_of(row.values.get("phone"), row.values.get("phone2"))
    return Named(_own_number(row), _name(row), phones, place.unit)


def _new(row: Incoming, values: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """The columns of somebody new: what no column takes goes into the notes under its heading."""
    notes = "\n".join(part for part in (text(row, "notes", 2), extras(row, columns, ("age",))) if part)
    return {name: value for name, value in values.items() if value not in (None, "")} | {"notes": notes}
