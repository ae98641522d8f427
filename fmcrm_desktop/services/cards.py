"""People on their way into contact files: who they are and how they are reached, in the order of a list."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from sqlalchemy import select

from fmcrm_desktop.model.page import Query
from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.services import owners
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.store.work import Work

AT_ONCE = 500
T = TypeVar("T")


@dataclass(frozen=True)
class CardWay:
    """One way to reach somebody."""

    kind: str
    value: str
    purpose: str
    hours: str
    label: str
    preferred: bool


@dataclass(frozen=True)
class PersonCard:
    """What a contact file says of somebody."""

    name: str
    other_name: str
    kind: str
    birthday: date | None
    gender: str
    occupation: str
    notes: str
    ways: tuple[CardWay, ...]


@dataclass(frozen=True)
class Cards:
    """Everybody in the list's order, read as they are walked."""

    cards: Iterator[PersonCard]
    count: int


@needs("export.run")
def through(work: Work, query: Query, to: Callable[[Cards], T]) -> T:
    """Hand the people of a list to ``to`` inside one moment of the office. Numbers that must not be used stay out:
    a telephone's address book cannot say so."""
    ids = owners.page(work, query).ids
    return to(Cards(_cards(work, ids), len(ids)))


def _cards(work: Work, ids: Sequence[int]) -> Iterator[PersonCard]:
    columns = select(Person.id, Person.name, Person.other_name, Person.kind, Person.birthday, Person.gender,
                     Person.occupation, Person.notes)  # fmt: skip
    for start in range(0, len(ids), AT_ONCE):
        some = list(ids[start : start + AT_ONCE])
        found = {row[0]: row for row in work.rows(columns.where(Person.id.in_(some)))}
        ways = _ways(work, some)
        for id in some:
            if (row := found.get(id)) is not None:
                yield PersonCard(row[1], row[2], row[3], row[4], row[5], row[6], row[7], tuple(ways[id]))


def _ways(work: Work, ids: Sequence[int]) -> dict[int, list[CardWay]]:
    point = ContactPoint
    columns = select(
        point.person_id, point.kind, point.value, point.purpose, point.hours, point.label, point.preferred
    ).where(point.person_id.in_(ids), point.archived.is_(None), point.do_not_use.is_(False))
    ways: dict[int, list[CardWay]] = defaultdict(list)
    for id, *said in work.rows(columns.order_by(point.preferred.desc(), point.id)):
        ways[id].append(CardWay(*said))
    return ways
