"""Suspects: pairs of people all over the office who look like one, from a few blocks the database narrows to."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.page import FIRST, Page, Query
from fmcrm_desktop.model.person import ContactPoint, NotSame, Person
from fmcrm_desktop.model.phone import SHORTEST
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.reading import fold
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.listing import rows as people
from fmcrm_desktop.services.owners.nearness import near
from fmcrm_desktop.store.work import Work

REASONS = {
    "phone": N_("the same telephone number"),
    "email": N_("the same email address"),
    "unit": N_("the same unit and a like name"),
    "same": N_("the same name"),
    "near": N_("a like name"),
    "birthday": N_("the same birthday"),
}
SHORT = {
    "phone": N_("Telephone"),
    "email": N_("Email"),
    "unit": N_("Unit"),
    "same": N_("Same name"),
    "near": N_("Like name"),
    "birthday": N_("Birthday"),
}
"""The same in a word, for a narrow column."""
STRENGTHS = {"sure": N_("Almost certain"), "likely": N_("Likely"), "possible": N_("Possible")}
WEIGHT = {"phone": 50, "email": 50, "unit": 45, "same": 35, "near": 25, "birthday": 30}
FEWEST, LIKELY, SURE = 50, 70, 85
CROWD = 12
"""A number or unit of so many people is a company's switchboard or a dormitory and tells nothing."""
AT_ONCE = 500
SHIFT = 32
"""A pair's id: the smaller person's id in the upper half, the other's in the lower."""


@dataclass(frozen=True, slots=True)
class SuspectRow:
    """Two people who may be one. ``why`` holds keys of REASONS; ``strength`` one of STRENGTHS."""

    id: int
    name: str
    other_name: str
    units: str
    other_units: str
    why: tuple[str, ...]
    strength: str
    keep_id: int
    gone_id: int


@dataclass
class _Found:
    """Pairs on the way: what speaks for each."""

    why: dict[tuple[int, int], set[str]] = field(default_factory=lambda: defaultdict(set))

    def block(self, people: Iterable[int], reason: str) -> None:
        some = sorted(set(people))
        if 1 < len(some) <= CROWD:
            for at, one in enumerate(some):
                for other in some[at + 1 :]:
                    self.why[one, other].add(reason)


def pair_of(id: int) -> tuple[int, int]:
    """The two people of a pair's id."""
    return id >> SHIFT, id & ((1 << SHIFT) - 1)


def id_of(one: int, other: int) -> int:
    first, second = sorted((one, other))
    return first << SHIFT | second


@needs("person.read")
def page(work: Work, query: Query) -> Page[SuspectRow]:
    """Pairs, the surest first; filter "why" (keys of REASONS), "strength"; words typed must be in one of the names.

    The database narrows to people who share a number, an address, a unit or name and birthday; only their names
    are looked at here.
    """
    known = weighed(work)
    wanted = set(query.where.get("strength", ())), set(query.where.get("why", ()))
    found = [
        (score, id)
        for id, (score, why) in known.items()
        if (not wanted[0] or strength(score) in wanted[0]) and (not wanted[1] or wanted[1] & set(why))
    ]
    found.sort(key=lambda each: (-each[0], each[1]))
    ids = array("q", (id for _, id in found))
    if query.text.strip():
        ids = _named(work, ids, query.text)
    return Page(ids, tuple(_rows(work, ids[:FIRST], known)))


@needs("person.read")
def rows(work: Work, ids: Sequence[int]) -> list[SuspectRow]:
    """The rows of these pairs; each is weighed anew from its two people alone."""
    wanted = sorted({person for id in ids for person in pair_of(id)})
    return _rows(work, ids, weighed(work, wanted))


def weighed(work: Work, only: Sequence[int] = ()) -> dict[int, tuple[int, tuple[str, ...]]]:
    """Pair's id → (score, reasons) of all pairs worth looking at."""
    found = _Found()
    _contacts(work, found, only)
    _birthdays(work, found, only)
    _units(work, found, only)
    for one, other in _apart(work):
        found.why.pop((one, other), None)
    named = _people(work, sorted({person for pair in found.why for person in pair}))
    told = {}
    for (one, other), why in found.why.items():
        if one not in named or other not in named:
            continue
        _like(why, named[one], named[other])
        score = min(sum(WEIGHT[each] for each in why), 100)
        if score >= FEWEST:
            told[id_of(one, other)] = score, tuple(each for each in REASONS if each in why)
    return told


Named = tuple[str, str, Any]
"""Both names folded, and the birthday."""


def _people(work: Work, wanted: Sequence[int]) -> dict[int, Named]:
    columns = select(Person.id, Person.name, Person.other_name, Person.birthday)
    found: dict[int, Named] = {}
    for start in range(0, len(wanted), AT_ONCE):
        some = Person.id.in_(wanted[start : start + AT_ONCE]) & Person.archived.is_(None)
        for id, name, other, day in work.rows(columns.where(some)):
            found[id] = (fold(name), fold(other), day)
    return found


def _contacts(work: Work, found: _Found, only: Sequence[int]) -> None:
    """The same number, the same address; only what more than one person has comes out of the database."""
    for reason, column, condition in (
        ("phone", ContactPoint.digits, func.length(ContactPoint.digits) >= SHORTEST),
        ("phone", ContactPoint.e164, ContactPoint.e164 != ""),
        ("email", func.lower(ContactPoint.value), ContactPoint.kind == "email"),
    ):
        kept = condition & ContactPoint.archived.is_(None)
        if only:
            kept = kept & ContactPoint.person_id.in_(only)
        shared = (
            select(column.label("said"))
            .where(kept)
            .group_by(column)
            .having(func.count(ContactPoint.person_id.distinct()).between(2, CROWD))
            .subquery()
        )
        columns = (
            select(shared.c.said, ContactPoint.person_id).join(shared, column == shared.c.said).where(kept)
        )
        groups: dict[str, list[int]] = defaultdict(list)
        for said, person in work.rows(columns):
            groups[said].append(person)
        for group in groups.values():
            found.block(group, reason)


def _units(work: Work, found: _Found, only: Sequence[int]) -> None:
    """Two people of one unit whose names are near: the database pairs them, the names are looked at here."""
    one, other = aliased(Relation), aliased(Relation)
    first, second = aliased(Person), aliased(Person)
    several = (
        select(Relation.unit_id)
        .where(Relation.archived.is_(None))
        .group_by(Relation.unit_id)
        .having(func.count(Relation.person_id.distinct()).between(2, CROWD))
    )
    columns = (
        select(one.person_id, other.person_id, first.name, first.other_name, second.name, second.other_name)
        .join(other, (other.unit_id == one.unit_id) & (other.person_id > one.person_id))
        .join(first, first.id == one.person_id)
        .join(second, second.id == other.person_id)
        .where(
            one.archived.is_(None), other.archived.is_(None), first.archived.is_(None), second.archived.is_(None)
        )
    )  # fmt: skip
    columns = columns.where(
        one.person_id.in_(only) & other.person_id.in_(only) if only else one.unit_id.in_(several)
    )
    for a, b, name, script, its_name, its_script in work.rows(columns):
        if near((name, script), (its_name, its_script)):
            found.why[a, b].add("unit")


def _birthdays(work: Work, found: _Found, only: Sequence[int]) -> None:
    """The same name and the same birthday; a name alone says little."""
    for name in (Person.name, Person.other_name):
        kept = Person.archived.is_(None) & Person.birthday.is_not(None) & (name != "")
        if only:
            kept = kept & Person.id.in_(only)
        twice = (
            select(name.label("name"), Person.birthday.label("day"))
            .where(kept)
            .group_by(name, Person.birthday)
            .having(func.count().between(2, CROWD))
            .subquery()
        )
        columns = (
            select(twice.c.name, twice.c.day, Person.id)
            .join(twice, (twice.c.name == name) & (twice.c.day == Person.birthday))
            .where(kept)
        )
        groups: dict[tuple[str, Any], list[int]] = defaultdict(list)
        for said, day, person in work.rows(columns):
            groups[said, day].append(person)
        for group in groups.values():
            found.block(group, "same")


def _like(why: set[str], one: Named, other: Named) -> None:
    if ({one[0], one[1]} & {other[0], other[1]}) - {""}:
        why.add("same")
    elif near(one[:2], other[:2]):
        why.add("near")
    if one[2] is not None and one[2] == other[2]:
        why.add("birthday")


def _apart(work: Work) -> set[tuple[int, int]]:
    pairs = work.rows(select(NotSame.person_id, NotSame.other_id))
    return {(min(pair), max(pair)) for pair in pairs}


def strength(score: int) -> str:
    return "sure" if score >= SURE else "likely" if score >= LIKELY else "possible"


def _rows(work: Work, ids: Sequence[int], known: dict[int, tuple[int, tuple[str, ...]]]) -> list[SuspectRow]:
    told = {row.id: row for row in people(work, sorted({each for id in ids for each in pair_of(id)}))}
    made = []
    for id in ids:
        one, other = pair_of(id)
        if id not in known or one not in told or other not in told:
            continue
        score, why = known[id]
        first, second = told[one], told[other]
        made.append(
            SuspectRow(
                id,
                f"{first.name} {first.other_name}".strip(),
                f"{second.name} {second.other_name}".strip(),
                first.units,
                second.units,
                why,
                strength(score),
                one,
                other,
            )
        )
    return made


def _named(work: Work, ids: Sequence[int], text: str) -> array[int]:
    """The pairs one of whose names holds every word."""
    words = fold(text).split()
    columns = select(Person.id, Person.name, Person.other_name).where(Person.archived.is_(None))
    said = {id: fold(f"{name} {other}") for id, name, other in work.rows(columns)}
    return array(
        "q",
        (id for id in ids if any(all(word in said.get(each, "") for word in words) for each in pair_of(id))),
    )
