"""People of an import: found by their old number, else by telephone and name, else by name and unit; somebody who
was merged into another is that other one, under what they were called before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from fmcrm_desktop.model.person import ContactPoint, Person, PersonName
from fmcrm_desktop.model.phone import SHORTEST, normalise, plain_digits
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.reading import sort_key
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.imports import meanings
from fmcrm_desktop.services.imports.contacts import numbers_in
from fmcrm_desktop.services.imports.sink import Sink, batches

_CHINESE_MOBILE = re.compile(r"1[3-9]\d{9}")


@dataclass(frozen=True)
class Named:
    """Whom a row means, as far as it says."""

    number: str = ""
    name: str = ""
    phones: tuple[str, ...] = ()
    unit: int | None = None
    emails: tuple[str, ...] = ()

    @property
    def print(self) -> str:
        """Tells this row from others, in the next file too."""
        unit = str(self.unit or "")
        said = "\x1f".join(
            [self.number, called(self.name), unit, *sorted(self.phones), "", *sorted(self.emails)]
        )
        return "row " + sha256(said.encode()).hexdigest()[:40]


def phones_of(*cells: object) -> tuple[str, ...]:
    """The telephone numbers of some cells; one cell may hold several."""
    found = [part for cell in cells if cell for part in numbers_in(str(cell))]
    return tuple(dict.fromkeys(part for part in found if len(plain_digits(part)) >= SHORTEST))


def _only_name(asked: Named) -> bool:
    return bool(asked.name) and not (asked.number or asked.phones or asked.emails or asked.unit is not None)


def _unknown(asked: Iterable[Any], known: Mapping[Any, Any]) -> list[Any]:
    """Those not learnt yet, in order. Each is looked up: a set less all the keys takes as long as there are keys,
    and that for every row."""
    return sorted(each for each in asked if each not in known)


def called(name: str) -> str:
    """A name as it is compared where a telephone or a unit says the same: without case, blanks and small signs, and
    "Penrose, Oliver" as "Oliver Penrose"."""
    last, comma, first = name.partition(",")
    return meanings.plain(f"{first} {last}" if comma and "," not in first else name) or name


def _exactly(name: str) -> str:
    """A name as it is compared where nothing else is known."""
    return " ".join(name.split()).casefold()


def _names_first(rows: Iterable[Any]) -> list[tuple[str, tuple[int, str]]]:
    """(telephone or address, (id, name)) by everybody's name, then by their names in the other script."""
    found = list(rows)
    names = [(way, (id, called(name))) for way, id, name, _ in found]
    return names + [(way, (id, called(other))) for way, id, _, other in found if other]


class Persons:
    """Everybody the rows mean, learnt as they are asked for. ``by_name``: a row that says nothing but a name means
    whoever has it; a list of people does, a complaint does not."""

    def __init__(self, sink: Sink, *, by_name: bool = False) -> None:
        self.sink, self.by_name = sink, by_name
        self._names: dict[str, int | None] = {}
        self.country: str = settings.get(sink.work, "office.country")
        self._numbers: dict[str, int | None] = {}
        self._phones: dict[str, list[tuple[int, str]] | None] = {}
        self._emails: dict[str, list[tuple[int, str]]] = {}
        self._units: dict[int, list[tuple[int, str]]] = {}
        self.made: set[int] = set()
        self._further: dict[int, set[str]] = {}
        self._moved: set[str] = set()

    def find_all(self, asked: Sequence[Named]) -> list[int | None]:
        """Their ids; None for those who are not there."""
        self._learn_numbers({each.number for each in asked if each.number})
        self._learn_phones({form for each in asked for phone in each.phones for form in self.forms(phone)})
        self._learn_emails({email for each in asked for email in each.emails})
        self._learn_units({each.unit for each in asked if each.unit is not None and each.unit > 0})
        if self.by_name:
            self._learn_names({each.name for each in asked if _only_name(each)})
        return [self._find(each) for each in asked]

    def find(self, asked: Named) -> int | None:
        return self.find_all([asked])[0]

    def add(self, rows: Sequence[tuple[dict[str, Any], Named]], *, bare: bool = False) -> list[int]:
        """New people with the columns given and the telephones named; ``bare`` leaves these to the caller. Who has an
        id already is remembered by it, too."""
        people = [{**values, "sort_key": sort_key(values["name"])} for values, _ in rows]
        ids = self.sink.add(Person, people)
        points = []
        for id, (values, named) in zip(ids, rows, strict=True):
            points += [] if bare else [self.point(id, phone) for phone in named.phones]
            self.made.add(id)
            if "id" not in values:
                self.remember(id, values.get("external_number", ""), values["name"], named)
        self.sink.add(ContactPoint, points)
        return ids

    def point(self, person: int, phone: str) -> dict[str, Any]:
        """A telephone number as it is kept, its kind told by the number."""
        kind = "mobile"
        if self.country == "CN" and _CHINESE_MOBILE.fullmatch(phone):
            e164, digits = "+86" + phone, phone
        else:
            read = normalise(phone, self.country)
            phone, e164, digits = read.raw, read.e164, read.digits
            kind = "mobile" if self.country == "CN" and e164.startswith("+861") else "phone"
        return {"person_id": person, "kind": kind, "value": phone, "e164": e164, "digits": digits}

    def remember(self, id: int, number: str, name: str, named: Named) -> None:
        if number:
            self._numbers[number] = id
        if self._names.get(_exactly(name)) is None:
            self._names[_exactly(name)] = id
        for phone in named.phones:
            for form in self.forms(phone):
                known = self._phones.get(form)
                self._phones[form] = [*(known or []), (id, called(name))]
        for email in named.emails:
            self._emails.setdefault(email, []).append((id, called(name)))
        if named.unit is not None:
            self._units.setdefault(named.unit, []).append((id, called(name)))

    def forms(self, phone: str) -> tuple[str, ...]:
        """The digits a number may be stored under."""
        if self.country == "CN" and _CHINESE_MOBILE.fullmatch(phone):
            return phone, "86" + phone
        return normalise(phone, self.country).forms or (plain_digits(phone),)

    def with_phone(self, phones: Sequence[str]) -> list[int]:
        """Those who have one of the telephones, as far as it was learnt."""
        return [id for each in phones for form in self.forms(each) for id, _ in self._phones.get(form) or ()]

    def with_email(self, emails: Sequence[str]) -> list[int]:
        return [id for each in emails for id, _ in self._emails.get(each, ())]

    def in_unit(self, unit: int) -> list[int]:
        return [id for id, _ in self._units.get(unit, ())]

    def is_former(self, id: int, asked: Named) -> bool:
        """Whether a row means somebody by the number of a record merged into theirs, or by a name they had."""
        if self._numbers.get(asked.number) is not None:
            return asked.number in self._moved
        return called(asked.name) in self._further.get(id, ())

    def _with_further(self, rows: Iterable[Any]) -> list[tuple[Any, tuple[int, str]]]:
        """(telephone, address or unit, (id, name)): by everybody's name, then their other and former names."""
        found = list(rows)
        self._learn_further({id for _, id, *_ in found})
        return _names_first(found) + [
            (way, (id, name)) for way, id, *_ in found for name in sorted(self._further[id])
        ]

    def _learn_further(self, ids: set[int]) -> None:
        for some in batches(_unknown(ids, self._further)):
            self._further.update({id: set() for id in some})
            named = select(PersonName.person_id, PersonName.name).where(
                PersonName.person_id.in_(some), PersonName.archived.is_(None)
            )
            gone, kept = aliased(Person), Person
            merged = (
                select(gone.merged_into_id, gone.name)
                .join(kept, kept.id == gone.merged_into_id)
                .where(gone.merged_into_id.in_(some), gone.name != kept.name)
            )
            for id, name in [*self.sink.work.rows(named), *self.sink.work.rows(merged)]:
                self._further[id].add(called(name))

    def _find(self, asked: Named) -> int | None:
        if asked.number:
            found = self._numbers.get(asked.number)
            if found is not None:
                return found
        name = called(asked.name)
        if not name:
            return None
        known = [
            pair
            for each in asked.phones
            for form in self.forms(each)
            for pair in self._phones.get(form) or ()
        ]
        known += [pair for each in asked.emails for pair in self._emails.get(each, ())]
        if asked.unit is not None and not asked.number:
            known += self._units.get(asked.unit, ())
        for id, theirs in known:
            if theirs == name:
                return id
        return self._names.get(_exactly(asked.name)) if self.by_name and _only_name(asked) else None

    def _learn_names(self, names: set[str]) -> None:
        for some in batches(sorted(name for name in names if _exactly(name) not in self._names)):
            self._names.update((_exactly(name), None) for name in some)
            columns = select(Person.id, Person.name).where(
                Person.sort_key.in_([sort_key(name) for name in some]), Person.archived.is_(None)
            )
            other = select(Person.id, Person.other_name).where(
                Person.other_name.in_(some), Person.archived.is_(None)
            )
            former = (
                select(PersonName.person_id, PersonName.name)
                .join(Person, Person.id == PersonName.person_id)
                .where(PersonName.name.in_(some), PersonName.archived.is_(None), Person.archived.is_(None))
            )
            found = [
                *self.sink.work.rows(former),
                *self.sink.work.rows(other.order_by(Person.id.desc())),
                *self.sink.work.rows(columns.order_by(Person.id.desc())),
            ]
            self._learn_further({id for id, _ in found})
            self._names.update((_exactly(name), id) for id, name in found)

    def _learn_numbers(self, numbers: set[str]) -> None:
        for some in batches(_unknown(numbers, self._numbers)):
            self._numbers.update(dict.fromkeys(some))
            here = aliased(Person)
            columns = (
                select(Person.external_number, here.id, Person.merged_into_id)
                .join(here, here.id == func.coalesce(Person.merged_into_id, Person.id))
                .where(Person.external_number.in_(some), here.archived.is_(None))
            )
            for number, id, merged in self.sink.work.rows(columns.order_by(Person.id.desc())):
                if merged is None:
                    self._moved.discard(number)
                elif self._numbers[number] is None:
                    self._moved.add(number)
                if merged is None or number in self._moved:
                    self._numbers[number] = id
            self._learn_further({id for number in some if (id := self._numbers[number]) is not None})

    def _learn_phones(self, forms: set[str]) -> None:
        for some in batches(_unknown(forms, self._phones)):
            self._phones.update(dict.fromkeys(some))
            columns = (
                select(ContactPoint.digits, Person.id, Person.name, Person.other_name)
                .join(Person, Person.id == ContactPoint.person_id)
                .where(
                    ContactPoint.digits.in_(some), ContactPoint.archived.is_(None), Person.archived.is_(None)
                )
            )
            for digits, pair in self._with_further(self.sink.work.rows(columns.order_by(Person.id))):
                self._phones[digits] = [*(self._phones[digits] or []), pair]

    def _learn_emails(self, emails: set[str]) -> None:
        value = func.lower(ContactPoint.value)
        for some in batches(_unknown(emails, self._emails)):
            self._emails.update({email: [] for email in some})
            columns = (
                select(value, Person.id, Person.name, Person.other_name)
                .join(Person, Person.id == ContactPoint.person_id)
                .where(
                    ContactPoint.kind == "email", value.in_(some), ContactPoint.archived.is_(None),
                    Person.archived.is_(None),
                )
            )  # fmt: skip
            for email, pair in self._with_further(self.sink.work.rows(columns.order_by(Person.id))):
                self._emails.setdefault(email, []).append(pair)

    def _learn_units(self, units: set[int]) -> None:
        for some in batches(_unknown(units, self._units)):
            self._units.update({unit: [] for unit in some})
            columns = (
                select(Relation.unit_id, Person.id, Person.name, Person.other_name)
                .join(Person, Person.id == Relation.person_id)
                .where(Relation.unit_id.in_(some), Relation.archived.is_(None), Person.archived.is_(None))
            )
            for unit, pair in self._with_further(self.sink.work.rows(columns.order_by(Relation.id))):
                self._units[unit].append(pair)
