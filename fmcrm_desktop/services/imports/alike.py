"""Rows that look like something known, but not surely: what it may be, why, and what is to become of the row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from fmcrm_desktop.model.person import Person
from fmcrm_desktop.model.reading import fold, has_chinese, sort_key
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services.imports.persons import Named, Persons
from fmcrm_desktop.services.imports.sink import Sink, batches

REASONS = {
    "phone": N_("the same telephone number, another name"),
    "email": N_("the same email address, another name"),
    "unit": N_("a name much like it in the same unit"),
    "name": N_("the same name, reached otherwise"),
    "serial": N_("the same serial number, another code"),
    "number": N_("the same old number, another address"),
    "counted": N_("the same number, another name"),
    "label": N_("the same label, another address"),
    "place": N_("the same space number, another lot"),
    "address": N_("the same address, another code"),
    "named": N_("the same name, another code"),
    "text": N_("the same text, another title"),
    "words": N_("the same words on the same day"),
}
DECISIONS = {
    "new": N_("A new record"),
    "same": N_("The same: leave as it is"),
    "update": N_("The same: bring up to date"),
}
"""What a row that looks like something known may be; new unless a person says otherwise, so that nothing of two is
ever thrown together unasked."""
NEAR = 80
"""Of 100: how alike two names in one unit must read."""


@dataclass(frozen=True)
class Alike:
    """Somebody or something the office knows that may be what a row means; ``why`` is a key of REASONS."""

    id: int
    name: str
    why: str


@dataclass(frozen=True)
class Decide:
    """What becomes of rows that look like something known: by line, else ``default`` (keys of DECISIONS)."""

    default: str = "new"
    rows: dict[int, str] = field(default_factory=dict)

    def of(self, line: int) -> str:
        return self.rows.get(line, self.default)


class Lookalikes:
    """Finds them among those who share a telephone, an email address, a unit or the sound of the name; only these
    are compared, and nobody whom this import has brought."""

    def __init__(self, sink: Sink, persons: Persons) -> None:
        self.sink, self.persons = sink, persons
        self._names: dict[int, tuple[str, str]] = {}
        self._keys: dict[str, list[int]] = {}

    def find(self, asked: Sequence[Named | None]) -> list[Alike | None]:
        """For each one asked for, who it may be; None for nobody, and where nothing is asked."""
        some = [each for each in asked if each is not None and each.name]
        self._learn_keys({sort_key(each.name) for each in some} - self._keys.keys())
        near = [self._near(each) if each is not None and each.name else [] for each in asked]
        self._learn_names({id for ids in near for id, _ in ids} - self._names.keys())
        return [
            self._best(each, ids) if each is not None else None for each, ids in zip(asked, near, strict=True)
        ]

    def _near(self, asked: Named) -> list[tuple[int, str]]:
        found = [(id, "phone") for id in self.persons.with_phone(asked.phones)]
        found += [(id, "email") for id in self.persons.with_email(asked.emails)]
        if asked.unit is not None:
            found += [(id, "unit") for id in self.persons.in_unit(asked.unit)]
        found += [(id, "name") for id in self._keys.get(sort_key(asked.name), ())]
        return [(id, why) for id, why in found if id > 0 and id not in self.persons.made]

    def _best(self, asked: Named, near: list[tuple[int, str]]) -> Alike | None:
        for id, why in near:
            names = self._names.get(id)
            if names and (why in ("phone", "email") or _is_near(asked.name, names, why)):
                return Alike(id, names[0], why)
        return None

    def _learn_keys(self, keys: set[str]) -> None:
        for some in batches(sorted(keys - {""})):
            self._keys.update({key: [] for key in some})
            columns = select(Person.sort_key, Person.id).where(
                Person.sort_key.in_(some), Person.archived.is_(None)
            )
            for key, id in self.sink.work.rows(columns.order_by(Person.id)):
                self._keys[key].append(id)

    def _learn_names(self, ids: set[int]) -> None:
        for some in batches(sorted(ids)):
            columns = select(Person.id, Person.name, Person.other_name).where(Person.id.in_(some))
            self._names.update({row[0]: (row[1], row[2]) for row in self.sink.work.rows(columns)})


def _is_near(name: str, known: tuple[str, str], why: str) -> bool:
    """The same name, or the same sound in the other script; in one unit also one that reads much like it."""
    if fold(name) in {fold(each) for each in known if each}:
        return True
    if why == "name":
        return has_chinese(name) != has_chinese(known[0])
    from rapidfuzz import fuzz

    mine = sort_key(name)
    return any(fuzz.ratio(mine, sort_key(each)) >= NEAR for each in known if each)
