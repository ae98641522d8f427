"""Takes people: with their telephones, and what they are to a unit where the row names one."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from fmcrm_desktop.model.incoming import Fault, Incoming
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.reading import fold, has_chinese, sort_key
from fmcrm_desktop.services.imports.addresses import Address, address_of
from fmcrm_desktop.services.imports.alike import Alike, Lookalikes
from fmcrm_desktop.services.imports.contacts import NUMBERS, WAYS, Way, ways_of
from fmcrm_desktop.services.imports.dwellers import Dwellers
from fmcrm_desktop.services.imports.houses import Houses
from fmcrm_desktop.services.imports.meanings import UNSAID, meaning, plain
from fmcrm_desktop.services.imports.outcome import Outcome, What
from fmcrm_desktop.services.imports.persons import Named, Persons, called
from fmcrm_desktop.services.imports.places import NOWHERE, Place, Places
from fmcrm_desktop.services.imports.reading import (
    LONGEST_NAME,
    day,
    extras,
    first_fault,
    missing,
    noted,
    sums_up,
    text,
    too_long,
)
from fmcrm_desktop.services.imports.related import Related
from fmcrm_desktop.services.imports.several import Several
from fmcrm_desktop.services.imports.sink import Sink, batches, differences
from fmcrm_desktop.services.imports.ties import Tie, Ties

LONGEST = {"name": LONGEST_NAME, "other_name": LONGEST_NAME, "number": 60, "identity": 60, "unit": 300, "building": 60,
           "entrance": 60, "occupation": 120, "prefers": 200, "notes": 4_000, "preferred_hours": 100, "expects": 1_000,
           "warning": 300, "speaks": 120, "account": 120, "related": 3_000, "floor": 40,
           "tenant_name": LONGEST_NAME} | dict.fromkeys(WAYS, 3_000)  # fmt: skip
"""What the form takes: a record that comes in can be saved again."""
SAID = ("preferred_hours", "expects", "warning", "speaks", "account")
"""Columns of free text that are fields by the same name."""
COLUMNS = (
    "name",
    "other_name",
    "kind",
    "gender",
    "birthday",
    "identity_number",
    "occupation",
    "prefers",
    "external_number",
    *SAID,
    "preferred_channel",
    "customer_since",
    "household_size",
    "age_band",
    "language",
    "notes",
)


_SPREAD = re.compile(r"[\u3400-\u9fff]\s+[\u3400-\u9fff]")
"""周 杰, 张　伟: a name of two characters, spread to stand even with those of three."""
_COMPANIES = ("公司", "集团", "事务所", "合作社", "合伙企业")
_CELL = re.compile(r"mobile|cell|手机|移动|行动", re.IGNORECASE)


@dataclass
class _Taken:
    """A row with what was read out of it; ``id`` is the person's, None as long as there is none."""

    row: Incoming
    places: list[Place]
    ways: list[Way]
    left: list[str]
    named: Named
    id: int | None
    like: Alike | None = None

    @property
    def known(self) -> int:
        assert self.id is not None
        return self.id


class PeopleTaker:
    """The rows of a list of people."""

    def __init__(self, sink: Sink, columns: dict[str, str]) -> None:
        self.sink, self.columns = sink, columns
        self.places, self.persons, self.ties = Places(sink), Persons(sink, by_name=True), Ties(sink)
        self.houses = Houses(sink, columns, Dwellers(self.persons), self.ties)
        self.alike = Lookalikes(sink, self.persons)
        self.means: dict[int, Alike] = {}
        self.related, self.several = Related(sink), Several()
        self._read: dict[int, _Taken] = {}
        self._gone: dict[int, Fault] = {}
        self._contacts: dict[int, set[str]] = {}

    @property
    def hints(self) -> list[Fault]:
        return [*self.several.hints, *self.related.hints, *self.places.hints]

    def key(self, row: Incoming) -> object:
        """What two rows of the same person have in common: they are taken one after the other."""
        return _own_number(row) or called(_name(row))

    def find(self, rows: Sequence[Incoming]) -> list[Alike | None]:
        """Whom each row looks like; None for those who are surely known, or like nobody."""
        self._gone = self._put_away(rows)
        good = [row for row in rows if self._wrong(row) is None]
        places = self._places(good)
        ways = [ways_of(row, self.columns) for row in good]
        named = [
            _named(row, some[0] if some else NOWHERE, here)
            for row, some, (here, _) in zip(good, places, ways, strict=True)
        ]
        found = self.persons.find_all(named)
        likes = self.alike.find([who if id is None else None for who, id in zip(named, found, strict=True)])
        self._read = {
            id(row): _Taken(row, places[at], *ways[at], named[at], found[at]) for at, row in enumerate(good)
        }
        by_row = dict(zip(self._read, likes, strict=True))
        return [by_row.get(id(row)) for row in rows]

    def _wrong(self, row: Incoming) -> Fault | None:
        return _fault(row) or self._gone.get(id(row))

    def _put_away(self, rows: Sequence[Incoming]) -> dict[int, Fault]:
        """The rows that name a unit which is archived."""
        asked = [(id(row), address) for row in rows for address in _addresses(row)]
        gone = self.places.put_away([address for _, address in asked])
        return {row: fault for (row, _), fault in zip(asked, gone, strict=True) if fault}

    def knows(self, row: Incoming) -> bool:
        """Whether a row is surely somebody: those were not asked for."""
        return False

    def print(self, row: Incoming) -> str:
        """Tells this row from others, in the next file too."""
        return self._read[id(row)].named.print

    def take(self, rows: Sequence[Incoming]) -> list[Outcome]:
        faults = [self._wrong(row) for row in rows]
        good = [row for row, fault in zip(rows, faults, strict=True) if fault is None]
        taken = [self._read[id(row)] for row in good]
        for row in good:
            self.several.look(row.line, _name(row))
        for each in taken:
            each.like = self.means.get(each.row.line)
            each.id = each.like.id if each.like is not None else each.id
        kept = zip(taken, self._keep(taken), strict=True)
        fates = iter([Outcome(what, id=each.id) for each, what in kept])
        return [Outcome("rejected", fault) if fault else next(fates) for fault in faults]

    def _keep(self, rows: list[_Taken]) -> list[What]:
        """Add and bring up to date; what became of each."""
        wanted = [
            in_its_script(self._columns(each.row), each.like if each.id is not None else None)
            for each in rows
        ]
        changed = self._change(rows, wanted)
        fresh = [at for at, each in enumerate(rows) if each.id is None]
        new = [(_new(rows[at], wanted[at], self.columns), rows[at].named) for at in fresh]
        for at, id in zip(fresh, self.persons.add(new, bare=True), strict=True):
            rows[at].id = id
        added = set(fresh)
        reached = self._reach(rows)
        tied = self._tie(rows)
        units = [each.places[0].unit if len(each.places) == 1 else None for each in rows]
        housed = self.houses.keep([each.row for each in rows], units)
        return [
            "added"
            if at in added
            else "updated"
            if changed[at] or reached[at] or tied[at] or housed[at]
            else "same"
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
            "gender": meaning("GENDERS", text(row, "gender")) or "",
            "birthday": day(row, "birthday"), "identity_number": text(row, "identity"),
            "occupation": text(row, "occupation"), "prefers": text(row, "prefers"), "external_number": _own_number(row),
            "preferred_channel": meaning("PREFERRED", text(row, "preferred_channel")) or "",
            "customer_since": day(row, "customer_since"), "household_size": _size(row),
            "age_band": meaning("AGE_BANDS", text(row, "age_band")) or _band(text(row, "age")),
            "language": meaning("LANGUAGES", text(row, "language")) or "", **{name: text(row, name) for name in SAID},
        }  # fmt: skip

    def _change(self, rows: list[_Taken], wanted: list[dict[str, Any]]) -> list[bool]:
        kept = self.sink.stored(Person, [each.id for each in rows if each.id is not None], COLUMNS)
        changes: dict[int, dict[str, Any]] = {}
        for each, values in zip(rows, wanted, strict=True):
            id = each.id
            if id is None:
                continue
            before = kept.get(id, {})
            said = (text(each.row, "notes", 2), *each.left)
            values = values | {"notes": noted(before.get("notes") or "", said)}
            if before.get("age_band") and not text(each.row, "age_band"):
                values = values | {"age_band": ""}  # an age is as old as the list it stands in
            if self.persons.is_former(id, each.named):
                # the record that was merged into this one: what was chosen then stands, what is empty is filled
                values = {
                    name: value for name, value in values.items() if name != "name" and not before.get(name)
                }
            if fold(values.get("name", "")) == fold(before.get("other_name") or ""):
                values = values | {"name": ""}  # known by the name in the other script
            if "," in (said := values.get("name", "")) and called(said) == called(before.get("name") or ""):
                values = values | {"name": ""}  # the same name, the family's first
            if different := differences(values, before):
                changes[id] = different
                if "name" in different:
                    different["sort_key"] = sort_key(different["name"])
        self.sink.change(Person, changes)
        return [each.id in changes for each in rows]

    def _reach(self, rows: list[_Taken]) -> list[bool]:
        """Keep ways to reach people that are not kept yet; whether each row brought one."""
        self._learn_contacts([each.known for each in rows if each.known not in self._contacts])
        points: list[dict[str, Any]] = []
        brought = []
        for each in rows:
            known = self._contacts.setdefault(each.known, set())
            before = len(points)
            for way in each.ways:
                forms = self._forms(way)
                if not known & forms:
                    points.append(self._point(each.known, way))
                    known |= forms
            brought.append(len(points) > before)
        self.sink.add(ContactPoint, points)
        return brought

    def _forms(self, way: Way) -> set[str]:
        """What the same way may be kept as; a number to telephone and one to fax to are two."""
        if way.kind in NUMBERS:
            return {_marked(way.kind, form) for form in self.persons.forms(way.value)}
        return {way.value.casefold()}

    def _point(self, person: int, way: Way) -> dict[str, Any]:
        point: dict[str, Any] = {"kind": way.kind, "value": way.value, "person_id": person}
        if way.kind in NUMBERS:
            point = self.persons.point(person, way.value)
            if way.kind:
                point["kind"] = way.kind
            elif not point["e164"].startswith("+86") and _CELL.search(self.columns.get("phone", "")):
                point["kind"] = "mobile"
        said = {"purpose": way.purpose, "hours": way.hours, "label": way.label}
        return point | said

    def _learn_contacts(self, ids: list[int]) -> None:
        for some in batches([id for id in dict.fromkeys(ids) if id > 0]):
            columns = select(
                ContactPoint.person_id, ContactPoint.kind, ContactPoint.digits, ContactPoint.value
            )
            for id, kind, digits, value in self.sink.work.rows(
                columns.where(ContactPoint.person_id.in_(some), ContactPoint.archived.is_(None))
            ):
                self._contacts.setdefault(id, set()).update((_marked(kind, digits), value.casefold()))

    def _tie(self, rows: list[_Taken]) -> list[bool]:
        ties: list[Tie] = []
        owners: list[int] = []
        self.related.learn([each.row for each in rows])
        for at, each in enumerate(rows):
            row = each.row
            units = [place.unit for place in each.places if place.unit is not None] or self._household(row)
            said = text(row, "role")
            role = _role(row)
            note = said if said and meaning("ROLES", said) is None else ""
            share = row.values.get("share") if role == "owner" else None
            for unit, said_role in self.related.of(row):
                ties.append(Tie(each.known, unit, said_role))
                owners.append(at)
            for unit in units:
                ties.append(
                    Tie(each.known, unit, role, share, day(row, "from_day"), day(row, "until_day"), note)  # type: ignore[arg-type]
                )
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


_SEVERAL = re.compile(r"[、,，;；\n]")


def in_its_script(values: dict[str, Any], like: Alike | None) -> dict[str, Any]:
    """A known person's name in the other script stands beside their name, not in its place."""
    if like is None or has_chinese(values["name"]) == has_chinese(like.name):
        return values
    return values | {"other_name": values["other_name"] or values["name"], "name": ""}


def _addresses(row: Incoming) -> list[Address]:
    parts = [part.strip() for part in _SEVERAL.split(text(row, "unit", 2)) if part.strip()]
    if len(parts) < 2:
        return [address_of(row)] if parts else []
    rest = {name: value for name, value in row.values.items() if name != "unit"}
    return [address_of(Incoming(row.line, rest | {"unit": part}, [], {}, [])) for part in parts]


def _fault(row: Incoming) -> Fault | None:
    named = bool(_name(row))
    fault = sums_up(row, named) or first_fault(row) or too_long(row, LONGEST)
    return fault or (None if named else missing("name"))


def _name(row: Incoming) -> str:
    """The full name; of first and last name Chinese puts the family first and nothing between."""
    name = text(row, "name")
    if not name:
        first, last = text(row, "first_name"), text(row, "last_name")
        name = f"{first} {last}".strip() if (first + last).isascii() else last + first
    if _SPREAD.fullmatch(name):
        name = name[0] + name[-1]
    return name or text(row, "company")


def _is_company(row: Incoming) -> bool:
    if name := text(row, "name") or text(row, "last_name"):
        return name.endswith(_COMPANIES)
    return bool(text(row, "company"))


def _role(row: Incoming) -> str:
    said = text(row, "role")
    return (meaning("ROLES", said) or "occupant") if said else "owner"


def _size(row: Incoming) -> int | None:
    size = row.values.get("household_size")
    return int(size) if isinstance(size, Decimal) and 0 < size < 100 else None


def _band(age: str) -> str:
    """The band of a plain age: a form has bands, for an age is right for a year."""
    if not age.isdecimal() or not 0 < int(age) < 130:
        return ""
    return next(code for least, code in _BANDS if int(age) >= least)


_BANDS = ((70, "70"), (55, "55_69"), (35, "35_54"), (18, "18_34"), (0, "under_18"))


def _own_number(row: Incoming) -> str:
    """The old number, unless it is that of the owner to whose household the person belongs."""
    return text(row, "number") if _role(row) == "owner" else ""


def _named(row: Incoming, place: Place, ways: list[Way]) -> Named:
    phones = tuple(way.value for way in ways if way.kind in NUMBERS and way.kind != "fax")
    emails = tuple(way.value.lower() for way in ways if way.kind == "email")
    return Named(_own_number(row), _name(row), phones, place.unit, emails)


def _marked(kind: str, digits: str) -> str:
    return f"fax {digits}" if kind == "fax" else digits


def _new(taken: _Taken, values: dict[str, Any], columns: dict[str, str]) -> dict[str, Any]:
    """The columns of somebody new: what no column takes goes into the notes under its heading."""
    row = taken.row
    beside = ["age"] if text(row, "company") == values["name"] else ["company", "age"]
    beside += [] if values["gender"] or plain(text(row, "gender")) in UNSAID else ["gender"]
    said = (text(row, "notes", 2), extras(row, columns, tuple(beside)), *taken.left)
    notes = "\n".join(part for part in said if part)
    return {name: value for name, value in values.items() if value not in (None, "")} | {"notes": notes}
