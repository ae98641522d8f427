"""Who a new person may already be: the same number or address, the same name or a near one, the same unit."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select

from fmcrm_desktop.model.person import ContactPoint, Person
from fmcrm_desktop.model.phone import SHORTEST, normalise
from fmcrm_desktop.model.property import Relation
from fmcrm_desktop.model.reading import fold, sort_key
from fmcrm_desktop.model.words import N_
from fmcrm_desktop.services import settings
from fmcrm_desktop.services.cases import needs
from fmcrm_desktop.services.owners.forms import NUMBERS, NewPersonForm, PersonForm
from fmcrm_desktop.services.owners.listing import OwnerRow, rows
from fmcrm_desktop.services.owners.nearness import near
from fmcrm_desktop.store import search
from fmcrm_desktop.store.work import Work

REASONS = {
    "phone": N_("the same telephone number"),
    "email": N_("the same email address"),
    "unit": N_("the same unit and a like name"),
    "name": N_("the same name"),
    "near": N_("a like name"),
}
MOST = 5
BLOCK = 60
"""So many people are looked at whose names begin alike; a slip in the first letters is found by the other words."""


@dataclass(frozen=True)
class Similar:
    """Somebody stored who may be the same. ``why`` is the weightiest reason, ``reasons`` all of them (keys of
    REASONS)."""

    row: OwnerRow
    why: str
    reasons: tuple[str, ...] = ()


@needs("person.read")
def similar(work: Work, form: PersonForm, own: int | None = None) -> tuple[Similar, ...]:
    """People who may be the one on the form, the surest first; ``own`` is left out (the one being changed)."""
    found: dict[int, list[str]] = {}
    for why, ids in (
        ("phone", _by_contact(work, _numbers(work, form))),
        ("email", _by_email(work, [c.value.strip().lower() for c in form.contacts if c.kind == "email"])),
        ("unit", _by_unit(work, form)),
        ("name", _by_name(work, form)),
        ("near", _by_near_name(work, form)),
    ):
        for id in ids:
            if id != own:
                found.setdefault(id, []).append(why)
    for reasons in found.values():
        if "name" in reasons and "near" in reasons:
            reasons.remove("near")
    rank = list(REASONS)
    some = sorted(found, key=lambda id: (rank.index(found[id][0]), -len(found[id])))[:MOST]
    return (
        tuple(Similar(row, found[row.id][0], tuple(found[row.id])) for row in rows(work, some))
        if some
        else ()
    )


def _numbers(work: Work, form: PersonForm) -> set[str]:
    country = settings.get(work, "office.country")
    phones = [normalise(line.value, country) for line in form.contacts if line.kind in NUMBERS]
    return {digits for phone in phones for digits in phone.forms if len(digits) >= SHORTEST}


def _by_contact(work: Work, digits: set[str]) -> list[int]:
    return _people(work, ContactPoint.digits.in_(sorted(digits))) if digits else []


def _by_email(work: Work, addresses: list[str]) -> list[int]:
    """Whatever case they are written in: the search narrows to the few that hold the words of an address."""
    found: list[int] = []
    for address in addresses:
        hits = search.refs(work, address, "person", BLOCK) if "@" in address else []
        if hits:
            same = (ContactPoint.kind == "email") & (func.lower(ContactPoint.value) == address)
            found += _people(work, same & ContactPoint.person_id.in_(hits))
    return found


def _by_unit(work: Work, form: PersonForm) -> list[int]:
    """Whoever belongs to the unit on the form already and is called nearly so."""
    unit = form.unit_id if isinstance(form, NewPersonForm) else None
    if unit is None:
        return []
    there = select(Relation.person_id).where(Relation.unit_id == unit, Relation.archived.is_(None))
    return _near(work, form, Person.id.in_(there))


def _by_near_name(work: Work, form: PersonForm) -> list[int]:
    """Near names among those the list has beside this one, whichever word comes first, and those that the search
    finds by all of its words."""
    near_by: set[int] = set()
    for name in (form.name.strip(), form.other_name.strip()):
        if len(name) < 2:
            continue
        words = sort_key(name).split()
        for at in range(min(len(words), 3)):
            near_by.update(_beside(work, " ".join([*words[at:], *words[:at]])))
        near_by.update(search.refs(work, name, "person", BLOCK))
    return _near(work, form, Person.id.in_(sorted(near_by))) if near_by else []


def _beside(work: Work, key: str) -> list[int]:
    """Who stands just above and below a key in the order of the list, as far as the beginning is the same."""
    block = select(Person.id).where(
        Person.archived.is_(None), Person.sort_key >= key[:3], Person.sort_key < key[:3] + "\uffff"
    )
    below = block.where(Person.sort_key < key).order_by(Person.sort_key.desc(), Person.id.desc())
    above = block.where(Person.sort_key >= key).order_by(Person.sort_key, Person.id)
    return [id for some in (below, above) for id in work.column(some.limit(BLOCK // 2))]


def _near(work: Work, form: PersonForm, condition: object) -> list[int]:
    columns = select(Person.id, Person.name, Person.other_name).where(
        condition,  # type: ignore[arg-type]
        Person.archived.is_(None),
    )
    mine = (form.name.strip(), form.other_name.strip())
    return [id for id, name, other in work.rows(columns) if near(mine, (name, other))]


def _people(work: Work, condition: object) -> list[int]:
    columns = (
        select(ContactPoint.person_id)
        .join(Person, Person.id == ContactPoint.person_id)
        .where(condition, ContactPoint.archived.is_(None), Person.archived.is_(None))  # type: ignore[arg-type]
        .distinct()
        .limit(MOST + 1)
    )
    return list(work.column(columns))


def _by_name(work: Work, form: PersonForm) -> list[int]:
    """The same name, or the two names the other way round."""
    names = [name.strip() for name in (form.name, form.other_name) if name.strip()]
    if not names:
        return []
    columns = (
        select(Person.id, Person.name, Person.other_name)
        .where(Person.sort_key.in_([sort_key(name) for name in names]), Person.archived.is_(None))
        .order_by(Person.id.desc())
        .limit(50)
    )
    written = {fold(name) for name in names}
    return [id for id, name, other in work.rows(columns) if written & {fold(name), fold(other or name)}]
