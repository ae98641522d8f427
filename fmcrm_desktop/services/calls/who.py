"""Who is calling: from a number, a name or a unit to the people it may be, with what the clerk must know at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import looks_like_number, normalise
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.services import promises, settings, units
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners import listing
from fmcrm_desktop.services.owners.card import Matter, open_matters
from fmcrm_desktop.services.owners.listing import OwnerRow, holds, today
from fmcrm_desktop.services.promises import PromiseRow
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

MOST = 8


@dataclass(frozen=True)
class Candidate:
    """Somebody who may be calling; ``unit_id`` is theirs where they have one home only, or the one typed."""

    row: OwnerRow
    unit_id: int | None
    unit: str


@dataclass(frozen=True)
class Caller:
    """What the clerk must know of the one who is calling."""

    row: OwnerRow
    units: tuple[tuple[int, str], ...]
    open: tuple[Matter, ...]
    promises: tuple[PromiseRow, ...]


@needs("call.read")
def who(work: Work, text: str) -> tuple[Candidate, ...]:
    """The people a telephone number, a name or a unit means, the surest first; at most eight."""
    text = text.strip()
    if not text:
        return ()
    found: dict[int, int | None] = {}
    if looks_like_number(text):
        found |= dict.fromkeys(_by_number(work, text))
    found |= {id: found.get(id) for id in search.refs(work, text, "person", MOST)}
    for unit in search.refs(work, text, "unit", 3):
        for person in _people_of(work, unit):
            if found.get(person) is None:
                found[person] = unit
    return _candidates(work, dict(list(found.items())[:MOST]))


@needs("call.read")
def caller(work: Work, person: int) -> Caller | None:
    """The card of the one who is calling; None when they are gone."""
    found = listing.rows(work, [person])
    if not found:
        return None
    return Caller(
        found[0],
        tuple((choice.id, choice.text) for choice in units.of_people(work, [person])[person]),
        open_matters(work, "person_id", person),
        tuple(promises.of_person(work, person, settled=False)),
    )


def _by_number(work: Work, text: str) -> Sequence[int]:
    phone = normalise(text, settings.get(work, "office.country"))
    if not phone.forms:
        return ()
    columns = (
        select(ContactPoint.person_id)
        .join(Person, Person.id == ContactPoint.person_id)
        .where(
            ContactPoint.digits.in_(phone.forms), ContactPoint.archived.is_(None), Person.archived.is_(None)
        )
        .order_by(ContactPoint.do_not_use, ContactPoint.id)
        .limit(MOST)
    )
    return list(dict.fromkeys(work.column(columns)))


def _people_of(work: Work, unit: int) -> Sequence[int]:
    columns = (
        select(Relation.person_id)
        .join(Person, Person.id == Relation.person_id)
        .where(Relation.unit_id == unit, holds(today(work)), Person.archived.is_(None))
        .order_by(Relation.id)
        .limit(MOST)
    )
    return list(dict.fromkeys(work.column(columns)))


def _candidates(work: Work, found: dict[int, int | None]) -> tuple[Candidate, ...]:
    homes = units.of_people(work, list(found))
    made = []
    for row in listing.rows(work, list(found)):
        labels = {choice.id: choice.text for choice in homes[row.id]}
        unit = found[row.id]
        if unit is None and len(labels) == 1:
            unit = next(iter(labels))
        made.append(Candidate(row, unit, labels.get(unit, "") if unit is not None else ""))
    return tuple(made)
