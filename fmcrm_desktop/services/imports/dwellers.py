"""Owners and tenants whom a row names beside a unit: found, or made where a name is given and nobody has it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from fmcrm_desktop.model.incoming import Incoming
from fmcrm_desktop.model.person import Person
from fmcrm_desktop.services.imports.persons import Named, Persons, phones_of
from fmcrm_desktop.services.imports.reading import day, text
from fmcrm_desktop.services.imports.ties import Tie

OWNER = ("person_number", "person_name", "person_phone")
TENANT = ("", "tenant_name", "tenant_phone")


class Dwellers:
    """Finds and makes them; ``strangers`` counts the rows that name somebody by a number nobody has."""

    def __init__(self, persons: Persons) -> None:
        self.persons = persons
        self.strangers = 0

    def ties(self, rows: Sequence[Incoming], units: Sequence[int | None], role: str) -> list[tuple[int, Tie]]:
        """What a role comes to: the place of each row that names somebody in it, with the tie."""
        number, name, phone = OWNER if role == "owner" else TENANT
        asked = [
            (at, unit, Named(text(row, number), text(row, name), phones_of(row.values.get(phone)), unit))
            for at, (row, unit) in enumerate(zip(rows, units, strict=True))
            if unit is not None and (text(row, number) or text(row, name))
        ]
        people = self._people([named for *_, named in asked])
        return [
            (at, _tie(rows[at], person, unit, role))
            for (at, unit, _), person in zip(asked, people, strict=True)
            if person is not None
        ]

    def _people(self, asked: list[Named]) -> list[int | None]:
        found = self.persons.find_all(asked)
        unknown = [at for at, id in enumerate(found) if id is None]
        fresh = iter(self.persons.sink.fresh(Person, len(unknown)))
        new: list[tuple[dict[str, Any], Named]] = []
        for at in unknown:
            named = asked[at]
            # somebody of an earlier row of the same batch may be meant again
            found[at] = self.persons.find(named)
            if found[at] is None and named.name:
                found[at] = id = next(fresh)
                new.append(({"id": id, "name": named.name, "external_number": named.number}, named))
                self.persons.remember(id, named.number, named.name, named)
            elif found[at] is None:
                self.strangers += 1
        self.persons.add(new)
        return found


def _tie(row: Incoming, person: int, unit: int, role: str) -> Tie:
    if role != "owner":
        days = (day(row, "tenant_from"), day(row, "tenant_until"))
        return Tie(person, unit, role, None, *days)
    share = row.values.get("share")
    return Tie(person, unit, role, share, day(row, "from_day"), day(row, "until_day"))  # type: ignore[arg-type]
