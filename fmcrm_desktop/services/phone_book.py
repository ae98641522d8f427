"""The phone book: people, staff, outside firms and the office's own numbers as one list, found by name, unit or any
part of a number; and the same on paper."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, exists, func, or_, select

from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import plain_digits
from fmcrm_desktop.model.property import ROLES, Building, Relation, Unit
from fmcrm_desktop.model.reading import fold, says, sort_key
from fmcrm_desktop.model.staff import Staff
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import holds, today, together
from fmcrm_desktop.services.paging import in_order
from fmcrm_desktop.services.registers import head
from fmcrm_desktop.services.sheets import Head, Names
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

PERSON, STAFF, SERVICE = 0, 1, 2
"""The kind in an entry's id: four times the record's id, and this."""
GROUPS = {
    "person": N_("Owners and tenants"),
    "staff": N_("Staff"),
    "vendor": N_("Outside firms"),
    "service": N_("The office"),
}
PART = 3
"""So many figures at least are looked for anywhere in a number."""
AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Entry:
    """One number with whose it is; ``group`` is a key of GROUPS, ``note`` the trade or purpose."""

    id: int
    group: str
    name: str
    other_name: str
    unit: str
    number: str
    kind: str
    note: str
    hours: str
    record_id: int
    """The person's or the staff member's."""


@dataclass(frozen=True)
class Line:
    """A line of the printed book; several numbers of one person stand on one line."""

    names: Names
    unit: str
    numbers: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True)
class PhoneList:
    """The book on paper: parts under their headings, marked where ``marked``."""

    head: Head
    by: str
    parts: tuple[tuple[Names, tuple[Line, ...]], ...]


@needs("call.read")
def page(work: Work, query: Query) -> Page[Entry]:
    """The office, staff and outside firms first, then people by name; filters "group", "building"; sorts by name or
    unit. Numbers that must not be used are left out."""
    groups = set(query.where.get("group", ())) or set(GROUPS)
    found = array("q")
    if not query.where.get("building"):
        own = [entry for entry in _own(work) if entry.group in groups and _says(entry, query.text)]
        found.extend(entry.id for entry in own)
    if "person" in groups:
        found.extend(_people(work, query))
    return Page(found, tuple(rows(work, found[:FIRST])))


def _says(entry: Entry, typed: str) -> bool:
    said = f"{entry.name} {entry.other_name} {entry.note} {entry.number}"
    digits = plain_digits(typed)
    if len(digits) >= PART and digits in plain_digits(entry.number):
        return True
    return all(says(said, word) for word in fold(typed).split())


def _numbers() -> Select[Any]:
    return (
        select((ContactPoint.id * 4 + PERSON).label("id"))
        .join(Person, Person.id == ContactPoint.person_id)
        .where(
            Person.archived.is_(None), ContactPoint.archived.is_(None), ContactPoint.digits != "",
            ContactPoint.do_not_use.is_(False),
        )
    )  # fmt: skip


def _people(work: Work, query: Query) -> Sequence[int]:
    columns, day = _numbers(), today(work)
    if query.where.get("building"):
        tie = (
            select(Relation.id)
            .join(Unit, Unit.id == Relation.unit_id)
            .where(Relation.person_id == Person.id, holds(day), Unit.building_id.in_(query.where["building"]))
        )
        columns = columns.where(exists(tie))
    order: list[Any] = [Person.sort_key, Person.id, ContactPoint.id]
    if query.sort == "unit":
        first = (
            select(func.min(Unit.sort_key))
            .join(Relation, Relation.unit_id == Unit.id)
            .where(Relation.person_id == Person.id, holds(day))
            .scalar_subquery()
        )
        order = [first.is_(None), first, *order]
    columns = columns.order_by(*([each.desc() for each in order] if query.descending else order))
    if not query.text.strip():
        return work.ids(columns)
    return _worded(work, query.text, columns)


def _worded(work: Work, typed: str, columns: Select[Any]) -> Sequence[int]:
    """Numbers of the people whom the words find, and numbers that hold the figures typed anywhere."""
    people = set(search.all_refs(work, typed, "person"))
    digits = plain_digits(typed)
    held: set[int] = set()
    if len(digits) >= PART:
        part = ContactPoint.digits.contains(digits, autoescape=True)
        held = set(work.ids(select(ContactPoint.id).where(part)))
    if len(people) + len(held) <= AT_ONCE:
        meant = or_(ContactPoint.id.in_(held), ContactPoint.person_id.in_(people))
        return work.ids(columns.where(meant)) if people or held else []
    pairs = work.rows(columns.add_columns(ContactPoint.person_id))
    return [id for id, person in pairs if person in people or id // 4 in held]


def _own(work: Work) -> list[Entry]:
    """The office's own numbers, its staff and the outside firms: few, so they are all read."""
    made = []
    phone = str(settings.get(work, "office.phone") or "")
    if phone:
        name = str(settings.get(work, "office.name"))
        made.append(Entry(4 + SERVICE, "service", name, "", "", phone, "phone", "", "", 0))
    columns = select(Staff.id, Staff.name, Staff.other_name, Staff.phone, Staff.trade, Staff.vendor).where(
        Staff.archived.is_(None), Staff.phone != ""
    )
    found = [
        Entry(id * 4 + STAFF, "vendor" if vendor else "staff", name, other, "", phone, "phone", trade, "", id)
        for id, name, other, phone, trade, vendor in work.rows(columns)
    ]
    return made + sorted(found, key=lambda entry: (entry.group, sort_key(entry.name)))


@needs("call.read")
def rows(work: Work, ids: Sequence[int]) -> list[Entry]:
    """The entries with these ids, in this order."""
    wanted = set(ids)
    made = [entry for entry in _own(work) if entry.id in wanted] if any(id % 4 for id in ids) else []
    labels = (
        select(func.aggregate_strings(Unit.label, "\n"))
        .join(Relation, Relation.unit_id == Unit.id)
        .where(Relation.person_id == Person.id, holds(today(work)), Unit.archived.is_(None))
        .scalar_subquery()
    )
    columns = (
        select(
            ContactPoint.id, Person.name, Person.other_name, labels, ContactPoint.value, ContactPoint.kind,
            ContactPoint.label, ContactPoint.hours, Person.id, Person.preferred_hours,
        )
        .join(Person, Person.id == ContactPoint.person_id)
        .where(ContactPoint.id.in_([id // 4 for id in ids if id % 4 == PERSON]))
    )  # fmt: skip
    for id, name, other, units, value, kind, label, hours, person, wished in work.rows(columns):
        made.append(
            Entry(id * 4, "person", name, other, together(units), value, kind, label, hours or wished, person)
        )
    return in_order(ids, made, lambda entry: entry.id)


@needs("call.read")
def sheet(work: Work, by: str = "name") -> PhoneList:
    """The whole book for paper, by "building" (and unit within it) or by "name"."""
    own = defaultdict(list)
    for entry in _own(work):
        own[GROUPS[entry.group]].append(
            Line(Names(entry.name, entry.other_name), "", (entry.number,), entry.note)
        )
    parts = [(Names(title), tuple(lines)) for title, lines in own.items()]
    people = _by_building(work) if by == "building" else _by_name(work)
    return PhoneList(head(work), by, tuple(parts + people))


def _reached(work: Work) -> dict[int, tuple[Names, tuple[str, ...]]]:
    """Everybody who has a number, by name, with all their numbers."""
    found: dict[int, tuple[Names, list[str]]] = {}
    columns = _numbers().with_only_columns(Person.id, Person.name, Person.other_name, ContactPoint.value)
    order = (Person.sort_key, Person.id, ContactPoint.preferred.desc(), ContactPoint.id)
    for person, name, other, value in work.rows(columns.order_by(*order)):
        found.setdefault(person, (Names(name, other), []))[1].append(value)
    return {person: (names, tuple(values)) for person, (names, values) in found.items()}


def _ties(work: Work) -> Sequence[Any]:
    """Who belongs to which unit of which building today, in the order of buildings and units."""
    columns = (
        select(
            Relation.person_id, Unit.label, Building.code, Building.name, Building.other_name, Relation.role
        )
        .join(Unit, Unit.id == Relation.unit_id)
        .outerjoin(Building, Building.id == Unit.building_id)
        .where(holds(today(work)), Unit.archived.is_(None))
        .order_by(Building.sort_key.is_(None), Building.sort_key, Building.id, Unit.sort_key, Relation.id)
    )
    return work.rows(columns)


def _by_building(work: Work) -> list[tuple[Names, tuple[Line, ...]]]:
    reached = _reached(work)
    parts: dict[Names, dict[tuple[str, int], Line]] = {}
    placed = set()
    for person, unit, code, name, other, role in _ties(work):
        if person in reached:
            names, numbers = reached[person]
            title = Names(name or code or N_("Without a building"), other or "")
            parts.setdefault(title, {}).setdefault(
                (unit, person), Line(names, unit, numbers, ROLES.get(role, role))
            )
            placed.add(person)
    rest = [Line(names, "", numbers) for person, (names, numbers) in reached.items() if person not in placed]
    made = [(title, tuple(lines.values())) for title, lines in parts.items()]
    return made + ([(Names(N_("Without a unit")), tuple(rest))] if rest else [])


def _by_name(work: Work) -> list[tuple[Names, tuple[Line, ...]]]:
    homes: dict[int, list[str]] = defaultdict(list)
    for person, unit, *_rest in _ties(work):
        if unit not in homes[person]:
            homes[person].append(unit)
    lines = tuple(
        Line(names, ", ".join(homes.get(person, ())), numbers)
        for person, (names, numbers) in _reached(work).items()
    )
    return [(Names(GROUPS["person"]), lines)] if lines else []
